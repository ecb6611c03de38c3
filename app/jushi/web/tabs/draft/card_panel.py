"""数字: the card of the chosen number, and what can be done with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from jushi.errors import InvalidError
from jushi.services.workspace import CellEdit, FigurePlan, Spot
from jushi.web import templates as page_templates
from jushi.web.marked_text import card
from jushi.web.page_context import PageContext
from jushi.web.page_html import PageHtml
from jushi.web.tabs.draft import templates
from jushi.web.tabs.draft.views import value_view

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The number that the card shows."""

    spot: Spot
    figure: str
    """Id of the first figure that it rests on; empty where there is none."""


@dataclass(frozen=True, slots=True)
class _Card:
    """The card and its fields."""

    context: PageContext
    chosen: gr.State
    told: PageHtml
    actions: gr.Column
    effects: PageHtml
    change: gr.Button
    figure: gr.Dropdown
    wording: gr.Textbox
    value: gr.Textbox

    def parts(self) -> list[Any]:
        return [self.chosen, self.told, self.actions, self.effects, self.change]

    def cleared(self) -> list[Any]:
        return [None, _hint(self.context), *[gr.update(visible=False)] * 3]

    def pick(self, report_id: str, event: gr.EventData) -> list[Any]:
        """Show the number that was clicked, unless the text has moved on under it."""
        opened, nothing = self.context.find(report_id), [*self.cleared(), *[gr.skip()] * 3]
        verdicts = opened.result.verdicts if opened and opened.result else ()
        number = int(event.number)
        if opened is None or not 0 <= number < len(verdicts):
            return nothing
        verdict = verdicts[number]
        if verdict.mention.text != event.text:
            return nothing
        spot = opened.find_spot(verdict)
        by_id = opened.table.by_id()
        first = next((name for name in verdict.figures if name in by_id), "")
        return [
            spot and _Chosen(spot, first),
            card(verdict, opened.table, self.context.language),
            gr.Column(visible=spot is not None),
            *[gr.update(visible=False)] * 2,
            gr.Dropdown(
                choices=[(f"{f.indicator}　{f.tell_value()}", f.id) for f in opened.table],
                value=None,
            ),
            verdict.expected or verdict.mention.text,
            by_id[first].tell_value() if first else "",
        ]

    def look(self, report_id: str, at: _Chosen | None, given: str) -> list[Any]:
        """Show what the new value would do."""
        context = self.context
        with context.telling():
            if at is None or not at.figure:
                raise InvalidError("web.none_chosen", place=context.words["draft_value"])
            plan = _plan(context, report_id, at, given)
        shown = value_view(plan, context.language)
        return [gr.update(value=shown, visible=True), gr.Button(visible=True)]

    def acts(self, button: gr.Button, field: Any, work: "_Work", done: str) -> None:
        """Have `button` do `work` with what `field` holds, then tell that it is done."""
        context = self.context

        def run(report_id: str, at: _Chosen | None, given: str | None) -> list[Any]:
            with context.telling():
                if at is None:
                    raise InvalidError("web.none_chosen", place=context.words["draft_tab_number"])
                work(context, report_id, at, given or "")
            context.tell(context.words[done], duration=3)
            return [*self.cleared(), context.change()]

        outputs = [*self.parts(), context.changed]
        button.click(run, [context.report, self.chosen, field], outputs, api_visibility="private")


_Work = Callable[[PageContext, str, _Chosen, str], object]


def build_card(context: PageContext) -> Callable[[PageHtml], object]:
    """Put the panel where it is called; gives what has it show the number chosen in a paper."""
    words = context.words
    chosen = gr.State(None)
    told = PageHtml(html_template=page_templates.CARD, value=_hint(context), elem_id="card")
    with gr.Column(visible=False, elem_id="card-actions") as actions:
        with gr.Accordion(words["draft_bind"], open=False):
            figure = gr.Dropdown(label=words["draft_bind_to"], choices=[], elem_id="bind-figure")
            bind = gr.Button(words["draft_bind_do"], elem_id="bind", size="sm")
        with gr.Accordion(words["draft_reword"], open=False):
            wording = gr.Textbox(label=words["draft_reword_to"], elem_id="new-words")
            reword = gr.Button(words["draft_reword_do"], elem_id="reword", size="sm")
        with gr.Accordion(words["draft_value"], open=False):
            value = gr.Textbox(label=words["draft_value_to"], elem_id="new-value")
            preview = gr.Button(words["draft_value_preview"], elem_id="preview-value", size="sm")
            effects = PageHtml(html_template=templates.EFFECTS, visible=False, elem_id="effects")
            change = gr.Button(
                words["draft_value_do"], variant="primary", visible=False, elem_id="change-value"
            )
        with gr.Accordion(words["draft_accept"], open=False):
            reason = gr.Textbox(label=words["draft_accept_why"], elem_id="accept-reason")
            accept = gr.Button(words["draft_accept_do"], elem_id="accept", size="sm")
    shown = _Card(context, chosen, told, actions, effects, change, figure, wording, value)
    shown.acts(bind, figure, _bind, "draft_bound")
    shown.acts(reword, wording, _reword, "draft_reworded")
    shown.acts(change, value, _change, "draft_changed")
    shown.acts(accept, reason, _accept, "draft_accepted")
    preview.click(
        shown.look, [context.report, chosen, value], [effects, change], api_visibility="private"
    )
    value.input(lambda: [gr.update(visible=False)] * 2, None, [effects, change], **_QUIET)
    filled = [*shown.parts(), figure, wording, value]
    return lambda paper: paper.select(shown.pick, context.report, filled, **_QUIET)


def _hint(context: PageContext) -> dict[str, object]:
    return {"hint": context.words["choose_number"], "c": "", "text": ""}


def _bind(context: PageContext, report_id: str, at: _Chosen, given: str) -> None:
    if not given:
        raise InvalidError("web.no_figure_chosen", place=at.spot.text)
    slot = f"{{{{{given}}}}}"
    context.workspace(report_id).sections.replace_number(at.spot, slot)


def _reword(context: PageContext, report_id: str, at: _Chosen, given: str) -> None:
    context.workspace(report_id).sections.replace_number(at.spot, given)


def _change(context: PageContext, report_id: str, at: _Chosen, given: str) -> None:
    context.workspace(report_id).figures.keep(_plan(context, report_id, at, given))


def _plan(context: PageContext, report_id: str, at: _Chosen, given: str) -> FigurePlan:
    """What the value does. Raises InvalidError for one that cannot be read."""
    edit = CellEdit(at.figure, "value", given)
    plan = context.workspace(report_id).figures.preview([edit])
    if plan.faults:
        raise InvalidError("web.refused_value", place=given, why=plan.faults[0][2])
    return plan


def _accept(context: PageContext, report_id: str, at: _Chosen, given: str) -> None:
    context.workspace(report_id).check.accept_number(at.spot, given)
