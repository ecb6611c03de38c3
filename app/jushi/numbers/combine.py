"""What mentions say together: shared units, two bounds that make a range, counts in a list."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from jushi.characters import TITLE
from jushi.lazy_pattern import lazy_pattern
from jushi.numbers.found import ONE, Amount, Found
from jushi.numbers.mention import DATA_KINDS, Form, Kind
from jushi.numbers.numeral import times
from jushi.numbers.qualifiers import name_qualifiers
from jushi.text import STATEMENT_STOPS

_LIST_GAP = lazy_pattern(r" ?[、和及与或] ?$")
_BOUNDS_GAP = lazy_pattern(r" ?(?:，|,|、|并且|且|并|同时|的同时|而|至|到|and|but)? ?$")
_STATEMENT_END = lazy_pattern(rf"[{STATEMENT_STOPS}\n]")
_TITLE = lazy_pattern(TITLE)
_NEAR = 14
"""Characters over which a list of counts reaches from one item to the next."""
_LOWER = (Form.AT_LEAST, Form.MORE_THAN)
_UPPER = (Form.AT_MOST, Form.LESS_THAN)


def combine(text: str, found: Sequence[Found]) -> list[Found]:
    """Give the mentions of `text` once those that lean on each other have been read together."""
    joined = _join_bounds(text, found)
    shared = _share_units(text, joined)
    return _name_titles(text, name_qualifiers(text, _count_listed(text, shared)))


def _join_bounds(text: str, found: Sequence[Found]) -> list[Found]:
    """三年以上七年以下, 大于100并且小于300: one range."""
    joined: list[Found] = []
    for item in found:
        last = joined[-1] if joined else None
        pair = last and _bounds(text, last, item)
        if pair:
            joined[-1] = pair
        else:
            joined.append(item)
    return joined


def _bounds(text: str, first: Found, second: Found) -> Found | None:
    a, b = first.amount, second.amount
    if a is None or b is None or a.value is None or b.value is None:
        return None
    if first.kind not in DATA_KINDS or second.start - first.end > 5:
        return None
    gap = text[first.end : second.start]
    if not _BOUNDS_GAP.fullmatch(gap) or (
        gap[:1] in tuple("，,") and text[first.end - 1] not in "上下内"
    ):
        return None
    low, high = (a, b) if a.form in _LOWER else (b, a)
    if low.form not in _LOWER or high.form not in _UPPER or not low.value < high.value:  # type: ignore[operator]
        return None
    if a.unit != b.unit and a.unit is not None and b.unit is not None:
        return None
    words = "…".join(w for w in (a.approximator, b.approximator) if w)
    amount = Amount(
        None, b.unit or a.unit, b.step, b.scale, Form.RANGE, words or None, low.value, high.value
    )
    kind, detail = (second.kind, second.detail) if b.unit else (first.kind, first.detail)
    core = (first.core[0], second.core[1])
    return Found(first.start, second.end, kind, detail, core, amount)


def _share_units(text: str, found: list[Found]) -> list[Found]:
    """15、20和30件: the unit that the last one carries is the unit of all."""
    shared = list(found)
    for i in range(len(shared) - 2, -1, -1):
        item, following = shared[i], shared[i + 1]
        if item.detail == "ordinal" and _is_rank_list(text, item, following):
            shared[i] = replace(
                item, kind=Kind.RANK, detail="rank", amount=_in_unit(item, following)
            )
            shared[i + 1] = replace(following, kind=Kind.RANK, detail="rank")
        elif _lacks_unit(item, following) and _LIST_GAP.fullmatch(text[item.end : following.start]):
            shared[i] = _with_unit_of(item, following)
    return shared


def _is_rank_list(text: str, item: Found, following: Found) -> bool:
    """第1、2名: both are ranks."""
    if not _LIST_GAP.fullmatch(text[item.end : following.start]) or following.amount is None:
        return False
    return following.amount.unit in ("名", "位") and following.kind in (Kind.QUANTITY, Kind.RANK)


def _in_unit(item: Found, following: Found) -> Amount | None:
    if item.amount is None or following.amount is None:
        return item.amount
    return replace(item.amount, unit=following.amount.unit)


def _lacks_unit(item: Found, following: Found) -> bool:
    """20 of 20和30件; and 2.2个 of 2.2个和3.7个百分点, whose 个 is only half of the unit."""
    if item.kind is not Kind.QUANTITY or item.amount is None:
        return False
    halved = item.amount.unit == "个" and following.kind is Kind.PERCENTAGE_POINT
    return item.amount.unit is None or halved


def _with_unit_of(item: Found, following: Found) -> Found:
    amount, source = item.amount, following.amount
    if amount is None or source is None or source.unit is None or following.kind not in DATA_KINDS:
        return item
    if following.kind is Kind.RANK:
        return item
    size = source.scale if _shares_scale(amount, source) else ONE
    return replace(
        item,
        kind=following.kind,
        detail=following.detail,
        amount=replace(
            amount,
            unit=source.unit,
            value=_times(amount.value, size),
            low=_times(amount.low, size),
            high=_times(amount.high, size),
            step=_times(amount.step, size),
            scale=times(amount.scale, size),
        ),
    )


def _shares_scale(amount: Amount, source: Amount) -> bool:
    """81.4、124.3亿元 are both in 亿; 15000和3万元 are not both in 万."""
    size = amount.value if amount.value is not None else amount.high
    return source.scale >= 10_000 and amount.scale == 1 and size is not None and size < 10_000


def _times(value: Decimal | None, size: Decimal) -> Decimal | None:
    return None if value is None else times(value, size)


def _count_listed(text: str, found: list[Found]) -> list[Found]:
    """保留九十一件、修改一件: beside a count in the same unit 一件 is a count as well."""
    counted = list(found)
    for i, item in enumerate(counted):
        if item.detail == "indefinite" and any(
            0 <= j < len(counted) and _is_same_list(text, item, counted[j]) for j in (i - 1, i + 1)
        ):
            counted[i] = replace(item, kind=Kind.QUANTITY, detail="count")
    return counted


def _is_same_list(text: str, item: Found, other: Found) -> bool:
    if other.kind is not Kind.QUANTITY or other.amount is None or item.amount is None:
        return False
    if other.amount.unit != item.amount.unit or other.amount.unit is None:
        return False
    start, end = min(item.end, other.end), max(item.start, other.start)
    return end - start <= _NEAR and not _STATEMENT_END.search(text, start, end)


def _name_titles(text: str, found: list[Found]) -> list[Found]:
    """A number inside 《》 is part of a title and states nothing about the world."""
    titles = [m.span() for m in _TITLE.finditer(text)] if "《" in text else []
    if not titles:
        return found
    named, place = [], 0
    for item in found:
        while place < len(titles) and titles[place][1] <= item.start:
            place += 1
        is_inside = place < len(titles) and titles[place][0] < item.start
        if is_inside and item.kind in DATA_KINDS:
            item = replace(item, kind=Kind.SET_PHRASE, detail="title", amount=None)
        named.append(item)
    return named
