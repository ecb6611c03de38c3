"""The check: every number of a text found, understood, and matched to the figures."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from jushi.facts import FactBook, report_year_of
from jushi.fidelity.assignment import assign
from jushi.fidelity.claim import Claim, read_claims
from jushi.fidelity.clause import Layout, lay_out
from jushi.fidelity.compositions import judge_composition
from jushi.fidelity.dates import check_dates
from jushi.fidelity.derivation import OPERANDS, relate
from jushi.fidelity.evidence import Evidence, Quotations
from jushi.fidelity.explanation import explain, is_structure, right_form
from jushi.fidelity.figure_tables import attachment_numbers, judge_tables
from jushi.fidelity.judge import Judgement, judge
from jushi.fidelity.listing import count_lists
from jushi.fidelity.members_alike import judge_members_alike
from jushi.fidelity.operands import Told
from jushi.fidelity.options import options_of
from jushi.fidelity.own_tables import cell_starts, with_own_tables
from jushi.fidelity.ranks import judge_superlative, polarity_findings
from jushi.fidelity.repeats import inconsistent
from jushi.fidelity.resolution import (
    GOOD_TIMING,
    Candidate,
    Resolver,
    Timing,
)
from jushi.fidelity.sections import told_year
from jushi.fidelity.spoken_of import SpokenOf
from jushi.fidelity.summary import findings_of, summarise
from jushi.fidelity.text_tables import judge_text_tables
from jushi.fidelity.totals import count_parts, count_together
from jushi.fidelity.trends import judge_trends, trend_findings
from jushi.fidelity.two_told import judge_two_told
from jushi.fidelity.verdict import CheckResult, Code, Status, Verdict, status_of
from jushi.fidelity.within import part_findings
from jushi.fidelity.word_claims import word_findings
from jushi.figures import FigureTable, Period, period_of_iso
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import any_of
from jushi.numbers import Form, Mention, read_mentions, read_periods

_NOTHING = FigureTable(figures=())
_ALIKE = 0.1
"""Text scores this close name things of one kind."""
_PARTS_READ = 12
"""Numbers behind a total that may be its parts."""
_LARGEST_SENTENCE = 24
"""Mentions tied together; a flattened table can hold thousands in one sentence."""
_STEPS = 100
"""Of how many parts of a text it is told that they were judged."""
_SOME_YEAR = 2199
"""What 今年 means where neither figures nor text name a year: all are told of one.

