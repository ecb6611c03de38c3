"""Numbers as text: 1701, 12,345, 98.40, 一千七百零一."""

from decimal import ROUND_HALF_UP, Decimal

_DIGITS = "零一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"))
_GROUPS = ((10**8, "亿"), (10**4, "万"))


def number_text(value: Decimal, *, places: int | None = None, is_grouped: bool = False) -> str:
    """Write `value` in digits, with all its places or rounded half up to `places`."""
    shown = value
    if places is not None:
        shown = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{shown:,f}" if is_grouped else f"{shown:f}"


def chinese_numeral(number: int) -> str:
    """Write a whole number from 0 on in characters: 十二, 一百零五, 一千七百零一, 二十三万."""
    for size, word in _GROUPS:
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if 0 < low < size // 10 else ""
            return chinese_numeral(high) + word + gap + (chinese_numeral(low) if low else "")
    text = _below_ten_thousand(number)
    return text.removeprefix("一") if text.startswith("一十") else text


def _below_ten_thousand(number: int) -> str:
    if number < 10:
        return _DIGITS[number]
    for size, word in _PLACES:
        if number >= size:
            digit, rest = divmod(number, size)
            gap = "零" if 0 < rest < size // 10 else ""
            return _DIGITS[digit] + word + gap + (_below_ten_thousand(rest) if rest else "")
    raise AssertionError(number)
