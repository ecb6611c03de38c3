"""A numeral with its unit: 12,345.67万元 50元/人 百分之六点三 三成五 3年多 2个半月 5元3角."""

from dataclasses import replace
from decimal import Decimal

from jushi.characters import COUNTING
from jushi.lazy_pattern import lazy_pattern
from jushi.numbers.core import Core
from jushi.numbers.english import english_unit_at, letter_scale_at
from jushi.numbers.found import ONE
from jushi.numbers.lexicon import unit_at, units, words_like_units
from jushi.numbers.mention import Form, Kind
from jushi.numbers.money import chinese_money, english_money, million_code
from jushi.numbers.numeral import EXACT, parse_numeral, times
from jushi.numbers.parts import part_at
from jushi.numbers.reading import (
    BEFORE_ENGLISH,
    Reading,
    any_core_at,
    much_after,
    scaled_core,
    with_rate,
)
from jushi.numbers.symbols import VULGAR_FRACTIONS

_HALF = lazy_pattern(r" ?半(?![年月天个日数导路径边岛决封自挂山点])")  # 十五斤半
_MUCH = lazy_pattern(r"个(?P<word>[多余])(?P<unit>月|小时|星期|世纪|百分点|学期|工作日)")
_AND_HALF = lazy_pattern(r" ?个半(?P<unit>月|小时|星期|钟头|世纪|百分点)?")
_SYMBOLS = {
    "%": ("rate", ONE),
    "‰": ("permille", Decimal("0.1")),
    "‱": ("permyriad", Decimal("0.01")),
}
_SMALLER_TIME = {
    # unit: how many of the next it holds, how that is written, what it is called
    unit: (
        size,
        lazy_pattern(rf" ?零?(?P<count>[0-9]{{1,2}}|[{COUNTING}]{{1,3}}) ?(?:{words})"),
        name,
    )
    for unit, size, words, name in (
        ("年", 12, "个月(?!内)", "个月"),
        ("天", 24, "个?小时", "小时"),
        ("小时", 60, "分钟?(?![之区局行校部店公])", "分钟"),
        ("分钟", 60, "秒钟?", "秒"),
        ("分", 60, "秒钟?", "秒"),
    )
}
_DOZEN = Decimal(12)


def reading_at(text: str, at: int, *, is_money: bool = False) -> Reading | None:
    """Give the amount that begins at `at`: numeral, inner approximator, scale, unit; None if no
    numeral.

    `is_money` says that a currency stands before it, so that m and bn are scale words.
    """
    core = any_core_at(text, at)
    if core is None:
        return None
    reading = part_at(text, core) or _with_unit(text, core, is_money=is_money)
    if _is_part_in_words(text, core) and (reading.is_bare or reading.measures == "count"):
        return Reading(core, core.end, Kind.FRACTION, None, "fraction")  # one in five | people
    return reading


def _is_part_in_words(text: str, core: Core) -> bool:
    """two thirds, half, ½: told as a fraction, not as a decimal number."""
    head = text[core.start]
    is_told = head in VULGAR_FRACTIONS or (head.isascii() and head.isalpha())
    return is_told and core.value is not None and 0 < core.value < 1


def _with_unit(text: str, core: Core, *, is_money: bool) -> Reading:
    if BEFORE_ENGLISH.match(text, core.end):
        english = _with_english_unit(text, core, is_money=is_money)
        if english is not None:
            return english
    at = core.end
    while at < core.end + 2 and text[at : at + 1] == " ":
        at += 1
    char = text[at : at + 1]
    if char in _SYMBOLS:
        return _symbol(core, at, char)
    much = _MUCH.match(text, at)
    if much and core.approximator is None and core.value is not None:
        approximate = replace(core, approximator=much["word"], form=Form.OVER)
        return _unit_reading(
            text,
            approximate,
            much.end(),
            much["unit"] if much["unit"] == "百分点" else "个" + much["unit"],
        )
    and_half = _AND_HALF.match(text, at)
    if and_half and core.value is not None and core.scale == 1:
        half = replace(core, value=core.value + Decimal("0.5"), step=Decimal("0.5"))
        return _unit_reading(text, half, and_half.end(), "个" + (and_half["unit"] or ""))
    word = unit_at(text, at)
    if word is not None and word in "$€£¥￥" and text[at + 1 : at + 2].isdigit():
        word = None  # 50 $40: the sign belongs to what follows
    if word is None or _is_word(text, at, word):
        return Reading(core, core.end, Kind.QUANTITY, None, "bare")
    return _unit_reading(text, core, at + len(word), word)


