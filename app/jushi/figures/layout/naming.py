"""The indicator of a cell and other ways to name it, of what its row and its column say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from jushi.characters import COUNTING, HAN
from jushi.figures.layout.evidence import LONGEST_NAME
from jushi.figures.layout.header import Header, parse_header
from jushi.figures.layout.label import Label, bare_name, is_total, parse_label
from jushi.figures.layout.words import is_word
from jushi.figures.workbook.plain_text import half_width
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import any_of, change_pattern
from jushi.text import FAR_CENTURY

SEPARATOR = "·"
"""Between the steps of a path: 社会消费品零售总额·按经营地分·城镇."""
_CHINESE = lazy_pattern(rf"[{HAN}]")
_LOWER = lazy_pattern(r"[A-Za-z]?[a-z]{2}")
_COMPLETION = lazy_pattern(r"(?:.{0,4}数)?(?:占|为|完成).{0,6}(?:预算|计划|目标|任务)数?的?")
_GROWTH = lazy_pattern(r"(?:累计|当月|本月)?(?:[同环]比|[比较](?:上|去)|(?:名义|实际)?增)")
_BY_HEADING = lazy_pattern(r"按.+分(?:组|类)?|分.{1,8}")
_WHOLE_PLACE = lazy_pattern(r"^全[国省市县区州](?=.{2})")
_UNNAMED = ("last_year", "this_year", "value_name")
"""Kinds of words that name a period, or no more than that there is a value."""
_SHORTEST_ALIAS = 2
_PERCENT_END = lazy_pattern(r"(?:率|占比|比重|[增降涨跌][幅速])$")
_COMPARED = (
    r"(?:[比较](?:上年同期|上年末?|去年同期|去年|上月末?|上期|上季度?|上周|上旬|年初|同期)"
    r"|[同环]比)"
)
_OF_WHICH = lazy_pattern(r"其中[:：]?")
# 各县（市、区）, 各乡镇, 分行业: whose rows a title announces.
_EACH = lazy_pattern(
    r"^(?:全[省市县区])?(?:[各分](?:地区|省份?|市县|县市区?|县区|区县|[省市县区]|乡镇|镇街|街道|部门|单位|行业|产业|类型))"
    r"(?:[（(][^（()）]*[)）])?(?:分(?:行业|产业|类型))?的?"
)
_TITLE_HEAD = lazy_pattern(
    rf"^(?:附?表\s*[\d{COUNTING}]*(?:[-—–.]\d+)*|续表\d*)\s*[:：、.．]?\s*|^附件\d*[:：]?"
)
_TITLE_TAIL = lazy_pattern(
    r"(?:主要)?(?:数据|指标|情况|汇总|统计|一览|明细|分布|完成)*(?:统计表|情况表|一览表|汇总表|明细表|数据表|公报|简表|表)$"
    r"|(?:主要(?:国民经济|经济|社会|统计|发展|和|与)*(?:数据|指标)|基本情况|完成情况|情况)$"
)
_TITLE_PERIOD = lazy_pattern(
    rf"{FAR_CENTURY}\d\d年?度?(?:\d{{1,2}}(?:月?[-—–~至到]\d{{1,2}})?月份?|第?[一二三四1-4]季度|[上下]半年|前[一二三]季度|末|底)?"
    r"|\d{1,2}(?:月?[-—–~至到]\d{1,2})?月份?|第?[一二三四]季度|[上下]半年"
)


@cache
def _turn() -> re.Pattern[str]:
    """A word that says how something changed, either way or one: 涨跌, 增减."""
    either = any_of("either_way", "change_named").pattern
    return re.compile(f"(?:{either}|[增降涨跌][幅速]|{change_pattern()})")


@cache
def _change() -> re.Pattern[str]:
    """比上期价格涨跌: what is compared, what changed, how it turned."""
    tail = "(?:额|量|数|值|率|幅度?)?"
    return re.compile(rf"(?P<base>{_COMPARED})(?!名义|实际)(?P<thing>.+?){_turn().pattern}{tail}")


@dataclass(frozen=True, slots=True)
class ColumnName:
    """What the headers over a column say together."""

    text: str
    """The names from the top, as the indicator holds them."""
    thing: str
    """What is measured, without names such as 绝对量 and 同比增长; empty if there is no other."""
    unit: str
    periods: tuple[str, ...]
    is_last_year: bool
    is_cumulative: bool
    """Whether its values are counted from the beginning of the year."""
    is_percent: bool
    """Whether its values are in percent where nothing says another unit."""
    bracketed: str


@lru_cache(maxsize=4096)
def name_column(headers: tuple[str, ...]) -> ColumnName:
    """Give what the headers over one column say together; never raises."""
    parsed = [parse_header(text) for text in headers]
    names = [each.name for each in parsed if each.name]
    is_last_year = any(is_word(each.name or each.period, "last_year") for each in parsed)
    names = [name for name in names if not any(is_word(name, kind) for kind in _UNNAMED)]
    if any(_CHINESE.search(name) for name in names):  # else its English stands in a row below
        names = [name for name in names if _CHINESE.search(name) or not _LOWER.search(name)]
    periods = tuple(each.period for each in parsed if _is_period(each))
    units = [each.unit for each in parsed if each.unit]
    things = [
        _measured(name)
        for name in names
        if not (is_measure(name) or _OF_WHICH.fullmatch(name) or "=100" in name)
    ]
    last = names[-1] if names else ""
    return ColumnName(
        text=_joined(names),
        thing=_joined(things),
        unit=units[-1] if units else "",
        periods=periods,
        is_last_year=is_last_year,
        is_cumulative=any(is_word(n, "cumulative") or n.startswith("累计") for n in names),
        is_percent=not units and is_percent(last),
        bracketed=next((each.bracketed for each in parsed if each.bracketed), ""),
    )


def _measured(name: str) -> str:
    """Give what a column measures without the words of when and of change: 价格 of 本期价格."""
    change = _change().match(name)
    if change is not None:
        return change["thing"]
    return re.sub(r"^(?:本期|本月|当月|报告期|累计)(?=.{2})", "", name)


def compared_with(name: str) -> str:
    """Give what a column of change is counted against: 比上期 of 比上期价格涨跌; else empty."""
    change = _change().match(name)
    return change["base"] if change is not None else ""


def compared_name(name: ColumnName, told: Header) -> ColumnName:
    """Give the name of a column in a row that tells 比上年增长（%） of it."""
    is_rate = not told.unit and is_percent(told.name)
    unit = told.unit or ("" if is_rate else name.unit)
    text = _joined([part for part in (name.text, told.name) if part])
    return replace(name, text=text, unit=unit, is_percent=is_rate)


def _is_period(header: Header) -> bool:
    period = header.period
    return bool(period) and not is_word(period, "last_year") and not is_word(period, "this_year")


def _joined(names: Sequence[str]) -> str:
    """A measure stands right behind what it is of: 零售额同比增长."""
    text = ""
    for name in names:
        if "=100" in name:  # 上年同月=100 says what an index is counted against
            text += f"（{name}）"
            continue
        is_joined = not text or is_measure(name) or text[-1] in ":："
        text += name if is_joined and not _runs_on(text, name) else f"{SEPARATOR}{name}"
    return text


def _runs_on(first: str, second: str) -> bool:
    """Whether two names would be read as one word: 15—24 and 0—6, March and Canola."""
    seam = first[-1:] + second[:1]
    return len(seam) > 1 and seam.isascii() and seam.isalnum()


def is_measure(name: str) -> bool:
    """Whether a name says which number of something it is: 绝对量, 同比增长, 占比."""
    kinds = ("level_name", "change_name", "last_period", "rank_header")
    return any(is_word(name, kind) for kind in kinds) or is_percent(name)


def is_percent(name: str) -> bool:
    """Whether a name is one of a rate and no more: 比上年增长, 同比增速."""
    return (
        is_word(name, "percent_name")
        or _COMPLETION.fullmatch(name) is not None
        or (len(name) <= 8 and _PERCENT_END.search(name) is not None and is_growth(name))
    )


def is_change(name: str) -> bool:
    """Whether a column tells how something changed: 同比增长, 比年初增减, 涨跌幅."""
    if re.search("完成|执行|预算|计划|目标", name):
        return False
    turns = _turn().search(name) or re.search("[同环]比", name)
    return is_percent(name) or turns is not None


def is_growth(name: str) -> bool:
    """Whether a name is one of growth against another period."""
    return _GROWTH.match(name) is not None


def title_topic(titles: Sequence[str]) -> str:
    """Give what a title says is measured: 地区生产总值 of 2023年各县地区生产总值情况表（亿元）."""
    for title in titles:
        if len(title) > LONGEST_NAME:
            continue
        head, _, told = half_width(title).partition(":")
        if told.strip() and is_word(head, "topic_line"):
            return parse_label(told.strip()).text
        plain = _TITLE_PERIOD.sub("", _TITLE_HEAD.sub("", title.strip())).strip()
        plain = bare_name(_EACH.sub("", plain))
        plain = re.sub(r"\s*(?:计量)?单位\s*[:：].*$", "", plain)
        if ":" in plain or "：" in plain:
            continue
        topic = _TITLE_TAIL.sub("", plain).strip("的 ，,-—")
        if len(topic) > 1:
            return topic
    return ""


@dataclass(frozen=True, slots=True)
class CellName:
    """How a cell is named."""

    indicator: str
    aliases: tuple[str, ...]


def name_cell(
    label: Label | None, parents: tuple[str, ...], column: ColumnName, topic: str
) -> CellName:
    """Give the indicator of a cell: the path of its row, then what its column says.

    `topic` is what the title says is measured, where neither row nor column does.
    """
    row = label.text if label is not None else ""
    measure = column.text
    if column.thing and row.endswith(column.thing):
        measure = measure.removeprefix(column.thing)  # …拨款收入 below 收入: told once
    path = [each for each in (topic.removesuffix(measure), *parents) if each]
    if row:
        path.append(row)
    indicator = SEPARATOR.join(path)
    if not indicator:
        return CellName(measure, ())
    if measure.startswith("（"):
        indicator += measure
    elif measure and not (is_word(measure, "level_name") and indicator.endswith(measure)):
        is_behind = label is not None or is_measure(measure)
        is_behind = is_behind and not _runs_on(indicator, measure)
        indicator += measure if is_behind else f"{SEPARATOR}{measure}"
    return CellName(indicator, _aliases(label, parents, column, topic, indicator))


def _aliases(
    label: Label | None,
    parents: tuple[str, ...],
    column: ColumnName,
    topic: str,
    indicator: str,
) -> tuple[str, ...]:
    thing = column.thing.replace(SEPARATOR, "")
    if label is None:
        return (f"{topic}{thing}",) if topic else ()
    return tuple([each for each in _names(label, parents, topic, thing) if each != indicator])


@lru_cache(maxsize=256)
def _names(label: Label, parents: tuple[str, ...], topic: str, thing: str) -> tuple[str, ...]:
    """The ways to say a row in a sentence, the shortest first; columns of a row share them."""
    near = next((_bare_heading(name) for name in reversed(parents) if not _is_heading(name)), topic)
    names = dict.fromkeys((label.name, bare_name(label.name)))
    if is_total(label.name):
        found = [thing, f"{near}{thing}"]
    else:
        found = [f"{name}{thing}" for name in names]
        if near:
            found += [f"{near}{name}{thing}" for name in names]
            whole = _WHOLE_PLACE.sub("", near)
            found += [f"{_overlapped(name, whole)}{thing}" for name in names]
    return tuple(dict.fromkeys(each for each in found if len(each) >= _SHORTEST_ALIAS))


def _overlapped(first: str, second: str) -> str:
    """Give two names as one, what both have at the seam once: 农村居民人均消费支出.

    Of 农村居民 and 居民人均消费支出.
    """
    for length in range(min(len(first), len(second)), 0, -1):
        if first.endswith(second[:length]):
            return first + second[length:]
    return first + second


def _is_heading(name: str) -> bool:
    return _BY_HEADING.fullmatch(name) is not None


def _bare_heading(name: str) -> str:
    return parse_label(name).name
