"""The check: every number of a text found, understood, and matched to the figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from jushi.fidelity.claim import Claim, read_claims
from jushi.fidelity.clause import lay_out
from jushi.fidelity.dates import check_dates
from jushi.fidelity.derivation import OPERANDS, Proven, derive, derive_from_parts
from jushi.fidelity.evidence import Evidence, Quotations, quotations_of
from jushi.fidelity.explanation import explain, is_structure, right_form
from jushi.fidelity.figure_tables import attachment_numbers, judge_tables
from jushi.fidelity.judge import Judgement, judge
from jushi.fidelity.listing import count_lists
from jushi.fidelity.matcher import Candidate, Matcher, Timing, matcher_of
from jushi.fidelity.ranks import judge_superlative, polarity_findings
from jushi.fidelity.repeats import inconsistent
from jushi.fidelity.summary import findings_of, summarise
from jushi.fidelity.trends import judge_trends, trend_findings
from jushi.fidelity.verdict import CheckResult, Code, Status, Verdict, status_of
from jushi.figures import FigureTable
from jushi.numbers import Mention, read_mentions, read_periods

_NOTHING = FigureTable(figures=())
_ALIKE = 0.1
"""Text scores this close name things of one kind."""
_PARTS_READ = 12
"""Numbers behind a total that may be its parts."""
_VALUE_WORTH = 0.08
"""Of a score of about 1: enough to break ties, too little to hide a swap."""


@dataclass(frozen=True, slots=True)
class Binding:
    """A mention tied to what it speaks of, whatever value it tells."""

    mention: Mention
    figures: tuple[str, ...]
    """Ids, likeliest first; several where one number tells several indicators at once."""
    score: float
    """0 to 1: how well the words fit; 0 where nothing does."""


def report_year_of(table: FigureTable) -> int | None:
    """The newest year that the figures speak of; None where none has a period."""
    years = [f.period.end.year for f in table if f.period and f.period.end]
    return max(years, default=None)


def check_text(
    text: str,
    table: FigureTable,
    *,
    previous: FigureTable = _NOTHING,
    evidence: Sequence[Evidence] = (),
    report_year: int | None = None,
    language: str = "zh",
) -> CheckResult:
    """Give a verdict for every mention of `text`, and findings for the whole.

    `previous` is last year's workbook; `evidence` documents may be quoted. `report_year` is
    what 今年 means; by default the newest year of `table`. Explanations are in `language`, `zh`
    or `en`. A wrong number is a verdict: nothing is raised.
    """
    year = report_year or report_year_of(table)
    layout = lay_out(text)
    mentions = read_mentions(text)
    tables = judge_tables(text, mentions, table, year) | attachment_numbers(text, mentions)
    told = read_claims(layout, mentions, read_periods(text, mentions), report_year=year)
    claims = [claim for claim in told if claim.mention.start not in tables]
    matcher = matcher_of(table, previous)
    judged = _with_totals(text, _judge_all(claims, matcher, quotations_of(tuple(evidence))))
    judged = count_lists(layout, judge_trends(layout, inconsistent(judged), matcher))
    dated = check_dates(layout, mentions, judged, matcher)
    by_start = {claim.mention.start: judgement for claim, judgement in judged}
    by_start |= {mention.start: judgement for mention, judgement in dated} | tables
    verdicts = tuple(_verdict(m, by_start.get(m.start), language) for m in mentions)
    findings = findings_of(table, verdicts, language) + polarity_findings(verdicts, table, language)
    findings += trend_findings(layout, judged, matcher, language)
    return CheckResult(text, verdicts, findings, summarise(table, verdicts, matcher.facts))


def bind_mentions(
    text: str, table: FigureTable, *, report_year: int | None = None
) -> tuple[Binding, ...]:
    """Tie each data mention of `text` to the figures it speaks of, by words, unit and period.

    Values are not looked at, so last year's text can be tied to this year's figures. One
    binding for each data mention, in text order; `figures` is empty where no words fit.
    """
    layout = lay_out(text)
    year = report_year or report_year_of(table)
    mentions = read_mentions(text)
    claims = read_claims(layout, mentions, read_periods(text, mentions), report_year=year)
    matcher = matcher_of(table, _NOTHING)
    bindings = []
    for claim, (chosen, options) in zip(
        claims, matcher.assign(claims, value_worth=0.0), strict=True
    ):
        several = _each(claim, options)
        if several:
            ids = tuple(c.fact.figures[0] for c in several)
            bindings.append(Binding(claim.mention, ids, min(c.text for c in several)))
        elif chosen is not None:
            bindings.append(Binding(claim.mention, chosen.fact.figures, chosen.text))
        else:
            bindings.append(Binding(claim.mention, (), 0.0))
    return tuple(bindings)


def _judge_all(
    claims: Sequence[Claim], matcher: Matcher, quotations: Quotations
) -> list[tuple[Claim, Judgement]]:
    judged: list[tuple[Claim, Judgement]] = []
    proven: list[Proven] = []
    sentence = (-1, -1)
    for claim, (chosen, options) in zip(
        claims, matcher.assign(claims, value_worth=_VALUE_WORTH), strict=True
    ):
        if claim.sentence != sentence:
            proven, sentence = [], claim.sentence
        judgement = _judge_one(claim, chosen, options, proven[-OPERANDS:], quotations)
        if status_of(judgement.code) is Status.OK and judgement.facts:
            proven.append(Proven(claim.mention, judgement.facts[0]))
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
                Proven(c.mention, j.facts[0])
                for c, j in judged[place + 1 : place + 1 + _PARTS_READ]
                if c.sentence == claim.sentence and status_of(j.code) is Status.OK and j.facts
            ]
            judgement = derive_from_parts(claim, text, after) or judgement
        out.append((claim, judgement))
    return out


def _judge_one(
    claim: Claim,
    chosen: Candidate | None,
    options: list[Candidate],
    proven: list[Proven],
    quotations: Quotations,
) -> Judgement:
    if claim.mention.detail == "lookalike":
        return Judgement(Code.UNSUPPORTED, "lookalike")
    if claim.mention.detail == "superlative":
        return judge_superlative(claim, options, quotations)
    several = _each(claim, options)
    if several and all(c.is_true for c in several):
        return Judgement(Code.EXACT, "each", tuple(c.fact for c in several))
    direct = judge(claim, chosen, options)
    if direct is not None and status_of(direct.code) is Status.OK:
        return direct
    derived = derive(claim, proven)
    if derived is not None and status_of(derived.code) is not Status.ERROR:
        return derived
    place = quotations.of(claim)
    if place is not None:
        return Judgement(Code.QUOTED, "quoted", detail=place)
    if claim.is_quoted:
        return Judgement(Code.NOT_DATA, "not_data", detail="name")
    return direct or derived or Judgement(Code.UNSUPPORTED, "unsupported")


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
        best = max(fitting, key=lambda c: (c.score, -c.number))
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
    return status_of(judgement.code) is not Status.OK or judgement.is_loose
