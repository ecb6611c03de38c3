"""Hedges that are true: which round number and which word stand for a value. Data: hedges.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cache
from typing import Literal, assert_never

import yaml

from jushi.resources import resource_path

_FILE = resource_path("knowledge", "lexicons", "hedges.yaml")

Position = Literal["front", "before_unit", "after_unit"]
Claim = Literal["over", "near", "around", "at_least", "at_most", "less_than"]


@dataclass(frozen=True, slots=True)
class Hedge:
    """A hedging word: where it stands and what it says of the printed number."""

    word: str
    position: Position
    claims: Claim
    partner: str = ""
    """The word for a value that lies on the other side of the nearest round number."""


@dataclass(frozen=True, slots=True)
class Direction:
    """A word that says which way a value went, and its opposite."""

    word: str
    sign: int
    """1 for up, -1 for down."""
    opposite: str
    unit: str = ""
    """Only before values in this unit; empty for any."""


@dataclass(frozen=True, slots=True)
class HedgedNumber:
    """A round number and the word that makes it true; no word where it is exact."""

    number: Decimal
    hedge: Hedge | None


@dataclass(frozen=True, slots=True)
class _Table:
    hedges: Mapping[str, Hedge]
    near_share: Decimal
    digits: int
    percent_word: str
    lead_ins: tuple[tuple[str, str], ...]
    directions: tuple[Direction, ...]
    unchanged: str


@cache
def _table() -> _Table:
    loaded = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    signs = {"up": 1, "down": -1}
    return _Table(
        hedges={row["word"]: Hedge(**row) for row in loaded["hedges"]},
        near_share=Decimal(loaded["near_share"]),
        digits=int(loaded["significant_digits"]),
        percent_word=loaded["percent_word"],
        lead_ins=tuple((row["after_drop"], row["becomes"]) for row in loaded["lead_ins"]),
        directions=tuple(
            Direction(row["word"], signs[row["sign"]], row["opposite"], row.get("unit", ""))
            for row in loaded["directions"]
        ),
        unchanged=loaded["unchanged"],
    )


def hedge_of(word: str) -> Hedge | None:
    """Give the hedge that `word` is, None if it is none."""
    return _table().hedges.get(word)


def before_percent(hedge: Hedge) -> Hedge:
    """Give the hedge that may stand with %: 99%以上 in place of 99%余."""
    if hedge.position != "before_unit":
        return hedge
    return _table().hedges[_table().percent_word]


def directions() -> tuple[Direction, ...]:
    """Give the direction words, those of one unit before those of any."""
    return _table().directions


def unchanged_word() -> str:
    """Give the word for a change of nothing: 持平."""
    return _table().unchanged


def lead_ins() -> tuple[tuple[str, str], ...]:
    """Give words that no longer fit before a number that lost its hedge, each with the fit one."""
    return _table().lead_ins


def hedged(
    value: Decimal, word: str, *, digits: int | None = None, step: Decimal | None = None
) -> HedgedNumber:
    """Give the round number nearest to `value` in the manner of `word`, with a word that is true.

    `step` is what the number is rounded to; without it so that `digits` significant digits stay,
    two unless told, and at least one less than the whole number has. 1701 余 gives 1700余, 1689
    gives 近1700, 1700 gives 1700 without a word, 99.2 以上 in steps of 1 gives 99以上. A number
    too small to be rounded comes back as it is, without a word.

    `value` is not negative. Raises KeyError for a word that is no hedge.
    """
    hedge = _table().hedges[word]
    grain = step if step is not None else _grain(value, digits or _table().digits)
    if grain is None:
        return HedgedNumber(value, None)
    floor = (value / grain).to_integral_value(ROUND_FLOOR) * grain
    ceiling = (value / grain).to_integral_value(ROUND_CEILING) * grain
    if floor == value or (floor == 0 and hedge.claims in ("over", "at_least")):
        return HedgedNumber(value, None)
    is_near = ceiling - value <= grain * _table().near_share
    match hedge.claims:
        case "over":
            return _chosen(ceiling, hedge.partner) if is_near else HedgedNumber(floor, hedge)
        case "near":
            if is_near or floor == 0:
                return HedgedNumber(ceiling, hedge) if is_near else HedgedNumber(value, None)
            return _chosen(floor, hedge.partner)
        case "around":
            nearest = (value / grain).to_integral_value(ROUND_HALF_UP) * grain
            return HedgedNumber(nearest, hedge) if nearest else HedgedNumber(value, None)
        case "at_least":
            return HedgedNumber(floor, hedge)
        case "at_most" | "less_than":
            return HedgedNumber(ceiling, hedge)
        case _:
            assert_never(hedge.claims)


def _chosen(number: Decimal, word: str) -> HedgedNumber:
    return HedgedNumber(number, _table().hedges[word])


def _grain(value: Decimal, digits: int) -> Decimal | None:
    """What a whole number is rounded to so that `digits` digits stay; None if it is too small."""
    whole = value.to_integral_value(ROUND_FLOOR)
    length = len(str(whole.quantize(Decimal(1)))) if whole else 0
    if length < 2:
        return None
    return Decimal(10) ** (length - min(digits, length - 1))
