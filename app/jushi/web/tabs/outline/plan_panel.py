"""写作计划: the year's points and which section tells them, shown and edited as text."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from jushi.web.page_context import PageContext

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_LINES = 16


def build_plan(context: PageContext) -> None:
    """Put the panel where it is called; it is closed, and filled when it is opened."""
    words, work = context.words, _Work(context)
    with gr.Accordion(words["plan_title"], open=False, elem_id="writing-plan") as panel:
        gr.Markdown(words["plan_hint"])
        text = gr.Textbox(
            label=words["plan_title"], lines=_LINES, max_lines=_LINES, elem_id="plan-text"
        )
        with gr.Row():
            save = gr.Button(words["plan_save"], variant="primary", elem_id="plan-save", size="sm")
            anew = gr.Button(words["plan_anew"], elem_id="plan-anew", size="sm")
    panel.expand(work.show, context.report, text, **_QUIET)
    save.click(work.save, [context.report, text], text, **_QUIET)
    anew.click(work.anew, context.report, text, **_QUIET)


@dataclass(frozen=True, slots=True)
class _Work:
    context: PageContext

    def show(self, report_id: str) -> str:
        with self.context.telling():
            return self.context.workspace(report_id).plan.text()

    def save(self, report_id: str, text: str) -> str:
        """Keep the plan for the next drafting."""
        with self.context.telling():
            self.context.workspace(report_id).plan.keep(text)
        self.context.tell(self.context.words["plan_saved"], duration=3)
        return self.show(report_id)

    def anew(self, report_id: str) -> str:
        """Take back what a person edited: the plan of the figures of now."""
        with self.context.telling():
            self.context.workspace(report_id).plan.keep("")
        return self.show(report_id)
