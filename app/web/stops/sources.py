"""资料: past reports, policies and materials."""

import gradio as gr

from app.web import templates
from app.web.room import Room, Stop
from app.web.views import sources_view


def build(room: Room) -> Stop:
    """Put the stop's parts where it is called."""
    table = gr.HTML(html_template=templates.TABLE, elem_id="sources")
    return Stop((table,), lambda opened: [sources_view(opened, room.language)])
