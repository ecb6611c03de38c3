"""For which true values an approximator holds: the one table of bounds, and roundings.

Two kinds of rules. What a word includes is law: 民法典 第1259条 has 以上, 以下, 以内 include the
number itself and 不满, 超过, 以外 exclude it. How far a word reaches is practice, for no
standard says it: 余 reaches one more in the lowest place that the number names, 近 stays just
below, 约 stays within the rounding of that place. Each row of `_reach` gives its reason.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, assert_never

from jushi.lexicon import SCALES
from jushi.numbers.lexicon import form_of
from jushi.numbers.mention import Form, Kind, Mention
from jushi.numbers.numeral import EXACT

_ONE = Decimal(1)
_SCALES = frozenset({_ONE, Decimal(SCALES["万"]), Decimal(SCALES["亿"])})
_MANY_ZEROS = Decimal(10_000)
"""From here on a number with one digit and its zeros printed in full says more than its digit."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The true values for which a statement holds; None is unbounded."""

    low: Decimal | None
    high: Decimal | None
    low_closed: bool = True
    high_closed: bool = True
    tight_low: Decimal | None = None
    """Below this the statement is true, but a nearer one was at hand; None: never."""
    tight_high: Decimal | None = None
    """At or above this likewise."""

    def holds(self, value: Decimal) -> bool:
        """Whether the statement is true of `value`."""
        if self.low is not None and (
            value < self.low or (value == self.low and not self.low_closed)
        ):
            return False
        return self.high is None or value < self.high or (value == self.high and self.high_closed)

    def is_loose(self, value: Decimal) -> bool:
        """Whether the statement is true of `value` but farther from it than need be."""
        if not self.holds(value):
            return False
        if self.tight_low is not None and value < self.tight_low:
            return True
        return self.tight_high is not None and value >= self.tight_high

    def covers(self, other: "Interval") -> bool:
        """Whether the statement is true of everything that `other` allows."""
        if self.low is not None and (
            other.low is None
            or other.low < self.low
            or (other.low == self.low and other.low_closed and not self.low_closed)
        ):
            return False
        return self.high is None or not (
            other.high is None
            or other.high > self.high
            or (other.high == self.high and other.high_closed and not self.high_closed)
        )


def bounds(
    form: Form,
    value: Decimal,
    *,
    low: Decimal | None = None,
    high: Decimal | None = None,
    step: Decimal | None = None,
    scale: Decimal = _ONE,
) -> Interval:
    """Give the interval that `form` makes of the stated `value`.

    `low` and `high` are the stated bounds of a range and of vague words, which have no value.
    `step` is the last place that was printed, `scale` what its scale word multiplies by; without
    them the number was printed in full.
    """
    place = _place(form, value, step, scale)
    size = abs(value)
    single = size == place * EXACT.divide_int(size, place) and EXACT.divide_int(size, place) < 10
    match form:
        case Form.EXACT:
            return Interval(value, value)
        case Form.OVER:
            return _over(value, place, single=single, in_full=scale < place)
        case Form.NEAR:
            return _near(value, place, single=single)
        case Form.APPROX:
            # Practice: rounding at the lowest place named, at most 10% where that is one digit.
            band = min(place / 2, size / 10) if single else place / 2
            return Interval(value - band, value + band)
        case Form.AT_LEAST | Form.MORE_THAN:
            # 民法典 第1259条: 以上 includes, 超过 excludes. Loose once the next unit of the
            # lowest place would have been true as well: 98%以上 of 99.5%.
            reach = _over(value, place, single=single, in_full=False).tight_high or value + place
            tight_high = min(reach, value + place)
            return Interval(value, high, form is Form.AT_LEAST, tight_high=tight_high)
        case Form.AT_MOST | Form.LESS_THAN:
            # 民法典 第1259条: 以下, 以内 include, 不满 and 不足 exclude.
            return Interval(low, value, True, form is Form.AT_MOST, tight_low=value - place)
        case Form.RANGE:
            return Interval(low, high)
        case Form.VAGUE:
            # 数十 is from twenty up to, not including, a hundred; 上百 from a hundred up.
            if high is None:
                return Interval(low, None, tight_high=None if low is None else low * 2)
            return Interval(low, high + lowest_place(high), True, False)
        case _:
            assert_never(form)


def _place(form: Form, value: Decimal, step: Decimal | None, scale: Decimal) -> Decimal:
    """The place that an approximator works at: the last printed one behind a point, else the
    lowest.
    """
    place = lowest_place(value)
    if step and step < scale and form in (Form.APPROX, Form.NEAR, Form.OVER):
        return min(place, step)  # the zero of 约4.10万亿 was printed to be read
    return place


