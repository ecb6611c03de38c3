"""起草: the sections, the text with its numbers, and what can be done with the chosen one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from jushi.errors import InvalidError
from jushi.messages import Message
from jushi.services.workspace import OpenReport
from jushi.web import templates as page_templates
from jushi.web.page_context import PageContext, Tab
from jushi.web.page_html import PageHtml
from jushi.web.tabs.draft import templates
from jushi.web.tabs.draft.card_panel import build_card, cards_view
from jushi.web.tabs.draft.carried_panel import build_carried
from jushi.web.tabs.draft.edit_panel import build_editor
from jushi.web.tabs.draft.panel import Follower, Panel
from jushi.web.tabs.draft.passages_panel import build_passages
from jushi.web.tabs.draft.revise_panel import build_revising
from jushi.web.tabs.draft.version_panel import build_versions
from jushi.web.tabs.draft.views import locked_by_section, paper_view, section_list_view
from jushi.web.views import progress_view

_PAPER_SCRIPT = (Path(__file__).parent / "paper.js").read_text(encoding="utf-8")
_MOST_NAMED = 6
"""Sections that a question names."""


def build(context: PageContext) -> Tab:
    """Put the tab's parts where it is called: sections, text, and the panels beside it."""
    follower = Follower(context)
    work = _Work(context)
    progress, draft, one, stop, go_on, undo = _lay_out_bar(context)
    _ask(context, work, draft)
    with gr.Row(elem_id="drafting"):
        with gr.Column(scale=2, min_width=190):
            sections = PageHtml(
                html_template=templates.SECTIONS,
                js_on_load=templates.SECTIONS_SCRIPT,
                elem_id="sections",
            )
        with gr.Column(scale=6, min_width=420):
            paper = PageHtml(
                html_template=templates.PAPER,
                js_on_load=_PAPER_SCRIPT,
                elem_id="paper",
            )
        with gr.Column(scale=4, min_width=300), gr.Tabs(elem_id="panels"):
            card = _panels(context, follower)

    for button, job, given in (
        (undo, work.undo, [context.report]),
        (one, work.draft_one, [context.report, follower.key]),
        (stop, work.stop, [context.report]),
        (go_on, work.go_on, [context.report]),
    ):
        button.click(job, given, context.changed, api_visibility="private")
    for source in (sections, paper):
        follower.choose(source)
    shown = (progress, sections, paper, card, one, stop, go_on, undo)
    return Tab(shown, lambda opened: _show(context, opened))


def _lay_out_bar(
    context: PageContext,
) -> tuple[PageHtml, gr.Button, gr.Button, gr.Button, gr.Button, gr.Button]:
    """How far the drafting is, and the buttons: all, one section, stop, go on, undo."""
    with gr.Row(elem_classes="draftbar"):
        progress = PageHtml(html_template=page_templates.PROGRESS, elem_id="progress")
        draft, one, stop, go_on = (
            gr.Button(
                context.words[f"draft_{name}"],
                variant="primary" if name == "all" else "secondary",
                elem_id=f"draft-{name.replace('_', '-')}",
                scale=0,
                min_width=150,
            )
            for name in ("all", "one", "stop", "go_on")
        )
        undo = gr.Button(
            context.words["draft_undo_all"], elem_id="draft-undo", scale=0, visible=False
        )
    return progress, draft, one, stop, go_on, undo


def _ask(context: PageContext, work: "_Work", draft: gr.Button) -> None:
    """Put the question what becomes of edited sections where it is called; `draft` asks it."""
    with gr.Row(visible=False, elem_id="draft-ask") as asking:
        asked = gr.Markdown(elem_id="draft-asked")
        keep, replace, leave = (
            gr.Button(
                context.words[f"draft_edited_{name}"],
                variant="primary" if name == "keep" else "secondary",
                elem_id=f"draft-edited-{name}",
                scale=0,
                min_width=150,
            )
            for name in ("keep", "replace", "leave")
        )
    for button, begin in (
        (draft, work.ask),
        (keep, work.draft),
        (replace, work.draft_over),
        (leave, lambda _: [gr.skip(), _hidden(), ""]),
    ):
        button.click(
            begin, context.report, [context.changed, asking, asked], api_visibility="private"
        )


