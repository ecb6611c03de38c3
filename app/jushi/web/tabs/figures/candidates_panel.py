"""从材料提取: numbers of this year's materials, confirmed by a person or taken off the list."""

from collections.abc import Sequence
from typing import Any

import gradio as gr

from jushi.messages import Language, wordings
from jushi.services.workspace import CandidateRow, OpenReport
from jushi.web.page_context import FILES_AT_ONCE, PageContext
from jushi.web.page_html import PageHtml
from jushi.web.tabs.figures.views import View

TEMPLATE = """
{{#if value.rows}}<section class="box candidates" aria-label="{{value.words.candidates}}">
<h3>{{value.head}}<small>{{value.words.candidates_what}}</small></h3>
<div class="scroll"><table class="grid"><thead><tr>{{#each value.columns}}
<th scope="col">{{this}}</th>{{/each}}</tr></thead><tbody>
{{#each value.rows}}<tr data-id="{{this.id}}" data-reading="{{this.reading}}" class="{{this.c}}">
<th scope="row">{{this.indicator}}{{#if this.contradicts}}
<small class="fault">{{this.contradicts}}</small>{{/if}}</th>
<td class="number">{{this.value}}</td><td>{{this.period}}</td>
<td>{{#each this.places}}<small><b>{{this.place}}</b> {{this.sentence}}</small>{{/each}}</td>
<td>{{this.figure}}</td>
<td><button type="button" data-verb="confirm" aria-label="{{this.confirm_label}}">\
{{../value.words.candidate_confirm}}</button>
<button type="button" data-verb="dismiss" aria-label="{{this.dismiss_label}}">\
{{../value.words.candidate_dismiss}}</button></td></tr>{{/each}}</tbody></table></div>
</section>{{/if}}
"""

SCRIPT = """
element.addEventListener('click', e => {
  const button = e.target.closest('button[data-verb]');
  if (!button) return;
  const row = button.closest('tr');
  for (const one of row.querySelectorAll('button')) one.disabled = true;
  trigger('select', {
    id: row.dataset.id, reading: Number(row.dataset.reading), verb: button.dataset.verb,
  });
});
"""
_MATERIALS = [
    *(".docx", ".doc", ".wps", ".pdf", ".txt", ".md", ".html"),
    *(".xlsx", ".xlsm", ".csv", ".tsv", ".json", ".yaml"),
]
_COLUMNS = ("indicator", "figure_value", "period", "candidate_sentence", "candidate_figure")


def build_button(context: PageContext) -> gr.UploadButton:
    """Put the button that takes materials where it is called."""
    return gr.UploadButton(
        context.words["candidates_extract"],
        file_types=_MATERIALS,
        file_count="multiple",
        elem_id="candidates-extract",
        size="sm",
    )


def build_candidates(context: PageContext, upload: gr.UploadButton) -> PageHtml:
    """Put the list where it is called; `upload` brings the materials."""
    shown = PageHtml(
        html_template=TEMPLATE, js_on_load=SCRIPT, value={"rows": []}, elem_id="candidates"
    )

    def extract(report_id: str, paths: Sequence[str]) -> str:
        try:
            with context.telling(), context.running() as run:
                materials = [context.take(path) for path in paths]
                found = context.workspace(report_id).candidates.extract(materials, run=run)
        finally:
            context.drop(*paths)
        context.tell(context.words["candidates_found"].format(n=found), duration=4)
        return context.change()

    def decide(report_id: str, event: gr.EventData) -> str:
        candidates = context.workspace(report_id).candidates
        with context.telling():
            if str(event.verb) == "confirm":
                candidates.confirm(str(event.id), reading=int(event.reading))
            else:
                candidates.dismiss(str(event.id))
        return context.change()

    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "minimal"}
    upload.upload(
        extract, [context.report, upload], context.changed, concurrency_limit=FILES_AT_ONCE, **quiet
    )
    shown.select(decide, context.report, context.changed, **quiet)
    return shown


def show_candidates(context: PageContext, opened: OpenReport) -> View:
    """What the list shows."""
    return candidates_view(context.workspace(opened.report.id).candidates.rows(), context.language)


def candidates_view(rows: Sequence[CandidateRow], language: Language) -> View:
    """A line for each reading of each candidate, those that contradict beside each other."""
    words = wordings("page", language)
    return {
        "words": words,
        "head": words["candidates_head"].format(n=len(rows)),
        "columns": [*(words[name] for name in _COLUMNS), ""],
        "rows": [line for row in rows for line in _lines(row, words)],
    }


def _lines(row: CandidateRow, words: dict[str, str]) -> list[View]:
    candidate = row.candidate
    target = row.figure.indicator if row.figure is not None else words["candidate_new"]
    lines = []
    for number, reading in enumerate(candidate.readings):
        figure = reading[0].figure
        value = figure.tell_value()
        lines.append(
            {
                "id": candidate.id,
                "reading": number,
                "c": "error" if candidate.is_contradicted else "review",
                "indicator": figure.indicator,
                "contradicts": words["candidate_contradicts"] if candidate.is_contradicted else "",
                "value": value,
                "period": figure.period.text if figure.period else "",
                "places": [
                    {"place": f"{one.figure.cell}", "sentence": one.sentence} for one in reading
                ],
                "figure": target,
                "confirm_label": f"{words['candidate_confirm']} {figure.indicator} {value}",
                "dismiss_label": f"{words['candidate_dismiss']} {figure.indicator} {value}",
            }
        )
    return lines
