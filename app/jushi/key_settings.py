"""Which key belongs to which host, over all places where a key can be set."""

import difflib
from collections.abc import Iterable, Mapping, Sequence

from jushi.errors import SettingsError
from jushi.lazy_pattern import lazy_pattern
from jushi.network import PUBLIC_ENDPOINT, ApiKey, host_of

BASE_URL, API_KEY = "OPENAI_BASE_URL", "OPENAI_API_KEY"
KEPT_FILE = "settings.env"
"""In the workspace: what was chosen in the page; environment and `.env` go before it."""
KEY_HOST = "OPENAI_API_KEY_HOST"
"""In that file: the host that the key beside it belongs to."""

_OF_OTHERS = frozenset(
    {
        *("OPENAI_ORG_ID", "OPENAI_ORGANIZATION", "OPENAI_PROJECT_ID", "OPENAI_PROJECT"),
        *("OPENAI_WEBHOOK_SECRET", "OPENAI_ADMIN_KEY", "OPENAI_LOG", "OPENAI_MODEL"),
        *("OPENAI_API_VERSION", "OPENAI_API_TYPE", "OPENAI_PROXY"),
    }
)
"""Settings of other programs that use OpenAI's protocol; they mean nothing here."""
_NEAR = 0.8
_ADDRESS_WORDS = lazy_pattern("BASE|UR[IL]|HOST|ENDPOINT|ADDRESS")
_KEY_WORDS = lazy_pattern("KEY|TOKEN|SECRET")


def meant_by(name: str) -> str:
    """The setting that `OPENAI_BASEURL`, `OPENAI_API_BASE` or `OPENAI_KEY` was meant to be.

    Empty for the settings themselves, for those of other programs and for any other name.
    """
    letters = name.upper().replace("_", "")
    if name in (API_KEY, BASE_URL, KEY_HOST, *_OF_OTHERS) or not letters.startswith("OPENAI"):
        return ""
    rest = letters.removeprefix("OPENAI")
    if _ADDRESS_WORDS.search(rest):
        return BASE_URL
    if _KEY_WORDS.search(rest):
        return API_KEY
    return next(iter(difflib.get_close_matches(name, (API_KEY, BASE_URL), 1, _NEAR)), "")


def keys_of(sources: Iterable[tuple[str, Mapping[str, str]]]) -> tuple[ApiKey, ...]:
    """The key of each place, with the host it belongs to: that of the address in the same place.

    A key without an address beside it is one of OpenAI's own. The place that goes before the
    others comes first.
    """
    keys = []
    for source, names in sources:
        if value := names.get(API_KEY, "").strip():
            beside = names.get(KEY_HOST, "") if source == KEPT_FILE else ""
            address = beside or names.get(BASE_URL, "").strip() or PUBLIC_ENDPOINT
            keys.append(ApiKey(_sound_key(value), host_of(address), source))
    return tuple(keys)


def key_for(keys: Iterable[ApiKey], endpoint: str) -> ApiKey | None:
    """The first key that a request to `endpoint` may carry; None where there is none."""
    return next((key for key in keys if key.belongs_to(endpoint)), None)


def chosen_keys(
    keys: Sequence[ApiKey], endpoint: str, new_endpoint: str, *, typed: str | None
) -> tuple[ApiKey, ...]:
    """The keys after a choice in the page: what was kept for another host is forgotten.

    `typed` None leaves the key as it is, empty forgets it. Raises SettingsError for a key that
    the environment or `.env` has fixed for the new endpoint.
    """
    fixed = tuple(key for key in keys if key.source != KEPT_FILE)
    kept = tuple(key for key in keys if key.source == KEPT_FILE)
    in_force = key_for(fixed, new_endpoint)
    value = None if typed is None else typed.strip()
    if in_force is not None and value not in (None, in_force.value):
        raise SettingsError("settings.set_elsewhere", place=API_KEY, source=in_force.source)
    if in_force is None and value is not None:
        kept = (ApiKey(_sound_key(value), host_of(new_endpoint), KEPT_FILE),) if value else ()
    elif host_of(new_endpoint) != host_of(endpoint):
        kept = tuple(key for key in kept if key.belongs_to(new_endpoint))
    return fixed + kept


def _sound_key(value: str) -> str:
    if value.isascii() and value.isprintable():
        return value
    # The client library would refuse it as a header, and repeat it in its error.
    raise SettingsError("settings.not_a_key", place=API_KEY)
