"""沿用: what only last year's report vouches for; kept, written anew or left out, one by one."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from jushi.services.workspace import CarriedSentence
from jushi.web.page_context import PageContext
from jushi.web.page_html import PageHtml
from jushi.web.tabs.draft import templates
from jushi.web.tabs.draft.panel import Panel

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def build_carried(context: PageContext, key: gr.Textbox) -> Panel:
    """Put the panel where it is called."""
    work = _Work(context)
    shown = PageHtml(
        html_template=templates.CARRIED,
        js_on_load=templates.CARRIED_SCRIPT,
        value={"rows": [], "hint": context.words["draft_choose_section"]},
        elem_id="carried",
    )
    shown.select(work.settle, [context.report, key], [shown, context.changed], **_QUIET)
    return Panel([], [shown], lambda report_id, key: [work.view(report_id, key)])


@dataclass(frozen=True, slots=True)
class _Work:
    context: PageContext

    def settle(self, report_id: str, key: str, event: gr.EventData) -> list[Any]:
        with self.context.telling():
            self.context.workspace(report_id).carried.settle(
                str(event.section),
                str(event.id),
                event.verb,
                base=int(event.version),
                text=str(event.text),
            )
        return [self.view(report_id, key), self.context.change()]

    def view(self, report_id: str, key: str) -> dict[str, Any]:
        """The list of the chosen section, of all where none is chosen."""
        words = self.context.words
        if not report_id:
            return {"rows": [], "hint": words["draft_choose_section"]}
        found = self.context.workspace(report_id).carried.all()
        chosen = [one for one in found if one.section == key or not key]
        hint = words["carried_hint" if chosen else "carried_none"]
        rows = [self._row(one) for one in chosen]
        return {"rows": rows, "hint": hint, "words": words}

    def _row(self, one: CarriedSentence) -> dict[str, Any]:
        words = self.context.words
        return {
            "section": one.section,
            "version": one.version,
            "id": one.id,
            "text": one.text,
            "origin": one.document,
            "mark": words["carried_waits" if one.waits else "draft_carried"],
            "reasons": list(one.reasons),
        }
