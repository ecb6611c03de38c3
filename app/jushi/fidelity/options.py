"""What a claim may speak of, once what was told before it is known."""

from collections.abc import Sequence

from jushi.facts import Measure
from jushi.fidelity.claim import Claim
from jushi.fidelity.judge import WEIGHTS
from jushi.fidelity.operands import Told, paired_with
from jushi.fidelity.plans import results_of
from jushi.fidelity.resolution import Candidate, Naming, Resolver, Timing, timing_of
from jushi.fidelity.shares import of_target_told
from jushi.fidelity.truth import unit_factor


def options_of(claim: Claim, resolver: Resolver, told: Sequence[Told] = ()) -> list[Candidate]:
    """The facts that `claim` may speak of, best name first; `told` is what was told before it."""
    namings = resolver.namings(claim)
    if not claim.is_aside:
        told = [t for t in told if not t.claim.is_aside] or told
    if (paired := paired_with(claim, told)) is not None:
        namings = resolver.preferring(namings, paired.topic)
    elif claim.is_carried and told and told[-1].claim.sentence == claim.sentence:
        # 新收案件31562件，比上年净增1.17万件: of what was told right before.
        namings = resolver.preferring(namings, told[-1].fact.topic)
        if of_target_told(claim, told) is not None:
            return []  # 债务限额68.4亿元，比上年提高8.5亿元 tells no result's change
    elif (claim.names_target or claim.is_plan) and (
        aimed := _aimed_topic(claim, namings, told, resolver)
    ) is not None:
        namings = resolver.preferring(namings, aimed)
    elif (member := resolver.of_member(claim, namings)) is not None:
        namings = resolver.preferring(resolver.of_whom(claim, namings), member)
    elif Measure.LEVEL in claim.structure.measures and (
        carried := _carried_topic(claim, namings, told, resolver)
    ):
        namings = resolver.preferring(namings, carried)
    return resolver.candidates(claim, namings)


def _aimed_topic(
    claim: Claim, namings: Sequence[Naming], told: Sequence[Told], resolver: Resolver
) -> int | None:
    """The topic of the target of what was told last: 门急诊68.42万人次；距70万人次的目标…; None
    where the words beside the number name another, or no target of that unit is known."""
    if any(n.text >= WEIGHTS.told_in_unit and n.own >= _NAMED for n in namings[:3]):
        return None
    paragraph = claim.sentence[0] - _CARRIED_OVER
    for earlier in reversed(told[-_AIMS_READ:]):
        if earlier.mention.start < paragraph or earlier.fact.target or earlier.fact.topic < 0:
            continue
        for target in resolver.book.targets:
            is_of_unit = unit_factor(target.unit, claim.mention) is not None
            if is_of_unit and earlier.fact in results_of(target, resolver):
                return target.topic
    return None


_NAMED = 0.3
"""So much of a name beside a number names it."""
_AIMS_READ = 4
_CARRIED_OVER = 120
"""Characters over which what was told of holds for what names but a time: 分季度看."""


def _carried_topic(
    claim: Claim, namings: Sequence[Naming], told: Sequence[Told], resolver: Resolver
) -> int | None:
    """What was told last of which the workbook has a figure of the time named: 1—6月收入18.62亿元…
    其中二季度8.74亿元; None where the claim names something itself."""
    is_bare = not namings or namings[0].text < WEIGHTS.told_in_unit
    if (
        not is_bare
        or claim.period is None
        or claim.anchor is None
        or claim.anchor.start < claim.sentence[0]
    ):
        return None
    for earlier in reversed(told):
        fact = earlier.fact
        if claim.mention.start - earlier.mention.end > _CARRIED_OVER:
            return None
        if fact.measure is not Measure.LEVEL or fact.topic < 0 or fact.target:
            continue
        facts = (f for f in resolver.book.facts_of(fact.topic) if f.measure is Measure.LEVEL)
        if any(timing_of(claim, f) is Timing.SAME for f in facts):
            return fact.topic
    return None
