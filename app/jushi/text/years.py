"""Years in a text: where each stands, and the text with some of them moved on.

Which of them move is for the caller to say: a composed report moves dates and titles along, a
report that is rolled forward only the years that stand alone.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from jushi.characters import HAN, TITLE
from jushi.lazy_pattern import lazy_pattern
from jushi.resources import lexicon_rows

YearKind = Literal["alone", "date", "title", "range"]
"""`2023年` alone · in a date, `2023年5月`, `May 2023` · in a name, `《2023年要点》` · in a span or
in a name with one, `2021—2023年`."""

Edit = tuple[int, int, str]
"""Start and end in a text, and the words that come in their place."""


@dataclass(frozen=True, slots=True)
class Year:
    """A year that a text names; offsets count its characters."""

    start: int
    end: int
    value: int
    kind: YearKind


CENTURY = "(?:19|20)"
"""How the years begin that reports tell."""
FAR_CENTURY = "(?:19|20|21)"
"""How the years begin that workbooks head their columns with: forecasts reach further."""
_FOUR = rf"{CENTURY}\d{{2}}"
YEAR_SPAN = r"(?<!\d)\d{4}\s*年?\s*[—–－\-~至到]+\s*\d{4}"
_APART = r"\{\{[^}]*\}\}"
"""Slots hold ids. 〔2023〕9号 names no year either: its year stands in brackets, without 年."""
_CHINESE = lazy_pattern(
    rf"{_APART}|(?P<name>{TITLE})|(?P<span>{YEAR_SPAN}年?)"
    rf"|(?<!\d)(?P<date>{_FOUR})(?=\s*年\s*\d{{1,2}}\s*月|[-/.]\d)"  # 2023年5月 2023-05 2023.5
    rf"|(?<![\d—－-])(?P<alone>{_FOUR})(?=\s*年|$)"  # 2023年，
)
_IN_NAME = lazy_pattern(rf"(?<!\d)({_FOUR})(?=\s*年|[-/.]\d|[”\"\s])")
_SPAN_IN_NAME = lazy_pattern(YEAR_SPAN)
_YEAR = lazy_pattern(rf"(?<!\d)({_FOUR})(?!\d)")
_HAN = lazy_pattern(f"[{HAN}]")


@cache
def _english() -> re.Pattern[str]:
    rows = lexicon_rows("english_numbers.tsv")
    months = "|".join(word.capitalize() for word, role, _ in rows if role == "month")
    return lazy_pattern(
        rf"{_APART}|(?P<name>[“\"][^”\"]*[”\"])|(?P<span>{YEAR_SPAN})"
        rf"|\b(?:{months})\b\.?(?: \d{{1,2}},)? (?P<date>{_FOUR})(?!\d)"  # May 2023, May 3, 2023
        rf"|(?<![\w–—\-/\[(〔])(?P<alone>{_FOUR})(?![\w–—\-/\])〕])"  # in 2023, but not (2023)
    )


def years_in(text: str) -> Iterator[Year]:
    """Give the years that `text` names, in text order; document numbers and slots name none."""
    for match in (_CHINESE if _HAN.search(text) else _english()).finditer(text):
        match match.lastgroup:
            case "name" | "span" as kind:
                yield from _inner_years(text, match.span(kind), is_name=kind == "name")
            case "date":
                yield Year(*match.span("date"), int(match["date"]), "date")
            case "alone":
                yield Year(*match.span("alone"), int(match["alone"]), "alone")


_ALONE: tuple[YearKind, ...] = ("alone",)


def year_edits(
    text: str, years: Collection[int], shift: int, *, kinds: Collection[YearKind] = _ALONE
) -> list[Edit]:
    """Give the edits that move those of `years` on by `shift` that stand as one of `kinds`."""
    return [
        (year.start, year.end, str(year.value + shift))
        for year in years_in(text)
        if year.value in years and year.kind in kinds
    ]


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Give `text` with each stretch replaced; where two overlap the first counts."""
    pieces, last = [], 0
    for start, end, words in sorted(edits):
        if start < last:
            continue
        pieces += [text[last:start], words]
        last = end
    return "".join([*pieces, text[last:]])


def _inner_years(text: str, span: tuple[int, int], *, is_name: bool) -> Iterator[Year]:
    has_span = not is_name or _SPAN_IN_NAME.search(text, *span) is not None
    for match in (_YEAR if has_span else _IN_NAME).finditer(text, *span):
        yield Year(*match.span(1), int(match[1]), "range" if has_span else "title")
