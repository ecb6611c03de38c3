"""What an embedder must do: turn texts into vectors that can be compared."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """A model behind one seam. Vectors of two embedders must never be compared."""

    @property
    def name(self) -> str:
        """Names model and build: two embedders of one name give the same vectors."""

    @property
    def dimension(self) -> int:
        """Numbers in a vector; may call the model."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Give one row of length 1 for each text, shape (texts, dimension)."""

    def embed_query(self, text: str) -> Vectors:
        """Give one vector of length 1, shape (dimension,)."""
