"""Days that no calendar has: 2月30日, 2023年2月29日, 二〇二四年十三月."""

import re
from calendar import monthrange
from collections.abc import Iterator

from jushi.characters import COUNTING, ONE_TO_NINE
from jushi.fidelity.verdict import Code
from jushi.fidelity.within.observation import Observation
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import CHINESE_DIGITS
from jushi.numbers import parse_numeral
from jushi.text import CENTURY

_LEAP_YEAR = 2024
"""A day without a year may be one of a leap year."""
_YEAR = rf"(?P<year>{CENTURY}\d\d|[一二][零〇○{ONE_TO_NINE}]{{3}})\s?年\s?"
_NUMBER = rf"(?:\d{{1,2}}|[{COUNTING}]{{1,3}})"
_PATTERNS = (
    # 2024年2月30日, 2月30日, 二〇二四年二月三十日
    lazy_pattern(
        rf"(?<![\d{COUNTING}个])(?:{_YEAR})?(?P<month>{_NUMBER})\s?月\s?(?P<day>{_NUMBER})\s?[日号]"
    ),
    # 2024年13月
    lazy_pattern(rf"{_YEAR}(?P<month>{_NUMBER})\s?月(?P<day>)"),
    # 2024-02-30, 2024/2/30
    lazy_pattern(
        rf"(?<![\d/.-])(?P<year>{CENTURY}\d\d)([-/])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}})(?![\d/.-])"
    ),
)


def day_observations(text: str) -> tuple[Observation, ...]:
    """Give the days and months that do not exist, in text order."""
    return tuple(sorted(_observations(text), key=lambda seen: seen.start))


def _observations(text: str) -> Iterator[Observation]:
    until: dict[int, int] = {}
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if match.start() in until or _exists(match):
                continue
            until[match.start()] = match.end()
            params = (("told", match[0]),)
            yield Observation(Code.WRONG_DATE, *match.span(), "no_such_day", params)


def _exists(match: re.Match[str]) -> bool:
    month = _number(match["month"])
    if not 1 <= month <= 12:
        return False
    if not match["day"]:
        return True
    year = match["year"]
    known = int("".join(str(CHINESE_DIGITS.get(c, c)) for c in year)) if year else _LEAP_YEAR
    return 1 <= _number(match["day"]) <= monthrange(known, month)[1]


def _number(text: str) -> int:
    """Give 12 for 12 and for 十二, 20 for 二十, 0 for what is no number."""
    try:
        return int(parse_numeral(text))
    except ValueError:
        return 0
