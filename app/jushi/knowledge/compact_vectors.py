"""Vectors in a byte a number, in memory: any choice of passages is compared in full, at once.

A vector index is quick among all its vectors and slow among a chosen few: asked for the nearest of
30,000 of 100,000 rows, Chroma takes 200 ms. Comparing with each of the chosen takes 8 ms.
"""

from collections.abc import Callable, Mapping, Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from jushi.knowledge.embedder import Vectors

Rows = NDArray[np.int64]
Read = Callable[[Sequence[int]], Mapping[int, Vectors]]
"""Gives the vectors of rows; rows that are gone are left out."""

# So many vectors, as floats, stay in the processor's cache.
_ROWS_A_STEP = 512
_ROWS_A_READ = 5000


class CompactVectors:
    """Holds the rows that were asked for so far. Its methods may be called from any thread."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._lock = Lock()
        self._held = _Held(
            np.empty(0, dtype=np.int64),
            np.empty((0, 0), dtype=np.int8),
            np.empty(0, dtype=np.float32),
        )

    def nearest(self, vector: Vectors, allowed: Rows, there: Rows, limit: int) -> list[int]:
        """Give the rows of `allowed` whose cosine with `vector` is highest, best first.

        Both arrays ascend; what is held of rows that are no longer `there` is let go.
        """
        held = self._with(allowed, there)
        places, found = held.places(allowed)
        rows = allowed[found]
        if not len(rows):
            return []
        rough = held.cosines(places[found], vector)
        # A byte a number misjudges by some .002: the order of the best is settled by the vectors.
        most = min(2 * limit, len(rows))
        best = rows[np.argpartition(-rough, most - 1)[:most]]
        exact = self._read([int(row) for row in best])
        if not exact:
            return []
        known = sorted(exact)
        cosines = np.stack([exact[row] for row in known]) @ vector
        return [known[at] for at in np.argsort(-cosines, kind="stable")[:limit]]

    def _with(self, allowed: Rows, there: Rows) -> "_Held":
        with self._lock:
            _, found = self._held.places(allowed)
            missing = [int(row) for row in allowed[~found]]
            if missing:
                parts = [self._held.only(there)]
                for start in range(0, len(missing), _ROWS_A_READ):
                    parts.append(_packed(self._read(missing[start : start + _ROWS_A_READ])))
                self._held = _joined([part for part in parts if len(part.rows)])
            return self._held


class _Held:
    """Rows, ascending, with their vectors. Immutable."""

    def __init__(self, rows: Rows, numbers: NDArray[np.int8], scales: Vectors) -> None:
        self.rows = rows
        self.numbers = numbers
        self.scales = scales
        """What a vector's bytes are multiplied with."""

    def places(self, rows: Rows) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Give the place of each of `rows`, and whether it is there at all."""
        if not len(self.rows):
            return np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows), dtype=np.bool_)
        places = np.minimum(np.searchsorted(self.rows, rows), len(self.rows) - 1)
        return places, self.rows[places] == rows

    def cosines(self, places: NDArray[np.int64], vector: Vectors) -> Vectors:
        cosines = np.empty(len(places), dtype=np.float32)
        for start in range(0, len(places), _ROWS_A_STEP):
            step = places[start : start + _ROWS_A_STEP]
            cosines[start : start + len(step)] = self.numbers[step].astype(np.float32) @ vector
        cosines *= self.scales[places]
        return cosines

    def only(self, rows: Rows) -> "_Held":
        stays = np.isin(self.rows, rows, assume_unique=True)
        return self if stays.all() else self._at(np.flatnonzero(stays))

    def _at(self, places: NDArray[np.int64]) -> "_Held":
        return _Held(self.rows[places], self.numbers[places], self.scales[places])

    def ordered(self) -> "_Held":
        return self._at(np.argsort(self.rows, kind="stable"))


def _packed(vectors: Mapping[int, Vectors]) -> _Held:
    rows = np.array(sorted(vectors), dtype=np.int64)
    if not len(rows):
        return _Held(rows, np.empty((0, 0), dtype=np.int8), np.empty(0, dtype=np.float32))
    numbers = np.stack([vectors[int(row)] for row in rows])
    scales = np.maximum(np.abs(numbers).max(axis=1), np.float32(1e-12)) / np.float32(127)
    packed = np.rint(numbers / scales[:, None]).astype(np.int8)
    return _Held(rows, packed, scales.astype(np.float32))


def _joined(parts: Sequence[_Held]) -> _Held:
    if not parts:
        return _packed({})
    whole = _Held(
        np.concatenate([part.rows for part in parts]),
        np.concatenate([part.numbers for part in parts]),
        np.concatenate([part.scales for part in parts]),
    )
    return whole.ordered()
