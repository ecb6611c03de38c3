"""The names of a list: 甲、乙和丙分别为…, 小学、初中、高中在校生."""

import re
from functools import cache

from jushi.fidelity.structure import Span
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import any_of
from jushi.text import CLAUSE_STOPS

AND = lazy_pattern(r"、|(?<=”)(?=“)|以及|和(?!谐|解|平)|及(?!时|早|格)|与(?!会)")

COMMA = lazy_pattern("、|(?<=”)(?=“)")

TURNS = lazy_pattern(
    "一[升增涨]一[降减跌]|一[降减跌]一[升增涨]|双[升降增减]|[均都](?:有所)?$|同步$"
)


_HOW_MANY = lazy_pattern("^[两三四五六七八九](?=[^\\d、]{2})")


def with_tail(names: list[str]) -> list[str]:
    """小学、初中、高中在校生 names 小学在校生, too: what the last has more is said of all."""
    sizes = {len(name) for name in names[:-1]}
    if len(names) < 2 or len(sizes) != 1:
        return names
    (size,) = sizes
    tail = _HOW_MANY.sub("", names[-1][size:])  # 东、西两院区 names 东院区 and 西院区
    if tail != names[-1][size:]:
        names = [*names[:-1], names[-1][:size] + tail]
    return [*(name + tail for name in names[:-1]), names[-1]] if len(tail) >= 2 else names


def clause_before(text: str, start: int, end: int) -> str:
    begin = max(text.rfind(mark, start, max(start, end - 1)) + 1 for mark in CLAUSE_STOPS)
    return text[max(begin, start) : max(start, end - 1)]


def list_before(text: str, start: int, end: int, link: re.Pattern[str] | None = None) -> list[Span]:
    """Spans of the names of the list that ends at `end`: A、B和C分别为…."""
    begin = max((text.rfind(mark, start, end) + 1 for mark in CLAUSE_STOPS), default=start)
    begin = max(begin, start)
    spans, place = [], begin
    for mark in (link or AND).finditer(text[begin:end]):
        spans.append((place, begin + mark.start()))
        place = begin + mark.end()
    spans.append((place, end))
    return [(a, b) for a, b in spans if text[a:b].strip()]


def listed_names(text: str, start: int, end: int, count: int) -> list[str]:
    """The names of the list that ends at `end`; 和 parts none where 、 alone gives `count`."""
    found: list[str] = []
    for mark in (AND, COMMA):
        spans = list_before(text, start, end, mark)
        found = with_tail([TURNS.sub("", _bare(text[a:b])) for a, b in spans])
        if len(found) == count:
            return found
    return found


def _bare(name: str) -> str:
    return re.sub("^(?:其中|分[^，。]{1,3}看)[，,：:]?", "", name.strip())


@cache
def list_words() -> re.Pattern[str]:
    """分别 and the like; 各 only where numbers follow in turn: 比上年各增加17名和21名."""
    inside = rf"[^{CLAUSE_STOPS}、\d]"
    turn = rf"各(?={inside}{{0,5}}\d[\d.]*{inside}{{0,6}}[、和]\d)"
    return re.compile(f"{any_of('respectively').pattern}|{turn}")


@cache
def base_alone() -> re.Pattern[str]:
    """同比 and 环比 alone: 同比、环比分别增长9.5%和4.2% lists what is compared with."""
    return re.compile(any_of("year_on_year", "period_on_period").pattern)
