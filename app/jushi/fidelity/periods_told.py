"""Which stretch of time a mention tells of, and what a change is counted against."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from jushi.characters import COUNTING
from jushi.facts import Base
from jushi.fidelity.clause import Layout
from jushi.fidelity.masking import is_in_title, lies_in, spans_of
from jushi.fidelity.sections import Sections
from jushi.fidelity.structure import Span, Structure
from jushi.figures import Period, parse_period, period_of_iso
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import any_of
from jushi.numbers import PLAN_NAME, Kind, Mention, parse_numeral, plan_years
from jushi.text import CLAUSE_STOPS


class PeriodReader:
    """The times that a text names, and which of them governs a mention."""

    def __init__(
        self,
        layout: Layout,
        anchors: Sequence[Mention],
        report_year: int | None,
        data_year: int | None,
        time_names: Sequence[str],
    ) -> None:
        """`time_names` are words for a time that belong to a name: they date nothing."""
        self.before: Period | None = None
        """What a report of ten days, a month or a quarter compares with."""
        self.layout = layout
        self.report_year = report_year
        self.sections = Sections(layout, anchors, data_year)
        said = [found.span() for found in _BRACKETS_SAID.finditer(layout.text)]
        named = sorted([*spans_of(layout.text, time_names), *said])
        self.anchors = sorted((m for m in anchors if not lies_in(named, m)), key=lambda m: m.start)
        self.anchor_starts = [m.start for m in self.anchors]
        self.brackets_hold_last_year = bool(said)
        self.turned: tuple[Span, int, int] = ((-1, -1), 0, 0)
        """Where a sentence tells what was before: a time named there is of no later number."""

    def period_of(
        self, mention: Mention, sentence: Span, structure: Structure
    ) -> tuple[Period | None, Mention | None, bool]:
        behind = bisect_left(self.anchor_starts, mention.end)
        if behind < len(self.anchors):
            anchor = self.anchors[behind]
            if anchor.iso and self.layout.text[mention.end : anchor.start] == " in ":
                period = period_of_iso(anchor.iso, self.report_year)  # up from 7,494 in 2022
                if period is not None:
                    return period, anchor, True
        year = self.sections.year_at(mention.start)
        place = bisect_left(self.anchor_starts, mention.start) - 1
        while place >= 0 and self.anchors[place].start >= sentence[0]:
            anchor = self.anchors[place]
            place -= 1
            if self._is_deadline(anchor) or (
                self._is_base(anchor) and not self._is_value_of(anchor, mention)
            ):
                continue
            if self._is_of_target(anchor, structure) or self._is_of_turn(anchor, sentence):
                continue
            if _SET.match(self.layout.text, anchor.end):
                continue  # 年初提出的96%
            if self._is_aside(anchor, mention, sentence, year):
                continue
            if _FOUNDED.search(self.layout.text, max(0, anchor.start - 4), anchor.start):
                continue  # 始建于1958年，现有分馆27个
            period = self._stretch(anchor, place, year)
            if period is not None:
                return period, anchor, anchor.text not in _CURRENT_MONTH
        carried = self._carried_period(place, mention, year)
        if carried is not None:
            return (*carried, False)
        own = self.sections.period_at(mention.start)
        return own, None, False

    def governing(
        self, mention: Mention, sentence: Span, structure: Structure, left: int
    ) -> tuple[Period | None, Mention | None, bool]:
        """The period that `mention` tells of, the words that name it, and whether near it."""
        period, anchor, is_near = self.period_of(mention, sentence, structure)
        if self.brackets_hold_last_year and self._stands_alone_in_brackets(mention):
            return self.year_before(period, mention), None, True
        if self.is_old_level(mention, left):
            self.turned = (sentence, left, mention.end)
            if anchor is not None and anchor.detail == "year_begin" and anchor.start >= left:
                year = self.sections.year_at(mention.start)
                return parse_period("年初", report_year=year) if year else None, anchor, True
            if anchor is None or anchor.start < left:
                base = self.compared_with(
                    mention, self.sections.year_at(mention.start)
                ) or self._years_spanned(mention, sentence)
                return base or self.before or self.year_before(period, mention), None, True
        return period, anchor, is_near

    def _stands_alone_in_brackets(self, mention: Mention) -> bool:
        """2947宗 of 共作出2618宗（2947宗）."""
        text = self.layout.text
        is_open = text[mention.start - 1 : mention.start] in ("（", "(")
        return is_open and text[mention.end : mention.end + 1] in ("）", ")")

    def is_old_level(self, mention: Mention, left: int) -> bool:
        """由50件增至200件, 由下降0.3%转为上涨0.2%: the first of the two is earlier."""
        before = self.layout.text[max(left, mention.start - 10) : mention.start]
        if not _FROM.search(before):
            return False
        text, end = self.layout.text, mention.end
        return bool(_ROSE_TO.match(text, end) or any_of("up", "down").match(text, end))

    def year_before(self, period: Period | None, mention: Mention) -> Period | None:
        """The same a year earlier; where nothing is named, the year before the one told of."""
        if period is not None and period.start and period.end:
            year = period.end.year - 1
            try:
                return replace(
                    period,
                    text=f"{year}年",
                    start=period.start.replace(year=period.start.year - 1),
                    end=period.end.replace(year=year),
                )
            except ValueError:
                return parse_period(f"{year}年")
        told = self.sections.year_at(mention.start)
        return parse_period(f"{told - 1}年") if told else None

    def base_period(self, mention: Mention, clause: Span, structure: Structure) -> Period | None:
        """The stretch that a change is counted against, where the clause names one."""
        year = self.sections.year_at(mention.start)
        if structure.base is Base.YEAR_START:
            return parse_period("年初", report_year=year) if year else None
        place = bisect_left(self.anchor_starts, mention.start) - 1
        while place >= 0 and self.anchors[place].start >= clause[0]:
            anchor = self.anchors[place]
            place -= 1
            if self._is_base(anchor) and anchor.iso:
                return period_of_iso(anchor.iso, year)
        return self._years_ago(mention, clause, year) or self.compared_with(mention, year)

    def _years_ago(self, mention: Mention, clause: Span, year: int | None) -> Period | None:
        """五年提高6.6个百分点, 为“十三五”末的4倍: the year that is named by its distance."""
        before = self.layout.text[clause[0] : mention.start]
        if year is None:
            return None
        if found := _END_OF_PLAN.search(before):
            return parse_period(f"{plan_years(found)[1]}年")
        found = _YEARS.search(before)
        return parse_period(f"{year - int(parse_numeral(found['count']))}年") if found else None

    def _years_spanned(self, mention: Mention, sentence: Span) -> Period | None:
        """五年来，…由80家增至120家: the first is of any of the years before."""
        year = self.sections.year_at(mention.start)
        paragraph = self.layout.paragraph_at(mention.start)[0]
        told = list(_YEARS_SPANNED.finditer(self.layout.text, paragraph, sentence[1]))
        if year is None or not told:
            return None
        count = told[-1]["count"]
        first = year - (int(parse_numeral(count)) if count else _YEARS_OF_A_PLAN)
        return Period(told[-1].group(), date(first, 1, 1), date(year - 1, 12, 31))

    def compared_with(self, mention: Mention, year: int | None) -> Period | None:
        """与2016年相比: what all that follows in the paragraph is counted against."""
        paragraph = self.layout.paragraph_at(mention.start)[0]
        place = bisect_left(self.anchor_starts, mention.start)
        for anchor in reversed(self.anchors[max(0, place - _ANCHORS) : place]):
            if anchor.start < paragraph:
                break
            if anchor.iso and self.layout.text.startswith("相比", anchor.end):
                return period_of_iso(anchor.iso, year)
        return None

    def _stretch(self, anchor: Mention, place: int, year: int | None) -> Period | None:
        """The stretch of an anchor; 当月 is the last month of what was named before."""
        if anchor.iso:
            is_own = anchor.text.startswith(_THIS_YEAR) and self.sections.is_review(anchor.start)
            return period_of_iso(anchor.iso, self.report_year if is_own else year)
        if anchor.text not in _CURRENT_MONTH or year is None:
            return None
        ends = (
            period.end
            for before in reversed(self.anchors[max(0, place - _ANCHORS) : place + 1])
            if before.iso and (period := period_of_iso(before.iso, year)) and period.end
        )
        end = next((day for day in ends if day.year == year), None)
        return parse_period(f"{end.year}年{end.month}月") if end else None

    def _carried_period(
        self, place: int, mention: Mention, year: int | None
    ) -> tuple[Period, Mention] | None:
        """The stretch that an earlier sentence of the paragraph names, of the report's year."""
        paragraph = self.layout.paragraph_at(mention.start)[0]
        for anchor in reversed(self.anchors[max(0, place + 1 - _ANCHORS) : place + 1]):
            if anchor.start < paragraph:
                break
            is_start = anchor.text.endswith("年初")
            if is_start or self._is_deadline(anchor) or self._is_base(anchor) or not anchor.iso:
                continue
            period = period_of_iso(anchor.iso, year)
            if period is None or period.recurrence:
                continue
            if period.start and period.end and period.end.year == year:
                return period, anchor
            return None
        return None

    def _is_of_target(self, anchor: Mention, structure: Structure) -> bool:
        """全年 of 完成全年任务的49.5% dates the target."""
        second = structure.second
        return second is not None and second[0] <= anchor.start < second[1]

    def _is_of_turn(self, anchor: Mention, sentence: Span) -> bool:
        turned, begin, end = self.turned
        return turned == sentence and begin <= anchor.start < end

    def _is_base(self, anchor: Mention) -> bool:
        """较2022年, 比上年, 是上年的1.8倍: what is compared with, not what is told."""
        start = max(0, anchor.start - 3)
        before = self.layout.text[start : anchor.start]
        if _BASE_OF_COMPARISON.search(before):
            return True
        return bool(re.search("[是为]$|相当于$", before)) and self.layout.text.startswith(
            "的", anchor.end
        )

    def _is_aside(
        self, anchor: Mention, mention: Mention, sentence: Span, year: int | None
    ) -> bool:
        """受理92件，上年116件，下降20.7%，其中民事60件: last year's value is put beside, and what
        follows is of the time told before it; within its own brackets only what is a change.
        """
        text = self.layout.text
        if not _TOLD_BEFORE.search(text[sentence[0] : anchor.start]):
            return False
        between = text[anchor.end : mention.start]
        if _ASIDE.fullmatch(between):
            return True
        period = period_of_iso(anchor.iso, year) if anchor.iso else None
        if year is None or period is None or period.end is None or period.end.year >= year:
            return False
        beside = _BESIDE.match(between)
        if beside is None:
            return False
        opening = max(text.rfind(mark, sentence[0], anchor.start) for mark in "（(")
        is_within = opening >= 0 and not re.search("[）)]", text[opening : anchor.end])
        return not is_within or re.search("[）)]", between) is not None

    def _is_value_of(self, anchor: Mention, mention: Mention) -> bool:
        """较上年的19件: what is compared with is told here."""
        between = self.layout.text[anchor.end : mention.start]
        before = self.layout.text[max(0, anchor.start - 3) : anchor.start]
        is_multiple = before.endswith(("是", "为", "相当于"))
        return between == "的" and not is_multiple and mention.kind is not Kind.MULTIPLE

    def _is_deadline(self, anchor: Mention) -> bool:
        """4月1日前 says by when, not of when; a year inside 《》 belongs to the title."""
        if anchor.iso and _DAY.search(anchor.iso) and anchor.detail != "ten_days":
            return True
        return is_in_title(self.layout.text, anchor.start)


