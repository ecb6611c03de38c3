"""What a file holds before anyone knows what it means: sheets of raw cells, or lists of records."""

from dataclasses import dataclass
from decimal import Decimal

LARGEST_BYTES = 256 * 1024 * 1024
"""Bytes of one file, unpacked; a workbook of 50,000 rows has some 40 MB."""
MOST_ROWS = 200_000
MOST_CELLS = 8_000_000
MOST_COLUMNS = 16_384
"""The last column of a spreadsheet is XFD."""
_MOST_ZEROS = 400


@dataclass(frozen=True, slots=True)
class DateCell:
    """A cell that is a date to the spreadsheet; `text` is what its format shows: 2023年11月."""

    text: str


@dataclass(frozen=True, slots=True)
class PercentCell:
    """A number in percent format: 0.985 shown as 98.5%; `value` is the 98.5."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class FaultCell:
    """A cell that holds nothing to be read; `code` says why, as in a Problem."""

    code: str
    text: str
    is_percent: bool = False
    """Whether its format would show a number as percent."""


RawValue = str | Decimal | bool | DateCell | PercentCell | FaultCell | None


@dataclass(frozen=True, slots=True)
class MergedRange:
    """Cells that were merged into one; rows and columns from 1, ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook; row 1 is `rows[0]`, rows may differ in length."""

    name: str
    """Empty where the format has no sheets."""
    rows: tuple[tuple[RawValue, ...], ...]
    merged: tuple[MergedRange, ...] = ()
    is_hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    """Numbers, from 1, of filled rows that are hidden or filtered out."""
    hidden_columns: tuple[int, ...] = ()
    """Numbers, from 1, of hidden columns."""


@dataclass(frozen=True, slots=True)
class Record:
    """One object of a JSON or YAML list."""

    path: str
    """`[3]`, or `figures[3]` where the list has a name; counted from 0."""
    pairs: tuple[tuple[str, RawValue], ...]


@dataclass(frozen=True, slots=True)
class Records:
    """The list of objects that a JSON or YAML file holds."""

    records: tuple[Record, ...]


def plain_number(number: Decimal) -> str:
    """Give a number without exponent, unless that would take more digits than anyone reads."""
    exponent = number.as_tuple().exponent
    is_short = isinstance(exponent, int) and abs(exponent) <= _MOST_ZEROS
    return f"{number:f}" if is_short else str(number)


def plain_text(raw: RawValue) -> str:
    """Give the text of a cell, blanks around it taken off; empty for None."""
    match raw:
        case None:
            return ""
        case str():
            return raw.strip()
        case bool():
            return "TRUE" if raw else "FALSE"
        case Decimal():
            return plain_number(raw)
        case PercentCell(value):
            return f"{plain_number(value)}%"
        case DateCell(text):
            return text
        case FaultCell():
            return raw.text


def column_letters(index: int) -> str:
    """Give the letters of a column counted from 0: A, Z, AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
