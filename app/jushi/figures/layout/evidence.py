"""What each cell of a grid may be, before anybody knows what its row and column are for."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache

from jushi.characters import CIRCLED_NUMBERS, HAN
from jushi.errors import FigureError
from jushi.figures.period.text import parse_period, parse_without_year
from jushi.figures.units import is_unit
from jushi.figures.workbook.cell_value import read_value
from jushi.figures.workbook.plain_text import half_width
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import cell_words
from jushi.sheets import DateCell, FaultCell, PercentCell, RawValue

FIRST_YEAR, LAST_YEAR = 1949, 2100
"""A bare whole number between them may be a year."""
LONGEST_NAME = 200
"""Characters of a label, a header or a title; a longer cell is prose, and is kept as it is."""
_LONGEST_MARK = 16
_LONGEST_NUMBER = 60
_LONGEST_PERIOD = 30
_LONGEST_UNIT_CELL = 16
_NUMERAL = r"(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d+)?|\.\d+"
# 6.3(6.1): a second number of the same thing, which the header explains.
_NUMBER = lazy_pattern(
    rf"(?P<first>[+-]?\s*(?:{_NUMERAL})\s*[%‰]?)\s*"
    rf"(?:\((?:(?P<second>[+-]?(?:{_NUMERAL})[%‰]?)|(?P<unit>[^\d()]{{1,6}}))\))?"
)
_SIGNS = str.maketrans("−–—－➖", "-----")
_TRANSLATION = lazy_pattern(rf"(?<=[{HAN}）)])\s+(?=[^{HAN}]*[a-z]{{2}})[A-Za-z][^{HAN}]*$")
# Some sign of it has every period: most labels have none, and parsing them all takes long.
_PERIOD_HINT = lazy_pattern(r"[年月季旬周日天期今以至五起]|^[\x00-\x7f]+$")
_BLANKS = lazy_pattern(r"\s+")
# Marks of a footnote behind a word or a number: 123①, 地区生产总值[1], 汽车类 注1, 生猪*.
_NOTE_MARK = lazy_pattern(
    rf"(?:\s+注\s*\d{{0,2}}|[{CIRCLED_NUMBERS}]|[¹²³⁴⁵⁶⁷⁸⁹]+|[\[［〔(（]\s*注?\s*(?:\d{{1,2}}|[{CIRCLED_NUMBERS}])\s*[\]］〕)）](?<!\(\d\))(?<!（\d）)"
    r"|[*＊※†]+)+$"
)


class Kind(IntEnum):
    """What a cell looks like by itself."""

    BLANK = 0
    NUMBER = 1
    YEAR = 2  # 2023 alone: a count, or a year without its 年
    AMOUNT = 3  # 1200余人次, 500万元以上: a value in words, or a class of sizes
    MISSING = 4  # …, —: there is no value
    PERIOD = 5
    UNIT = 6
    TEXT = 7
    FAULT = 8  # a formula without result, an error, a truth value


@dataclass(frozen=True, slots=True)
class NumberText:
    """A number as it is written, taken apart."""

    first: str
    second: str
    """What stands in brackets behind it; empty if nothing does."""
    unit: str = ""
    """Of -0.9（百分点）, else empty."""


def kind_of(raw: RawValue) -> Kind:
    """Give what one cell looks like; never raises."""
    match raw:
        case None:
            return Kind.BLANK
        case str():
            return _kind_of_text(raw)
        case bool() | FaultCell():
            return Kind.FAULT
        case Decimal():
            return Kind.YEAR if is_year(raw) else Kind.NUMBER
        case PercentCell():
            return Kind.NUMBER
        case DateCell():
            return Kind.PERIOD


def is_year(number: Decimal) -> bool:
    """Whether a number may be the number of a year."""
    return FIRST_YEAR <= number <= LAST_YEAR and number == number.to_integral_value()


@lru_cache(maxsize=65536)
def _kind_of_text(raw: str) -> Kind:
    text = half_width(raw).strip()
    if not text:
        return Kind.BLANK
    if len(text) > LONGEST_NAME:
        return Kind.TEXT
    if text.lower() in cell_words("empty"):
        return Kind.MISSING
    if text[0] in "0123456789+-−–—.－(" and len(text) <= _LONGEST_NUMBER:
        if len(text) == 4 and text.isdecimal() and is_year(Decimal(text)):
            return Kind.YEAR
        if split_number(text) is not None:
            return Kind.NUMBER
    if period_of(text):
        return Kind.PERIOD
    if len(text) <= _LONGEST_UNIT_CELL and is_unit(unit_text(text)):
        return Kind.UNIT
    if text[0].isdecimal() and len(text) <= _LONGEST_NUMBER:
        reading = read_value(without_note_mark(text), "")
        if reading.value is not None and not reading.faults:
            return Kind.AMOUNT
    return Kind.TEXT


_CHINESE = lazy_pattern(rf"[{HAN}]")
_DIGIT = lazy_pattern(r"\d")
_CLASS = lazy_pattern(r"\d{1,4}(?:[-~]\d{1,4}|\+)")


def is_broken_number(text: str) -> bool:
    """Whether a text is most likely a number that was mistyped: `16994 -`, `8.2.1`.

    Classes of ages and sizes are none: 15—24, 65+.
    """
    plain = _BLANKS.sub("", half_width(text)).translate(_SIGNS)
    if _CLASS.fullmatch(plain):
        return False
    return not _CHINESE.search(plain) and 2 * len(_DIGIT.findall(plain)) > len(plain)


def split_number(text: str) -> NumberText | None:
    """Give a text that is a number and nothing else: `12 345①` is 12345; None for any other."""
    plain = _NOTE_MARK.sub("", half_width(text).translate(_SIGNS).strip()).strip()
    found = _NUMBER.fullmatch(plain) if len(plain) <= _LONGEST_NUMBER else None
    if found is None or (found["unit"] and not is_unit(found["unit"])):
        return None
    second = found["second"] or ""
    first = _BLANKS.sub("", found["first"]).replace(",", "")
    return NumberText(first, second.replace(",", ""), found["unit"] or "")


def without_note_mark(text: str) -> str:
    """Give `text` without the mark of a footnote behind it: 汽车类 for 汽车类 注1."""
    kept = text.rstrip()
    head, tail = kept[:-_LONGEST_MARK], kept[-_LONGEST_MARK:]
    return (head + _NOTE_MARK.sub("", tail)).rstrip() or text


_WORDS = str.maketrans(
    {
        code: code - 0xFEE0
        for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
    }
    | {ord("％"): "%", ord("．"): "."}
)


def plain_words(text: str) -> str:
    """Give `text` with half-width letters and digits; brackets and colons stay as written."""
    return text if text.isascii() else text.translate(_WORDS)


def without_translation(text: str) -> str:
    """Give `text` without the English behind it that a yearbook has: 总人口 Total Population."""
    return _TRANSLATION.sub("", text)


def unit_text(text: str) -> str:
    """Give what may be a unit in `text`: 亿元 of （亿元） and 单位：亿元."""
    inner = half_width(text).strip()
    if inner[:1] == "(" and inner[-1:] == ")":
        inner = inner[1:-1]
    return re.sub(r"^(?:计量)?单位\s*[:：]?\s*", "", inner).strip()


@lru_cache(maxsize=16384)
def period_of(text: str) -> str:
    """Give the period that `text` is, as written without blanks, or empty: `2023 年` is 2023年."""
    plain = _BLANKS.sub("", half_width(text))
    if not plain or len(plain) > _LONGEST_PERIOD or not _PERIOD_HINT.search(plain):
        return ""
    try:
        return parse_period(plain).text
    except FigureError:
        found = parse_without_year(plain)
        return found.text if found is not None else ""
