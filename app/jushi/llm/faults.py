"""What can go wrong at an endpoint: what to tell, how often to ask again, how long to wait."""

import email.utils
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jushi.messages import Message
from jushi.network import refusal_reason

if TYPE_CHECKING:
    import openai

LONGEST_WAIT_S = 120.0
"""A server that asks to wait longer than this is not waited for: it is told."""
_BACKOFF_CAP_S = 10.0
_SHOWN = 200
_NO_REASON = Message("llm.no_reason")


@dataclass(frozen=True, slots=True)
class Fault:
    """One failed request."""

    told: Message
    """An error of the catalogue: what is wrong, and what to do."""
    tries: int = 1
    """Requests in all, this one included, before it is told; 1 is never asked again."""
    wait_s: float | None = None
    """What the server asked to wait for; None where it did not say."""
    is_reply: bool = False
    """Whether the endpoint was reached and took the request, and only its answer is of no use."""

    def wait_before(self, turn: int, first_s: float) -> float:
        """Seconds to wait before request `turn` + 1: the server's wish, or doubled each time."""
        if self.wait_s is not None:
            return self.wait_s
        return min(first_s * 2.0 ** (turn - 1), _BACKOFF_CAP_S)


class FaultError(Exception):
    """A fault on its way to whoever decides whether to ask again."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault.told))
        self.fault = fault


CUT_OFF = Fault(Message("llm.cut_off"), 3, is_reply=True)
BROKEN = Fault(
    Message("llm.broken_connection"),
    3,
    is_reply=True,
)
WEB_PAGE = Fault(
    Message("llm.web_page"),
    is_reply=True,
)
NO_PROTOCOL = Fault(
    Message("llm.no_protocol"),
    is_reply=True,
)
TOO_LONG = Fault(
    Message("llm.too_long_reply"),
    is_reply=True,
)
EMPTY = Fault(Message("llm.empty_reply"), is_reply=True)
WITHHELD = Fault(Message("llm.withheld"), is_reply=True)
COMPRESSED = Fault(
    Message("llm.compressed"),
    is_reply=True,
)
_UNREACHABLE = Fault(Message("llm.unreachable"), 3)


def silent_for(seconds: float) -> Fault:
    """Nothing came for so long."""
    return Fault(Message("llm.silent", seconds=seconds), 2)


def longer_than(characters: int) -> Fault:
    """The text goes on beyond what the limit of tokens allows."""
    return Fault(Message("llm.reply_too_long", characters=characters), is_reply=True)


def larger_than(size: int) -> Fault:
    """The answer goes on beyond `size` bytes, whatever is in it."""
    return Fault(Message("llm.answer_too_large", megabytes=size // 2**20), is_reply=True)


def endless_after(seconds: float) -> Fault:
    """The answer began so long ago and has not ended."""
    return Fault(Message("llm.endless", seconds=seconds), is_reply=True)


def fault_of(error: "openai.OpenAIError", key: str | None) -> Fault:
    """What the client library's `error` means. `key` is blotted out of what the server said."""
    import openai

    if isinstance(error, openai.APIStatusError):
        return _fault_of_status(error, key)
    if isinstance(error, openai.APIConnectionError):
        return BROKEN if _was_connected(error) else _UNREACHABLE
    if isinstance(error, openai.APIError):
        return Fault(Message("llm.broke_off", said=_said(error, key)), 3, is_reply=True)
    return NO_PROTOCOL


def _was_connected(error: BaseException) -> bool:
    """Whether a connection was made and then broke: the library calls it as if there were none."""
    import httpx2

    if isinstance(error, httpx2.RemoteProtocolError | httpx2.ReadError | httpx2.WriteError):
        return True
    return error.__cause__ is not None and _was_connected(error.__cause__)


def _fault_of_status(error: "openai.APIStatusError", key: str | None) -> Fault:
    status, said = error.status_code, _said(error, key)
    match status:
        case 401 if not key:
            return Fault(
                Message("llm.no_key"),
            )
        case 401:
            return Fault(Message("llm.key_refused"))
        case 402 | 403:
            return Fault(Message("llm.no_access", said=said))
        case 404 if isinstance(error.body, dict):
            return Fault(Message("llm.no_such_model"))
        case 404:
            return Fault(Message("llm.no_such_path"))
        case 429:
            return _after(error, "too_many_requests", 6)
        case 408 | 409 | 425:
            return _after(error, "server_not_ready", 4)
        case _ if status >= 500:
            return _after(error, "server_fails", 4)
        case _ if status < 400:
            return Fault(Message("llm.redirect"))
        case _ if "context" in str(said):
            return Fault(Message("llm.too_long_request"))
    return Fault(Message("llm.request_refused", status=status, said=said))


def _after(error: "openai.APIStatusError", name: str, tries: int) -> Fault:
    wait = _retry_after(error.response.headers.get("retry-after", ""))
    if wait is not None and wait > LONGEST_WAIT_S:
        return Fault(Message(f"llm.{name}_for_long", status=error.status_code, seconds=wait))
    return Fault(Message(f"llm.{name}", status=error.status_code), tries, wait)


def _retry_after(header: str) -> float | None:
    """Seconds, from a number of seconds or a date; None for neither."""
    try:
        return max(float(header), 0.0)
    except ValueError:
        when = email.utils.parsedate_tz(header)
    return None if when is None else max(email.utils.mktime_tz(when) - time.time(), 0.0)


def _said(error: "openai.APIError", key: str | None) -> str | Message:
    import openai

    line = refusal_reason(error.body)
    if not line and not isinstance(error, openai.APIStatusError):
        # Of an answer with a status the library puts the number and the whole body there.
        line = " ".join(error.message.split())
    if not line:
        return _NO_REASON
    if key:
        line = line.replace(key, "***")
    return line[:_SHOWN]
