"""What a text may say: the figures, last period's, and the changes between them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from jushi.fidelity.wording import any_of
from jushi.figures import Figure, FigureTable, Period, shift_years


class Nature(StrEnum):
    """What kind of statement a value answers to."""

    LEVEL = "level"
    RELATIVE = "relative"  # 同比增长9.0%
    DIFFERENCE = "difference"  # 较上年减少307项, 提高5个百分点
    RATIO = "ratio"  # 是上年的4倍


@dataclass(frozen=True, slots=True)
class Fact:
    """A value with everything that a mention must agree with."""

    figures: tuple[str, ...]
    """Ids it rests on, the one that it speaks of first."""
    topic: int
    """Number of its wording in the vocabulary: facts of one indicator share it."""
    indicator: str
    value: Decimal
    """In `unit`. Changes are signed: a fall is negative."""
    unit: str
    approx: str
    period: Period | None
    nature: Nature
    is_current: bool
    """Whether it is of the newest period that the workbook has for its indicator."""
    formula: str
    """How it was computed, in the reader's notation; empty for what stands in a cell."""
    evidence: str


_NEW = re.compile(r"新增|新建|增加值|高新|提升工程|增收|减税|降费")
_FALL = re.compile(r"下降|降低|减少|降幅|回落|下跌|减幅|压缩|压减")


def is_change(indicator: str) -> bool:
    """Whether an indicator names a change (…增长率, …同比) and not a level."""
    text = _NEW.sub("", indicator)
    return bool(any_of("compare").search(text)) or bool(
        re.search(
            r"增长|增速|增幅|下降|降低|减少|降幅|回落|提高|上升|涨幅|上涨|下跌|压缩|压减", text
        )
    )


def build_facts(
    table: FigureTable, previous: FigureTable, topic_of: dict[str, int]
) -> tuple[Fact, ...]:
    """Give every fact of `table` and of last year's `previous`, changes included.

    `topic_of` numbers the indicators by `topic_key`. A change is computed between two values of
    one indicator that are one year apart, from rows, from the 上年值 column or from `previous`.
    """
    levels: list[Fact] = []
    for figure in table:
        topic = topic_of[topic_key(figure)]
        if figure.value is not None:
            levels.append(_stated(figure, topic, is_current=True))
        if figure.previous is not None:
            levels.append(_stated_before(figure, topic))
    for figure in previous:
        if figure.value is not None:
            levels.append(_stated(figure, topic_of[topic_key(figure)], is_current=False))
    return tuple(_mark_current(levels)) + tuple(_changes(levels))


_ENDS_IN_CHANGE = re.compile(
    r"(?:增长|增加|减少|下降|降低|压减|压缩|提高|上升)(?:量|额|数|数量|值|幅度|规模)?(?:（.*）)?$"
)


def _tells_change(figure: Figure) -> bool:
    """增速 in % is a change; 增速连续年数 in 年 and 增速位次 in 位 are none."""
    if figure.unit in {"%", "％", "‰"}:
        return is_change(figure.indicator)
    return figure.unit not in _RANKS and bool(_ENDS_IN_CHANGE.search(figure.indicator))


_RANKS = frozenset({"位", "名"})


_CHANGE_WORDS = re.compile(
    r"(?:同比|环比|[较比与](?:上年|去年|上年同期|去年同期)(?:相比|之比)?|的?增长率|增速|增幅|降幅|涨幅|增减|"
    r"增长|下降|提高|降低|上升|减少|增加|回落|压缩|压减|情况|\(%\)|（%）)"
)


def without_change(indicator: str) -> str:
    """What a change is a change of: 网上可办率 for 网上可办率较上年提高."""
    return _CHANGE_WORDS.sub("", indicator) if is_change(indicator) else indicator


def topic_key(figure: Figure) -> str:
    """What figures of one indicator and subject share, whatever their period."""
    name = re.sub(r"(?:19|20)\d{2}年度?", "", figure.indicator)
    return f"{figure.subject}\0{name}\0{_unit_kind(figure.unit)}"


def _unit_kind(unit: str) -> str:
    return re.sub(r"^[万亿百千]+", "", unit)


