"""Workbooks that tests write, with openpyxl as Excel and WPS would write them."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from jushi.figures import Figure, FigureTable, SourceCell, read_workbook, tell_problem
from openpyxl import Workbook

HEADINGS = ("指标", "数值", "单位")


def book_bytes(book: Workbook) -> bytes:
    """Give the bytes that saving the workbook makes."""
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def xlsx(*rows: Sequence[Any], sheet: str = "数据") -> bytes:
    """Give a workbook of one sheet with these rows."""
    return xlsx_of({sheet: rows})


def xlsx_of(sheets: dict[str, Iterable[Sequence[Any]]]) -> bytes:
    """Give a workbook with these sheets, in this order."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return book_bytes(book)


def read_rows(*rows: Sequence[Any]) -> FigureTable:
    """Give the table of a workbook `figures.xlsx` with one sheet 数据 of these rows."""
    return read_workbook("figures.xlsx", xlsx(*rows))


def told(table: FigureTable) -> list[str]:
    """Give the English lines of what is wrong with a table."""
    return [tell_problem(problem, "en") for problem in table.problems]


def figure(name: str, value: str | None, unit: str = "件", **fields: Any) -> Figure:
    """Give a figure that is not from a workbook."""
    common: dict[str, Any] = {
        "id": name,
        "indicator": name,
        "value": None if value is None else Decimal(value),
        "unit": unit,
        "approx": "",
        "period": None,
        "previous": None,
        "subject": "",
        "section": "",
        "aliases": (),
        "required": False,
        "formula": "",
        "source": "",
        "note": "",
        "cell": SourceCell("figures.xlsx", "数据", f"C{name}"),
    }
    return Figure(**common | fields)


def table_of(*figures: Figure) -> FigureTable:
    """Give a table of these figures."""
    return FigureTable(figures)
