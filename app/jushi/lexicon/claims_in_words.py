"""Claims that are made in words, without a digit: 百分百, 零投诉, 全部办结, 成倍增长."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from jushi.lazy_pattern import lazy_pattern
from jushi.resources import lexicon_rows

Kind = Literal["whole", "none", "all", "doubled", "halved"]
"""What the figure that is named must hold."""


@dataclass(frozen=True, slots=True)
class WordClaim:
    """One way to make such a claim, with a false and a true example."""

    kind: Kind
    words: re.Pattern[str]
    """What one looks for first: one of these stands in every such claim."""
    pattern: re.Pattern[str]
    """Its groups `name` and `done` hold the words that name the figures."""
    false: str
    true: str


@cache
def word_claims() -> tuple[WordClaim, ...]:
    """The rows of `knowledge/lexicons/word_claims.tsv`."""
    return tuple(
        WordClaim(cast(Kind, kind), lazy_pattern(words), lazy_pattern(pattern), false, true)
        for kind, words, pattern, false, true in lexicon_rows("word_claims.tsv")
    )
