"""For which true values an approximator holds, and how a stated number comes from a true one."""

from decimal import Decimal

import pytest
from jushi.numbers import interval_of, read_mentions, rounds_to, source_interval


def _mention(text: str):  # type: ignore[no-untyped-def]
    (mention,) = read_mentions(text)
    return mention


@pytest.mark.parametrize(
    ("told", "value", "holds"),
    [
        ("1700余人", "1701", True),
        ("1700余人", "1689", False),
        ("1700余人", "1800", False),
        ("1700余人", "1890", False),
        ("1700多人", "1701", True),
        ("1600余人", "1701", False),
        ("1000余人", "1701", False),
        ("2000余件", "2600", True),
        ("十余家", "18", True),
        ("十几人", "20", False),
        ("8210余件", "8213", True),
        ("近27000元", "26796", True),
        ("近26000元", "26796", False),
        ("近1700人", "1689", True),
        ("近1700人", "1701", False),
        ("近1700人", "1700", False),
        ("近1710人", "1701", True),
        ("近1800人", "1701", False),
        ("近一成", "8.99", True),
        ("近百家", "95", True),
        ("近百家", "60", False),
        ("约1700人", "1701", True),
        ("约1700人", "1760", False),
        ("约3.92万亿元", "3921100000000", True),
        ("约3.95万亿元", "3921100000000", False),
        ("40人左右", "41", True),
        ("98%以上", "98", True),
        ("98%以上", "99.5", True),
        ("98%以上", "97.9", False),
        ("99.8%以上", "99.5", False),
        ("不低于85%", "85", True),
        ("超过1700人", "1701", True),
        ("超过1700人", "1700", False),
        ("突破1万亿元", "1000000000000", False),
        ("不足1700人", "1701", False),
        ("不足1700人", "1699", True),
        ("不满5%", "5", False),
        ("5人以下", "5", True),
        ("3天以内", "3", True),
        ("3年以外", "3", False),
        ("3—5天", "3", True),
        ("3—5天", "6", False),
        ("三四百件", "350", True),
        ("数十项", "99", True),
        ("数十项", "19", False),
        ("上百家", "100", True),
        ("上百家", "99", False),
        ("过半", "0.5", False),
        ("三分之二以上", "0.7", True),
        ("1701人", "1701", True),
        ("1701人", "1702", False),
        ("前十名", "5", True),
        ("前十名", "11", False),
    ],
)
def test_an_approximator_holds_of_some_values(told: str, value: str, holds: bool) -> None:
    assert interval_of(_mention(told)).holds(Decimal(value)) is holds


@pytest.mark.parametrize(
    ("told", "value", "loose"),
    [
        ("98%以上", "99.5", True),
        ("98%以上", "98.4", False),
        ("2000余件", "2600", True),
        ("2000余件", "2100", False),
        ("1700余人", "1790", False),
        ("上百家", "260", True),
        ("上百家", "120", False),
        ("超过1700人", "1900", True),
        ("不超过1700人", "1500", True),
        ("98%以上", "97", False),
    ],
)
def test_a_true_approximator_is_loose_where_a_nearer_one_was_at_hand(
    told: str, value: str, loose: bool
) -> None:
    assert interval_of(_mention(told)).is_loose(Decimal(value)) is loose


@pytest.mark.parametrize(
    ("told", "value", "says"),
    [
        ("1.23亿元", "123456000", "rounded"),
        ("1.23亿元", "123550000", "truncated"),
        ("1.26亿元", "123550000", "no"),
        ("1.2亿元", "120000000", "exact"),
        ("82.1万人", "821034", "rounded"),
        ("9.0%", "8.99", "rounded"),
        ("9.0%", "9.08", "truncated"),
        ("5%", "5.0", "exact"),
        ("5%", "4.6", "rounded"),
        ("1700人", "1701", "no"),
        ("1700人", "1700", "exact"),
        ("1万人", "10012", "rounded"),
        ("三成", "31", "rounded"),
        ("三成", "34", "no"),
        ("三分之一", "0.334", "rounded"),
        ("三分之一", "0.36", "no"),
        ("-2.3%", "-2.34", "rounded"),
        ("-2.3%", "2.34", "no"),
        ("数十项", "30", "no"),
    ],
)
def test_a_stated_number_is_exact_rounded_cut_off_or_none(told: str, value: str, says: str) -> None:
    assert rounds_to(Decimal(value), _mention(told)) == says


@pytest.mark.parametrize(
    ("told", "covers"),
    [("8210余件", True), ("8200余件", True), ("8215余件", False), ("8210件", False)],
)
def test_an_approximate_source_supports_what_covers_all_that_it_allows(
    told: str, covers: bool
) -> None:
    known = source_interval(Decimal(8210), "余")

    assert interval_of(_mention(told)).covers(known) is covers


def test_the_interval_of_a_source_in_wan_is_told_in_the_unit_of_the_mention() -> None:
    known = source_interval(Decimal(12000), "余", Decimal(10000))

    assert known.holds(Decimal(12500))
    assert not known.holds(Decimal(13000))


def test_the_unbounded_covers_the_bounded_and_not_the_other_way_round() -> None:
    wide, narrow = interval_of(_mention("至少3次")), interval_of(_mention("3—5天"))

    assert wide.covers(narrow)
    assert not narrow.covers(wide)


def test_words_and_dates_bound_nothing() -> None:
    interval = interval_of(_mention("进一步"))

    assert (interval.low, interval.high) == (None, None)
