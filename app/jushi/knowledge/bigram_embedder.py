"""Vectors of character pairs: no model, so instant also on a slow computer."""

import re
import zlib
from collections.abc import Sequence

import numpy as np

from jushi.knowledge.embedder import Vectors

_OF_A_TEXT_WITHOUT_PAIRS = 1e-3


class BigramEmbedder:
    """Finds texts that share words; two that say the same in other words are strangers to it."""

    name = "bigrams"
    dimension = 256

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> Vectors:
        vector = np.full(self.dimension, _OF_A_TEXT_WITHOUT_PAIRS, dtype=np.float32)
        bare = re.sub(r"\s", "", text)
        for at in range(len(bare) - 1):
            vector[zlib.crc32(bare[at : at + 2].encode()) % self.dimension] += 1
        unit: Vectors = vector / np.linalg.norm(vector)
        return unit
