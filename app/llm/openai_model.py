"""Any endpoint that speaks the OpenAI protocol, through langchain-openai."""

import re
import time
from collections.abc import Callable, Sequence
from typing import Any

from app.errors import ModelError, ReplyError
from app.llm.model import CancelledError, Message, Reply

_THINKING = re.compile(r"\A\s*<think>.*?</think>\s*", re.S)


class OpenAIModel:
    """A model behind a base URL. Building one makes no call."""

    def __init__(
        self,
        name: str,
        *,
        base_url: str | None,
        api_key: str | None,
        timeout_s: float = 120,
        max_tokens: int = 4096,
        is_public: bool = False,
    ) -> None:
        """`is_public` lets the system's proxy be used: an intranet endpoint must bypass it."""
        self._name = name
        self._address = base_url or "the public endpoint"
        self._arguments: dict[str, Any] = {
            "model": name,
            "base_url": base_url,
            # Servers of one's own often want none; the client library insists on something.
            "api_key": api_key or "none",
            "temperature": 0.3,
            "timeout": timeout_s,
            "max_retries": 3,
            "stream_usage": True,
            # `max_tokens` as such becomes max_completion_tokens, which many servers do not know.
            "extra_body": {"max_tokens": max_tokens},
        }
        self._is_public = is_public
        self._timeout_s = timeout_s

    @property
    def name(self) -> str:
        return self._name

    def write(
        self,
        messages: Sequence[Message],
        *,
        on_text: Callable[[str], None] = lambda _text: None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> Reply:
        import httpx2
        import openai
        from langchain_openai import ChatOpenAI

        started = time.monotonic()
        turns = [(message.role, message.text) for message in messages]
        collected: list[str] = []
        finish: str | None = None
        usage: dict[str, int] = {}
        try:
            with httpx2.Client(trust_env=self._is_public, timeout=self._timeout_s) as client:
                chat = ChatOpenAI(**self._arguments, http_client=client)
                for piece in chat.stream(turns):
                    if is_cancelled():
                        raise CancelledError
                    finish = piece.response_metadata.get("finish_reason") or finish
                    usage = dict(piece.usage_metadata or usage)  # type: ignore[arg-type]
                    if piece.text:
                        collected.append(piece.text)
                        on_text(piece.text)
        except openai.OpenAIError as error:
            raise self._told(error) from error
        except (httpx2.HTTPError, ValueError) as error:
            raise self._unreadable(error) from error
        text = _THINKING.sub("", "".join(collected)).strip()
        self._refuse_partial(text, finish)
        return Reply(
            text=text,
            model=self._name,
            input_tokens=usage.get("input_tokens"),
            output_tokens=usage.get("output_tokens"),
            seconds=time.monotonic() - started,
        )

    def _refuse_partial(self, text: str, finish: str | None) -> None:
        """A stream that ends without a finish reason is no error to the client library."""
        if finish == "length":
            problem, remedy = "the reply was cut at its length limit", "ask for a shorter text"
        elif finish is None:
            problem, remedy = f"the stream broke off: {text[-60:]!r}", "try again"
        elif not text:
            problem, remedy = "the reply is empty", "try again or choose another model"
        else:
            return
        raise ReplyError(self._place(), problem, remedy)

    def _told(self, error: Exception) -> ModelError:
        import openai

        late = f"no answer within {self._timeout_s:g} s"
        for kind, problem, remedy in (
            (openai.AuthenticationError, "the key was refused", "check OPENAI_API_KEY"),
            (openai.PermissionDeniedError, "the key may not use this model", "ask for access"),
            (openai.NotFoundError, "no such model or path", "check JUSHI_MODEL"),
            (openai.RateLimitError, "too many requests, after 3 retries", "go on later"),
            (openai.APITimeoutError, late, "go on later"),
            (openai.APIConnectionError, "cannot be reached", "check OPENAI_BASE_URL"),
            (openai.InternalServerError, "the server fails, after 3 retries", "go on later"),
            (openai.BadRequestError, "the request was refused", "use a longer context"),
        ):
            if isinstance(error, kind):
                return ModelError(self._place(), problem, remedy)
        return self._unreadable(error)

    def _unreadable(self, error: Exception) -> ModelError:
        problem = f"the answer cannot be understood ({type(error).__name__})"
        return ModelError(self._place(), problem, "check that OPENAI_BASE_URL ends in /v1")

    def _place(self) -> str:
        return f"{self._name} at {self._address}"
