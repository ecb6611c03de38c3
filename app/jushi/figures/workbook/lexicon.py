"""The words of workbooks, as data: `workbook_headings.tsv`, `workbook_words.tsv`."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal, get_args

from jushi.figures.workbook.plain_text import half_width
from jushi.lazy_pattern import lazy_pattern
from jushi.resources import lexicon_rows

Column = Literal[
    "id",
    "indicator",
    "value",
    "unit",
    "approx",
    "period",
    "previous",
    "subject",
    "section",
    "aliases",
    "required",
    "formula",
    "source",
    "note",
]
COLUMNS: tuple[Column, ...] = get_args(Column)

_BRACKETED = lazy_pattern(r"[(\[【〔][^)\]】〕]*[)\]】〕]")
_LAST_CLOSING = lazy_pattern(r".*[)\]】〕]", re.DOTALL)
_NOISE = lazy_pattern(r"[\s_\-*:：.、]")


def plain_heading(text: str) -> str:
    """Give a heading without case, blanks, dashes, stars and what stands in brackets."""
    return _NOISE.sub("", without_brackets(text)).lower()


def without_brackets(text: str) -> str:
    """Give `text` in half width without its brackets and what stands in them."""
    plain = half_width(text)
    end = _last_closing(plain)
    return _BRACKETED.sub("", plain[:end]) + plain[end:] if end else plain


def bracketed(text: str) -> str:
    """Give what stands in the last brackets of `text`: 万元 of `金额（万元）`; empty if none."""
    plain = half_width(text)
    found = _BRACKETED.findall(plain, 0, _last_closing(plain))
    return found[-1][1:-1].strip() if found else ""


def _last_closing(plain: str) -> int:
    """Give the place behind the last closing bracket, 0 where there is none.

    Brackets that nobody closes behind it would each be searched to the end of the text.
    """
    found = _LAST_CLOSING.match(plain)
    return found.end() if found else 0


@cache
def load_headings() -> Mapping[str, Column]:
    """Load the column of every heading, headings in the form of `plain_heading`."""
    column_of: dict[str, Column] = {name: name for name in COLUMNS}
    return {
        plain_heading(heading): column_of[column]
        for column, heading in lexicon_rows("workbook_headings.tsv")
    }


@cache
def load_words(kind: str) -> Mapping[str, str]:
    """Load the words of one kind with what each means; lower case, longest first."""
    found = {
        word.lower(): meaning
        for name, word, meaning in lexicon_rows("workbook_words.tsv")
        if name == kind
    }
    return {word: found[word] for word in sorted(found, key=len, reverse=True)}
