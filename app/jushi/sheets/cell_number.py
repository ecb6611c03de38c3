"""Stored numbers to what their cells show: 0.985 as 98.5%, 45231 as 2023年11月."""

from datetime import datetime
from decimal import Decimal

from jushi.sheets.sheet import DateCell, PercentCell, RawValue, plain_number
from jushi.sheets.xlsx_parts import NumberFormat

_SIGNIFICANT = 15
"""Digits that a spreadsheet keeps; those behind are noise of its binary fractions."""


def shown_number(number: Decimal, shown: NumberFormat | None, epoch: datetime) -> RawValue:
    """Give what a cell with the format `shown` shows of a number; `epoch` is day 0 of dates."""
    if shown is None:
        return number
    if shown.is_percent:
        return PercentCell(plain_decimal(number.scaleb(2)))
    return _date_of(number, shown.date_letters, epoch) if shown.date_letters else number


def _date_of(serial: Decimal, letters: str, epoch: datetime) -> DateCell:
    from openpyxl.utils.datetime import from_excel

    try:
        day = from_excel(float(serial), epoch)
    except (OverflowError, ValueError):
        return DateCell(plain_number(serial))
    return date_cell(day, letters)


def date_cell(day: object, letters: str) -> DateCell:
    """Give a date as a format with `letters` of y, m, d, h and s shows it."""
    if not isinstance(day, datetime) or "h" in letters or "s" in letters:
        return DateCell(str(day))
    if "d" in letters:
        return DateCell(f"{day.year}年{day.month}月{day.day}日")
    return DateCell(f"{day.year}年{day.month}月" if "m" in letters else f"{day.year}年")


def decimal_of_cell(text: str) -> Decimal:
    """Give the number that was typed: the shortest decimal that makes this binary fraction.

    What a formula left behind the 15th digit is cut as the spreadsheet itself cuts it:
    0.30000000000000004 is 0.3.
    """
    if text.isdecimal() and len(text) <= _SIGNIFICANT:
        return Decimal(text)
    number = Decimal(text.strip())
    if len(number.as_tuple().digits) > _SIGNIFICANT:
        number = Decimal(repr(float(text)))
        if len(number.as_tuple().digits) > _SIGNIFICANT:
            number = Decimal(format(float(text), f".{_SIGNIFICANT}g"))
    return plain_decimal(number)


def plain_decimal(number: Decimal) -> Decimal:
    """Give `number` without exponent and without zeros behind its last digit: 8210 for 8210.0."""
    if number == number.to_integral_value():
        return number.quantize(Decimal(1)) if number.adjusted() < 27 else number
    return Decimal(plain_number(number.normalize()))
