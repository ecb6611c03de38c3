"""数字: the card of the chosen number, drawn by the browser, and what can be done with it."""

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from jushi.errors import InvalidError
from jushi.services.workspace import CellEdit, FigurePlan, OpenReport, Spot
from jushi.web.marked_text import card
from jushi.web.page_context import PageContext
from jushi.web.page_html import PageHtml
from jushi.web.tabs.draft import templates
from jushi.web.tabs.draft.views import value_view

_FOLDER = Path(__file__).parent
_TEMPLATE = (_FOLDER / "card.html").read_text(encoding="utf-8")
_SCRIPT = (_FOLDER / "card.js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The number that the card shows."""

    spot: Spot
    figure: str
    """Id of the first figure that it rests on; empty where there is none."""


def build_card(context: PageContext) -> PageHtml:
    """Put the panel where it is called; it shows `cards_view`."""
    told = PageHtml(
        html_template=_TEMPLATE, js_on_load=_SCRIPT, value="", words=_words(context), elem_id="card"
    )
    effects = PageHtml(html_template=templates.EFFECTS, value={}, elem_id="effects")

    def look(report_id: str, event: gr.EventData) -> dict[str, Any]:
        """Show what the new value would do."""
        with context.telling():
            plan = _plan(context, report_id, _chosen(context, report_id, event), str(event.given))
        # The one that was looked at before may be hidden: what is told alike is drawn anew, too.
        view = value_view(plan, context.language)
        return {**view, "at": context.change(), "do": context.words["draft_value_do"]}

    def act(report_id: str, event: gr.EventData) -> list[Any]:
        with context.telling():
            work, done = _WORKS[str(event.act)]
            work(context, report_id, _chosen(context, report_id, event), str(event.given))
        context.tell(context.words[done], duration=3)
        return [{}, context.change()]

    told.input(look, context.report, effects, api_visibility="private")
    told.select(act, context.report, [effects, context.changed], api_visibility="private")
    return told


def _words(context: PageContext) -> dict[str, str]:
    return {name: context.words[name] for name in re.findall(r"words\.(\w+)", _TEMPLATE)}


def cards_view(context: PageContext, opened: OpenReport) -> str:
    """The cards of all numbers in text order, and the figures by name, as JSON."""
    verdicts = opened.result.verdicts if opened.result else ()
    places = list(opened.draft.places()) if opened.draft else []
    starts, by_id = [place.start for place in places], opened.table.by_id()
    cards = []
    for verdict in verdicts:
        place = bisect_right(starts, verdict.mention.start) - 1
        first = next((name for name in verdict.figures if name in by_id), "")
        cards.append(
            {
                **card(verdict, opened.table, context.language),
                "start": verdict.mention.start,
                # A number in a heading stands in no sentence, and is changed in 提纲.
                "acts": place >= 0 and verdict.mention.end <= places[place].end,
                "figure": first,
                "words": verdict.expected or verdict.mention.text,
                "value": by_id[first].tell_value() if first else "",
            }
        )
    return json.dumps({"cards": cards, "figures": _figure_names(opened)}, ensure_ascii=False)


def _figure_names(opened: OpenReport) -> list[tuple[str, str]]:
    """Name and id of each figure; figures that are told alike are told apart by their id."""
    told = [(f"{figure.indicator}　{figure.tell_value()}", figure.id) for figure in opened.table]
    counts = Counter(name for name, _ in told)
    return [(name if counts[name] == 1 else f"{name}（{key}）", key) for name, key in told]


def _chosen(context: PageContext, report_id: str, event: gr.EventData) -> _Chosen:
    """The number that the browser names. Raises InvalidError if the text moved on under it."""
    opened = context.workspace(report_id).open()
    verdicts = opened.result.verdicts if opened.result else ()
    number = int(event.number)
    verdict = verdicts[number] if 0 <= number < len(verdicts) else None
    spot = opened.find_spot(verdict) if verdict is not None else None
    if verdict is None or spot is None or verdict.mention.text != event.text:
        raise InvalidError("web.number_moved", place=str(event.text))
    if verdict.mention.start != int(event.start):
        raise InvalidError("web.number_moved", place=str(event.text))
    by_id = opened.table.by_id()
    return _Chosen(spot, next((name for name in verdict.figures if name in by_id), ""))


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
    if not at.figure:
        raise InvalidError("web.none_chosen", place=context.words["draft_value"])
    edit = CellEdit(at.figure, "value", given)
    plan = context.workspace(report_id).figures.preview([edit])
    if plan.faults:
        raise InvalidError("web.refused_value", place=given, why=plan.faults[0][2])
    return plan


def _accept(context: PageContext, report_id: str, at: _Chosen, given: str) -> None:
    context.workspace(report_id).check.accept_number(at.spot, given)


_Work = Callable[[PageContext, str, _Chosen, str], None]
_WORKS: dict[str, tuple[_Work, str]] = {
    "bind": (_bind, "draft_bound"),
    "reword": (_reword, "draft_reworded"),
    "change": (_change, "draft_changed"),
    "accept": (_accept, "draft_accepted"),
}
"""What is done with the number, and the words that tell that it is done."""
