"""One numeral, in any script: 12,345 ８２１０ 一百二十 三万五 1.2万 一点五亿 壹万贰仟 廿五."""

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from itertools import pairwise

from jushi.characters import without_invisible
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import MYRIADS, PLACES
from jushi.numbers.symbols import DIGIT_OF, PLAIN, TENS_OF

EXACT = Context(prec=400)
"""Arithmetic that rounds nothing that a numeral of `LONGEST` characters can say."""

LONGEST = 120
"""Characters; a longer run of digits is a code, not an amount."""

_GROUPED = lazy_pattern(
    r"[0-9]{1,3}(?:[,， ][0-9]{3})+(?![0-9])|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?![0-9])"
)
_SCIENTIFIC = lazy_pattern(r"((?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+))[eE]([+-]?[0-9]{1,2})")
_TOKEN = lazy_pattern(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+|[^0-9.]")
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Numeral:
    """What a numeral says."""

    value: Decimal
    step: Decimal
    """Size of the last printed place: 1 for 1700, 0.1 for 9.0, 1000000 for 1.23亿."""
    scale: Decimal
    """What the scale words at its end multiply by: 10000 for 1.2万, 1 for 三万五."""


def parse_numeral(text: str) -> Decimal:
    """Give the value of the one numeral that `text` is.

    Arabic (grouped or not, full width, 1.2e5), Chinese (一百二十, 三万五, 二〇二三, 壹万贰仟, 廿五)
    or mixed (1.2万, 1万5千, 10亿零817万5288), with a sign (-, 负) or without. No unit, no
    approximator, no percent sign.

    Raises ValueError, quoting `text`, for anything else: an empty text, 百十一, 十一十二, 一点,
    and 七八, which says seven or eight.
    """
    return read_numeral(text).value


def read_numeral(text: str) -> Numeral:
    """Give value, printed step and scale of the one numeral that `text` is; errors as above."""
    if len(text) < LONGEST and text.isascii() and text.isdecimal():
        return Numeral(Decimal(text), _ONE, _ONE)
    plain = without_invisible(text).translate(PLAIN).strip()
    if not plain or len(plain) > LONGEST:
        raise _refusal(text)
    sign = _ONE
    if plain[0] in "+-负":
        sign = Decimal(-1) if plain[0] != "+" else _ONE
        plain = plain[1:].lstrip()
    found = _read_unsigned(plain)
    if found is None:
        raise _refusal(text)
    return Numeral(EXACT.multiply(sign, found.value), found.step, found.scale)


def _refusal(text: str) -> ValueError:
    shown = text if len(text) <= 60 else text[:59] + "…"
    return ValueError(f"{shown!r} is not a number; write digits, 1.2万 or 一百二十")


def _read_unsigned(plain: str) -> Numeral | None:
    scientific = _SCIENTIFIC.fullmatch(plain)
    if scientific:
        value = Decimal(scientific[1]).scaleb(int(scientific[2]), EXACT)
        return Numeral(_whole(value), _ONE.scaleb(_exponent(value)), _ONE)
    plain = _GROUPED.sub(lambda m: re.sub(r"[,， ]", "", m.group()), plain).replace(" ", "")
    if plain == "半":
        return Numeral(Decimal("0.5"), Decimal("0.5"), _ONE)
    tokens = _TOKEN.findall(plain)
    if "".join(tokens) != plain or not tokens:
        return None
    if len(tokens) == 1 and plain[0] in "0123456789.":
        value = Decimal(plain)
        return Numeral(value, _ONE.scaleb(_exponent(value)), _ONE)
    return _read_tokens(tokens)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) and exponent < 0 else 0


def times(value: Decimal, size: Decimal) -> Decimal:
    """`value` by `size`, exactly, without zeros behind the point: 1.2 by 10000 is 12000."""
    return _whole(EXACT.multiply(value, size))


def _whole(value: Decimal) -> Decimal:
    """`value` without the zeros behind its point, if only zeros stand there: 12000 for 12000.0."""
    whole = value.to_integral_value()
    return whole if whole == value else value


def _read_tokens(tokens: list[str]) -> Numeral | None:
    end = len(tokens)
    while end and (tokens[end - 1] in MYRIADS or tokens[end - 1] in PLACES):
        end -= 1
    head, tail = tokens[:end], tokens[end:]
    if "点" in head:
        return _read_decimal(head, tail)
    if len(head) == 1 and _is_arabic(head[0][0]):
        return _scaled(Decimal(head[0]), tail)
    digits = _digit_string(tokens)
    if digits is not None and not _says_either(tokens):
        return Numeral(digits, _ONE, _ONE)
    value = _read_integer(tokens)
    if value is None:
        return None
    scale = _product([t for t in tail if t in MYRIADS]) if tail and tail[-1] in MYRIADS else 1
    return Numeral(Decimal(value), Decimal(scale), Decimal(scale))


def _scaled(value: Decimal, tail: list[str]) -> Numeral | None:
    if not _may_scale(tail):
        return None
    scale = Decimal(_product(tail))
    step = EXACT.multiply(_ONE.scaleb(_exponent(value)), scale)
    return Numeral(_whole(EXACT.multiply(value, scale)), _whole(step), scale)


