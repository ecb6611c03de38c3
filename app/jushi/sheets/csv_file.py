"""Delimited text to one sheet of raw cells: comma, tab or semicolon; any encoding."""

import csv
from io import StringIO

from jushi.decoding import decode
from jushi.errors import FigureError
from jushi.safe_parsing import mend_surrogates
from jushi.sheets.sheet import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Sheet
from jushi.sheets.suffixes import FORMULA_STARTS

_DELIMITERS = ",\t;，；|"


def decode_text(name: str, content: bytes) -> str:
    """Give the text of a file in any encoding that `jushi.decoding` knows.

    Half of a surrogate pair is U+FFFD. Raises FigureError where it is none of them.
    """
    text = decode(content)
    if text is None or "\0" in text:
        raise FigureError("figures.unknown_encoding", place=name)
    return mend_surrogates(text)[0]


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