@dataclass(frozen=True, slots=True)
class _Work:
    """The buttons of a drafting."""

    context: PageContext

    def ask(self, report_id: str) -> list[Any]:
        """Draft all, or ask first where people edited some of it."""
        words = self.context.words
        with self.context.telling():
            edited = self.context.workspace(report_id).draft.edited()
        if not edited:
            return self.draft(report_id)
        named = "、".join(v.text.title or words["draft_lead"] for v in edited[:_MOST_NAMED])
        more = words["draft_edited_more"] if len(edited) > _MOST_NAMED else ""
        told = words["draft_edited"].format(n=len(edited), titles=named + more)
        return [gr.skip(), gr.Row(visible=True), told]

    def draft(self, report_id: str) -> list[Any]:
        """Draft all but what people edited."""
        return self._draft(report_id, replaces_edited=False)

    def draft_over(self, report_id: str) -> list[Any]:
        """Draft all, what people edited included."""
        return self._draft(report_id, replaces_edited=True)

    def _draft(self, report_id: str, *, replaces_edited: bool) -> list[Any]:
        with self.context.telling():
            self.context.app_context.draft(report_id, replaces_edited=replaces_edited)
        return [self.context.change(), _hidden(), ""]

    def undo(self, report_id: str) -> str:
        with self.context.telling():
            undone = self.context.workspace(report_id).draft.undo()
        self.context.tell(self.context.words["draft_undone"].format(n=len(undone)), duration=3)
        return self.context.change()

    def draft_one(self, report_id: str, key: str) -> str:
        with self.context.telling():
            if not key:
                raise InvalidError("web.no_section_chosen", place=Message("page.tab_draft"))
            self.context.app_context.draft(report_id, (key,))
        return self.context.change()

    def stop(self, report_id: str) -> str:
        with self.context.telling():
            for job in self.context.app_context.store.list_jobs(report_id=report_id, is_open=True):
                self.context.workspace(report_id).draft.cancel(job.id)
        return self.context.change()

    def go_on(self, report_id: str) -> str:
        with self.context.telling():
            jobs = self.context.app_context.store.list_jobs(report_id=report_id)
            if jobs and jobs[0].is_finished and jobs[0].state != "done":
                self.context.app_context.go_on(jobs[0])
        return self.context.change()


def _hidden() -> gr.Row:
    return gr.Row(visible=False)


def _panels(context: PageContext, follower: Follower) -> PageHtml:
    """Put the panels where it is called; gives what shows the cards of the numbers."""
    words, key = context.words, follower.key
    with gr.Tab(words["draft_tab_number"]) as tab:
        card = build_card(context)
    follower.leave(tab)
    panels: dict[str, list[Panel]] = {}
    for name, build_panel in (
        ("edit", build_editor),
        ("revise", build_revising),
        ("passages", build_passages),
        ("versions", build_versions),
    ):
        with gr.Tab(words[f"draft_tab_{name}"]) as tab:
            panels[name] = [build_panel(context, key)]
            if name == "edit":
                # A tab more would not fit beside the paper: the last ones would hide in a menu.
                with gr.Accordion(words["carried_title"], open=False, elem_id="carried-box"):
                    panels[name].append(build_carried(context, key))
        follower.look(name, tab)
    follower.follow(panels)
    return card


def _show(context: PageContext, opened: OpenReport) -> list[Any]:
    versions = context.app_context.store.load_sections(opened.report.id)
    job = opened.job
    runs = job is not None and not job.is_finished
    stopped = job is not None and job.state in ("failed", "cancelled")
    locked = locked_by_section(context, opened, versions)
    return [
        progress_view(opened, context.language),
        section_list_view(opened, versions, locked, context.language),
        paper_view(context, opened, versions, locked),
        cards_view(context, opened),
        gr.Button(visible=bool(versions) and not runs),
        gr.Button(visible=runs),
        gr.Button(visible=stopped),
        gr.Button(visible=bool(context.workspace(opened.report.id).draft.undoable())),
    ]
