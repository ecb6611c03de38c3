"""Who is asked to review the report; there only where people sign in, for those who may ask."""

from collections.abc import Sequence
from typing import Any

import gradio as gr

from jushi.services.workspace import OpenReport
from jushi.web.page_context import Room


def build_reviewers(room: Room) -> gr.Dropdown:
    """Put the field where it is called; see `show_reviewers`."""
    words = room.words
    asked = gr.Dropdown(
        [],
        multiselect=True,
        label=words["reviewers"],
        info=words["reviewers_what"],
        visible=False,
        elem_id="reviewers",
    )

    def ask(report_id: str, names: Sequence[str]) -> None:
        desk = room.desk
        with room.telling():
            known = [name for name in desk.reviewers() if name in names]
            room.workspace(report_id).reviewers.ask(known)
        gr.Info(words["reviewers_kept"], duration=3)

    asked.input(ask, [room.report, asked], None, api_visibility="private", show_progress="hidden")
    return asked


def show_reviewers(room: Room, opened: OpenReport) -> Any:
    """The field with those who can be asked and those who are; hidden from who may not ask."""
    desk, report = room.desk, opened.report
    names = desk.reviewers()
    chosen = [name for name in report.reviewers if name in names]
    return gr.Dropdown(
        list(names), value=chosen, visible=bool(names) and desk.asks_reviewers(report)
    )
