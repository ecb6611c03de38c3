"""Values put into words, the inverse of reading: 1701 in 人 under 余 is 1700余人."""

import re
from dataclasses import replace
from decimal import Decimal

from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import CHINESE_DIGITS, MYRIADS, PLACES, SCALES, chinese_approximators
from jushi.numbers.interval import bounds, lowest_place, rounds_to
from jushi.numbers.mention import Form, Kind, Mention
from jushi.numbers.numeral import EXACT, parse_numeral

_ONE = Decimal(1)
_DIGITS = tuple(CHINESE_DIGITS)[:10]  # 〇 and ○, other shapes of 零, come last
_PLACES = ("", *PLACES)
_SECTIONS = (*((SCALES[word], word) for word in ("万亿", "亿", "万")), (1, ""))
"""What is told apart of a number in Chinese, from its front."""
_SCALE_WORDS = {_ONE: ""} | {Decimal(worth): word for word, worth in SCALES.items()}
_MOST_PLACES = 2
"""Decimal places of a value told without an approximator, where none are asked for."""
_TOO_LARGE = Decimal(10**16)
_ENGLISH_APPROXIMATOR = lazy_pattern(r"[A-Za-z][A-Za-z ]* (?=[$€£¥]?\d)")
_FULL_WIDTH = {ord("0") + i: ord("０") + i for i in range(10)}


def format_chinese(value: Decimal | int) -> str:
    """Give `value` in Chinese numerals: 一百二十, 三万五千, 一点五, 负二.

    `parse_numeral` reads back the same value. Raises ValueError above 10^16.
    """
    number = Decimal(value)
    if abs(number) >= _TOO_LARGE:
        raise ValueError(f"{value} is too large to be told in Chinese numerals")
    sign = "负" if number < 0 else ""
    whole, _, places = f"{abs(number):f}".partition(".")
    told = _chinese_integer(int(whole))
    if places.rstrip("0"):
        told += "点" + "".join(_DIGITS[int(d)] for d in places)
    return sign + told


def _chinese_integer(number: int) -> str:
    if number == 0:
        return "零"
    parts = []
    above = ""
    for size, word in _SECTIONS:
        section, number = divmod(number, size)
        if not section:
            above = above and "零"
            continue
        gap = "零" if above and (section < 1000 or above == "零") else ""
        parts.append(gap + _chinese_section(section) + (word if word != "万亿" else "万亿"))
        above = "some"
    told = "".join(parts)
    if "万亿" in told and "亿" in told.split("万亿", 1)[1]:
        told = told.replace("万亿", "万", 1)
    return told.removeprefix("一") if told.startswith("一十") else told


def _chinese_section(section: int) -> str:
    told, skipped = "", False
    for place in (3, 2, 1, 0):
        digit = section // 10**place % 10
        if digit:
            told += ("零" if skipped and told else "") + _DIGITS[digit] + _PLACES[place]
            skipped = False
        else:
            skipped = True
    return told


def format_value(
    value: Decimal,
    unit: str = "",
    *,
    like: Mention | None = None,
    approximator: str = "",
    scale: Decimal = _ONE,
    places: int | None = None,
) -> str:
    """Give the words for `value`, which is in `unit` without scale words.

    `like` gives everything by example: script, scale word, decimal places, approximator and unit of
    that mention; where its approximator cannot be true of `value` an approximator that can is
    chosen (近1700人 of 1701 becomes 1700余人), or none. Without it, `approximator` is one word of
    approximators.tsv, told at two digits; `scale` 10000 prints 万; `places` rounds half up.

    Reading what it gives finds the same unit, and a value that `value` supports.
    """
    if like is not None:
        return _like(value, like)
    told = (
        _approximatord(value, approximator, _two_digits(value), unit=unit, scale=scale)
        if approximator
        else None
    )
    return told or _number(_rounded(value, scale, places)) + _SCALE_WORDS.get(scale, "") + unit


def _two_digits(value: Decimal) -> Decimal:
    return _ONE.scaleb(max(value.adjusted() - 1, 0) if abs(value) >= 10 else value.adjusted() - 1)


def _rounded(value: Decimal, scale: Decimal, places: int | None) -> Decimal:
    shown = EXACT.divide(value, scale)
    if places is not None:
        return shown.quantize(_ONE.scaleb(-places), "ROUND_HALF_UP", EXACT)
    shown = shown.quantize(_ONE.scaleb(-_MOST_PLACES * 2), "ROUND_HALF_UP", EXACT)
    whole = shown.to_integral_value()
    return whole if whole == shown else shown.normalize(EXACT)


def _number(value: Decimal) -> str:
    return f"{value:f}"


def _place_and_form(word: str) -> tuple[str, Form] | None:
    known = chinese_approximators().get(word)
    return None if known is None else (known.place, Form(known.form))


def _stated(value: Decimal, form: Form, place: Decimal) -> Decimal:
    """The round number that `form` states of `value` at `place`."""
    whole = EXACT.divide(value, place)
    match form:
        case Form.NEAR | Form.AT_MOST | Form.LESS_THAN:
            stated = whole.to_integral_value("ROUND_CEILING", EXACT)
        case Form.APPROX:
            stated = whole.to_integral_value("ROUND_HALF_UP", EXACT)
        case _:
            stated = whole.to_integral_value("ROUND_FLOOR", EXACT)
    return EXACT.multiply(stated, place)