The last in which 5月 can lie: no report is of it.
"""


@dataclass(frozen=True, slots=True)
class BoundMention:
    """A mention tied to what it speaks of, whatever value it tells."""

    mention: Mention
    figures: tuple[str, ...]
    """Ids, likeliest first; several where one number tells several indicators at once."""
    score: float
    """0 to 1: how well the words fit; 0 where nothing does."""


class Checker:
    """Checks texts against one workbook; what follows from it is made once, when asked for."""

    def __init__(
        self,
        table: FigureTable,
        *,
        previous: FigureTable = _NOTHING,
        evidence: Sequence[Evidence] = (),
    ) -> None:
        """`previous` is last year's workbook; `evidence` documents may be quoted."""
        self.table = table
        self.evidence = tuple(evidence)
        self._previous = previous
        self._books: dict[tuple[int, Period | None], FactBook] = {}

    def check(
        self,
        text: str,
        *,
        report_year: int | None = None,
        language: str = "zh",
        on_progress: Callable[[float], None] | None = None,
    ) -> CheckResult:
        """Give a verdict for every mention of `text`, and findings for the whole.

        `report_year` is what 今年 means; by default the newest year of the workbook. Explanations
        are in `language`, `zh` or `en`. A wrong number is a verdict: nothing is raised.
        `on_progress` is told, now and then, which share of the text was judged, 0 to 1.
        """
        result = self._check(text, report_year, language, on_progress)
        if not len(self.table):
            return result
        verdicts = with_own_tables(
            result, lambda own: Checker(own)._check(text, report_year, language), language
        )
        if verdicts == result.verdicts:
            return result
        summary = summarise(self.table, verdicts, ())
        counted = replace(result.summary, ok=summary.ok, review=summary.review, error=summary.error)
        return replace(result, verdicts=verdicts, summary=counted)

    def _check(
        self,
        text: str,
        report_year: int | None,
        language: str,
        on_progress: Callable[[float], None] | None = None,
    ) -> CheckResult:
        if on_progress is not None:
            on_progress(0.0)
        table = self.table
        layout, mentions = lay_out(text), read_mentions(text)
        cells = cell_starts(text, [mention.start for mention in mentions])
        year = report_year or _year_of(layout, table)
        tables = judge_text_tables(text, mentions, table, year)
        tables |= judge_tables(text, mentions, table, year) | attachment_numbers(text, mentions)
        stretch = told_stretch(layout, mentions, table, year)
        book = self._book(data_year(layout, table, year), stretch)
        resolver = Resolver(book, SpokenOf(layout, book))
        told = _claims(text, layout, mentions, resolver, year)
        claims = [claim for claim in told if claim.mention.start not in tables]
        telling = _telling(claims, len(text), on_progress)
        judged = _with_totals(text, _judge_all(text, telling, resolver, self._quotations))
        judged = count_lists(layout, judge_trends(layout, inconsistent(judged, cells), resolver))
        judged = judge_two_told(text, judge_members_alike(text, judged, resolver))
        dated = check_dates(layout, mentions, judged, resolver)
        by_start = {claim.mention.start: judgement for claim, judgement in judged}
        by_start |= {mention.start: judgement for mention, judgement in dated} | tables
        verdicts = tuple(_verdict(m, by_start.get(m.start), language) for m in mentions)
        findings = findings_of(table, verdicts, language)
        findings += polarity_findings(verdicts, table, language)
        findings += trend_findings(layout, judged, resolver, language)
        findings += word_findings(layout, mentions, resolver, language)
        findings += part_findings(text, mentions, language)
        return CheckResult(text, verdicts, findings, summarise(table, verdicts, resolver.facts))

    def bind(self, text: str, *, report_year: int | None = None) -> tuple[BoundMention, ...]:
        """Tie each data mention of `text` to the figures it speaks of, by words, unit and period.

        Values are not looked at, so last year's text can be tied to this year's figures. One
        for each data mention, in text order; `figures` is empty where no words fit.
        """
        layout, mentions = lay_out(text), read_mentions(text)
        year = report_year or _year_of(layout, self.table)
        told_of = data_year(layout, self.table, year)
        book = FactBook(self.table, self._previous, year=told_of, is_later_planned=False)
        resolver = Resolver(book)
        claims = _claims(text, layout, mentions, resolver, year)
        bound = []
        for group in _groups(claims):
            options = [options_of(claim, resolver) for claim in group]
            for claim, row, chosen in zip(group, options, _assigned(options), strict=True):
                several = _each(claim, row)
                if several:
                    ids = tuple(c.fact.figures[0] for c in several)
                    bound.append(BoundMention(claim.mention, ids, min(c.text for c in several)))
                elif chosen is not None:
                    bound.append(BoundMention(claim.mention, chosen.fact.figures, chosen.text))
                else:
                    bound.append(BoundMention(claim.mention, (), 0.0))
        return tuple(bound)

    @cached_property
    def _quotations(self) -> Quotations:
        notes = (f for f in self.table if f.own_note)
        told = [Evidence(str(f.cell), f"{f.indicator}，{f.own_note}") for f in notes]
        return Quotations(self.evidence, notes=told)

    def _book(self, year: int, stretch: Period | None = None) -> FactBook:
        """All that the workbook states, where results are of `year`, or of `stretch` of it."""
        if (year, stretch) not in self._books:
            book = FactBook(self.table, self._previous, year=year, stretch=stretch)
            self._books[year, stretch] = book
        return self._books[year, stretch]


