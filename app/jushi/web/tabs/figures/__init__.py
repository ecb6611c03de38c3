"""数据: the figure table; what a change of it does is shown before it is kept."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from jushi.services.workspace import CellEdit, FigurePlan, OpenReport
from jushi.web.page_context import FILES_AT_ONCE, Room, Stop
from jushi.web.tabs.figures import templates
from jushi.web.tabs.figures.views import View, grid_view, plan_view

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_WORKBOOKS = [".xlsx", ".xlsm", ".csv", ".tsv", ".json", ".yaml", ".yml"]

_Asked = tuple[str, Any]
"""What waits to be kept: `cells` with edits, `file` with a path, `undo`, or `nothing`."""
_NOTHING: _Asked = ("nothing", None)
_BLANK: View = {"head": "", "faults": [], "kept": True}


def build(room: Room) -> Stop:
    """Put the stop's parts where it is called: what waits to be kept above, the grid below."""
    words = room.words
    asked = gr.State(_NOTHING)
    with gr.Row(elem_id="figure-actions"):
        upload = gr.UploadButton(
            words["figures_upload"], file_types=_WORKBOOKS, elem_id="figures-upload", size="sm"
        )
        undo = gr.Button(words["figures_undo"], elem_id="figures-undo", size="sm")
        confirm = gr.Button(words["figures_confirm_all"], elem_id="figures-confirm", size="sm")
    plan = gr.HTML(
        html_template=templates.PLAN,
        js_on_load=templates.PLAN_SCRIPT,
        value=_BLANK,
        elem_id="figure-plan",
    )
    with gr.Row(visible=False, elem_id="figure-keeping") as keeping:
        keep = gr.Button(
            words["figures_keep"], variant="primary", elem_id="figures-keep", size="sm"
        )
        leave = gr.Button(words["figures_leave"], elem_id="figures-leave", size="sm")
    grid = gr.HTML(
        html_template=templates.GRID, js_on_load=templates.GRID_SCRIPT, elem_id="figures"
    )
    work, waiting, report = _Work(room), [asked, plan, keeping, keep], room.report
    grid.input(work.typed, report, waiting, **_QUIET)
    grid.select(work.judge, report, room.changed, **_QUIET)
    confirm.click(work.judge_all, report, room.changed, **_QUIET)
    upload.upload(
        work.brought, [report, upload], waiting, concurrency_limit=FILES_AT_ONCE, **_QUIET
    )
    undo.click(work.taken_back, report, waiting, **_QUIET)
    keep.click(
        work.keep,
        [report, asked],
        [*waiting, room.changed],
        api_visibility="private",
        concurrency_limit=FILES_AT_ONCE,
    )
    leave.click(work.clear, asked, waiting, **_QUIET)
    return Stop((grid,), lambda opened: [_show(room, opened)])


@dataclass(frozen=True, slots=True)
class _Work:
    """What the parts of the stop do: values for what waits, its view, its buttons."""

    room: Room

    def weigh(self, report_id: str, wanted: _Asked) -> list[Any]:
        """Show what a change would do; nothing is kept."""
        room = self.room
        with room.telling():
            made = _plan(room, report_id, wanted)
        shown = plan_view(made, room.language)
        has_any = bool(shown["head"])
        if not has_any and wanted[0] == "file":
            room.tell(room.words["figures_same"], duration=4)
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
        shown = [_NOTHING]
        try:
            shown = self.weigh(report_id, ("file", path))
        finally:
            if shown[0] == _NOTHING:
                self.room.drop(path)
        return shown

    def taken_back(self, report_id: str) -> list[Any]:
        return self.weigh(report_id, ("undo", None))

    def keep(self, report_id: str, wanted: _Asked) -> list[Any]:
        with self.room.telling():
            self.room.workspace(report_id).figures.keep(_plan(self.room, report_id, wanted))
        self.room.tell(self.room.words["figures_kept"], duration=3)
        return [*self.clear(wanted), self.room.change()]

    def clear(self, wanted: _Asked) -> list[Any]:
        kind, given = wanted
        if kind == "file":
            self.room.drop(given)
        # A view that is the same as before would not reach the page.
        blank = {**_BLANK, "turn": self.room.change()}
        return [_NOTHING, blank, gr.Row(visible=False), gr.Button()]

    def judge(self, report_id: str, event: gr.EventData) -> str:
        _confirm(self.room, report_id, str(event.id))
        return self.room.change()

    def judge_all(self, report_id: str) -> str:
        _confirm(self.room, report_id, "")
        return self.room.change()


def _show(room: Room, opened: OpenReport) -> View:
    rows = room.workspace(opened.report.id).figures.rows(opened)
    return grid_view(opened.report, rows, room.language)


def _plan(room: Room, report_id: str, wanted: _Asked) -> FigurePlan:
    figures = room.workspace(report_id).figures
    kind, given = wanted
    if kind == "file":
        with room.running() as run:
            return figures.preview_workbook(room.take(given), run=run)
    if kind == "undo":
        return figures.preview_undo()
    edits = [CellEdit(*cell) for cell in given or ()]
    return figures.preview(edits)


def _confirm(room: Room, report_id: str, figure_id: str) -> None:
    """Confirm one figure, or take that back; without an id, all that are open."""
    workspace = room.workspace(report_id)
    with room.telling():
        rows = workspace.figures.rows(workspace.open())
        states = {row.figure.id: row.state for row in rows}
        chosen = [figure_id] if figure_id else [n for n, s in states.items() if s == "open"]
        takes_back = states.get(figure_id) == "confirmed"
        workspace.figures.confirm(chosen, withdraws=takes_back)
