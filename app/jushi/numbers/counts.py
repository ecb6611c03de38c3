"""Chinese numerals before what they count: figures, articles, and words that look like counts."""

import re
from decimal import Decimal
from functools import cache

from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import all_counters, change_pattern
from jushi.numbers.amount import reading_at
from jushi.numbers.found import Amount, Found
from jushi.numbers.lexicon import unit_at
from jushi.numbers.mention import Form, Kind
from jushi.numbers.names import is_rhetorical, word_at
from jushi.numbers.quantity import quantity_at
from jushi.numbers.reading import Reading

_COUNTING = (
    "共|共计|合计|总计|仅|只有|各|计|达|仅剩|新增|新建|建成|建设|召开|举办|完成|查处|办理|办结|受理"
    "|审理|化解|处理|制定|印发|修订|废止|保留|修改|获得|荣获|获评|评为|提前|为期|历时"
)
_CLASS_NOUN = lazy_pattern(r"(?:元)?(?:级|企业|产业|园区|集群|项目|工程|县|镇|村|大市|强县)")
_UNCOUNTED = frozenset({"count", "time", "area", "length", "score", "weight", "volume"})
_OPEN = (Form.EXACT, Form.AT_LEAST)
_NONE = lazy_pattern(r"(?:无|没有?|未|(?:没有?|未|无)(?:发生|出现|产生|新增|遗漏)|不漏|不落下?)$")
_SMALL = 10
"""Numbers above this are counts however they are written: 十二份, 六十六项."""


def vague_at(text: str, at: int) -> Found:
    """多个, 数次: some, without saying how many; 双 says two and counts nothing."""
    unit = unit_at(text, at + 1) if text[at] != "双" else None
    if unit is None:
        return word_at(at, at + 1, "word")
    amount = Amount(None, unit, None, form=Form.VAGUE, low=Decimal(2))
    return word_at(at, at + 1 + len(unit), "vague", amount)


def count_at(text: str, at: int, floor: int) -> Found | None:
    """Give the mention of the Chinese numeral at `at`: a figure, or a word that looks like one."""
    reading = reading_at(text, at)
    if reading is None:
        return word_at(at, at + 1, "word")
    found = quantity_at(text, at, floor)
    if found is None or found.amount is None:
        return found
    return _word(text, at, reading, found) or found


@cache
def _counting() -> re.Pattern[str]:
    """What is told after these words is counted, however small and however written."""
    return lazy_pattern(f"(?:{_COUNTING}|(?:{change_pattern()})至?)(?:有|了)?$")


def _word(text: str, at: int, reading: Reading, found: Found) -> Found | None:
    """The word that the numeral is part of, or None where it states a figure."""
    amount = found.amount
    assert amount is not None
    if _is_size_class(text, found, reading):
        return word_at(found.start, found.end, "word", amount)
    if found.start != at:
        return None
    if is_none(text, found):
        return word_at(at, found.end, "none")
    if _is_size_word(text, reading) and amount.form in _OPEN:
        return word_at(at, found.end, "word", amount)
    is_exact = amount.form is Form.EXACT
    rhetorical = is_rhetorical(text, reading) if is_exact else 0
    if rhetorical:
        return word_at(at, max(rhetorical, found.end), "slogan")
    if reading.is_bare and is_exact and _is_small(reading):
        return word_at(at, reading.core.end, "word", amount)
    if found.end != reading.end or not (_is_article(reading) or (_is_light(reading) and is_exact)):
        return None
    is_counted = _counting().search(text, max(0, at - 4), at) is not None
    return None if is_counted else word_at(at, found.end, "indefinite", amount)


def is_none(text: str, found: Found) -> bool:
    """无一人脱管, 未发生1起: not one, which counts nothing."""
    amount = found.amount
    if amount is None or found.kind is not Kind.QUANTITY or amount.unit is None:
        return False
    is_one = amount.value == 1 and amount.form is Form.EXACT
    return is_one and _NONE.search(text, max(0, found.start - 4), found.start) is not None


def _is_size_class(text: str, found: Found, reading: Reading) -> bool:
    """超百亿企业, 超千亿产业: a class of things by size."""
    unit = found.amount.unit if found.amount else None
    return _is_size_word(text, reading) and (
        unit == "企业" or (unit is None and _CLASS_NOUN.match(text, found.end) is not None)
    )


def _is_size_word(text: str, reading: Reading) -> bool:
    """千亿级, 百万人才, 万元产值, 亿元以上项目: the size of a class of things, not a count."""
    core = reading.core
    return all(c in "百千万亿兆" for c in text[core.start : core.end])


def _is_small(reading: Reading) -> bool:
    core = reading.core
    return core.is_chinese and core.value is not None and core.value <= _SMALL and core.step == 1


def _is_light(reading: Reading) -> bool:
    """两项补贴, 五对关系, 三批: small counts in words, which tell how a thing is made up."""
    return (
        _is_small(reading)
        and reading.kind is Kind.QUANTITY
        and reading.unit in all_counters("light")
    )


def _is_article(reading: Reading) -> bool:
    """一个, 一年, 几种: an article rather than a count."""
    core = reading.core
    if reading.kind is not Kind.QUANTITY:
        return False
    if core.form is Form.VAGUE:
        return core.end - core.start == 1
    return _is_small(reading) and core.value == 1 and reading.measures in _UNCOUNTED
