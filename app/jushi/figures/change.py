"""How a figure changed: by how much, in which unit, and by what rate of growth."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jushi.figures.units import decimal_of, parse_unit

POINTS = "个百分点"
_HUNDREDTH = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Change:
    """A value held against the one before it."""

    difference: Decimal
    """In `unit`, a rise positive."""
    unit: str
    """The unit of both values; 个百分点 where they are rates."""
    growth: Decimal | None
    """In %, a rise positive; None for a rate, and where the value before was not positive."""


def has_growth(previous: Decimal, unit: str) -> bool:
    """Whether a rate of growth can be told: of no rate, of nothing, and of no loss.

    From -4万元 to 5万元 is no fall of 225%.
    """
    return previous > 0 and not parse_unit(unit).is_rate


def change_of(value: Decimal, previous: Decimal, unit: str, *, in_points: bool = False) -> Change:
    """Give the change from `previous` to `value`, both in `unit`.

    5.2‰ is 0.12个百分点 above 4.0‰. `in_points` asks for points of what is a ratio and no rate:
    1.5倍 is 30个百分点 above 1.2倍.
    """
    difference, measured = value - previous, parse_unit(unit)
    growth = difference / previous * 100 if has_growth(previous, unit) else None
    if not (measured.is_rate or in_points):
        return Change(difference, unit, growth)
    per_point = measured.factor / _HUNDREDTH
    points = difference if per_point == 1 else decimal_of(Fraction(difference) * per_point)
    return Change(points, POINTS, growth)
