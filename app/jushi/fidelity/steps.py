"""Changes between two levels that were told right before: 由80家增至120家，净增40家."""

from collections.abc import Sequence

from jushi.facts import Base, Fact, Measure
from jushi.fidelity.claim import Claim
from jushi.fidelity.judge import Judgement, settle
from jushi.fidelity.operands import Told, best_of
from jushi.fidelity.resolution import Resolver

_OF_A_STEP = frozenset({Measure.CHANGE, Measure.GROWTH, Measure.POINTS, Measure.MULTIPLE})
_OTHER_BASES = frozenset({Base.PERIOD, Base.TARGET, Base.NAMED})


def judge_step(claim: Claim, resolver: Resolver, told: Sequence[Told]) -> Judgement | None:
    """Judge a change of what the sentence told at two times; None where it told no such two."""
    structure = claim.structure
    if not structure.measures & _OF_A_STEP or structure.base in _OTHER_BASES or structure.relation:
        return None
    pair = _last_pair([t.fact for t in told if t.claim.sentence == claim.sentence])
    if pair is None or not claim.is_carried:
        return None
    old, new = pair
    assert old.period is not None
    changes = resolver.book.changes_since(new.topic, old.period)
    return best_of(
        settle(claim, fact)
        for fact in changes
        if fact.period == new.period and fact.measure in structure.measures
    )


def _last_pair(facts: Sequence[Fact]) -> tuple[Fact, Fact] | None:
    """The level told last and the earlier one of the same topic right before it."""
    levels = [fact for fact in facts if fact.measure not in _OF_A_STEP and fact.is_stated]
    if len(levels) < 2:
        return None
    old, new = levels[-2:]
    if old.topic != new.topic or old.period is None or new.period is None:
        return None
    if old.period.end is None or new.period.end is None or old.period.end >= new.period.end:
        return None
    return old, new
