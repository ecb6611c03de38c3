"""Workbooks in the XML of Excel 2003, as many office systems export them under the name .xls."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from jushi.errors import FigureError
from jushi.safe_parsing import MalformedError, mend_surrogates, parse_xml
from jushi.sheets.budget import LAST_ROW, Budget, too_large
from jushi.sheets.cell_number import date_cell, decimal_of_cell, shown_number
from jushi.sheets.sheet import (
    MOST_CELLS,
    MOST_COLUMNS,
    FaultCell,
    MergedRange,
    RawValue,
    Sheet,
    column_letters,
)
from jushi.sheets.xlsx_parts import DEEPEST_INDENT, NumberFormat, number_format

NAMESPACE = b"urn:schemas-microsoft-com:office:spreadsheet"
_SS = f"{{{NAMESPACE.decode()}}}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_EPOCH = datetime(1899, 12, 30)
_WIDE_BLANK = "\u3000"
# Formats that are stored by name; those of numbers are all alike here.
_NAMED_FORMATS = {"Percent": "0.00%", "Long Date": "yyyy-m-d", "Medium Date": "yyyy-m-d"}
_NAMED_FORMATS |= {"Short Date": "yyyy-m-d", "General Date": "yyyy-m-d"}
_PLAIN_NAMES = frozenset({"General", "General Number", "Standard", "Scientific", "Currency"})
_REFERENCE = re.compile(
    r"\bR(?:\[(-?\d{1,7})\]|(\d{1,7}))?C(?:\[(-?\d{1,5})\]|(\d{1,5}))?(?![\w(])"
)


@dataclass(slots=True)
class _Cells:
    formats: dict[str, NumberFormat]
    rows: list[tuple[RawValue, ...]] = field(default_factory=list)
    merged: list[MergedRange] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


def read_spreadsheetml(name: str, content: bytes) -> tuple[Sheet, ...]:
    """Read every sheet of such a workbook, hidden ones marked, cells as they show.

    Raises FigureError where the bytes are no such workbook, or too large or broken.
    """
    try:
        root = parse_xml(content)
        formats = dict(_read_formats(root))
        budget = Budget(name)
        sheets = root.iter(f"{_SS}Worksheet")
        return tuple(_read_sheet(sheet, formats, budget, name) for sheet in sheets)
    except (MalformedError, ValueError, ArithmeticError) as error:
        raise FigureError("figures.damaged_workbook", place=name) from error


def _read_formats(root: Any) -> Iterator[tuple[str, NumberFormat]]:
    for style in root.iter(f"{_SS}Style"):
        code, indent = "", 0
        for part in style:
            if part.tag == f"{_SS}NumberFormat":
                code = part.get(f"{_SS}Format", "")
            elif part.tag == f"{_SS}Alignment":
                indent = min(int(part.get(f"{_SS}Indent", 0)), DEEPEST_INDENT)
        code = "" if code in _PLAIN_NAMES else _NAMED_FORMATS.get(code, code)
        yield style.get(f"{_SS}ID", ""), number_format(code, indent)


def _read_sheet(sheet: Any, formats: dict[str, NumberFormat], budget: Budget, name: str) -> Sheet:
    found = _Cells(formats)
    spread = 0
    for table in sheet.iterchildren(f"{_SS}Table"):
        _hide_columns(table, found)
        number = 0
        for row in table.iterchildren(f"{_SS}Row"):
            number = _index(row, number + 1, LAST_ROW)
            cells = _read_row(row, number, found)
            spread += len(cells)
            if spread > MOST_CELLS:
                raise too_large(name)
            if cells:
                gap = number - 1 - len(found.rows)
                budget.spend(cells, gap)
                found.rows += [()] * gap + [tuple(cells)]
                if row.get(f"{_SS}Hidden") == "1":
                    found.hidden_rows.append(number)
            number += int(row.get(f"{_SS}Span", 0))
    shown = next(sheet.iter(f"{_EXCEL}Visible"), None)
    return Sheet(
        sheet.get(f"{_SS}Name", ""),
        tuple(found.rows),
        tuple(found.merged),
        shown is not None and shown.text in ("SheetHidden", "SheetVeryHidden"),
        tuple(found.hidden_rows),
        tuple(found.hidden_columns),
    )


def _index(element: Any, following: int, last: int) -> int:
    """Give the place of a row, column or cell; those that name none follow the one before."""
    index = int(element.get(f"{_SS}Index", following))
    if not following <= index <= last:
        raise ValueError(f"index {index}")
    return index


def _hide_columns(table: Any, found: _Cells) -> None:
    column = 0
    for element in table.iterchildren(f"{_SS}Column"):
        column = _index(element, column + 1, MOST_COLUMNS)
        last = min(column + int(element.get(f"{_SS}Span", 0)), MOST_COLUMNS)
        if element.get(f"{_SS}Hidden") == "1":
            found.hidden_columns += range(column, last + 1)
        column = last


def _read_row(row: Any, number: int, found: _Cells) -> list[RawValue]:
    cells: list[RawValue] = []
    column = 0
    for cell in row.iterchildren(f"{_SS}Cell"):
        column = _index(cell, column + 1, MOST_COLUMNS)
        down, across = (int(cell.get(f"{_SS}Merge{way}", 0)) for way in ("Down", "Across"))
        value = _value(cell, found.formats, number, column)
        if value is not None:
            cells += [None] * (column - 1 - len(cells)) + [value]
        if (down or across) and value is not None:
            last = min(column + across, MOST_COLUMNS)
            found.merged.append(MergedRange(number, column, number + down, last))
        column += across
    return cells


def _value(cell: Any, formats: dict[str, NumberFormat], row: int, column: int) -> RawValue:
    shown = formats.get(cell.get(f"{_SS}StyleID", "Default"))
    data = next(cell.iterchildren(f"{_SS}Data"), None)
    text = "" if data is None else "".join(data.itertext())
    if data is None or not text.strip():
        formula = cell.get(f"{_SS}Formula")
        if formula is None:
            return None
        is_percent = shown is not None and shown.is_percent
        return FaultCell("uncached_formula", _plain_formula(formula, row, column), is_percent)
    match data.get(f"{_SS}Type"):
        case "Number":
            return _number(text.strip(), shown)
        case "Boolean":
            return text.strip() == "1"
        case "Error":
            return FaultCell("error_value", text.strip())
        case "DateTime":
            letters = shown.date_letters if shown is not None else ""
            return date_cell(datetime.fromisoformat(text.strip()), letters or "ymd")
    steps = shown.indent if shown is not None else 0
    return _WIDE_BLANK * steps + mend_surrogates(text)[0]


def _number(text: str, shown: NumberFormat | None) -> RawValue:
    try:
        number = decimal_of_cell(text)
    except InvalidOperation:
        return text  # Exporters declare numbers that are none: 不详.
    return shown_number(number, shown, _EPOCH) if number.is_finite() else str(Decimal(number))


def _plain_formula(formula: str, row: int, column: int) -> str:
    """Give a formula with A1 for R1C1: =SUM(R[-2]C:R[-1]C) in B5 is =SUM(B3:B4)."""

    def address(found: re.Match[str]) -> str:
        relative_row, fixed_row, relative_column, fixed_column = found.groups()
        at_row = int(fixed_row) if fixed_row else row + int(relative_row or 0)
        at = int(fixed_column) if fixed_column else column + int(relative_column or 0)
        if not (0 < at_row <= LAST_ROW and 0 < at <= MOST_COLUMNS):
            return "#REF!"
        return f"{column_letters(at - 1)}{at_row}"

    return _REFERENCE.sub(address, formula)
