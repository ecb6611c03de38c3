"""Delimited text to one sheet of raw cells: comma, tab or semicolon; UTF-8, UTF-16 or GB18030."""

import csv
from io import StringIO

from jushi.errors import FigureError
from jushi.figures.workbook.sheet import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Sheet
from jushi.safe_parsing import mend_surrogates

FORMULA_STARTS = "=+-@\t\r"
"""A spreadsheet computes a text cell that begins with one of these, so we write ' before it."""

_MARKED = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DELIMITERS = ",\t;，；|"


def decode_text(name: str, content: bytes) -> str:
    """Give the text of a file in UTF-8, with mark or without, UTF-16 with mark, GB18030 or Big5.

    Half of a surrogate pair is U+FFFD. Raises FigureError where it is none of them.
    """
    marked = next((code for mark, code in _MARKED.items() if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding, "surrogatepass" if "utf" in encoding else "strict")
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            if encoding == "gb18030" and (other := _as_big5(content, text)):
                return other
            return mend_surrogates(text)[0]
    raise FigureError("figures.unknown_encoding", place=name)


def _as_big5(content: bytes, text: str) -> str:
    """Give the text as Big5 where that is the better reading of it than `text`, else empty.

    Bytes of either encoding are letters in the other, but rare ones: those that each puts first
    are the characters that people use.
    """
    try:
        other = content.decode("big5")
    except UnicodeDecodeError:
        return ""
    common = _share(text, "gb2312", 0xB0, 0xD7)
    return other if _share(other, "big5", 0xA4, 0xC6) > common + _CLEARLY else ""


_CLEARLY = 0.3


def _share(text: str, encoding: str, first: int, last: int) -> float:
    """Give the share of the Chinese characters of a text whose lead byte is in a range."""
    letters = [c for c in text[:_SAMPLE] if "\u3400" <= c <= "\uf8ff"]  # private ones too
    leads = [letter.encode(encoding, "ignore")[:1] for letter in letters]
    return sum(first <= lead[0] <= last for lead in leads if lead) / max(len(letters), 1)


_SAMPLE = 20_000
"""Characters by which an encoding is told."""


def read_csv(name: str, content: bytes) -> Sheet:
    """Read delimited text as one nameless sheet; every cell is text, rows counted as Excel does.

    Raises FigureError where the text cannot be decoded, a quotation mark is left open, or the
    file is too large.
    """
    text = decode_text(name, content)
    delimiter = "\t" if name.lower().endswith(".tsv") else _likely_delimiter(text)
    rows: list[tuple[str, ...]] = []
    cells = 0
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            cells += len(row)
            if len(row) > MOST_COLUMNS:
                raise FigureError(
                    "figures.too_many_columns",
                    place=name,
                    line_num=reader.line_num,
                    count=len(row),
                    most_columns=MOST_COLUMNS,
                )
            if len(rows) >= MOST_ROWS or cells > MOST_CELLS:
                raise FigureError("figures.too_many_rows", place=name, most_rows=MOST_ROWS)
            rows.append(tuple([_unguarded(cell) for cell in row]))
    except csv.Error as error:
        longest = csv.field_size_limit()
        if "field limit" in str(error):
            raise FigureError(
                "figures.cell_too_long", place=name, line_num=reader.line_num, longest=longest
            ) from error
        raise FigureError(
            "figures.misplaced_quotation_mark", place=name, line_num=reader.line_num
        ) from error
    return Sheet("", tuple(rows))


def _likely_delimiter(text: str) -> str:
    """Give the separator that most of the first lines hold, and most often; else a comma."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    return max(
        _DELIMITERS,
        key=lambda mark: (
            sum(mark in line for line in lines),
            sum(line.count(mark) for line in lines),
        ),
    )


def _unguarded(cell: str) -> str:
    """Give a cell without the ' that keeps spreadsheets from computing it: '=A1 is =A1."""
    if len(cell) > 1 and cell[0] == "'" and cell[1] in FORMULA_STARTS + "'":
        return cell[1:]
    return cell
