"""Names and phrases that hold numbers: “12·4”, “三八”, “十四五”, 二十大, 一件事一次办, 三个方面."""

import re

from jushi.characters import COUNTING, HAN, NUMERALS, ONE_TO_NINE
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import CHINESE_DIGITS, all_counters
from jushi.numbers.core import CHINESE, core_at
from jushi.numbers.five_year_plans import PLAN_NAME, plan_years
from jushi.numbers.found import Amount, Found
from jushi.numbers.lexicon import (
    ANCHORS,
    named_days,
    phrase_at,
    phrases,
    rhetorical_nouns,
    unit_at,
)
from jushi.numbers.mention import Kind
from jushi.numbers.numeral import parse_numeral
from jushi.numbers.reading import Reading
from jushi.text import STATEMENT_STOPS

_QUOTES = {"“": "”", "「": "」", "『": "』", "‘": "’", '"': '"', "〝": "〞", "'": "'"}
OPENING_QUOTES = frozenset(_QUOTES)
_LONGEST_QUOTE = 18
_DAY_NAME = lazy_pattern(
    r"(?P<month>1[0-2]|0?[1-9]) ?[·.．・•‧∙、] ?(?P<day>3[01]|[12][0-9]|0?[1-9])$"
)
_CHINESE_DAY = lazy_pattern(
    rf"(?P<month>十[一二]?|一[一二]|[{ONE_TO_NINE}])[·.．・•‧]"
    rf"(?P<day>[一二三]?十[{ONE_TO_NINE}]?|[一二三]?[{ONE_TO_NINE}])(?![{COUNTING}点年月日个])"
)
_BARE_DAY = lazy_pattern(
    r"(?P<month>1[0-2]|0?[1-9])[·・•‧](?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9.])"
)
_PLAN = lazy_pattern(rf"{PLAN_NAME}$")
_PLAN_UNQUOTED = lazy_pattern(
    rf"{PLAN_NAME}(?=(?:规划|计划|时期|期间|以来|普法|末|开局|收官|[”」]))"
)
_AFTER_PLAN = lazy_pattern(r"[”」]?(?:时期|期间|以来)")
_AFTER_LAW = lazy_pattern(r"[”」]?普法")
_SYMBOLIC = lazy_pattern(rf"[0-9A-Za-z+＋×·\-—{COUNTING}NXn、]+$")
_STRONG = lazy_pattern(
    rf"百分之|分之|[0-9]|成以上|[十百千万亿](?:余|多)?(?:元|人|件|户|亩|吨|公里|名|家|个|家企业)|[{ONE_TO_NINE}]倍"
)
_NUMERAL = lazy_pattern(rf"[0-9{NUMERALS}双]")
_CONGRESS = lazy_pattern(r"二十大|十九大|十八大|[届]|建军|国庆")
_FESTIVAL_AFTER = lazy_pattern(
    rf"[”」]?(?:国际|国家|全国|世界|中国|全民)?[{HAN}]{{0,8}}(?:节|日|周|月|宣传|活动)"
)
_PLANS = lazy_pattern(
    rf"[{HAN}]{{0,4}}(?:行动|规划|计划)|行动|规划|计划|攻坚|任期|大变局|过渡期|期|制(?!度)|改革"
)
_MEETING = lazy_pattern(
    rf"[{COUNTING}]{{1,3}}次(?:(?:、|和|及|至)[{COUNTING}]{{1,3}}次){{0,20}}"
    rf"(?=全会|会议|全体会议|党代会|代表大会|集体学习|历次全会|[、和][{COUNTING}]{{1,3}}次(?:全会|会议))"
)
_PER_SIZE = lazy_pattern(
    r"(?P<size>一?[百千万十亿]+|10+) ?(?:人口?|户|名|元|常住人口|千?米|公里|平方公里|亩|件|辆|个)?"
)
_EVENT_TAIL = lazy_pattern(r"(?:国际)?(?:妇女|劳动|儿童|青年|建军|建党|国庆)?节")