def check_text(
    text: str,
    table: FigureTable,
    *,
    previous: FigureTable = _NOTHING,
    evidence: Sequence[Evidence] = (),
    report_year: int | None = None,
    language: str = "zh",
    on_progress: Callable[[float], None] | None = None,
) -> CheckResult:
    """Check one text: `Checker(table, …).check(text, …)`."""
    checker = Checker(table, previous=previous, evidence=evidence)
    return checker.check(text, report_year=report_year, language=language, on_progress=on_progress)


def bind_mentions(
    text: str, table: FigureTable, *, report_year: int | None = None
) -> tuple[BoundMention, ...]:
    """Tie the mentions of one text: `Checker(table).bind(text, …)`."""
    return Checker(table).bind(text, report_year=report_year)


def told_stretch(
    layout: Layout, mentions: Sequence[Mention], table: FigureTable, year: int | None
) -> Period | None:
    """The part of `year` that a text begins with, where the workbook dates no figure at all.

    2025年上半年，全乡茶叶产量186吨, of a sheet without 期间: its figures are of that half.
    """
    if year is None or any(figure.period is not None for figure in table):
        return None
    anchors = read_periods(layout.text, mentions)
    anchor = next((a for a in anchors if a.detail not in _MOMENTS), None)
    period = period_of_iso(anchor.iso, year) if anchor and anchor.iso else None
    if period is None or period.start is None or period.end is None or period.recurrence:
        return None
    is_part = period.start.year == period.end.year == year and period.start != period.end
    return period if is_part and period.start.day == 1 else None


_MOMENTS = frozenset({"year_begin", "year_end"})
"""Times that are no stretch: 年初结转 is no figure of January."""
_LONGEST_REMARK = 40
"""Characters of what stands in the brackets of a name."""


def _year_of(layout: Layout, table: FigureTable) -> int | None:
    """The year of the figures, else of the text; some year where figures are of 5月 alone."""
    is_in_a_year = any(f.period is not None and f.period.is_without_year for f in table)
    return report_year_of(table) or told_year(layout) or (_SOME_YEAR if is_in_a_year else None)


def data_year(layout: Layout, table: FigureTable, year: int | None) -> int:
    """The year that results are told of: a report of `year` may look back on the one before."""
    if year is None:
        return _SOME_YEAR
    newest = report_year_of(table)
    if newest is not None:
        return newest if newest in (year, year - 1) else year
    told = told_year(layout)
    return told if told == year - 1 else year


def _claims(
    text: str,
    layout: Layout,
    mentions: Sequence[Mention],
    resolver: Resolver,
    report_year: int | None,
) -> tuple[Claim, ...]:
    return read_claims(
        layout,
        mentions,
        read_periods(text, mentions),
        report_year=report_year,
        data_year=resolver.book.year,
        time_names=resolver.book.time_names,
        names=resolver.book.words,
        before=resolver.book.before,
    )


def _assigned(options: Sequence[Sequence[Candidate]]) -> list[Candidate | None]:
    """A fact for each mention of a sentence so that the whole fits best, none twice."""
    places: dict[int, int] = {}
    scores = []
    for row in options:
        scores.append(
            {
                places.setdefault(id(c.fact), len(places)): max(1e-6, _worth(c))
                for c in row
                if c.comparison.fits_unit
            }
        )
    taken = assign(scores)
    return [
        next((c for c in row if place is not None and places.get(id(c.fact)) == place), None)
        for row, place in zip(options, taken, strict=True)
    ]


_TIMING_WORTH = {Timing.SAME: 0.15, Timing.FITS: 0.10, Timing.SCOPE: -0.05, Timing.OTHER: -0.25}


def _worth(candidate: Candidate) -> float:
    worth = candidate.text + _TIMING_WORTH[candidate.timing] + 0.2
    return worth if candidate.fact.is_stated else worth - 0.03


def _groups(claims: Sequence[Claim]) -> list[list[Claim]]:
    groups: list[list[Claim]] = []
    for claim in claims:
        last = groups[-1] if groups else None
        if last and last[0].sentence == claim.sentence and len(last) < _LARGEST_SENTENCE:
            last.append(claim)
        else:
            groups.append([claim])
    return groups


