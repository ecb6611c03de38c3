"""导出: the files to take away."""

import gradio as gr

from app.web import templates
from app.web.room import Room, Stop
from app.web.views import exports_view


def build(room: Room) -> Stop:
    """Put the stop's parts where it is called."""
    links = gr.HTML(html_template=templates.EXPORTS, elem_id="exports")
    return Stop((links,), lambda opened: [exports_view(opened, room.language)])
