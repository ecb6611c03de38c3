""".xlsx bytes to sheets of raw cells. The only file of this room that knows openpyxl's reader."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from io import BytesIO
from itertools import islice
from typing import Any

from app.errors import FigureError
from app.figures.sheet import (
    LARGEST_BYTES,
    MOST_CELLS,
    MOST_ROWS,
    DateCell,
    FaultCell,
    MergedRange,
    PercentCell,
    RawValue,
    Sheet,
)

_SPREADSHEET = b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml"
_SIGNIFICANT = 15
"""Digits that a spreadsheet keeps; those behind are noise of its binary fractions."""
_MOST_PARTS = 2000
_MOST_MERGED = 100_000
_LAST_ROW = 1_048_576

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
# <c r="C5" s="1"><f>A1+1</f></c>, <c r="C5"><f>A1+1</f><v/></c>: a formula nobody has computed
_UNCACHED = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?r="([A-Z]{1,3}\d+)"[^>]*>\s*<(?:\w+:)?f(?:\s[^>]*)?'
    rb"(?:/>|>([^<]*)</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?"
    rb"\s*</(?:\w+:)?c>"
)
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')

# What openpyxl and the libraries below it raise over files that are broken or made to break it.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    SyntaxError,
    EOFError,
    OSError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    AssertionError,
)


def read_xlsx(name: str, content: bytes) -> tuple[Sheet, ...]:
    """Read every worksheet of a workbook, hidden ones marked, cells as they are stored.

    Raises FigureError where the bytes are no workbook, too large or broken.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _guard(name, archive)
            return tuple(_read_sheets(name, content, archive))
    except _BROKEN as error:
        raise FigureError(
            name,
            "the workbook is damaged and cannot be opened",
            "open it in Excel or WPS, save it again as .xlsx, and read that",
        ) from error


def _guard(name: str, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_BYTES:
        raise too_large(name)
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise FigureError(name, "the file is password-protected", "save it without a password")
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if any(kind in types for kind in _SPREADSHEET):
        return
    problem = "a .zip archive, not a workbook"
    if "xl/workbook.bin" in names:
        problem = "a binary workbook (.xlsb)"
    elif any(part.startswith("word/") for part in names):
        problem = "a Word document, not a workbook"
    elif "mimetype" in names and b"opendocument" in archive.read("mimetype"):
        problem = "an OpenDocument file"
    raise FigureError(name, problem, "open it in Excel or WPS and save the figures as .xlsx")


def too_large(name: str) -> FigureError:
    """Give the error for a file whose content nobody could have meant to read here."""
    return FigureError(
        name,
        f"the file is too large (at most {MOST_ROWS} rows and {LARGEST_BYTES >> 20} MB unpacked)",
        "keep only the sheets with figures and save it again",
    )


def _read_sheets(name: str, content: bytes, archive: zipfile.ZipFile) -> Iterator[Sheet]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that only concern how a sheet looks
        workbook = load_workbook(BytesIO(content), read_only=True, data_only=True)
        budget = _Budget(name)
        for worksheet in workbook.worksheets:
            source: Any = worksheet  # the reader's own attributes are not in the type stubs
            xml = archive.read(source._worksheet_path)
            source.reset_dimensions()  # what the file claims of its size is not to be believed
            rows = list(_read_rows(source.iter_rows(), budget))
            _mark_uncached(rows, xml)
            yield Sheet(
                worksheet.title,
                _trimmed(rows),
                tuple(islice(_merged_ranges(xml), _MOST_MERGED)),
                is_hidden=worksheet.sheet_state != "visible",
            )
        workbook.close()


class _Budget:
    """Rows and cells that may still be read from one file."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._rows = MOST_ROWS
        self._cells = MOST_CELLS

    def spend(self, cells: int, *, is_filled: bool) -> None:
        self._rows -= is_filled
        self._cells -= cells
        if self._rows < 0 or self._cells < 0:
            raise too_large(self._name)


def _read_rows(rows: Iterable[tuple[Any, ...]], budget: _Budget) -> Iterator[tuple[RawValue, ...]]:
    formats: dict[int, str] = {}
    for number, cells in enumerate(rows, start=1):
        if number > _LAST_ROW:
            raise ValueError("row beyond the last one")
        values = tuple(
            [None if cell.value is None else _raw_value(cell, formats) for cell in cells]
        )
        filled = len(values)
        while filled and values[filled - 1] is None:
            filled -= 1
        budget.spend(len(cells), is_filled=filled > 0)
        yield values[:filled]


def _raw_value(cell: Any, formats: dict[int, str]) -> RawValue:
    value = cell.value
    if isinstance(value, str):
        return FaultCell("error_value", value) if cell.data_type == "e" else value
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        style = cell._style_id
        if style not in formats:
            formats[style] = _QUOTED.sub("", cell.number_format or "")
        number = decimal_of_cell(value)
        return PercentCell(_plain(number.scaleb(2))) if "%" in formats[style] else number
    if isinstance(value, date):
        return DateCell(_shown_date(value, _QUOTED.sub("", cell.number_format or "").lower()))
    return DateCell(str(value))  # a time of day or a length of time


def decimal_of_cell(value: int | float) -> Decimal:
    """Give the number that was typed: the shortest decimal that makes this binary fraction.

    What a formula left behind the 15th digit is cut as the spreadsheet itself cuts it:
    0.30000000000000004 is 0.3.
    """
    if isinstance(value, int):
        return Decimal(value)
    number = Decimal(repr(value))
    if len(number.as_tuple().digits) > _SIGNIFICANT:
        number = Decimal(format(value, f".{_SIGNIFICANT}g"))
    return _plain(number)


def _plain(number: Decimal) -> Decimal:
    """Give `number` without exponent and without zeros behind its last digit: 8210 for 8210.0."""
    if number == number.to_integral_value():
        return number.quantize(Decimal(1)) if number.adjusted() < 27 else number
    return Decimal(f"{number.normalize():f}")


def _shown_date(value: date, shown: str) -> str:
    if value.year < 1901 or (
        isinstance(value, datetime) and value.time().isoformat() != "00:00:00"
    ):
        return str(value)
    if "d" in shown:
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.year}年{value.month}月" if "m" in shown else f"{value.year}年"


def _merged_ranges(xml: bytes) -> Iterator[MergedRange]:
    start = max(0, xml.rfind(b"</sheetData"), xml.rfind(b":sheetData"))
    for first_column, first_row, last_column, last_row in _MERGED.findall(xml, start):
        yield MergedRange(
            int(first_row), _column(first_column), int(last_row), _column(last_column)
        )


def _mark_uncached(rows: list[tuple[RawValue, ...]], xml: bytes) -> None:
    if b"<f" not in xml and b":f" not in xml:
        return
    for cell, formula in _UNCACHED.findall(xml):
        letters = cell.rstrip(b"0123456789")
        row, column = int(cell[len(letters) :]), _column(letters)
        if row > len(rows):
            continue
        text = "=" + (unescape(formula.decode("utf-8", "replace")) or "…")
        old = rows[row - 1]
        wide = [*old, *[None] * (column - len(old))]
        wide[column - 1] = FaultCell("uncached_formula", text)
        rows[row - 1] = tuple(wide)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _trimmed(rows: list[tuple[RawValue, ...]]) -> tuple[tuple[RawValue, ...], ...]:
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows)
