"""What the records of binary workbooks have in common: numbers, errors, formats, a sheet of cells.

python-calamine reads such files too, but drops errors, percent formats and what is hidden, and
ends the process over damaged counts: it makes room for as many texts as the file claims.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from jushi.safe_parsing import mend_surrogates
from jushi.sheets.budget import LAST_ROW, Budget
from jushi.sheets.cell_number import decimal_of_cell, shown_number
from jushi.sheets.sheet import MOST_COLUMNS, FaultCell, MergedRange, RawValue, Sheet
from jushi.sheets.xlsx_parts import DEEPEST_INDENT, NumberFormat, number_format

Records = Iterator[tuple[int, bytes]]
"""Type and content of one record after the other."""

_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_LEFT = (0, 1)
"""General and left: the alignments to which an indent belongs."""
_WIDE_BLANK = "\u3000"


@dataclass(slots=True)
class BinaryBook:
    """What the cells of every sheet refer to."""

    formats: list[NumberFormat] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    is_mac: bool = False
    """Whether dates count from 1904."""


@dataclass(slots=True)
class BinarySheet:
    """The cells of one sheet as they come; rows and columns from 0."""

    book: BinaryBook
    rows: dict[int, dict[int, RawValue]] = field(default_factory=dict)
    merged: list[MergedRange] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def add_number(self, row: int, column: int, style: int, number: float) -> None:
        """Keep a number as its cell shows it."""
        from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

        formats = self.book.formats
        shown = formats[style] if style < len(formats) else None
        epoch = MAC_EPOCH if self.book.is_mac else WINDOWS_EPOCH
        self._add(row, column, shown_number(_decimal(number), shown, epoch))

    def add_text(self, row: int, column: int, style: int, text: str) -> None:
        """Keep a text, with a blank before it for each step that its cell is indented."""
        formats = self.book.formats
        indent = formats[style].indent if style < len(formats) and text.strip() else 0
        self._add(row, column, _WIDE_BLANK * indent + mend_surrogates(text)[0])

    def add_truth(self, row: int, column: int, *, is_true: bool) -> None:
        """Keep a truth value."""
        self._add(row, column, is_true)

    def add_error(self, row: int, column: int, code: int) -> None:
        """Keep what a formula says where it has no result."""
        self._add(row, column, FaultCell("error_value", _ERRORS.get(code, "#N/A")))

    def hide_columns(self, first: int, last: int) -> None:
        """Note that columns are hidden."""
        self.hidden_columns.update(range(first, min(last, MOST_COLUMNS - 1) + 1))

    def merge(self, first_row: int, last_row: int, first_column: int, last_column: int) -> None:
        """Note that cells are merged."""
        ends = last_row + 1, last_column + 1
        self.merged.append(MergedRange(first_row + 1, first_column + 1, *ends))

    def finish(self, name: str, budget: Budget, *, is_hidden: bool) -> Sheet:
        """Give the sheet. Raises FigureError where its cells stand too far apart."""
        rows: list[tuple[RawValue, ...]] = []
        for number, cells in sorted(self.rows.items()):
            row: list[RawValue] = [None] * (max(cells) + 1)
            for column, value in cells.items():
                row[column] = value
            gap = number - len(rows)
            budget.spend(row, gap)
            rows += [()] * gap
            rows.append(tuple(row))
        return Sheet(
            mend_surrogates(name)[0],
            tuple(rows),
            tuple(self.merged),
            is_hidden,
            tuple(row + 1 for row in sorted(self.hidden_rows & self.rows.keys())),
            tuple(column + 1 for column in sorted(self.hidden_columns)),
        )

    def _add(self, row: int, column: int, value: RawValue) -> None:
        if row >= LAST_ROW or column >= MOST_COLUMNS:
            raise ValueError(f"row {row}, column {column}")
        if value != "":
            self.rows.setdefault(row, {})[column] = value


def _decimal(number: float) -> Decimal:
    if number.is_integer() and abs(number) < 1e15:
        return Decimal(int(number))
    if number != number or number in (float("inf"), float("-inf")):
        raise ValueError("not a number")
    return decimal_of_cell(repr(number))


def packed_number(raw: int) -> float:
    """Give the number that an RK value packs into 30 bits and two flags."""
    if raw & 2:
        number = float((raw >> 2) - (1 << 30 if raw & 0x80000000 else 0))
    else:
        number = struct.unpack("<d", struct.pack("<Q", (raw & 0xFFFFFFFC) << 32))[0]
    return number / 100 if raw & 1 else number


def double_at(data: bytes, start: int) -> float:
    """Give a number of eight bytes. Raises ValueError where it is cut off."""
    try:
        (number,) = struct.unpack_from("<d", data, start)
    except struct.error as error:
        raise ValueError(f"8 bytes at {start}") from error
    return float(number)


def number_at(data: bytes, start: int, size: int) -> int:
    """Give an unsigned number, lowest byte first. Raises IndexError where it is cut off."""
    if start + size > len(data):
        raise IndexError(f"{size} bytes at {start}")
    return int.from_bytes(data[start : start + size], "little")


def make_format(codes: dict[int, str], code: int, alignment: int, indent: int) -> NumberFormat:
    """Give a cell format of the number of its code; 0 steps where its text is not on the left."""
    steps = min(indent, DEEPEST_INDENT) if alignment in _LEFT else 0
    return number_format(codes.get(code, ""), steps)
