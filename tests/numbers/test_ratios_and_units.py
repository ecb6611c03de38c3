"""Ratios of two and more parts, spaced digits, and units in letters."""

from decimal import Decimal

import pytest
from jushi.numbers import Kind, format_value, interval_of, read_mentions, rounds_to


@pytest.mark.parametrize("sign", ["∶", ":", "：", "比"])
def test_parts_that_make_a_whole_are_percentages(sign: str) -> None:
    text = f"三次产业结构为10.7{sign}42.7{sign}46.6，"

    found = [m for m in read_mentions(text) if m.is_data]

    assert [(m.text, m.kind, m.unit, m.detail) for m in found] == [
        (part, Kind.PERCENT, "%", "structure") for part in ("10.7", "42.7", "46.6")
    ]
    assert [(m.value, m.step) for m in found] == [
        (Decimal(part), Decimal("0.1")) for part in ("10.7", "42.7", "46.6")
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("按4∶3∶3比例分担", ["4", "3", "3"]),
        ("比例为1:2:3，", ["1", "2", "3"]),
        ("用地比为5：3：1：1。", ["5", "3", "1", "1"]),
    ],
)
def test_parts_that_make_no_hundred_are_bare(text: str, parts: list[str]) -> None:
    found = read_mentions(text)

    assert [(m.text, m.kind, m.unit, m.detail) for m in found] == [
        (part, Kind.QUANTITY, None, "structure") for part in parts
    ]


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        ("1.27∶1", "1.27", "0.01"),
        ("1:0.8", "1.25", None),
        ("3：2", "1.5", None),
        ("15比1", "15", "1"),
    ],
)
def test_two_parts_are_one_multiple(text: str, value: str, step: str | None) -> None:
    (mention,) = read_mentions(f"床护比为{text}，")

    assert (mention.text, mention.kind, mention.detail) == (text, Kind.MULTIPLE, "ratio")
    assert mention.unit == "倍"
    assert (mention.value, mention.step) == (Decimal(value), Decimal(step) if step else None)


def test_a_ratio_rounds_at_its_printed_place_and_is_told_as_one() -> None:
    (printed,) = read_mentions("1.27∶1")
    (computed,) = read_mentions("2∶3")

    assert [rounds_to(Decimal(v), printed) for v in ("1.2684", "1.2604")] == ["rounded", "no"]
    assert rounds_to(Decimal("0.668"), computed) == "rounded"
    assert format_value(Decimal("1.31"), like=printed) == "1.31∶1"
    assert format_value(Decimal("0.75"), like=computed) == "0.75∶1"


@pytest.mark.parametrize(
    "text", ["8:30", "17:05:30", "9：00", "上午8:30至11:30", "2001:250:10::1", "10:42:48"]
)
def test_a_clock_is_no_ratio(text: str) -> None:
    assert "ratio" not in {m.detail for m in read_mentions(f"于{text}，")}
    assert "structure" not in {m.detail for m in read_mentions(f"于{text}，")}


def test_a_score_is_no_multiple() -> None:
    assert [m.kind for m in read_mentions("以3:2战胜对手，比分2:1")] == [
        Kind.FRACTION,
        Kind.FRACTION,
    ]


@pytest.mark.parametrize(
    ("text", "told", "value", "unit"),
    [
        ("新修三公里，", "三公里", "3", "公里"),
        ("重达三公斤，", "三公斤", "3", "公斤"),
        ("优良天数百分之九十二点九，", "百分之九十二点九", "92.9", "%"),
        ("次品数千分之五，", "千分之五", "0.5", "%"),
        ("占七分之三，", "七分之三", str(Decimal(3) / 7), None),
        ("受理1 234 件，", "1 234 件", "1234", "件"),
        ("投资12 345.6 万元，", "12 345.6 万元", "123456000", "元"),
        ("共1 234 567人次", "1 234 567人次", "1234567", "人次"),
        ("发放9999permits，", "9999", "9999", None),
        ("发放120leaflets，", "120", "120", None),
        ("强度40DDDs，", "40DDDs", "40", "DDDs"),
        ("用电500kWh，", "500kWh", "500", "千瓦时"),
        ("减排300tCO2e，", "300tCO2e", "300", "吨二氧化碳当量"),
        ("噪声65dB，", "65dB", "65", "分贝"),
        ("吞吐量3万TEU，", "3万TEU", "30000", "标准箱"),
        ("浓度35μg/m³，", "35μg/m³", "35", "微克/立方米"),
        ("浓度35µg/m3，", "35µg/m3", "35", "微克/立方米"),
        ("浓度35微克/立方米，", "35微克/立方米", "35", "微克/立方米"),
        ("浓度3.5mg/L，", "3.5mg/L", "3.5", "毫克/升"),
        ("面积20ha，", "20ha", "20", "公顷"),
        ("单价50元/㎡，", "50元/㎡", "50", "元/平方米"),
        ("能耗0.5tce，", "0.5tce", "0.5", "吨标准煤"),
        ("购置10台套，", "10台套", "10", "台套"),
        ("购置10台（套），", "10台（套）", "10", "台套"),
        ("购置10台(套)设备，", "10台(套)", "10", "台套"),
    ],
)
def test_the_number_is_read_with_its_whole_unit(
    text: str, told: str, value: str, unit: str | None
) -> None:
    (mention,) = [m for m in read_mentions(text) if m.is_data]

    assert (mention.value, mention.unit) == (Decimal(value), unit)
    assert mention.text == told or unit is None


@pytest.mark.parametrize("text", ["T800", "A4", "B站", "5G", "4K", "G107", "8K", "3M", "360doc"])
def test_a_model_or_a_name_with_letters_is_no_data(text: str) -> None:
    assert [m.text for m in read_mentions(f"采用{text}，") if m.is_data] == []


@pytest.mark.parametrize("text", ["4.5级地震", "4.5级", "2.0版平台", "7.8级强震"])
def test_a_line_that_opens_with_a_grade_is_no_heading(text: str) -> None:
    assert [m.text for m in read_mentions(f"一、概况\n{text}") if m.kind is Kind.HEADING] == [
        "一、"
    ]


@pytest.mark.parametrize(
    "text", ["表1 120 340", "2023 120", "第3 120 号", "1 234", "座机 0738 621 135"]
)
def test_numbers_beside_each_other_stay_apart(text: str) -> None:
    assert "1120340" not in {str(m.value) for m in read_mentions(text)}
    assert all("," not in m.text for m in read_mentions(text))
    assert Decimal(1234) not in {m.value for m in read_mentions(text)}


@pytest.mark.parametrize(
    ("text", "value", "holds"),
    [
        ("约4.10万亿元", "4070000000000", False),
        ("约4.10万亿元", "4104000000000", True),
        ("约4.1万亿元", "4070000000000", True),
        ("约12.0%", "12.3", False),
        ("约3.50亿元", "348000000", False),
        ("7.50%左右", "7.54", False),
        ("近4.10万亿元", "4020000000000", False),
        ("30000余人", "35141", False),
        ("30000余人", "34141", True),
        ("50000余件", "58000", False),
        ("3万余人", "35141", True),
        ("1000余人", "1701", False),
        ("2000余件", "2600", True),
    ],
)
def test_what_is_printed_says_how_far_it_reaches(text: str, value: str, holds: bool) -> None:
    (mention,) = read_mentions(text)

    assert interval_of(mention).holds(Decimal(value)) is holds
