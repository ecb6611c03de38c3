"""核数: the five passes, and what a person decides on each number and finding."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from jushi.errors import InvalidError
from jushi.services.workspace import OpenReport, Workspace
from jushi.web.page_context import Room, Stop
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

    room: Room
    chosen: gr.State
    told: gr.HTML
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
        opened = self.room.find(report_id)
        if opened is None:
            return [gr.skip()] * len(self.parts())
        return _card(self.room, opened, item_id)

    def pick(self, report_id: str, event: gr.EventData) -> list[Any]:
        return [str(event.item), *self.show(report_id, str(event.item))]


def build(room: Room) -> Stop:
    """Put the stop's parts where it is called."""
    with gr.Row(elem_id="check-head"):
        with gr.Column(scale=6, min_width=420):
            summary = gr.Markdown(elem_id="summary")
        with gr.Column(scale=5, min_width=340):
            reviewers = build_reviewers(room)
    panel = build_sign_off(room)
    with gr.Row(elem_id="checking"):
        with gr.Column(scale=6, min_width=420):
            passes = gr.HTML(
                html_template=templates.PASSES,
                js_on_load=templates.PASSES_SCRIPT,
                elem_id="check",
            )
        with gr.Column(scale=5, min_width=340):
            card = _lay_out_card(room)
    with gr.Accordion(room.words["reading"], open=False, elem_id="reading-aloud"):
        build_reading(room)
    with gr.Accordion(room.words["selftest"], open=False, elem_id="self-testing"):
        build_self_test(room)
    with gr.Accordion(room.words["filecheck"], open=False, elem_id="file-checking"):
        build_file_check(room)
    passes.select(card.pick, room.report, [card.chosen, *card.parts()], **_QUIET)
    passes.select(panel.target, room.report, [panel.sentence, panel.mention], **_QUIET)
    inputs = [room.report, card.chosen]
    for button, field, work in (
        (card.mend, card.wording, _mend),
        (card.confirm, card.reason, _confirm),
        (card.accept, card.reason, _accept),
        (card.withdraw, card.reason, _withdraw),
    ):
        button.click(
            _acting(room, work),
            [*inputs, field],
            [card.reason, room.changed],
            api_visibility="private",
        ).then(card.show, inputs, card.parts(), **_QUIET)
    parts = (summary, passes, *reviewers, *panel.parts())
    return Stop(parts, lambda opened: _show(room, panel, opened))


def _lay_out_card(room: Room) -> _Card:
    words = room.words
    told = gr.HTML(
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
        room,
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


def _show(room: Room, panel: SignOffPanel, opened: OpenReport) -> list[Any]:
    passes = room.workspace(opened.report.id).check.passes(opened)
    is_drafted = opened.result is not None
    return [
        summary_text(opened, passes, room.language),
        passes_view(passes, is_drafted, room.language),
        *show_reviewers(room, opened),
        *panel.show(opened),
    ]


def _card(room: Room, opened: OpenReport, item_id: str) -> list[Any]:
    items = [i for one in room.workspace(opened.report.id).check.passes(opened) for i in one.items]
    item = next((i for i in items if i.id == item_id), None)
    is_number = item is not None and item.verdict is not None and bool(item.section)
    is_decided = item is not None and item.decision is not None
    return [
        item_view(item, opened, room.language),
        gr.Column(visible=item is not None),
        gr.Row(visible=is_number and not is_decided),
        (item.expected or item.text) if item else "",
        gr.Button(visible=item is not None and item.grade != "error" and not is_decided),
        gr.Button(visible=is_decided),
    ]


_Work = Callable[[Workspace, str, str], object]


def _acting(room: Room, work: _Work) -> Callable[[str, str, str], list[Any]]:
    def act(report_id: str, item_id: str, given: str) -> list[Any]:
        with room.telling():
            if not item_id:
                raise InvalidError("web.none_chosen", place=room.words["stop_check"])
            work(room.workspace(report_id), item_id, given or "")
        room.tell(room.words["check_done"], duration=2)
        return ["", room.change()]

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
