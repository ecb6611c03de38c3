"""分发到部门, 收回部门表: the figures as sheets for departments, and the way back."""

import gradio as gr

from jushi.web.page_context import Room

_SHEETS = [".xlsx", ".xlsm", ".csv"]


def build_departments(room: Room) -> tuple[gr.Button, gr.UploadButton, gr.File]:
    """Put the button that parts, the one that takes returns, and the sheets where it is called."""
    words = room.words
    split = gr.Button(words["departments_split"], elem_id="departments-split", size="sm")
    returns = gr.UploadButton(
        words["departments_returns"],
        file_types=_SHEETS,
        file_count="multiple",
        elem_id="departments-returns",
        size="sm",
    )
    sheets = gr.File(
        label=words["departments_sheets"],
        elem_id="departments-sheets",
        file_count="multiple",
        interactive=False,
        visible=False,
    )
    return split, returns, sheets
