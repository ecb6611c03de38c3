"""Values put into words, in the manner of a mention or by wish."""

from decimal import Decimal

import pytest
from jushi.numbers import format_value, interval_of, read_mentions


@pytest.mark.parametrize(
    ("value", "like", "told"),
    [
        ("1701", "1700余人", "1700余人"),
        ("1701", "近1700人", "1700余人"),
        ("1689", "1700余人", "1600余人"),
        ("1701", "1700人", "1701人"),
        ("99.5", "98%以上", "99%以上"),
        ("98", "98%以上", "98%以上"),
        ("123456000", "1.23亿元", "1.23亿元"),
        ("123550000", "1.23亿元", "1.24亿元"),
        ("3", "第五名", "第三名"),
        ("136", "一百三十八件", "一百三十六件"),
        ("3.7", "３.５％", "３.７％"),
        ("12865000", "1,286万元", "1,287万元"),
        ("12", "约10件", "10余件"),
        ("45", "三成", "45%"),
        ("30", "四成", "三成"),
        ("0.334", "四分之一", "33.4%"),
        ("4", "翻一番", "4倍"),
        ("12", "10—15天", "12天"),
        ("-2.3", "-2.5%", "-2.3%"),
        ("0.3", "5‰", "3‰"),
        ("810000", "八十万人", "八十一万人"),
        ("3500000", "三百二十万元", "三百五十万元"),
        ("1250000", "一百二十万亩", "一百二十五万亩"),
        ("49000", "近万人", "近五万人"),
        ("95", "1小时30分", "95分钟"),
    ],
)
def test_a_value_is_told_in_the_manner_of_a_mention(value: str, like: str, told: str) -> None:
    (mention,) = read_mentions(like)

    assert format_value(Decimal(value), like=mention) == told


@pytest.mark.parametrize(
    ("value", "unit", "approximator", "told"),
    [
        ("1701", "人", "余", "1700余人"),
        ("1689", "人", "近", "近1700人"),
        ("99.5", "%", "以上", "99%以上"),
        ("1700", "人", "余", "1700人"),
        ("136", "件", "", "136件"),
        ("3.70", "%", "", "3.7%"),
    ],
)
def test_a_value_is_told_with_a_approximator_that_holds(
    value: str, unit: str, approximator: str, told: str
) -> None:
    assert format_value(Decimal(value), unit, approximator=approximator) == told


def test_a_scale_word_and_places_are_told_as_asked() -> None:
    told = format_value(Decimal("123456000"), "元", scale=Decimal(10**8), places=2)

    assert told == "1.23亿元"


@pytest.mark.parametrize("value", ["7", "18", "99", "136", "1701", "8213", "26796", "120034"])
@pytest.mark.parametrize("approximator", ["余", "多", "近", "约", "以上", "超过", "不足", "左右"])
def test_whatever_approximator_is_told_is_true(value: str, approximator: str) -> None:
    (mention,) = read_mentions(format_value(Decimal(value), "件", approximator=approximator))

    assert mention.unit == "件"
    assert interval_of(mention).holds(Decimal(value))
