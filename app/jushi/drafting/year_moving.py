"""Years of a past report, moved on to the new one: 2023年度 becomes 2024年度."""

import re
from collections.abc import Sequence

from jushi.figures import Period
from jushi.numbers import Kind, Mention

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=\s*年|[-/.]\d|$)")
_TITLE = re.compile(r"《[^》]*》")
_RANGE = re.compile(r"\d{4}\s*(?:年)?\s*[—–\-~至到]+\s*\d{4}")
_DOC_NUMBER = re.compile(r"[（(][^（()）]{1,12}〔(\d{4})〕\s*\d+\s*号[）)]")
_FIRST_MONTHS = re.compile(r"前\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*个?月")

Edit = tuple[int, int, str]
"""Start and end in a sentence, and the words that come in their place."""

DOC_NUMBER_MISSING = "【待补：文号】"


def move_text(text: str, year: int | None, *, shift: int) -> str:
    """Give a title or heading with the report's year and its neighbours moved on."""
    return apply_edits(text, _year_edits(text, 0, len(text), (year, shift)))


def year_edits(
    text: str, mentions: Sequence[Mention], *, year: int | None, shift: int
) -> list[Edit]:
    """Give the edits that move the dates of a sentence on, in text order.

    Only the report's own year, the one before and the one after move: 自2019年 stays, and so do
    spans such as 2021—2025年. Titles of documents of that year move too, and a document number
    behind such a title reads 【待补：文号】, for this year's is not known.
    """
    if year is None or not shift:
        return []
    known = (year, shift)
    edits: list[Edit] = []
    for mention in mentions:
        if mention.kind in (Kind.DATE, Kind.PERIOD):
            edits.extend(_year_edits(text, mention.start, mention.end, known))
    for title in _TITLE.finditer(text):
        moved = _year_edits(text, title.start(), title.end(), known)
        edits.extend(moved)
        number = _DOC_NUMBER.match(text, title.end())
        if number and moved and number.group(1) == str(year):
            edits.append((number.start() + 1, number.end() - 1, DOC_NUMBER_MISSING))
    return sorted(set(edits))


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


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Give `text` with each stretch replaced; where two overlap the first counts."""
    pieces, last = [], 0
    for start, end, words in sorted(edits):
        if start < last:
            continue
        pieces += [text[last:start], words]
        last = end
    return "".join([*pieces, text[last:]])


def _year_edits(text: str, start: int, end: int, known: tuple[int | None, int]) -> list[Edit]:
    year, shift = known
    if year is None or _RANGE.search(text, start, end):
        return []
    return [
        (match.start(1), match.end(1), str(int(match.group(1)) + shift))
        for match in _YEAR.finditer(text, start, min(len(text), end + 1))
        if match.end(1) <= end and abs(int(match.group(1)) - year) <= 1
    ]