def _with_english_unit(text: str, core: Core, *, is_money: bool) -> Reading | None:
    letters = letter_scale_at(text, core.end, is_money=is_money) if core.scale == 1 else None
    if letters and core.value is not None:
        end, size = letters
        core = scaled_core(core, size, end)
        if not english_unit_at(text, end):
            return Reading(core, end, Kind.QUANTITY, None, "bare") if is_money else None
    found = english_unit_at(text, core.end)
    if found is None:
        return million_code(text, core)
    end, unit = found
    if unit.measures == "money":
        return english_money(text, core, end, unit.canonical)
    kinds = {"percent": Kind.PERCENT, "multiple": Kind.MULTIPLE}
    kind = kinds.get(unit.measures, Kind.QUANTITY)
    details = {"percent": "rate", "multiple": "times", "time": "duration", "count": "count"}
    detail = details.get(unit.measures, "measure")
    if unit.canonical == "百分点":
        kind, detail = Kind.PERCENTAGE_POINT, "difference"
    return Reading(core, end, kind, unit.canonical, detail, unit.measures)


def _is_word(text: str, at: int, unit: str) -> bool:
    """Whether a unit of one character is the head of a longer word: 个人, 处长, 分局, 度假."""
    if len(unit) > 1 and not unit.isascii():
        return False
    if unit.isascii() and unit[-1].isalpha():
        following = text[at + len(unit) : at + len(unit) + 1]
        return following.isascii() and following.isalnum()
    return text[at : at + 2] in words_like_units()


def _symbol(core: Core, at: int, char: str) -> Reading:
    """Every way to write percent is told in %: 3‰ is 0.3."""
    detail, size = _SYMBOLS[char]
    if size != ONE:
        value = None if core.value is None else times(core.value, size)
        core = replace(core, value=value, step=times(core.step, size))
    return Reading(core, at + 1, Kind.PERCENT, "%", detail, "percent")


def _unit_reading(text: str, core: Core, end: int, word: str) -> Reading:
    if word == "打" and core.value is not None:  # a dozen
        core = replace(core, value=core.value * _DOZEN, step=core.step * _DOZEN)
    known = units().get(word)
    unit, measures = (known.canonical, known.measures) if known else (word, "time")
    kind = Kind.QUANTITY
    if measures == "money":
        return chinese_money(text, core, end, unit)
    if measures == "multiple":
        return _multiple(text, core, end, unit)
    if unit == "百分点":
        kind = Kind.PERCENTAGE_POINT
    elif measures == "percent":
        kind = Kind.PERCENT
    if (measures == "time" or unit == "分") and (whole := _compound_time(text, core, end, unit)):
        return whole
    half = _HALF.match(text, end)
    if half and core.value is not None and core.scale == 1 and measures not in ("count", "score"):
        core = replace(core, value=core.value + Decimal("0.5"), step=Decimal("0.5"))
        end = half.end()
    core, end = much_after(text, core, end, measures)
    unit, end = with_rate(text, unit, end)
    detail = {"time": "duration", "count": "count"}.get(measures, "measure")
    if kind is Kind.PERCENTAGE_POINT:
        detail = "difference"
    return Reading(core, end, kind, unit, detail, measures)


def _compound_time(text: str, core: Core, end: int, unit: str) -> Reading | None:
    """1小时30分 is 90 分钟: one length of time, in the smallest unit that is told."""
    if core.value is None or core.approximator or core.step != ONE or core.scale != 1:
        return None
    value, start = core.value, end
    while (smaller := _SMALLER_TIME.get(unit.removeprefix("个"))) is not None:
        size, pattern, name = smaller
        part = pattern.match(text, end)
        if part is None or (count := parse_numeral(part["count"])) >= size:
            break  # 1年12个月 tells each
        value, unit, end = value * size + count, name, part.end()
    if end == start:
        return None
    whole = replace(core, end=end, digits_end=end, value=value)
    return Reading(whole, end, Kind.QUANTITY, unit, "duration", "time")


def _multiple(text: str, core: Core, end: int, unit: str) -> Reading:
    if unit == "番":
        if (
            "翻" not in text[max(0, core.start - 3) : core.start]
            or core.value is None
            or core.value > 20
        ):
            return Reading(core, core.end, Kind.QUANTITY, None, "bare")
        doubled = EXACT.power(Decimal(2), core.value)
        return Reading(
            replace(core, value=doubled, step=ONE), end, Kind.MULTIPLE, "倍", "doubling", "multiple"
        )
    half = _HALF.match(text, end)
    if half and core.value is not None:
        core, end = (
            replace(core, value=core.value + Decimal("0.5"), step=Decimal("0.5")),
            half.end(),
        )
    core, end = much_after(text, core, end, "multiple")
    return Reading(core, end, Kind.MULTIPLE, "倍", "times", "multiple")
