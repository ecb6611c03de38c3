"""Who is asked to review and approve; there only where people sign in, for those who may ask."""

from collections.abc import Sequence
from typing import Any

import gradio as gr

from jushi.services.workspace import OpenReport
from jushi.web.page_context import PageContext


def build_reviewers(context: PageContext) -> tuple[gr.Dropdown, gr.Dropdown]:
    """Put the fields where it is called; see `show_reviewers`."""
    words = context.words
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
        app_context = context.app_context
        with context.telling():
            known = [name for name in app_context.reviewers() if name in names]
            chosen = approver if approver in app_context.approvers() else None
            context.workspace(report_id).reviewers.ask(known, chosen or "")
        context.tell(words["reviewers_kept"], duration=3)

    given = [context.report, asked, approver]
    for field in (asked, approver):
        field.input(ask, given, None, api_visibility="private", show_progress="hidden")
    return asked, approver


def show_reviewers(context: PageContext, opened: OpenReport) -> list[Any]:
    """The fields with those who can be asked and those who are; hidden from who may not ask."""
    app_context, report = context.app_context, opened.report
    names, approvers = app_context.reviewers(), app_context.approvers()
    chosen = [name for name in report.reviewers if name in names]
    asks = app_context.asks_reviewers(report)
    approver = report.approver if report.approver in approvers else None
    return [
        gr.Dropdown(list(names), value=chosen, visible=bool(names) and asks),
        gr.Dropdown(list(approvers), value=approver, visible=bool(approvers) and asks),
    ]
