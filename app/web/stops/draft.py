"""起草: the text with its numbers, and the card of the chosen one."""

import gradio as gr

from app.web import templates
from app.web.painting import card
from app.web.room import Room, Stop
from app.web.views import paper_view, progress_view


def build(room: Room) -> Stop:
    """Put the stop's parts where it is called: progress and button above, text and card below."""
    hint = {"hint": room.words["choose_number"], "c": "", "text": ""}
    with gr.Row():
        progress = gr.HTML(html_template=templates.PROGRESS, elem_id="progress")
        draft = gr.Button(
            room.words["draft_all"],
            variant="primary",
            elem_id="draft-all",
            scale=0,
            min_width=160,
        )
    with gr.Row():
        with gr.Column(scale=7):
            paper = gr.HTML(
                html_template=templates.PAPER,
                js_on_load=templates.PAPER_SCRIPT,
                elem_id="paper",
            )
        with gr.Column(scale=3, min_width=260):
            told = gr.HTML(html_template=templates.CARD, value=hint, elem_id="card")

    def start(report_id: str) -> str:
        with room.telling():
            room.desk.draft(report_id)
        return room.change()

    def pick(report_id: str, event: gr.EventData) -> dict[str, object]:
        opened = room.open(report_id)
        if opened is None or opened.result is None:
            return dict(hint)
        return card(opened.result.verdicts[event.number], opened.table, room.language)

    draft.click(start, room.report, room.changed, api_visibility="private")
    paper.select(pick, room.report, told, api_visibility="private", show_progress="hidden")
    return Stop(
        (progress, paper),
        lambda opened: [progress_view(opened, room.language), paper_view(opened, room.language)],
    )
