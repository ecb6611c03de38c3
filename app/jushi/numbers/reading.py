"""A numeral with its unit, as the recognisers hand it on."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from jushi.characters import HAN
from jushi.lazy_pattern import lazy_pattern
from jushi.numbers.core import Core, core_at
from jushi.numbers.english_numeral import english_core_at, english_scaled
from jushi.numbers.lexicon import units
from jushi.numbers.mention import Form, Kind
from jushi.numbers.numeral import times

BEFORE_ENGLISH = lazy_pattern(r" {0,2}-? ?[A-Za-z]")
"""What stands behind digits that English words go on with."""

_AFTER_UNIT = lazy_pattern(r"(?P<word>多|余)(?![元样种项个次方名余家条人])")
_PER = lazy_pattern(rf"/每?(?P<unit>[{HAN}a-zA-Z㎡㎥]{{1,4}}[²³23]?)")
_TABLE_UNITS = frozenset({"area", "volume", "length", "weight", "energy"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A numeral with its unit, before approximators and ranges are looked at."""

    core: Core
    end: int
    kind: Kind
    unit: str | None
    detail: str
    measures: str = ""
    """Class of the unit: `count`, `time`, `money`, …; empty where none is written."""

    @property
    def is_bare(self) -> bool:
        """Whether no unit was written."""
        return self.unit is None and self.kind is Kind.QUANTITY


def any_core_at(text: str, at: int) -> Core | None:
    """Give the numeral at `at`, in digits, Chinese or English words."""
    if text[at].isascii() and text[at].isalpha():
        return english_core_at(text, at)
    core = core_at(text, at)
    if core is not None and BEFORE_ENGLISH.match(text, core.end):
        return english_scaled(text, core)
    return core


def scaled_core(core: Core, size: Decimal, end: int) -> Core:
    """Give `core` multiplied by the scale word that ends at `end`."""
    assert core.value is not None
    return replace(
        core, end=end, value=times(core.value, size), step=times(core.step, size), scale=size
    )


def much_after(text: str, core: Core, end: int, measures: str) -> tuple[Core, int]:
    """Take in 多 behind the unit: 3年多, 一倍多 are less than one unit more."""
    if measures in ("count", "score") or core.approximator or core.value is None:
        return core, end
    much = _AFTER_UNIT.match(text, end)
    if much is None:
        return core, end
    return replace(core, approximator=much["word"], form=Form.OVER), much.end()


def with_rate(text: str, unit: str, end: int) -> tuple[str, int]:
    """Take in what a rate is counted by: 50元/人 is in 元/人."""
    per = _PER.match(text, end)
    if per is None:
        return unit, end
    word = _per_unit(per["unit"])
    known = units().get(word)
    # m³ and 立方米 are one unit; 日 and 天 stay as they are told.
    below = known.canonical if known and known.measures in _TABLE_UNITS else word
    return f"{unit}/{below}", per.start("unit") + len(word)


def _per_unit(word: str) -> str:
    for length in range(len(word), 0, -1):
        if word[:length] in units() and (length == len(word) or not word[length].isascii()):
            return word[:length]
    if word[0].isascii():
        letters = re.match(r"[a-zA-Z]+", word)
        return letters.group() if letters else word[:1]
    for length in range(len(word), 0, -1):
        if word[:length].lstrip("万亿百千") in units():
            return word[:length]
    return word[:1]
