"""参考: the passages that the writer of the chosen section is given; pinned or kept from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import gradio as gr

from jushi.services.workspace import Choice, SectionPassage
from jushi.web.page_context import PageContext
from jushi.web.page_html import PageHtml
from jushi.web.tabs.draft import templates
from jushi.web.tabs.draft.panel import Panel

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_ACTS: Mapping[str, Choice] = {
    "pin": "pinned",
    "reject": "rejected",
    "free": "",
}


def build_passages(context: PageContext, key: gr.Textbox) -> Panel:
    """Put the panel where it is called."""
    work = _Work(context)
    # Looking them up takes a search for each section: it is asked for, not done by the way.
    find = gr.Button(context.words["passages_find"], elem_id="passages-find", size="sm")
    shown = PageHtml(
        html_template=templates.PASSAGES,
        js_on_load=templates.PASSAGES_SCRIPT,
        value={"rows": [], "hint": context.words["draft_choose_section"]},
        elem_id="passages",
    )
    find.click(work.find, [context.report, key], shown, api_visibility="private")
    shown.select(work.choose, [context.report, key], shown, **_QUIET)
    return Panel([], [shown], lambda _, key: [work.clear(key)])


@dataclass(frozen=True, slots=True)
class _Work:
    context: PageContext

    def clear(self, key: str) -> dict[str, Any]:
        words = self.context.words
        return {"rows": [], "hint": words["passages_hint" if key else "draft_choose_section"]}

    def find(self, report_id: str, key: str) -> dict[str, Any]:
        if not report_id or not key:
            return self.clear(key)
        with self.context.telling():
            return self._view(report_id, key)

    def choose(self, report_id: str, key: str, event: gr.EventData) -> dict[str, Any]:
        app_context = self.context.app_context
        with self.context.telling():
            self.context.workspace(report_id).passages.choose(
                key, str(event.id), _ACTS[str(event.act)], knowledge=app_context.library.open()
            )
            return self._view(report_id, key)

    def _view(self, report_id: str, key: str) -> dict[str, Any]:
        words, app_context = self.context.words, self.context.app_context
        knowledge = app_context.library.open()
        workspace = self.context.workspace(report_id)
        outline = workspace.outline.current()
        section = next((s for s in outline if s.key == key), None)
        if section is None:
            return {"rows": [], "hint": words["passages_none"]}
        passages, year = workspace.passages, workspace.record().year
        choices = passages.choices(key)
        found = passages.find(section, knowledge=knowledge, year=year)
        used = {p.id for p in passages.used(key, knowledge=knowledge).passages}
        rejected = [c.passage_id for c in choices if c.choice == "rejected"]
        rows = [self._row(one, used) for one in found]
        rows += [
            self._plain_row(passage.id, passage.citation)
            for passage in knowledge.passages(rejected)
        ]
        return {"rows": rows, "hint": "" if rows else words["passages_none"]}

    def _row(self, one: SectionPassage, used: set[str]) -> dict[str, Any]:
        words = self.context.words
        marks = [words["passages_pinned"]] if one.is_pinned else []
        marks += [words["passages_used"]] if one.passage.id in used else []
        act = "free" if one.is_pinned else "pin"
        return {
            "id": one.passage.id,
            "origin": one.quoted.origin,
            "text": one.quoted.text,
            "c": "pinned" if one.is_pinned else "",
            "marks": marks,
            "acts": [
                {"act": act, "t": words[f"passages_{act}"]},
                {"act": "reject", "t": words["passages_reject"]},
            ],
        }

    def _plain_row(self, passage_id: str, origin: str) -> dict[str, Any]:
        words = self.context.words
        return {
            "id": passage_id,
            "origin": origin,
            "text": "",
            "c": "rejected",
            "marks": [words["passages_rejected"]],
            "acts": [{"act": "free", "t": words["passages_take_back"]}],
        }
