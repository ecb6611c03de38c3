""".xlsb bytes to sheets of raw cells: the records of BIFF12 in the parts of a package.

Source: Microsoft Open Specifications [MS-XLSB].
"""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from jushi.errors import FigureError
from jushi.sheets.binary_sheet import (
    BinaryBook,
    BinarySheet,
    Records,
    double_at,
    make_format,
    number_at,
    packed_number,
)
from jushi.sheets.budget import Budget, too_large
from jushi.sheets.sheet import LARGEST_BYTES, Sheet
from jushi.sheets.xlsx_parts import known_formats, targets

_MAIN, _STYLES, _STRINGS = "xl/workbook.bin", "xl/styles.bin", "xl/sharedStrings.bin"
_SHEET, _BOOK_PROPERTIES, _SHARED_TEXT = 156, 153, 19
_FORMAT, _CELL_FORMAT, _BEGIN_FORMATS, _END_FORMATS = 44, 47, 617, 618
_ROW, _COLUMNS, _MERGED = 0, 60, 176
_PACKED, _ERROR, _TRUTH, _NUMBER, _TEXT, _OF_TABLE = 2, 3, 4, 5, 6, 7
_OF_FORMULA = {8: _TEXT, 9: _NUMBER, 10: _TRUTH, 11: _ERROR}
"""Records of cells with a formula, and those that hold such values without one."""
_HIDDEN_ROW = 0x10
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    IndexError,
    ArithmeticError,
    EOFError,
    NotImplementedError,
    SyntaxError,
    RuntimeError,
    OSError,
)


def read_xlsb(name: str, content: bytes) -> tuple[Sheet, ...]:
    """Read every worksheet of a binary workbook, hidden ones marked, cells as they show.

    Raises FigureError where it is too large or broken.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_BYTES:
                raise too_large(name)
            return tuple(_read_book(name, archive))
    except _BROKEN as error:
        raise FigureError("figures.damaged_workbook", place=name) from error


def _read_book(name: str, archive: zipfile.ZipFile) -> Iterator[Sheet]:
    book = BinaryBook()
    parts = archive.namelist()
    if _STYLES in parts:
        _read_styles(archive.read(_STYLES), book)
    if _STRINGS in parts:
        records = _records(archive.read(_STRINGS))
        book.strings = [_text(record, 1) for kind, record in records if kind == _SHARED_TEXT]
    worksheets = targets(archive, _MAIN, "/worksheet")
    budget = Budget(name)
    for kind, record in _records(archive.read(_MAIN)):
        if kind == _BOOK_PROPERTIES:
            book.is_mac = bool(record[0] & 1)
        elif kind == _SHEET:
            reference = _text(record, 8)
            shown = _text(record, 12 + 2 * len(reference))
            part = worksheets.pop(reference, None)  # else a chart, or one part twice
            if part is not None:
                is_hidden = number_at(record, 0, 4) > 0
                found = _read_sheet(archive.read(part), book)
                yield found.finish(shown, budget, is_hidden=is_hidden)


def _read_styles(raw: bytes, book: BinaryBook) -> None:
    codes = known_formats()
    is_inside = False
    for kind, record in _records(raw):
        if kind == _FORMAT:
            codes[number_at(record, 0, 2)] = _text(record, 2)
        elif kind in (_BEGIN_FORMATS, _END_FORMATS):
            is_inside = kind == _BEGIN_FORMATS
        elif kind == _CELL_FORMAT and is_inside:
            code, indent, alignment = number_at(record, 2, 2), record[11], record[12] & 7
            book.formats.append(make_format(codes, code, alignment, indent))


def _read_sheet(raw: bytes, book: BinaryBook) -> BinarySheet:
    found = BinarySheet(book)
    row = 0
    for kind, record in _records(raw):
        if kind == _ROW:
            row = number_at(record, 0, 4)
            if record[11] & _HIDDEN_ROW:
                found.hidden_rows.add(row)
        elif kind == _COLUMNS:
            if record[16] & 1:
                found.hide_columns(number_at(record, 0, 4), number_at(record, 4, 4))
        elif kind == _MERGED:
            found.merge(*(number_at(record, place, 4) for place in (0, 4, 8, 12)))
        elif kind in _OF_FORMULA or _PACKED <= kind <= _OF_TABLE:
            _add_cell(found, row, _OF_FORMULA.get(kind, kind), record)
    return found


def _add_cell(found: BinarySheet, row: int, kind: int, record: bytes) -> None:
    cell = row, number_at(record, 0, 4), number_at(record, 4, 3)
    if kind == _PACKED:
        found.add_number(*cell, packed_number(number_at(record, 8, 4)))
    elif kind == _NUMBER:
        found.add_number(*cell, double_at(record, 8))
    elif kind == _TEXT:
        found.add_text(*cell, _text(record, 8))
    elif kind == _OF_TABLE:
        found.add_text(*cell, found.book.strings[number_at(record, 8, 4)])
    elif kind == _TRUTH:
        found.add_truth(row, cell[1], is_true=bool(record[8]))
    else:
        found.add_error(row, cell[1], record[8])


def _text(record: bytes, start: int) -> str:
    length = number_at(record, start, 4)
    raw = record[start + 4 : start + 4 + 2 * min(length, len(record))]
    return raw.decode("utf-16-le", "surrogatepass")


def _records(raw: bytes) -> Records:
    """Give each record; its type takes one byte or two, its length one to four, 7 bits in each."""
    start = 0
    while start < len(raw):
        kind = raw[start]
        start += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (raw[start] << 7)
            start += 1
        length = 0
        for place in range(4):
            length |= (raw[start] & 0x7F) << (7 * place)
            start += 1
            if not raw[start - 1] & 0x80:
                break
        yield kind, raw[start : start + length]
        start += length
