"""The words by which an indicator is found around a number. Data: indicator_words.yaml."""

import re
from dataclasses import dataclass
from functools import cache

from jushi.lexicon import turnable_change
from jushi.resources import lexicon_yaml


@dataclass(frozen=True, slots=True)
class IndicatorWords:
    """The lexicon, as patterns that match at the start or end of a phrase, longest word first."""

    opening: re.Pattern[str]
    closing: re.Pattern[str]
    shared: re.Pattern[str]
    cut_after: re.Pattern[str]
    not_counted: re.Pattern[str]
    verb: re.Pattern[str]
    change: re.Pattern[str]
    """Words of change behind which a number tells how another went."""
    rank_verb: re.Pattern[str]
    rates: tuple[str, ...]


@cache
def indicator_words() -> IndicatorWords:
    """Give the lexicon that ships."""
    loaded: dict[str, list[str]] = lexicon_yaml("indicator_words.yaml")
    return IndicatorWords(
        opening=re.compile(rf"(?:{_any(loaded['opening'])})"),
        closing=re.compile(rf"(?:{_any(loaded['closing'])})$"),
        shared=re.compile(rf"(?:{_any(loaded['shared'])})"),
        cut_after=re.compile(rf"(?:{_any(loaded['cut_after'])})"),
        not_counted=re.compile(rf"(?:{_any(loaded['not_counted'])})"),
        verb=re.compile(rf"(?:{_any(loaded['verbs'])})(?![员者率证站])"),
        change=re.compile(turnable_change()),
        rank_verb=re.compile(rf"(?:{_any(loaded['rank_verbs'])})"),
        rates=tuple(loaded["generic_rates"]),
    )


def _any(words: list[str]) -> str:
    return "|".join(sorted((re.escape(w) for w in words), key=lambda w: (-len(w), w)))
