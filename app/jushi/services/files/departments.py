"""A workbook parted among those who provide its figures, and what they send back put together."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import PurePath
from typing import Literal

from jushi.characters import NOTHING_TOLD
from jushi.errors import FigureError
from jushi.figures import (
    Figure,
    FigureTable,
    convert,
    parse_formula,
    parse_unit,
    read_workbook,
    render_workbook,
    tell_problem,
)
from jushi.messages import Language, Message, render
from jushi.running import tell_file
from jushi.services.source import SourceFile

NoteKind = Literal[
    "late",
    "unfilled",
    "contradicts",
    "changed",
    "jump",
    "unit_changed",
    "unit_refused",
    "label_changed",
    "previous_changed",
    "unknown_row",
    "refused_cell",
]
_ERRORS: frozenset[NoteKind] = frozenset(
    {"contradicts", "unit_refused", "label_changed", "refused_cell"}
)
"""For these a value was not taken."""
_MOST_TIMES = Decimal(2)
"""Against last year: beyond twice or below half of it a value is looked at again."""
_MOST_POINTS = Decimal(20)
"""Likewise for rates, in points."""
_NO_FILE_NAME = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_FILLED_BY = "填报"
"""Heading of the extra column that says which department's file a value came from."""


@dataclass(frozen=True, slots=True)
class MergeNote:
    """Something about what was sent back that a person should know."""

    kind: NoteKind
    department: str
    told: Message

    @property
    def is_error(self) -> bool:
        """Whether a value was left out until a person decides."""
        return self.kind in _ERRORS


@dataclass(frozen=True, slots=True)
class MergedReturns:
    """The workbook with what departments filled in."""

    table: FigureTable
    taken: int
    """How many values came in or changed."""
    notes: tuple[MergeNote, ...]


@dataclass(frozen=True, slots=True)
class _Return:
    """One row of one file."""

    department: str
    file: str
    figure: Figure
    value: Decimal
    """In the unit of the workbook."""


def split_table(table: FigureTable, name: str, language: Language) -> tuple[SourceFile, ...]:
    """Give a sheet to fill in for each 来源 of `table`, in the order in which they come first.

    Figures that a formula computes are asked of nobody. `name` is the workbook's own.
    """
    rows: dict[str, list[Figure]] = {}
    for figure in table:
        if not figure.formula:
            rows.setdefault(figure.source.strip(), []).append(figure)
    files: dict[str, SourceFile] = {}
    for department, figures in rows.items():
        label = department or render("page.no_department", language)
        plain = _NO_FILE_NAME.sub("", f"{label}-{PurePath(name).stem}").strip(" .")[:60]
        path, number = f"{plain}.xlsx", 2
        while path in files:
            path, number = f"{plain}-{number}.xlsx", number + 1
        content = render_workbook(FigureTable(tuple(figures)), format="locked")
        files[path] = SourceFile(path, content)
    return tuple(files.values())


def merge_returns(
    table: FigureTable, returned: Sequence[SourceFile], language: Language
) -> MergedReturns:
    """Put the values of the sheets that came back into `table`, and say what is to be known.

    Rows are known by their id. A value is taken unless its label says something else now, its
    unit cannot be converted, or two sheets tell different ones. Raises FigureError for a file
    that is no workbook.
    """
    known, notes = table.by_id(), list[MergeNote]()
    answers: dict[str, list[_Return]] = {}
    empty: dict[str, set[str]] = {}
    for file in returned:
        tell_file(file.name)
        sheet = read_workbook(file.name, file.content)
        sources = {known[row.id].source for row in sheet if row.id in known}
        department = "、".join(sorted(sources - {""})) or PurePath(file.name).stem
        notes += [
            MergeNote("refused_cell", department, Message("files.told", told=line))
            for line in (tell_problem(p, language) for p in sheet.problems if p.is_error)
        ]
        for row in sheet:
            figure = known.get(row.id)
            if figure is None:
                notes.append(_note("unknown_row", department, row))
            elif row.value is None:
                empty.setdefault(row.id, set()).add(department)
            else:
                answer, said = _read_row(row, figure, department, file.name)
                notes += said
                if answer is not None:
                    answers.setdefault(row.id, []).append(answer)
    figures, taken = [], 0
    for figure in table:
        told = answers.get(figure.id, [])
        newer, said = _merged(figure, told)
        notes += said
        taken += newer != figure
        figures.append(newer)
    notes += _late(table, answers, empty)
    return MergedReturns(FigureTable(tuple(figures), table.problems), taken, tuple(notes))