def _stated(figure: Figure, topic: int, *, is_current: bool) -> Fact:
    assert figure.value is not None
    points = "百分点" in figure.unit
    change = points or _tells_change(figure)
    value = figure.value
    if change and value > 0 and _FALL.search(figure.indicator) and "增长" not in figure.indicator:
        value = -value
    nature = Nature.RATIO if figure.unit == "倍" else Nature.LEVEL
    if change and nature is Nature.LEVEL:
        nature = Nature.DIFFERENCE if points or figure.unit not in {"%", "％"} else Nature.RELATIVE
    return Fact(
        figures=(figure.id,),
        topic=topic,
        indicator=figure.indicator,
        value=value,
        unit=figure.unit,
        approx=figure.approx,
        period=figure.period,
        nature=nature,
        is_current=is_current,
        formula="",
        evidence=str(figure.cell),
    )


def _stated_before(figure: Figure, topic: int) -> Fact:
    assert figure.previous is not None
    period = shift_years(figure.period, -1) if figure.period else None
    return Fact(
        figures=(figure.id,),
        topic=topic,
        indicator=figure.indicator,
        value=figure.previous,
        unit=figure.unit,
        approx="",
        period=period,
        nature=Nature.LEVEL,
        is_current=False,
        formula="",
        evidence=str(figure.cell),
    )


def _mark_current(levels: list[Fact]) -> Iterable[Fact]:
    """A wide sheet holds several years of one indicator: only the newest is current."""
    newest: dict[int, int] = {}
    for fact in levels:
        if fact.period and fact.period.end and fact.period.recurrence is None:
            newest[fact.topic] = max(newest.get(fact.topic, 0), fact.period.end.year)
    for fact in levels:
        end = fact.period.end if fact.period else None
        is_old = end is not None and end.year < newest.get(fact.topic, 0)
        yield _replace_current(fact, is_current=fact.is_current and not is_old)


def _replace_current(fact: Fact, *, is_current: bool) -> Fact:
    if fact.is_current == is_current:
        return fact
    return replace(fact, is_current=is_current)


def _changes(levels: list[Fact]) -> Iterable[Fact]:
    by_topic: dict[int, list[Fact]] = defaultdict(list)
    for fact in levels:
        if fact.nature is Nature.LEVEL and fact.period and fact.period.end:
            by_topic[fact.topic].append(fact)
    for facts in by_topic.values():
        seen: set[tuple[object, ...]] = set()
        ending: dict[tuple[int, int, str], list[Fact]] = defaultdict(list)
        for fact in facts:
            ending[_year_and_month(fact, 0)].append(fact)
        for new in facts:
            for old in ending.get(_year_and_month(new, -1), ()):
                key = (new.period, old.period, new.value, old.value)
                if key not in seen:
                    seen.add(key)
                    yield from _changes_between(new, old)


def _year_and_month(fact: Fact, shift: int) -> tuple[int, int, str]:
    """When the period of `fact` ends, `shift` years on, and its unit."""
    assert fact.period and fact.period.end
    return fact.period.end.year + shift, fact.period.end.month, fact.unit


def _changes_between(new: Fact, old: Fact) -> Iterable[Fact]:
    def change(value: Decimal, unit: str, nature: Nature, formula: str) -> Fact:
        return Fact(
            figures=tuple(dict.fromkeys(new.figures + old.figures)),
            topic=new.topic,
            indicator=new.indicator,
            value=value,
            unit=unit,
            approx="",
            period=new.period,
            nature=nature,
            is_current=new.is_current,
            formula=formula,
            evidence="; ".join(dict.fromkeys((new.evidence, old.evidence))),
        )

    is_rate = new.unit in {"%", "％"}
    unit = "个百分点" if is_rate else new.unit
    if new.unit in _RANKS:
        # From 56th to 53rd is a rise of three.
        yield change(old.value - new.value, unit, Nature.DIFFERENCE, f"{old.value}-{new.value}")
        return
    yield change(new.value - old.value, unit, Nature.DIFFERENCE, f"{new.value}-{old.value}")
    # 率提高1.4% is the slip for 个百分点 that editors know best: a rate has no growth rate.
    if old.value and not is_rate:
        ratio = new.value / old.value
        yield change((ratio - 1) * 100, "%", Nature.RELATIVE, f"{new.value}/{old.value}-1")
        yield change(ratio, "倍", Nature.RATIO, f"{new.value}/{old.value}")
