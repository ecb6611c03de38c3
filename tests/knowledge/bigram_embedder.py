"""The embedder without a model, which tells what it was given and takes any name."""

from collections.abc import Sequence

from jushi.knowledge import bigram_embedder
from jushi.knowledge.embedder import Vectors


class BigramEmbedder(bigram_embedder.BigramEmbedder):
    def __init__(self, name: str = "bigrams") -> None:
        self.name = name
        self.embedded: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        return super().embed_passages(texts)
