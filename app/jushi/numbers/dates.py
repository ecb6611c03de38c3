"""Dates and periods: 2023年5月12日 2023年1月至11月 前11个月 今年5月 近三年 2021—2025年 9:30."""

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import cache

from jushi.characters import COUNTING, HAN, NUMERALS, ONE_TO_NINE
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import approximator_pattern, change_pattern
from jushi.numbers.found import Found
from jushi.numbers.lexicon import unit_at
from jushi.numbers.marks import is_line_start
from jushi.numbers.mention import Kind
from jushi.numbers.numeral import parse_numeral
from jushi.numbers.time_spans import TO, leading_numeral, time_span_at
from jushi.resources import lexicon_rows
from jushi.text import CENTURY, CLAUSE_STOPS

_CN = f"零〇○{ONE_TO_NINE}"
_ONE_TO_NINE = f"[{ONE_TO_NINE}]"
_Y4 = rf"(?:1[0-9]{{3}}|2[0-9]{{3}}|[一二][{_CN}]{{3}})"  # 2023, 二〇二三
_M = rf"(?:1[0-2](?![0-9])|0?[1-9](?![0-9])|十[一二]|{_ONE_TO_NINE}|十)"
_CN_DAY = rf"三十一?|(?:二十|廿|十){_ONE_TO_NINE}?|{_ONE_TO_NINE}"
_D = rf"(?:3[01]|[12][0-9]|0?[1-9]|{_CN_DAY})"
_N = rf"(?:[0-9]{{1,2}}|[两{COUNTING}]{{1,3}})"
_NO_YEAR = rf"历史|之久|的历史|前(?![0-9{COUNTING}两])|来|级|龄|轮|薪"  # 2000年历史, 1500年前
_YEAR = lazy_pattern(rf"(?P<year>{_Y4}) {{0,2}}(?:年(?!{_NO_YEAR})(?P<tail>度(?!假|过)|份|代)?|届)")
_YEARS = lazy_pattern(  # 2021—2025年, 2021-25年, （2021—2025）
    rf"(?P<first>{_Y4})(?: {{0,2}}年度?)?{TO}(?P<last>{_Y4}|[0-9]{{2}}) {{0,2}}"
    r"(?:年(?!级)度?|(?=[)）]))"
)
_MM, _DD, _YYYY = "1[0-2]|0?[1-9]", "3[01]|[12][0-9]|0?[1-9]", f"{CENTURY}[0-9]{{2}}"
_ISO = lazy_pattern(  # 2023-05-12, 2023.12.31, 2008/08
    rf"(?P<year>(?:1[89]|20)[0-9]{{2}})(?P<sep>[-./])(?P<month>{_MM})"
    rf"(?:(?P=sep)(?P<day>{_DD}))?(?![0-9%.万亿])"
)
_DAY_FIRST = lazy_pattern(  # 12-05-2023
    rf"(?P<day>{_DD})(?P<sep>[-./])(?P<month>{_MM})(?P=sep)(?P<year>{_YYYY})(?![0-9])"
)
_MONTH_FIRST = lazy_pattern(  # 5/17/2018, 08-2008
    rf"(?P<month>{_MM})(?:/(?P<day>{_DD})/|[-/])(?P<year>{_YYYY})(?![0-9])"
)
_COMPACT = lazy_pattern(  # 20230512
    r"(?P<year>20[0-2][0-9])(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])(?![0-9])"
)
_MONTH = lazy_pattern(
    rf"(?P<month>{_M}) ?月(?P<tail>份|底|末|初|上旬|中旬|下旬)?(?!报|均|度|季|供|嫂|饼|光|亮|薪)"
)
_DAY = lazy_pattern(rf"(?P<month>{_M}) ?月 ?(?P<day>{_D}) ?[日号](?![{HAN}]?线)")
_DAYS_TO = lazy_pattern(rf"{TO}(?:(?P<month>{_M}) ?月 ?)?(?P<day>{_D}) ?[日号]")
_MONTHS = lazy_pattern(
    rf"(?P<first>{_M}) ?(?:月份? ?)?(?:{TO}|、)(?P<last>{_M}) ?月份?(?! ?{_D} ?[日号])"
)
_FIRST_MONTHS = lazy_pattern(rf"前 ?(?P<count>{_N}) ?个? ?月")
_FIRST_QUARTERS = lazy_pattern(r"前 ?(?P<count>[一二两三1-3]) ?个? ?季度?")
_QUARTER = lazy_pattern(
    rf"第? ?(?P<first>[一二三四1-4]) ?(?:季度?)?(?:{TO}|、)第?(?P<last>[二三四2-4]) ?季度?"
    r"|第? ?(?P<only>[一二三四1-4]) ?季度"
)
_HALF = lazy_pattern(r"(?P<half>[上下]) ?半年")
_BARE_DAYS = lazy_pattern(rf"(?P<first>{_D}) ?[日号]?{TO}(?P<last>{_D}) ?[日号](?!内)")
_NO_DAY = (  # 15日内, 3日游, 5号楼
    f"{approximator_pattern('after')}|内|游|线|常|均|前|后|以前|以后|之前|夜|元|本|语|报|工|楼|店|院|公|井|机|车|房"
    "|库|站|厅|馆|桥|坑|地"
)
_BARE_DAY = lazy_pattern(rf"(?P<day>{_D}) ?[日号](?!{_NO_DAY})")
_DAY_BEFORE = lazy_pattern(
    r"(?:(?<![少多低高大小])于|在|自|从|至|到|截至|本月|上月|次月|当月|[-—~～、])$"
)
_DAYTIME = lazy_pattern(
    r"上午|下午|凌晨|清晨|傍晚|中午|晚(?!于|间?餐)|夜间|当[天晚]|[0-9]{1,2} ?[时:：]"
)
_CLAUSE_START = CLAUSE_STOPS.replace("：", "").replace(":", "") + "“（("  # not 时限：15日
_NEWS = lazy_pattern(r"(?:记者|本报|讯|日期[：:]|[止开办]时间[：:])$")
_NO_EVENT = lazy_pattern(r"平均|办结|办理|累计|滚动|移动|留存|完成率")  # 15日办结率
_LUNAR_DAYS = f"初[{COUNTING}]|(?:二十|廿|十)[{ONE_TO_NINE}]|二十|三十"
_LUNAR = lazy_pattern(  # 八月十五, 五月初五, 三月三
    rf"(?:(?:十[一二]?|{_ONE_TO_NINE})月(?:{_LUNAR_DAYS})|(?P<same>[二三五六七九])月(?P=same))"
    "(?! ?[日号])"
)
_LUNAR_MONTH = lazy_pattern(r"(?:农历)?(?:[正腊冬]月初?|大年初?)$")
_LUNAR_DAY = lazy_pattern(rf"(?:二十|廿|十)[{ONE_TO_NINE}]?|三十|[{ONE_TO_NINE}](?!年)")
_COUNTS_ON = f"{NUMERALS}几余多点成折分%"
_YEAR_ALONE = lazy_pattern(  # 06年, 九八年; 十五年 and 七八年 are lengths of time
    rf"(?P<year>0[0-9]|[零〇]{_ONE_TO_NINE}|[五六七八九][{_CN}]|(?P<late>[5-9][0-9])) ?年"
    rf"(?!{_NO_YEAR}|[期代间内多余限]|以[内上下]|左右)"
)
_NEIGHBOURS = frozenset({"五六", "六七", "七八", "八九"})
_LATE_BEFORE = lazy_pattern(r"(?:从|自|早在|始于|[’'])$")
_SHORT_YEARS = lazy_pattern(rf"(?P<first>0[0-9]) ?年?{TO}(?P<last>[0-9]{{2}}) ?年(?!级)")
_SHORT_YEAR = lazy_pattern(
    rf"(?P<year>[0-9]{{2}}|[{_CN}]{{2}}) ?年"
    r"(?=度|底|初|末|以来|上半年|下半年|(?:1[0-2]|[1-9]) ?月)[度底初末]?"
)
_OPEN = lazy_pattern(r"(?P<word>以来|以後|起(?!草|诉|点|步|义|到|来|重)|开始|至今|之后|以后)")
_JOINT = lazy_pattern(TO)
_UP_TO = ("截至", "截止", "截止到", "截至到", "截止至")
_SINCE = ("自", "自从", "从")
_YEAR_TAILS = lazy_pattern(
    rf" ?(?:底|末|初|年初|年底|年末|全年|[春夏秋冬]季?)(?![{HAN}]?(?:期|步|级|中))"
)