_ANCHORS = 24
"""Times named before a mention that are looked at."""
_BASE_OF_COMPARISON = lazy_pattern(r"(?:较|比|与|同|相比|高于|低于|超过|多于|少于)$")
_TOLD_BEFORE = lazy_pattern(rf"\d[^{CLAUSE_STOPS}]*[{CLAUSE_STOPS}（(](?:而|但)?$")
_ASIDE = lazy_pattern(
    rf"(?:同期)?(?:的|为|是|仅|仅为|只有)?\d[\d.,]*[^{CLAUSE_STOPS}\d]{{0,6}}[{CLAUSE_STOPS}]"
    rf"(?:{any_of('year_on_year').pattern})?[^{CLAUSE_STOPS}\d]{{0,4}}"
    rf"(?:{any_of('up', 'down').pattern})[^{CLAUSE_STOPS}\d]{{0,4}}"
)
_BESIDE = lazy_pattern(
    rf"(?:同期|全年|这一[^{CLAUSE_STOPS}\d]{{1,4}})?(?:的|则?为|则?是|仅|仅为|只有|有|达到?|分别为)?"
    rf"\d[\d.,]*[^{CLAUSE_STOPS}、（(）)\d]{{0,6}}[{CLAUSE_STOPS}）)]"
)
"""上年为116件，: a value alone, without a name, is put beside what was told."""
_FOUNDED = lazy_pattern("(?:建|立|办|设|馆|院|校|成|牌)于$")
_END_OF_PLAN = lazy_pattern(rf"[比较是为与][“\"]?{PLAN_NAME}[”\"]?(?:规划|时)?期?末")
_YEARS = lazy_pattern(
    rf"(?P<count>[两{COUNTING[2:]}])年(?:来|间)?(?:累计|共|净|再)*"
    rf"[^{CLAUSE_STOPS}\d]{{0,4}}(?:{any_of('up', 'down').pattern})[^{CLAUSE_STOPS}\d]{{0,3}}$"
)
_YEARS_SPANNED = lazy_pattern(
    rf"(?P<count>[两{COUNTING[2:]}])年(?:来|间|累计|[共净再])|“?{PLAN_NAME}”?(?:以来|期间|时期)"
)
_YEARS_OF_A_PLAN = 5
_BRACKETS_SAID = lazy_pattern("括号[内里中](?:的数字?)?[为是系](?:上一?年|去年)")
_FROM = lazy_pattern(rf"(?:由|从)[^，。、]{{0,8}}?(?:{any_of('up', 'down').pattern}|的)?$")
_ROSE_TO = lazy_pattern(
    r"[，、]?(?:进一步|大幅|逐步|稳步|显著)?"
    rf"(?:(?:{any_of('up', 'down').pattern}|转|变|提|扩|发展|调整?|优化|跃|压|开|掉)(?:到|至|为)|转"
    r"|(?:跃|升|退|降)居|略(?:升|降|增|减))"
)
_THIS_YEAR = ("今年", "本年")
"""Said of the report's own year, also where its results are of the year before."""
_CURRENT_MONTH = frozenset({"当月", "本月", "本月份", "当月份"})
_SET = lazy_pattern("(?:提出|确定|下达|制定|设定|计划|预算|预期|目标|定)")
_DAY = lazy_pattern(r"-\d\d-\d\d$")
