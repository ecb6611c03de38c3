"""Changes between two levels that were told right before: 由80家增至120家，净增40家."""

from collections.abc import Sequence

from jushi.facts import Base, Fact, Measure
from jushi.fidelity.claim import Claim
from jushi.fidelity.judge import Judgement, settle
from jushi.fidelity.operands import Told, best_of, computed_of, plain, sum_of, year_before
from jushi.fidelity.resolution import Resolver
from jushi.fidelity.verdict import Code
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import any_of

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


def judge_told_ratio(claim: Claim, told: Sequence[Told]) -> Judgement | None:
    """商品类13808件，服务类8829件，二者之比1.56∶1: of the two levels that were told last."""
    if claim.mention.detail != "ratio":
        return None
    here = [t.fact for t in told if claim.mention.start - t.mention.end <= _RATIO_READS]
    levels = [fact for fact in here if fact.measure is Measure.LEVEL and fact.value][-2:]
    if len(levels) < 2 or levels[0].unit != levels[1].unit or levels[0].topic == levels[1].topic:
        return None
    one, other = levels
    formula = f"{plain(one.value)}/{plain(other.value)}"
    value = one.value / other.value
    made = computed_of(one, other, value, "倍", Measure.MULTIPLE, formula=formula)
    judgement = settle(claim, made)
    return judgement if judgement.code is Code.DERIVED else None


_RATIO_READS = 60
"""Characters before a ratio in which its terms are told."""


def judge_two_years(
    claim: Claim, resolver: Resolver, told: Sequence[Told], text: str
) -> Judgement | None:
    """高标准农田420万亩，两年合计930万亩: what was told last, with that of the year before."""
    before = text[max(claim.sentence[0], claim.mention.start - 10) : claim.mention.start]
    if not _TWO_YEARS.search(before) or Measure.LEVEL not in claim.structure.measures:
        return None
    here = [t.fact for t in told if t.claim.sentence == claim.sentence]
    for new in reversed([f for f in here if f.measure is Measure.LEVEL and f.is_current]):
        old = year_before(new, claim, resolver) if new.topic >= 0 else None
        judgement = settle(claim, sum_of([new, old])) if old is not None else None
        if judgement is not None and judgement.code is Code.DERIVED:
            return judgement
    return None


_TWO_YEARS = lazy_pattern(rf"两年来?(?:{any_of('total').pattern})")
