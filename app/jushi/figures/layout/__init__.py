"""Sheets of any layout to cells with names, units and periods."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from jushi.figures.layout.cell import TableCell
from jushi.sheets import RawValue, Sheet

if TYPE_CHECKING:
    from jushi.figures.figure import FigureTable

__all__ = [
    "Corrections",
    "TableCell",
    "form_key",
    "read_corrected",
    "read_text_figures",
    "read_text_table",
    "word_kind",
]

Corrections = Mapping[str, Mapping[str, str]]
"""What a person says of cells that were read otherwise: `indicator`, `unit` and `period`, each as
a workbook has it, by the address of the cell as `str(SourceCell)` gives it. `reading`, first or
other, says of a sheet, an address without cell, or of `form_key` of a table's form, which way
tables with two readings are to be read; the sheet's word goes before that of the form."""


def read_corrected(name: str, content: bytes, corrections: Corrections) -> "FigureTable":
    """Read a workbook as `read_workbook` does, with what a person corrected of its cells.

    Raises FigureError for a period that cannot be read, and as `read_workbook` does.
    """
    from jushi.figures.workbook.reading import read_table

    return read_table(name, content, corrections)


def form_key(form: str) -> str:
    """Give what stands in corrections for tables of one form, as problem `other_layout` has it."""
    from jushi.figures.workbook.layout_rows import form_key as key

    return key(form)


def word_kind(raw: RawValue) -> Literal["period", "unit", "blank", "word"]:
    """Give what a cell that holds no figure looks like."""
    from jushi.figures.layout.evidence import Kind, kind_of

    match kind_of(raw):
        case Kind.BLANK:
            return "blank"
        case Kind.PERIOD | Kind.YEAR:
            return "period"
        case Kind.UNIT:
            return "unit"
    return "word"


def read_text_figures(texts: Sequence[Sequence[Sequence[str]]]) -> "FigureTable":
    """Give the figures of the tables of a text, their sheets numbered from 1. Never raises.

    Of two that contradict each other neither is one.
    """
    from jushi.figures.figure import FigureTable, SourceCell
    from jushi.figures.workbook.layout_rows import entries_of, read_layout_tables
    from jushi.figures.workbook.merging import merge_entries

    entries = []
    for number, rows in enumerate(texts, 1):
        read = read_layout_tables("", Sheet("", tuple(map(tuple, rows))), {})
        for entry in entries_of(read):
            cell = SourceCell("", str(number), entry.figure.cell.cell)
            entries.append(replace(entry, figure=replace(entry.figure, cell=cell)))
    figures, problems = merge_entries(entries)
    told = [p for p in problems if p.code == "duplicate_figure"]
    doubtful = {p.where for p in told}
    names = {f.indicator for f in figures if f.cell in doubtful}
    return FigureTable(tuple(f for f in figures if f.indicator not in names))


def read_text_table(rows: Sequence[Sequence[str]]) -> tuple[TableCell, ...]:
    """Give the cells of a table in a text that hold values, titles above it included. Never raises.

    Rows and columns of the cells count from 0 in `rows`.
    """
    # Loaded where a text holds a table: most do not.
    from jushi.figures.layout.reading import read_layout

    readings = read_layout(Sheet("", tuple(map(tuple, rows))))
    return tuple(cell for reading in readings for cell in reading.cells)
