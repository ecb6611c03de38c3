"""Averages over time: 日均3475人次, 平均每月12件; of what was named, by the days that it took."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jushi.facts import Fact, Measure
from jushi.fidelity.claim import Claim
from jushi.fidelity.judge import WEIGHTS, Judgement, settle
from jushi.fidelity.operands import Told, computed_of, plain, present_facts
from jushi.fidelity.resolution import Resolver
from jushi.fidelity.truth import tells, unit_factor
from jushi.fidelity.verdict import Status, status_of
from jushi.figures import parse_unit
from jushi.lazy_pattern import lazy_pattern
from jushi.text import CLAUSE_STOPS

_PER = lazy_pattern(
    rf"(?:(?P<short>[日天周月])均|平均每(?:个)?(?P<long>[日天周月]|工作日)|每(?P<each>[日天月])平均)[^{CLAUSE_STOPS}、]{{0,12}}$"
)
_DAYS_TOLD = lazy_pattern(r"(?P<count>\d{1,3})(?:个)?(?P<unit>[天日周月])(?!均|\d)")
_DAYS_OF = {"日": 1, "天": 1, "周": 7}
_TOPICS = 3


def judge_daily(
    claim: Claim, resolver: Resolver, told: Sequence[Told], text: str
) -> Judgement | None:
    """Judge an average by day, week or month; None where nothing named gives it.

    The time is the stretch that the figure is of, or what the sentence tells: 国庆假期7天.
    """
    before = text[max(claim.sentence[0], claim.mention.start - 24) : claim.mention.start]
    found = _PER.search(before)
    if found is None or Measure.LEVEL not in claim.structure.measures:
        return None
    unit = (found["short"] or found["long"] or found["each"])[-1]
    for fact in _averaged(claim, resolver, told):
        for count in _counts(claim, fact, unit, text):
            value = fact.value / count
            factor = unit_factor(fact.unit, claim.mention)
            if factor is None or not tells(claim, value * factor):
                continue
            formula = f"{plain(fact.value)}/{plain(count)}"
            made = computed_of(fact, fact, value, fact.unit, Measure.LEVEL, formula=formula)
            judgement = settle(claim, made)
            if status_of(judgement.code) is Status.OK:
                return judgement
    return None


def _averaged(claim: Claim, resolver: Resolver, told: Sequence[Told]) -> Iterator[Fact]:
    """What the average may be of: told right before, or named by its own words."""
    levels = frozenset({Measure.LEVEL})
    here = [t.fact for t in reversed(told) if t.claim.sentence == claim.sentence]
    yield from (f for f in here[:_TOPICS] if f.measure is Measure.LEVEL and _adds_up(f))
    for naming in resolver.namings(claim)[:_TOPICS]:
        if naming.text >= WEIGHTS.told_in_unit:
            yield from filter(_adds_up, present_facts(naming.topic, claim, resolver, levels)[:2])


def _adds_up(fact: Fact) -> bool:
    return not parse_unit(fact.unit).is_rate and not fact.target


def _counts(claim: Claim, fact: Fact, unit: str, text: str) -> Iterator[Decimal]:
    """How many days, weeks or months the stretch of `fact` has, or the sentence tells."""
    for found in _DAYS_TOLD.finditer(text, claim.sentence[0], claim.mention.start):
        if found["unit"] == unit or {found["unit"], unit} == {"天", "日"}:
            yield Decimal(found["count"])
    if fact.period is None or fact.period.start is None or fact.period.end is None:
        return
    start, end = fact.period.start, fact.period.end
    if unit == "月":
        yield Decimal((end.year - start.year) * 12 + end.month - start.month + 1)
    else:
        yield Decimal((end - start).days + 1) / _DAYS_OF[unit]
