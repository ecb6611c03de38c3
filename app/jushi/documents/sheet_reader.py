"""Spreadsheets as rows of text: each sheet a heading, each row a table row."""

import csv
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from jushi.documents.assembly import SourceLine, assemble
from jushi.documents.document import Document
from jushi.documents.ooxml import OfficePackage, R
from jushi.documents.plain_text import decode_text
from jushi.errors import DocumentError
from jushi.messages import LibraryWords

_MOST_ROWS = 2_000_000
_MOST_CELLS = 20_000_000
"""Cells, and characters, of one workbook."""


def read_xlsx(name: str, content: bytes) -> Document:
    """Give the sheets of a workbook as headings and table rows, values as the cells hold them."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    _refuse_shared_parts(OfficePackage(name, content))
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        lines = list(_book_lines(name, book))
    except (
        InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError,
        AttributeError, IndexError, OSError, ArithmeticError, AssertionError, EOFError,
        NotImplementedError, RecursionError, struct.error, zlib.error,
    ) as error:  # fmt: skip
        raise DocumentError("documents.unreadable_workbook", place=name) from error
    return assemble(name, lines).document


def _refuse_shared_parts(package: OfficePackage) -> None:
    """A thousand sheets that are one part of 50 MB would be read a thousand times."""
    root = package.tree(package.main_part)
    sheets = [] if root is None else [each.get(f"{{{R}}}id") for each in root.iter("{*}sheet")]
    part_by_id = {key: part for key, _, part, _ in package.relationships(package.main_part)}
    parts = [part_by_id.get(key, key) for key in sheets]
    if len(set(parts)) < len(parts):
        raise DocumentError("documents.two_sheets_in_one_part", place=package.name)  # fmt: skip


def read_csv(name: str, content: bytes) -> Document:
    """Give the rows of a .csv or .tsv as table rows."""
    text = decode_text(content, name)
    first = text.partition("\n")[0]
    separator = "\t" if first.count("\t") > first.count(",") else ","
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise DocumentError(
            "documents.unreadable_table", place=name, error=LibraryWords(str(error))
        ) from error
    lines = (
        SourceLine("\t".join(_one_line(cell) for cell in row), "table_row", index=index)
        for index, row in enumerate(rows)
    )
    return assemble(name, lines).document


def _book_lines(name: str, book: Any) -> Iterator[SourceLine]:
    index = rows_read = cells_read = chars_read = 0
    for sheet in book.worksheets:
        # Files from other programs declare sizes that are wrong; the rows tell the truth.
        sheet.reset_dimensions()
        is_empty = True
        for values in sheet.iter_rows(values_only=True):
            cells = [_cell_text(value) for value in values]
            # Rows of a gap and cells that share a text cost nothing in the file: what is made of
            # them is counted.
            rows_read += 1
            cells_read += len(cells)
            chars_read += sum(map(len, cells))
            if rows_read > _MOST_ROWS or max(cells_read, chars_read) > _MOST_CELLS:
                raise DocumentError("documents.table_too_large", place=name)
            text = "\t".join(cells).rstrip("\t")
            if not text:
                continue
            if is_empty:
                yield SourceLine(sheet.title, "heading", 1, index=index)
                index += 1
            is_empty = False
            yield SourceLine(text, "table_row", index=index)
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
