"""Tables of a web page, as pages and old systems save them under the name .xls, to sheets."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from jushi.decoding import decode_page
from jushi.safe_parsing import mend_surrogates
from jushi.sheets.budget import too_large
from jushi.sheets.csv_file import decode_text
from jushi.sheets.sheet import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MergedRange,
    RawValue,
    Sheet,
)

_MOST_SPAN = 1000
_LINES_ABOVE = 3
"""Lines of text right above a table that may be its title and unit."""
_LONGEST_LINE = 100
_BREAKS = frozenset({"p", "div", "br", "li", "h1", "h2", "h3", "h4", "table", "caption"})
_UNSHOWN = frozenset({"style", "script", "title", "xml"})


@dataclass(slots=True)
class _Table:
    rows: list[list[RawValue]] = field(default_factory=list)
    merged: list[MergedRange] = field(default_factory=list)
    taken: dict[int, set[int]] = field(default_factory=dict)
    """Columns of each row, from 0, that a cell above or on the left covers."""
    cell: list[str] | None = None
    """The text of the cell that is being read."""
    span: tuple[int, int] = (1, 1)
    """Rows and columns that it covers."""


class _Reader(HTMLParser):
    """Walks through a page; tables inside tables are tables of their own."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._name = name
        self._open: list[_Table] = []
        self._lines: list[str] = [""]
        self._unshown = 0
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSHOWN:
            self._unshown += 1
        elif tag == "table":
            self._begin_table()
        elif self._open and tag == "tr":
            self._end_cell()
            self._open[-1].rows.append([])
        elif self._open and tag in ("td", "th"):
            self._end_cell()
            given = dict(attrs)
            table = self._open[-1]
            table.cell = []
            table.span = (_span(given.get("rowspan")), _span(given.get("colspan")))
        if tag in _BREAKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSHOWN:
            self._unshown = max(0, self._unshown - 1)
        elif self._open and tag in ("td", "th", "tr"):
            self._end_cell()
        elif self._open and tag == "table":
            self._end_cell()
            self._open.pop()
            self._lines = [""]
        if tag in _BREAKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if self._unshown:
            return
        if self._open and self._open[-1].cell is not None:
            self._open[-1].cell.append(data)
        else:
            self._lines[-1] += data

    def _break(self) -> None:
        if self._open and self._open[-1].cell is not None:
            self._open[-1].cell.append(" ")
        elif self._lines[-1].strip():
            self._lines.append("")

    def _begin_table(self) -> None:
        table = _Table()
        lines = [" ".join(line.split()) for line in self._lines[-_LINES_ABOVE:]]
        table.rows += [[line] for line in lines if 0 < len(line) <= _LONGEST_LINE]
        self.tables.append(table)
        self._open.append(table)

    def _end_cell(self) -> None:
        table = self._open[-1]
        if table.cell is None:
            return
        text = " ".join("".join(table.cell).split())
        table.cell = None
        if not table.rows:
            table.rows.append([])
        self._place(table, text)

    def _place(self, table: _Table, text: str) -> None:
        index = len(table.rows) - 1
        row = table.rows[index]
        taken = table.taken.setdefault(index, set())
        column = len(row)
        while column in taken:
            row.append(None)
            column += 1
        down, across = table.span
        row += [text, *[None] * (across - 1)]
        self._cells += down * across
        if self._cells > MOST_CELLS or len(row) > MOST_COLUMNS or len(table.rows) > MOST_ROWS:
            raise too_large(self._name)
        if down > 1:
            for below in range(index + 1, index + down):
                table.taken.setdefault(below, set()).update(range(column, column + across))
        if down > 1 or across > 1:
            table.merged.append(MergedRange(index + 1, column + 1, index + down, column + across))


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _MOST_SPAN) if text and text.strip().isdecimal() else 1


def read_html(name: str, content: bytes) -> tuple[Sheet, ...]:
    """Read each table of a web page as a sheet, the lines right above it as its titles.

    No table with a cell gives no sheet. Raises FigureError where one is too large.
    """
    reader = _Reader(name)
    reader.feed(_decoded(name, content))
    reader.close()
    return tuple(
        Sheet("", tuple(map(tuple, table.rows)), tuple(table.merged))
        for table in reader.tables
        if any(len(row) > 1 for row in table.rows)
    )


def _decoded(name: str, content: bytes) -> str:
    text = decode_page(content)
    return decode_text(name, content) if text is None else mend_surrogates(text)[0]
