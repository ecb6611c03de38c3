"""Binary workbooks that tests write: the few records of [MS-XLSB] that a reader needs."""

import struct
import zipfile
from collections.abc import Sequence
from io import BytesIO

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    'Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    "</Types>"
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}'
    "</Relationships>"
)
_RELATION = (
    '<Relationship Id="rId{}" Target="{}" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/{}"/>'
)


def xlsb(*rows: Sequence[object], hidden_rows: Sequence[int] = ()) -> bytes:
    """Give a workbook of one sheet: numbers, texts, percents as `(0.985,)`, errors as b"\\x07".

    `hidden_rows` count from 0.
    """
    sheet = [_record(129), _record(148, bytes(16)), _record(145)]
    for number, row in enumerate(rows):
        flags = 0x10 if number in hidden_rows else 0
        sheet.append(_record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, flags, 0, 0)))
        sheet += [_cell(column, value) for column, value in enumerate(row) if value is not None]
    sheet += [_record(146), _record(130)]
    styles = [_record(278), _record(617, struct.pack("<I", 2))]
    styles += [_record(47, struct.pack("<HHHHHBBI", 0, code, 0, 0, 0, 0, 0, 0)) for code in (0, 10)]
    styles += [_record(618), _record(279)]
    bundle = struct.pack("<II", 0, 1) + _wide("rId1") + _wide("数据")
    book = [_record(131), _record(143), _record(156, bundle), _record(144), _record(132)]
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        main = _RELATION.format(1, "xl/workbook.bin", "officeDocument")
        archive.writestr("_rels/.rels", _RELATIONS.format(main))
        parts = _RELATION.format(1, "worksheets/sheet1.bin", "worksheet")
        parts += _RELATION.format(2, "styles.bin", "styles")
        archive.writestr("xl/_rels/workbook.bin.rels", _RELATIONS.format(parts))
        archive.writestr("xl/workbook.bin", b"".join(book))
        archive.writestr("xl/styles.bin", b"".join(styles))
        archive.writestr("xl/worksheets/sheet1.bin", b"".join(sheet))
    return stream.getvalue()


def _cell(column: int, value: object) -> bytes:
    match value:
        case (float() as share,):
            return _record(5, struct.pack("<IId", column, 1, share))
        case bytes():
            return _record(3, struct.pack("<II", column, 0) + value)
        case str():
            return _record(6, struct.pack("<II", column, 0) + _wide(value))
        case int() | float():
            return _record(5, struct.pack("<IId", column, 0, value))
    raise ValueError(value)


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(kind: int, content: bytes = b"") -> bytes:
    first = bytes([kind]) if kind < 0x80 else bytes([(kind & 0x7F) | 0x80, kind >> 7])
    length, size = b"", len(content)
    while True:
        length += bytes([(size & 0x7F) | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return first + length + content
