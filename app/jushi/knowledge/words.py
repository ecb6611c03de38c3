"""Text to the terms that lexical search counts: Chinese words and character bigrams.

Words alone miss what the dictionary cuts otherwise in query and passage (法律援助 and 法援),
bigrams alone give 政府 and 府建 the same weight.
"""

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from jushi.characters import HAN

Terms = NDArray[np.uint32]

_RUN = re.compile(rf"[{HAN}]+|[a-z0-9]+(?:[.%\-][a-z0-9]+)*")
_HAN = re.compile(rf"[{HAN}]")
# Words of grammar and of every official text: they tell no passage from another.
_STOP = frozenset("的了和与及或在是为对等有被把将从以于其之中上下不也都而向到由所这那")
_MOST_REPEATS = 255


def words_of(text: str) -> list[str]:
    """Give words of two characters and more, and numbers, in order, folded to one width."""
    return [
        word
        for run in _RUN.findall(_folded(text))
        for word in _run_words(run)
        if len(word) > 1 or word.isdigit()
    ]


def terms_of(text: str) -> tuple[Terms, NDArray[np.uint8]]:
    """Give the distinct terms of `text` as ascending numbers, and how often each stands."""
    counts = Counter(zlib.crc32(term.encode()) for term in _terms(text))
    terms = np.array(sorted(counts), dtype=np.uint32)
    repeats = [min(counts[int(term)], _MOST_REPEATS) for term in terms]
    return terms, np.array(repeats, dtype=np.uint8)


def cut_words(text: str) -> list[str]:
    """Give all words of `text` in order, marks and blanks too: joined they are `text`."""
    # Importing it unpacks its dictionary, 0.2 s and 30 MB: not before there is a text to cut.
    import rjieba

    return rjieba.cut(text)


def _terms(text: str) -> Iterator[str]:
    yield from words_of(text)
    for run in _RUN.findall(_folded(text)):
        if _HAN.match(run):
            # The mark keeps the bigram 法治 apart from the word 法治: each has its own weight.
            pairs = (run[at : at + 2] for at in range(len(run) - 1))
            yield from (f"~{pair}" for pair in pairs if not _STOP.issuperset(pair))


def _run_words(run: str) -> list[str]:
    if not _HAN.match(run):
        return [run]
    return cut_words(run)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
