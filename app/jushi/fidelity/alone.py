"""A report without figures, held against itself."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from jushi.fidelity.checker import check_text
from jushi.fidelity.evidence import Evidence
from jushi.fidelity.own_tables import with_own_tables
from jushi.fidelity.summary import summarise
from jushi.fidelity.verdict import CheckResult, Code, Finding, Status, Verdict
from jushi.fidelity.within import (
    Observation,
    annex_observations,
    day_observations,
    part_observations,
    repeat_observations,
    table_observations,
)
from jushi.figures import FigureTable
from jushi.messages import render
from jushi.numbers import Mention

_NOTHING = FigureTable(figures=())
_OPEN = frozenset({Code.UNSUPPORTED, Code.INCONSISTENT})


def check_alone(
    text: str,
    *,
    previous: FigureTable = _NOTHING,
    evidence: Sequence[Evidence] = (),
    report_year: int | None = None,
    language: str = "zh",
    on_progress: Callable[[float], None] | None = None,
) -> CheckResult:
    """Hold `text` against itself: sums, parts and totals, repeats, days, annexes.

    A number that nothing in the text contradicts is `unverified`, one that its parts add up to
    `derived`, one that stands in `evidence` `quoted`. The first finding says that no number was
    held against figures. The arguments are those of `check_text`.
    """
    result = check_text(
        text,
        _NOTHING,
        previous=previous,
        evidence=evidence,
        report_year=report_year,
        language=language,
        on_progress=on_progress,
    )
    seen = _observations(text, [verdict.mention for verdict in result.verdicts], report_year)
    # What adds up, or does not, says more than that it was told before.
    by_place = {one.start: one for one in reversed(seen)}
    alone = replace(
        result,
        verdicts=tuple(_verdict(v, _at(v, by_place), language) for v in result.verdicts),
    )
    verdicts = with_own_tables(
        alone,
        lambda own: check_text(text, own, report_year=report_year, language=language),
        language,
    )
    return replace(
        result,
        verdicts=verdicts,
        findings=_findings(result, verdicts, seen, language),
        summary=summarise(_NOTHING, verdicts, ()),
    )


def _findings(
    result: CheckResult, verdicts: Sequence[Verdict], seen: Sequence[Observation], language: str
) -> tuple[Finding, ...]:
    told = {v.mention.start for v in verdicts if v.mention.is_data}
    places = {(one.start, one.end) for one in seen}
    return (
        Finding(Code.UNVERIFIED, Status.REVIEW, (), render("verdicts.alone", language)),
        *(f for f in result.findings if (f.start, f.end) not in places),
        *(
            one.as_finding(language)
            for one in sorted(seen, key=lambda one: one.start)
            if one.code is not Code.DERIVED and one.start not in told
        ),
    )


def _observations(
    text: str, mentions: Sequence[Mention], report_year: int | None
) -> list[Observation]:
    return [
        *table_observations(text),
        *part_observations(text, mentions),
        *repeat_observations(text, mentions, report_year),
        *day_observations(text),
        *annex_observations(text),
    ]


def _at(verdict: Verdict, by_place: dict[int, Observation]) -> Observation | None:
    return by_place.get(verdict.mention.start) if verdict.mention.is_data else None


def _verdict(verdict: Verdict, seen: Observation | None, language: str) -> Verdict:
    if seen is not None:
        return replace(
            verdict, code=seen.code, explanation=seen.explain(language), evidence=None, figures=()
        )
    # Repeats are looked for above: beside figures any likeness may count, here it must be plain.
    is_open = verdict.code in _OPEN and verdict.mention.detail != "lookalike"
    if not is_open or not verdict.mention.is_data:
        return verdict
    told = render("verdicts.not_held", language, told=verdict.mention.text)
    return replace(verdict, code=Code.UNVERIFIED, explanation=told)
