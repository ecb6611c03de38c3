"""数据: the figure table; what a change of it does is shown before it is kept."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from jushi.kept_readings import keep_readings
from jushi.services.workspace import CellEdit, FigurePlan, OpenReport
from jushi.sheets import WORKBOOK_SUFFIXES
from jushi.web.page_context import FILES_AT_ONCE, PageContext, Tab
from jushi.web.page_html import PageHtml
from jushi.web.tabs.figures import templates
from jushi.web.tabs.figures.candidates_panel import (
    build_button,
    build_candidates,
    show_candidates,
)
from jushi.web.tabs.figures.departments_panel import build_departments, build_sheets
from jushi.web.tabs.figures.views import View, grid_view, plan_view, sheets_view

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}

_Asked = tuple[str, Any]
"""What waits to be kept: `cells` with edits, `file` with a path and what was corrected of it,
`returns` with several paths, `undo`, or `nothing`."""
_NOTHING: _Asked = ("nothing", None)
_NO_SHEETS: View = {"sheets": []}
_BLANK: View = {"head": "", "faults": [], "kept": True}


def build(context: PageContext) -> Tab:
    """Put the tab's parts where it is called: what waits to be kept above, the grid below."""
    words = context.words
    asked = gr.State(_NOTHING)
    with gr.Row(elem_id="figure-actions"):
        upload = gr.UploadButton(
            words["figures_upload"],
            file_types=[*WORKBOOK_SUFFIXES],
            elem_id="figures-upload",
            size="sm",
        )
        materials = build_button(context)
        split, returns = build_departments(context)
        undo = gr.Button(words["figures_undo"], elem_id="figures-undo", size="sm")
        confirm = gr.Button(words["figures_confirm_all"], elem_id="figures-confirm", size="sm")
    build_sheets(context, split)
    plan, sheets, keeping, keep, leave = _build_waiting(context)
    candidates = build_candidates(context, materials)
    grid = PageHtml(
        html_template=templates.GRID, js_on_load=templates.GRID_SCRIPT, elem_id="figures"
    )
    work, waiting, report = _Work(context), [asked, plan, keeping, keep], context.report
    grid.input(work.typed, report, waiting, **_QUIET)
    grid.select(work.judge, report, context.changed, **_QUIET)
    confirm.click(work.judge_all, report, context.changed, **_QUIET)
    seen = [*waiting, sheets]
    for button, take in ((upload, work.brought), (returns, work.returned)):
        button.upload(take, [report, button], seen, concurrency_limit=FILES_AT_ONCE, **_QUIET)
    sheets.input(work.corrected, [report, asked], seen, concurrency_limit=FILES_AT_ONCE, **_QUIET)
    undo.click(work.taken_back, report, waiting, **_QUIET)
    keep.click(
        work.keep,
        [report, asked],
        [*seen, context.changed],
        api_visibility="private",
        concurrency_limit=FILES_AT_ONCE,
    )
    leave.click(work.clear, asked, seen, **_QUIET)
    return Tab(
        (grid, candidates),
        lambda opened: [_show(context, opened), show_candidates(context, opened)],
    )


def _build_waiting(context: PageContext) -> tuple[PageHtml, PageHtml, gr.Row, gr.Button, gr.Button]:
    """What shows a change before it is kept: its effect, the sheets it came from, its buttons."""
    words = context.words
    plan = PageHtml(
        html_template=templates.PLAN,
        js_on_load=templates.PLAN_SCRIPT,
        value=_BLANK,
        elem_id="figure-plan",
    )
    sheets = PageHtml(
        html_template=templates.SHEETS,
        js_on_load=templates.SHEETS_SCRIPT,
        value=_NO_SHEETS,
        elem_id="figure-sheets",
    )
    with gr.Row(visible=False, elem_id="figure-keeping") as keeping:
        keep = gr.Button(
            words["figures_keep"], variant="primary", elem_id="figures-keep", size="sm"
        )
        leave = gr.Button(words["figures_leave"], elem_id="figures-leave", size="sm")
    return plan, sheets, keeping, keep, leave


