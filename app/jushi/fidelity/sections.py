"""Which year, and whether what was done or what is to be done, the part of a text speaks of."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jushi.fidelity.clause import Layout
from jushi.figures import Period, period_of_iso
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import any_of, is_plan_heading
from jushi.numbers import Mention
from jushi.text import CENTURY, CLAUSE_STOPS

_YEAR = lazy_pattern(rf"(?<!\d)({CENTURY}\d{{2}})年")
_LONGEST_HEADING = 40
_OPENS = 6
"""Characters of a sentence before a year that opens it: “今后一年，2025年”, “（二）2025年”."""
_COMPARED = lazy_pattern(r"(?:较|比|与|同|和|到|至|自|从|于|截至|截止|在)$")
_DONE = lazy_pattern(rf"[{CLAUSE_STOPS}](?:目前|现已|已|实际|截至)")
_NEXT_YEAR = lazy_pattern("明年|来年|下一年|下一步|今后一年|新的一年")


@dataclass(frozen=True, slots=True)
class _Section:
    start: int
    year: int | None
    period: Period | None
    is_plan: bool


def told_year(layout: Layout) -> int | None:
    """The year that the text itself looks back on: of its first heading or sentence with one."""
    for start, end in layout.heading_spans[:12]:
        heading = layout.text[start:end]
        if (told := _YEAR.search(heading)) and any_of("review_heading").search(heading):
            return int(told[1])
    told = _YEAR.search(layout.text)
    return int(told[1]) if told else None


class Sections:
    """The parts of a text, and what they say of time."""

    def __init__(self, layout: Layout, anchors: Sequence[Mention], data_year: int | None) -> None:
        """`data_year` is the year that results are told of; a later one is a plan's."""
        self._layout = layout
        self._data_year = data_year
        starts = [anchor.start for anchor in anchors]
        found = [_Section(0, data_year, None, False)]
        for start, end in layout.heading_spans:
            heading = layout.text[start:end]
            if len(heading) > _LONGEST_HEADING:
                continue
            told = _YEAR.search(heading)
            year = int(told[1]) if told else data_year
            period = self._period_of(anchors[bisect_left(starts, start) : bisect_left(starts, end)])
            found.append(_Section(start, year, period, is_plan_heading(heading)))
        found += self._turns(anchors)
        self._sections = sorted(found, key=lambda section: section.start)
        self._starts = [section.start for section in self._sections]

    def _turns(self, anchors: Sequence[Mention]) -> Iterator[_Section]:
        """Sentences that turn to the year to come, or back: 2025年，我们要…, 2026年安排：…."""
        if self._data_year is None:
            return
        is_plan = False
        for anchor in anchors:
            sentence = self._layout.sentence_at(anchor.start)
            before = self._layout.text[sentence[0] : anchor.start].strip()
            told = _YEAR.match(self._layout.text, anchor.start)
            is_next = bool(_NEXT_YEAR.match(anchor.text))
            if len(before) > _OPENS or _COMPARED.search(before) or not (told or is_next):
                continue
            year = int(told[1]) if told else self._data_year + 1
            if year > self._data_year or is_plan:
                is_plan = year > self._data_year
                yield _Section(sentence[0], year, None, is_plan)

    def _period_of(self, anchors: Sequence[Mention]) -> Period | None:
        for anchor in anchors:
            period = period_of_iso(anchor.iso, self._data_year) if anchor.iso else None
            if period is not None and period.start and period.end:
                return period
        return None

    def _at(self, offset: int) -> _Section:
        return self._sections[bisect_right(self._starts, offset) - 1]

    def year_at(self, offset: int) -> int | None:
        """What 全年 and 今年 mean at `offset`."""
        return self._at(offset).year

    def is_review(self, offset: int) -> bool:
        """Whether no heading and no sentence before turned to another year at `offset`."""
        return self._at(offset).year == self._data_year

    def period_at(self, offset: int) -> Period | None:
        """The stretch that the heading names; None where it names none."""
        return self._at(offset).period

    def is_plan(self, offset: int, sentence: tuple[int, int]) -> bool:
        """Whether a target is told at `offset`, not a result."""
        if self._at(offset).is_plan:
            return True
        opening = self._layout.text[sentence[0] : min(offset, sentence[1])]
        told = [found.end() for found in any_of("plan").finditer(opening)]
        # 计划安排6座，目前完成4座: what follows was done.
        return bool(told) and _DONE.search(opening, told[-1]) is None
