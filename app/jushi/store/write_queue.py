"""Writers of one process take turns before they ask SQLite, which lets only one write at a time.

SQLite itself knows no order: who waits sleeps and tries again, and with many writers somebody
never finds it free.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from weakref import WeakValueDictionary

from jushi.errors import StoreOutageError

_LONGEST_WAIT_S = 60.0


class WriteQueue:
    """Lets one thread at a time pass, in the order in which they came."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: deque[Lock] = deque()
        self._is_taken = False

    def __len__(self) -> int:
        """How many wait."""
        return len(self._waiting)

    @contextmanager
    def turn(self, place: str, longest_wait_s: float = _LONGEST_WAIT_S) -> Iterator[None]:
        """Wait until it is this thread's turn, and pass the turn on when the block ends.

        Raises StoreOutageError about `place` where the wait takes longer than `longest_wait_s`.
        """
        mine = Lock()
        mine.acquire()
        with self._lock:
            if self._is_taken:
                self._waiting.append(mine)
            else:
                self._is_taken = True
                mine.release()
        if not mine.acquire(timeout=longest_wait_s):
            self._give_up(mine, place)
        try:
            yield
        finally:
            self._pass_on()

    def _give_up(self, mine: Lock, place: str) -> None:
        with self._lock:
            if mine in self._waiting:
                self._waiting.remove(mine)
                raise StoreOutageError("store.busy", place=place)
        # The turn came in the very moment of giving up.

    def _pass_on(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False


_QUEUES: WeakValueDictionary[Path, WriteQueue] = WeakValueDictionary()
_QUEUES_LOCK = Lock()


def queue_of(file: Path) -> WriteQueue:
    """Give the queue of all engines that this process has on the database in `file`."""
    with _QUEUES_LOCK:
        return _QUEUES.setdefault(file.resolve(), WriteQueue())
