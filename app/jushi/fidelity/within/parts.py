"""Parts and totals in a sentence: 共100件，其中甲60件、乙50件; 甲3件、乙4件，两项合计8件."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from jushi.fidelity.verdict import Code, Finding
from jushi.fidelity.within.observation import Observation, within_words
from jushi.lazy_pattern import lazy_pattern
from jushi.numbers import Kind, Mention
from jushi.text import CLAUSE_STOPS, STATEMENT_STOPS

_AMOUNTS = frozenset({Kind.QUANTITY, Kind.MONEY})
_ASIDE = lazy_pattern(r"^[（(][^（）()\n]{0,30}[）)]")  # 60件（占60%）、刑事
_LONGEST_NAME = 24
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_FAR = 300
"""Characters in front of a number in which its clause begins, or it is none."""
_STOPS = (*CLAUSE_STOPS, "、", "\n")
_LONGEST_GAP = 8
"""Characters between a total and 其中: 2139条，其中 or 2139条（不含…）。其中，."""


def part_findings(text: str, mentions: Sequence[Mention], language: str) -> tuple[Finding, ...]:
    """Give parts that are more than their total, and totals that are not their sum."""
    return tuple(
        seen.as_finding(language)
        for seen in part_observations(text, mentions)
        if seen.code is Code.WRONG_ARITHMETIC
    )


def part_observations(text: str, mentions: Sequence[Mention]) -> tuple[Observation, ...]:
    """Give totals with the parts told behind or before them, in text order.

    Only parts that are joined by 、 are added up, and none whose names may share members
    (党员, 女性): of those behind 其中, the first alone must not be more than the total.
    """
    amounts = [m for m in mentions if m.kind in _AMOUNTS and m.value is not None]
    seen = [*_behind(text, amounts), *_before(text, amounts)]
    return tuple(sorted(seen, key=lambda one: one.start))


def _behind(text: str, amounts: Sequence[Mention]) -> Iterator[Observation]:
    opener = _opener()
    for place, total in enumerate(amounts):
        gap = opener.search(text, total.end, total.end + _LONGEST_GAP)
        if gap is None or "\n" in text[total.end : gap.start()] or _is_change(text, total):
            continue
        rest = amounts[place + 1 :]
        parts = _chain(text, gap.end(), rest, total.unit)
        if not parts:
            continue
        told = _params(text, total, parts)
        _, high = _bounds(total)
        if high is None or any(_bounds(part)[0] is None for part in parts):
            continue
        lows = [_bounds(part)[0] or Decimal(0) for part in parts]
        if lows[0] > high:
            first = _params(text, total, parts[:1])
            yield _wrong(total, "part_over_total", first)
        elif len(parts) > 1 and sum(lows) > high and not _may_overlap(text, gap.end(), parts):
            yield _wrong(total, "parts_over_total", told)


@cache
def _opener() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, within_words("parts"))))


def _chain(text: str, start: int, amounts: Sequence[Mention], unit: str | None) -> list[Mention]:
    """The amounts of one unit that follow, each with its name in front and joined by 、."""
    parts: list[Mention] = []
    for mention in amounts[:20]:
        between = text[start : mention.start]
        if parts:
            between = _ASIDE.sub("", between)
            if not between.startswith(("、", "和", "及", "以及", "与")):
                break
            between = between.lstrip("、和及以与")
        name = between.lstrip("，, ：:")
        is_one = len(name) <= _LONGEST_NAME and not any(stop in name for stop in _STOPS)
        if mention.unit != unit or not is_one or (parts and not name) or _turns(name):
            break
        parts.append(mention)
        start = mention.end
    return parts


def _is_change(text: str, total: Mention) -> bool:
    """Whether an amount is by how much another grew: 增加2万人，其中城镇常住人口171万人."""
    low = max(0, total.start - _FAR)
    begin = max(low, *(text.rfind(stop, low, total.start) + 1 for stop in _STOPS))
    words = text[begin : total.start].replace("新增", "")
    return any(word in words for word in within_words("change"))


def _turns(name: str) -> bool:
    return any(word in name for word in within_words("turn"))


def _may_overlap(text: str, start: int, parts: Sequence[Mention]) -> bool:
    words = text[start : parts[-1].start]
    if "男" in words:
        words = words.replace("女", "", 1)
    return any(word in words for word in within_words("overlap"))


def _before(text: str, amounts: Sequence[Mention]) -> Iterator[Observation]:
    words = "|".join(map(re.escape, within_words("sum_of")))
    count = f"(?P<count>[{''.join(_COUNTS)}])[项类者种部]"
    sum_of = re.compile(rf"(?:{count}|，)(?:{words})(?:为|达|约|达到)?$")
    for place, total in enumerate(amounts):
        found = sum_of.search(text[max(0, total.start - 12) : total.start])
        if found is None:
            continue
        if found["count"]:
            parts = _counted(text, amounts[:place], total, _COUNTS[found["count"]])
        else:
            parts = _chain_before(text, amounts[:place], total)
        if not parts:
            continue
        (low, high), bounds = _bounds(total), [_bounds(part) for part in parts]
        lows, highs = [b[0] for b in bounds], [b[1] for b in bounds]
        if None in (low, high, *lows, *highs):
            continue
        least, most = sum(map(_known, lows), Decimal(0)), sum(map(_known, highs), Decimal(0))
        params = _params(text, total, parts)
        if least <= _known(high) and _known(low) <= most:
            yield Observation(Code.DERIVED, total.start, total.end, "prose_sum", params)
        else:
            yield _wrong(total, "wrong_prose_sum", params)


def _counted(
    text: str, amounts: Sequence[Mention], total: Mention, number: int
) -> Sequence[Mention]:
    """The last `number` amounts, if they are of the total's unit and in its statement."""
    parts = amounts[-number:]
    inside = text[parts[0].start : total.start] if parts else ""
    if len(parts) < number or any(stop in inside for stop in STATEMENT_STOPS + "\n"):
        return ()
    return parts if all(part.unit == total.unit for part in parts) else ()


