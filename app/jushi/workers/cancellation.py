"""How a thread is told that nobody waits any more for what it does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import RLock


class Cancellation:
    """Ends calls from another thread: those that run, those that wait, those that come later."""

    def __init__(self) -> None:
        # Held while callbacks run: once `calling` is left, none runs any more.
        self._lock = RLock()
        self._callbacks: list[Callable[[], None]] = []
        self._is_cancelled = False

    @property
    def is_cancelled(self) -> bool:
        return self._is_cancelled

    def cancel(self) -> None:
        """Give up; again does nothing."""
        with self._lock:
            self._is_cancelled = True
            for callback in self._callbacks:
                callback()

    @contextmanager
    def calling(self, callback: Callable[[], None]) -> Iterator[None]:
        """Call `callback` when it is cancelled while this lasts, at once if it is already."""
        with self._lock:
            self._callbacks.append(callback)
            if self._is_cancelled:
                callback()
        try:
            yield
        finally:
            with self._lock:
                self._callbacks.remove(callback)
