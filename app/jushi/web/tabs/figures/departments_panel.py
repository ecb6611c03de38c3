"""分发到部门, 收回部门表: the figures as sheets for departments, and the way back."""

from typing import Any

import gradio as gr

from jushi.web.page_context import FILES_AT_ONCE, PageContext

_SHEETS = [".xlsx", ".xlsm", ".csv"]


def build_departments(context: PageContext) -> tuple[gr.Button, gr.UploadButton]:
    """Put the buttons that part the figures and take sheets back where it is called."""
    words = context.words
    split = gr.Button(words["departments_split"], elem_id="departments-split", size="sm")
    returns = gr.UploadButton(
        words["departments_returns"],
        file_types=_SHEETS,
        file_count="multiple",
        elem_id="departments-returns",
        size="sm",
    )
    return split, returns


def build_sheets(context: PageContext, split: gr.Button) -> None:
    """Put the list of sheets where it is called; it is there once `split` was clicked."""
    sheets = gr.File(
        label=context.words["departments_sheets"],
        elem_id="departments-sheets",
        file_count="multiple",
        interactive=False,
        visible=False,
        height=200,
    )

    def part(report_id: str) -> Any:
        with context.telling():
            files = context.workspace(report_id).figures.sheets()
        handed = [context.hand_out(file.name, file.content) for file in files]
        return gr.File(handed, visible=True)

    split.click(
        part, context.report, sheets, api_visibility="private", concurrency_limit=FILES_AT_ONCE
    )