@dataclass(frozen=True, slots=True)
class Carry:
    """What a bare month or day inherits from the dates before it in the sentence."""

    year: str = "Y+0"
    month: int | None = None


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A date being read."""

    end: int
    first: str
    last: str
    kind: Kind
    detail: str
    month: int | None = None


@cache
def deictics() -> dict[str, str]:
    """Words for a year, as `Mention.iso` writes it: 今年 Y+0, 去年 Y-1."""
    rows = lexicon_rows("time_words.tsv")
    return {word: iso for word, iso, role, _ in rows if role == "year"}


@cache
def _longest_deictic() -> int:
    return max(map(len, deictics()))


def date_at(text: str, at: int, floor: int, carry: Carry) -> tuple[Found, Carry] | None:
    """Give the date or period whose numeral stands at `at`, and what the next one inherits."""
    begin = _rest_start(text, at, floor)
    year_start, year = _deictic_before(text, begin, floor)
    stretch = _joined(text, _with_year(text, at)) or _without_year(
        text, begin, year or carry.year, carry, has_year=year is not None
    )
    if stretch is None:
        return _other(text, at, floor, carry)
    start = year_start if year and stretch.detail not in ("year", "years") else begin
    if stretch.detail in ("year", "years", "iso"):
        start = at
    return _opened(text, start, at, floor, stretch)


def _rest_start(text: str, at: int, floor: int) -> int:
    """Where 前11个月, 上半年 or 第一季度 begins, whose numeral stands at `at`."""
    before = text[at - 1 : at] if at > floor else ""
    if (before and before in "前第") or (text[at] == "半" and before and before in "上下"):
        return at - 1
    return at


def _deictic_before(text: str, at: int, floor: int) -> tuple[int, str | None]:
    table = deictics()
    for length in range(min(_longest_deictic(), at - floor), 0, -1):
        word = text[at - length : at]
        if word in table:
            return at - length, table[word]
    return at, None


def _number(surface: str) -> int:
    return int(parse_numeral(surface))


def _point(year: str, month: int | None = None, day: int | None = None) -> str:
    parts = [year] + [f"{n:02d}" for n in (month, day) if n is not None]
    return "-".join(parts)


def _year_text(surface: str) -> str:
    return f"{_number(surface):04d}"


def _with_year(text: str, at: int) -> _Stretch | None:
    years = _YEARS.match(text, at)
    if years:
        first, last = _year_text(years["first"]), years["last"]
        last = first[:2] + last if len(last) == 2 and last.isascii() else _year_text(last)
        if first < last:
            return _Stretch(years.end(), first, last, Kind.PERIOD, "years")
    found = _YEAR.match(text, at)
    if found:
        return _in_year(text, found)
    iso = _ISO.match(text, at)
    if iso and _is_date_like(text, at, iso):
        month, day = int(iso["month"]), int(iso["day"]) if iso["day"] else None
        point = _point(iso["year"], month, day)
        return _Stretch(iso.end(), point, point, Kind.DATE, "iso", month)
    return _other_order(text, at)


def _joined(text: str, stretch: _Stretch | None) -> _Stretch | None:
    """2022年12月至2023年11月: from the first day of one to the last of the other."""
    joint = _JOINT.match(text, stretch.end) if stretch else None
    if stretch is None or joint is None or joint.end() >= len(text):
        return stretch
    until = _with_year(text, joint.end())
    if until is None or not stretch.first < until.last:
        return stretch
    return _Stretch(until.end, stretch.first, until.last, Kind.PERIOD, "span", until.month)


def _is_date_like(text: str, at: int, iso: re.Match[str]) -> bool:
    """2023.12 may be a number and 2023-05 a code: a full date, or a month with two digits."""
    if text[at - 1 : at].isascii() and text[at - 1 : at].isalnum():
        return False
    if iso["day"]:
        return True
    return (
        iso["sep"] in "-/"
        and len(iso["month"]) == 2
        and text[iso.end() : iso.end() + 1] not in ("号", "年")
    )


def _other_order(text: str, at: int) -> _Stretch | None:
    if text[at - 1 : at] in ("-", "/", "."):
        return None
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _COMPACT):
        found = pattern.match(text, at)
        if found:
            month, day = int(found["month"]), int(found["day"]) if found["day"] else None
            point = _point(found["year"], month, day)
            return _Stretch(found.end(), point, point, Kind.DATE, "iso", month)
    return None


def _in_year(text: str, found: re.Match[str]) -> _Stretch:
    year, end = _year_text(found["year"]), found.end()
    if found["tail"] in (None, "份"):
        at = end + (text[end : end + 1] == " ")
        inner = (
            _without_year(text, at, year, Carry(year), has_year=True) if at < len(text) else None
        )
        if inner is not None:
            return inner
        tail = _YEAR_TAILS.match(text, end)
        if tail:
            return _Stretch(tail.end(), year, year, Kind.DATE, "year")
    return _Stretch(end, year, year, Kind.DATE, "year")


def _without_year(
    text: str, at: int, year: str, carry: Carry, *, has_year: bool
) -> _Stretch | None:
    char = text[at]
    if char in "前":
        return _first_part(text, at, year)
    if char in "上下":
        half = _HALF.match(text, at)
        if half is None:
            return None
        first, last = (1, 6) if half["half"] == "上" else (7, 12)
        return _Stretch(
            half.end(), _point(year, first), _point(year, last), Kind.PERIOD, "half_year"
        )
    return (
        _lunar_day(text, at, year if has_year else "")
        or _quarter(text, at, year)
        or _in_months(text, at, year)
        or _in_days(text, at, year, carry, has_year=has_year)
    )


def _first_part(text: str, at: int, year: str) -> _Stretch | None:
    months = _FIRST_MONTHS.match(text, at)
    if months:
        count = _number(months["count"])
        if not 0 < count <= 12:
            return None
        return _Stretch(
            months.end(), _point(year, 1), _point(year, count), Kind.PERIOD, "first_months"
        )
    quarters = _FIRST_QUARTERS.match(text, at)
    if quarters:
        last = _number(quarters["count"]) * 3
        return _Stretch(
            quarters.end(), _point(year, 1), _point(year, last), Kind.PERIOD, "first_quarters"
        )
    return None


def _quarter(text: str, at: int, year: str) -> _Stretch | None:
    quarter = _QUARTER.match(text, at)
    if quarter is None:
        return None
    first = _number(quarter["first"] or quarter["only"])
    last = _number(quarter["last"] or quarter["only"])
    if first > last:
        return None
    return _Stretch(
        quarter.end(), _point(year, first * 3 - 2), _point(year, last * 3), Kind.PERIOD, "quarter"
    )


def _in_months(text: str, at: int, year: str) -> _Stretch | None:
    day = _DAY.match(text, at)
    if day:
        month, number = _number(day["month"]), _number(day["day"])
        point = _point(year, month, number)
        until = _DAYS_TO.match(text, day.end())
        if until:
            last_month = _number(until["month"]) if until["month"] else month
            last = _point(year, last_month, _number(until["day"]))
            if point < last:
                return _Stretch(until.end(), point, last, Kind.PERIOD, "days", last_month)
        return _Stretch(day.end(), point, point, Kind.DATE, "day", month)
    months = _MONTHS.match(text, at)
    if months:
        first_month, last_month = _number(months["first"]), _number(months["last"])
        if first_month < last_month:
            return _Stretch(
                months.end(),
                _point(year, first_month),
                _point(year, last_month),
                Kind.PERIOD,
                "months",
                last_month,
            )
    month_only = _MONTH.match(text, at)
    if month_only:
        month = _number(month_only["month"])
        if (first := _TENS.get(month_only["tail"] or "")) and year[-1:].isdecimal():
            first_day, last_day = _point(year, month, first), _last_of_ten(year, month, first)
            end = month_only.end()
            return _Stretch(end, first_day, last_day, Kind.PERIOD, "ten_days", month)
        point = _point(year, month)
        return _Stretch(month_only.end(), point, point, Kind.DATE, "month", month)
    return None


_TENS = {"上旬": 1, "中旬": 11, "下旬": 21}
"""With which day the parts of a month begin that are told of by ten days."""


def _last_of_ten(year: str, month: int, first: int) -> str:
    """The last of the days from `first` on; of a year not known February has 28."""
    known = int(year) if year.isdecimal() else 2001
    return _point(year, month, first + 9 if first < 21 else monthrange(known, month)[1])


@cache
def _changed_to() -> re.Pattern[str]:
    """缩短至15日 tells how long something takes."""
    return lazy_pattern(f"(?:{change_pattern()})[至到为]$")


def _in_days(text: str, at: int, year: str, carry: Carry, *, has_year: bool) -> _Stretch | None:
    recurs = year.startswith("XXXX")
    month = None if recurs else carry.month
    days = _BARE_DAYS.match(text, at)
    if days and (recurs or text[days.start() : days.end()].count("日") == 2 or month):
        first, last = _number(days["first"]), _number(days["last"])
        if first < last:
            return _Stretch(
                days.end(),
                _day_point(year, month, first),
                _day_point(year, month, last),
                Kind.PERIOD,
                "recurring" if recurs else "days",
                month,
            )
    day = _BARE_DAY.match(text, at)
    if day is None or (text[day.end() - 1] == "号" and not recurs):
        return None
    is_told = _DAY_BEFORE.search(text, max(0, at - 3), at) or _is_day_alone(text, at, day)
    if not recurs and month is None and _changed_to().search(text, max(0, at - 4), at):
        return None  # 缩短至15日
    if not recurs and month is None and not is_told:
        return None  # 三日 without a month is a length of time
    point = _day_point(year, month, _number(day["day"]))
    return _Stretch(day.end(), point, point, Kind.DATE, "recurring" if recurs else "day", month)


def _is_day_alone(text: str, at: int, day: re.Match[str]) -> bool:
    """27日，县里召开… and 记者27日从… say a day of the month that the news is of."""
    if _DAYTIME.match(text, day.end()):
        return True
    opens = is_line_start(text, at) or text[at - 1 : at] in tuple(_CLAUSE_START)
    if not (opens or _NEWS.search(text, max(0, at - 4), at)):
        return False
    if not text[day.end() : day.end() + 1].strip("\r\n）)"):
        return False  # a cell that says 15日, 法定时限（15日）
    if text[at].isdecimal():
        return not _NO_EVENT.match(text, day.end())
    return text[day.end() : day.end() + 1] in ("，", ",")


def _lunar_day(text: str, at: int, year: str) -> _Stretch | None:
    """八月十五, 三月三, 五月初五: days of the lunar calendar, which no date of ours equals."""
    found = _LUNAR.match(text, at)
    if found is None or _is_counting(text, found.end()):
        return None
    return _Stretch(found.end(), year, year, Kind.DATE, "lunar")


def _is_counting(text: str, at: int) -> bool:
    """Whether a numeral that ends at `at` goes on or counts: 八月十五|个项目."""
    return text[at : at + 1] in tuple(_COUNTS_ON) or unit_at(text, at) is not None


def _day_point(year: str, month: int | None, day: int) -> str:
    if year.startswith("XXXX"):
        return f"{year}-{day:02d}" if year == "XXXX-XX" else f"XXXX-XX-{day:02d}"
    return _point(year, month, day) if month else ""


def _opened(text: str, start: int, at: int, floor: int, stretch: _Stretch) -> tuple[Found, Carry]:
    """Take in 截至, 自…起 and 以来 around a date."""
    end, first, last, detail = stretch.end, stretch.first, stretch.last, stretch.detail
    iso = first if first == last else f"{first}/{last}"
    before_up, before_since = (
        _word_before(text, start, floor, _UP_TO),
        _word_before(text, start, floor, _SINCE),
    )
    opened = _OPEN.match(text, end + (text[end : end + 1] == " "))
    kind = stretch.kind
    if before_up:
        start, kind, detail = start - len(before_up), Kind.PERIOD, "up_to"
        iso = f"../{last}" if first else ""
    elif opened and opened["word"] in ("以来", "起", "至今", "开始") and first:
        start -= len(before_since)
        end, iso, kind, detail = opened.end(), f"{first}/..", Kind.PERIOD, "since"
    found = Found(start, end, kind, detail, leading_numeral(text, at, end), iso=iso or None)
    year = first[:4] if first[:4].isdecimal() else None
    return found, Carry(year or "Y+0", stretch.month)


def _word_before(text: str, at: int, floor: int, words: tuple[str, ...]) -> str:
    for word in sorted(words, key=len, reverse=True):
        if at - len(word) >= floor and text.startswith(word, at - len(word)):
            return word
    return ""


def _other(text: str, at: int, floor: int, carry: Carry) -> tuple[Found, Carry] | None:
    """Two-digit years, and times that are no calendar dates."""
    short = _SHORT_YEAR.match(text, at)
    if short and not re.search(r"[第近约逾满超过历]$", text[max(0, at - 1) : at]):
        number = _number(short["year"])
        year = str(number + (2000 if number < 50 else 1900))
        inner = (
            _without_year(text, short.end(), year, Carry(year), has_year=True)
            if short.end() < len(text)
            else None
        )
        stretch = inner or _Stretch(short.end(), year, year, Kind.DATE, "year")
        return _opened(text, at, at, floor, stretch)
    alone = _years_in_short(text, at)
    if alone:
        return _opened(text, at, at, floor, alone)
    span = time_span_at(text, at, floor) or _lunar_new_year(text, at, floor)
    return (span, carry) if span else None


def _years_in_short(text: str, at: int) -> _Stretch | None:
    """06年, 08至10年, 从98年起: the century is left to the reader."""
    years = _SHORT_YEARS.match(text, at)
    if years and years["first"] < years["last"]:
        first, last = f"20{years['first']}", f"20{years['last']}"
        return _Stretch(years.end(), first, last, Kind.PERIOD, "years")
    found = _YEAR_ALONE.match(text, at)
    if found is None or found["year"] in _NEIGHBOURS:
        return None
    if found["late"] and not _LATE_BEFORE.search(text, max(0, at - 2), at):
        return None  # 建县98年
    number = _number(found["year"])
    year = str(number + (2000 if number < 50 else 1900))
    return _Stretch(found.end(), year, year, Kind.DATE, "year")


def _lunar_new_year(text: str, at: int, floor: int) -> Found | None:
    """正月十五, 腊月二十三, 大年初一: the months that have names of their own."""
    month = _LUNAR_MONTH.search(text, max(floor, at - 5), at)
    day = _LUNAR_DAY.match(text, at) if month else None
    if month is None or day is None or _is_counting(text, day.end()):
        return None
    return Found(month.start(), day.end(), Kind.DATE, "lunar", day.span())
