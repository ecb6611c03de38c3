"""A few worker processes, shared by all who ask, and what they may take."""

import os
import pickle
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Condition
from typing import Any, Final, ParamSpec, TypeVar

from jushi.errors import BusyError, GivenUpError, LimitError
from jushi.running import Run
from jushi.workers.cancellation import Cancellation
from jushi.workers.process import Kind, Worker

_P = ParamSpec("_P")
_T = TypeVar("_T")
_LEAST_WORKERS, _MOST_WORKERS = 3, 8


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may take."""

    seconds: float = 120.0
    """From its start on; the wait for a free worker does not count."""
    memory_mb: int = 1024
    """Address space beyond what the worker had before the call. Kept on Linux alone: elsewhere
    only the time is bounded."""
    wait_seconds: float = 60.0
    """For a free worker."""
    waiting: int = 16
    """Calls that wait at once: each holds a thread of the server."""
    waiting_each: int = 8
    """Of these, calls of one owner."""


class WorkerPool:
    """A few processes that calls are handed to; any thread may call.

    One `owner` gets at most all workers but one, so that nobody keeps the others waiting for
    ever. What is called and what it is given must be picklable: functions of modules.
    """

    def __init__(
        self, limits: Limits | None = None, *, size: int | None = None, preload: Sequence[str] = ()
    ) -> None:
        """`size` is as many as there are processors and one, 3 to 8, unless given.

        `preload` names modules that a worker loads at its start, not at its first call.
        """
        self.limits: Final = limits or Limits()
        self._size = size or min(max((os.cpu_count() or 1) + 1, _LEAST_WORKERS), _MOST_WORKERS)
        self._preload = tuple(preload)
        self._changed = Condition()
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._running: Counter[str] = Counter()
        self._waiting: deque[_Place] = deque()

    def runner(
        self,
        *,
        owner: str = "",
        cancellation: Cancellation | None = None,
        seconds: float | None = None,
    ) -> Run:
        """Give what runs a function in a worker for `owner`, until it is cancelled.

        `seconds` stands in place of the limit. It raises what the function raises, LimitError
        that names the file at hand for one that takes too much or breaks its worker, BusyError
        where no worker becomes free, and GivenUpError once it is cancelled.
        """
        wanted = _Wanted(owner, cancellation or Cancellation(), seconds or self.limits.seconds)

        def run(function: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
            result: _T = self._run(partial(function, *args, **kwargs), wanted)
            return result

        return run

    def pids(self) -> tuple[int, ...]:
        """Process ids of the workers that live."""
        with self._changed:
            return tuple(worker.pid for worker in self._all)

    def close(self) -> None:
        """End all workers at once, whatever they do; a later call starts new ones."""
        with self._changed:
            workers = tuple(self._all)
            self._idle.clear()
            self._all.clear()
        for worker in workers:
            worker.kill()

    def _run(self, call: Callable[[], Any], wanted: "_Wanted") -> Any:
        work = pickle.dumps((call, self.limits.memory_mb, wanted.seconds), pickle.HIGHEST_PROTOCOL)
        self._begin(wanted)
        worker = None
        is_reusable = False
        try:
            worker = self._take()
            with wanted.cancellation.calling(worker.kill):
                kind, value, is_reusable = worker.work(work, time.monotonic() + wanted.seconds)
            if worker.was_ended_idle(kind):
                # Its end is seen only now: the call has not begun.
                self._drop(worker)
                worker = self._take()
                with wanted.cancellation.calling(worker.kill):
                    kind, value, is_reusable = worker.work(work, time.monotonic() + wanted.seconds)
            if wanted.cancellation.is_cancelled:
                is_reusable = False
                raise _given_up()
        finally:
            self._end(wanted, worker, is_reusable=is_reusable)
        return _answer(kind, value, worker.file, self.limits, wanted.seconds)

    def _begin(self, wanted: "_Wanted") -> None:
        """Wait until it is the turn of this call, and count it as running."""
        until = time.monotonic() + self.limits.wait_seconds
        place = _Place(wanted.owner)
        with wanted.cancellation.calling(self._wake), self._changed:
            own = sum(waits.owner == wanted.owner for waits in self._waiting)
            if len(self._waiting) >= self.limits.waiting or own >= self.limits.waiting_each:
                raise _busy()
            self._waiting.append(place)
            try:
                while self._next() is not place:
                    if wanted.cancellation.is_cancelled:
                        raise _given_up()
                    if not self._changed.wait(until - time.monotonic()):
                        raise _busy()
            finally:
                self._waiting.remove(place)
                self._changed.notify_all()
            self._running[wanted.owner] += 1

    def _next(self) -> "_Place | None":
        """The first that waits and may run now."""
        if self._running.total() >= self._size:
            return None
        most = max(self._size - 1, 1)
        return next((place for place in self._waiting if self._running[place.owner] < most), None)

    def _take(self) -> "Worker":
        with self._changed:
            while self._idle:
                worker = self._idle.pop()
                if worker.is_alive:
                    return worker
                self._all.discard(worker)
        worker = Worker.start(self._preload)
        with self._changed:
            self._all.add(worker)
        return worker

    def _drop(self, worker: "Worker") -> None:
        worker.kill()
        with self._changed:
            self._all.discard(worker)

    def _end(self, wanted: "_Wanted", worker: "Worker | None", *, is_reusable: bool) -> None:
        if worker is not None and not is_reusable:
            worker.kill()
        with self._changed:
            if worker is not None:
                # One that `close` has ended is known no longer.
                if is_reusable and worker in self._all:
                    self._idle.append(worker)
                else:
                    self._all.discard(worker)
            self._running[wanted.owner] -= 1
            if not self._running[wanted.owner]:
                del self._running[wanted.owner]
            self._changed.notify_all()

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()


@dataclass(frozen=True, slots=True)
class _Wanted:
    owner: str
    cancellation: Cancellation
    seconds: float


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """A call that waits."""

    owner: str


def _given_up() -> GivenUpError:
    return GivenUpError("workers.given_up", place="files")


def _busy() -> BusyError:
    return BusyError("workers.too_many", place="files")


def _answer(kind: Kind, value: Any, file: str, limits: Limits, seconds: float) -> Any:
    place = file or "files"
    match kind:
        case "result":
            return value
        case "error":
            raise value
        case "bug":
            raise RuntimeError(f"in a worker:\n{value}")
        case "time":
            raise LimitError("workers.too_slow", place=place, seconds=seconds)
        case "memory":
            raise LimitError("workers.too_large", place=place, memory_mb=limits.memory_mb)
        case "depth":
            raise LimitError("workers.too_deep", place=place)
        case _:
            raise LimitError("workers.broke_reader", place=place)
