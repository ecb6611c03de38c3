"""What a model must do for Jushi, whatever serves it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation with a model."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model wrote, whole: a reply that was cut off never becomes one."""

    text: str
    """Without the thinking that some models print before it."""
    model: str
    input_tokens: int | None
    """As the server counted them; None where it does not say."""
    output_tokens: int | None
    seconds: float


class Model(Protocol):
    """A model that writes."""

    @property
    def name(self) -> str:
        """The name that the endpoint knows it by."""

    def write(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, object] | None = None,
        on_text: Callable[[str], None] = lambda _text: None,
        on_restart: Callable[[], None] = lambda: None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> Reply:
        """Give the whole reply; `on_text` hears each piece as it comes.

        `schema`, a JSON schema with a title, asks for a reply of that form; an endpoint that
        knows no schemas may refuse it, or reply in another form all the same.
        A request that fails is sent again, a bounded number of times with waits between:
        `on_restart` says that what was heard so far is void. Raises ModelError with a remedy
        where the endpoint fails for good, ReplyError where the reply is empty or too long for
        its limit (these are not asked again here: a new wording may help, time does not),
        CancelledError as soon as `is_cancelled` says so.
        """


class CancelledError(Exception):
    """The person stopped it: not an error, and nothing to mend."""
