"""A sheet as a grid: what each cell holds, what it looks like, and what merged cells cover."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from jushi.figures.layout.evidence import Kind, kind_of
from jushi.sheets import MergedRange, RawValue, Sheet, plain_text

_WIDEST = 200
"""Columns; a cell merged over more is decoration."""
_MOST_COVERED = 2_000_000
"""Cells that merged ones may cover together; ranges of an honest sheet do not overlap."""
_SPREADING = frozenset({Kind.TEXT, Kind.PERIOD, Kind.UNIT, Kind.YEAR, Kind.AMOUNT})
"""What speaks for every cell that it is merged over, classes such as 65岁以上 included."""


@dataclass(slots=True)
class Grid:
    """Cells by row and column from 0; rows may differ in length."""

    rows: list[Sequence[RawValue]]
    """With words of merged cells in every cell that they cover."""
    kinds: list[list[Kind]]
    """Of cells as they stand: what a merged cell covers is blank but for its first."""
    wide: set[int] = field(default_factory=set)
    """Rows in which one merged cell covers all that is used."""

    def text(self, row: int, column: int) -> str:
        """Give the text of a cell, what it is merged with included; empty outside the grid."""
        cells = self.rows[row]
        return plain_text(cells[column]) if column < len(cells) else ""

    def raw(self, row: int, column: int) -> RawValue:
        """Give the cell itself, None outside the grid."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None

    def kind(self, row: int, column: int) -> Kind:
        """Give what a cell looks like, BLANK outside the grid and below a merged one."""
        kinds = self.kinds[row]
        return kinds[column] if column < len(kinds) else Kind.BLANK

    def filled(self, row: int) -> list[int]:
        """Give the columns of a row that hold something of their own."""
        return [column for column, kind in enumerate(self.kinds[row]) if kind is not Kind.BLANK]


def make_grid(sheet: Sheet) -> Grid:
    """Read a sheet as a grid. Never raises."""
    kinds = [[kind_of(raw) for raw in row] for row in sheet.rows]
    grid = Grid(list(sheet.rows), kinds)
    covered = 0
    for each in sheet.merged:
        rows = max(0, min(each.last_row, len(kinds)) - each.first_row + 1)
        covered += rows * max(1, each.last_column - each.first_column + 1)
        if covered > _MOST_COVERED:
            break
        _spread(grid, each)
    return grid


def _spread(grid: Grid, each: MergedRange) -> None:
    first_row, first_column = each.first_row - 1, each.first_column - 1
    last_row = min(each.last_row, len(grid.rows))
    width = each.last_column - first_column
    if first_row >= last_row or not 0 < width <= _WIDEST:
        return
    if grid.kind(first_row, first_column) not in _SPREADING:
        return
    value = grid.raw(first_row, first_column)
    if width > 1 and grid.filled(first_row) == [first_column]:
        grid.wide.add(first_row)
    for index in range(first_row, last_row):
        row = [*grid.rows[index], *[None] * (each.last_column - len(grid.rows[index]))]
        for column in range(first_column, each.last_column):
            if grid.kind(index, column) is Kind.BLANK:
                row[column] = value
        grid.rows[index] = row
