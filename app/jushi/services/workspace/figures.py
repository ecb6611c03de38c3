"""The figures of a stored report: their state, edits, a newer workbook, undo."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from typing import Literal

from jushi.errors import ConflictError, InvalidError, NotFoundError
from jushi.figures import (
    Figure,
    FigureTable,
    Problem,
    check_table,
    find_problem,
    is_writable_unit,
    problem_parts,
    read_workbook,
)
from jushi.messages import Language, Message
from jushi.records import Change, Decision, FigureEdit
from jushi.revision import preview_figures
from jushi.running import Run, run_here
from jushi.services.files.departments import merge_returns, split_table, tell_note
from jushi.services.reading import read_figures
from jushi.services.source import SourceFile
from jushi.services.workspace.group import Group
from jushi.services.workspace.reports import OpenReport, StoredReport
from jushi.services.workspace.sheet_view import Corrections, SheetView, view_workbook

FigureState = Literal["empty", "conflict", "open", "confirmed"]
"""缺, 冲突, 待核, 已核."""
_HEADINGS = {
    "value": "数值",
    "previous": "上年值",
    "unit": "单位",
    "period": "期间",
    "subject": "主体",
}
EDITABLE = tuple(_HEADINGS)
"""Fields that a person may type, in the order of the grid."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure as it stands."""

    figure: Figure
    state: FigureState
    problems: tuple[str, ...]
    """What does not hold together, one line each."""
    sections: tuple[str, ...]
    """Titles of the sections that tell it, in reading order."""


@dataclass(frozen=True, slots=True)
class CellEdit:
    """What was typed into one cell."""

    figure_id: str
    field: str
    """One of `EDITABLE`."""
    typed: str


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell before and after, as it is told; a row that came or went has an empty side."""

    figure_id: str
    indicator: str
    field: str
    """One of `EDITABLE`; `row` where a figure is new or taken out."""
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What one sentence will say."""

    section: str
    """Title of its section."""
    pieces: tuple[tuple[str, str], ...]
    """Its characters: same, removed, added."""
    by_hand: tuple[str, ...]
    """Why a person must write it; empty where the new text is whole and true."""


@dataclass(frozen=True, slots=True)
class FigurePlan:
    """What a change of figures does, before it is stored."""

    cells: tuple[CellChange, ...]
    effects: tuple[Effect, ...]
    """Sentences that it touches, in reading order."""
    problems: tuple[str, ...]
    """Formulas that give nothing any more, one line each."""
    faults: tuple[tuple[str, str, str], ...]
    """Cells that cannot be read: figure id, field, why. Nothing can be stored while there are."""
    change: Change | None
    """The one save that does it; None where nothing would change or a cell cannot be read."""
    marks: Change | None = None
    """The save of the figures alone: the sentences keep their words and are marked 过时."""
    notes: tuple[str, ...] = ()
    """What a person should know of sheets that departments sent back, one line each."""


