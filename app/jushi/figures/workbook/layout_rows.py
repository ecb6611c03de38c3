"""Tables of any layout to figures without ids: what `figures.layout` understood, cell by cell."""

from collections.abc import Iterator
from dataclasses import dataclass

from jushi.figures.figure import Figure, Problem, SourceCell
from jushi.figures.layout.evidence import split_number, without_note_mark
from jushi.figures.layout.naming import SEPARATOR
from jushi.figures.layout.reading import TableCell, TableReading, UnreadCell, read_layout
from jushi.figures.problem_messages import find_problem
from jushi.figures.workbook.cell_value import CellReading, is_date, read_value
from jushi.figures.workbook.figure_rows import standard_unit
from jushi.figures.workbook.identifier import Entry, figure_key
from jushi.figures.workbook.sheet import RawValue, Sheet, column_letters, plain_text


@dataclass(frozen=True, slots=True)
class LayoutFigures:
    """The figures of one sheet that is no sheet of the contract, and what is to be told of it."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def read_layout_figures(file: str, sheet: Sheet) -> LayoutFigures:
    """Give the figures of every table on a sheet, one for each cell with a number.

    A cell that holds two, `6.3(6.1)`, gives two figures. What is no figure is told, cell by cell.
    """
    entries: list[Entry] = []
    problems: list[Problem] = []
    for reading in read_layout(sheet):
        for cell in reading.cells:
            where = _place(file, sheet, cell)
            read, unread = _figures(cell, where)
            entries += [Entry(each, "", False, figure_key(each), where) for each in read]
            problems += unread
        problems += [_unread(each, _place(file, sheet, each)) for each in reading.unread]
        problems += _doubts(file, sheet, reading)
    return LayoutFigures(tuple(entries), tuple(problems))


def _place(file: str, sheet: Sheet, cell: TableCell | UnreadCell) -> SourceCell:
    return SourceCell(file, sheet.name, f"{column_letters(cell.column)}{cell.row + 1}")


def _figures(cell: TableCell, where: SourceCell) -> tuple[list[Figure], list[Problem]]:
    raw, second = _parts(cell.raw)
    reading = _read(raw, cell)
    if reading.value is None:
        return [], [_unread_value(cell.raw, reading, where)]
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
    return (split.first, split.second) if split is not None else (without_note_mark(raw), "")


def _read(raw: RawValue, cell: TableCell) -> CellReading:
    unit = standard_unit(cell.unit)
    reading = read_value(raw, unit)
    clashes = any(code == "unit_clash" for code, _ in reading.faults)
    # 单位：件 above a table yields to a cell that says 98.5% of itself.
    return read_value(raw, "") if clashes and not cell.is_own_unit else reading


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


def _unread_value(raw: RawValue, reading: CellReading, where: SourceCell) -> Problem:
    text = plain_text(raw)
    code = "unread_date" if is_date(text) else "unread_cell"
    if any(name == "unit_clash" for name, _ in reading.faults):
        return find_problem("unit_clash", where, text=text, unit=reading.unit)
    return find_problem(code, where, text=text)


def _unread(cell: UnreadCell, where: SourceCell) -> Problem:
    return find_problem(cell.code, where, text=cell.text)


def _doubts(file: str, sheet: Sheet, reading: TableReading) -> Iterator[Problem]:
    """Tell that another reading of a table fits as well, and what it would make of a cell."""
    other = reading.alternative
    if other is None or other.score < reading.score or not (other.cells and reading.cells):
        return
    first, second = reading.cells[0], other.cells[0]
    yield find_problem(
        "other_layout",
        SourceCell(file, sheet.name, ""),
        read=first.indicator,
        other=second.indicator,
    )
