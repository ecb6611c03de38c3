"""A figures workbook in and out. The files that do the work are loaded when first called.

`jushi.fidelity` stands on this package and must load in a blink; it reads no workbooks.
"""

from collections.abc import Sequence
from typing import Literal

from jushi.figures.figure import FigureTable

WorkbookFormat = Literal["xlsx", "csv", "locked"]
"""`locked` is an .xlsx for a department: only values and its own remarks can be typed."""


def read_workbook(name: str, content: bytes) -> FigureTable:
    """Read the figures of an .xlsx, .csv, .tsv, .json or .yaml file, or a web table, named `name`.

    A sheet with an indicator and a value column is read by its headings, long or wide; any other
    sheet by its layout, each number a figure named by the path of its row and its column, or told
    among the problems. Figures of the first kind come first, in the
    order of the workbook, with ids, previous values from earlier rows and computed values filled
    in. Bad cells are `problems` of the table, all of them; their figures have no value.

    Raises FigureError, one line, where the file as a whole cannot be used: empty, of another
    format, protected, damaged, without a value column, without a single figure.
    """
    from jushi.figures.workbook.reading import read_table

    return read_table(name, content)


def render_workbook(
    table: FigureTable,
    *,
    format: WorkbookFormat = "xlsx",
    columns: Sequence[str] | None = None,
) -> bytes:
    """Give a workbook with one row for each figure, in their order, headings in Chinese.

    `columns` are the columns to write, in order, by their English names; any other name is the
    heading of an extra column. By default all of them, then the extra ones that the figures
    have. The .xlsx has a comment on each heading and a sheet 说明; of an empty table it is the
    template to fill in; `locked` has columns of its own. The .csv is UTF-8 with mark, for Excel.

    Text that a spreadsheet would compute (= + - @ in front) is written so that it stays text.
    """
    from jushi.figures.workbook.rendering import render_table

    return render_table(table, format, columns)
