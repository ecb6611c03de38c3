"""Years of a past report, moved on to the new one: 2023年度 becomes 2024年度."""

import re
from collections.abc import Sequence
from typing import Literal

from jushi.characters import COUNTING, HAN, TITLE
from jushi.figures import Period
from jushi.numbers import Kind, Mention
from jushi.text import Edit, apply_edits, gap_text, year_edits

_TITLE = re.compile(TITLE)
_BEFORE_NUMBER = re.compile(
    rf"\s*[（(]?\s*(?:(?:发?文号|文件号)[：:]?)?\s*(?P<office>[{HAN}]{{0,12}})"
)
"""Between a title and its number: a bracket and the office's name, 》（濮政〔2023〕9号）."""
_FIRST_MONTHS = re.compile(rf"前\s*(?:\d{{1,2}}|[{COUNTING}]{{1,2}})\s*个?月")

_Kinds = tuple[Literal["alone", "date", "title"], ...]
_DATES: _Kinds = ("alone", "date")
_TITLES: _Kinds = ("title",)
DOC_NUMBER_MISSING = gap_text("文号")


def move_text(text: str, year: int | None, *, shift: int) -> str:
    """Give a title or heading with the report's year and its neighbours moved on."""
    if year is None:
        return text
    return apply_edits(text, year_edits(text, _near(year), shift, kinds=_DATES + _TITLES))


def moved_dates(
    text: str, mentions: Sequence[Mention], *, year: int | None, shift: int
) -> list[Edit]:
    """Give the edits that move the dates of a sentence on, in text order.

    Only the report's own year, the one before and the one after move: 自2019年 stays, and so do
    spans such as 2021—2025年. Titles of documents of that year move too, and a document number
    beside such a title reads 【待补：文号】, for this year's is not known.
    """
    if year is None or not shift:
        return []
    dates = [(m.start, m.end) for m in mentions if m.kind in (Kind.DATE, Kind.PERIOD)]
    edits = year_edits(text, _near(year), shift, kinds=_TITLES)
    moved = [
        title.span()
        for title in _TITLE.finditer(text)
        if any(title.start() < start < title.end() for start, _, _ in edits)
    ]
    for mention in mentions:
        if mention.kind is Kind.DOC_NUMBER:
            edits += _number_edits(text, mention, moved)
    edits += [
        edit
        for edit in year_edits(text, _near(year), shift, kinds=_DATES)
        if any(start <= edit[0] and edit[1] <= end for start, end in dates)
    ]
    return sorted(set(edits))


def _number_edits(text: str, number: Mention, titles: Sequence[tuple[int, int]]) -> list[Edit]:
    """Give the edit that empties a document number behind or before one of `titles`."""
    for start, end in titles:
        between = _BEFORE_NUMBER.fullmatch(text, end, number.start) if end <= number.start else None
        if between:
            return [(between.start("office"), number.end, DOC_NUMBER_MISSING)]
        if number.end <= start and not text[number.end : start].strip():
            return [(number.start, number.end, DOC_NUMBER_MISSING)]
    return []


def period_edits(text: str, mention: Mention, *, period: Period | None) -> list[Edit]:
    """Give the edit that makes 前11个月 before a number agree with its figure's period."""
    if period is None or period.start is None or period.end is None or period.year is None:
        return []
    found = [m for m in _FIRST_MONTHS.finditer(text) if m.end() <= mention.start]
    if not found or (period.start.month, period.start.day) != (1, 1):
        return []
    told = "全年" if period.is_full_year else f"前{period.end.month}个月"
    last = found[-1]
    return [] if last.group() == told else [(last.start(), last.end(), told)]


def _near(year: int) -> tuple[int, int, int]:
    return year - 1, year, year + 1
