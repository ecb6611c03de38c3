"""The words by which tables are understood, as data: `table_words.tsv`."""

from functools import cache, lru_cache

from jushi.figures.workbook.lexicon import without_brackets
from jushi.figures.workbook.plain_text import half_width
from jushi.lazy_pattern import lazy_pattern
from jushi.resources import lexicon_rows

_NOISE = lazy_pattern(r"[\s:：*]")


@cache
def table_words(kind: str) -> frozenset[str]:
    """The words of one kind in the form of `plain_word`; empty where there is no such kind."""
    return frozenset(
        plain_word(word) for name, word in lexicon_rows("table_words.tsv") if name == kind
    )


def plain_word(text: str) -> str:
    """Give `text` in lower case and half width without blanks, colons and what is in brackets."""
    return _NOISE.sub("", without_brackets(text) or half_width(text)).lower()


@lru_cache(maxsize=4096)
def is_word(text: str, kind: str) -> bool:
    """Whether `text` is a word of one kind."""
    return plain_word(text) in table_words(kind)
