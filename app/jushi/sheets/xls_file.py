""".xls and .et bytes to sheets of raw cells: the records of BIFF8, Excel 97 to 2003.

Source: Microsoft Open Specifications [MS-XLS].
"""

from collections.abc import Iterator, Sequence

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
from jushi.sheets.budget import Budget
from jushi.sheets.compound_file import read_workbook_stream
from jushi.sheets.sheet import Sheet
from jushi.sheets.xlsx_parts import known_formats

_BIFF8 = 0x0600
_BOF, _EOF, _CONTINUE, _PASSWORD = 0x0809, 0x000A, 0x003C, 0x002F
_BOUNDSHEET, _DATEMODE, _FORMAT, _XF, _STRINGS = 0x0085, 0x0022, 0x041E, 0x00E0, 0x00FC
_ROW, _COLUMNS, _MERGED = 0x0208, 0x007D, 0x00E5
_NUMBER, _PACKED, _PACKED_ROW, _FORMULA = 0x0203, 0x027E, 0x00BD, 0x0006
_SHARED_TEXT, _TEXT, _RICH_TEXT, _FORMULA_TEXT, _TRUTH = 0x00FD, 0x0204, 0x00D6, 0x0207, 0x0205
_HIDDEN_ROW = 0x20
_DAMAGED = (IndexError, ValueError, ArithmeticError)


def read_xls(name: str, content: bytes) -> tuple[Sheet, ...]:
    """Read every worksheet of an old workbook, hidden ones marked, cells as they show.

    Raises FigureError where it is protected, too large, broken or of Excel 95.
    """
    try:
        return tuple(_read_book(name, read_workbook_stream(content)))
    except _DAMAGED as error:
        raise FigureError("figures.damaged_workbook", place=name) from error


def _read_book(name: str, stream: bytes) -> Iterator[Sheet]:
    book = BinaryBook()
    codes = known_formats()
    sheets: list[tuple[int, bool, str]] = []
    texts: list[bytes] = []
    before = 0
    for kind, record in _records(stream, 0):
        if kind == _BOF and number_at(record, 0, 2) != _BIFF8:
            raise FigureError("figures.old_office_file", place=name)
        if kind == _PASSWORD:
            raise FigureError("figures.workbook_with_password", place=name)
        if kind == _BOUNDSHEET and record[5] == 0:  # 0: a worksheet, else a chart or macros
            shown = _text(record, 7, record[6], record[7:8])
            sheets.append((number_at(record, 0, 4), record[4] & 3 > 0, shown))
        elif kind == _DATEMODE:
            book.is_mac = number_at(record, 0, 2) == 1
        elif kind == _FORMAT:
            codes[number_at(record, 0, 2)] = _text_at(record, 2)
        elif kind == _XF:
            alignment, indent = record[6] & 7, record[8] & 15
            book.formats.append(make_format(codes, number_at(record, 2, 2), alignment, indent))
        elif kind == _STRINGS or (kind == _CONTINUE and before == _STRINGS):
            texts.append(record)
            kind = _STRINGS
        before = kind
    book.strings = list(_Texts(texts).read()) if texts else []
    budget = Budget(name)
    for start, is_hidden, shown in sheets:
        yield _read_sheet(stream, start, book).finish(shown, budget, is_hidden=is_hidden)


