"""What arrives of the answers at one endpoint: signs of life, and how much there was."""

import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from jushi.llm.faults import COMPRESSED, FaultError, larger_than

REPLY_BYTES = 16 * 2**20
"""Most that one answer may be, as it comes over the wire.

An event of a stream is some 250 bytes for one token, so that 4096 tokens are 1 MB; the rest is
room for thinking and for servers that tell more of each token.
"""
_OVERTAKES_S = 10.0
"""A request may reach the server before one that was sent so much earlier: while that connects."""


@dataclass(slots=True, eq=False)
class Exchange:
    """One request and its answer so far; times are of the monotonic clock, in seconds."""

    begun: float = field(default_factory=time.monotonic)
    waits_since: float = 0.0
    """When the last of those was answered that the server may have taken before this one."""
    first: float | None = None
    """When the first byte of the body came; None before it."""
    last: float | None = None
    """When the newest byte came. A comment of the stream (`: keep-alive`) counts, too."""
    size: int = 0
    """Bytes of the body up to now."""

    def hear(self, size: int) -> None:
        """Note that `size` bytes came. Raises FaultError where there are too many."""
        self.last = time.monotonic()
        self.first = self.first or self.last
        self.size += size
        if self.size > REPLY_BYTES:
            raise FaultError(larger_than(REPLY_BYTES))


class Traffic:
    """The exchanges with one endpoint that are under way, from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._open: list[Exchange] = []

    def begin(self) -> Exchange:
        """Add a request that is about to be sent."""
        exchange = Exchange()
        with self._lock:
            self._open.append(exchange)
        return exchange

    def end(self, exchange: Exchange) -> None:
        """Take out a request, whatever became of it."""
        with self._lock:
            self._open.remove(exchange)
            for other in self._open:
                if exchange.last is not None and _may_precede(exchange, other):
                    other.waits_since = max(other.waits_since, exchange.last)

    def quiet_since(self, exchange: Exchange) -> float:
        """When the newest sign of life came that an unanswered request may count.

        A server that answers one request at a time is silent to those that queue. So long as it
        answers a request that it may have taken before this one, it cannot begin with this one.
        """
        with self._lock:
            heard = [
                one.last
                for one in self._open
                if one.last is not None and (one is exchange or _may_precede(one, exchange))
            ]
            return max((exchange.begun, exchange.waits_since, *heard))


def _may_precede(one: Exchange, other: Exchange) -> bool:
    """Whether the server may take `one` before `other`; so no request waits for ever for others."""
    return one.begun < other.begun + _OVERTAKES_S


def listen(response: Any, exchange: Exchange) -> None:
    """Have `exchange` hear each byte of the body of an httpx2 response that is still to be read."""
    import httpx2

    class Heard(httpx2.AsyncByteStream):
        def __init__(self, stream: Any) -> None:
            self._stream = stream

        async def __aiter__(self) -> AsyncIterator[bytes]:
            # The size of what is unpacked would be known only when it fills the memory.
            if response.headers.get("content-encoding", "identity") != "identity":
                raise FaultError(COMPRESSED)
            async with aclosing(aiter(self._stream)) as pieces:
                async for piece in pieces:
                    exchange.hear(len(piece))
                    yield piece

        async def aclose(self) -> None:
            await self._stream.aclose()

    response.stream = Heard(response.stream)
