"""Whether a mention tells a fact truly: units, approximators, rounding, sign."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from jushi.facts import Fact, Measure
from jushi.fidelity.claim import Claim
from jushi.figures import bare_unit, convert, parse_unit, unit_scale
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import any_of, count_the_same, counted_nouns, names_fall
from jushi.numbers import Form, Kind, Mention, form_of, read_mentions, rounds_to, source_interval


class Relation(StrEnum):
    """How a mention's value stands to a fact's, units aside first."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    LOOSE = "loose"
    TRUNCATED = "truncated"
    FALSE_APPROXIMATOR = (
        "false_approximator"  # the right number under an approximator that does not hold, or none
    )
    SCALE = "scale"  # off by a power of ten, or 万 for 亿
    OPPOSITE = "opposite"  # the size is right, the sign is not
    DIFFERENT = "different"


TRUE_RELATIONS = frozenset(
    {Relation.EXACT, Relation.APPROXIMATE, Relation.LOOSE, Relation.TRUNCATED}
)

SIGNED = frozenset({Measure.CHANGE, Measure.GROWTH, Measure.POINTS, Measure.GAP})
"""Measures of which the words say the sign."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A mention held against a fact."""

    fits_unit: bool
    relation: Relation


_OF_OTHER_UNIT = Comparison(fits_unit=False, relation=Relation.DIFFERENT)
_IN_UNIT = {relation: Comparison(fits_unit=True, relation=relation) for relation in Relation}


def compare(claim: Claim, fact: Fact) -> Comparison:
    """Hold `claim` against `fact`; the value is compared even where the units differ.

    What is not true comes back as DIFFERENT or OPPOSITE; `near_miss` says how.
    """
    factor = _factor_between(claim, fact)
    if factor is not None:
        return _compared_in_unit(claim, fact, factor)
    relation = _compared_in_unit(claim, fact, None).relation
    return Comparison(fits_unit=False, relation=relation)


def compare_where_unit_fits(claim: Claim, fact: Fact) -> Comparison:
    """The same for what is of no use in another unit: its value is not looked at there."""
    factor = _factor_between(claim, fact)
    return _OF_OTHER_UNIT if factor is None else _compared_in_unit(claim, fact, factor)


def _factor_between(claim: Claim, fact: Fact) -> Decimal | None:
    factor = unit_factor(fact.unit, claim.mention)
    if factor is not None and "/" in fact.unit and (per := _PER.search(claim.words)):
        # 每公斤68880.7元 is no 68880.7元/吨, and 每公斤68.88元 is.
        told_per = convert(Decimal(1), per["per"], fact.unit.partition("/")[2])
        return factor * told_per if told_per else factor
    if factor is None and claim.mention.unit == "个" and len(bare_unit(fact.unit)) > 1:
        # 1.37万个治疗量: what is counted is the unit.
        return unit_scale(fact.unit) if bare_unit(fact.unit) in claim.words else None
    return factor


_PER = lazy_pattern(
    r"每(?P<per>公斤|千克|市斤|斤|吨|克|公顷|平方米|亩|升|千瓦时|立方米)[^\d]{0,4}$"
)


def _compared_in_unit(claim: Claim, fact: Fact, factor: Decimal | None) -> Comparison:
    if claim.mention.detail == "from_last" and "倒数" not in fact.indicator:
        return _IN_UNIT[Relation.DIFFERENT]
    value, is_turned = _value_told(claim, fact, factor)
    truth = _truth(claim, value, fact, factor or Decimal(1))
    if truth is None and claim.mention.detail == "ratio" and fact.formula and value:
        truth = _in_other_order(claim.mention, value)
    if truth is None:
        return _IN_UNIT[Relation.DIFFERENT]
    return _IN_UNIT[Relation.OPPOSITE if is_turned else truth]


def tells(claim: Claim, value: Decimal) -> bool:
    """Whether `claim` may be true of a value that was computed in its own unit, sign aside.

    `compare` says it too, of a fact; this is for trying many values of which few fit.
    """
    mention = claim.mention
    if mention.form is not Form.EXACT:
        return claim.interval.holds(value) and not _is_far(mention, value)
    return mention.value is not None and rounds_to(value, mention) != "no"


def near_miss(claim: Claim, fact: Fact) -> Relation:
    """How a value that is not true misses: by its approximator, a power of ten, or altogether."""
    mention = claim.mention
    told = mention.value if mention.value is not None else mention.low
    value, _ = _value_told(claim, fact, unit_factor(fact.unit, mention))
    if told is None or not told or not value:
        return Relation.DIFFERENT
    if mention.form is not Form.EXACT and abs(told - value) <= max(told, value) / 5:
        return Relation.FALSE_APPROXIMATOR
    if told == value or rounds_to(value, mention) in {"rounded", "truncated"}:
        return Relation.FALSE_APPROXIMATOR
    if told / value in _POWERS or value / told in _POWERS:
        return Relation.SCALE
    for power in (10_000, 100_000_000):
        for turned in (value * power, value / power):
            if rounds_to(turned, mention) in {"exact", "rounded"} and mention.scale != 1:
                return Relation.SCALE
    return Relation.DIFFERENT