def _chain_before(text: str, amounts: Sequence[Mention], total: Mention) -> Sequence[Mention]:
    """The amounts of the total's unit joined by 、 in the clause before it: two or more."""
    if not amounts or "，" not in text[amounts[-1].end : total.start][:1]:
        return ()
    last = amounts[-1].start
    begin = max(text.rfind(stop, max(0, last - _FAR), last) for stop in (*CLAUSE_STOPS, "\n")) + 1
    begin = max(begin, last - _FAR)
    inside = [amount for amount in amounts[-20:] if amount.start >= begin]
    openers = _opener().finditer(text, begin, amounts[-1].start)
    start = max((found.end() for found in openers), default=begin)
    parts = _chain(text, start, [amount for amount in inside if amount.start >= start], total.unit)
    return parts if len(parts) > 1 and parts[-1] is amounts[-1] else ()


def _known(value: Decimal | None) -> Decimal:
    assert value is not None
    return value


def _bounds(mention: Mention) -> tuple[Decimal | None, Decimal | None]:
    """What the number may be: 1.2万件 was rounded, 1200件 was counted."""
    half = Decimal(0)
    if mention.step is not None and mention.step != 1:
        half = mention.step / 2
    low, high = mention.low, mention.high
    return None if low is None else low - half, None if high is None else high + half


def _params(text: str, total: Mention, parts: Sequence[Mention]) -> tuple[tuple[str, str], ...]:
    added = sum((part.value for part in parts if part.value is not None), Decimal(0))
    return (
        ("told", total.text),
        ("parts", "、".join(part.text for part in parts)),
        ("count", str(len(parts))),
        ("added", f"{added.normalize():f}{total.unit or ''}"),
    )


def _wrong(total: Mention, reason: str, params: tuple[tuple[str, str], ...]) -> Observation:
    return Observation(Code.WRONG_ARITHMETIC, total.start, total.end, reason, params)
