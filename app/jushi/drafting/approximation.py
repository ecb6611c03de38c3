"""Approximations that are true: which round number and which word stand for a value.

Data: `approximators.tsv`, `approximation.yaml`.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cache

from jushi.lexicon import Approximator, chinese_approximators
from jushi.resources import lexicon_yaml


@dataclass(frozen=True, slots=True)
class ApproximateNumber:
    """A round number and the word that makes it true; no word where it is exact."""

    number: Decimal
    approximator: Approximator | None


@dataclass(frozen=True, slots=True)
class _Table:
    near_share: Decimal
    digits: int
    percent_word: str
    lead_ins: tuple[tuple[str, str], ...]
    unchanged: str


@cache
def _table() -> _Table:
    loaded = lexicon_yaml("approximation.yaml")
    return _Table(
        near_share=Decimal(loaded["near_share"]),
        digits=int(loaded["significant_digits"]),
        percent_word=loaded["percent_word"],
        lead_ins=tuple((row["after_drop"], row["becomes"]) for row in loaded["lead_ins"]),
        unchanged=loaded["unchanged"],
    )


def before_percent(word: Approximator) -> Approximator:
    """Give the approximator that may stand with %: 99%以上 in place of 99%余."""
    if word.place != "inside":
        return word
    return chinese_approximators()[_table().percent_word]


def unchanged_word() -> str:
    """Give the word for a change of nothing: 持平."""
    return _table().unchanged


def lead_ins() -> tuple[tuple[str, str], ...]:
    """Words that no longer fit before a number without its approximator, each with the fit one."""
    return _table().lead_ins


def approximate(
    value: Decimal, word: str, *, digits: int | None = None, step: Decimal | None = None
) -> ApproximateNumber:
    """Give the round number nearest to `value` in the manner of `word`, with a word that is true.

    `step` is what the number is rounded to; without it so that `digits` significant digits stay,
    two unless told, and at least one less than the whole number has. 1701 余 gives 1700余, 1689
    gives 近1700, 1700 gives 1700 without a word, 99.2 以上 in steps of 1 gives 99以上. A number
    too small to be rounded comes back as it is, without a word.

    `value` is not negative. Raises KeyError for a word that is no approximator.
    """
    told = chinese_approximators()[word]
    grain = step if step is not None else _grain(value, digits or _table().digits)
    if grain is None:
        return ApproximateNumber(value, None)
    floor = (value / grain).to_integral_value(ROUND_FLOOR) * grain
    ceiling = (value / grain).to_integral_value(ROUND_CEILING) * grain
    if floor == value or (floor == 0 and told.form in ("over", "more_than", "at_least")):
        return ApproximateNumber(value, None)
    is_near = ceiling - value <= grain * _table().near_share
    match told.form:
        case "over" | "more_than":
            return _chosen(ceiling, told.partner) if is_near else ApproximateNumber(floor, told)
        case "near":
            if is_near or floor == 0:
                return (
                    ApproximateNumber(ceiling, told) if is_near else ApproximateNumber(value, None)
                )
            return _chosen(floor, told.partner)
        case "approx":
            nearest = (value / grain).to_integral_value(ROUND_HALF_UP) * grain
            return ApproximateNumber(nearest, told) if nearest else ApproximateNumber(value, None)
        case "at_least":
            return ApproximateNumber(floor, told)
        case "at_most" | "less_than":
            return ApproximateNumber(ceiling, told)
        case _:
            raise ValueError(f"{told.form} is no form of an approximator")


def _chosen(number: Decimal, word: str) -> ApproximateNumber:
    return ApproximateNumber(number, chinese_approximators()[word])


def _grain(value: Decimal, digits: int) -> Decimal | None:
    """What a whole number is rounded to so that `digits` digits stay; None if it is too small."""
    whole = value.to_integral_value(ROUND_FLOOR)
    length = len(str(whole.quantize(Decimal(1)))) if whole else 0
    if length < 2:
        return None
    return Decimal(10) ** (length - min(digits, length - 1))
