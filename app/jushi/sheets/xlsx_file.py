""".xlsx bytes to sheets of raw cells, in one pass over the XML of each sheet.

openpyxl's own reader takes twice as long over 50,000 rows (evals/bench/bench_workbook.py)
and tells formulas without a stored result apart only in a second pass.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from jushi.errors import FigureError
from jushi.sheets.budget import Budget, too_large
from jushi.sheets.cell_number import decimal_of_cell, shown_number
from jushi.sheets.sheet import (
    LARGEST_BYTES,
    MOST_COLUMNS,
    DateCell,
    FaultCell,
    MergedRange,
    RawValue,
    Sheet,
)
from jushi.sheets.xlsx_parts import Package, read_package, read_part, text_of

_SPREADSHEET = b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml"
_MOST_PARTS = 2000
_MOST_MERGED = 100_000
_LAST_ROW = 1_048_576

# `<row r="7" spans="1:4"><c r="A7" s="1"/></row>` and others like it, one after the other.
_EMPTY_CELL = rb"<c(?:[\s/][^<>]*+)?+>(?:(?<=/>)|(?<!/>)</c>)\s*+"
_EMPTY_ROWS = re.compile(
    rb"(?:<row(?:[\s/][^<>]*+)?+>(?:(?<=/>)|(?<!/>)\s*+(?:%b)*+</row>)\s*+)++" % _EMPTY_CELL
)
_TRUE = ("1", "true")
_WIDE_BLANK = "\u3000"
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")

# What zipfile, lxml and our own steps raise over files that are broken or made to break them.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    ArithmeticError,
    TypeError,
    IndexError,
    AttributeError,
    SyntaxError,
    EOFError,
    OSError,
    NotImplementedError,
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
            return tuple(_read_sheets(name, archive))
    except _BROKEN as error:
        raise FigureError("figures.damaged_workbook", place=name) from error


def _guard(name: str, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_BYTES:
        raise too_large(name)
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise FigureError("figures.file_with_password", place=name)
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if any(kind in types for kind in _SPREADSHEET):
        return
    code = "figures.zip_not_workbook"
    if any(part.startswith("word/") for part in names):
        code = "figures.word_not_workbook"
    elif "mimetype" in names and b"opendocument" in archive.read("mimetype"):
        code = "figures.opendocument"
    raise FigureError(code, place=name)


def _read_sheets(name: str, archive: zipfile.ZipFile) -> Iterator[Sheet]:
    package = read_package(archive)
    budget = Budget(name)
    if len({part.path for part in package.sheets}) < len(package.sheets):
        raise ValueError("two sheets share one part")
    for part in package.sheets:
        cells = _read_cells(read_part(archive, part.path), package, budget)
        yield Sheet(
            part.name,
            tuple(cells.rows),
            tuple(cells.merged),
            part.is_hidden,
            tuple(cells.hidden_rows),
            tuple(sorted(cells.hidden_columns)),
        )


@dataclass(slots=True)
class _Cells:
    """What one sheet holds."""

    rows: list[tuple[RawValue, ...]] = field(default_factory=list)
    merged: list[MergedRange] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)


def _read_cells(xml: bytes, package: Package, budget: Budget) -> _Cells:
    """Give the rows of one sheet, the first at index 0, its merged ranges and what is hidden.

    What the file claims of its size is not believed: rows are counted as they come.
    """
    from lxml import etree

    # Offices keep a million rows for their formats alone; the parser would make each of them.
    if b"<![CDATA[" not in xml:
        xml = _EMPTY_ROWS.sub(b"", xml)
    found = _Cells()
    rows = found.rows
    indexes: dict[str, int] = {}
    tags = ("{*}row", "{*}mergeCell", "{*}col")
    steps = etree.iterparse(BytesIO(xml), tag=tags, resolve_entities=False, no_network=True)
    for _, element in steps:
        if element.tag.endswith("}row"):
            number = int(element.get("r", len(rows) + 1))
            cells = _read_row(element, package, indexes)
            if cells:
                if not 1 <= number <= _LAST_ROW:
                    raise ValueError(f"row {number}")
                budget.spend(cells, max(number - len(rows) - 1, 0))
                rows += [()] * (number - len(rows))
                rows[number - 1] = cells
                if element.get("hidden") in _TRUE:
                    found.hidden_rows.append(number)
        elif element.tag.endswith("}col"):
            if element.get("hidden") in _TRUE:
                found.hidden_columns.update(_span(element))
        elif len(found.merged) < _MOST_MERGED:
            found.merged += _merged_ranges(element.get("ref", ""))
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return found


def _span(column: Any) -> range:
    """Give the columns, from 1, that one `col` element speaks of."""
    first = max(int(column.get("min", 1)), 1)
    return range(first, min(int(column.get("max", first)), MOST_COLUMNS) + 1)


def _read_row(row: Any, package: Package, indexes: dict[str, int]) -> tuple[RawValue, ...]:
    """Give the cells of a row up to its last filled one."""
    cells: list[RawValue] = []
    column = -1
    for element in row:
        reference = element.get("r")
        column = column + 1 if reference is None else _column_index(reference, indexes)
        raw = _read_cell(element, package)
        if raw is not None and raw != "":
            if column > len(cells):
                cells += [None] * (column - len(cells))
            cells[column:] = [raw]
    return tuple(cells)


def _column_index(reference: str, indexes: dict[str, int]) -> int:
    letters = reference.rstrip("0123456789")
    index = indexes.get(letters)
    if index is None:
        index = indexes[letters] = _column(letters) - 1
    return index


def _read_cell(cell: Any, package: Package) -> RawValue:
    value: str | None = None
    formula: str | None = None
    inline: Any = None
    for child in cell:
        tag = child.tag
        if tag.endswith("}v"):
            value = child.text
        elif tag.endswith("}f"):
            formula = child.text or "…"
        elif tag.endswith("}is"):
            inline = child
    kind = cell.get("t", "n")
    if inline is not None:
        return _indented(text_of(inline), cell, package)
    if value is None:
        is_empty_text = formula is not None and kind == "str"  # ="" was computed, to nothing
        if formula is None or is_empty_text:
            return None
        style = int(cell.get("s", 0))
        is_percent = style < len(package.formats) and package.formats[style].is_percent
        return FaultCell("uncached_formula", f"={formula}", is_percent)
    if kind == "s":
        return _indented(package.strings[int(value)], cell, package)
    if kind == "n":
        return _read_number(value, int(cell.get("s", 0)), package)
    if kind == "b":
        return value.strip() == "1"
    if kind == "e":
        return FaultCell("error_value", value)
    return DateCell(value.removesuffix("T00:00:00")) if kind == "d" else value


def _indented(text: str, cell: Any, package: Package) -> str:
    """Give a text with a blank before it for each step that its cell is indented."""
    if not package.has_indents:
        return text
    style = int(cell.get("s", 0))
    indent = package.formats[style].indent if style < len(package.formats) else 0
    return _WIDE_BLANK * indent + text if text else text


def _read_number(text: str, style: int, package: Package) -> RawValue:
    shown = package.formats[style] if style < len(package.formats) else None
    return shown_number(decimal_of_cell(text), shown, package.epoch)


def _merged_ranges(reference: str) -> Iterator[MergedRange]:
    found = _RANGE.fullmatch(reference)
    if found is not None:
        first_column, first_row, last_column, last_row = found.groups()
        yield MergedRange(
            int(first_row), _column(first_column), int(last_row), _column(last_column)
        )


def _column(letters: str) -> int:
    """Give the number of a column, A being 1. Raises ValueError beyond XFD, the last one."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    if not 1 <= number <= MOST_COLUMNS:
        raise ValueError(f"column {letters[:10]}")
    return number