@dataclass(frozen=True, slots=True)
class Figures(Group):
    """The figures of one stored report."""

    def rows(self, opened: OpenReport) -> tuple[FigureRow, ...]:
        """Give the figures of a report in workbook order, each with its state."""
        problems: dict[str, list[str]] = {}
        for problem in check_table(opened.table):
            told = problem_parts(problem, self.actor.language)[1]
            problems.setdefault(str(problem.where), []).append(told)
        confirmed = self._confirmed()
        sections = _sections_by_figure(opened)
        return tuple(
            FigureRow(
                figure,
                _state(figure, problems.get(str(figure.cell), ()), confirmed),
                tuple(problems.get(str(figure.cell), ())),
                sections.get(figure.id, ()),
            )
            for figure in opened.table
        )

    def preview(self, edits: Sequence[CellEdit]) -> FigurePlan:
        """Say what typed cells do; nothing is stored.

        A cell is read as one of a workbook is: `1.2万` and 一百二十 too. Raises NotFoundError for a
        figure or field that is not there.
        """
        table = self.store.load_figures(self.report_id)
        known = table.by_id()
        for edit in edits:
            if edit.figure_id not in known or edit.field not in _HEADINGS:
                raise NotFoundError("services.no_such_figure", place=edit.figure_id)
        by_figure: dict[str, dict[str, str]] = {}
        for edit in edits:
            by_figure.setdefault(edit.figure_id, {})[edit.field] = edit.typed.strip()
        newer, faults = _typed(known, by_figure, self.actor.language)
        if faults:
            return FigurePlan((), (), (), faults, None)
        changed = FigureTable(tuple(newer.get(f.id, f) for f in table), table.problems)
        return self._plan(table, changed)

    def preview_workbook(
        self,
        workbook: SourceFile,
        *,
        corrections: Corrections | None = None,
        run: Run = run_here,
    ) -> FigurePlan:
        """Say what a newer workbook in place of the figures does; nothing is stored.

        `corrections` say what some of its cells are, by address; `run` runs its reading. Raises
        FigureError for a workbook that does not hold together.
        """
        table = self.store.load_figures(self.report_id)
        newer = run(read_figures, workbook, self.actor.language, corrections=corrections)
        return self._plan(table, newer)

    def view_workbook(
        self,
        workbook: SourceFile,
        *,
        corrections: Corrections | None = None,
        run: Run = run_here,
    ) -> tuple[SheetView, ...]:
        """Give a workbook as its sheets stand, each cell with what it was read as.

        `run` runs its reading. Raises FigureError for a workbook that holds no figures.
        """
        return run(view_workbook, workbook, self.actor.language, corrections or {})

    def preview_returns(self, returned: Sequence[SourceFile], *, run: Run = run_here) -> FigurePlan:
        """Say what the sheets that departments sent back do; nothing is stored.

        `run` runs their reading. Raises FigureError for a file that is no workbook.
        """
        table = self.store.load_figures(self.report_id)
        merged = run(merge_returns, table, returned, self.actor.language)
        notes = tuple(tell_note(note, self.actor.language) for note in merged.notes)
        return replace(self._plan(table, merged.table), notes=notes)

    def sheets(self) -> tuple[SourceFile, ...]:
        """Give a sheet to fill in for each 来源 of the figures; see `split_table`."""
        table = self.store.load_figures(self.report_id)
        title = "".join(self._group(StoredReport).record().title.split())
        return split_table(table, f"{title}.xlsx", self.actor.language)

    def preview_table(self, newer: FigureTable) -> FigurePlan:
        """Say what `newer` in place of the figures does; nothing is stored."""
        return self._plan(self.store.load_figures(self.report_id), newer)

    def preview_undo(self) -> FigurePlan:
        """Say what taking back the last change of figures does; again, the one before.

        Raises ConflictError where there is none to take back.
        """
        standing: list[dict[str, tuple[Figure | None, Figure | None]]] = []
        # The oldest save brought the workbook itself: it stays.
        for change in reversed(self.store.list_figure_changes(self.report_id)[:-1]):
            sides = {edit.figure_id: (edit.before, edit.after) for edit in change.figures}
            if standing and {n: (new, old) for n, (old, new) in sides.items()} == standing[-1]:
                standing.pop()
            else:
                standing.append(sides)
        if not standing:
            raise ConflictError("services.no_figure_edit_to_undo", place=Message("places.figures"))
        table = self.store.load_figures(self.report_id)
        figures = table.by_id()
        for name, (before, _) in standing[-1].items():
            if before is None:
                figures.pop(name, None)
            else:
                figures[name] = before
        changed = FigureTable(tuple(figures.values()), table.problems)
        return self._plan(table, changed)

    def preview_stale(self) -> FigurePlan:
        """Say how the 过时 sentences read with the figures as they are; nothing is stored."""
        table = self.store.load_figures(self.report_id)
        return self._plan(table, table)

    def keep(self, plan: FigurePlan, *, updates_text: bool = True) -> None:
        """Store a plan: figures and sentences in one save, or without `updates_text` the figures,
        their sentences marked 过时.

        Raises SaveConflictError if a figure or section moved on since it was made, InvalidError
        where there is nothing to store.
        """
        change = plan.change if updates_text else plan.marks
        if change is None:
            raise InvalidError("services.nothing_would_change", place=Message("places.figures"))
        self.store.commit(change)

    def confirm(self, figure_ids: Sequence[str], *, withdraws: bool = False) -> int:
        """Record that a person compared these figures with their source; give how many had a value.

        A figure that gets another value is to be confirmed anew. `withdraws` takes it back.
        """
        time = self.actor.clock()
        figures = self.store.load_figures(self.report_id).by_id()
        decisions = tuple(
            Decision(
                self.report_id,
                "confirmed",
                self.actor.name,
                time,
                figure_id=name,
                value=figures[name].value,
                is_withdrawn=withdraws,
            )
            for name in figure_ids
            if name in figures and figures[name].value is not None
        )
        if decisions:
            told = "; ".join(figures[d.figure_id].indicator for d in decisions)
            self.store.commit(
                Change(self.report_id, self.actor.name, time, "confirm", told, decisions=decisions)
            )
        return len(decisions)

    def _plan(self, table: FigureTable, new_table: FigureTable) -> FigurePlan:
        time = self.actor.clock()
        known = table.by_id()
        # A figure that only stands in another cell now changes no sentence; its new cell is kept.
        same = FigureTable(tuple(_as_known(f, known) for f in new_table), new_table.problems)
        moved = [
            FigureEdit(f.id, known[f.id], f)
            for f in new_table
            if f.id in known and f != known[f.id] and _as_known(f, known) is known[f.id]
        ]
        versions = self.store.load_sections(self.report_id)
        check = self._group(StoredReport).checker(table=table)
        checks = {version.key: check(version.text.text) for version in versions}
        preview = preview_figures(versions, table, same, checks=checks)
        titles = {version.key: version.text.title for version in versions}
        change = preview.change(self.report_id, self.actor.name, time)
        marks = preview.change(self.report_id, self.actor.name, time, updates_text=False)
        asked = {edit.figure_id for edit in change.figures}
        figures = (*change.figures, *(edit for edit in moved if edit.figure_id not in asked))
        return FigurePlan(
            tuple(cell for edit in preview.edits for cell in cell_changes(edit)),
            tuple(Effect(titles[t.key], t.pieces, t.by_hand) for t in preview.sentences),
            preview.problems,
            (),
            replace(change, figures=figures) if figures or change.versions else None,
            replace(marks, figures=figures) if figures else None,
        )

    def _confirmed(self) -> dict[str, Decision]:
        newest = {
            d.figure_id: d
            for d in self.store.list_decisions(self.report_id)
            if d.kind == "confirmed"
        }
        return {name: decision for name, decision in newest.items() if not decision.is_withdrawn}


