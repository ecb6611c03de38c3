"""Tables with two readings of a workbook that a new report is to be made of: both, and a choice."""

from typing import Any

import gradio as gr

from jushi.errors import JushiError
from jushi.kept_readings import keep_readings
from jushi.services.workspace import TwoReadings, tell_workbook_readings
from jushi.web.page_context import FILES_AT_ONCE, PageContext
from jushi.web.page_html import PageHtml
from jushi.web.views import View

_LOOKS_FOR_S = 8.0
"""A workbook that takes longer is read without being asked about: the report may be made meanwhile,
and both would take two of the workers that one person may have."""
READINGS = """
{{#each value.doubts}}<p class="state review tworeadings">{{this.told}}
<button type="button" data-form="{{this.form}}" data-reading="{{this.reading}}">\
{{this.button}}</button></p>{{/each}}
"""
"""Also part of what shows the sheets of a workbook."""
READINGS_SCRIPT = """
element.addEventListener('click', e => {
  const b = e.target.closest('button[data-form]');
  if (b) trigger('input', {said: {form: b.dataset.form, reading: b.dataset.reading}});
});
"""


def readings_view(doubts: tuple[TwoReadings, ...], context: PageContext) -> list[View]:
    """What is shown of each table: which reading was taken, and the button for the other."""
    return [
        {
            "told": each.told,
            "form": each.form,
            "reading": "first" if each.takes_other else "other",
            "button": context.words["sheet_other_reading"],
        }
        for each in doubts
    ]


def build_readings(context: PageContext, figures: gr.File) -> None:
    """Put what is told of the workbook in `figures` where it is called.

    A choice is kept at once: the report is made of the workbook as it was read last.
    """
    told = PageHtml(
        html_template=READINGS,
        js_on_load=READINGS_SCRIPT,
        value={"doubts": []},
        elem_id="figure-readings",
    )

    def look(path: str | None) -> View:
        if not path:
            return {"doubts": []}
        try:
            with context.running(seconds=_LOOKS_FOR_S) as run:
                found = run(tell_workbook_readings, context.take_workbook(path), context.language)
        except JushiError:  # told when the report is made
            return {"doubts": []}
        return {"doubts": readings_view(found, context)}

    def choose(path: str | None, event: gr.EventData) -> View:
        form, reading = str(event.said["form"]), str(event.said["reading"])
        with context.telling():
            keep_readings(context.home, {form: reading})
        return look(path)

    quiet: dict[str, Any] = {
        "api_visibility": "private",
        "show_progress": "hidden",
        "concurrency_limit": FILES_AT_ONCE,
    }
    figures.change(look, figures, told, **quiet)
    told.input(choose, figures, told, **quiet)
