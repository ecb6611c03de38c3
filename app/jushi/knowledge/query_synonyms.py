"""Spoken words to the words of laws and reports. Data: `knowledge/lexicons/query_synonyms.tsv`.

Neither meaning nor words lead from 打官司 to 诉讼 reliably: the embedder is small, and they share
no character.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from jushi.resources import lexicon_rows


@dataclass(frozen=True, slots=True)
class Reworded:
    """A query in the words of laws and reports."""

    text: str
    """The query with official words in the place of its plain ones; it stays a sentence, and
    that is what an embedder understands best."""
    words: tuple[str, ...]
    """The official words, each once; often none."""


def reworded(query: str) -> Reworded:
    """Give `query` with official words for its plain ones; where two overlap, the longer counts."""
    parts: list[str] = []
    words: list[str] = []
    at = 0
    for found in _pattern().finditer(query):
        official = _entries()[found[0]]
        if any(_stands_in(word, query, found.span()) for word in official if word != found[0]):
            continue
        parts += [query[at : found.start()], "、".join(official)]
        words += official
        at = found.end()
    return Reworded("".join((*parts, query[at:])), tuple(dict.fromkeys(words)))


def _stands_in(word: str, query: str, span: tuple[int, int]) -> bool:
    """Whether the official `word` is there already, around the plain one: 行政复议, 复议."""
    start, end = span
    return query.find(word, max(0, end - len(word)), start + len(word)) != -1


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_entries(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


@lru_cache(maxsize=1)
def _entries() -> dict[str, tuple[str, ...]]:
    rows = lexicon_rows("query_synonyms.tsv")
    return {spoken: tuple(official.split()) for spoken, official, _example in rows}
