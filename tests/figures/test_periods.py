"""Periods as people write them and as the number reader notes them."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jushi.errors import FigureError
from jushi.figures import Period, parse_period, period_of_iso, shift_years
from jushi.figures.period.text import tell_span
from jushi.resources import lexicon_rows

from tests.figures.cases import load_cases


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@pytest.mark.parametrize("case", load_cases("periods.jsonl"))
def test_period_is_read_as_its_first_and_last_day(case: dict[str, Any]) -> None:
    period = parse_period(case["input"])

    assert (_iso(period.start), _iso(period.end)) == (case["start"], case["end"])
    assert period.recurrence == case["recurrence"]
    assert period.text == case["input"].strip()


@pytest.mark.parametrize("case", load_cases("periods_relative.jsonl"))
def test_period_without_a_year_takes_that_of_the_report(case: dict[str, Any]) -> None:
    period = parse_period(case["input"], report_year=case["year"])

    assert (_iso(period.start), _iso(period.end)) == (case["start"], case["end"])


@pytest.mark.parametrize("case", load_cases("periods_refused.jsonl"))
def test_what_is_no_period_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(FigureError, match="not a period; write 2023年"):
        parse_period(case["input"])


@pytest.mark.parametrize("case", load_cases("periods_iso.jsonl"))
def test_iso_of_a_mention_is_a_period(case: dict[str, Any]) -> None:
    period = period_of_iso(case["input"], case["year"])

    assert period is not None
    assert (_iso(period.start), _iso(period.end)) == (case["start"], case["end"])
    assert period.recurrence == case["recurrence"]


@pytest.mark.parametrize(
    ("iso", "year"),
    [
        pytest.param("--12-04", 2023, id="a day of any year"),
        pytest.param("Y+0-05", None, id="relative to an unknown year"),
        pytest.param("2023-13", 2023, id="a month that no calendar has"),
        pytest.param("2023-02-30", 2023, id="a day that no calendar has"),
        pytest.param("2023-05/2022", 2023, id="backwards"),
        pytest.param("", 2023, id="empty"),
    ],
)
def test_iso_that_names_no_stretch_of_days_is_none(iso: str, year: int | None) -> None:
    assert period_of_iso(iso, year) is None


@pytest.mark.parametrize(
    ("text", "years", "expected"),
    [
        pytest.param("2023年", 1, ("2024年", date(2024, 1, 1), date(2024, 12, 31)), id="year"),
        pytest.param(
            "2023年前11个月",
            -1,
            ("2022年前11个月", date(2022, 1, 1), date(2022, 11, 30)),
            id="months",
        ),
        pytest.param(
            "2024年2月", 1, ("2025年2月", date(2025, 2, 1), date(2025, 2, 28)), id="end of February"
        ),
        pytest.param(
            "2023年2月",
            1,
            ("2024年2月", date(2024, 2, 1), date(2024, 2, 29)),
            id="into a leap year",
        ),
        pytest.param(
            "2021—2025年", 5, ("2026—2030年", date(2026, 1, 1), date(2030, 12, 31)), id="years"
        ),
        pytest.param(
            "“十四五”时期", 5, ("2026—2030年", date(2026, 1, 1), date(2030, 12, 31)), id="plan"
        ),
        pytest.param("每月", 1, ("每月", None, None), id="recurring"),
    ],
)
def test_shifting_moves_days_and_text_along(
    text: str, years: int, expected: tuple[str, date | None, date | None]
) -> None:
    shifted = shift_years(parse_period(text), years)

    assert (shifted.text, shifted.start, shifted.end) == expected


def test_full_year_is_known_as_one() -> None:
    assert parse_period("2023年").is_full_year
    assert not parse_period("2023年前11个月").is_full_year
    assert parse_period("2023年前11个月").year == 2023
    assert parse_period("2021—2025年").year is None


_DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))


@given(first=_DAYS, second=_DAYS)
def test_what_is_told_of_a_span_reads_back_as_that_span(first: date, second: date) -> None:
    start, end = sorted((first, second))

    period = parse_period(tell_span(start, end))

    assert (period.start, period.end) == (start, end)


@given(day=_DAYS, years=st.integers(-40, 0))
def test_shifting_there_and_back_changes_nothing_but_leap_days(day: date, years: int) -> None:
    period = parse_period(f"{day.year}年{day.month}月{day.day}日")

    back = shift_years(shift_years(period, years), -years)

    if (day.month, day.day) not in ((2, 29), (2, 28)):
        assert back == period


@given(st.text(max_size=60))
def test_any_text_is_a_period_or_refused(text: str) -> None:
    try:
        assert isinstance(parse_period(text, report_year=2023), Period)
    except FigureError as error:
        assert "\n" not in str(error).replace(text, "")


@pytest.mark.parametrize(
    ("word", "year"),
    [
        ("上一年", 2022),
        ("上一年度", 2022),
        ("上年度", 2022),
        ("前年", 2021),
        ("本年度", 2023),
        ("今年度", 2023),
        ("本期", 2023),
        ("明年", 2024),
        ("来年", 2024),
        ("次年", 2024),
        ("后年", 2025),
    ],
)
def test_a_sheet_knows_the_words_for_a_year_that_a_text_knows(word: str, year: int) -> None:
    period = parse_period(word, report_year=2023)

    assert (period.start, period.end) == (date(year, 1, 1), date(year, 12, 31))
    assert parse_period(f"{word}上半年", report_year=2023).end == date(year, 6, 30)


def test_how_often_a_figure_comes_is_known_by_the_words_of_texts_and_of_cells() -> None:
    words = [row for row in lexicon_rows("time_words.tsv") if row[3]]

    assert {(word, parse_period(word).recurrence) for word, *_ in words} == {
        (word, every) for word, _, _, every in words
    }
    assert {every for *_, every in words} == {"month", "quarter", "year", "week", "day"}
