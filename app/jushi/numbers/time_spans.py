"""Times that no calendar fixes: 20世纪90年代, 近三年来, 未来五年, 上午9时30分, 9:30—17:30."""

from jushi.characters import COUNTING
from jushi.lazy_pattern import lazy_pattern
from jushi.numbers.found import Found
from jushi.numbers.mention import Kind
from jushi.numbers.numeral import parse_numeral

TO = r"(?: ?(?:至|到|[-~—–―─]{1,3}) ?)"
"""What joins the ends of a stretch of time."""

_COUNT = rf"(?:[0-9]{{1,3}}|[两{COUNTING}]{{1,3}})"
_DECADE = lazy_pattern(
    rf"(?:{_COUNT} ?世纪 ?)?(?:[1-9]0|[二三四五六七八九]十) ?年代"  # 20世纪90年代
)
_CENTURY = lazy_pattern(r"(?:[12][0-9]|二十一?|十[六七八九]) ?世纪")
_CLOCK = lazy_pattern(  # 9:30, 17:05:30, 8:00 a.m.
    r"(?:[01]?[0-9]|2[0-4])[:：][0-5][0-9](?:[:：][0-5][0-9])?(?![0-9:：])(?: ?[ap]\.?m\b\.?)?"
)
_HOUR = rf"(?:2[0-4]|1[0-9]|[0-9]|[{COUNTING}两]{{1,3}})"
_MINUTE = rf"(?:[0-5]?[0-9]|[{COUNTING}]{{1,3}}) ?分(?![之钟])"
_NO_CLOCK = "间|代|期|段|速|常|小|长|评|赞|亮|击|位|多|余|面|线|子"  # 3时间, 5点评
_CLOCK_WORDS = lazy_pattern(rf"{_HOUR} ?[时点](?:{_MINUTE}|整|半|许|钟)?(?!{_NO_CLOCK})")  # 9时30分
_CLOCK_BEFORE = lazy_pattern(
    r"(?:上午|下午|早上|早晨|清晨|晚上|凌晨|中午|当晚|傍晚|夜间|[日号]|晚|早)$"
)
_SINCE_HOUR = lazy_pattern(r"(?:自|从|截至|[当次]日)$")  # 自0时起; 从三点入手 is no time
_UNTIL = lazy_pattern(
    rf"{TO}(?:次日)?(?:[01]?[0-9]|2[0-4])(?:[:：][0-5][0-9]| ?[时点](?:[0-5]?[0-9]分|整|半)?)"
)
_YEARS = lazy_pattern(
    rf"(?P<count>{_COUNT}) ?个?(?:年度|年)(?P<since>以来|来|间|里|中|时间)?(?![级龄轮薪])"
)
_YEARS_BEFORE = lazy_pattern(r"(?P<word>过去|最近|近|这|前|未来|今后|接下来|连续|连|历时|为期)的?$")
_DURATIONS = ("连续", "连", "历时", "为期")
_LONGEST_YEARS = 120
_NUMERALS = frozenset("0123456789零〇○廿" + COUNTING)


def time_span_at(text: str, at: int, floor: int) -> Found | None:
    """Give the decade, stretch of years or clock time whose numeral stands at `at`."""
    for pattern, detail in ((_DECADE, "decade"), (_CENTURY, "century")):
        found = pattern.match(text, at)
        if found:
            start = _last_century(text, at, floor) if detail == "decade" else at
            core = leading_numeral(text, at, found.end())
            return Found(start, found.end(), Kind.PERIOD, detail, core)
    return _last_years(text, at, floor) or _clock(text, at)


def leading_numeral(text: str, at: int, end: int) -> tuple[int, int]:
    """Give the span of the digits that begin at `at`, at least one character."""
    stop = at
    while stop < end and text[stop] in _NUMERALS:
        stop += 1
    return at, max(stop, at + 1)


def _last_century(text: str, at: int, floor: int) -> int:
    return at - 3 if at - 3 >= floor and text[at - 3 : at] == "上世纪" else at


def _last_years(text: str, at: int, floor: int) -> Found | None:
    years = _YEARS.match(text, at)
    if years is None:
        return None
    before = _YEARS_BEFORE.search(text, max(floor, at - 4), at)
    word = before["word"] if before else ""
    is_since = years["since"] in ("来", "以来")
    if word in _DURATIONS or (not word and not is_since) or _is_no_near(text, word, at):
        return None
    count = int(parse_numeral(years["count"]))
    if not 0 < count <= _LONGEST_YEARS:
        return None
    end = years.end() if is_since or years["since"] in ("间", "里") else years.end("count")
    if end == years.end("count"):
        end = years.end() - len(years["since"] or "")
    start = before.start() if before else at
    core = leading_numeral(text, at, end)
    return Found(start, end, Kind.PERIOD, "last_years", core, iso=_years_around(word, count))


def _is_no_near(text: str, word: str, at: int) -> bool:
    """附近3年, 将近三年: 近 is no 近."""
    return word == "近" and text[at - 2 : at - 1] in ("附", "将", "接")


def _years_around(word: str, count: int) -> str | None:
    """近三年 and 三年来 end with the report's year; 前一年 is the year before it."""
    if word in ("未来", "今后", "接下来"):
        return f"Y+1/Y+{count}"
    if word == "前":
        return "Y-1" if count == 1 else None
    return f"Y-{count - 1}/Y+0" if count > 1 else "Y+0"


def _clock(text: str, at: int) -> Found | None:
    found = _CLOCK.match(text, at)
    if found is None:
        found = _CLOCK_WORDS.match(text, at)
        if found is None or not (
            _CLOCK_BEFORE.search(text, max(0, at - 3), at)
            or found.group()[-1] in "分整钟"
            or ("时" in found.group() and _SINCE_HOUR.search(text, max(0, at - 2), at))
        ):
            return None
    until = _UNTIL.match(text, found.end())
    end = until.end() if until else found.end()
    return Found(at, end, Kind.DATE, "clock", leading_numeral(text, at, end))
