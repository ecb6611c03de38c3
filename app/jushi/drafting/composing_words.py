"""The wording of the composer. Data: composing.yaml."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from jushi.lexicon import ChangeKind, any_of, any_of_words, change_words, told_change
from jushi.resources import lexicon_yaml


@dataclass(frozen=True, slots=True)
class SentencePattern:
    """How to tell a figure whose indicator ends so and whose unit is one of these."""

    text: str
    """Holds {slot} and {indicator}, or {stem}: the indicator without its ending."""
    endings: tuple[str, ...] = ()
    """Empty fits any indicator."""
    units: tuple[str, ...] = ()
    """Empty fits any unit."""
    form: str = ""
    """Forms of the slot, with | between."""
    is_of_things: bool = False
    """Whether it is for indicators without a verb: 服务点12个, not 聘请监督员42名."""
    is_level: bool = True
    """Whether last year's value may stand beside it: not beside a rank, or what is a change."""


@dataclass(frozen=True, slots=True)
class ComposingWords:
    """Words for taking clauses out, and patterns for plain sentences."""

    dependent: re.Pattern[str]
    leaning: re.Pattern[str]
    leading_on: tuple[str, ...]
    afresh: re.Pattern[str]
    connective: re.Pattern[str]
    figures_in_sentence: int
    whole_year: str
    first_months: str
    other_period: str
    patterns: tuple[SentencePattern, ...]
    nouns: re.Pattern[str]
    """Verbs that are nouns where they do not begin an indicator: 基层服务点."""
    unchanged: str
    compared: Mapping[ChangeKind, str]
    """What stands before the word of a change: 同比, 比上年."""
    changes: Mapping[str, Any]
    """How a section tells at its end what changed: `lead`, `most`, `marked` in percent."""
    joint: str
    parts: str
    year_end: Mapping[str, Any]
    """Wording of problems and plans, by role."""


@cache
def composing_words() -> ComposingWords:
    """Give the wording that ships."""
    loaded = lexicon_yaml("composing.yaml")
    pruning, plain = loaded["pruning"], loaded["plain"]
    growth = (told_change("growth"), told_change("growth", -1))
    return ComposingWords(
        dependent=_start([*pruning["dependent"], *any_of_words("compare"), *growth]),
        leaning=_start(pruning["leaning"]),
        leading_on=tuple(pruning["leading_on"]),
        afresh=_start(pruning["afresh"]),
        connective=_start(pruning["connective"]),
        figures_in_sentence=plain["figures_in_sentence"],
        whole_year=plain["whole_year"],
        first_months=plain["first_months"],
        other_period=plain["other_period"],
        patterns=tuple(map(_pattern, plain["patterns"])),
        nouns=_start(plain["nouns"]),
        unchanged=plain["compared"]["same"],
        compared=plain["compared"],
        changes=plain["changes"],
        joint=plain["joint"],
        parts=plain["parts"],
        year_end=loaded["year_end"],
    )


def _pattern(row: Mapping[str, Any]) -> SentencePattern:
    text = row["text"]
    if "told" in row:
        text = text.replace("{change}", told_change(row["told"]))
    return SentencePattern(
        text,
        _endings(row.get("ending", ())),
        tuple(row.get("unit", ())),
        row.get("form", ""),
        row.get("things", False),
        row.get("level", True),
    )


def _endings(told: Sequence[str] | Literal["either_way", "turned"]) -> tuple[str, ...]:
    if told == "either_way":
        return any_of_words("either_way", "change_named")
    if told == "turned":
        # 增速 and 降幅 are names of what is measured: 增速为5%.
        words = (one.word for one in change_words() if one.opposite and len(one.word) > 1)
        return tuple(word for word in words if not any_of("rate").fullmatch(word))
    return tuple(told)


def _start(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w))))