def _typed(
    known: Mapping[str, Figure], by_figure: Mapping[str, Mapping[str, str]], language: Language
) -> tuple[dict[str, Figure], tuple[tuple[str, str, str], ...]]:
    """Give the figures as typed, read by the reader of workbooks, and the cells it refuses."""
    sheet = StringIO()
    rows = csv.writer(sheet)
    rows.writerow(("编号", "指标", *_HEADINGS.values()))
    for name, typed in by_figure.items():
        figure = known[name]
        cells = (typed.get(field, tell_cell(figure, field)) for field in EDITABLE)
        rows.writerow((name, figure.indicator, *cells))
    # One row that is a figure for certain: a workbook without any is refused as a whole.
    rows.writerow(("typed-rows", "typed rows", "1"))
    read = read_workbook("typed.csv", sheet.getvalue().encode())
    names = list(by_figure)
    faults = []
    for found in read.problems:
        problem = found
        if found.code.startswith("unread_") and found.where is not None:
            # What a workbook leaves out as no figure was typed as one here.
            problem = find_problem("bad_number", found.where, **dict(found.params))
        if problem.is_error:
            row, column = _position(problem)
            name = names[min(max(row - 2, 0), len(names) - 1)]
            field = EDITABLE[min(max(column - 2, 0), len(EDITABLE) - 1)]
            faults.append((name, field, problem_parts(problem, language)[1]))
    newer = {}
    for name, figure in zip(names, read, strict=False):
        fields = {field: getattr(figure, field) for field in by_figure[name]}
        if "value" in fields:
            fields |= {"approx": figure.approx, "unit": figure.unit}
        unit = fields.get("unit", known[name].unit)
        # One that came with the workbook stays: a person may type the value beside it.
        if unit != known[name].unit and not is_writable_unit(unit):
            refused = find_problem("bad_unit", figure.cell, text=figure.unit)
            told = problem_parts(refused, language)[1]
            faults.append((name, "unit" if "unit" in by_figure[name] else "value", told))
        newer[name] = replace(known[name], **fields)
    return newer, tuple(faults)


