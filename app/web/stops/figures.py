"""数据: the figure table."""

import gradio as gr

from app.web import templates
from app.web.room import Room, Stop
from app.web.views import figures_view


def build(room: Room) -> Stop:
    """Put the stop's parts where it is called."""
    table = gr.HTML(html_template=templates.TABLE, elem_id="figures")
    return Stop((table,), lambda opened: [figures_view(opened, room.language)])
