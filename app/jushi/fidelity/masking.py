"""The words around a number: what of a text may name an indicator, and what may not."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from operator import itemgetter

from jushi.characters import COUNTING
from jushi.fidelity.structure import Span
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import any_of, any_of_words
from jushi.numbers import Kind, Mention
from jushi.text import CLAUSE_STOPS, STATEMENT_STOPS


def spans_of(text: str, words: Sequence[str]) -> list[Span]:
    """Where any of `words` stands, in text order."""
    if not words:
        return []
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return [match.span() for match in re.finditer(pattern, text)]


def lies_in(spans: Sequence[Span], mention: Mention) -> bool:
    place = bisect_right(spans, mention.start, key=itemgetter(0)) - 1
    return place >= 0 and spans[place][0] <= mention.start and mention.end <= spans[place][1]


def is_in_title(text: str, offset: int) -> bool:
    """Whether `offset` lies between 《 and 》 of one line."""
    opened = text.rfind("《", max(0, offset - 80), offset)
    return opened >= 0 and not re.search("[》\n]", text[opened:offset])


def is_in_brackets(text: str, start: int, offset: int) -> bool:
    """Whether （ or ( stands open at `offset` since `start`."""
    opened = max(text.rfind(mark, start, offset) for mark in "（(")
    return opened >= 0 and not any(text.find(mark, opened, offset) >= 0 for mark in "）)")


RUN_IN = lazy_pattern(
    rf"[^\S\n]*(?:[（(]?[{COUNTING}\d]{{1,3}}[）)、.．]|[{COUNTING}]是)?"
    rf"[^{STATEMENT_STOPS}，,：:\d]{{2,16}}。"
)
"""A paragraph up to its second sentence, where the first is a heading: （一）行政处罚。"""


def mask_numbers(text: str, mentions: Sequence[Mention], anchors: Sequence[Mention]) -> str:
    """Blank the numbers and time words, same length: they are not words of an indicator."""
    parts, place = [], 0
    spans = sorted(
        {
            (m.start, m.end)
            for m in (*mentions, *anchors)
            if m.kind not in _NAMES and not m.text.endswith("均")  # 日均, 年均 are words of a name
        },
    )
    for start, end in spans:
        if start < place:
            start = place
        if end <= start:
            continue
        parts += [text[place:start], "\0" * (end - start)]
        place = end
    parts.append(text[place:])
    return "".join(parts)


_NAMES = frozenset({Kind.SET_PHRASE, Kind.NAMED_EVENT, Kind.DOC_NUMBER, Kind.PHONE_OR_CODE})


def words_beside(before: str, after: str) -> str:
    return re.sub(rf"[\s{CLAUSE_STOPS}、]", "", f"{before[-40:]}{after[:20]}")


def trim_words(words: str) -> str:
    """Take single stop words off both ends: 共 of 共梳理, 达 of 办结率达; 日均 stays."""
    trimmed = words.strip(_at_the_ends())
    rest = trimmed or words.strip("\0 \t，、：:（(的为达了是")
    return "" if rest in any_of_words("up", "down") else rest  # 增3.9% names nothing


@cache
def _at_the_ends() -> str:
    single = "".join(w for w in any_of_words("stop", "up", "down", "total") if len(w) == 1)
    return single + "\0 \t，、：:（(比较于由从按将把仅只再又更约近"


@cache
def each_word() -> re.Pattern[str]:
    """均 of 率均达, not of 人均 and 平均."""
    return re.compile(rf"(?<![平人户亩村场日月年班生床校镇店株次件例])(?:{any_of('each').pattern})")


@cache
def words_of(*roles: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(w) for w in any_of_words(*roles) if len(w) > 1))


@cache
def whole_words(*roles: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(*roles).pattern})\b", re.IGNORECASE)


def blank_words(text: str, pattern: re.Pattern[str], keep: re.Pattern[str] | None = None) -> str:
    """Blank what `pattern` finds, but for the words of `keep`: 增加 of 增加值 is part of a name."""
    if keep is None:
        return pattern.sub(lambda m: "\0" * len(m.group()), text)
    both = re.compile(f"(?P<keep>{keep.pattern})|{pattern.pattern}")
    return both.sub(lambda m: m.group() if m["keep"] else "\0" * len(m.group()), text)


def role_of(before: str, behind: str = "") -> str:
    """`total`, `rest`, `lacking` or `part`, as the words beside a number have it; or empty."""
    if any_of("lacking_behind").match(behind):
        return "lacking"
    tail = before[-10:]
    for role in ("rest", "total", "lacking"):
        if _shortly_before(role).search(tail):
            return role
    return "part" if any_of("part").search(before) else ""


@cache
def _shortly_before(role: str) -> re.Pattern[str]:
    # 调入公共预算1.51亿元 is no total.
    return re.compile(rf"(?<!公)(?:{any_of(role).pattern})[^{CLAUSE_STOPS}、]{{0,6}}$")


@cache
def only_changed() -> re.Pattern[str]:
    """下降, 同比增长, 增幅达: words of change, and of nothing that may have changed."""
    turn = any_of("up", "down", "rate", "falling_rate").pattern
    compared = any_of("year_on_year").pattern
    return re.compile(rf"(?:{compared})?(?:{turn})(?:了|达到?|为|近|超过?|约)?")