def _read_sheet(stream: bytes, start: int, book: BinaryBook) -> BinarySheet:
    found = BinarySheet(book)
    waiting = (0, 0, 0)
    """The cell of a formula whose text stands in a record of its own."""
    for kind, record in _records(stream, start):
        if kind == _FORMULA_TEXT:
            found.add_text(*waiting, _text_at(record, 0))
        elif kind == _PACKED_ROW:
            row, first = number_at(record, 0, 2), number_at(record, 2, 2)
            for place in range((len(record) - 6) // 6):
                style, raw = (
                    number_at(record, 4 + 6 * place, 2),
                    number_at(record, 6 + 6 * place, 4),
                )
                found.add_number(row, first + place, style, packed_number(raw))
        elif kind == _ROW:
            if record[12] & _HIDDEN_ROW:
                found.hidden_rows.add(number_at(record, 0, 2))
        elif kind == _COLUMNS:
            if record[8] & 1:
                found.hide_columns(number_at(record, 0, 2), number_at(record, 2, 2))
        elif kind == _MERGED:
            for place in range(2, len(record) - 7, 8):
                found.merge(*(number_at(record, place + step, 2) for step in (0, 2, 4, 6)))
        elif kind in _CELLS:
            waiting = (number_at(record, 0, 2), number_at(record, 2, 2), number_at(record, 4, 2))
            _add_cell(found, kind, record, waiting)
    return found


_CELLS = (_NUMBER, _PACKED, _SHARED_TEXT, _TEXT, _RICH_TEXT, _TRUTH, _FORMULA)


def _add_cell(found: BinarySheet, kind: int, record: bytes, cell: tuple[int, int, int]) -> None:
    row, column, _ = cell
    if kind == _NUMBER:
        found.add_number(*cell, double_at(record, 6))
    elif kind == _PACKED:
        found.add_number(*cell, packed_number(number_at(record, 6, 4)))
    elif kind == _SHARED_TEXT:
        found.add_text(*cell, found.book.strings[number_at(record, 6, 4)])
    elif kind in (_TEXT, _RICH_TEXT):
        found.add_text(*cell, _text_at(record, 6))
    elif kind == _TRUTH:
        if record[7]:
            found.add_error(row, column, record[6])
        else:
            found.add_truth(row, column, is_true=bool(record[6]))
    elif record[12:14] != b"\xff\xff":
        found.add_number(*cell, double_at(record, 6))
    elif record[6] == 1:
        found.add_truth(row, column, is_true=bool(record[8]))
    elif record[6] == 2:
        found.add_error(row, column, record[8])


def _text_at(record: bytes, start: int) -> str:
    length = number_at(record, start, 2)
    return _text(record, start + 2, length, record[start + 2 : start + 3])


def _text(record: bytes, start: int, length: int, flags: bytes) -> str:
    """Give a text of `length` characters whose flags stand at `start`."""
    is_wide = bool(flags and flags[0] & 1)
    raw = record[start + 1 : start + 1 + length * (1 + is_wide)]
    return _decoded(raw, is_wide=is_wide)


def _decoded(raw: bytes, *, is_wide: bool) -> str:
    return raw.decode("utf-16-le", "surrogatepass") if is_wide else raw.decode("latin-1")


class _Texts:
    """Reads the table of shared texts, which goes on over the ends of its records."""

    def __init__(self, records: Sequence[bytes]) -> None:
        self._count = number_at(records[0], 4, 4)
        self._records = [records[0][8:], *records[1:]]
        self._place = 0
        """In the first of the records that are left."""

    def read(self) -> Iterator[str]:
        """Give each text. Raises IndexError where the table is cut off."""
        for _ in range(min(self._count, sum(map(len, self._records)))):
            header = self._take(3)
            length, flags = number_at(header, 0, 2), header[2]
            runs = number_at(self._take(2), 0, 2) if flags & 8 else 0
            extra = number_at(self._take(4), 0, 4) if flags & 4 else 0
            yield self._characters(length, bool(flags & 1))
            self._take(4 * runs + extra)

    def _characters(self, length: int, is_wide: bool) -> str:
        found: list[str] = []
        while length:
            width = 1 + is_wide
            here = min(length, (len(self._records[0]) - self._place) // width)
            raw = self._take(here * width)
            found.append(_decoded(raw, is_wide=is_wide))
            length -= here
            if length:  # each further record says anew how wide its characters are
                self._next()
                is_wide = bool(self._take(1)[0] & 1)
        return "".join(found)

    def _take(self, size: int) -> bytes:
        parts: list[bytes] = []
        while size:
            if self._place >= len(self._records[0]):
                self._next()
            part = self._records[0][self._place : self._place + size]
            self._place += len(part)
            size -= len(part)
            parts.append(part)
        return b"".join(parts)

    def _next(self) -> None:
        self._records = self._records[1:]
        self._place = 0
        if not self._records:
            raise IndexError("shared texts are cut off")


def _records(stream: bytes, start: int) -> Records:
    """Give the records of one part of the stream, without those of charts inside it."""
    depth = 0
    while start + 4 <= len(stream):
        kind, length = number_at(stream, start, 2), number_at(stream, start + 2, 2)
        record = stream[start + 4 : start + 4 + length]
        depth += (kind == _BOF) - (kind == _EOF)
        if depth < 2:
            yield kind, record
        if depth <= 0:
            return
        start += 4 + length
    raise IndexError("the end is missing")
