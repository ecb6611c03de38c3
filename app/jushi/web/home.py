"""Home: the reports that are kept, and a new one."""

import secrets
from collections.abc import Sequence

import gradio as gr

from jushi.errors import InvalidError
from jushi.web import templates, views
from jushi.web.page_context import FILES_AT_ONCE, TAKES_FILES, Place, Room

_GO = "(id) => { if (id) window.location.search = '?report=' + id; }"
_LOOKED_INTO = 12
"""Reports of the list, newest first, whose state is told: each is checked for it."""


def build_home(room: Room) -> Place:
    """Put the parts of home where it is called."""
    words = room.words
    with gr.Column(scale=3):
        gr.Markdown(f"## {words['home']}")
        reports = gr.HTML(
            html_template=templates.HOME,
            js_on_load=templates.HOME_SCRIPT,
            elem_id="reports",
        )
        sample = gr.Button(words["open_sample"], elem_id="sample")
    with gr.Column(scale=2):
        gr.Markdown(f"## {words['new_report']}")
        figures = gr.File(label=words["figures_file"], elem_id="figures-file", height=84)
        past = gr.File(
            label=words["past_files"], file_count="multiple", elem_id="past-files", height=84
        )
        policies = gr.File(
            label=words["policy_files"], file_count="multiple", elem_id="policy-files", height=84
        )
        create = gr.Button(
            words["create"], variant="primary", elem_id="create", elem_classes=TAKES_FILES
        )
    made = gr.Textbox(visible=False)

    def make(figures: str | None, past: list[str] | None, policies: list[str] | None) -> str:
        return _make(room, figures, [*(past or []), *(policies or [])])

    def make_sample() -> str:
        with room.telling():
            return room.desk.sample(room.language).id

    def roll(event: gr.EventData) -> str:
        with room.telling():
            years = room.workspace(str(event.id)).years
            return years.roll_forward(new_id=secrets.token_hex(16)).id

    for asks, work, inputs in (
        (create.click, make, [figures, past, policies]),
        (sample.click, make_sample, None),
        (reports.select, roll, None),
    ):
        asks(work, inputs, made, api_visibility="private", concurrency_limit=FILES_AT_ONCE).success(
            None, made, None, js=_GO, api_visibility="private"
        )
    return Place((reports,), lambda: [_list(room)])


def _make(room: Room, figures: str | None, paths: Sequence[str]) -> str:
    """Make a report of uploaded files, which are gone then; gives its id."""
    with room.telling(), room.running() as run:
        if figures is None:
            raise InvalidError("web.no_workbook", place="figures")
        sources = [room.take(path) for path in paths]
        report = room.desk.make(room.take(figures), sources, room.language, run=run)
    room.drop(figures, *paths)
    return report.id


def _list(room: Room) -> views.View:
    reports = room.desk.reports()
    states = {}
    for report in reports[:_LOOKED_INTO]:
        opened = room.find(report.id)
        if opened is not None:
            passes = room.workspace(opened.report.id).check.passes(opened)
            states[report.id] = views.state_of(opened, passes, room.language)
    return views.home_view(reports, states, room.language)
