"""From a claim and its candidates to a code: true, false, or ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from jushi.fidelity.claim import Claim
from jushi.fidelity.facts import Fact, Nature
from jushi.fidelity.matcher import Candidate, Timing
from jushi.fidelity.truth import TRUE_RELATIONS, Relation, near_miss
from jushi.fidelity.verdict import Code

_SPEAKS_OF = 0.42
"""Text score from which a claim surely speaks of a fact."""
_MAY_SPEAK_OF = 0.16
"""Text score below which equal values are a coincidence."""
_TELLING_DIGITS = 2
"""Numbers of one digit meet some figure by chance."""
_CLOSE = 0.12
"""Text scores this close do not decide between two facts; then the true one is meant."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A code with what it rests on, before it is put into words."""

    code: Code
    reason: str
    """Key of the sentence that explains it."""
    facts: tuple[Fact, ...] = ()
    """Nearest first: what proves or contradicts the mention."""
    other: Fact | None = None
    """The fact whose value it wrongly bears."""
    is_loose: bool = False
    detail: str = ""
    """What the explanation names besides: a computation, a date."""


def judge(claim: Claim, chosen: Candidate | None, options: Sequence[Candidate]) -> Judgement | None:
    """Judge `claim` against single facts; None where it speaks of none of them.

    `chosen` is what the assignment of the whole sentence gave it.
    """
    true = _true_option(claim, chosen, options)
    if true is not None:
        return _true(true)
    speaks = _best(options, chosen)
    if speaks is None or speaks.text < _SPEAKS_OF:
        return _lone(claim, options)
    if _is_in_name(claim, speaks.fact):
        return Judgement(Code.NOT_DATA, "not_data", detail="name")
    return _false(claim, speaks, options)


def _true_option(
    claim: Claim, chosen: Candidate | None, options: Sequence[Candidate]
) -> Candidate | None:
    """The candidate that makes the claim true, if the words allow it."""
    if chosen is not None and chosen.is_true and chosen.text >= _MAY_SPEAK_OF:
        return _in_a_cell(chosen, options)
    best = max((c.text for c in options if _comparable(c)), default=0.0)
    if chosen is not None:
        best = max(best, chosen.text)
    for option in options:
        if not option.is_true or option.comparison.relation is Relation.LOOSE:
            continue
        if option.text >= max(_MAY_SPEAK_OF, best - _CLOSE):
            return option
    return None


def _in_a_cell(chosen: Candidate, options: Sequence[Candidate]) -> Candidate:
    """A growth rate that stands in the workbook proves more than one that the check computes."""
    for option in options:
        is_stated = not option.fact.formula and option.fact.nature is chosen.fact.nature
        if chosen.fact.formula and is_stated and option.is_true:
            return option if option.text >= max(_SPEAKS_OF, chosen.text - 2 * _CLOSE) else chosen
    return chosen


def _comparable(candidate: Candidate) -> bool:
    return candidate.comparison.fits_unit and candidate.timing is not Timing.OTHER


def _best(options: Sequence[Candidate], chosen: Candidate | None) -> Candidate | None:
    """What the claim speaks of although the value is wrong: the words decide, then the unit."""
    if chosen is not None and chosen.text >= _SPEAKS_OF and chosen.timing is not Timing.OTHER:
        return chosen
    return max(
        options,
        key=lambda c: (
            c.text
            + (0.15 if c.comparison.fits_unit else 0.0)
            + (0.1 if c.timing in {Timing.SAME, Timing.FITS} else 0.0),
            -c.number,
        ),
        default=None,
    )


def _true(option: Candidate) -> Judgement:
    fact, relation = option.fact, option.comparison.relation
    if relation is Relation.TRUNCATED:
        return Judgement(Code.TRUNCATED, "truncated", (fact,))
    if fact.formula:
        return Judgement(Code.DERIVED, "derived_change", (fact,), detail=fact.formula)
    if relation is Relation.EXACT:
        return Judgement(Code.EXACT, "exact", (fact,))
    loose = relation is Relation.LOOSE
    return Judgement(Code.APPROXIMATE, "loose" if loose else "approximate", (fact,), is_loose=loose)


def _lone(claim: Claim, options: Sequence[Candidate]) -> Judgement | None:
    """A number whose words say little: asked about where just one figure bears its value."""
    value = claim.mention.value
    if value is None or len(value.normalize().as_tuple().digits) < _TELLING_DIGITS:
        return None
    bearing = {c.fact.topic: c for c in options if c.is_true and not c.fact.formula}
    if len(bearing) != 1:
        return None
    (only,) = bearing.values()
    return Judgement(Code.AMBIGUOUS, "coincidence", (only.fact,))


def _is_in_name(claim: Claim, fact: Fact) -> bool:
    """3岁以下 of 3岁以下婴幼儿托位数 belongs to the indicator's name."""
    return claim.mention.text in fact.indicator


def _false(claim: Claim, speaks: Candidate, options: Sequence[Candidate]) -> Judgement:
    fact, relation = speaks.fact, speaks.comparison.relation
    if speaks.comparison.fits_unit and relation in TRUE_RELATIONS:
        if speaks.timing is Timing.SCOPE and claim.anchor is not None:
            return Judgement(Code.WRONG_DATE, "wrong_scope", (fact,), detail=claim.anchor.text)
        return Judgement(Code.WRONG_DATE, "wrong_date", (fact,))
    if relation is Relation.OPPOSITE:
        return Judgement(Code.WRONG_DIRECTION, "wrong_direction", (fact,))
    if not speaks.comparison.fits_unit:
        return Judgement(Code.WRONG_UNIT, "wrong_unit", (fact,))
    miss = near_miss(claim, fact)
    if miss is Relation.SCALE:
        return Judgement(Code.WRONG_SCALE, "wrong_scale", (fact,))
    stale = _older(speaks, options)
    if stale is not None:
        return Judgement(Code.STALE, "stale", (fact,), other=stale)
    owner = _owner(speaks, options)
    if owner is not None:
        return Judgement(Code.WRONG_ATTRIBUTION, "wrong_attribution", (fact,), other=owner)
    if miss is Relation.FALSE_HEDGE:
        return Judgement(Code.WRONG_ROUNDING, "wrong_rounding", (fact,))
    if fact.nature is not Nature.LEVEL and fact.formula:
        return Judgement(Code.WRONG_ARITHMETIC, "wrong_change", (fact,), detail=fact.formula)
    return Judgement(Code.WRONG_VALUE, "wrong_value", (fact,))


def _older(speaks: Candidate, options: Sequence[Candidate]) -> Fact | None:
    """The same indicator in another period, where that is the value told."""
    for option in options:
        same = option.fact.topic == speaks.fact.topic and option.number != speaks.number
        if same and _bears(option) and option.fact.nature is speaks.fact.nature:
            return option.fact
    return None


def _owner(speaks: Candidate, options: Sequence[Candidate]) -> Fact | None:
    """Another indicator's fact, where that is the value told; near in words before far."""
    owners = [
        option
        for option in options
        if option.fact.topic != speaks.fact.topic and _bears(option) and not option.fact.formula
    ]
    exact = [o for o in owners if o.fact.value != Decimal(100) or len(owners) == 1]
    return max(exact, key=lambda c: (c.text, -c.number)).fact if exact else None


def _bears(option: Candidate) -> bool:
    return option.comparison.fits_unit and option.comparison.relation is Relation.EXACT