_POWERS = frozenset(map(Decimal, (10, 100, 1000, 10_000, 100_000_000)))


def unit_factor(unit: str, mention: Mention) -> Decimal | None:
    """What turns a value in `unit` into the mention's unit; None where the two do not compare."""
    return _factor(unit, mention.unit or "", mention.kind)


@lru_cache(maxsize=4096)
def _factor(unit: str, told: str, kind: Kind) -> Decimal | None:
    if kind is Kind.RANK:
        return Decimal(1) if unit in {"名", "位", ""} else None
    if kind in (Kind.MULTIPLE, Kind.FRACTION) and parse_unit(unit).is_ratio:
        return convert(Decimal(1), unit, "倍")
    if told == "基点" and unit == "个百分点":
        return Decimal(100)
    if kind is Kind.PERCENT and unit == "倍":
        return Decimal(100)
    if "/" in unit and unit.partition("/")[0].strip() == told:
        return Decimal(1)  # 亩产439.8公斤 of 公斤/亩
    if unit == told or not unit or (not told and kind is Kind.QUANTITY):
        return Decimal(1) if unit == told or not unit else unit_scale(unit)
    bare, scale = bare_unit(unit), unit_scale(unit)
    if count_the_same(bare, told):
        return scale
    if "个" in {bare, told} and bare.startswith("个") and told.startswith("个"):
        return scale  # 16个单位 tells a figure in 个
    if told in counted_nouns().get(bare, ()):
        return scale  # 2县 tells it too
    if bare == bare_unit(told):
        return scale / unit_scale(told)  # 万千升 and 千升
    return convert(Decimal(1), unit, told) or _as_read(unit, told)


def _as_read(unit: str, told: str) -> Decimal | None:
    """What one of `unit` is in `told` as the reader understands it: GWh is 吉瓦时."""
    read = read_mentions(f"1{unit}")
    return read[0].value if len(read) == 1 and read[0].unit == told else None


def _value_told(claim: Claim, fact: Fact, factor: Decimal | None) -> tuple[Decimal, bool]:
    """The fact's value in the mention's unit, as the claim's words put it: 下降3 of -3.

    True where the words say up and the fact down, or the other way round.
    """
    value = fact.value * (unit_scale(fact.unit) if factor is None else factor)
    if fact.measure not in SIGNED:
        is_loss = value < 0 < (claim.mention.value or 0) and any_of("loss").search(claim.words)
        return (abs(value) if is_loss else value), False
    mention = claim.mention
    if fact.measure is Measure.GAP and not claim.direction:
        return abs(value), False
    if claim.direction:
        signed = None if mention.value is None else mention.value * claim.direction
        return abs(value), signed is not None and signed * value < 0
    if (
        value < 0
        and (mention.value or 0) >= 0
        and not claim.direction
        and names_fall(fact.indicator)
    ):
        return abs(value), False
    return value, False


def _truth(claim: Claim, value: Decimal, fact: Fact, factor: Decimal) -> Relation | None:
    """How the mention tells `value` truly; None if it does not."""
    mention = claim.mention
    if fact.approx:
        return _of_approximate_source(claim, value, fact, factor)
    if fact.target and claim.names_target and mention.value == value:
        return Relation.EXACT  # 低于1.5%的控制目标 tells the target itself
    if mention.form is not Form.EXACT:
        if not claim.interval.holds(value) or _is_far(mention, value):
            return None
        return Relation.LOOSE if claim.interval.is_loose(value) else Relation.APPROXIMATE
    if mention.value is None:
        return None
    if mention.value == value:
        return Relation.EXACT
    if not (fact.formula or mention.scale != 1 or _is_fractional(mention)):
        return None
    match rounds_to(value, mention):
        case "rounded":
            return Relation.APPROXIMATE
        case "truncated":
            return Relation.TRUNCATED
        case _:
            return None


def _in_other_order(mention: Mention, value: Decimal) -> Relation | None:
    """医护比1∶1.44 of nurses by doctors, 1.44: the smaller of the two is told first."""
    found = _ONE_TO.fullmatch(mention.text)
    if found is None:
        return None
    places = len(found["part"].partition(".")[2])
    told = Decimal(found["part"])
    if told == value:
        return Relation.EXACT
    return Relation.APPROXIMATE if round(value, places) == told else None


_ONE_TO = lazy_pattern(r"1[ ]?[:：∶比][ ]?(?P<part>\d+(?:\.\d+)?)")


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
    claim: Claim, value: Decimal, fact: Fact, factor: Decimal
) -> Relation | None:
    """A source that says 8210余 supports 8210余 and 8200余, but neither 8210 nor 8213."""
    mention = claim.mention
    if mention.form is Form.EXACT:
        return None
    same_approximator = mention.approximator == fact.approx or mention.form is form_of(fact.approx)
    if mention.value == value and same_approximator:
        return Relation.EXACT
    if not claim.interval.covers(source_interval(value, fact.approx, factor)):
        return None
    if _is_far(mention, value):
        return None
    return Relation.APPROXIMATE if mention.value == value else Relation.LOOSE