def _may_scale(tail: list[str]) -> bool:
    """Whether scale words may stand so: 万亿, 千万, 百万亿, 亿; not 亿万 or 百千."""
    sizes = [MYRIADS.get(t) or PLACES[t] for t in tail]
    return all(a < b or (a == b and a >= 10_000) for a, b in pairwise(sizes))


def _product(units: list[str]) -> int:
    product = 1
    for unit in units:
        product *= MYRIADS.get(unit) or PLACES[unit]
    return product


def _read_decimal(head: list[str], tail: list[str]) -> Numeral | None:
    """一点五亿, 一百点123, 零点零五: an integer, 点, digits, and scale words at the end."""
    point = head.index("点")
    whole, places = head[:point], head[point + 1 :]
    if not whole or not places:
        return None
    digits = "".join(p if _is_arabic(p) else str(DIGIT_OF.get(p, "x")) for p in places)
    if not digits.isdecimal():
        return None
    value = _digit_string(whole) if len(whole) > 1 else None
    if value is None:
        integer = None if any("." in t for t in whole) else _read_integer(whole)
        if integer is None:
            return None
        value = Decimal(integer)
    return _scaled(Decimal(f"{value:f}.{digits}"), tail)


def _digit_string(tokens: list[str]) -> Decimal | None:
    """Digits read one by one: 一七二〇; None if `tokens` are anything else."""
    if len(tokens) < 2 or not all(t in DIGIT_OF for t in tokens):
        return None
    return Decimal("".join(str(DIGIT_OF[t]) for t in tokens))


def _says_either(tokens: list[str]) -> bool:
    """七八 says seven or eight, which is a range and no single number."""
    first, last = DIGIT_OF[tokens[0]], DIGIT_OF[tokens[-1]]
    return len(tokens) == 2 and last == first + 1 and first > 0


def _read_integer(tokens: list[str]) -> int | None:
    """A Chinese or mixed integer, split at its largest scale word; None if malformed."""
    largest = max((MYRIADS[t] for t in tokens if t in MYRIADS), default=0)
    if not largest:
        return _read_section(tokens)
    split = max(i for i, t in enumerate(tokens) if MYRIADS.get(t) == largest)
    left, right = tokens[:split], tokens[split + 1 :]
    if not left:
        count: int | None = 1 if len(right) <= 1 else None
    else:
        count = _read_integer(left)
    if count is None or count == 0:
        return None
    rest = _read_rest(right, largest)
    return None if rest is None else count * largest + rest


def _read_rest(tokens: list[str], above: int) -> int | None:
    """What follows a scale word: nothing, 零五, 五 (of the next place), 五千六百."""
    if not tokens:
        return 0
    if len(tokens) == 1 and len(tokens[0]) == 1 and (d := _digit(tokens[0])):
        return d * above // 10
    if tokens[0] in ("零", "〇"):
        tokens = tokens[1:]
        if not tokens:
            return None
    value = _read_integer(tokens)
    return value if value is not None and value < above else None


def _is_arabic(token: str) -> bool:
    return token[0] in "0123456789."


def _digit(token: str) -> int | None:
    return int(token) if _is_arabic(token) and len(token) == 1 else DIGIT_OF.get(token)


def _read_section(tokens: list[str]) -> int | None:
    """Below 万: 一千七百零一, 十五, 廿五, 一百二 (120), 1百01; places must fall."""
    total, last, i, zero = 0, 100_000, 0, False
    while i < len(tokens):
        token = tokens[i]
        if token in ("零", "〇") and len(tokens) > 1:
            if zero:
                return None
            zero, i = True, i + 1
            continue
        read = _read_place(tokens, i, last, is_first=not total, after_zero=zero)
        if read is None:
            return None
        amount, last, i = read
        total, zero = total + amount, False
        if last == -1 and i < len(tokens):
            return None
    return None if zero else total


def _read_place(
    tokens: list[str], i: int, last: int, *, is_first: bool, after_zero: bool
) -> tuple[int, int, int] | None:
    """Give amount, place reached and next index of the place at `i`; -1 says nothing may follow."""
    token = tokens[i]
    following = tokens[i + 1] if i + 1 < len(tokens) else ""
    if token in PLACES:  # 十五, 一百十五, 零百一十; 百二 and 千一 are 120 and 1100
        place = PLACES[token]
        if place >= last or not (token == "十" or is_first or after_zero):
            return None
        if is_first and not after_zero and token != "十" and len(tokens) > 2:
            return None
        return place, place, i + 1
    if token in TENS_OF:
        return (TENS_OF[token], 10, i + 1) if last > 10 else None
    if not _is_arabic(token) and token not in DIGIT_OF:
        return None
    if "." in token:
        return None
    amount = int(token) if _is_arabic(token) else DIGIT_OF[token]
    if following in PLACES:
        place = PLACES[following]
        fits = place < last and 0 < amount < (10 if not is_first else 10_000)
        return (amount * place, place, i + 2) if fits else None
    if amount >= last:
        return None
    if is_first or after_zero or len(token) > 1 or last == 10:
        return amount, -1, i + 1
    return amount * last // 10, -1, i + 1
