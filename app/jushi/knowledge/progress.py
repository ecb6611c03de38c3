"""How far an `add` is, and how long the rest will take."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Progress:
    """Told after each file that was read and each batch that was embedded."""

    step: Literal["reading", "embedding"]
    name: str
    """The file at hand."""
    files_done: int
    files_total: int | None
    """None while the files are still coming in."""
    passages_done: int
    passages_total: int
    """Of the files read so far."""
    rate: float
    """Passages embedded a second; 0 until the first is."""
    remaining_s: float | None
    """None while the rate is not known."""


class Meter:
    """Counts what an `add` does and tells it on."""

    def __init__(self, tell: Callable[[Progress], None], cancelled: Callable[[], bool]) -> None:
        self._tell = tell
        self._cancelled = cancelled
        self.files_total: int | None = None
        self.files_done = 0
        self.passages_total = 0
        self.embedded = 0
        """Passages that the embedder was asked for."""
        self.known = 0
        """Passages whose vectors were there already."""
        self._embedding_since: float | None = None

    def is_cancelled(self) -> bool:
        return self._cancelled()

    def tell(self, step: Literal["reading", "embedding"], name: str) -> None:
        done = self.embedded + self.known
        rate = self._rate()
        self._tell(
            Progress(
                step=step,
                name=name,
                files_done=self.files_done,
                files_total=self.files_total,
                passages_done=done,
                passages_total=self.passages_total,
                rate=rate,
                remaining_s=(self.passages_total - done) / rate if rate else None,
            )
        )

    def count(self, name: str, embedded: int, known: int) -> bool:
        """Count passages and tell; False once the work is cancelled."""
        if self._embedding_since is None:
            self._embedding_since = time.monotonic()
        self.embedded += embedded
        self.known += known
        self.tell("embedding", name)
        return not self.is_cancelled()

    def _rate(self) -> float:
        if self._embedding_since is None or not self.embedded:
            return 0.0
        return self.embedded / max(time.monotonic() - self._embedding_since, 1e-6)
