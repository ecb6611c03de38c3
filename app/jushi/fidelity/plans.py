"""What a text says of a target once it was told: how far it lies above what was reached."""

from collections.abc import Iterator, Sequence

from jushi.facts import Base, Fact, Measure, bare_name, spells
from jushi.fidelity.claim import Claim
from jushi.fidelity.judge import Judgement, settle
from jushi.fidelity.operands import HUNDRED, Told, best_of, computed_of, plain
from jushi.fidelity.resolution import Resolver
from jushi.fidelity.truth import unit_factor
from jushi.figures import POINTS, convert, parse_unit

_STEPS = frozenset({Measure.CHANGE, Measure.GROWTH, Measure.POINTS, Measure.GAP})
_TOPICS = 4


def judge_plan_step(claim: Claim, resolver: Resolver, told: Sequence[Told]) -> Judgement | None:
    """目标14000台次，再增1126台次，增长8.7%: the target told last, against what was reached.

    None where no target was told right before, or the workbook lacks its result.
    """
    target = _target_told(claim, told)
    if target is None or not claim.structure.measures & _STEPS:
        return None
    if not (claim.is_plan or claim.structure.base is Base.TARGET):
        return None
    results = results_of(target, resolver)
    steps = (fact for result in results for fact in _step(claim, target, result))
    return best_of(settle(claim, fact) for fact in steps)


def _target_told(claim: Claim, told: Sequence[Told]) -> Fact | None:
    """The target that was told last, in the sentence of `claim`."""
    here = [t.fact for t in told if t.claim.sentence == claim.sentence]
    aims = [fact for fact in here[-2:] if fact.target and fact.is_stated]
    return aims[-1] if aims else None


def results_of(target: Fact, resolver: Resolver) -> list[Fact]:
    """What was reached last of what `target` aims at, its name perhaps counted otherwise."""
    topics = resolver.book.topics
    aimed = topics[target.topic]
    own = bare_name(aimed.name)
    numbers = [target.topic] + [
        topic.number
        for topic in topics
        if topic.number != target.topic
        and topic.subject == aimed.subject
        and is_same_name(bare_name(topic.name), own)
    ]
    return [
        fact
        for number in numbers[: _TOPICS + 1]
        for fact in resolver.book.facts_of(number)
        if fact.is_current and not fact.target and fact.is_stated and fact.measure is target.measure
    ]


def is_same_name(one: str, other: str) -> bool:
    """Whether one of two bare names is the other, written out."""
    if min(len(one), len(other)) < 2:
        return False
    return one == other or spells(one, other) or spells(other, one)


def _step(claim: Claim, target: Fact, result: Fact) -> Iterator[Fact]:
    reached = convert(result.value, result.unit, target.unit)
    if reached is None:
        return
    formula = f"{plain(target.value)}-{plain(reached)}"
    measures = claim.structure.measures
    if Measure.GROWTH in measures and reached and not parse_unit(target.unit).is_rate:
        value = (target.value / reached - 1) * HUNDRED
        formula = f"{plain(target.value)}/{plain(reached)}-1"
        yield computed_of(target, result, value, "%", Measure.GROWTH, formula=formula)
        return
    unit = POINTS if parse_unit(target.unit).is_rate else target.unit
    if unit_factor(unit, claim.mention) is None:
        return
    measure = next((m for m in (Measure.GAP, Measure.POINTS) if m in measures), Measure.CHANGE)
    value = target.value - reached
    if measure is Measure.GAP:
        value = -value  # 超出6公里 lies above the target
    yield computed_of(target, result, value, unit, measure, formula=formula)