_BOUNDS = frozenset({Form.AT_LEAST, Form.AT_MOST})


def _telling(
    claims: Sequence[Claim], length: int, on_progress: Callable[[float], None] | None
) -> Iterator[Claim]:
    """`claims`, telling how much of a text of `length` lies behind, in steps of a hundredth."""
    told = 0
    for claim in claims:
        share = claim.mention.start * _STEPS // length
        if on_progress is not None and share > told:
            told = share
            on_progress(told / _STEPS)
        yield claim
    if on_progress is not None:
        on_progress(1.0)


def _judge_all(
    text: str, claims: Iterable[Claim], resolver: Resolver, quotations: Quotations
) -> list[tuple[Claim, Judgement]]:
    judged: list[tuple[Claim, Judgement]] = []
    told: deque[Told] = deque(maxlen=OPERANDS)
    for claim in claims:
        judgement = _judge_one(text, claim, resolver, tuple(told), quotations)
        is_told = status_of(judgement.code) is Status.OK or judgement.reason == "ask_base"
        if is_told and judgement.facts and judgement.reason != "derived_rank":
            told.append(Told(claim, judgement.facts[0]))
        judged.append((claim, judgement))
    return judged


def _with_totals(
    text: str, judged: Sequence[tuple[Claim, Judgement]]
) -> list[tuple[Claim, Judgement]]:
    """Prove totals by the parts that are told behind them."""
    out = []
    for place, (claim, judgement) in enumerate(judged):
        if status_of(judgement.code) is Status.ERROR:
            after = [
                Told(c, j.facts[0])
                for c, j in judged[place + 1 : place + 1 + _PARTS_READ]
                if c.sentence == claim.sentence and status_of(j.code) is Status.OK and j.facts
            ]
            judgement = count_parts(claim, text, after) or judgement
        out.append((claim, judgement))
    return out


def _judge_one(
    text: str,
    claim: Claim,
    resolver: Resolver,
    told: Sequence[Told],
    quotations: Quotations,
) -> Judgement:
    if claim.mention.detail == "lookalike":
        return Judgement(Code.UNSUPPORTED, "lookalike")
    if (composed := judge_composition(claim, resolver, text)) is not None:
        return composed
    options = options_of(claim, resolver, told)
    if claim.mention.detail == "superlative":
        return judge_superlative(claim, options, quotations)
    several = _each(claim, options)
    if several and all(c.is_true for c in several):
        return Judgement(Code.EXACT, "each", tuple(c.fact for c in several))
    direct = _judge_direct(claim, options, resolver)
    if direct is not None and (status_of(direct.code) is Status.OK or direct.reason == _OF_WHOM):
        return direct
    related = relate(claim, resolver, told, text)
    paragraph = text.rfind("\n", 0, claim.mention.start)
    counted = count_together(claim, [t for t in told if t.mention.start > paragraph])
    for derived in (related, counted):
        if derived is not None and status_of(derived.code) is not Status.ERROR:
            return derived
    if claim.mention.form in _BOUNDS and text.startswith("的", claim.mention.end):
        return Judgement(Code.NOT_DATA, "not_data", detail="name")  # 收入50万元以上的村
    place = quotations.of(claim)
    if place is not None:
        return Judgement(Code.QUOTED, "quoted", detail=place)
    if claim.is_quoted:
        return Judgement(Code.NOT_DATA, "not_data", detail="name")
    if claim.is_plan and not (direct is not None and direct.facts and direct.facts[0].target):
        return Judgement(Code.TARGET, "target")
    return related or direct or counted or _without_source(text, claim, options)


_OF_WHOM = "of_whom"