def quoted_at(text: str, at: int) -> Found | None:
    """Give what a short quotation that begins at `at` names; None leaves it to be read as text."""
    closing = text.find(_QUOTES[text[at]], at + 1, at + 2 + _LONGEST_QUOTE)
    if closing < 0:
        return None
    inner = text[at + 1 : closing]
    if not _NUMERAL.search(inner) or "\n" in inner:
        return None
    start, end = at + 1, closing
    return (
        _day_name(inner, start, end)
        or _plan_name(text, inner, start, end)
        or _slogan(text, inner, start, end)
    )


def _day_name(inner: str, start: int, end: int) -> Found | None:
    day = named_days().get(inner)
    if day is not None:
        return _anniversary(start, end, day)
    found = _DAY_NAME.match(inner)
    if found:
        return _anniversary(start, end, f"--{int(found['month']):02d}-{int(found['day']):02d}")
    found = _CHINESE_DAY.fullmatch(inner)
    return _anniversary(start, end, _chinese_day(found)) if found else None


def _anniversary(start: int, end: int, iso: str) -> Found:
    return Found(start, end, Kind.NAMED_EVENT, "anniversary", (start, end), iso=iso)


def _chinese_day(found: re.Match[str]) -> str:
    """一二·九 is 9 December, 七·七 7 July: digits read one by one, or with 十."""
    month, day = (
        int(parse_numeral(part)) if "十" in part or len(part) == 1 else _digits(part)
        for part in (found["month"], found["day"])
    )
    return f"--{month:02d}-{day:02d}"


def _digits(surface: str) -> int:
    return int("".join(str(CHINESE_DIGITS[c]) for c in surface))


def _plan_name(text: str, inner: str, start: int, end: int) -> Found | None:
    plan = _PLAN.match(inner)
    return _plan(text, plan, start, end) if plan else None


def plan_at(text: str, at: int) -> Found | None:
    """十四五规划, 八五普法: a plan's name without quotation marks."""
    plan = _PLAN_UNQUOTED.match(text, at)
    return _plan(text, plan, at, plan.end()) if plan else None


def _plan(text: str, plan: re.Match[str], start: int, end: int) -> Found:
    law = _AFTER_LAW.match(text, end)
    first, last = plan_years(plan, is_law=law is not None)
    iso = f"{first}/{last}"
    after = None if law else _AFTER_PLAN.match(text, end)
    if after:
        opens = 1 if start and text[start - 1] in OPENING_QUOTES else 0
        return Found(start - opens, after.end(), Kind.PERIOD, "plan", (start, end), iso=iso)
    return Found(start, end, Kind.NAMED_EVENT, "plan", (start, end), iso=iso)


def _slogan(text: str, inner: str, start: int, end: int) -> Found | None:
    known = phrases().get(inner)
    if known is not None:
        return Found(start, end, known.kind, known.detail, (start, end))
    if _CONGRESS.search(inner) and not inner.endswith("届"):
        return None
    if _SYMBOLIC.match(inner) and not inner.isdecimal() and not all(c in CHINESE for c in inner):
        return Found(start, end, Kind.SET_PHRASE, "slogan", (start, end))
    if inner.isdecimal():
        detail = "slogan" if len(inner) <= 4 else "hotline"
        kind = Kind.SET_PHRASE if detail == "slogan" else Kind.PHONE_OR_CODE
        return Found(start, end, kind, detail, (start, end))
    if _STRONG.search(inner) or any(c in STATEMENT_STOPS + "，：" for c in inner):
        return None
    amount = None
    if all(c in CHINESE for c in inner):
        core = core_at(inner, 0)
        amount = Amount(core.value, None, core.step) if core and core.end == len(inner) else None
    return Found(start, end, Kind.SET_PHRASE, "slogan", (start, end), amount)


def meeting_at(text: str, at: int) -> Found | None:
    """五次、六次全会, 二次会议: which meeting it was, not how many."""
    meeting = _MEETING.match(text, at)
    if meeting is None:
        return None
    return Found(at, meeting.end(), Kind.NAMED_EVENT, "meeting", (at, meeting.end()))


