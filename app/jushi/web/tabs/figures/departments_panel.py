"""分发到部门, 收回部门表: the figures as sheets for departments, and the way back."""

from typing import Any

import gradio as gr

from jushi.web.page_context import FILES_AT_ONCE, Room

_SHEETS = [".xlsx", ".xlsm", ".csv"]


def build_departments(room: Room) -> tuple[gr.Button, gr.UploadButton]:
    """Put the buttons that part the figures and take sheets back where it is called."""
    words = room.words
    split = gr.Button(words["departments_split"], elem_id="departments-split", size="sm")
    returns = gr.UploadButton(
        words["departments_returns"],
        file_types=_SHEETS,
        file_count="multiple",
        elem_id="departments-returns",
        size="sm",
    )
    return split, returns


def build_sheets(room: Room, split: gr.Button) -> None:
    """Put the list of sheets where it is called; it is there once `split` was clicked."""
    sheets = gr.File(
        label=room.words["departments_sheets"],
        elem_id="departments-sheets",
        file_count="multiple",
        interactive=False,
        visible=False,
        height=200,
    )

    def part(report_id: str) -> Any:
        with room.telling():
            files = room.workspace(report_id).figures.sheets()
        handed = [room.hand_out(file.name, file.content) for file in files]
        return gr.File(handed, visible=True)

    split.click(
        part, room.report, sheets, api_visibility="private", concurrency_limit=FILES_AT_ONCE
    )
