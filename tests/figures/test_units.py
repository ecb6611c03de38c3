"""Which units stand for each other, and what one is worth in the other."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jushi.figures import bare_unit, convert, unit_scale
from jushi.figures.units import has_scale, is_known_unit, is_unit, parse_unit, scale_of, split_scale
from jushi.figures.workbook.cell_value import read_value

_LEXICON = Path(__file__).parents[2] / "knowledge" / "lexicons" / "units_conversion.tsv"
_LINES = [
    line.split("\t")
    for line in _LEXICON.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
][1:]
_UNITS = sorted({name for measure, name, _ in _LINES if measure != "scale"})


@pytest.mark.parametrize(
    ("value", "unit", "target", "expected"),
    [
        pytest.param("1.2", "万元", "元", "12000", id="万元 to 元"),
        pytest.param("12000", "元", "万元", "1.2", id="元 to 万元"),
        pytest.param("1.23", "亿元", "万元", "12300", id="亿元 to 万元"),
        pytest.param("3", "万人", "人", "30000", id="万人 to 人"),
        pytest.param("4.5", "万人次", "人次", "45000", id="万人次 to 人次"),
        pytest.param("2", "公里", "千米", "2", id="公里 is 千米"),
        pytest.param("1", "公顷", "亩", "15", id="公顷 to 亩"),
        pytest.param("1", "亩", "平方米", "666.6666666666666666666666667", id="not even"),
        pytest.param("1", "千米", "米", "1000", id="千米 is no thousand of a counted thing"),
        pytest.param("2", "倍", "%", "200", id="倍 to percent"),
        pytest.param("3", "成", "%", "30", id="成 to percent"),
        pytest.param("5", "名", "人", "5", id="名 is 人"),
        pytest.param("3", "万元/人", "元/人", "30000", id="compound"),
        pytest.param("7", "万箱子", "箱子", "70000", id="unknown unit with scale"),
        pytest.param("7", "箱子", "箱子", "7", id="unknown unit with itself"),
    ],
)
def test_comparable_units_convert(value: str, unit: str, target: str, expected: str) -> None:
    assert str(convert(Decimal(value), unit, target)) == expected


@pytest.mark.parametrize(
    ("unit", "target"),
    [
        pytest.param("人", "人次", id="人 and 人次"),
        pytest.param("%", "百分点", id="percent and points"),
        pytest.param("元", "美元", id="two currencies"),
        pytest.param("件", "项", id="two classifiers"),
        pytest.param("平方米", "米", id="area and length"),
        pytest.param("件", "", id="a unit and none"),
        pytest.param("百货", "货", id="百 that begins a word"),
        pytest.param("户", "户次", id="户 and 户次"),
    ],
)
def test_units_that_measure_different_things_do_not_convert(unit: str, target: str) -> None:
    assert convert(Decimal(1), unit, target) is None


@pytest.mark.parametrize("unit", _UNITS)
def test_every_unit_of_the_lexicon_is_known_and_takes_scale_words(unit: str) -> None:
    assert is_known_unit(unit)
    assert parse_unit(unit).factor > 0
    assert convert(Decimal(2), f"万{unit}", unit) == 20000


@pytest.mark.parametrize(("_", "word", "factor"), [x for x in _LINES if x[0] == "scale"])
def test_every_scale_word_of_the_lexicon_multiplies(_: str, word: str, factor: str) -> None:
    assert scale_of(word) == int(factor)
    assert convert(Decimal(1), f"{word}元", "元") == int(factor)


def test_scale_words_are_told_from_units_that_begin_like_them() -> None:
    assert has_scale("万元")
    assert not has_scale("千米")
    assert not has_scale("亩")


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=4),
    st.sampled_from(["元", "万元", "亿元", "百万元"]),
    st.sampled_from(["元", "万元", "亿元", "百万元"]),
)
def test_converting_there_and_back_changes_nothing(value: Decimal, unit: str, other: str) -> None:
    there = convert(value, unit, other)

    assert there is not None
    assert convert(there, other, unit) == value


@pytest.mark.parametrize(
    ("unit", "scale", "bare"),
    [
        ("万元", 10_000, "元"),
        ("十万元", 100_000, "元"),
        ("十亿元", 10**9, "元"),
        ("百万人次", 10**6, "人次"),
        ("万亿元", 10**12, "元"),
        ("百人", 100, "人"),
        ("万箱子", 10_000, "箱子"),
        ("万千瓦时", 10_000, "千瓦时"),
        ("万千升", 10**7, "升"),
        ("万元/人", 10_000, "元/人"),
        ("百分点", 1, "百分点"),
        ("百货", 1, "百货"),
        ("千斤顶", 1, "千斤顶"),
        ("千瓦时", 1, "千瓦时"),
        ("千克", 1, "千克"),
        ("元/平方公里", 1, "元/平方公里"),
    ],
)
def test_a_scale_word_is_taken_off_where_it_is_one(unit: str, scale: int, bare: str) -> None:
    assert (int(unit_scale(unit)), bare_unit(unit)) == (scale, bare)
    assert has_scale(unit) is (scale != 1)
    assert split_scale(unit) == (unit.removesuffix(bare), bare)
    assert convert(Decimal(1), unit, bare) == scale


def test_what_a_scale_word_multiplies_is_measured_with_it() -> None:
    assert convert(Decimal(1), "万千升", "立方米") == 10_000
    assert parse_unit("").measure == ""
    assert (int(unit_scale("万")), bare_unit("万")) == (10_000, "万")


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        ("300台次", "300", "台次"),
        ("12幢", "12", "幢"),
        ("45个部门", None, ""),
        ("18家", "18", "家"),
        ("6.5平方厘米", "6.5", "平方厘米"),
        ("1.2万标准箱", "12000", "标准箱"),
        ("3个工作日", "3", "个工作日"),
        ("5英镑", "5", "英镑"),
        ("50KM", "50", "KM"),
    ],
)
def test_every_unit_that_texts_know_may_stand_in_a_cell(
    cell: str, value: str | None, unit: str
) -> None:
    reading = read_value(cell, "")

    assert (str(reading.value) if reading.value is not None else None, reading.unit) == (
        value,
        unit,
    )


def test_another_spelling_of_a_unit_is_worth_the_same() -> None:
    assert convert(Decimal(50), "KM", "公里") == 50
    assert convert(Decimal(3), "hm²", "亩") == 45


@pytest.mark.parametrize("name", ["部门", "企业", "学生", "居民", "县", "班"])
def test_name_that_is_a_unit_behind_a_number_is_none_alone(name: str) -> None:
    assert not is_unit(name)
    assert is_known_unit(name)


@pytest.mark.parametrize("text", ["3班", "2科"])
def test_number_of_a_class_is_a_name(text: str) -> None:
    assert read_value(text, "").value is None
