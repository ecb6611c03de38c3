"""Any endpoint that speaks the OpenAI protocol, through langchain-openai."""

import asyncio
import random
import re
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from contextlib import aclosing
from typing import Any, cast
from urllib.parse import urlsplit

from jushi.errors import ModelError, ReplyError
from jushi.llm.faults import (
    CUT_OFF,
    EMPTY,
    NO_PROTOCOL,
    TOO_LONG,
    WEB_PAGE,
    WITHHELD,
    Fault,
    FaultError,
    endless_after,
    fault_of,
    longer_than,
    silent_for,
)
from jushi.llm.model import CancelledError, Message, Reply
from jushi.llm.traffic import Exchange, Traffic, listen
from jushi.messages import Message as Told
from jushi.network import (
    ANYWHERE,
    PUBLIC_ENDPOINT,
    ApiKey,
    NetworkPolicy,
    host_of,
    idle_client,
    open_async_client,
)

_THINKING = re.compile(r"\A(?:.*</think>|\s*<think>.*\Z)\s*", re.S)
"""Up to the last closing mark; servers that open it in their template send that alone."""
_CHARS_PER_TOKEN = 8
"""No tokenizer comes near in running text; what goes beyond does not keep `max_tokens`."""
_NOT_UNDERSTOOD = (ValueError, TypeError, AttributeError, LookupError, RecursionError)
"""What the client libraries raise of themselves where JSON is broken or has another shape."""
_CONNECT_S = 10.0
_LOOK_S = 0.2
"""How often a silent stream is left to look whether the person has stopped it."""


class _MisreadError(Exception):
    """An answer that the client libraries make nothing of."""


