"""Who is asked to review and approve; there only where people sign in, for those who may ask."""

from collections.abc import Sequence
from typing import Any

import gradio as gr

from jushi.services.workspace import OpenReport
from jushi.web.page_context import Room


def build_reviewers(room: Room) -> tuple[gr.Dropdown, gr.Dropdown]:
    """Put the fields where it is called; see `show_reviewers`."""
    words = room.words
    asked = gr.Dropdown(
        [],
        multiselect=True,
        label=words["reviewers"],
        info=words["reviewers_what"],
        visible=False,
        elem_id="reviewers",
    )
    approver = gr.Dropdown([], label=words["approver"], visible=False, elem_id="approver")

    def ask(report_id: str, names: Sequence[str], approver: str | None) -> None:
        desk = room.desk
        with room.telling():
            known = [name for name in desk.reviewers() if name in names]
            chosen = approver if approver in desk.approvers() else None
            room.workspace(report_id).reviewers.ask(known, chosen or "")
        room.tell(words["reviewers_kept"], duration=3)

    given = [room.report, asked, approver]
    for field in (asked, approver):
        field.input(ask, given, None, api_visibility="private", show_progress="hidden")
    return asked, approver


def show_reviewers(room: Room, opened: OpenReport) -> list[Any]:
    """The fields with those who can be asked and those who are; hidden from who may not ask."""
    desk, report = room.desk, opened.report
    names, approvers = desk.reviewers(), desk.approvers()
    chosen = [name for name in report.reviewers if name in names]
    asks = desk.asks_reviewers(report)
    approver = report.approver if report.approver in approvers else None
    return [
        gr.Dropdown(list(names), value=chosen, visible=bool(names) and asks),
        gr.Dropdown(list(approvers), value=approver, visible=bool(approvers) and asks),
    ]
