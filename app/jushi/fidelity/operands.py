"""What a computed number is computed from: figures that a text names, or told right before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jushi.facts import Base, Fact, Measure, Token, is_stretch
from jushi.fidelity.claim import Claim
from jushi.fidelity.judge import WEIGHTS, Judgement
from jushi.fidelity.resolution import GOOD_TIMING, Resolver, timing_of
from jushi.fidelity.verdict import Status, status_of
from jushi.figures import shift_years
from jushi.numbers import Mention

LONGEST_SUM = 12

HUNDRED = Decimal(100)

RATES = frozenset({Measure.LEVEL, Measure.SHARE, Measure.COMPLETION})


@dataclass(frozen=True, slots=True)
class Told:
    """A mention that was told before, and the fact that it tells truly."""

    claim: Claim
    fact: Fact

    @property
    def mention(self) -> Mention:
        return self.claim.mention


def year_before(term: Fact, claim: Claim, resolver: Resolver) -> Fact | None:
    """The same a year, or the named stretch, earlier."""
    if term.period is None:
        return None
    earlier = claim.structure.base_period or resolver.book.before or shift_years(term.period, -1)
    for fact in resolver.book.facts_of(term.topic):
        is_like = fact.measure is term.measure and fact.unit == term.unit
        if (
            is_like
            and bool(fact.target) is bool(term.target)
            and fact.period
            and is_stretch(fact.period, earlier)
        ):
            return fact
    return None


def is_earlier(claim: Claim, told: Sequence[Told]) -> bool:
    """而上年仅为1.15倍: the same of a year before."""
    if not claim.period or not claim.period.end or not told or not claim.is_period_near:
        return False
    last = told[-1].fact.period
    return last is not None and last.end is not None and claim.period.end.year == last.end.year - 1


def named_topics(words: Mapping[Token, float], claim: Claim, resolver: Resolver) -> list[int]:
    """Topics that an operand names, likeliest first; few."""
    named = resolver.named_by(words, claim.zones)
    if not named or named[0].text < WEIGHTS.speaks_of:
        return []
    return [n.topic for n in named[:4] if named[0].text - n.text <= WEIGHTS.close]


def first_topics(claim: Claim, resolver: Resolver, told: Sequence[Told]) -> list[int]:
    """Topics of what is compared: named in the clause, or carried from what was told last."""
    if claim.first:
        topics = named_topics(claim.first, claim, resolver)
        if topics:
            return topics
    carried = [t.fact.topic for t in reversed(told) if t.claim.sentence == claim.sentence]
    named = [n.topic for n in resolver.namings(claim)[:3] if n.text >= WEIGHTS.speaks_of]
    return list(dict.fromkeys(carried[:1] + named))


def first_facts(
    claim: Claim,
    resolver: Resolver,
    told: Sequence[Told],
    measures: frozenset[Measure],
) -> list[Fact]:
    """What is compared, as facts: those of the topics named, or what was told last as it is."""
    if (paired := paired_with(claim, told)) is not None:
        return [paired]
    if claim.first and (topics := named_topics(claim.first, claim, resolver)):
        return [f for topic in topics for f in present_facts(topic, claim, resolver, measures)]
    found = []
    last = [t.fact for t in reversed(told) if t.claim.sentence == claim.sentence]
    if last and last[0].measure in measures and (not claim.period or last[0].topic < 0):
        found.append(last[0])
    for topic in first_topics(claim, resolver, told):
        found += [f for f in present_facts(topic, claim, resolver, measures) if f not in found]
    return found


def paired_with(claim: Claim, told: Sequence[Told]) -> Fact | None:
    """What 前者 and 后者 stand for: the last two levels told."""
    levels = [t.fact for t in told if t.fact.measure is Measure.LEVEL]
    last = told[-1].fact if told else None
    if last and last.measure in (Measure.MULTIPLE, Measure.GAP) and len(last.terms) == 2:
        levels = list(last.terms)  # 约为石桥镇的2倍，后者同比减收495万元
    if len(levels) < 2:
        return None
    if "前者" in claim.words:
        return levels[-2]
    return levels[-1] if "后者" in claim.words else None


def present_facts(
    topic: int, claim: Claim, resolver: Resolver, measures: Iterable[Measure]
) -> list[Fact]:
    """This period's facts of a topic that are results, the ones of a cell first."""
    wanted = frozenset(measures)
    facts = [
        f
        for f in resolver.book.facts_of(topic)
        if f.measure in wanted
        and not f.target
        and (f.base is not Base.PERIOD or resolver.book.before is not None)
    ]
    is_dated = claim.is_period_near and any(timing_of(claim, f) in GOOD_TIMING for f in facts)
    return [f for f in facts if timing_of(claim, f, is_dated=is_dated) in GOOD_TIMING]


def best_of(judgements: Iterable[Judgement]) -> Judgement | None:
    """The first that holds, else the first."""
    first = None
    for judgement in judgements:
        if status_of(judgement.code) is not Status.ERROR:
            return judgement
        first = first or judgement
    return first


def computed_of(
    one: Fact, other: Fact, value: Decimal, unit: str, measure: Measure, *, formula: str
) -> Fact:
    return replace(
        one,
        figures=tuple(dict.fromkeys(one.figures + other.figures)),
        indicator=f"{one.indicator}、{other.indicator}",
        value=value,
        unit=unit,
        approx="",
        measure=measure,
        base=None,
        formula=formula,
        evidence="; ".join(dict.fromkeys((one.evidence, other.evidence))),
        terms=(one, other),
    )


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else "0"


def sum_of(facts: Sequence[Fact]) -> Fact:
    return replace(
        facts[0],
        figures=tuple(dict.fromkeys(i for f in facts for i in f.figures)),
        topic=-1,
        indicator="、".join(dict.fromkeys(f.indicator for f in facts)),
        value=sum((f.value for f in facts), Decimal(0)),
        approx="",
        formula="+".join(plain(f.value) for f in facts),
        evidence="; ".join(dict.fromkeys(f.evidence for f in facts)),
        terms=tuple(facts),
    )