class OpenAIModel:
    """A model behind a base URL. Building one makes no call."""

    def __init__(
        self,
        name: str,
        *,
        base_url: str | None,
        api_key: str | None,
        first_s: float = 300,
        silence_s: float = 60,
        reply_s: float = 1800,
        backoff_s: float = 0.5,
        max_tokens: int = 4096,
        network: NetworkPolicy = ANYWHERE,
    ) -> None:
        """`first_s` is how long the first piece may take, `silence_s` each one after it.

        A long prompt makes the first one late. The time starts anew with each comment of the
        stream, and while the server answers what it was asked before: it may do so one by one.
        `reply_s` bounds one reply from its first byte to its end. `backoff_s` is the wait before
        the first repeat. `network` is asked of the host before each request; the key
        is sent to the host of `base_url` alone. The proxy of the environment is used for the
        public endpoint, which is that of no `base_url`: one of the intranet must bypass it.
        """
        self._name = name
        self._address = _plain_address(base_url)
        self._url = base_url or PUBLIC_ENDPOINT
        self._key = api_key
        self._arguments: dict[str, Any] = {
            "model": name,
            "base_url": self._url,
            # The client library insists on one. It is never given the key: see jushi.network.
            "api_key": "none",
            "temperature": 0.3,
            # The library's own repeats cannot be stopped, and begin anew in mid-stream silently.
            "max_retries": 0,
            "stream_chunk_timeout": None,
            "stream_usage": True,
            # How large a compressed answer is shows only when it is unpacked.
            "default_headers": {"Accept-Encoding": "identity"},
            # A proxy of the library's own would shut out the client that is handed to it.
            "openai_proxy": "",
            # `max_tokens` as such becomes max_completion_tokens, which many servers do not know.
            "extra_body": {"max_tokens": max_tokens},
        }
        self._first_s, self._silence_s, self._reply_s = first_s, silence_s, reply_s
        self._most_chars = max_tokens * _CHARS_PER_TOKEN
        self._backoff_s = backoff_s
        self._traffic = Traffic()
        self._is_public = base_url is None
        self._network = network

    @property
    def name(self) -> str:
        return self._name

    def write(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, object] | None = None,
        on_text: Callable[[str], None] = lambda _text: None,
        on_restart: Callable[[], None] = lambda: None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> Reply:
        started = time.monotonic()
        turn = 1
        while True:
            try:
                reply = asyncio.run(self._exchange(messages, schema, on_text, is_cancelled))
            except FaultError as failed:
                fault = failed.fault
                if turn >= fault.tries:
                    raise self._told(fault, turn) from failed
                _wait(fault.wait_before(turn, self._backoff_s), is_cancelled)
                on_restart()
                turn += 1
            else:
                text, usage = reply
                return Reply(
                    text=text,
                    model=self._name,
                    input_tokens=usage.get("input_tokens"),
                    output_tokens=usage.get("output_tokens"),
                    seconds=time.monotonic() - started,
                )

    async def _exchange(
        self,
        messages: Sequence[Message],
        schema: Mapping[str, object] | None,
        on_text: Callable[[str], None],
        is_cancelled: Callable[[], bool],
    ) -> tuple[str, dict[str, int]]:
        exchange = self._traffic.begin()
        try:
            return await self._ask((messages, schema), on_text, is_cancelled, exchange)
        finally:
            self._traffic.end(exchange)

    async def _ask(
        self,
        asked: tuple[Sequence[Message], Mapping[str, object] | None],
        on_text: Callable[[str], None],
        is_cancelled: Callable[[], bool],
        exchange: Exchange,
    ) -> tuple[str, dict[str, int]]:
        """One request: the reply's text and the tokens it took. Raises FaultError."""
        import httpx2
        import openai
        from langchain_openai import ChatOpenAI

        self._network.check(urlsplit(self._url).hostname or "", ModelError, self._place())
        kinds: list[str] = []

        async def note(response: httpx2.Response) -> None:
            kinds.append(response.headers.get("content-type", ""))
            listen(response, exchange)

        collected: list[str] = []
        length = 0
        finish: str | None = None
        usage: dict[str, int] = {}
        messages, schema = asked
        turns = [(message.role, message.text) for message in messages]
        limits = httpx2.Timeout(None, connect=_CONNECT_S)
        try:
            async with open_async_client(
                self._network,
                key=ApiKey(self._key, host_of(self._url)) if self._key else None,
                proxied=self._is_public,
                timeout=limits,
                event_hooks={"response": [note]},
            ) as client:
                chat = ChatOpenAI(
                    **self._arguments,
                    timeout=limits,
                    http_client=idle_client(),
                    http_async_client=client,
                )
                async with (
                    aclosing(
                        cast(AsyncGenerator[Any, None], chat.astream(turns, **_formed(schema)))
                    ) as stream,
                    aclosing(self._heard(stream, is_cancelled, exchange)) as pieces,
                ):
                    async for piece in pieces:
                        finish = piece.response_metadata.get("finish_reason") or finish
                        usage = dict(piece.usage_metadata or usage)
                        if piece.text:
                            length += len(piece.text)
                            if length > self._most_chars:
                                raise FaultError(longer_than(self._most_chars))
                            collected.append(piece.text)
                            on_text(piece.text)
        except openai.OpenAIError as error:
            raise FaultError(fault_of(error, self._key)) from error
        except httpx2.HTTPError as error:
            raise FaultError(CUT_OFF) from error
        except _MisreadError as error:
            if collected:
                raise FaultError(CUT_OFF) from error
            raise FaultError(WEB_PAGE if _is_page(kinds) else NO_PROTOCOL) from error
        text = _THINKING.sub("", "".join(collected)).strip()
        fault = _fault_of_reply(text, finish)
        if fault is not None:
            raise FaultError(fault)
        return text, usage

    async def _heard(
        self, stream: AsyncIterator[Any], is_cancelled: Callable[[], bool], exchange: Exchange
    ) -> AsyncGenerator[Any, None]:
        """The pieces of `stream`; leaves it when it is silent too long, when it does not end, and
        when the person stops it."""
        allowed, quiet_since = self._first_s, self._traffic.quiet_since
        while True:
            following = asyncio.ensure_future(anext(stream, None))
            # The time that the last piece was worked on was no silence of the server.
            asked = time.monotonic()
            try:
                while not following.done():
                    self._leave_if_due(is_cancelled, exchange)
                    if time.monotonic() - max(quiet_since(exchange), asked) > allowed:
                        raise FaultError(silent_for(allowed))
                    await asyncio.wait({following}, timeout=min(_LOOK_S, allowed))
            finally:
                following.cancel()
                await asyncio.wait({following})
            try:
                piece = following.result()
            except _NOT_UNDERSTOOD as error:
                raise _MisreadError from error
            if piece is None:
                return
            self._leave_if_due(is_cancelled, exchange)
            yield piece
            # Servers say who speaks at once, and think or read the prompt before the first word.
            if piece.text:
                allowed, quiet_since = self._silence_s, _last_heard

    def _leave_if_due(self, is_cancelled: Callable[[], bool], exchange: Exchange) -> None:
        if is_cancelled():
            raise CancelledError
        if exchange.first and time.monotonic() - exchange.first > self._reply_s:
            raise FaultError(endless_after(self._reply_s))

    def _told(self, fault: Fault, turns: int) -> ModelError:
        kind = ReplyError if fault.is_reply else ModelError
        error = kind(fault.told.code, place=self._place(), **fault.told.parameters)
        if turns == 1:
            return error
        return kind(
            "llm.after_tries",
            place=self._place(),
            problem=error.told_problem,
            remedy=error.told_remedy,
            turns=turns,
        )

    def _place(self) -> Told:
        return Told("places.model", name=self._name, address=self._address)


def _formed(schema: Mapping[str, object] | None) -> dict[str, Any]:
    """What asks for a reply by a schema, as `with_structured_output` does.

    That gives a parsed value at the end and no pieces: a silent server could not be told from
    one that writes.
    """
    if schema is None:
        return {}
    form = {"name": schema["title"], "schema": dict(schema), "strict": True}
    return {"response_format": {"type": "json_schema", "json_schema": form}}


def _fault_of_reply(text: str, finish: str | None) -> Fault | None:
    """A stream that ends without a finish reason is no error to the client library."""
    if finish == "length":
        return TOO_LONG
    if finish == "content_filter":
        return WITHHELD
    if finish is None:
        return CUT_OFF
    return None if text else EMPTY


def _last_heard(exchange: Exchange) -> float:
    return exchange.last or exchange.begun


def _is_page(kinds: Sequence[str]) -> bool:
    return bool(kinds) and kinds[-1].startswith("text/html")


def _wait(seconds: float, is_cancelled: Callable[[], bool]) -> None:
    """Wait, a little more than told: requests that failed together must not return together."""
    until = time.monotonic() + seconds * (1 + random.random() / 4)
    while (left := until - time.monotonic()) > 0:
        if is_cancelled():
            raise CancelledError
        time.sleep(min(_LOOK_S, left))


def _plain_address(url: str | None) -> str | Told:
    """The address as it may be shown: without user, password and query."""
    if url is None:
        return Told("places.public_endpoint")
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