def per_at(text: str, at: int, floor: int) -> Found | None:
    """每万人, 每千人口, 每百户: what a rate is counted by."""
    if at <= floor or text[at - 1] != "每":
        return None
    per = _PER_SIZE.match(text, at)
    return Found(at - 1, per.end(), Kind.SET_PHRASE, "per", per.span("size")) if per else None


def bare_day_at(text: str, at: int) -> Found | None:
    """12·4国家宪法日, 三八妇女节, 3·15晚会: a day called by its digits without quotation marks."""
    digits = _BARE_DAY.match(text, at)
    if digits:
        iso = f"--{int(digits['month']):02d}-{int(digits['day']):02d}"
        return _anniversary(at, digits.end(), iso)
    chinese = _CHINESE_DAY.match(text, at) if text[at + 1 : at + 3].strip("一二") else None
    if chinese and text[chinese.end("month")] in "·・•‧":
        return _anniversary(at, chinese.end(), _chinese_day(chinese))
    for length in (4, 3, 2):
        word = text[at : at + length]
        day = named_days().get(word)
        if day and len(word) == length and _EVENT_TAIL.match(text, at + length):
            return _anniversary(at, at + length, day)
    return None


def phrase_found(text: str, at: int, floor: int) -> Found | None:
    """Give the longest known word or slogan whose first number character stands at `at`."""
    span = phrase_at(text, at, floor)
    if span is None:
        return None
    start, end = span
    if start == at and (_is_numeral_longer(text, at, end) or _is_unit_longer(text, at, end)):
        return None
    known = phrases()[text[start:end]]
    return Found(start, end, known.kind, known.detail, (at, at + 1))


def _is_numeral_longer(text: str, at: int, end: int) -> bool:
    """Whether the numeral at `at` goes on behind the phrase: 一点五, 十分之一, 四季度."""
    if text[end - 1] == "分" and text[end : end + 1] in ("之", "钟"):
        return True
    if text[end - 1] == "季" and text[end : end + 1] == "度":
        return True
    if text[end - 1] not in CHINESE + "点":
        return False
    return text[end : end + 1] in tuple(CHINESE + "点余") if end < len(text) else False


def _is_unit_longer(text: str, at: int, end: int) -> bool:
    """三公|里 measures: the unit behind the numeral reaches beyond the phrase."""
    core = core_at(text, at)
    if core is None or not at < core.end < end or core.value is None:
        return False
    unit = unit_at(text, core.end)
    return unit is not None and core.end + len(unit) > end


def is_rhetorical(text: str, reading: Reading) -> int:
    """Where a phrase like 三个方面, 五大行动 or 四化 ends that only names its parts, else 0."""
    core = reading.core
    if not core.is_chinese or core.value is None or core.value > 13 or core.approximator:
        return 0
    if reading.unit == "年" and _PLANS.match(text, reading.end):
        return reading.end
    nouns, longest = rhetorical_nouns()
    at = core.end
    if text[at : at + 1] == "大":
        return at + 1
    if (
        reading.unit in all_counters("apart")
        and text[reading.end : reading.end + 1] in OPENING_QUOTES
    ):
        return reading.end
    after_unit = at + 1 if reading.unit in all_counters("apart") and reading.end == at + 1 else None
    for place in (at, after_unit):
        if place is None:
            continue
        for length in range(min(longest, len(text) - place), 0, -1):
            if text[place : place + length] in nouns and (
                place != at or _is_free(text, place + length, length)
            ):
                return place + length
    return 0


def _is_free(text: str, end: int, length: int) -> bool:
    """四化 and 三个 stand by themselves; 五区 before 间 is a piece of another word."""
    return length > 1 or not text[end : end + 1].isalpha() or text[end] in "的同建管并和与"


def word_at(at: int, end: int, detail: str, amount: Amount | None = None) -> Found:
    """A number character that states no figure."""
    return Found(at, end, Kind.SET_PHRASE, detail, (at, end), amount)


def is_anchor(char: str) -> bool:
    """Whether a number may begin with `char`."""
    return char in ANCHORS
