"""Numbers that no cell holds but the text computes: totals, rests, shares, multiples.

A derivation must be signalled by the wording, and its operands must themselves be proven.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from jushi.fidelity.claim import Claim
from jushi.fidelity.facts import Fact, Nature
from jushi.fidelity.judge import Judgement
from jushi.fidelity.truth import bare_unit
from jushi.fidelity.verdict import Code
from jushi.fidelity.wording import any_of
from jushi.numbers import Kind, Mention, interval_of, rounds_to

_LONGEST_SUM = 12
OPERANDS = 24
"""Proven mentions right before a claim that it may be computed from; sentences that people write
prove fewer."""


@dataclass(frozen=True, slots=True)
class Proven:
    """A mention of the same sentence that a fact proves."""

    mention: Mention
    fact: Fact


def derive(claim: Claim, proven: Sequence[Proven]) -> Judgement | None:
    """Judge `claim` as computed from what its sentence has proven; None if nothing signals it."""
    if claim.role == "total":
        return _total(claim, proven)
    if claim.role == "rest":
        return _rest(claim, proven)
    if claim.mention.kind is Kind.PERCENT and Nature.LEVEL in claim.natures:
        return _share(claim, proven)
    if claim.mention.kind is Kind.MULTIPLE:
        return _multiple(claim, proven)
    return None


def derive_from_parts(claim: Claim, text: str, after: Sequence[Proven]) -> Judgement | None:
    """Judge `claim` as the sum of the parts that 其中 names right behind it; None if it is not.

    共有72名…，其中甲15名、乙57名 needs no figure of its own. `after` is what the sentence proves
    behind the claim, in text order.
    """
    parts = _like(claim, after)
    if len(parts) < 2 or not any_of("part").search(text, claim.mention.end, parts[0].mention.start):
        return None
    for count in range(2, min(len(parts), _LONGEST_SUM) + 1):
        used = parts[:count]
        if _tells(claim.mention, sum((_value(p) for p in used), Decimal(0))):
            return Judgement(Code.DERIVED, "derived_sum", _facts(used), detail=_plus(used))
    return None


def _like(claim: Claim, proven: Sequence[Proven]) -> list[Proven]:
    unit = bare_unit(claim.mention.unit or "")
    persons = {"人", "名", "位"}
    return [
        p
        for p in proven
        if p.mention.value is not None
        and (
            bare_unit(p.mention.unit or "") == unit
            or {unit, bare_unit(p.mention.unit or "")} <= persons
        )
    ]


def _value(proven: Proven) -> Decimal:
    assert proven.mention.value is not None
    return proven.mention.value


def _total(claim: Claim, proven: Sequence[Proven]) -> Judgement | None:
    parts = _like(claim, [p for p in proven if p.mention.end <= claim.mention.start])
    if len(parts) < 2:
        return None
    # The parts of a total stand right before it: try the nearest two, three, …
    for count in range(2, min(len(parts), _LONGEST_SUM) + 1):
        used = parts[-count:]
        if _tells(claim.mention, sum((_value(p) for p in used), Decimal(0))):
            return Judgement(Code.DERIVED, "derived_sum", _facts(used), detail=_plus(used))
    return Judgement(Code.WRONG_ARITHMETIC, "wrong_sum", _facts(parts), detail=_plus(parts))


def _rest(claim: Claim, proven: Sequence[Proven]) -> Judgement | None:
    """其余45件: the total less the parts told so far, the total being the largest before them."""
    before = _like(claim, [p for p in proven if p.mention.end <= claim.mention.start])
    parts = sum((_value(p) for p in before), Decimal(0))
    for place, total in enumerate(before[:-1]):
        parts -= _value(total)
        rest = _value(total) - parts
        if rest >= 0 and _tells(claim.mention, rest):
            detail = "-".join(f"{_value(p):f}" for p in before[place:]) + f"={rest:f}"
            return Judgement(Code.DERIVED, "derived_rest", _facts(before[place:]), detail=detail)
    if len(before) < 2:
        return None
    detail = "-".join(f"{_value(p):f}" for p in before)
    return Judgement(Code.WRONG_ARITHMETIC, "wrong_rest", _facts(before), detail=detail)


def _share(claim: Claim, proven: Sequence[Proven]) -> Judgement | None:
    """占…的5% without a declared formula: never guess the base, ask instead."""
    if claim.role != "share":
        return None
    for part, whole in combinations(proven[-_LONGEST_SUM:], 2):
        for a, b in ((part, whole), (whole, part)):
            if _value(b) and _tells(claim.mention, _value(a) / _value(b) * 100):
                detail = f"{_value(a):f}/{_value(b):f}"
                return Judgement(Code.AMBIGUOUS, "ask_base", _facts((a, b)), detail=detail)
    return None


def _multiple(claim: Claim, proven: Sequence[Proven]) -> Judgement | None:
    """由50件增至200件，增长3倍: the last two values told are the bases."""
    told = [p for p in proven if p.mention.end <= claim.mention.start]
    if len(told) < 2 or not _value(told[-2]):
        return None
    ratio = _value(told[-1]) / _value(told[-2])
    value = ratio if Nature.RATIO in claim.natures else ratio - 1
    detail = f"{_value(told[-1]):f}/{_value(told[-2]):f}" + ("" if value == ratio else "-1")
    if _tells(claim.mention, value):
        return Judgement(Code.DERIVED, "derived_ratio", _facts(told[-2:]), detail=detail)
    return Judgement(Code.WRONG_ARITHMETIC, "wrong_change", _facts(told[-2:]), detail=detail)


def _tells(mention: Mention, value: Decimal) -> bool:
    interval = interval_of(mention)
    # 不足180件 is no way to tell a sum of 121: a bound proves nothing that it is far from.
    return (interval.holds(value) and not interval.is_loose(value)) or rounds_to(
        value, mention
    ) in {"exact", "rounded"}


def _facts(proven: Sequence[Proven]) -> tuple[Fact, ...]:
    return tuple(p.fact for p in proven)


def _plus(parts: Sequence[Proven]) -> str:
    total = sum((_value(p) for p in parts), Decimal(0))
    return "+".join(f"{_value(p):f}" for p in parts) + f"={total:f}"
