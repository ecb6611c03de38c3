"""起草: the sections, the text with its numbers, and what can be done with the chosen one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from jushi.errors import InvalidError
from jushi.services.workspace import OpenReport
from jushi.web import templates as page_templates
from jushi.web.page_context import Room, Stop
from jushi.web.tabs.draft import templates
from jushi.web.tabs.draft.card_panel import build_card
from jushi.web.tabs.draft.carried_panel import build_carried
from jushi.web.tabs.draft.edit_panel import build_editor
from jushi.web.tabs.draft.passages_panel import build_passages
from jushi.web.tabs.draft.revise_panel import build_revising
from jushi.web.tabs.draft.version_panel import build_versions
from jushi.web.tabs.draft.views import locked_by_section, paper_view, section_list_view
from jushi.web.views import progress_view


def build(room: Room) -> Stop:
    """Put the stop's parts where it is called: sections, text, and the panels beside it."""
    key = gr.State("")
    with gr.Row(elem_classes="draftbar"):
        progress = gr.HTML(html_template=page_templates.PROGRESS, elem_id="progress")
        draft, one, stop, go_on = (
            gr.Button(
                room.words[f"draft_{name}"],
                variant="primary" if name == "all" else "secondary",
                elem_id=f"draft-{name.replace('_', '-')}",
                scale=0,
                min_width=150,
            )
            for name in ("all", "one", "stop", "go_on")
        )
    with gr.Row(elem_id="drafting"):
        with gr.Column(scale=2, min_width=190):
            sections = gr.HTML(
                html_template=templates.SECTIONS,
                js_on_load=templates.SECTIONS_SCRIPT,
                elem_id="sections",
            )
        with gr.Column(scale=6, min_width=420):
            paper = gr.HTML(
                html_template=templates.PAPER,
                js_on_load=templates.PAPER_SCRIPT,
                elem_id="paper",
            )
        with gr.Column(scale=4, min_width=300), gr.Tabs(elem_id="panels"):
            pick, follows = _panels(room, key)

    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    work = _Work(room)
    for button, job, given in (
        (draft, work.draft, [room.report]),
        (one, work.draft_one, [room.report, key]),
        (stop, work.stop, [room.report]),
        (go_on, work.go_on, [room.report]),
    ):
        button.click(job, given, room.changed, api_visibility="private")
    for source in (sections, paper):
        source.select(_key_of, None, key, **quiet)
    pick(paper)
    for follow in follows:
        follow(key.change)
        follow(room.changed.change)
    shown = (progress, sections, paper, one, stop, go_on)
    return Stop(shown, lambda opened: _show(room, opened))


@dataclass(frozen=True, slots=True)
class _Work:
    """The buttons of a drafting."""

    room: Room

    def draft(self, report_id: str) -> str:
        with self.room.telling():
            self.room.desk.draft(report_id)
        return self.room.change()

    def draft_one(self, report_id: str, key: str) -> str:
        with self.room.telling():
            if not key:
                raise InvalidError("web.no_section_chosen", place="起草")
            self.room.desk.draft(report_id, (key,))
        return self.room.change()

    def stop(self, report_id: str) -> str:
        with self.room.telling():
            for job in self.room.desk.store.list_jobs(report_id=report_id, is_open=True):
                self.room.workspace(report_id).draft.cancel(job.id)
        return self.room.change()

    def go_on(self, report_id: str) -> str:
        with self.room.telling():
            jobs = self.room.desk.store.list_jobs(report_id=report_id)
            if jobs and jobs[0].is_finished and jobs[0].state != "done":
                self.room.desk.go_on(jobs[0])
        return self.room.change()


def _key_of(event: gr.EventData) -> str:
    return str(event.key)


_Follow = Callable[[Any], object]


def _panels(room: Room, key: gr.State) -> tuple[Callable[[gr.HTML], object], list[_Follow]]:
    """Put the panels where it is called; gives what has them follow a paper and an event."""
    with gr.Tab(room.words["draft_tab_number"]):
        pick = build_card(room)
    follows: list[_Follow] = []
    for name, build_panel in (
        ("draft_tab_edit", build_editor),
        ("draft_tab_revise", build_revising),
        ("draft_tab_passages", build_passages),
        ("draft_tab_versions", build_versions),
    ):
        with gr.Tab(room.words[name]):
            follows.append(build_panel(room, key))
            if build_panel is build_editor:
                # A tab more would not fit beside the paper: the last ones would hide in a menu.
                with gr.Accordion(room.words["carried_title"], open=False, elem_id="carried-box"):
                    follows.append(build_carried(room, key))
    return pick, follows


def _show(room: Room, opened: OpenReport) -> list[Any]:
    versions = room.desk.store.load_sections(opened.report.id)
    job = opened.job
    runs = job is not None and not job.is_finished
    stopped = job is not None and job.state in ("failed", "cancelled")
    locked = locked_by_section(room, opened, versions)
    return [
        progress_view(opened, room.language),
        section_list_view(opened, versions, locked, room.language),
        paper_view(room, opened, versions, locked),
        gr.Button(visible=bool(versions) and not runs),
        gr.Button(visible=runs),
        gr.Button(visible=stopped),
    ]
