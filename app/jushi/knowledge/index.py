"""What an index of vectors must do. Rows are the numbers that the catalogue gives to passages."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from jushi.knowledge.embedder import Vectors


class VectorIndex(Protocol):
    """Vectors by row; all else about a passage stands in the catalogue."""

    def put(self, rows: Sequence[int], vectors: Vectors) -> None:
        """Add vectors, or replace those of the same rows."""

    def drop(self, rows: Sequence[int]) -> None:
        """Remove vectors; rows that are not there are passed over."""

    def rows(self) -> frozenset[int]:
        """Give every row that has a vector."""

    def nearest(self, vector: Vectors, limit: int) -> NDArray[np.int64]:
        """Give the rows of the nearest, best first."""

    def destroy(self) -> None:
        """Remove the collection for good and let go; the object is of no use afterwards."""

    def close(self) -> None:
        """Let go of files and connections."""