def tell_cell(figure: Figure, field: str) -> str:
    """Give one field of a figure as a workbook has it; empty where there is nothing."""
    match field:
        case "value":
            return figure.tell_value(with_unit=False)
        case "previous":
            return "" if figure.previous is None else f"{figure.previous:f}"
        case "period":
            return figure.period.text if figure.period else ""
        case "unit":
            return figure.unit
        case _:
            return figure.subject


def cell_changes(edit: FigureEdit) -> tuple[CellChange, ...]:
    """Give the cells that an edit changes, one for a row that came or went."""
    before, after = edit.before, edit.after
    if before is None or after is None:
        figure = before or after
        name = figure.indicator if figure else edit.figure_id
        sides = ["" if f is None else tell_cell(f, "value") + f.unit for f in (before, after)]
        return (CellChange(edit.figure_id, name, "row", *sides),)
    return tuple(
        CellChange(edit.figure_id, after.indicator, field, old, new)
        for field in EDITABLE
        if (old := tell_cell(before, field)) != (new := tell_cell(after, field))
    )


def _as_known(figure: Figure, known: Mapping[str, Figure]) -> Figure:
    stored = known.get(figure.id)
    return stored if stored and replace(figure, cell=stored.cell) == stored else figure


def _position(problem: Problem) -> tuple[int, int]:
    """Row and column, both from 1 and from 0, of a problem of the typed sheet: C2 is (2, 2)."""
    cell = problem.where.cell if problem.where else ""
    letters = cell.rstrip("0123456789")
    column = ord(letters) - ord("A") if len(letters) == 1 else 0
    return int(cell[len(letters) :] or 2), column


def _state(
    figure: Figure, problems: Sequence[str], confirmed: Mapping[str, Decision]
) -> FigureState:
    if figure.value is None:
        return "empty"
    if problems:
        return "conflict"
    decision = confirmed.get(figure.id)
    return "confirmed" if decision and decision.value == figure.value else "open"


def _sections_by_figure(opened: OpenReport) -> dict[str, tuple[str, ...]]:
    if opened.draft is None or opened.result is None:
        return {}
    titles = {section.key: section.heading for section in opened.draft}
    found: dict[str, dict[str, None]] = {}
    places = iter(opened.draft.places())
    place = next(places, None)
    for verdict in opened.result.verdicts:
        while place is not None and place.end <= verdict.mention.start:
            place = next(places, None)
        if place is not None and place.start <= verdict.mention.start:
            for name in verdict.figures:
                found.setdefault(name, {})[titles.get(place.section, "")] = None
    return {name: tuple(sections) for name, sections in found.items()}
