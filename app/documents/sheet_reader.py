"""Spreadsheets as rows of text: each sheet a heading, each row a table row."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from app.documents.archive import SafeArchive
from app.documents.assembly import SourceLine, assemble
from app.documents.document import Document
from app.documents.plain_text import read_plain_text
from app.errors import DocumentError


def read_xlsx(name: str, content: bytes) -> Document:
    """Give the sheets of a workbook as headings and table rows, values as the cells hold them."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    SafeArchive(name, content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        lines = list(_book_lines(book))
    except (
        InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError,
        AttributeError, IndexError, OSError,
    ) as error:  # fmt: skip
        raise DocumentError(
            name, f"is no readable workbook ({type(error).__name__})", "save it again as .xlsx"
        ) from error
    return assemble(name, lines).document


def read_csv(name: str, content: bytes) -> Document:
    """Give the rows of a .csv or .tsv as table rows."""
    text = read_plain_text(content, name)
    first = text.partition("\n")[0]
    separator = "\t" if first.count("\t") > first.count(",") else ","
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise DocumentError(name, f"is no readable table ({error})", "save it as .xlsx") from error
    lines = (
        SourceLine("\t".join(_one_line(cell) for cell in row), "table_row", index=index)
        for index, row in enumerate(rows)
    )
    return assemble(name, lines).document


def _book_lines(book: Any) -> Iterator[SourceLine]:
    index = 0
    for sheet in book.worksheets:
        # Files from other programs declare sizes that are wrong; the rows tell the truth.
        sheet.reset_dimensions()
        rows = [[_cell_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        rows = [row for row in rows if any(row)]
        if rows:
            yield SourceLine(sheet.title, "heading", 1, index=index)
            index += 1
        for row in rows:
            yield SourceLine("\t".join(row).rstrip("\t"), "table_row", index=index)
            index += 1


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}" if value.hour or value.minute else f"{value:%Y-%m-%d}"
    if isinstance(value, date):
        return value.isoformat()
    return _one_line(str(value))


def _one_line(text: str) -> str:
    return " ".join(text.split())
