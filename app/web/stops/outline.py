"""提纲: the sections, their length and figures."""

import gradio as gr

from app.web import templates
from app.web.room import Room, Stop
from app.web.views import outline_view


def build(room: Room) -> Stop:
    """Put the stop's parts where it is called."""
    table = gr.HTML(html_template=templates.TABLE, elem_id="outline")
    return Stop((table,), lambda opened: [outline_view(opened, room.language)])
