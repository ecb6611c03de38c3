"""Whether a mention tells a fact truly: units, hedges, rounding, sign."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from app.fidelity.claim import Claim
from app.fidelity.facts import Fact, Nature
from app.figures import convert
from app.numbers import Form, Kind, Mention, interval_of, rounds_to, source_interval


class Relation(StrEnum):
    """How a mention's value stands to a fact's, units aside first."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    LOOSE = "loose"
    TRUNCATED = "truncated"
    FALSE_HEDGE = "false_hedge"  # the right number under a hedge that does not hold, or none
    SCALE = "scale"  # off by a power of ten, or 万 for 亿
    OPPOSITE = "opposite"  # the size is right, the sign is not
    DIFFERENT = "different"


TRUE_RELATIONS = frozenset(
    {Relation.EXACT, Relation.APPROXIMATE, Relation.LOOSE, Relation.TRUNCATED}
)

_PERSONS = frozenset({"人", "名", "位", "个人"})
_SAME_COUNTERS: tuple[frozenset[str], ...] = (_PERSONS, frozenset({"场", "场次"}))


@dataclass(frozen=True, slots=True)
class Comparison:
    """A mention held against a fact."""

    fits_unit: bool
    relation: Relation


def compare(claim: Claim, fact: Fact) -> Comparison:
    """Hold `claim` against `fact`; the value is compared even where the units differ."""
    mention = claim.mention
    factor = unit_factor(fact.unit, mention)
    if factor is None:
        value = fact.value * _scale_of(fact.unit)
        return Comparison(False, _relate(claim, fact, value, Decimal(1)))
    return Comparison(True, _relate(claim, fact, fact.value * factor, factor))


def unit_factor(unit: str, mention: Mention) -> Decimal | None:
    """What turns a value in `unit` into the mention's unit; None where the two do not compare."""
    return _factor(unit, mention.unit or "", mention.kind)


@lru_cache(maxsize=4096)
def _factor(unit: str, told: str, kind: Kind) -> Decimal | None:
    if kind is Kind.RANK:
        return Decimal(1) if unit in {"名", "位", ""} else None
    if kind is Kind.MULTIPLE and unit in {"%", "％"}:
        return Decimal("0.01")
    if kind is Kind.FRACTION and unit in {"%", "％"}:
        return Decimal("0.01")
    if unit == told or not unit or (not told and kind is Kind.QUANTITY):
        return Decimal(1) if unit == told or not unit else _scale_of(unit)
    bare, scale = bare_unit(unit), _scale_of(unit)
    if bare == told or any(bare in group and told in group for group in _SAME_COUNTERS):
        return scale
    if "个" in {bare, told} and bare.startswith("个") and told.startswith("个"):
        return scale  # 16个单位 tells a figure in 个
    return convert(Decimal(1), unit, told)


def bare_unit(unit: str) -> str:
    """Give `unit` without its scale word: 元 for 万元."""
    return unit.lstrip("万亿百千") or unit


def _scale_of(unit: str) -> Decimal:
    scale = Decimal(1)
    rest = bare_unit(unit)
    if rest == unit:
        return scale
    for mark in unit[: len(unit) - len(rest)]:
        scale *= {"百": 100, "千": 1000, "万": 10000, "亿": 100_000_000}[mark]
    return scale


def _relate(claim: Claim, fact: Fact, value: Decimal, factor: Decimal) -> Relation:
    mention = claim.mention
    if mention.value is None and mention.low is None:
        return Relation.DIFFERENT
    told = _signed(claim, fact)
    if fact.nature is not Nature.LEVEL and claim.direction and fact.nature is not Nature.RATIO:
        if told is not None and told * value < 0:
            turned = _size_relation(mention, abs(value), fact, factor)
            return Relation.OPPOSITE if turned in TRUE_RELATIONS else Relation.DIFFERENT
        value = abs(value)
    elif fact.nature is not Nature.LEVEL and value < 0 and (mention.value or 0) >= 0:
        value = abs(value) if not claim.direction and _falls(fact) else value
    return _size_relation(mention, value, fact, factor)


def _falls(fact: Fact) -> bool:
    return any(word in fact.indicator for word in ("下降", "降低", "减少", "降幅", "压缩", "压减"))


def _signed(claim: Claim, fact: Fact) -> Decimal | None:
    value = claim.mention.value
    return None if value is None else value * claim.direction


def _size_relation(mention: Mention, value: Decimal, fact: Fact, factor: Decimal) -> Relation:
    if fact.approx:
        return _of_approximate_source(mention, value, fact, factor)
    interval = interval_of(mention)
    if mention.form is not Form.EXACT:
        if not interval.holds(value) or _is_far(mention, value):
            return _near_miss(mention, value)
        return Relation.LOOSE if interval.is_loose(value) else Relation.APPROXIMATE
    match rounds_to(value, mention):
        case "exact":
            return Relation.EXACT
        case "rounded":
            if fact.formula or mention.scale != 1 or _is_fractional(mention):
                return Relation.APPROXIMATE
            return Relation.FALSE_HEDGE
        case "truncated":
            if fact.formula or mention.scale != 1 or _is_fractional(mention):
                return Relation.TRUNCATED
            return Relation.FALSE_HEDGE
        case _:
            return _near_miss(mention, value)


def _is_far(mention: Mention, value: Decimal) -> bool:
    """超过1260元 of 12600000元 holds, but nobody means it: a bound is near what it bounds."""
    told = mention.value
    if not told or mention.form not in _BOUNDS or told * value <= 0:
        return False
    return not 1 / _FARTHEST < value / told < _FARTHEST


_BOUNDS = frozenset({Form.AT_LEAST, Form.AT_MOST, Form.MORE_THAN, Form.LESS_THAN})
_FARTHEST = Decimal(3)


def _is_fractional(mention: Mention) -> bool:
    """Percentages and decimals are printed rounded as a matter of course; plain counts are not."""
    return mention.kind in {Kind.PERCENT, Kind.PERCENTAGE_POINT, Kind.MULTIPLE, Kind.FRACTION} or (
        mention.step is not None and mention.step < 1
    )


def _of_approximate_source(
    mention: Mention, value: Decimal, fact: Fact, factor: Decimal
) -> Relation:
    """A source that says 8210余 supports 8210余 and 8200余, but neither 8210 nor 8213."""
    known = source_interval(value, fact.approx, factor)
    told = interval_of(mention)
    if mention.form is Form.EXACT:
        return Relation.FALSE_HEDGE if mention.value == value else _near_miss(mention, value)
    if mention.value == value and mention.approximator == fact.approx:
        return Relation.EXACT
    if mention.value == value and told.covers(known):
        return Relation.APPROXIMATE
    if told.covers(known):
        return Relation.LOOSE
    return _near_miss(mention, value)


def _near_miss(mention: Mention, value: Decimal) -> Relation:
    told = mention.value if mention.value is not None else mention.low
    if told is None or not told or not value:
        return Relation.DIFFERENT
    if mention.form is not Form.EXACT and abs(told - value) <= max(told, value) / 5:
        return Relation.FALSE_HEDGE
    ratio = told / value
    for power in (10, 100, 1000, 10_000, 100_000_000):
        if ratio in (Decimal(power), 1 / Decimal(power)):
            return Relation.SCALE
    for power in (10_000, 100_000_000):
        for turned in (value * power, value / power):
            if rounds_to(turned, mention) in {"exact", "rounded"} and mention.scale != 1:
                return Relation.SCALE
    if told == value:
        return Relation.FALSE_HEDGE
    return Relation.DIFFERENT
