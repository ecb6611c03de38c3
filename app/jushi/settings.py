"""Settings: the only place that reads the environment."""

import difflib
import ipaddress
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from jushi.disk import make_private_folder
from jushi.env_file import read_env_file, render_env_line
from jushi.errors import SettingsError
from jushi.key_settings import (
    API_KEY,
    BASE_URL,
    KEPT_FILE,
    KEY_HOST,
    chosen_keys,
    key_for,
    keys_of,
    meant_by,
)
from jushi.messages import Language, Message, render
from jushi.network import PUBLIC_ENDPOINT, ApiKey, NetworkPolicy, is_local_address

if TYPE_CHECKING:
    from jushi.records import Blocking

ENV_FILE = ".env"
KEPT = (
    *(BASE_URL, "JUSHI_MODEL", API_KEY, "JUSHI_OFFICE", "JUSHI_LANGUAGE"),
    "JUSHI_SIGN_OFF_BLOCKS",
)
"""Settings that the page may change."""
_PREFIX = "JUSHI_"
_HOME = "JUSHI_HOME"
_LONGEST_S = 86_400
"""Beyond a day a limit is none."""
_MOST_SECTIONS_AT_ONCE = 64
"""Each is a thread with a connection; more than the sections of a long report help nobody."""


@dataclass(frozen=True, slots=True)
class SettingSpec:
    """One setting as `doctor` and the README tell it."""

    name: str
    default: str
    """As it would be written in the environment; empty where nothing is the default."""
    is_secret: bool = False

    def meaning(self, language: Language) -> str:
        """What it sets, in a line."""
        return render(f"settings.meaning_{self.name.lower()}", language)


