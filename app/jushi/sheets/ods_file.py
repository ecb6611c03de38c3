""".ods bytes to sheets of raw cells, in one pass over the XML of all sheets.

python-calamine reads .ods too, but drops errors, percent formats, merged cells, truth values and
what is hidden.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

from jushi.errors import FigureError
from jushi.sheets.budget import Budget, too_large
from jushi.sheets.cell_number import date_cell, decimal_of_cell, plain_decimal
from jushi.sheets.sheet import (
    LARGEST_BYTES,
    MOST_COLUMNS,
    DateCell,
    FaultCell,
    MergedRange,
    PercentCell,
    RawValue,
    Sheet,
)
from jushi.sheets.xlsx_parts import DEEPEST_INDENT, read_part

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_CALCEXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_GROUPS = frozenset(
    f"{_TABLE}{name}"
    for name in ("table-header-rows", "table-row-group", "table-rows", "table-header-columns",
                 "table-column-group", "table-columns")
)  # fmt: skip
_WIDE_BLANK = "\u3000"
_LENGTH = re.compile(r"([\d.]{1,8})(in|cm|mm|pt)")
_POINTS = {"in": 72.0, "cm": 28.35, "mm": 2.835, "pt": 1.0}
_STEP_POINTS = 10
"""What one step of an indent in a spreadsheet is wide."""
_SHOWN = ("visible", None)
_ERRORS = ("#", "Err:")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    ArithmeticError,
    IndexError,
    EOFError,
    NotImplementedError,
    SyntaxError,
    RuntimeError,
    OSError,
)


def read_ods(name: str, content: bytes) -> tuple[Sheet, ...]:
    """Read every sheet of an OpenDocument spreadsheet, hidden ones marked, cells as stored.

    Raises FigureError where the bytes are no spreadsheet, protected, too large or broken.
    """
    from lxml import etree

    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_BYTES:
                raise too_large(name)
            if _is_encrypted(archive):
                raise FigureError("figures.workbook_with_password", place=name)
            root = etree.fromstring(
                read_part(archive, _CONTENT),
                etree.XMLParser(resolve_entities=False, no_network=True),
            )
    except _BROKEN as error:
        raise FigureError("figures.damaged_workbook", place=name) from error
    try:
        styles = _read_styles(root)
        budget = Budget(name)
        return tuple(_read_sheet(table, styles, budget) for table in root.iter(f"{_TABLE}table"))
    except _BROKEN as error:
        raise FigureError("figures.damaged_workbook", place=name) from error


def _is_encrypted(archive: zipfile.ZipFile) -> bool:
    is_listed = _MANIFEST in archive.namelist()
    return is_listed and b"encryption-data" in archive.read(_MANIFEST)


@dataclass(frozen=True, slots=True)
class _Styles:
    hidden: frozenset[str]
    """Styles of sheets that do not show."""
    indents: dict[str, int]
    """Steps to the right of the styles of cells that have some."""


def _read_styles(root: Any) -> _Styles:
    hidden: set[str] = set()
    indents: dict[str, int] = {}
    for style in root.iter(f"{_STYLE}style"):
        name = style.get(f"{_STYLE}name", "")
        for part in style:
            if part.get(f"{_TABLE}display") == "false":
                hidden.add(name)
            length = _LENGTH.fullmatch(part.get(f"{_FO}margin-left", ""))
            if length is not None:
                points = float(length[1]) * _POINTS[length[2]]
                indents[name] = min(round(points / _STEP_POINTS), DEEPEST_INDENT)
    return _Styles(frozenset(hidden), indents)


@dataclass(slots=True)
class _Cells:
    rows: list[tuple[RawValue, ...]] = field(default_factory=list)
    gap: int = 0
    """Empty rows that are only kept where a filled one follows."""
    merged: list[MergedRange] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


def _read_sheet(table: Any, styles: _Styles, budget: Budget) -> Sheet:
    found = _Cells()
    columns = 0
    for element in _parts(table):
        if element.tag == f"{_TABLE}table-column":
            count = _count(element, "number-columns-repeated")
            if element.get(f"{_TABLE}visibility") not in _SHOWN:
                last = min(columns + count, MOST_COLUMNS)
                found.hidden_columns += range(columns + 1, last + 1)
            columns += count
        elif element.tag == f"{_TABLE}table-row":
            _add_row(element, found, styles, budget)
    return Sheet(
        table.get(f"{_TABLE}name", ""),
        tuple(found.rows),
        tuple(found.merged),
        table.get(f"{_TABLE}style-name") in styles.hidden,
        tuple(found.hidden_rows),
        tuple(found.hidden_columns),
    )


def _parts(table: Any) -> Iterator[Any]:
    """Rows and columns of a table, those in groups with them, in order."""
    waiting = [iter(table)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif element.tag in _GROUPS:
            waiting.append(iter(element))
        else:
            yield element


def _add_row(row: Any, found: _Cells, styles: _Styles, budget: Budget) -> None:
    count = _count(row, "number-rows-repeated")
    number = len(found.rows) + found.gap + 1
    cells: list[RawValue] = []
    gap = 0
    for element in row:
        if element.tag not in _CELLS:
            continue
        times = _count(element, "number-columns-repeated")
        value = _value(element, styles) if element.tag == _CELLS[0] else None
        if value is None:
            gap += times
            continue
        down, across = (_count(element, f"number-{kind}-spanned") for kind in ("rows", "columns"))
        column = len(cells) + gap + 1
        if column + times > MOST_COLUMNS + 1:
            raise ValueError(f"column {column}")
        if down > 1 or across > 1:
            ends = number + down - 1, column + across - 1
            found.merged.append(MergedRange(number, column, *ends))
        cells += [None] * gap + [value] * times
        gap = 0
    if not cells:
        found.gap += count
        return
    budget.spend(cells, found.gap)
    for _ in range(count - 1):
        budget.spend(cells, 0)
    found.rows += [()] * found.gap + [tuple(cells)] * count
    found.gap = 0
    if row.get(f"{_TABLE}visibility") not in _SHOWN:
        found.hidden_rows += range(number, number + count)


def _count(element: Any, name: str) -> int:
    return max(int(element.get(f"{_TABLE}{name}", 1)), 1)


def _value(cell: Any, styles: _Styles) -> RawValue:
    kind = cell.get(f"{_OFFICE}value-type")
    text = _text(cell)
    number = cell.get(f"{_OFFICE}value")
    if text.startswith(_ERRORS) and (cell.get(f"{_CALCEXT}value-type") == "error" or number == "0"):
        return FaultCell("error_value", text)
    formula = cell.get(f"{_TABLE}formula")
    match kind:
        case "percentage":
            return PercentCell(plain_decimal(decimal_of_cell(number).scaleb(2)))
        case "float" | "currency":
            return decimal_of_cell(number)
        case "boolean":
            return bool(cell.get(f"{_OFFICE}boolean-value") == "true")
        case "date":
            return _date(cell.get(f"{_OFFICE}date-value", ""), text)
        case "time":
            return DateCell(text)
        case None if formula is not None and not text:
            return FaultCell("uncached_formula", formula.removeprefix("of:"))
    indent = styles.indents.get(cell.get(f"{_TABLE}style-name", ""), 0)
    return _WIDE_BLANK * indent + text if text else None


def _date(stored: str, text: str) -> DateCell:
    """Give a date as it is shown, where that holds a year; else as it is stored."""
    try:
        day = datetime.fromisoformat(stored)
    except ValueError:
        return DateCell(text or stored)
    if ":" in text:
        return DateCell(text)
    shown = text.replace(f"{day.year}", "")
    parts = "".join(c if c.isdecimal() else " " for c in shown).split()
    letters = "ymd"[: 1 + len(parts)] if f"{day.year}" in text else "ymd"
    return date_cell(day, letters)


def _text(cell: Any) -> str:
    """Give the paragraphs of a cell, without those of a comment on it."""
    lines = ["".join(_pieces(each)) for each in cell if each.tag == f"{_TEXT}p"]
    return "\n".join(lines)


def _pieces(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * min(int(child.get(f"{_TEXT}c", 1)), 100)
        elif child.tag == f"{_TEXT}tab":
            yield "\t"
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif isinstance(child.tag, str) and not child.tag.endswith("}ruby-text"):
            yield from _pieces(child)
        yield child.tail or ""
