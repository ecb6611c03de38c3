"""核数: the five passes, and what a person decides on each number and finding."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from jushi.errors import InvalidError
from jushi.services.workspace import OpenReport, Workspace
from jushi.web.page_context import PageContext, Tab
from jushi.web.page_html import PageHtml
from jushi.web.tabs.check import templates
from jushi.web.tabs.check.file_panel import build_file_check
from jushi.web.tabs.check.reading_panel import build_reading
from jushi.web.tabs.check.reviewers_panel import build_reviewers, show_reviewers
from jushi.web.tabs.check.self_test_panel import build_self_test
from jushi.web.tabs.check.sign_off_panel import SignOffPanel, build_sign_off
from jushi.web.tabs.check.views import item_view, passes_view
from jushi.web.views import summary_text

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


@dataclass(frozen=True, slots=True)
class _Card:
    """The chosen item and what can be done with it."""

    context: PageContext
    chosen: gr.State
    told: PageHtml
    actions: gr.Column
    mending: gr.Row
    wording: gr.Textbox
    mend: gr.Button
    confirm: gr.Button
    reason: gr.Textbox
    accept: gr.Button
    withdraw: gr.Button

    def parts(self) -> list[Any]:
        return [self.told, self.actions, self.mending, self.wording, self.confirm, self.withdraw]

    def show(self, report_id: str, item_id: str) -> list[Any]:
        opened = self.context.find(report_id)
        if opened is None:
            return [gr.skip()] * len(self.parts())
        return _card(self.context, opened, item_id)

    def pick(self, report_id: str, event: gr.EventData) -> list[Any]:
        return [str(event.item), *self.show(report_id, str(event.item))]


def build(context: PageContext) -> Tab:
    """Put the tab's parts where it is called."""
    with gr.Row(elem_id="check-head"):
        with gr.Column(scale=6, min_width=420):
            summary = gr.Markdown(elem_id="summary")
        with gr.Column(scale=5, min_width=340):
            reviewers = build_reviewers(context)
    panel = build_sign_off(context)
    with gr.Row(elem_id="checking"):
        with gr.Column(scale=6, min_width=420):
            passes = PageHtml(
                html_template=templates.PASSES,
                js_on_load=templates.PASSES_SCRIPT,
                elem_id="check",
            )
        with gr.Column(scale=5, min_width=340):
            card = _lay_out_card(context)
    with gr.Accordion(context.words["reading"], open=False, elem_id="reading-aloud"):
        build_reading(context)
    with gr.Accordion(context.words["selftest"], open=False, elem_id="self-testing"):
        build_self_test(context)
    with gr.Accordion(context.words["filecheck"], open=False, elem_id="file-checking"):
        build_file_check(context)
    passes.select(card.pick, context.report, [card.chosen, *card.parts()], **_QUIET)
    passes.select(panel.target, context.report, [panel.sentence, panel.mention], **_QUIET)
    inputs = [context.report, card.chosen]
    for button, field, work in (
        (card.mend, card.wording, _mend),
        (card.confirm, card.reason, _confirm),
        (card.accept, card.reason, _accept),
        (card.withdraw, card.reason, _withdraw),
    ):
        button.click(
            _acting(context, work),
            [*inputs, field],
            [card.reason, context.changed],
            api_visibility="private",
        ).then(card.show, inputs, card.parts(), **_QUIET)
    parts = (summary, passes, *reviewers, *panel.parts())
    return Tab(parts, lambda opened: _show(context, panel, opened))


def _lay_out_card(context: PageContext) -> _Card:
    words = context.words
    told = PageHtml(
        html_template=templates.ITEM,
        value={"title": "", "c": "", "hint": words["pass_choose"]},
        elem_id="check-item",
    )
    with gr.Column(visible=False) as actions:
        with gr.Row(visible=False) as mending:
            wording = gr.Textbox(label=words["check_mend_to"], elem_id="mend-words")
            mend = gr.Button(words["check_mend"], elem_id="mend", scale=0)
        confirm = gr.Button(words["check_confirm"], elem_id="confirm-item", size="sm")
        reason = gr.Textbox(label=words["check_why"], elem_id="item-reason")
        with gr.Row():
            accept = gr.Button(words["check_accept"], elem_id="accept-item", size="sm")
            withdraw = gr.Button(words["check_withdraw"], elem_id="withdraw-item", size="sm")
    return _Card(
        context,
        gr.State(""),
        told,
        actions,
        mending,
        wording,
        mend,
        confirm,
        reason,
        accept,
        withdraw,
    )


def _show(context: PageContext, panel: SignOffPanel, opened: OpenReport) -> list[Any]:
    passes = context.workspace(opened.report.id).check.passes(opened)
    is_drafted = opened.result is not None
    return [
        summary_text(opened, passes, context.language),
        passes_view(passes, is_drafted, context.language),
        *show_reviewers(context, opened),
        *panel.show(opened),
    ]


def _card(context: PageContext, opened: OpenReport, item_id: str) -> list[Any]:
    items = [
        i for one in context.workspace(opened.report.id).check.passes(opened) for i in one.items
    ]
    item = next((i for i in items if i.id == item_id), None)
    is_number = item is not None and item.verdict is not None and bool(item.section)
    is_decided = item is not None and item.decision is not None
    return [
        item_view(item, opened, context.language),
        gr.Column(visible=item is not None),
        gr.Row(visible=is_number and not is_decided),
        (item.expected or item.text) if item else "",
        gr.Button(visible=item is not None and item.grade != "error" and not is_decided),
        gr.Button(visible=is_decided),
    ]


_Work = Callable[[Workspace, str, str], object]


def _acting(context: PageContext, work: _Work) -> Callable[[str, str, str], list[Any]]:
    def act(report_id: str, item_id: str, given: str) -> list[Any]:
        with context.telling():
            if not item_id:
                raise InvalidError("web.none_chosen", place=context.words["tab_check"])
            work(context.workspace(report_id), item_id, given or "")
        context.tell(context.words["check_done"], duration=2)
        return ["", context.change()]

    return act


def _mend(workspace: Workspace, item_id: str, given: str) -> None:
    workspace.check.mend(item_id, given)


def _confirm(workspace: Workspace, item_id: str, given: str) -> None:
    passes = workspace.check.passes(workspace.open())
    found = next((i for one in passes for i in one.items if i.id == item_id), None)
    verb: Any = "confirmed" if found is not None and found.verdict is not None else "dismissed"
    workspace.check.decide(item_id, verb, given)


def _accept(workspace: Workspace, item_id: str, given: str) -> None:
    workspace.check.decide(item_id, "accepted", given)


def _withdraw(workspace: Workspace, item_id: str, _: str) -> None:
    workspace.check.withdraw(item_id)
