"""Numbers that no cell holds but the text computes: gaps, shares, multiples, totals, ranks.

A derivation must be signalled by the wording, and what it is computed from must be named.
"""

import re
from collections.abc import Sequence

from jushi.facts import Base, Fact, Measure
from jushi.fidelity.claim import Claim
from jushi.fidelity.gaps import judge_against_target, judge_balance, judge_difference, judge_gap
from jushi.fidelity.judge import Judgement
from jushi.fidelity.operands import Told, best_of, present_facts
from jushi.fidelity.resolution import Resolver
from jushi.fidelity.shares import (
    judge_average,
    judge_change_of_told,
    judge_rate,
    judge_ratio,
    judge_share,
)
from jushi.fidelity.totals import judge_members
from jushi.fidelity.verdict import Code
from jushi.numbers import Kind

OPERANDS = 40
"""Mentions right before a claim that it may be computed from; people write of fewer."""


_NEAR = 24
"""Rows of a sheet within which members of one list stand."""


def relate(claim: Claim, resolver: Resolver, told: Sequence[Told], text: str) -> Judgement | None:
    """Judge a claim that relates two things; None where the workbook lacks one of them."""
    match claim.structure.relation:
        case "gap":
            if claim.structure.base is Base.TARGET:
                return judge_against_target(claim, resolver, told)
            return judge_gap(claim, resolver, told, text)
        case "difference":
            return judge_difference(claim, resolver, told, text)
        case "share":
            return judge_share(claim, resolver, told)
        case "multiple":
            return judge_ratio(claim, resolver, told)
        case "completion":
            return judge_against_target(claim, resolver, told)
        case _:
            return best_of(
                found
                for found in (
                    judge_change_of_told(claim, resolver, told),
                    judge_average(claim, resolver, told, text),
                    _rank(claim, resolver, told, text),
                    judge_rate(claim, resolver, told, text),
                    judge_members(claim, resolver),
                    judge_balance(claim, resolver, told, text),
                )
                if found is not None
            )


def _rank(claim: Claim, resolver: Resolver, told: Sequence[Told], text: str) -> Judgement | None:
    """位列第四: the place of a member among those that the workbook has, by level or growth."""
    place = claim.mention.value
    if claim.mention.kind is not Kind.RANK or place is None:
        return None
    around = text[claim.sentence[0] : claim.sentence[1]]
    measure = Measure.GROWTH if re.search("增速|增幅|增长率", around) else Measure.LEVEL
    is_rising = re.search("由低到高|从低到高|最低|最少|倒数", around) is not None
    topics = [t.fact.topic for t in told[-1:] if t.claim.sentence == claim.sentence]
    topics += [naming.topic for naming in resolver.namings(claim)[:4]]
    for topic in dict.fromkeys(t for t in topics if t >= 0):
        members = _members(topic, claim, resolver, measure)
        for own in [f for f in members if f.topic == topic]:
            better = [
                f for f in members if (f.value < own.value) == is_rising != (f.value == own.value)
            ]
            if len(members) > 2 and len([f for f in better if f.value != own.value]) + 1 == place:
                return Judgement(Code.DERIVED, "derived_rank", (own,), detail=str(len(members)))
    return None


def _members(topic: int, claim: Claim, resolver: Resolver, measure: Measure) -> list[Fact]:
    """The facts of one indicator over its subjects, one each."""
    topics = resolver.book.topics
    own = topics[topic]
    named = [topics[number] for number in resolver.book.named(own.name)]
    named = [t for t in named if t.subject]
    if len(named) < 3:
        # 治安管理类, 劳动社保类: members that are told apart by name stand near in the sheet.
        unit = next((f.unit for f in resolver.book.facts_of(topic) if f.is_stated), "")
        near = topics[max(0, topic - _NEAR) : topic + _NEAR + 1]
        named = [
            t
            for t in near
            if t.name[-1:] == own.name[-1:]
            and any(f.is_stated and f.unit == unit for f in resolver.book.facts_of(t.number))
        ]
    found: dict[int, Fact] = {}
    for other in named:
        for fact in present_facts(other.number, claim, resolver, frozenset({measure})):
            found.setdefault(other.number, fact)
    return list(found.values())
