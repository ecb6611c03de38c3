"""An embedder without a model, for tests of everything but the meaning of words."""

import re
import zlib
from collections.abc import Sequence

import numpy as np
from jushi.knowledge.embedder import Vectors


class BigramEmbedder:
    """Vectors of character pairs: quick, the same everywhere, and blind to meaning."""

    dimension = 256

    def __init__(self, name: str = "bigrams") -> None:
        self.name = name
        self.embedded: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        return np.stack([self._vector(text) for text in texts])

    def embed_query(self, text: str) -> Vectors:
        return self._vector(text)

    def _vector(self, text: str) -> Vectors:
        vector = np.full(self.dimension, 1e-3, dtype=np.float32)
        bare = re.sub(r"\s", "", text)
        for at in range(len(bare) - 1):
            vector[zlib.crc32(bare[at : at + 2].encode()) % self.dimension] += 1
        unit: Vectors = vector / np.linalg.norm(vector)
        return unit
