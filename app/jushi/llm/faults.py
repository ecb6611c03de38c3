"""What can go wrong at an endpoint: what to tell, how often to ask again, how long to wait."""

import email.utils
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jushi.network import refusal_reason

if TYPE_CHECKING:
    import openai

LONGEST_WAIT_S = 120.0
"""A server that asks to wait longer than this is not waited for: it is told."""
_BACKOFF_CAP_S = 10.0
_SHOWN = 200
_NO_REASON = "no reason is given"


@dataclass(frozen=True, slots=True)
class Fault:
    """One failed request."""

    problem: str
    remedy: str
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
        super().__init__(fault.problem)
        self.fault = fault


CUT_OFF = Fault("the stream broke off before the reply was whole", "go on later", 3, is_reply=True)
BROKEN = Fault(
    "the connection broke off before a reply came",
    "check that OPENAI_BASE_URL speaks OpenAI's protocol, or go on later",
    3,
    is_reply=True,
)
WEB_PAGE = Fault(
    "the answer is a web page, not a reply",
    "check that OPENAI_BASE_URL ends in /v1 and needs no portal",
    is_reply=True,
)
NO_PROTOCOL = Fault(
    "the answer cannot be understood",
    "check that OPENAI_BASE_URL ends in /v1 and speaks OpenAI's protocol",
    is_reply=True,
)
TOO_LONG = Fault(
    "the reply was cut at its length limit",
    "ask for a shorter text or choose another model",
    is_reply=True,
)
EMPTY = Fault("the reply is empty", "try again or choose another model", is_reply=True)
WITHHELD = Fault(
    "the server's content filter withheld the reply", "choose another model", is_reply=True
)
COMPRESSED = Fault(
    "the answer comes compressed although it was asked for plain",
    "turn compression off at the server or the proxy before it",
    is_reply=True,
)
_UNREACHABLE = Fault("cannot be reached", "start the server or check OPENAI_BASE_URL", 3)


def silent_for(seconds: float) -> Fault:
    """Nothing came for so long."""
    return Fault(f"nothing came for {seconds:g} s", "go on later, when the server is less busy", 2)


def longer_than(characters: int) -> Fault:
    """The text goes on beyond what the limit of tokens allows."""
    problem = f"the reply is longer than {characters} characters"
    return Fault(problem, "choose another model, or a server that keeps max_tokens", is_reply=True)


def larger_than(size: int) -> Fault:
    """The answer goes on beyond `size` bytes, whatever is in it."""
    problem = f"the answer is larger than {size // 2**20} MB"
    return Fault(problem, "choose another model, or a server that keeps max_tokens", is_reply=True)


def endless_after(seconds: float) -> Fault:
    """The answer began so long ago and has not ended."""
    problem = f"the reply did not end within {seconds:g} s"
    return Fault(problem, "set JUSHI_REPLY_S higher or choose a faster model", is_reply=True)


def fault_of(error: "openai.OpenAIError", key: str | None) -> Fault:
    """What the client library's `error` means. `key` is blotted out of what the server said."""
    import openai

    if isinstance(error, openai.APIStatusError):
        return _fault_of_status(error, key)
    if isinstance(error, openai.APIConnectionError):
        return BROKEN if _was_connected(error) else _UNREACHABLE
    if isinstance(error, openai.APIError):
        return Fault(f"the server broke off: {_said(error, key)}", "go on later", 3, is_reply=True)
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
                "it asks for a key, and none is set for this host",
                "set OPENAI_API_KEY in the same place as OPENAI_BASE_URL",
            )
        case 401:
            return Fault("the key was refused", "check OPENAI_API_KEY")
        case 402 | 403:
            return Fault(f"the key may not use this model: {said}", "ask for access or credit")
        case 404 if isinstance(error.body, dict):
            return Fault("there is no model of this name", "check JUSHI_MODEL")
        case 404:
            return Fault("there is no such path", "check that OPENAI_BASE_URL ends in /v1")
        case 429:
            return _after(error, "too many requests", "go on later", 6)
        case 408 | 409 | 425:
            return _after(error, f"the server is not ready ({status})", "go on later", 4)
        case _ if status >= 500:
            return _after(error, f"the server fails ({status})", "go on later", 4)
        case _ if status < 400:
            return Fault("the address answers with a redirect", "write the address it leads to")
        case _ if "context" in said:
            return Fault("the text is too long for the model", "serve it with a longer context")
    return Fault(f"the request was refused ({status}): {said}", "check JUSHI_MODEL")


def _after(error: "openai.APIStatusError", problem: str, remedy: str, tries: int) -> Fault:
    wait = _retry_after(error.response.headers.get("retry-after", ""))
    if wait is not None and wait > LONGEST_WAIT_S:
        return Fault(f"{problem}; the server asks to wait {wait:.0f} s", remedy)
    return Fault(problem, remedy, tries, wait)


def _retry_after(header: str) -> float | None:
    """Seconds, from a number of seconds or a date; None for neither."""
    try:
        return max(float(header), 0.0)
    except ValueError:
        when = email.utils.parsedate_tz(header)
    return None if when is None else max(email.utils.mktime_tz(when) - time.time(), 0.0)


def _said(error: "openai.APIError", key: str | None) -> str:
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
