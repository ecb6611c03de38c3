"""Spoken words to the words of laws and reports. Data: `knowledge/lexicons/spoken_words.tsv`.

Neither meaning nor words lead from 打官司 to 诉讼 reliably: the embedder is small, and they share
no character.
"""

from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parents[2] / "knowledge" / "lexicons" / "spoken_words.tsv"


def official_words(query: str) -> tuple[str, ...]:
    """Give the official words for what `query` says in plain ones, each once; often none."""
    found = (words for spoken, words in _entries() if spoken in query)
    return tuple(dict.fromkeys(word for words in found for word in words))


@lru_cache(maxsize=1)
def _entries() -> tuple[tuple[str, tuple[str, ...]], ...]:
    lines = _FILE.read_text("utf-8").splitlines()[1:]
    fields = (line.split("\t") for line in lines)
    return tuple((spoken, tuple(official.split())) for spoken, official, _example in fields)
