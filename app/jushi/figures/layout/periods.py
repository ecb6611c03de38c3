"""The period of a cell, of what its row, its column and the title say: 2023年 and 5月."""

from collections.abc import Sequence
from functools import lru_cache

from jushi.errors import FigureError
from jushi.figures.period.period import Period
from jushi.figures.period.text import (
    parse_period,
    parse_without_year,
    shift_years,
)
from jushi.lazy_pattern import lazy_pattern
from jushi.text import CENTURY


def compose_period(
    own: Sequence[str], of_table: str, *, is_last_year: bool = False
) -> Period | None:
    """Give the period that `own` texts, coarse ones first, and the title's make together.

    A part of a year takes its year from another text. None where nothing says a period.
    `is_last_year` is for a column 上年同期: the same a year earlier.
    """
    found = _composed(tuple(own), of_table)
    if not is_last_year:
        return found
    if found is None:
        return parse_without_year("上年")
    if found.is_without_year:
        return parse_without_year(f"上年{found.text}") or found
    return shift_years(found, -1)


def since_new_year(period: Period | None) -> Period | None:
    """Give the stretch from January to the end of a month: 2024年1—5月 for 2024年5月."""
    found = _MONTH.fullmatch(period.text) if period is not None else None
    if period is None or found is None or found["month"] == "1":
        return period
    return _parse(f"{found['year'] or ''}1—{found['month']}月") or period


def pads_months(texts: Sequence[str]) -> bool:
    """Whether months of a column stand as 2023.01: 2023.1 is October, whose zero was lost."""
    has_zeros = any(_PADDED.fullmatch(text) for text in texts)
    return has_zeros and not any(text.endswith(".10") for text in texts)


def cell_period(text: str, header: str, *, is_padded: bool) -> str:
    """Give what a cell of a column of periods says: 5 below 月份 is 5月, 2023.05 is 2023年5月.

    `is_padded` is what `pads_months` says of its column.
    """
    month = _DECIMAL_MONTH.fullmatch(text)
    if month is not None:
        number = 10 if is_padded and month["month"] == "1" else int(month["month"])
        return f"{month['year']}年{number}月"
    if not text.isdecimal() or len(text) > 4:
        return text
    if len(text) == 4:
        return f"{text}年"
    if "季" in header:
        return f"第{text}季度"
    return f"{text}月" if 1 <= int(text) <= 12 else text


_PADDED = lazy_pattern(r"\d{4}\.0[1-9]")
_DECIMAL_MONTH = lazy_pattern(rf"(?P<year>{CENTURY}\d\d)\.(?P<month>0?[1-9]|1[0-2])")
_MONTH = lazy_pattern(r"(?P<year>\d{4}年)?(?P<month>\d{1,2})月份?")


@lru_cache(maxsize=4096)
def _composed(own: tuple[str, ...], of_table: str) -> Period | None:
    periods = [period for text in own if (period := _parse(text)) is not None]
    table = _parse(of_table) if of_table else None
    if not periods:
        return table
    partial = [period for period in periods if period.is_without_year]
    dated = [period for period in periods if not period.is_without_year]
    if not partial:
        return min(reversed(dated), key=_days)
    source = dated[-1] if dated else table
    year = _year_of(source)
    if year is None:
        return partial[-1]
    try:
        joined = parse_period(partial[-1].text, report_year=year)
    except FigureError:
        return partial[-1]
    return Period(f"{year}年{joined.text}", joined.start, joined.end)


def _days(period: Period) -> int:
    if period.start is None or period.end is None:
        return 0
    return (period.end - period.start).days


def _year_of(period: Period | None) -> int | None:
    if period is None or period.end is None:
        return None
    return period.end.year


def _parse(text: str) -> Period | None:
    try:
        return parse_period(text)
    except FigureError:
        return parse_without_year(text)
