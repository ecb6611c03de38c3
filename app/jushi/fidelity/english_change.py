"""Words of rise and fall beside a number in English."""

import re
from functools import cache

from jushi.lexicon import any_of
from jushi.numbers import Kind, Mention

_BETWEEN_EN = r"(?:\s+(?:nearly|almost|about|around|some|over|more than|roughly))?"


def english_direction(mention: Mention, before: str, after: str) -> int:
    """Up 9.0%, rose by nearly 9.0%, a 9.0% increase; 0 where none is told."""
    if mention.kind not in _MAY_CHANGE:
        return 0
    for role, sign in (("up_en", 1), ("down_en", -1)):
        if _english_before(role).search(before[-36:]) or _english_behind(role).match(after):
            return sign
    return 0


_MAY_CHANGE = frozenset({Kind.PERCENT, Kind.PERCENTAGE_POINT, Kind.QUANTITY, Kind.MONEY})


@cache
def _english_before(role: str) -> re.Pattern[str]:
    words = any_of(role).pattern
    return re.compile(rf"\b(?:{words})(?:\s+by)?{_BETWEEN_EN}\s*$", re.IGNORECASE)


@cache
def _english_behind(role: str) -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{any_of(role).pattern})\b", re.IGNORECASE)
