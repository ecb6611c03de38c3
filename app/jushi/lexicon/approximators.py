"""Words that make an interval of a number: 近1700, 1700余人, 98%以上, over 1700."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from jushi.resources import lexicon_rows

Place = Literal["before", "inside", "after"]
"""Before the numeral; between numeral and unit; behind the unit."""
_ORDER = ("inside", "after", "before")


@dataclass(frozen=True, slots=True)
class Approximator:
    """One such word."""

    word: str
    language: str
    """`zh` and `en` stand in texts, `cell` in cells of a workbook alone."""
    place: Place
    form: str
    """What it makes of the number: a value of `jushi.numbers.Form`."""
    workbook: str
    """The word by which a workbook keeps it in 约数; empty where it may not stand there."""
    partner: str
    """What takes its place where the value lies on the other side of the round number."""


@cache
def approximators() -> tuple[Approximator, ...]:
    """The rows of `knowledge/lexicons/approximators.tsv`."""
    return tuple(
        Approximator(word, language, cast(Place, place), form, workbook, partner)
        for word, language, place, form, workbook, partner in lexicon_rows("approximators.tsv")
    )


@cache
def chinese_approximators() -> Mapping[str, Approximator]:
    """Those of Chinese texts by word; each has one place."""
    return {one.word: one for one in approximators() if one.language == "zh"}


@cache
def forms_at(place: Place, language: Literal["zh", "en"]) -> Mapping[str, str]:
    """The form of each word that stands at `place` in texts of `language`."""
    return {
        one.word: one.form
        for one in approximators()
        if one.place == place and one.language == language
    }


@cache
def workbook_approximators() -> tuple[str, ...]:
    """What 约数 may hold, the standard words alone: 余, 多, 以上, …"""
    kept = [one for one in approximators() if one.workbook == one.word]
    return tuple(one.word for one in sorted(kept, key=lambda one: _ORDER.index(one.place)))


@cache
def in_cells(*places: Place) -> Mapping[str, str]:
    """The standard word of each word that a cell may hold at `places`, longest first."""
    found = {
        one.word: one.workbook for one in approximators() if one.workbook and one.place in places
    }
    return {word: found[word] for word in sorted(found, key=len, reverse=True)}


@cache
def approximator_pattern(*places: Place) -> str:
    """An expression for the words of Chinese texts at `places`, longest first."""
    words = [one.word for one in chinese_approximators().values() if one.place in places]
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def with_approximator(digits: str, word: str, unit: str = "") -> str:
    """`digits` with `word` where it stands and `unit`: 近1700件, 1700余件, 98%以上, 12 kWh."""
    if unit[:1].isascii() and unit[:1].isalpha():
        unit = f" {unit}"
    if not word:
        return f"{digits}{unit}"
    known = chinese_approximators().get(word)
    match known.place if known is not None else "before":
        case "inside":
            return f"{digits}{word}{unit}"
        case "after":
            return f"{digits}{unit}{word}"
        case _:
            return f"{word}{digits}{unit}"
