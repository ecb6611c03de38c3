"""Data mentions: an amount with the approximators, currency and range that stand around it."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from jushi.characters import COUNTING
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import change_pattern
from jushi.numbers.amount import reading_at
from jushi.numbers.core import Core
from jushi.numbers.english import english_approximator_after, english_approximator_before
from jushi.numbers.english_numeral import role_of
from jushi.numbers.found import ONE, Amount, Found
from jushi.numbers.interval import bounds, lowest_place
from jushi.numbers.lexicon import (
    approximators_at,
    currencies,
    longest_approximator,
    longest_currency,
)
from jushi.numbers.mention import Form, Kind
from jushi.numbers.numeral import EXACT, times
from jushi.numbers.reading import Reading

_JOINT = lazy_pattern(  # 3|—|5天, 1万|(含)-|5万元, 百分之三|至百分之|五
    r" ?(?:[（(]含[）)])?(?P<joint>至|到|[-~—–―─‐‑‒]{1,3}|与|和|及)(?P<repeat>百分之)? ?"
    rf"(?=[-负]?[0-9零〇{COUNTING}百千万两半])"
)
_COMPARED = lazy_pattern(r" ?(?P<word>[大高低小少])(?:一些|一点|于)?")
_MINUS = lazy_pattern(r"(?<![A-Za-z])(?:minus|negative)$", re.IGNORECASE)
_ENGLISH_JOINT = lazy_pattern(
    r" (?P<joint>to|through|and) (?:[A-Za-z]{0,3}[$￥€£])?(?P<repeat>)(?=[-0-9]|[A-Za-z]+)"
)
_CHANGED = (
    "ros|ris|increas|grew|grow|f[ea]ll|declin|decreas|drop|cut|rais|mov|climb|up|down|improv"
    "|widen|narrow"
)
_ENGLISH_CHANGE = lazy_pattern(rf"(?:{_CHANGED})[a-z]* (?:[a-z ]{{0,20}})?from ?$", re.IGNORECASE)
_BOUND_SIGN = lazy_pattern(r"(?:minus|negative) |[-负]", re.IGNORECASE)
_WORD = lazy_pattern(r"[A-Za-z]+")
_BOUND_ROLES = frozenset({"cardinal", "hundred", "scale", "part", "dozen"})
_LEADERS = frozenset({"a", "an", "negative", "minus"})
_BETWEEN = lazy_pattern(r" ?(?:之间|间(?![断隔接距谍歇]))")
_CURRENCY_ENDS = frozenset("$￥¥€£₹₩฿₽₿₡₾₭₺₪₫₦₴币元金镑")
_BEFORE_PLACES = frozenset({"上", "过", "破"})
"""Approximators only of 百, 千, 万, 亿 and 半: 上百家, 破亿元; none in 以上3项 and 开过3次."""
# 节约3万元 is no 约3万元, 签约5个 none either; 附近3家 is not 近3家.
_NOT_BEFORE = {
    "约": "节签预违履合契公条制集简要邀誓守盟相特失缔",
    "近": "附最邻远靠临亲就浅相将接贴毗新",
    "超": "赶反高",
    "过": "通经超不胜",
    "破": "突",
    "负": "胜欠抱担肩辜自减背承重",
    "上": "以网线晚早马路身",
}


@dataclass(frozen=True, slots=True)
class _Front:
    """What stands before the numeral."""

    start: int
    sign: int
    currency: str | None
    approximator: str | None
    form: Form


def quantity_at(text: str, at: int, floor: int) -> Found | None:
    """Give the data mention whose numeral begins at `at`; it may not begin before `floor`."""
    is_money = _currency(text, at, floor)[1] is not None
    first = reading_at(text, at, is_money=is_money)
    if first is None:
        return None
    front = _front(text, at, floor, first)
    if front.sign < 0:
        first = replace(first, core=_negative(first.core))
    reading = _with_currency(_range(text, first, front.start) or first, front.currency)
    core = reading.core
    if front.approximator is None:
        compared = _compared(text, front, reading)
        if compared is not None:
            return compared
    end, after, after_form = _back(text, reading, is_exact=core.form in (Form.EXACT, Form.OVER))
    word = _join_approximators(
        front.approximator, core.approximator if core.form is Form.OVER else None, after
    )
    form = _join_forms(front.form, core.form, after_form)
    if core.approximator and core.form is Form.VAGUE:
        word = _join_approximators(front.approximator, core.approximator, after)
    amount = _amount(text, front, replace(reading, core=core), form=form, word=word)
    return Found(
        front.start, end, reading.kind, reading.detail, (core.start, core.digits_end), amount
    )


def doubled_at(at: int) -> Found:
    """翻番 without a number: doubled."""
    two = Decimal(2)
    amount = Amount(two, "倍", ONE, low=two, high=two)
    return Found(at, at + 2, Kind.MULTIPLE, "doubling", (at, at + 2), amount)


def _compared(text: str, front: _Front, reading: Reading) -> Found | None:
    """比三十大, 比170低: more or less than the number."""
    before = front.start - (text[front.start - 1 : front.start] == " ")
    compared = _COMPARED.match(text, reading.end)
    if compared is None or text[before - 1 : before] != "比" or reading.core.value is None:
        return None
    form = Form.MORE_THAN if compared["word"] in "大高" else Form.LESS_THAN
    word = f"比…{compared['word']}"
    core = (reading.core.start, reading.core.digits_end)
    amount = _amount(text, front, reading, form=form, word=word)
    return Found(before - 1, compared.start("word") + 1, reading.kind, reading.detail, core, amount)


@cache
def _grew_by() -> re.Pattern[str]:
    """What grows by more than 98% may grow by more than 100%."""
    return lazy_pattern(rf"(?:{change_pattern(1)}|增|高出?)[了约近超过达到]{{0,3}}$")


def _amount(text: str, front: _Front, reading: Reading, *, form: Form, word: str | None) -> Amount:
    core = reading.core
    low, high = core.low, core.high
    if core.value is not None and form not in (Form.EXACT, Form.RANGE, Form.VAGUE):
        limit = bounds(form, core.value, step=core.step, scale=core.scale)
        low, high = limit.low, limit.high
        if form is Form.OVER:  # the usual reading: one more in the lowest place
            high = core.value + lowest_place(core.value)
        if (
            reading.unit == "%"
            and form in (Form.AT_LEAST, Form.MORE_THAN)
            and core.value <= 100
            and high is None
        ):
            high = (
                None
                if _grew_by().search(text, max(0, front.start - 8), front.start)
                else Decimal(100)
            )
    elif core.value is not None and form is Form.VAGUE:
        low = core.value
    elif core.value is not None and form is Form.EXACT:
        low = high = core.value
    return Amount(core.value, reading.unit, core.step or None, core.scale, form, word, low, high)


def _negative(core: Core) -> Core:
    if core.value is None:
        return replace(
            core,
            low=None if core.high is None else -core.high,
            high=None if core.low is None else -core.low,
        )
    return replace(core, value=EXACT.minus(core.value))


def _front(text: str, at: int, floor: int, first: Reading) -> _Front:
    start, sign, currency = at, 1, None
    start, sign = _sign(text, start, floor)
    start, currency = _currency(text, start, floor)
    if currency and sign > 0:
        start, sign = _sign(text, start, floor)
    if first.detail == "doubling":
        turn = text.rfind("翻", max(floor, start - 3), start)
        return _Front(start if turn < 0 else turn, sign, None, None, Form.EXACT)
    approximator_start, approximator = _approximator_before(text, start, floor)
    if approximator is None:
        return _Front(start, sign, currency, None, Form.EXACT)
    if currency is None:  # 人民币约50元
        approximator_start, currency = _currency(text, approximator_start, floor)
    return _Front(approximator_start, sign, currency, approximator[0], approximator[1])


def _sign(text: str, at: int, floor: int) -> tuple[int, int]:
    i = at
    while i > floor and text[i - 1] == " " and at - i < 2:
        i -= 1
    if i <= floor:
        return at, 1
    before = text[i - 2 : i - 1] if i - 1 > floor else ""
    minus = _MINUS.search(text, max(floor, i - 9), i) if text[i - 1] in "seSE" else None
    if minus:
        return minus.start(), -1
    if text[i - 1] == "负":
        return (at, 1) if before and before in _NOT_BEFORE["负"] else (i - 1, -1)
    if text[i - 1] != "-" or (i != at and i - 1 > 0) or (i - 1 == floor > 0):
        return at, 1
    is_joint = before in "-)）" if before else False
    is_joint = is_joint or (before.isascii() and before.isalnum())
    return (at, 1) if is_joint else (i - 1, -1)


def _currency(text: str, at: int, floor: int) -> tuple[int, str | None]:
    stop = at
    while stop > floor and text[stop - 1] == " ":
        stop -= 1
    last = text[stop - 1 : stop]
    if stop <= floor or not (last in _CURRENCY_ENDS or (last.isascii() and last.isalpha())):
        return at, None
    table = currencies()
    window = text[max(floor, stop - longest_currency()) : stop].lower()
    for start in range(len(window)):
        word = window[start:]
        if word not in table:
            continue
        begin = stop - len(word)
        if word[0].isascii() and word[0].isalpha() and begin and _is_letter(text[begin - 1]):
            continue
        return begin, table[word]
    return at, None


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _approximator_before(text: str, at: int, floor: int) -> tuple[int, tuple[str, Form] | None]:
    i = at
    while i > floor and text[i - 1] == " ":
        i -= 1
    if i > floor and text[i - 1].isascii() and text[i - 1].isalpha():
        found = english_approximator_before(text, at, floor)
        return (found[0], (found[1], found[2])) if found else (at, None)
    table = approximators_at("before")
    for length in range(min(longest_approximator("before"), i - floor), 0, -1):
        word = text[i - length : i]
        if word not in table:
            continue
        before = text[i - length - 1 : i - length]
        if before and before in _NOT_BEFORE.get(word, ""):
            continue
        if word in _BEFORE_PLACES and text[at] not in "百千万亿半":
            continue
        return i - length, (word, table[word])
    return at, None


def _join_approximators(*words: str | None) -> str | None:
    told = [w for w in words if w]
    return "…".join(told) if told else None


def _join_forms(front: Form, inner: Form, after: Form) -> Form:
    """At least and at most win over about; 约1700余 is read as 1700余."""
    if inner in (Form.RANGE, Form.VAGUE):
        return inner
    bounding = (Form.AT_LEAST, Form.AT_MOST, Form.MORE_THAN, Form.LESS_THAN)
    if front in bounding:
        return front
    if after in bounding and inner is Form.EXACT:
        return after
    if inner is Form.OVER:
        return Form.OVER
    return front if front is not Form.EXACT else after


def _back(text: str, reading: Reading, *, is_exact: bool) -> tuple[int, str | None, Form]:
    """Where the mention ends once 以上, 左右, 之间 or 内 behind it is taken in."""
    at = reading.end
    if text[at : at + 1] == " ":
        at += 1
    between = _BETWEEN.match(text, reading.end)
    if between and reading.core.form is Form.RANGE:
        return between.end(), None, Form.EXACT
    if text[at : at + 1].isascii():
        english = english_approximator_after(text, reading.end)
        if english is not None:
            return english
    table = approximators_at("after")
    for length in range(min(longest_approximator("after"), len(text) - at), 0, -1):
        word = text[at : at + length]
        if word in table and not _begins_word(text, at, word):
            return at + length, word, table[word]
    if reading.measures == "time" and text[at : at + 1] == "内" and text[at : at + 2] not in _INNER:
        return at + 1, "内", Form.AT_MOST
    return reading.end, None, Form.EXACT


_INNER = frozenset({"内容", "内部", "内外", "内地", "内蒙", "内涵", "内河", "内贸", "内需"})


def _begins_word(text: str, at: int, word: str) -> bool:
    """3项以上网..., 以下简称, 上下联动: the word belongs to what follows."""
    following = text[at + len(word) : at + len(word) + 2]
    if word in ("以下", "以上"):
        return following in ("简称", "统称", "称为")
    if word == "上下":
        return following[:1] in tuple("联级游左一")
    return False


def _with_currency(reading: Reading, currency: str | None) -> Reading:
    if currency is None or reading.kind not in (Kind.QUANTITY, Kind.MONEY):
        return reading
    if reading.kind is Kind.MONEY and reading.unit not in (None, "元"):
        return reading
    if reading.unit is not None and reading.kind is Kind.QUANTITY:
        return reading
    return replace(reading, kind=Kind.MONEY, unit=currency, detail="money", measures="money")


def _range(text: str, first: Reading, start: int) -> Reading | None:
    """Join 3—5天, 50%至60%, 10～15万元, 两到三万元; None where no rising range stands."""
    low_core = first.core
    if low_core.form not in (Form.EXACT,) or low_core.value is None:
        return None
    joint = _JOINT.match(text, first.end) or _english_joint(text, first, start)
    if joint is None:
        return None
    second = _second_bound(text, joint, first)
    if second is None:
        return None
    if joint["joint"] in ("与", "和", "及") and second.unit == "间" and first.is_bare:
        second = replace(second, unit=None)
    elif joint["joint"] in ("与", "和", "及") and not _BETWEEN.match(text, second.end):
        return None
    pair = _shared(first, second)
    if pair is None or not pair[0] < pair[1]:
        return None
    core = replace(
        second.core,
        start=low_core.start,
        digits_end=second.core.digits_end,
        value=None,
        step=min(low_core.step, second.core.step),
        form=Form.RANGE,
        low=pair[0],
        high=pair[1],
    )
    return replace(second, core=core)


def _english_joint(text: str, first: Reading, start: int) -> re.Match[str] | None:
    """from 200 to 300, 20 through 100, between 20 and 30; not rose from 5 to 10."""
    joint = _ENGLISH_JOINT.match(text, first.end)
    if joint is None:
        return None
    word = _WORD.match(text, joint.end())
    if word and role_of(word.group()) not in _BOUND_ROLES and word.group().lower() not in _LEADERS:
        return None
    before = text[max(0, start - 40) : start].lower()
    if joint["joint"] == "and":
        return joint if before.rstrip().endswith("between") else None
    return None if _ENGLISH_CHANGE.search(before) else joint


def _second_bound(text: str, joint: re.Match[str], first: Reading) -> Reading | None:
    at = joint.end()
    sign = 1
    minus = _BOUND_SIGN.match(text, at)
    if minus:
        sign, at = -1, minus.end()
    at = joint.start("repeat") if joint["repeat"] else at
    second = reading_at(text, at, is_money=first.kind is Kind.MONEY) if at < len(text) else None
    if second is None or second.core.form is not Form.EXACT or second.core.value is None:
        return None
    if sign < 0:
        second = replace(second, core=replace(second.core, value=-second.core.value))
    if first.kind is Kind.PERCENT and second.is_bare and first.detail in ("rate", "permille"):
        if text[first.core.start] not in "百千万":  # 5%-6: the second is another number
            return None
        return replace(second, kind=first.kind, unit=first.unit, detail=first.detail)
    same = first.unit == second.unit and first.kind is second.kind
    return second if same or first.is_bare else None


def _shared(first: Reading, second: Reading) -> tuple[Decimal, Decimal] | None:
    """Bounds once the unit or scale that only the second carries is given to the first."""
    low, high = first.core.value, second.core.value
    assert low is not None and high is not None
    scale = second.core.scale
    if second.detail == "cheng" and first.is_bare:
        return low * 10, high
    if second.detail in ("permille", "permyriad") and first.is_bare:
        return low * Decimal("0.1" if second.detail == "permille" else "0.01"), high
    if scale != ONE and first.core.scale == ONE and first.is_bare:
        head = EXACT.divide(high, scale)
        return (times(low, scale), high) if low < head else (low, high)
    if first.is_bare and first.core.is_chinese and second.core.is_chinese and 0 < low < 10:
        digit, place = _leading_digit(high)
        if place > 1 and low < digit:
            return low * place, high
    return low, high


def _leading_digit(value: Decimal) -> tuple[int, Decimal]:
    """5 and 100 of 500; a number with more digits than one leads no range: (0, 1)."""
    place = ONE.scaleb(value.adjusted())
    head = value / place
    return (int(head), place) if head == head.to_integral_value() else (0, ONE)
