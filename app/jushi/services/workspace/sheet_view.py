"""A workbook as its sheets stand, each cell with what it was read as, for a person to look over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from jushi.figures import (
    Figure,
    FigureTable,
    Problem,
    SourceCell,
    problem_parts,
    tables,
    tell_problem,
)
from jushi.messages import Language
from jushi.running import tell_file
from jushi.services.files.workbooks import check_workbook
from jushi.services.reading import corrections_of
from jushi.services.source import SourceFile
from jushi.sheets import RawValue, Records, Sheet, column_letters, plain_text, read_workbook_file

CellRole = Literal["figure", "told", "fault", "period", "unit", "label", "blank"]
"""A figure; told why it is none; a number that cannot be used; and the words around them."""
Corrections = Mapping[str, Mapping[str, str]]
"""Indicator, unit and period by the address of a cell, as `tables.Corrections` has them."""
_MOST_ROWS = 300
_MOST_COLUMNS = 40
_LONGEST_TEXT = 80


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell."""

    text: str
    role: CellRole
    address: str
    """As `str(SourceCell)` gives it."""
    told: str
    """Why it is no figure, or what is wrong with it; else empty."""
    indicator: str = ""
    unit: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class TwoReadings:
    """A table that fits two readings."""

    told: str
    """Which one was taken, and the other one."""
    form: str
    """As `tables.form_key` gives it: what a choice is kept by."""
    takes_other: bool
    """Whether the other one is taken, for a person chose it."""


@dataclass(frozen=True, slots=True)
class SheetView:
    """The upper left part of one sheet."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[CellView, ...]], ...]
    """Number and cells of each row that holds something."""
    left_out: int
    """Rows that are read but not shown."""
    doubts: tuple[TwoReadings, ...] = ()


def view_workbook(
    file: SourceFile, language: Language, corrections: Corrections
) -> tuple[SheetView, ...]:
    """Give the sheets of a workbook with what each cell was read as, corrections applied.

    None of a file that has no sheets. Raises FigureError for a file that holds no figures.
    """
    tell_file(file.name)
    source = read_workbook_file(file.name, file.content)
    if isinstance(source, Records):
        return ()
    table = tables.read_corrected(file.name, file.content, corrections_of(file, corrections))
    figures: dict[SourceCell, list[Figure]] = {}
    for figure in table:
        figures.setdefault(figure.cell, []).append(figure)
    told = _told(table)
    return tuple(
        replace(
            _sheet_view(file.name, sheet, figures, told, language),
            doubts=_readings(
                [p for p in table.problems if p.where and p.where.sheet == sheet.name], language
            ),
        )
        for sheet in source
        if not sheet.is_hidden and any(sheet.rows)
    )


def tell_workbook_readings(file: SourceFile, language: Language) -> tuple[TwoReadings, ...]:
    """Give the tables of a workbook that fit two readings; raises FigureError as above."""
    return _readings(check_workbook(file).problems, language)


def _readings(problems: Sequence[Problem], language: Language) -> tuple[TwoReadings, ...]:
    """Give each form once."""
    found = {}
    for problem in problems:
        told = dict(problem.params)
        if told.get("form"):
            line = tell_problem(problem, language)
            key = tables.form_key(told["form"])
            found[key] = TwoReadings(line, key, told["chosen"] == "other")
    return tuple(found.values())


def _told(table: FigureTable) -> dict[SourceCell, Problem]:
    found: dict[SourceCell, Problem] = {}
    for problem in table.problems:
        if problem.where is not None and (problem.is_error or problem.where not in found):
            found[problem.where] = problem
    return found


def _sheet_view(
    name: str,
    sheet: Sheet,
    figures: Mapping[SourceCell, Sequence[Figure]],
    told: Mapping[SourceCell, Problem],
    language: Language,
) -> SheetView:
    shown = [(number, row) for number, row in enumerate(sheet.rows, 1) if any(row)]
    width = min(max(len(row) for _, row in shown), _MOST_COLUMNS)
    rows = []
    for number, row in shown[:_MOST_ROWS]:
        cells = []
        for column in range(width):
            where = SourceCell(name, sheet.name, f"{column_letters(column)}{number}")
            raw = row[column] if column < len(row) else None
            why = problem_parts(told[where], language)[1] if where in told else ""
            is_error = where in told and told[where].is_error
            cells.append(_cell_view(raw, where, figures.get(where, ()), why, is_error=is_error))
        rows.append((number, tuple(cells)))
    columns = tuple(column_letters(column) for column in range(width))
    return SheetView(sheet.name, columns, tuple(rows), max(len(shown) - _MOST_ROWS, 0))


def _cell_view(
    raw: RawValue, where: SourceCell, figures: Sequence[Figure], why: str, *, is_error: bool
) -> CellView:
    text = plain_text(raw)[:_LONGEST_TEXT]
    if is_error:
        role: CellRole = "fault"
    elif figures and figures[0].value is not None:
        role = "figure"
    elif why and text:
        role = "told"
    else:
        role = _word_role(raw)
    if not figures:
        return CellView(text, role, str(where), why)
    first = figures[0]
    period = first.period.text if first.period else ""
    return CellView(text, role, str(where), why, first.indicator, first.unit, period)


def _word_role(raw: RawValue) -> CellRole:
    match tables.word_kind(raw):
        case "period":
            return "period"
        case "unit":
            return "unit"
        case "blank":
            return "blank"
    return "label"