def _approximatord(
    value: Decimal, word: str, place: Decimal, *, unit: str, scale: Decimal
) -> str | None:
    """`value` told with the approximator `word` at `place`; None where that would not be true."""
    known = _place_and_form(word)
    if known is None:
        return None
    where, form = known
    stated = _stated(value, form, place)
    if stated == value and form in (Form.OVER, Form.APPROX):
        return None
    if not stated or not bounds(form, stated, scale=scale).holds(value):
        return None
    number = _number(_plainest(EXACT.divide(stated, scale))) + _SCALE_WORDS.get(scale, "")
    if where == "before":
        return word + number + unit
    return number + word + unit if where == "inside" else number + unit + word


def _plainest(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize(EXACT)


def _like(value: Decimal, like: Mention) -> str:
    if like.value is None or like.kind is Kind.FRACTION or like.detail == "doubling":
        return _unlike(value, like)
    if like.detail == "duration" and _is_compound(like):  # 1小时30分 in minutes
        return _number(_rounded(value, _ONE, None)) + (like.unit or "")
    if like.detail == "ratio" and like.step is None:  # 2∶3 in numbers to one
        return _number(_rounded(value, _ONE, _MOST_PLACES).normalize(EXACT)) + "∶1"
    if like.form is Form.EXACT or like.kind is Kind.RANK:
        return _exact_like(value, like)
    stated_place = lowest_place(like.value)
    known = _place_and_form(like.approximator or "")
    if known is not None:
        stated = _stated(value, known[1], stated_place)
        limit = bounds(known[1], stated, step=like.step, scale=like.scale)
        if stated and limit.holds(value) and stated != value:
            return _with_core(like, stated)
        if stated == value and known[1] in (Form.AT_LEAST, Form.AT_MOST):
            return _with_core(like, stated)
    english = _ENGLISH_APPROXIMATOR.match(like.text)
    if english is not None:
        return _over_in_english(value, like, english)
    unit = like.unit or ""
    for word in ("余", "以上"):
        told = _approximatord(value, word, stated_place, unit=unit, scale=like.scale)
        if told is not None and (word != "余" or like.kind in (Kind.QUANTITY, Kind.MONEY)):
            return told
    return _number(_rounded(value, like.scale, None)) + _SCALE_WORDS.get(like.scale, "") + unit


def _is_compound(like: Mention) -> bool:
    """Whether the number stands in two units."""
    try:
        parse_numeral(like.text[like.core_start - like.start : like.core_end - like.start])
    except ValueError:
        return True
    return False


def _over_in_english(value: Decimal, like: Mention, approximator: re.Match[str]) -> str:
    """Nearly 1,700 officers of 1701 becomes Over 1,700 officers; a round value stands bare."""
    stated = _stated(value, Form.OVER, lowest_place(like.value or value))
    limit = bounds(Form.OVER, stated, step=like.step, scale=like.scale)
    if not stated or stated == value or not limit.holds(value):
        return _with_core(like, value)[approximator.end() :]
    word = "Over " if approximator.group()[0].isupper() else "over "
    return word + _with_core(like, stated)[approximator.end() :]


def _unlike(value: Decimal, like: Mention) -> str:
    if like.kind is Kind.FRACTION and like.detail == "fraction":
        return _number(_rounded(value * 100, _ONE, 1)) + "%"
    unit = "倍" if like.detail == "doubling" else like.unit or ""
    return _number(_rounded(value, like.scale, None)) + _SCALE_WORDS.get(like.scale, "") + unit


def _rounded_to(value: Decimal, step: Decimal) -> Decimal:
    whole = EXACT.divide(value, step).quantize(_ONE, "ROUND_HALF_UP", EXACT)
    return EXACT.multiply(whole, step)


def _exact_like(value: Decimal, like: Mention) -> str:
    step = like.step or _ONE
    if (
        like.detail == "cheng"
        and rounds_to(value, replace(like, value=_rounded_to(value, step))) == "no"
    ):
        return _number(_rounded(value, _ONE, None)) + "%"
    stated = _rounded_to(value, step)
    if stated != value and like.scale == 1 and step == 1:
        stated = _rounded(value, _ONE, None)
    if not stated and value:
        stated = value
    return _with_core(like, stated)


def _with_core(like: Mention, stated: Decimal) -> str:
    """The mention's own text with the numeral of `stated` in the place of its own."""
    begin, stop = like.core_start - like.start, like.core_end - like.start
    core = like.text[begin:stop]
    # 近万人 has no digits but its scale word, which the new numeral takes in: 近五万人.
    size = _ONE if core in MYRIADS else _printed_size(like)
    shown = EXACT.divide(stated, size)
    if like.text[:begin].rstrip().endswith(("-", "负")):
        shown = -shown
    return like.text[:begin] + _numeral_like(shown, core) + like.text[stop:]


def _printed_size(like: Mention) -> Decimal:
    """What one of the printed number is worth in the mention's unit."""
    special = {"cheng": Decimal(10), "permille": Decimal("0.1"), "permyriad": Decimal("0.01")}
    return EXACT.multiply(like.scale, special.get(like.detail, _ONE))


def _numeral_like(value: Decimal, core: str) -> str:
    if not re.search(r"[0-9０-９]", core) and abs(value) < _TOO_LARGE:
        return format_chinese(_plainest(value))
    places = len(re.split(r"[.．]", core)[1]) if re.search(r"[.．]", core) else 0
    shown = _plainest(value)
    exponent = shown.as_tuple().exponent
    if isinstance(exponent, int) and -exponent < places:
        shown = shown.quantize(_ONE.scaleb(-places), context=EXACT)
    grouped = f"{shown:,f}" if "," in core or "，" in core else f"{shown:f}"
    return grouped.translate(_FULL_WIDTH) if re.search(r"[０-９]", core) else grouped