def render_merged(merged: MergedReturns, before: FigureTable) -> bytes:
    """Give the merged workbook; what a formula computes of values that came in is computed anew."""
    old = before.by_id()
    changed = {figure.id for figure in merged.table if figure != old.get(figure.id)}
    figures = []
    for figure in merged.table:
        if figure.formula and changed.intersection(_ids_of(figure.formula)):
            figure = replace(figure, value=None)
        figures.append(figure)
    return render_workbook(FigureTable(tuple(figures)))


def _ids_of(formula: str) -> tuple[str, ...]:
    try:
        return parse_formula(formula).ids
    except FigureError:
        return ()


def tell_note(note: MergeNote, language: Language) -> str:
    """Give a note in one line: 县司法局：…."""
    told = note.told.render(language)
    if not note.department:
        return told
    return render("figures.line", language, place=note.department, told=told)


def _read_row(
    row: Figure, figure: Figure, department: str, file: str
) -> tuple[_Return | None, list[MergeNote]]:
    """The value of a row in the workbook's unit, and what of its labels is no longer the same."""
    assert row.value is not None
    notes: list[MergeNote] = []
    periods = {each.period.text for each in (row, figure) if each.period is not None}
    if row.indicator != figure.indicator or len(periods) > 1:
        return None, [_note("label_changed", department, figure, after=row.indicator)]
    value = convert(row.value, row.unit, figure.unit)
    if value is None:
        return None, [_note("unit_refused", department, figure, before=figure.unit, after=row.unit)]
    if row.unit != figure.unit:
        notes.append(_note("unit_changed", department, figure, before=figure.unit, after=row.unit))
    if row.previous is not None and figure.previous not in (None, row.previous):
        before, after = figure.tell_previous(), row.tell_previous()
        notes.append(_note("previous_changed", department, figure, before=before, after=after))
    return _Return(department, file, row, value), notes


def _merged(figure: Figure, told: Sequence[_Return]) -> tuple[Figure, list[MergeNote]]:
    if not told:
        return figure, []
    if len({(one.value, one.figure.approx) for one in told}) > 1:
        parts = [f"{one.figure.tell_value()}（{one.department}，{one.file}）" for one in told]
        return figure, [_note("contradicts", "", figure, after="、".join(parts))]
    one = told[0]
    if (figure.value, figure.approx) == (one.value, one.figure.approx):
        return figure, []
    kept = tuple(pair for pair in figure.extra if pair[0] != _FILLED_BY)
    filled_by = (_FILLED_BY, f"{one.department}（{one.figure.cell}）")
    newer = replace(
        figure,
        value=one.value,
        approx=one.figure.approx,
        cell=one.figure.cell,
        extra=(*kept, filled_by),
    )
    notes = []
    if figure.value is not None:
        before, after = figure.tell_value(), newer.tell_value()
        notes.append(_note("changed", one.department, figure, before=before, after=after))
    if _jumps(newer):
        last, now = newer.tell_previous(), newer.tell_value()
        notes.append(_note("jump", one.department, figure, before=last, after=now))
    return newer, notes


def _jumps(figure: Figure) -> bool:
    """Whether a value lies so far from last year's that it may be a slip, or in another unit."""
    value, previous = figure.value, figure.previous
    if value is None or previous is None:
        return False
    if parse_unit(figure.unit).is_rate:
        return abs(value - previous) > _MOST_POINTS
    if previous <= 0 or value <= 0:
        return value != previous
    return not previous / _MOST_TIMES <= value <= previous * _MOST_TIMES


def _late(
    table: FigureTable, answers: Mapping[str, object], empty: Mapping[str, set[str]]
) -> Iterator[MergeNote]:
    """Departments that sent nothing back while figures of theirs wait, or left some empty."""
    waiting: dict[str, list[Figure]] = {}
    for figure in table:
        if figure.value is None and not figure.formula and figure.id not in answers:
            waiting.setdefault(figure.source.strip(), []).append(figure)
    for department, figures in waiting.items():
        unfilled = [figure for figure in figures if figure.id in empty]
        names = "、".join(figure.indicator for figure in (unfilled or figures)[:5])
        count = len(unfilled) or len(figures)
        kind: NoteKind = "unfilled" if unfilled else "late"
        message = Message(f"files.merge_{kind}", count=count, names=names)
        yield MergeNote(kind, department, message)


def _note(
    kind: NoteKind, department: str, figure: Figure, *, before: str = "", after: str = ""
) -> MergeNote:
    told = Message(
        f"files.merge_{kind}",
        indicator=figure.indicator,
        before=before or NOTHING_TOLD,
        after=after or NOTHING_TOLD,
    )
    return MergeNote(kind, department, told)
