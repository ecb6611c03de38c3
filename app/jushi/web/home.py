"""Home: the reports that are kept, and a new one."""

import secrets
from collections.abc import Sequence
from typing import Any

import gradio as gr

from jushi.errors import InvalidError
from jushi.messages import Message
from jushi.services import collecting
from jushi.services.workspace import Keeping
from jushi.web import templates, views
from jushi.web.page_context import FILES_AT_ONCE, TAKES_FILES, PageContext, Place
from jushi.web.page_html import PageHtml
from jushi.web.readings_panel import build_readings

_GO = "(id) => { if (id) window.location.search = '?report=' + id; }"
_LOOKED_INTO = 12
"""Reports of the list, newest first, whose state is told: each is checked for it."""


def build_home(context: PageContext) -> Place:
    """Put the parts of home where it is called."""
    words = context.words
    with gr.Column(scale=3):
        gr.Markdown(f"## {words['home']}")
        reports = PageHtml(
            html_template=templates.HOME,
            js_on_load=templates.HOME_SCRIPT,
            elem_id="reports",
        )
        sample = gr.Button(words["open_sample"], elem_id="sample")
    with gr.Column(scale=2):
        figures, past, policies, create = _new_report(context)
    made = gr.Textbox(visible=False)

    def make(figures: str | None, past: list[str] | None, policies: list[str] | None) -> str:
        return _make(context, figures, [*(past or []), *(policies or [])])

    def make_sample() -> str:
        with context.telling():
            return context.app_context.sample(context.language).id

    def act(event: gr.EventData) -> list[Any]:
        report_id, act = str(event.id), str(event.act)
        with context.telling():
            workspace = context.workspace(report_id)
            if act == "roll":
                return [workspace.years.roll_forward(new_id=secrets.token_hex(16)).id, gr.skip()]
            _keep(workspace.keeping, act, str(event.title))
        return ["", _list(context, deleted=report_id if act == "delete" else "")]

    for asks, work, inputs, outputs in (
        (create.click, make, [figures, past, policies], made),
        (sample.click, make_sample, None, made),
        (reports.select, act, None, [made, reports]),
    ):
        asks(
            work, inputs, outputs, api_visibility="private", concurrency_limit=FILES_AT_ONCE
        ).success(None, made, None, js=_GO, api_visibility="private")
    return Place((reports,), lambda: [_list(context)])


def _new_report(context: PageContext) -> tuple[gr.File, gr.File, gr.File, gr.Button]:
    """Put the boxes of a new report's files and its buttons where it is called."""
    words = context.words
    gr.Markdown(f"## {words['new_report']}")
    figures = gr.File(label=words["figures_file"], elem_id="figures-file", height=84)
    build_readings(context, figures)
    past = gr.File(
        label=words["past_files"], file_count="multiple", elem_id="past-files", height=84
    )
    policies = gr.File(
        label=words["policy_files"], file_count="multiple", elem_id="policy-files", height=84
    )
    PageHtml(html_template="<p class='hint'>{{value}}</p>", value=words["skeleton_hint"])
    with gr.Row():
        create = gr.Button(
            words["create"], variant="primary", elem_id="create", elem_classes=TAKES_FILES
        )
        skeleton = gr.Button(words["skeleton_make"], elem_id="skeleton", elem_classes=TAKES_FILES)
    workbook = gr.File(
        label=words["skeleton_file"],
        elem_id="skeleton-file",
        interactive=False,
        visible=False,
        height=84,
    )

    def make(past: list[str] | None) -> Any:
        return gr.File(_skeleton(context, past or []), visible=True)

    skeleton.click(make, past, workbook, api_visibility="private", concurrency_limit=FILES_AT_ONCE)
    return figures, past, policies, create


def _make(context: PageContext, figures: str | None, paths: Sequence[str]) -> str:
    """Make a report of uploaded files, which are gone then; gives its id."""
    with context.telling(), context.running() as run:
        if figures is None and not paths:
            raise InvalidError("web.nothing_to_begin_from", place=Message("places.figures"))
        sources = [context.take(path) for path in paths]
        workbook = context.take_workbook(figures) if figures else None
        report = context.app_context.make(workbook, sources, context.language, run=run)
    context.drop(figures, *paths)
    return report.id


def _keep(keeping: Keeping, act: str, title: str) -> None:
    match act:
        case "rename":
            keeping.rename(title)
        case "archive" | "unarchive":
            keeping.archive(is_archived=act == "archive")
        case "delete":
            keeping.delete()
        case "restore":
            keeping.restore()


def _skeleton(context: PageContext, past: Sequence[str]) -> str:
    """Make the workbook to fill in of the newest own report; the files stay for 建立报告."""
    with context.telling(), context.running() as run:
        if not past:
            raise InvalidError("services.no_past_report", place=Message("places.past_reports"))
        made = run(
            collecting.newest_skeleton, [context.take(path) for path in past], context.language
        )
        return context.hand_out(made.name, made.content)


def _list(context: PageContext, *, deleted: str = "") -> views.View:
    """The list; `deleted` is the report that was deleted a moment ago."""
    reports = context.app_context.store.load_reports()
    states = {}
    for report in context.app_context.reports()[:_LOOKED_INTO]:
        opened = context.find(report.id)
        if opened is not None:
            states[report.id] = views.report_state(context.workspace(report.id), opened)
    may = {report.id for report in reports if context.app_context.asks_reviewers(report)}
    return views.home_view(reports, states, context.language, may=may, deleted=deleted)
