"""Periods as the number reader notes them: `2023-05`, `2023-01/2023-11`, `Y-1`, `../2023-10`."""

from calendar import monthrange
from datetime import date

from jushi.figures.period.period import Period
from jushi.figures.period.text import tell_span
from jushi.lazy_pattern import lazy_pattern

_POINT = lazy_pattern(r"(?P<year>\d{4}|Y[+-]\d+)(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?")
_RECURRING = lazy_pattern(r"(?P<mask>XXXX-XX-\d\d|XXXX-\d\d(?:-\d\d)?)")


def period_of_iso(iso: str, report_year: int | None) -> Period | None:
    """Give the stretch that `Mention.iso` names; `report_year` is what `Y+0` stands for.

    None where it names no stretch of days: a day of any year (`--12-04`), a year that is
    relative to an unknown one, or a date that no calendar has.
    """
    first, _, last = iso.partition("/")
    if _RECURRING.fullmatch(first):
        return Period(iso, None, None, "month" if first.startswith("XXXX-XX") else "year")
    start = _days(first, report_year)
    end = _days(last, report_year) if last else start
    if first == ".." and end is not None:
        return Period(tell_span(None, end[1]), None, end[1])
    if last == ".." and start is not None:
        return Period(tell_span(start[0], None), start[0], None)
    if start is None or end is None or start[0] > end[1]:
        return None
    return Period(tell_span(start[0], end[1]), start[0], end[1])


def _days(point: str, report_year: int | None) -> tuple[date, date] | None:
    """Give first and last day of `2023`, `2023-05`, `Y-1-05` or `2023-05-12`."""
    found = _POINT.fullmatch(point)
    if found is None:
        return None
    year = _year(found["year"], report_year)
    try:
        if year is None:
            return None
        if found["month"] is None:
            return date(year, 1, 1), date(year, 12, 31)
        month = int(found["month"])
        if found["day"] is not None:
            day = date(year, month, int(found["day"]))
            return day, day
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None


def _year(text: str, report_year: int | None) -> int | None:
    if not text.startswith("Y"):
        return int(text)
    return None if report_year is None else report_year + int(text[1:])
