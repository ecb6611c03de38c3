"""Text to the terms that lexical search counts: Chinese words and character bigrams.

Words alone miss what the dictionary cuts otherwise in query and passage (法律援助 and 法援),
bigrams alone give 政府 and 府建 the same weight.
"""

import logging
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

Terms = NDArray[np.uint32]

_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+(?:[.%\-][a-z0-9]+)*")
_HAN = re.compile(r"[\u3400-\u9fff]")
# Words of grammar and of every official text: they tell no passage from another.
_STOP = frozenset("的了和与及或在是为对等有被把将从以于其之中上下不也都而向到由所这那")
_MOST_REPEATS = 255
# What jieba leaves of its cache where the disk is full.
_UNFINISHED_CACHE = "tmp????????"


class WordSplitter:
    """Splits Chinese text into words; loads the dictionary with the first text of the process.

    That takes 1 s and 37 MB. `cache_folder` keeps it in a form that loads faster. The folder must
    be the user's own: jieba would otherwise unmarshal a file of known name from the temp folder,
    where anyone can put one.
    """

    _tokenizer: ClassVar[Any] = None

    def __init__(self, cache_folder: Path) -> None:
        self._folder = cache_folder

    def words(self, text: str) -> list[str]:
        """Give words of two characters and more, and numbers, in order, folded to one width."""
        return [
            word
            for run in _RUN.findall(_folded(text))
            for word in self._run_words(run)
            if len(word) > 1 or word.isdigit()
        ]

    def terms(self, text: str) -> tuple[Terms, NDArray[np.uint8]]:
        """Give the distinct terms of `text` as ascending numbers, and how often each stands."""
        counts = Counter(zlib.crc32(term.encode()) for term in self._terms(text))
        terms = np.array(sorted(counts), dtype=np.uint32)
        repeats = [min(counts[int(term)], _MOST_REPEATS) for term in terms]
        return terms, np.array(repeats, dtype=np.uint8)

    def _terms(self, text: str) -> Iterator[str]:
        yield from self.words(text)
        for run in _RUN.findall(_folded(text)):
            if _HAN.match(run):
                # The mark keeps the bigram 法治 apart from the word 法治: each has its own weight.
                pairs = (run[at : at + 2] for at in range(len(run) - 1))
                yield from (f"~{pair}" for pair in pairs if not _STOP.issuperset(pair))

    def _run_words(self, run: str) -> list[str]:
        return list(self._loaded().cut(run)) if _HAN.match(run) else [run]

    def _loaded(self) -> Any:
        if WordSplitter._tokenizer is None:
            import jieba  # type: ignore[import-untyped]

            # It reports the loading of its dictionary as if something were wrong.
            # It reports that on a full disk it could not keep its dictionary, too.
            logging.getLogger("jieba").setLevel(logging.CRITICAL + 1)
            tokenizer = jieba.Tokenizer()
            tokenizer.tmp_dir = str(self._folder)
            tokenizer.initialize()
            for unfinished in self._folder.glob(_UNFINISHED_CACHE):
                unfinished.unlink(missing_ok=True)
            WordSplitter._tokenizer = tokenizer
        return WordSplitter._tokenizer


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
