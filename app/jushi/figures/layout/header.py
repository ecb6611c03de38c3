"""What one text of a header says: a name, a period, a unit, and what brackets in its cells hold."""

import re
from dataclasses import dataclass
from functools import lru_cache

from jushi.characters import COUNTING, HAN, ONE_TO_NINE
from jushi.figures.layout.evidence import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST_NAME,
    period_of,
    plain_words,
    unit_text,
    without_note_mark,
    without_translation,
)
from jushi.figures.layout.words import is_word
from jushi.figures.units import is_unit
from jushi.figures.workbook.plain_text import half_width
from jushi.lazy_pattern import lazy_pattern
from jushi.text import FAR_CENTURY

_BRACKETS = lazy_pattern(r"[(（\[【][^()（）\[\]【】]{1,40}[)）\]】]")
_GAP = lazy_pattern(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])")
# 括号内为实际增速, 括号内数字为实际增长: what the second number of 6.3(6.1) is.
_IN_BRACKETS = lazy_pattern(
    r"括号(?:内|里|中)的?(?:数据|数字|数值|数)?(?:为|是|系|表示)?(?P<name>.+)"
)
_TAIL_UNIT = lazy_pattern(r"(?:[,，、:：/／\s]|单位[:：])(?P<unit>[^,，、:：/／\s]{1,8})$")
_TAIL_PERCENT = lazy_pattern(r"(?:[±+\-]\s*)?[%％]$")
_LONGEST_PERIOD = 16
_DATED = lazy_pattern(rf"\d|[{COUNTING}]+(?:月|季)|[上下]半年")
_PREFIX_END = lazy_pattern(r"[年月日度末底初]|\d")
# 比2019年增长 holds a year that the value is not of.
_NOT_A_NAME = lazy_pattern(r"^[-—~至到]|^(?:以来|以上|以下|级|个|号|比)")


@dataclass(frozen=True, slots=True)
class Header:
    """One header text taken apart; each part is empty where the text does not say it."""

    name: str
    period: str
    unit: str
    bracketed: str
    """What the second number of a cell is, as the header explains it: 实际增速."""


@lru_cache(maxsize=4096)
def parse_header(text: str) -> Header:
    """Take the text of a header cell apart: 2023年末（万元/人） is a period and a unit.

    A whole number that may be a year is one. Never raises.
    """
    if len(text) > LONGEST_NAME:
        return Header(text.strip(), "", "", "")
    plain = without_translation(without_note_mark(plain_words(text).strip()))
    plain = _GAP.sub("", plain)
    name, unit, bracketed = _without_brackets(plain)
    is_name = is_word(name, "level_name") or is_word(name, "rank_header")
    if not unit and is_header_unit(unit_text(name)) and not is_name:
        return Header("", "", unit_text(name), bracketed)
    if not unit:
        name, unit = _without_tail_unit(name)
    period, name = _split_period(name)
    return Header(name, period, unit, bracketed)


def _without_brackets(text: str) -> tuple[str, str, str]:
    unit, bracketed = "", ""
    kept = text
    for group in _BRACKETS.findall(text):
        inside = group[1:-1].strip()
        explained = _IN_BRACKETS.match(inside)
        if explained is not None:
            bracketed = explained["name"]
        elif not unit and is_header_unit(unit_text(inside)):
            unit = unit_text(inside)
        else:
            continue
        kept = kept.replace(group, "", 1)
    return kept.strip(), unit, bracketed


def is_header_unit(text: str) -> bool:
    """Whether what stands in the brackets of a header is a unit: 元/平方米, 上年=100 is none."""
    above, slash, below = text.partition("/")
    if slash:
        return is_unit(above) and (is_unit(below) or len(below) <= 3)
    return is_unit(text)


def _without_tail_unit(name: str) -> tuple[str, str]:
    found = _TAIL_UNIT.search(name)
    if found is not None and found.start() and is_unit(found["unit"]):
        return name[: found.start()], found["unit"]
    found = _TAIL_PERCENT.search(name)
    if found is not None and found.start():
        return name[: found.start()], "%"
    return name, ""


def _split_period(name: str) -> tuple[str, str]:
    """Give the period that a name is or begins with, and the rest: 2023年 of 2023年产值."""
    if name.isdecimal() and len(name) == 4 and FIRST_YEAR <= int(name) <= LAST_YEAR:
        return f"{name}年", ""
    whole = period_of(name)
    if whole:
        return whole, ""
    if not _DATED.match(name):
        return "", name
    for length in range(min(len(name) - 1, _LONGEST_PERIOD), 1, -1):
        head, rest = name[:length], name[length:]
        if not _PREFIX_END.match(head[-1]) or not _DATED.search(head) or head.isdecimal():
            continue
        period = period_of(head)
        if period and not _NOT_A_NAME.match(rest):
            return period, rest.lstrip("的份")
    return "", name


def title_unit(text: str) -> str:
    """Give the unit that a line around a table names for all of it, or empty.

    单位：万元 and （单位：万元、%） do, 编制单位：某县司法局 does not.
    """
    plain = half_width(text[-LONGEST_NAME:])
    for found in _UNIT_LINE.finditer(plain):
        unit = re.split(r"[,、，;；\s]", found["unit"])[0].strip("()")
        if is_header_unit(unit):
            return unit
        known = re.match(r"[^\s(（]{1,8}", found["unit"])
        if known is not None and is_header_unit(known[0]):
            return known[0]
    groups = [group[1:-1] for group in _BRACKETS.findall(plain)]
    return next((unit for unit in map(unit_text, groups) if is_header_unit(unit)), "")


# 编制单位, 填报单位 and the like name an office.
_UNIT_LINE = lazy_pattern(
    rf"(?<![{HAN}])(?:计量|金额|数量|货币|面积)?单位\s*:\s*(?P<unit>[^:]{{1,30}}?)(?=$|[)）]|\s{{2,}})"
)


def title_period(text: str) -> str:
    """Give the one period that a title or a sheet name tells, or empty: 2024年1—5月.

    Two different periods of one rank tell nothing: 2021—2023年各县产值 is told by its headers.
    """
    plain = _GAP.sub("", half_width(text[:LONGEST_NAME]))
    found: list[str] = []
    for match in _TITLE_PERIOD.finditer(plain):
        if plain[max(0, match.start() - 1) : match.start()] in ("比", "较"):
            continue
        period = period_of(match.group())
        if period:
            found.append(period)
    distinct = list(dict.fromkeys(found))
    return distinct[0] if len(distinct) == 1 else ""


_TITLE_PERIOD = lazy_pattern(
    rf"(?:{FAR_CENTURY}\d\d年?(?:度|末|底|初)?|[〇零二一][〇零{ONE_TO_NINE}]{{3}}年)"
    rf"(?:前\d\d?个?月|前[一二三]个?季度|\d{{1,2}}月?[-—–~至到]\d{{1,2}}月|[{COUNTING}]{{1,3}}月份?|\d{{1,2}}月(?:份|末|底)?(?:\d{{1,2}}日)?"
    r"|第?[一二三四1-4]季度|[上下]半年)?"
    r"|(?<![\d年])\d{1,2}(?:月?[-—–~至到]\d{1,2})?月份?|(?<![\d年])(?:第?[一二三四1-4]季度|[上下]半年|前[一二三]季度)"
)
