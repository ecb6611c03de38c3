"""Periods as people write them: `2023年前11个月`, `2021—2025年`, `截至2023年10月底`, `2023-11`."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache

from jushi.characters import COUNTING, ONE_TO_NINE
from jushi.errors import FigureError
from jushi.figures.period.period import Period
from jushi.figures.workbook.plain_text import half_width
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import CHINESE_DIGITS
from jushi.numbers import PLAN_NAME, plan_years
from jushi.resources import lexicon_rows
from jushi.text import FAR_CENTURY

Span = tuple[date | None, date | None]

_DASHES = str.maketrans("—–－―‐‑−~～", "---------")
_DIGITS = str.maketrans({digit: str(worth) for digit, worth in CHINESE_DIGITS.items()})

_YEAR = rf"(?P<year>{FAR_CENTURY}\d\d)(?:年度?|(?=[-/.QHqh ])|$)"


def _days(year: int, month: int, last_month: int) -> Span:
    return date(year, month, 1), date(year, last_month, monthrange(year, last_month)[1])


def _whole_year(found: re.Match[str]) -> Span:
    return _days(int(found["year"]), 1, 12)


def _months(found: re.Match[str]) -> Span:
    return _days(int(found["year"]), int(found["first"]), int(found["last"]))


def _first_months(found: re.Match[str]) -> Span:
    return _days(int(found["year"]), 1, int(found["last"]))


def _month(found: re.Match[str]) -> Span:
    return _days(int(found["year"]), int(found["month"]), int(found["month"]))


def _ten_days(found: re.Match[str]) -> Span:
    year, month = int(found["year"]), int(found["month"])
    first = 1 + 10 * "上中下".index(found["ten"])
    last = monthrange(year, month)[1] if found["ten"] == "下" else first + 9
    return date(year, month, first), date(year, month, last)


def _day(found: re.Match[str]) -> Span:
    day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    return day, day


def _half(found: re.Match[str]) -> Span:
    first = (found["half"] or found["half_number"]) in ("上", "1")
    return _days(int(found["year"]), *((1, 6) if first else (7, 12)))


def _quarter(found: re.Match[str]) -> Span:
    last = int(found["quarter"]) * 3
    return _days(int(found["year"]), last - 2, last)


def _first_quarters(found: re.Match[str]) -> Span:
    return _days(int(found["year"]), 1, int(found["quarter"]) * 3)


def _years(found: re.Match[str]) -> Span:
    return date(int(found["year"]), 1, 1), date(int(found["last"]), 12, 31)


# Chinese digits were made 0 to 9 before these are tried: 第三季度 stands as 第3季度.
_SHAPES: tuple[tuple[str, Callable[[re.Match[str]], Span]], ...] = (
    (rf"{_YEAR}全?年?", _whole_year),  # 2023, 2023年, 2023年度, 2023年全年
    (rf"(?P<year>{FAR_CENTURY}\d\d)届", _whole_year),
    (rf"{_YEAR}[-/.]?(?P<month>\d\d?)月?份?", _month),  # 2023年11月, 2023-11, 2023年5月份
    (rf"{_YEAR}(?P<month>\d\d?)月份?(?P<ten>[上中下])旬", _ten_days),  # 2024年3月中旬
    (rf"{_YEAR}[-/.]?(?P<month>\d\d?)[-/.月](?P<day>\d\d?)日?", _day),  # 2023年5月12日, 2023-05-12
    (rf"{_YEAR}(?P<first>\d\d?)月?(?:-|至|到)(?P<last>\d\d?)月份?", _months),  # 2023年1—11月
    (rf"{_YEAR}前(?P<last>\d\d?)个?月", _first_months),  # 2023年前11个月
    (
        rf"{_YEAR}-?(?:(?P<half>[上下])半年| ?[Hh](?P<half_number>[12]))",
        _half,
    ),  # 2023年上半年, 2023H1
    (rf"{_YEAR}第?(?P<quarter>[1-4])季度?", _quarter),  # 2023年第三季度
    (rf"{_YEAR}-? ?[Qq](?P<quarter>[1-4])", _quarter),  # 2023Q3
    (rf"{_YEAR}前(?P<quarter>[1-3])个?季度?", _first_quarters),  # 2023年前三季度
    (rf"(?P<year>{FAR_CENTURY}\d\d)年?度?(?:-|至|到)(?P<last>{FAR_CENTURY}\d\d)年?度?", _years),
)
_COMPILED = tuple((re.compile(shape), read) for shape, read in _SHAPES)

_PLAN = lazy_pattern(rf"[“\"「]?{PLAN_NAME}[”\"」]?(?P<law>普法)?(?:规划|计划)?(?:时期|期间)?")
_UP_TO = lazy_pattern(r"(?:截至|截止到?|至)(?P<moment>.+?)(?:年?底|年?末)?|(?P<end>.+)(?:底|末)")
_SINCE = lazy_pattern(r"(?:自|从)?(?P<moment>.+?)(?:以来|起|至今)")
_SUMMED = lazy_pattern(r"(?<=.)(?:累计|合计|期间|当月)$|^累计(?=.)")
_IN_A_YEAR = lazy_pattern(
    rf"前|\d\d?月|\d\d?-\d\d?月|[{COUNTING}]{{1,2}}月|[上下]半年|第?[一二三四1-4]季|全年|年[初末底]"
)


def parse_period(text: str, *, report_year: int | None = None) -> Period:
    """Give the period that `text` names; `report_year` is the year of 今年, 上年 and 前11个月.

    `截至2023年10月底` has no start, `2023年以来` no end; 每月 and the like have neither.
    Raises FigureError for anything else, a month 13 and a range that runs backwards included.
    """
    return _parse(text.strip(), report_year)


@lru_cache(maxsize=4096)
def _parse(text: str, report_year: int | None) -> Period:
    plain = re.sub(r"\s+", " ", half_width(text).translate(_DASHES)).strip().lower()
    recurrence = _recurrences().get(plain)
    if recurrence is not None:
        return Period(text, None, None, recurrence)
    if len(plain) <= 40:  # the longest period that is written is half of that
        plain = _SUMMED.sub("", plain.replace(" ", ""))
        span = _span_of(_with_year(plain, report_year))
        if span is not None:
            return Period(text, *span)
    raise FigureError("figures.not_a_period", place=text[:40] or "period")


@cache
def _recurrences() -> dict[str, str]:
    """Give how often, as `Period.recurrence` tells it, by word: 每季度 is quarter."""
    return {word: every for word, _, _, every in lexicon_rows("time_words.tsv") if every}


@cache
def _relative() -> dict[str, int]:
    """Give how many years a word is from the report's, the longest words first: 上一年度 is -1.

    本期 is a word of tables alone; the others are those of every text.
    """
    rows = lexicon_rows("time_words.tsv")
    years = {word: int(iso[1:]) for word, iso, role, _ in rows if role == "year" and iso[0] == "Y"}
    years["本期"] = 0
    return {word: years[word] for word in sorted(years, key=len, reverse=True)}


def _with_year(text: str, report_year: int | None) -> str:
    if report_year is None:
        return text
    for word, distance in _relative().items():
        if word in text:
            return text.replace(word, f"{report_year + distance}年")
    return f"{report_year}年{text}" if _lacks_year(text) else text


def _lacks_year(text: str) -> bool:
    has_no_year = not re.search(rf"\d{{4}}|[〇零{ONE_TO_NINE}]{{4}}|五", text)
    return has_no_year and bool(_IN_A_YEAR.match(text))


def parse_without_year(text: str) -> Period | None:
    """Give `1-9月`, `上半年`, `年末` as a period of no year yet; None for anything else.

    `parse_period(period.text, report_year=…)` gives its days.
    """
    plain = half_width(text).translate(_DASHES).strip()
    if not _lacks_year(plain) and not any(word in plain for word in _relative()):
        return None
    try:
        parse_period(text, report_year=2000)
    except FigureError:
        return None
    return Period(text.strip(), None, None)


def _span_of(text: str) -> Span | None:
    """Give first and last day of `text`, which holds no blanks; None where it is no period."""
    plan = _PLAN.fullmatch(text)
    if plan is not None:
        return _plan_span(plan)
    if begins := _YEAR_BEGINS.fullmatch(text):
        return None, date(int(begins["year"]) - 1, 12, 31)
    if ends := _YEAR_ENDS.fullmatch(text):
        return None, date(int(ends["year"]), 12, 31)
    for pattern, is_end in ((_SINCE, False), (_UP_TO, True)):
        found = pattern.fullmatch(text)
        moment = found and next(group for group in found.groups() if group)
        span = _closed_span(moment) if moment else None
        if span is not None:
            return (None, span[1]) if is_end else (span[0], None)
    return _closed_span(text)


def _plan_span(plan: re.Match[str]) -> Span:
    first, last = plan_years(plan, is_law=plan["law"] is not None)
    return date(first, 1, 1), date(last, 12, 31)


_YEAR_BEGINS = lazy_pattern(rf"{_YEAR}年?初")
_YEAR_ENDS = lazy_pattern(rf"{_YEAR}年?[末底]")


def _closed_span(text: str) -> Span | None:
    span = _shaped_span(_arabic(text))
    if span is not None:
        return span
    halves = re.fullmatch(r"(\d{4}.+?)(?:-|至|到)(\d.+)", _arabic(text))
    return _joined_span(halves[1], halves[2]) if halves else None


def _joined_span(first: str, last: str) -> Span | None:
    """Give the span of `2022年12月` and `2023年11月`; the year of the second may be left out."""
    start = _shaped_span(first)
    end = _shaped_span(last) or _shaped_span(first[:4] + "年" + last)
    if start is None or end is None or start[0] is None or end[1] is None:
        return None
    return (start[0], end[1]) if start[0] <= end[1] else None


def _arabic(text: str) -> str:
    """Give `text` with the Chinese numbers of years, months and quarters in digits."""
    text = re.sub(rf"[〇零○{ONE_TO_NINE}]{{4}}(?=年)", lambda m: m[0].translate(_DIGITS), text)
    text = re.sub(r"十([一二])(?=个?月)", lambda m: "1" + m[1].translate(_DIGITS), text)
    text = re.sub(r"十(?=个?月)", "10", text)
    return re.sub(rf"[{ONE_TO_NINE}](?=个?月|季|个季)", lambda m: m[0].translate(_DIGITS), text)


def _shaped_span(text: str) -> Span | None:
    for pattern, read in _COMPILED:
        found = pattern.fullmatch(text)
        if found is None:
            continue
        try:
            start, end = read(found)
        except (ValueError, IndexError):  # month 13, 30 February, month 0
            return None
        return (start, end) if start is None or end is None or start <= end else None
    return None


def tell_span(start: date | None, end: date | None) -> str:
    """Give the shortest Chinese name of the days from `start` to `end`: `2023年前11个月`."""
    if start is None or end is None:
        known = start or end
        if known is None:
            return ""
        return f"{_tell_day(known)}以来" if end is None else f"截至{_tell_day(known)}"
    if start == end:
        return _tell_day(start)
    is_months = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
    if not is_months:
        return f"{_tell_day(start)}至{_tell_day(end)}"
    if start.month == 1 and end.month == 12:
        return f"{start.year}年" if start.year == end.year else f"{start.year}—{end.year}年"
    if start.year != end.year:
        return f"{start.year}年{start.month}月至{end.year}年{end.month}月"
    if start.month == end.month:
        return f"{start.year}年{start.month}月"
    if start.month == 1:
        return f"{start.year}年前{end.month}个月"
    return f"{start.year}年{start.month}—{end.month}月"


def _tell_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def shift_years(period: Period, years: int) -> Period:
    """Give the same stretch `years` later (earlier if negative), its text moved along.

    The end of February stays the end of February; what recurs stays as it is.
    """
    if period.recurrence is not None or years == 0:
        return period
    start = _moved(period.start, years)
    end = _moved(period.end, years)
    text = re.sub(rf"(?<!\d){FAR_CENTURY}\d\d(?!\d)", lambda m: str(int(m[0]) + years), period.text)
    return Period(text if text != period.text else tell_span(start, end), start, end)


def _moved(day: date | None, years: int) -> date | None:
    if day is None:
        return None
    last = monthrange(day.year, day.month)[1]
    new_last = monthrange(day.year + years, day.month)[1]
    return date(day.year + years, day.month, new_last if day.day == last else day.day)
