"""Sheets of any layout to cells with names, units and periods."""

from collections.abc import Sequence

from jushi.figures.layout.cell import TableCell
from jushi.sheets import Sheet

__all__ = ["TableCell", "read_text_table"]


def read_text_table(rows: Sequence[Sequence[str]]) -> tuple[TableCell, ...]:
    """Give the cells of a table in a text that hold values, titles above it included. Never raises.

    Rows and columns of the cells count from 0 in `rows`.
    """
    # Loaded where a text holds a table: most do not.
    from jushi.figures.layout.reading import read_layout

    readings = read_layout(Sheet("", tuple(map(tuple, rows))))
    return tuple(cell for reading in readings for cell in reading.cells)