SPECS = (
    SettingSpec("JUSHI_HOME", ".jushi"),
    SettingSpec("JUSHI_DATABASE_URL", ""),
    SettingSpec("JUSHI_CHROMA_URL", ""),
    SettingSpec("JUSHI_OFFICE", ""),
    SettingSpec("JUSHI_MODEL", ""),
    SettingSpec("OPENAI_BASE_URL", ""),
    SettingSpec("OPENAI_API_KEY", "", is_secret=True),
    SettingSpec("JUSHI_FIRST_BYTE_S", "300"),
    SettingSpec("JUSHI_SILENCE_S", "60"),
    SettingSpec("JUSHI_REPLY_S", "1800"),
    SettingSpec("JUSHI_SECTIONS_AT_ONCE", "4"),
    SettingSpec("JUSHI_EMBEDDINGS", "local"),
    SettingSpec("JUSHI_LOCAL_ONLY", "0"),
    SettingSpec("JUSHI_SIGN_OFF_BLOCKS", "errors"),
    SettingSpec("JUSHI_LANGUAGE", "zh"),
    SettingSpec("JUSHI_DEBUG", "0"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment and `.env` ask for, checked."""

    home: Path
    database_url: str = field(repr=False)
    """SQLAlchemy's form; SQLite in `home` unless told otherwise."""
    chroma_url: str | None
    """None is the index embedded in `home`."""
    office: str
    """Place whose reports are own ones; empty where it is not told."""
    model: str | None
    """None is the composer."""
    base_url: str | None
    """None is OpenAI's public endpoint."""
    first_byte_s: float
    """Seconds, as `silence_s` and `reply_s`; see the settings of these names."""
    silence_s: float
    reply_s: float
    sections_at_once: int
    keys: tuple[ApiKey, ...] = field(repr=False)
    """Every key that is set, those of other hosts included; see `api_key`."""
    embeddings: str
    """`local`, `bigrams` or `openai:MODEL`."""
    local_only: bool
    sign_off_blocks: "Blocking"
    """What holds a report back from being sent for review and approved."""
    language: Language
    debug: bool
    origins: tuple[tuple[str, str], ...]
    """Name of each setting and where its value came from, in the order of `SPECS`:
    `environment`, `.env`, `settings.env` or `default`."""

    @property
    def endpoint(self) -> str:
        """Where model and embeddings are asked, also where no address is set."""
        return self.base_url or PUBLIC_ENDPOINT

    @property
    def has_remote_embeddings(self) -> bool:
        """Whether embeddings are asked of `endpoint`."""
        return self.embeddings.startswith("openai:")

    @property
    def api_key(self) -> str | None:
        """The key of `endpoint`; None where none of the keys belongs to its host."""
        found = key_for(self.keys, self.endpoint)
        return found.value if found else None

    @property
    def withheld_key(self) -> ApiKey | None:
        """The key that is set but not sent, because it belongs to another host than `endpoint`.

        None where one is sent, or none is set.
        """
        return self.keys[0] if self.keys and self.api_key is None else None


def load_settings(environ: Mapping[str, str], folder: Path | None = None) -> Settings:
    """Give the settings of `environ`, and of `.env` in `folder` for what `environ` leaves open.

    What both leave open may have been chosen in the page: see `keep_settings`.
    An empty value counts as not set. `SettingsError` names the setting that is unknown, or whose
    value cannot be used, and what to write instead.
    """
    for name in sorted(environ):
        _refuse_unknown(name, "environment", environ)
    found = _values_of(folder / ENV_FILE) if folder is not None else {}
    values: dict[str, str] = {}
    origins = {}
    kept: dict[str, str] = {}
    for spec in SPECS:
        origin, value = _origin_and_value(spec, environ, found)
        if spec.name == _HOME:
            kept = _values_of(_home(value) / KEPT_FILE)
        elif origin == "default" and spec.name in KEPT and kept.get(spec.name):
            origin, value = KEPT_FILE, kept[spec.name]
        values[spec.name] = value
        origins[spec.name] = origin
    sources = (("environment", environ), (ENV_FILE, found), (KEPT_FILE, kept))
    return _settings(values, origins, keys_of(sources))


def keep_settings(settings: Settings, chosen: Mapping[str, str]) -> Settings:
    """Keep what was chosen in the page, by name of `KEPT`, and give the settings as they are then.

    An empty value goes back to the default; a name that is left out stays. The file can be read
    by its owner alone, because a key may be in it. Raises SettingsError for a value that cannot
    be used and for a setting that the environment or `.env` has fixed: nothing is kept then.
    """
    from jushi.documents import write_atomically

    origins = dict(settings.origins)
    values = {name: str(read(settings) or "") for name, read in _FIELDS.items()}
    default = {spec.name: spec.default for spec in SPECS}
    for name, typed in chosen.items():
        value = typed.strip()
        if name == API_KEY or value == values[name]:
            continue
        if name not in KEPT or origins[name] not in (KEPT_FILE, "default"):
            raise SettingsError("settings.set_elsewhere", place=name, source=origins[name])
        if not value.isprintable():
            raise SettingsError("settings.invisible_characters", place=name)
        values[name] = value or default[name]
        origins[name] = KEPT_FILE if value else "default"
    keys = chosen_keys(
        settings.keys,
        settings.endpoint,
        values[BASE_URL] or PUBLIC_ENDPOINT,
        typed=chosen.get(API_KEY),
    )
    newer = _settings(values, origins, keys)
    lines = {n: values[n] for n in KEPT if n != API_KEY and origins[n] == KEPT_FILE}
    for key in keys:
        if key.source == KEPT_FILE:
            lines |= {API_KEY: key.value, KEY_HOST: key.host}
    make_private_folder(newer.home)
    text = "".join(render_env_line(name, value) for name, value in lines.items())
    write_atomically(newer.home / KEPT_FILE, text.encode(), mode=0o600)
    return newer


def language_of(environ: Mapping[str, str]) -> Language:
    """The language to tell errors in while the settings themselves cannot be had."""
    return "en" if environ.get("JUSHI_LANGUAGE", "").strip() == "en" else "zh"


def is_loopback(host: str) -> bool:
    """Whether `host` names this very machine and nothing that others can reach."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def shown_value(settings: Settings, spec: SettingSpec) -> str:
    """The value that `doctor` may print: secrets say only whether they are set."""
    value = str(_FIELDS[spec.name](settings) or "")
    if spec.is_secret:
        return "***" if value else ""
    return _without_password(value)


_FIELDS: dict[str, Callable[[Settings], str | Path | None]] = {
    "JUSHI_HOME": lambda s: s.home,
    "JUSHI_DATABASE_URL": lambda s: s.database_url,
    "JUSHI_CHROMA_URL": lambda s: s.chroma_url,
    "JUSHI_OFFICE": lambda s: s.office,
    "JUSHI_MODEL": lambda s: s.model,
    "OPENAI_BASE_URL": lambda s: s.base_url,
    "OPENAI_API_KEY": lambda s: s.api_key,
    "JUSHI_FIRST_BYTE_S": lambda s: f"{s.first_byte_s:g}",
    "JUSHI_SILENCE_S": lambda s: f"{s.silence_s:g}",
    "JUSHI_REPLY_S": lambda s: f"{s.reply_s:g}",
    "JUSHI_SECTIONS_AT_ONCE": lambda s: str(s.sections_at_once),
    "JUSHI_EMBEDDINGS": lambda s: s.embeddings,
    "JUSHI_LOCAL_ONLY": lambda s: str(int(s.local_only)),
    "JUSHI_SIGN_OFF_BLOCKS": lambda s: s.sign_off_blocks,
    "JUSHI_LANGUAGE": lambda s: s.language,
    "JUSHI_DEBUG": lambda s: str(int(s.debug)),
}


def _origin_and_value(
    spec: SettingSpec, environ: Mapping[str, str], found: Mapping[str, str]
) -> tuple[str, str]:
    if value := environ.get(spec.name, "").strip():
        return "environment", value
    if value := found.get(spec.name, "").strip():
        return ENV_FILE, value
    return "default", spec.default


def _settings(
    values: Mapping[str, str], origins: Mapping[str, str], keys: tuple[ApiKey, ...]
) -> Settings:
    home = _home(values[_HOME])
    local_only = _flag("JUSHI_LOCAL_ONLY", values)
    key = key_for(keys, values[BASE_URL] or PUBLIC_ENDPOINT)
    if values["JUSHI_LANGUAGE"] not in ("zh", "en"):
        raise SettingsError(
            "settings.not_a_language", place="JUSHI_LANGUAGE", values=values["JUSHI_LANGUAGE"]
        )
    settings = Settings(
        sign_off_blocks=_sign_off_blocks(values["JUSHI_SIGN_OFF_BLOCKS"]),
        home=home,
        database_url=_database_url(values["JUSHI_DATABASE_URL"], home),
        chroma_url=_endpoint("JUSHI_CHROMA_URL", values, local_only=local_only),
        office=values["JUSHI_OFFICE"],
        model=values["JUSHI_MODEL"] or None,
        base_url=_endpoint("OPENAI_BASE_URL", values, local_only=local_only),
        first_byte_s=_seconds("JUSHI_FIRST_BYTE_S", values),
        silence_s=_seconds("JUSHI_SILENCE_S", values),
        reply_s=_seconds("JUSHI_REPLY_S", values),
        sections_at_once=_count("JUSHI_SECTIONS_AT_ONCE", values, most=_MOST_SECTIONS_AT_ONCE),
        keys=keys,
        embeddings=_embeddings(values["JUSHI_EMBEDDINGS"]),
        local_only=local_only,
        language=cast(Language, values["JUSHI_LANGUAGE"]),
        debug=_flag("JUSHI_DEBUG", values),
        origins=tuple({**origins, API_KEY: key.source if key else "default"}.items()),
    )
    _refuse_default_endpoint(settings)
    return settings


def _home(value: str) -> Path:
    return Path(value).expanduser().absolute()


def _values_of(path: Path) -> dict[str, str]:
    """What a file sets, by name; of names that are not ours, too, which nobody looks at."""
    lines = read_env_file(path)
    for line in lines:
        names = [each.name for each in lines]
        _refuse_unknown(line.name, f"{path.name}, line {line.number}", names)
        if line.name in _FIELDS and not line.value.isprintable():
            # In double quotes `C:\new` has a line break, for every program that reads such files.
            raise SettingsError(
                "settings.control_characters", place=f"{path}, line {line.number}", name=line.name
            )
    return {line.name: line.value for line in lines}


def _refuse_unknown(name: str, origin: str, beside: Collection[str]) -> None:
    meant = meant_by(name)
    if meant and meant not in beside:
        raise SettingsError("settings.misspelt_setting", place=f"{name} ({origin})", meant=meant)
    known = [spec.name[len(_PREFIX) :] for spec in SPECS if spec.name.startswith(_PREFIX)]
    if not name.startswith(_PREFIX) or name[len(_PREFIX) :] in known:
        return
    nearest = difflib.get_close_matches(name[len(_PREFIX) :], known, n=1)
    place = f"{name} ({origin})"
    if nearest:
        raise SettingsError("settings.misspelt_setting", place=place, meant=_PREFIX + nearest[0])
    raise SettingsError(
        "settings.unknown_setting", place=place, prefix=_PREFIX, known=", ".join(known)
    )


def _flag(name: str, values: Mapping[str, str]) -> bool:
    match values[name].lower():
        case "1" | "true" | "yes":
            return True
        case "0" | "false" | "no":
            return False
        case _:
            raise SettingsError("settings.neither_yes_nor_no", place=name, values=values[name])


def _seconds(name: str, values: Mapping[str, str]) -> float:
    try:
        seconds = float(values[name])
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= _LONGEST_S:
        raise SettingsError(
            "settings.not_a_time", place=name, values=values[name], longest_s=_LONGEST_S
        )
    return seconds


def _count(name: str, values: Mapping[str, str], *, most: int) -> int:
    typed = values[name]
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed) <= most):
        raise SettingsError("settings.number_out_of_range", place=name, typed=typed, most=most)
    return int(typed)


def _database_url(value: str, home: Path) -> str:
    if not value:
        return f"sqlite:///{home / 'jushi.db'}"
    scheme, named, _ = value.partition("://")
    if scheme in ("postgres", "postgresql"):
        # psycopg 3 is the driver that ships as jushi[postgres]; bare names mean psycopg2.
        return "postgresql+psycopg" + value[len(scheme) :]
    if scheme in ("sqlite", "postgresql+psycopg"):
        return value
    # Without a scheme it may be anything, a password among it.
    shown = repr(scheme) if named else Message("settings.what_it_holds")
    raise SettingsError("settings.unknown_database", place="JUSHI_DATABASE_URL", shown=shown)


def _endpoint(name: str, values: Mapping[str, str], *, local_only: bool) -> str | None:
    value = values[name]
    if not value:
        return None
    try:
        parts = urlsplit(value)
        host, _port = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    if "@" in parts.netloc or parts.query or parts.fragment:
        # It would be shown wherever the address is; and of two hosts around an @, which is meant?
        raise SettingsError("settings.more_than_an_address", place=name)
    if not host or parts.scheme not in ("http", "https"):
        shown = repr(value) if "@" not in value else Message("settings.what_it_holds")
        raise SettingsError("settings.not_an_address", place=name, shown=shown)
    if is_local_address(host) is False:
        NetworkPolicy(local_only=local_only).check(host, SettingsError, name)
    return value


def _sign_off_blocks(value: str) -> "Blocking":
    match value:
        case "errors" | "open" | "nothing":
            return value
        case _:
            raise SettingsError(
                "settings.not_what_blocks", place="JUSHI_SIGN_OFF_BLOCKS", value=value
            )


def _embeddings(value: str) -> str:
    kind, _, model = value.partition(":")
    if value in ("local", "bigrams") or (kind == "openai" and model):
        return value
    raise SettingsError("settings.not_an_embedder", place="JUSHI_EMBEDDINGS", value=value)


def _refuse_default_endpoint(settings: Settings) -> None:
    """Without an address of their own, model and embeddings go to a public one."""
    if not settings.local_only or settings.base_url is not None:
        return
    if settings.model is not None:
        name = "JUSHI_MODEL"
    elif settings.has_remote_embeddings:
        name = "JUSHI_EMBEDDINGS"
    else:
        return
    raise SettingsError("settings.public_endpoint_refused", place=name)


def _without_password(value: str) -> str:
    """An address without its password, which may hold any character but the last `@`."""
    hidden = re.sub(r"(://[^:@/]*):.*@", r"\1:***@", value)
    return re.sub(r"([?&][^=&]*password=)[^&]*", r"\1***", hidden, flags=re.IGNORECASE)
