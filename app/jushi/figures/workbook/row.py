"""One row of a workbook whose columns are understood, its cells still raw."""

from collections.abc import Mapping
from dataclasses import dataclass

from jushi.figures.figure import Problem, SourceCell
from jushi.figures.workbook.lexicon import Column
from jushi.sheets import RawValue


@dataclass(frozen=True, slots=True)
class ValueCell:
    """One value of a row: a long sheet has one in each row, a wide sheet one for each period."""

    raw: RawValue
    cell: str
    """`C17`, or `[3].value`."""
    period: str
    """What the heading says of the period; empty where the row has a period of its own."""
    unit: str
    """What the heading says of the unit, in its brackets; else empty."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says. `section` headings, titles and merged cells are already worked in."""

    file: str
    sheet: str
    stem: str
    """`17`, or `[3]`: what the address of each of its cells has in common."""
    marks: Mapping[Column, str]
    """What tells its cells apart: `C`, or `.value`."""
    cells: Mapping[Column, RawValue]
    values: tuple[ValueCell, ...]
    extra: tuple[tuple[str, str], ...]
    default_period: str
    """Of the title above the table, for rows without a period column; else empty."""
    default_unit: str
    is_merged_across: bool = False
    """Whether one text runs over the whole row, as a heading between rows does."""

    def where(self, column: Column) -> SourceCell:
        """Give the place of the cell of `column`, or of the row where it has none."""
        mark = self.marks.get(column)
        if mark is None:
            return self.place(self.values[0].cell if self.values else self.stem)
        return self.place(self.stem + mark if mark.startswith(".") else mark + self.stem)

    def place(self, cell: str) -> SourceCell:
        """Give the place of the cell with the address `cell`."""
        return SourceCell(self.file, self.sheet, cell)


@dataclass(frozen=True, slots=True)
class TableRows:
    """Rows of one sheet, and what is to be told of the sheet itself."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    is_table: bool
    is_contract: bool = True
    """Whether the headings are those of a figures workbook, one column for each thing."""
    is_passed_over: bool = False
    """Whether the sheet is empty, hidden or a guide, and is not to be read in any other way."""
