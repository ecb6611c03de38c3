"""Numbers that no cell holds but the text computes: gaps, shares, multiples, totals, ranks.

A derivation must be signalled by the wording, and what it is computed from must be named.
"""

from collections.abc import Sequence

from jushi.facts import Base
from jushi.fidelity.claim import Claim
from jushi.fidelity.compositions import judge_noun_behind
from jushi.fidelity.daily import judge_daily
from jushi.fidelity.gaps import (
    judge_against_target,
    judge_balance,
    judge_difference,
    judge_gap,
    judge_growth_gap,
)
from jushi.fidelity.judge import Judgement
from jushi.fidelity.member_shares import judge_member_share
from jushi.fidelity.operands import Told, best_of
from jushi.fidelity.places import judge_place
from jushi.fidelity.plans import judge_plan_step
from jushi.fidelity.rates import judge_open_share, judge_rate
from jushi.fidelity.resolution import Resolver
from jushi.fidelity.shares import (
    judge_average,
    judge_change_of_told,
    judge_ratio,
    judge_share,
)
from jushi.fidelity.steps import judge_step, judge_told_ratio, judge_two_years
from jushi.fidelity.totals import (
    judge_adjusted,
    judge_all_members,
    judge_lacking,
    judge_members,
    judge_other_part,
    judge_second_part,
    judge_stretch,
)

OPERANDS = 40
"""Mentions right before a claim that it may be computed from; people write of fewer."""


def relate(claim: Claim, resolver: Resolver, told: Sequence[Told], text: str) -> Judgement | None:
    """Judge a claim that relates two things; None where the workbook lacks one of them."""
    match claim.structure.relation:
        case "gap" if (planned := judge_plan_step(claim, resolver, told)) is not None:
            return planned
        case "gap":
            if claim.structure.base is Base.TARGET:
                return judge_against_target(claim, resolver, told)
            return judge_gap(claim, resolver, told, text)
        case "difference":
            return judge_difference(claim, resolver, told, text)
        case "share":
            return (
                judge_member_share(claim, resolver, told, text)
                or judge_share(claim, resolver, told, text)
                or judge_open_share(claim, resolver, told)
            )
        case "multiple":
            return judge_ratio(claim, resolver, told)
        case "completion":
            return judge_against_target(claim, resolver, told)
        case _:
            return best_of(
                found
                for found in (
                    judge_growth_gap(claim, resolver, told),
                    judge_change_of_told(claim, resolver, told),
                    judge_step(claim, resolver, told),
                    judge_told_ratio(claim, told),
                    judge_two_years(claim, resolver, told, text),
                    judge_plan_step(claim, resolver, told),
                    judge_average(claim, resolver, told, text),
                    judge_daily(claim, resolver, told, text),
                    judge_place(claim, resolver, told, text),
                    judge_rate(claim, resolver, told, text),
                    judge_members(claim, resolver),
                    judge_lacking(claim, resolver, told),
                    judge_all_members(claim, resolver),
                    judge_stretch(claim, resolver, told),
                    judge_other_part(claim, resolver, told),
                    judge_second_part(claim, told, text),
                    judge_adjusted(claim, resolver, told),
                    judge_balance(claim, resolver, told, text),
                    judge_noun_behind(claim, resolver, text),
                )
                if found is not None
            )