def _judge_direct(
    claim: Claim, options: Sequence[Candidate], resolver: Resolver
) -> Judgement | None:
    """What single facts say; asked where one of the whole would prove what is told of a member."""
    direct = judge(claim, options, resolver)
    if direct is None or status_of(direct.code) is not Status.OK or not direct.facts:
        return direct
    strays = resolver.strays(claim, direct.facts[0])
    return Judgement(Code.AMBIGUOUS, _OF_WHOM, direct.facts[:1]) if strays else direct


def _without_source(text: str, claim: Claim, options: Sequence[Candidate]) -> Judgement:
    if _is_named(text, claim, options) or _is_stretch(text, claim):
        return Judgement(Code.NOT_DATA, "not_data", detail="name")
    return Judgement(Code.UNSUPPORTED, "unsupported")


def _is_stretch(text: str, claim: Claim) -> bool:
    """五年净增40家, 国庆假期7天: how long it took is no result."""
    start, end = claim.mention.start, claim.mention.end
    if claim.mention.detail != "duration":
        return False
    if text[max(0, start - 2) : start].endswith(_RUNNING):
        return False  # 连续三年下降 is a trend, and may be false
    return _GREW_IN.match(text, end) is not None or _HOLIDAY.search(text, 0, start) is not None


_GREW_IN = lazy_pattern(rf"(?:累计|[共净再])*(?:{any_of('up', 'down', 'total').pattern})")
_RUNNING = ("连续", "连")
_HOLIDAY = lazy_pattern("(?:假期|长假|黄金周|小长假)(?:共|的)?$")


def _is_named(text: str, claim: Claim, options: Sequence[Candidate]) -> bool:
    """Whether a number stands in brackets that a name has: 螺纹钢（Φ20mm，HRB400E）."""
    start, end = claim.mention.start, claim.mention.end
    opening = max(text.rfind(mark, max(0, start - _LONGEST_REMARK), start) for mark in "（(")
    closings = (text.find(mark, end, end + _LONGEST_REMARK) for mark in "）)")
    closing = min((place for place in closings if place >= 0), default=-1)
    if opening < 0 or closing < 0:
        return False
    remark = text[opening : closing + 1]
    return any(remark in candidate.fact.indicator for candidate in options)


def _each(claim: Claim, options: Sequence[Candidate]) -> list[Candidate]:
    """One candidate for each name that shares the number (办结率、满意率均达100%).

    A single name before 均 stands for all that end in it: 代表建议、政协提案…，办结率均为100%.
    """
    found: list[Candidate] = []
    for name in claim.items:
        fitting = [
            c
            for c in options
            if c.comparison.fits_unit
            and c.timing is not Timing.OTHER
            and c not in found
            and _names(name, c.fact.indicator)
        ]
        if not fitting:
            return []
        best = max(fitting, key=lambda c: (c.timing in GOOD_TIMING, c.is_true, c.text))
        found.append(best)
        if len(claim.items) == 1:
            found += [c for c in fitting if c is not best and c.text >= best.text - _ALIKE]
    return found


def _names(name: str, indicator: str) -> bool:
    """Whether the tail of `name` stands in `indicator`: 及时办结率 names …案件办结率."""
    tail = name.strip()[-3:]
    return len(tail) >= 2 and tail in indicator


def _verdict(mention: Mention, judgement: Judgement | None, language: str) -> Verdict:
    if judgement is None:
        judgement = Judgement(Code.NOT_DATA, "not_data", detail=is_structure(mention))
    fact = judgement.facts[0] if judgement.facts else None
    expected = right_form(fact, mention) if fact and _wants_form(judgement) else None
    return Verdict(
        mention=mention,
        code=judgement.code,
        figures=tuple(dict.fromkeys(i for f in judgement.facts for i in f.figures)),
        expected=expected,
        explanation=explain(judgement, mention, expected, language),
        evidence="; ".join(dict.fromkeys(f.evidence for f in judgement.facts)) or None,
        is_loose=judgement.is_loose,
    )


def _wants_form(judgement: Judgement) -> bool:
    return judgement.reason != "by_for_to" and (
        status_of(judgement.code) is not Status.OK or judgement.is_loose
    )
