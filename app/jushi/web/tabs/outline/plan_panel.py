"""写作计划: the year's points and which section tells them, shown and edited as text."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from jushi.web.page_context import Room

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_LINES = 16


def build_plan(room: Room) -> None:
    """Put the panel where it is called; it is closed, and filled when it is opened."""
    words, work = room.words, _Work(room)
    with gr.Accordion(words["plan_title"], open=False, elem_id="writing-plan") as panel:
        gr.Markdown(words["plan_hint"])
        text = gr.Textbox(
            label=words["plan_title"], lines=_LINES, max_lines=_LINES, elem_id="plan-text"
        )
        with gr.Row():
            save = gr.Button(words["plan_save"], variant="primary", elem_id="plan-save", size="sm")
            anew = gr.Button(words["plan_anew"], elem_id="plan-anew", size="sm")
    panel.expand(work.show, room.report, text, **_QUIET)
    save.click(work.save, [room.report, text], text, **_QUIET)
    anew.click(work.anew, room.report, text, **_QUIET)


@dataclass(frozen=True, slots=True)
class _Work:
    room: Room

    def show(self, report_id: str) -> str:
        with self.room.telling():
            return self.room.workspace(report_id).plan.text()

    def save(self, report_id: str, text: str) -> str:
        """Keep the plan for the next drafting."""
        with self.room.telling():
            self.room.workspace(report_id).plan.keep(text)
        self.room.tell(self.room.words["plan_saved"], duration=3)
        return self.show(report_id)

    def anew(self, report_id: str) -> str:
        """Take back what a person edited: the plan of the figures of now."""
        with self.room.telling():
            self.room.workspace(report_id).plan.keep("")
        return self.show(report_id)
