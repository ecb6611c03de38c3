"""Words that say that a value rose or fell. Data: change_words.tsv."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from jushi.lexicon.claim_words import any_of
from jushi.resources import lexicon_rows

_SIGNS = {"up": 1, "down": -1}

ChangeKind = Literal["growth", "amount", "points", "move"]
"""What is told: percent, a number in the unit of the figure, percentage points, or merely which way
a rank or a rate went."""


@dataclass(frozen=True, slots=True)
class ChangeWord:
    """A word that says which way a value went."""

    word: str
    sign: int
    """1 for up, -1 for down."""
    opposite: str
    """What is said of a change the other way; empty where no one word says it."""
    opposite_of_points: str
    """The same before percentage points, where it is another word."""
    told_of: str = ""
    """The `ChangeKind` of rises that this word tells where a sentence is made; empty for most."""

    def turned(self, unit: str) -> str:
        """What is said of a change the other way that is told in `unit`; empty for none."""
        return (self.opposite_of_points if "百分点" in unit else "") or self.opposite


@cache
def change_words() -> tuple[ChangeWord, ...]:
    """All words of change, longest first."""
    found = (
        ChangeWord(word, _SIGNS[sign], opposite, of_points, told_of)
        for word, sign, opposite, of_points, told_of, _example in lexicon_rows("change_words.tsv")
    )
    return tuple(sorted(found, key=lambda one: -len(one.word)))


@cache
def change_pattern(sign: int = 0) -> str:
    """A regular expression of the words of one direction, of both where `sign` is 0.

    Those of one character are left out: 多, 高 and 增 stand in other words, too.
    """
    return "|".join(
        re.escape(one.word) for one in change_words() if len(one.word) > 1 and sign in (0, one.sign)
    )


@cache
def told_change(kind: ChangeKind, sign: int = 1) -> str:
    """The word that a sentence tells a change of `kind` by: 增长, and of a fall 下降."""
    word = next(one for one in change_words() if one.told_of == kind)
    return word.word if sign > 0 else word.opposite


@cache
def turnable_change() -> str:
    """A regular expression of words of change that have an opposite: 同比增长, 扩大.

    Of them a sentence can be made whichever way the value goes. 多 and 高 are left out.
    """
    words = "|".join(one.word for one in change_words() if one.opposite and len(one.word) > 1)
    return f"(?:{any_of('year_on_year').pattern})?(?:{words})"


def names_fall(indicator: str) -> bool:
    """Whether a figure of that name tells a fall as a positive value: 能耗降幅, 较上年减少.

    下降 in the name of a thing does not count: 减税降费, 降水量.
    """
    bare = any_of("no_change", "no_change_in_names").sub("", indicator)
    # 增减 of -5 is a fall of 5, and 增长 of -5 as well.
    goes_either_way = "增长" in bare or any_of("either_way").search(bare)
    return bool(re.search(change_pattern(-1), bare)) and not goes_either_way
