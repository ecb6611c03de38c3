"""带回改过的 Word: what a returned file changes, each change to be taken or left."""

from typing import Any

import gradio as gr

from jushi.documents import WORD_SUFFIXES
from jushi.services.workspace import Returned, ReturnedLine
from jushi.web.page_context import FILES_AT_ONCE, PageContext
from jushi.web.page_html import PageHtml

TEMPLATE = """
<section class="returned" aria-live="polite">{{#if value.told}}
<p class="planhead">{{value.told}}</p>
{{#if value.open}}<p class="all"><button type="button" data-act="all">{{value.take_all}}</button>
<button type="button" data-act="some">{{value.take_some}}</button></p>{{/if}}
<ul>{{#each value.rows}}<li class="change {{this.kind}}"><p>{{#if this.takes}}\
<input type="checkbox" value="{{this.number}}" aria-label="{{this.label}}">{{/if}}
<b>{{this.label}}</b> <small>{{this.title}}</small></p>
<p class="words">{{#each this.pieces}}<span class="{{this.c}}">{{this.t}}</span>{{/each}}</p>
{{#each this.notes}}<p class="state review">{{this}}</p>{{/each}}</li>{{/each}}</ul>{{else}}
<p class="hint">{{value.hint}}</p>{{/if}}</section>
"""
SCRIPT = """
element.addEventListener('click', e => {
  const b = e.target.closest('[data-act]');
  if (!b) return;
  const on = [...element.querySelectorAll('input:checked')].map(x => +x.value);
  if (b.dataset.act === 'some' && !on.length) return;
  element.querySelectorAll('[data-act]').forEach(x => { x.disabled = true; });
  trigger('select', {act: b.dataset.act, numbers: on});
});
"""


def build_returned(context: PageContext) -> PageHtml:
    """Put the box for the file and what it changes where it is called; gives what shows them."""
    words = context.words
    with gr.Accordion(words["return_title"], open=False, elem_id="returning"):
        file = gr.File(
            label=words["return_file"],
            file_types=list(WORD_SUFFIXES),
            height=84,
            elem_id="returned-file",
        )
        shown = PageHtml(
            html_template=TEMPLATE, js_on_load=SCRIPT, value=_hint(context), elem_id="returned"
        )

    def compare(report_id: str, path: str | None) -> dict[str, Any]:
        if path is None:
            return _hint(context)
        with context.telling(), context.running() as run:
            returns = context.workspace(report_id).returns
            returned = returns.compare(context.take(path), run=run)
            return returned_view(context, returned, returns.lines(returned))

    def take(report_id: str, path: str | None, event: gr.EventData) -> list[Any]:
        if path is None:
            return [_hint(context), gr.skip(), gr.skip()]
        numbers = None if event.act == "all" else [int(number) for number in event.numbers]
        with context.telling(), context.running() as run:
            made = context.workspace(report_id).returns.apply(
                context.take(path), taken=numbers, run=run
            )
        context.drop(path)
        context.tell(words["return_taken"].format(n=len(made)), duration=4)
        return [_hint(context), None, context.change()]

    quiet: dict[str, Any] = {"api_visibility": "private", "concurrency_limit": FILES_AT_ONCE}
    file.upload(compare, [context.report, file], shown, **quiet)
    file.clear(lambda: _hint(context), None, shown, api_visibility="private")
    shown.select(take, [context.report, file], [shown, file, context.changed], **quiet)
    return shown


def returned_view(
    context: PageContext, returned: Returned, lines: tuple[ReturnedLine, ...]
) -> dict[str, Any]:
    """The lines of what came back, those that can be taken with a box."""
    words = context.words
    rows = [
        {
            "kind": line.kind,
            "label": line.label,
            "title": line.title,
            "pieces": [{"c": kind, "t": text} for kind, text in line.pieces],
            "notes": list(line.notes),
            "takes": line.number is not None,
            "number": line.number,
        }
        for line in lines
    ]
    return {
        "told": words["return_told"].format(n=len(lines)) if lines else words["return_nothing"],
        "open": bool(returned.changes or returned.titles),
        "rows": rows,
        "take_all": words["return_take_all"],
        "take_some": words["return_take_some"],
    }


def _hint(context: PageContext) -> dict[str, Any]:
    return {"hint": context.words["return_hint"]}
