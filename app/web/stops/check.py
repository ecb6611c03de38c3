"""核数: what the check says."""

import gradio as gr

from app.web import templates
from app.web.room import Room, Stop
from app.web.views import check_view, summary_text


def build(room: Room) -> Stop:
    """Put the stop's parts where it is called."""
    summary = gr.Markdown(elem_id="summary")
    table = gr.HTML(html_template=templates.TABLE, elem_id="check")
    return Stop(
        (summary, table),
        lambda opened: [summary_text(opened, room.language), check_view(opened, room.language)],
    )