@dataclass(frozen=True, slots=True)
class _Work:
    """What the parts of the tab do: values for what waits, its view, its buttons."""

    context: PageContext

    def weigh(self, report_id: str, wanted: _Asked) -> list[Any]:
        """Show what a change would do; nothing is kept."""
        context = self.context
        with context.telling():
            made = _plan(context, report_id, wanted)
        shown = plan_view(made, context.language)
        has_any = bool(shown["head"])
        if not has_any and wanted[0] in ("file", "returns"):
            context.tell(context.words["figures_same"], duration=4)
        return [
            wanted if has_any else _NOTHING,
            shown,
            gr.Row(visible=has_any),
            gr.Button(interactive=made.change is not None),
        ]

    def typed(self, report_id: str, event: gr.EventData) -> list[Any]:
        edits = [(str(c["id"]), str(c["field"]), str(c["text"])) for c in event.cells]
        return self.weigh(report_id, ("cells", edits))

    def brought(self, report_id: str, path: str) -> list[Any]:
        """Show what a workbook changes, and its sheets with what each cell was read as."""
        shown: list[Any] = [_NOTHING]
        try:
            with self.context.telling():
                sheets = _sheets(self.context, report_id, path, {})
            shown = [*self.weigh(report_id, ("file", (path, {}))), sheets]
        finally:
            if shown[0] == _NOTHING:
                self.context.drop(path)
        return shown

    def corrected(self, report_id: str, wanted: _Asked, event: gr.EventData) -> list[Any]:
        """Show the same workbook with one cell, or a table, read as a person says."""
        kind, given = wanted
        if kind != "file":
            return [gr.skip()] * 5
        path, corrections = given
        said = {name: str(text) for name, text in event.said.items()}
        if "form" in said:
            corrections = {**corrections, said["form"]: {"reading": said["reading"]}}
        else:
            fields = {name: said.get(name, "") for name in ("indicator", "unit", "period")}
            corrections = {**corrections, said.get("cell", ""): fields}
        with self.context.telling():
            sheets = _sheets(self.context, report_id, path, corrections)
        return [*self.weigh(report_id, ("file", (path, corrections))), sheets]

    def returned(self, report_id: str, paths: list[str]) -> list[Any]:
        """Show what the sheets that departments sent back change."""
        shown: list[Any] = [_NOTHING]
        try:
            shown = [*self.weigh(report_id, ("returns", paths)), _NO_SHEETS]
        finally:
            if shown[0] == _NOTHING:
                self.context.drop(*paths)
        return shown

    def taken_back(self, report_id: str) -> list[Any]:
        return self.weigh(report_id, ("undo", None))

    def keep(self, report_id: str, wanted: _Asked) -> list[Any]:
        with self.context.telling():
            self.context.workspace(report_id).figures.keep(_plan(self.context, report_id, wanted))
            self._keep_readings(wanted)
        self.context.tell(self.context.words["figures_kept"], duration=3)
        return [*self.clear(wanted), self.context.change()]

    def _keep_readings(self, wanted: _Asked) -> None:
        """Keep which readings were chosen, for next year's tables of the same form."""
        kind, given = wanted
        said = given[1].items() if kind == "file" else ()
        chosen = {key: each["reading"] for key, each in said if "reading" in each}
        if chosen:
            keep_readings(self.context.home, chosen)

    def clear(self, wanted: _Asked) -> list[Any]:
        kind, given = wanted
        if kind == "file":
            self.context.drop(given[0])
        if kind == "returns":
            self.context.drop(*given)
        # A view that is the same as before would not reach the page.
        blank = {**_BLANK, "turn": self.context.change()}
        return [_NOTHING, blank, gr.Row(visible=False), gr.Button(), _NO_SHEETS]

    def judge(self, report_id: str, event: gr.EventData) -> str:
        _confirm(self.context, report_id, str(event.id))
        return self.context.change()

    def judge_all(self, report_id: str) -> str:
        _confirm(self.context, report_id, "")
        return self.context.change()


def _show(context: PageContext, opened: OpenReport) -> View:
    rows = context.workspace(opened.report.id).figures.rows(opened)
    return grid_view(opened.report, rows, context.language)


def _plan(context: PageContext, report_id: str, wanted: _Asked) -> FigurePlan:
    figures = context.workspace(report_id).figures
    kind, given = wanted
    if kind == "file":
        with context.running() as run:
            path, corrections = given
            return figures.preview_workbook(
                context.take_workbook(path), corrections=corrections, run=run
            )
    if kind == "returns":
        with context.running() as run:
            return figures.preview_returns([context.take(path) for path in given], run=run)
    if kind == "undo":
        return figures.preview_undo()
    edits = [CellEdit(*cell) for cell in given or ()]
    return figures.preview(edits)


def _sheets(context: PageContext, report_id: str, path: str, corrections: dict[str, Any]) -> View:
    figures = context.workspace(report_id).figures
    with context.running() as run:
        seen = figures.view_workbook(context.take_workbook(path), corrections=corrections, run=run)
    return sheets_view(seen, corrections, context)


def _confirm(context: PageContext, report_id: str, figure_id: str) -> None:
    """Confirm one figure, or take that back; without an id, all that are open."""
    workspace = context.workspace(report_id)
    with context.telling():
        rows = workspace.figures.rows(workspace.open())
        states = {row.figure.id: row.state for row in rows}
        chosen = [figure_id] if figure_id else [n for n, s in states.items() if s == "open"]
        takes_back = states.get(figure_id) == "confirmed"
        workspace.figures.confirm(chosen, withdraws=takes_back)
