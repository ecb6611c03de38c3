"""沿用: what only last year's report vouches for; kept, written anew or left out, one by one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from jushi.services.workspace import CarriedSentence
from jushi.web.page_context import Room
from jushi.web.tabs.draft import templates

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def build_carried(room: Room, key: gr.State) -> Callable[[Any], object]:
    """Put the panel where it is called; gives what has it follow an event."""
    work = _Work(room)
    shown = gr.HTML(
        html_template=templates.CARRIED,
        js_on_load=templates.CARRIED_SCRIPT,
        value={"rows": [], "hint": room.words["draft_choose_section"]},
        elem_id="carried",
    )
    shown.select(work.settle, [room.report, key], [shown, room.changed], **_QUIET)
    return lambda event: event(work.view, [room.report, key], shown, **_QUIET)


@dataclass(frozen=True, slots=True)
class _Work:
    room: Room

    def settle(self, report_id: str, key: str, event: gr.EventData) -> list[Any]:
        with self.room.telling():
            self.room.workspace(report_id).carried.settle(
                str(event.section),
                str(event.id),
                event.verb,
                base=int(event.version),
                text=str(event.text),
            )
        return [self.view(report_id, key), self.room.change()]

    def view(self, report_id: str, key: str) -> dict[str, Any]:
        """The list of the chosen section, of all where none is chosen."""
        words = self.room.words
        if not report_id:
            return {"rows": [], "hint": words["draft_choose_section"]}
        found = self.room.workspace(report_id).carried.all()
        chosen = [one for one in found if one.section == key or not key]
        hint = words["carried_hint" if chosen else "carried_none"]
        rows = [self._row(one) for one in chosen]
        return {"rows": rows, "hint": hint, "words": words}

    def _row(self, one: CarriedSentence) -> dict[str, Any]:
        words = self.room.words
        return {
            "section": one.section,
            "version": one.version,
            "id": one.id,
            "text": one.text,
            "origin": one.document,
            "mark": words["carried_waits" if one.waits else "draft_carried"],
            "reasons": list(one.reasons),
        }
