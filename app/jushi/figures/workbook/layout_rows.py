"""Tables of any layout to figures without ids: what `figures.layout` understood, cell by cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jushi.figures.figure import Figure, Problem, SourceCell
from jushi.figures.layout.cell import TableCell
from jushi.figures.layout.evidence import split_number, without_note_mark
from jushi.figures.layout.naming import SEPARATOR
from jushi.figures.layout.reading import (
    TableReading,
    UnreadCell,
    read_layout,
    sheet_topic,
)
from jushi.figures.problem_messages import find_problem
from jushi.figures.workbook.cell_value import CellReading, is_date, read_value
from jushi.figures.workbook.figure_rows import standard_unit
from jushi.figures.workbook.identifier import Entry, figure_key
from jushi.figures.workbook.twins import tell_apart
from jushi.sheets import RawValue, Sheet, column_letters, plain_text

if TYPE_CHECKING:
    from jushi.figures.layout import Corrections


@dataclass(frozen=True, slots=True)
class LayoutTable:
    """The figures of one table on a sheet that is no sheet of the contract."""

    sheet: str
    """What the name of its sheet says it is about."""
    title: str
    figures: tuple[Figure, ...]
    problems: tuple[Problem, ...]
    """What is to be told of it, cell by cell."""


def read_layout_tables(file: str, sheet: Sheet, said: "Corrections") -> tuple[LayoutTable, ...]:
    """Give every table on a sheet, with one figure for each cell with a number.

    A cell that holds two, `6.3(6.1)`, gives two figures. What is no figure is told, cell by cell.
    A table that fits two readings is read as is `said` of its sheet, else of its form.
    """
    tables: list[LayoutTable] = []
    of_sheet = said.get(str(SourceCell(file, sheet.name, "")), {}).get("reading", "")
    for found in read_layout(sheet):
        chosen = of_sheet or said.get(form_key(found.form), {}).get("reading", "")
        reading = _other(found) if chosen == "other" else found
        figures: list[Figure] = []
        problems: list[Problem] = []
        for cell in reading.cells:
            read, unread = _figures(cell, _place(file, sheet, cell))
            figures += read
            problems += unread
        problems += [_unread(each, _place(file, sheet, each)) for each in reading.unread]
        problems += _doubts(SourceCell(file, sheet.name, ""), reading, chosen)
        topic = sheet_topic(sheet.name)
        tables.append(LayoutTable(topic, reading.topic, tuple(figures), tuple(problems)))
    return tuple(tables)


def entries_of(tables: Sequence[LayoutTable]) -> list[Entry]:
    """Give the figures of tables, those that are named alike told apart, without ids."""
    return [
        Entry(each, "", False, figure_key(each), each.cell)
        for figures in tell_apart([(table.sheet, table.title, table.figures) for table in tables])
        for each in figures
    ]


def _place(file: str, sheet: Sheet, cell: TableCell | UnreadCell) -> SourceCell:
    return SourceCell(file, sheet.name, f"{column_letters(cell.column)}{cell.row + 1}")


def _figures(cell: TableCell, where: SourceCell) -> tuple[list[Figure], list[Problem]]:
    raw, second = _parts(cell.raw)
    reading = _read(raw, cell)
    if reading.value is None:
        return [], [_unread_value(cell.raw, where)]
    found = [_figure(cell, reading, where)]
    if second:
        other = _read(second, cell)
        name = f"{cell.indicator}{SEPARATOR}{cell.bracketed or '括号内'}"
        aliases = tuple(f"{alias}{cell.bracketed}" for alias in cell.aliases if cell.bracketed)
        if other.value is not None:
            found.append(_figure(cell, other, where, indicator=name, aliases=aliases))
    return found, []


def _parts(raw: RawValue) -> tuple[RawValue, str]:
    """Give the number of a cell and the one that stands in brackets behind it."""
    if not isinstance(raw, str):
        return raw, ""
    split = split_number(raw)
    if split is None:
        return without_note_mark(raw), ""
    return split.first + split.unit, split.second


def _read(raw: RawValue, cell: TableCell) -> CellReading:
    unit = standard_unit(cell.unit)
    reading = read_value(raw, unit)
    clashes = any(code == "unit_clash" for code, _ in reading.faults)
    # A header, and 单位：件 above a table, yields to a cell that says 98.5% or -0.9百分点.
    return read_value(raw, "") if clashes else reading


def _figure(
    cell: TableCell,
    reading: CellReading,
    where: SourceCell,
    *,
    indicator: str = "",
    aliases: tuple[str, ...] = (),
) -> Figure:
    return Figure(
        id="",
        indicator=indicator or cell.indicator,
        value=reading.value,
        unit=reading.unit,
        approx=reading.approx,
        period=cell.period,
        previous=None,
        subject="",
        section=cell.section,
        aliases=aliases or cell.aliases,
        required=False,
        formula="",
        source="",
        note=cell.note,
        cell=where,
        per=cell.per,
    )


def _unread_value(raw: RawValue, where: SourceCell) -> Problem:
    text = plain_text(raw)
    code = "unread_date" if is_date(text) else "unread_cell"
    return find_problem(code, where, text=text)


def _unread(cell: UnreadCell, where: SourceCell) -> Problem:
    return find_problem(cell.code, where, text=cell.text)


def form_key(form: str) -> str:
    """Give what stands for tables of one form in corrections; no address of a cell is like it."""
    return f"form:{form}"


def _other(reading: TableReading) -> TableReading:
    """Give the other reading of a table, with this one as the other of that."""
    if reading.alternative is None:
        return reading
    return replace(reading.alternative, alternative=reading, form=reading.form)


def _doubts(where: SourceCell, reading: TableReading, chosen: str) -> Iterator[Problem]:
    """Tell that another reading of a table fits as well, and what it would make of a cell."""
    other = reading.alternative
    if other is None or not (other.cells and reading.cells):
        return
    if not chosen and other.score < reading.score and not reading.is_open:
        return
    yield find_problem(
        "chosen_layout" if chosen else "other_layout",
        where,
        read=reading.cells[0].indicator,
        other=other.cells[0].indicator,
        form=reading.form,
        chosen=chosen,
    )