def _near(value: Decimal, place: Decimal, *, single: bool) -> Interval:
    """近, 接近: below the number, and by no more than its own fineness.

    Practice: one unit of its lowest place, at most 5% (15% where only one digit is named: 近百,
    近一成).
    """
    size = abs(value)
    band = min(place, size * Decimal("0.15" if single else "0.05"))
    tight = value - band * Decimal("0.8") if band * 100 > size else None
    return Interval(value - band, value, single, False, tight_low=tight)


def _over(value: Decimal, place: Decimal, *, single: bool, in_full: bool) -> Interval:
    """余, 多, 几: from the number up to one more in its lowest place; 1700余 ends below 1800.

    Practice, not law. A round number with one digit must not be left far behind: 1000余 told of
    1701 hides seven tenths, so above ninety-nine half as much again is the end. 30000余 prints four
    zeros, where 3万余 prints none: it ends with half of its place.
    """
    top = value + place
    if not single or value < 100:
        return Interval(value, top, True, False)
    if in_full and value >= _MANY_ZEROS:
        top = value + place / 2
    return Interval(
        value, min(top, value * Decimal("1.5")), True, False, tight_high=value * Decimal("1.2")
    )


def lowest_place(value: Decimal) -> Decimal:
    """The unit of the lowest place that is not zero: 100 for 1700, 0.1 for 3.5; 1 for zero."""
    if not value:
        return _ONE
    _sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        return _ONE
    zeros = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return _ONE.scaleb(exponent + zeros)


def interval_of(mention: Mention) -> Interval:
    """Give the true values, in the mention's unit, of which `mention` is true.

    Empty of sense for dates and words, which state no value: they give (None, None).
    """
    if mention.kind is Kind.RANK and mention.detail == "top":
        return Interval(_ONE, mention.value)
    if mention.form in (Form.RANGE, Form.VAGUE) or mention.value is None:
        form = mention.form if mention.form in (Form.RANGE, Form.VAGUE) else Form.RANGE
        return bounds(form, Decimal(0), low=mention.low, high=mention.high)
    return bounds(
        mention.form,
        mention.value,
        low=mention.low if mention.form in (Form.AT_MOST, Form.LESS_THAN) else None,
        high=mention.high if mention.form in (Form.AT_LEAST, Form.MORE_THAN) else None,
        step=mention.step,
        scale=mention.scale,
    )


def source_interval(value: Decimal, approx: str, factor: Decimal = _ONE) -> Interval:
    """Give what is known of a figure whose workbook says `value` with `approx` (余, 近, 以上).

    `value` is already multiplied by `factor`, which turned it into the mention's unit. An empty
    or unknown `approx` is exact.
    """
    form = form_of(approx)
    if factor in _SCALES:  # 30 in 万人 reaches as far as 30万余人 does
        return bounds(form, value, scale=factor)
    known = bounds(form, EXACT.divide(value, factor) if factor else value)
    return Interval(
        None if known.low is None else known.low * factor,
        None if known.high is None else known.high * factor,
        known.low_closed,
        known.high_closed,
    )


def rounds_to(value: Decimal, mention: Mention) -> Literal["exact", "rounded", "truncated", "no"]:
    """Say how the stated number of `mention` comes from the true `value`, approximators aside.

    `rounded` is half up at the last place printed; `truncated` is cut off there; 1700人 has no
    scale word and prints every place, so of 1701 it is neither. A fraction is `rounded` within
    half a percentage point of itself, 三成 within a quarter of a 成.
    """
    told = mention.value
    if told is None:
        return "no"
    if told == value:
        return "exact"
    if mention.kind is Kind.FRACTION or (mention.detail == "ratio" and mention.step is None):
        return "rounded" if abs(told - value) <= Decimal("0.005") else "no"
    step = mention.step
    if step is None or not step:
        return "no"
    if mention.detail == "cheng":
        return "rounded" if abs(told - value) <= step / 4 else "no"
    if step == 1 and value == value.to_integral_value():
        return "no"
    size, told_size = abs(value), abs(told)
    if (value < 0) is not (told < 0) and told:
        return "no"
    whole = EXACT.divide(size, step)
    if EXACT.multiply(whole.quantize(_ONE, "ROUND_HALF_UP", EXACT), step) == told_size:
        return "rounded"
    if EXACT.multiply(whole.quantize(_ONE, "ROUND_DOWN", EXACT), step) == told_size:
        return "truncated"
    return "no"
