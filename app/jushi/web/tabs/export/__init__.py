"""导出: how the report is laid out, its pages, and the files to take away."""

import base64
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_args

import gradio as gr

from jushi.errors import JushiError
from jushi.services import StoredFile, export
from jushi.services.workspace import OpenReport, blocking_items, open_counts, open_text
from jushi.web.page_context import FILES_AT_ONCE, PageContext, Tab
from jushi.web.page_html import PageHtml
from jushi.web.tabs.export.returned_panel import build_returned

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_WITH_FILES: dict[str, Any] = {"api_visibility": "private", "concurrency_limit": FILES_AT_ONCE}
_MODES = get_args(export.Mode)
_HELD_BACK = ("report.docx", "report.pdf", "package.zip")
_WORDS = (
    "issuer",
    "document_number",
    "addressee",
    "signature",
    "date",
    "note",
    "copied_to",
    "printer",
    "print_date",
    "serial",
    "secrecy",
    "urgency",
    "signatories",
    "attachment_names",
)
EXPORTS = """
{{#if value.blocked}}<div class="blocked" role="alert"><p class="state error">{{value.blocked}}</p>
<ul>{{#each value.open}}<li><b>{{this.text}}</b> {{this.why}}</li>{{/each}}</ul></div>{{/if}}
{{#if value.left}}<div class="left" role="status"><p class="state review">{{value.left}}</p></div>
{{/if}}<ul class="exports">{{#each value.links}}<li><a href="{{this.href}}" download
{{#if this.ask}}data-ask="{{this.ask}}"{{/if}}>{{this.text}}</a></li>
{{/each}}</ul>{{#unless value.links}}<p class="hint">{{value.hint}}</p>{{/unless}}
"""
EXPORTS_SCRIPT = """
// What leaves with something open is asked for twice: the first click says what is open.
element.addEventListener('click', event => {
  const link = event.target.closest('a[data-ask]');
  if (!link || link.dataset.asked) return;
  event.preventDefault();
  link.dataset.asked = 'yes';
  link.classList.add('sure');
  link.textContent = link.dataset.ask;
});
"""
PAGES = """
<div class="pages" aria-live="polite">{{#if value.note}}<p class="hint">{{value.note}}</p>{{/if}}
{{#each value.pages}}<img src="{{this.src}}" alt="{{this.alt}}">{{/each}}</div>
"""


def build(context: PageContext) -> Tab:
    """Put the tab's parts where it is called."""
    words = context.words
    with gr.Row(elem_id="exporting"):
        # Nothing can be typed before the kept choice is there: it would overwrite what is typed.
        with gr.Column(scale=4, min_width=340, visible="hidden") as choices:
            mode = gr.Radio(
                [(words[f"mode_{name}"], name) for name in _MODES],
                label=words["export_mode"],
                elem_id="export-mode",
            )
            annex = gr.Checkbox(label=words["export_annex"], elem_id="export-annex")
            anchors = gr.Checkbox(label=words["export_anchors"], elem_id="export-anchors")
            duplex = gr.Checkbox(label=words["export_is_duplex"], elem_id="export-duplex")
            typed = _words_of_the_document(context)
            charts = _charts(context)
            template = gr.File(
                label=words["export_template"],
                file_types=[".docx"],
                height=84,
                elem_id="export-template",
            )
            told = PageHtml(html_template="<p class='hint'>{{value}}</p>", elem_id="template-told")
            drop = gr.Button(words["export_template_drop"], size="sm", elem_id="drop-template")
            links = PageHtml(html_template=EXPORTS, js_on_load=EXPORTS_SCRIPT, elem_id="exports")
            build_returned(context)
        with gr.Column(scale=6, min_width=420):
            look = gr.Button(words["export_preview"], elem_id="preview-pages", size="sm")
            pages = PageHtml(html_template=PAGES, value={"note": "", "pages": []}, elem_id="pages")

    def choose(report_id: str, mode: str, *ticked: bool) -> str:
        chosen = dict(zip(("has_annex", "has_anchors", "is_duplex"), ticked, strict=True))
        return _keep(context, report_id, mode=mode, **chosen)

    def take(report_id: str, path: str | None) -> list[Any]:
        return _take_template(context, report_id, path)

    def leave(report_id: str) -> str:
        return _keep(context, report_id, template=None)

    for part in (mode, annex, anchors, duplex):
        part.input(
            choose, [context.report, mode, annex, anchors, duplex], context.changed, **_QUIET
        )
    template.upload(take, [context.report, template], [template, context.changed], **_WITH_FILES)
    drop.click(leave, context.report, context.changed, **_QUIET)
    look.click(lambda name: (yield from _preview(context, name)), context.report, pages, **_QUIET)
    parts = (choices, mode, annex, anchors, duplex, told, drop, links, charts, *typed)
    return Tab(parts, lambda opened: _show(context, opened))


def _take_template(context: PageContext, report_id: str, path: str | None) -> list[Any]:
    """Keep an uploaded template: values of its box, which is empty again, and of the change."""
    if path is None:
        return [gr.skip(), gr.skip()]
    with context.telling():
        file = context.take(path)
    changed = _keep(context, report_id, template=file)
    context.drop(path)
    return [None, changed]


def _words_of_the_document(context: PageContext) -> list[gr.Textbox]:
    """Boxes for what head, signature and imprint say; what is typed is kept as a box is left."""
    with gr.Accordion(context.words["export_words"], open=False, elem_id="export-words"):
        typed = [
            gr.Textbox(label=context.words[f"export_{name}"], elem_id=f"export-{name}")
            for name in _WORDS
        ]

    def say(report_id: str, *words: str) -> Any:
        said = dict(zip(_WORDS, words, strict=True))
        choice = context.workspace(report_id).export.choice()
        if all(getattr(choice, name) == word for name, word in said.items()):
            return gr.skip()
        return _keep(context, report_id, **said)

    for box in typed:
        box.submit(say, [context.report, *typed], context.changed, **_QUIET)
        box.blur(say, [context.report, *typed], context.changed, **_QUIET)
    return typed


def _charts(context: PageContext) -> gr.Dropdown:
    """The figures that go into charts."""
    charts = gr.Dropdown(
        [], label=context.words["export_charts"], multiselect=True, elem_id="export-charts"
    )

    def draw(report_id: str, figures: list[str]) -> str:
        return _keep(context, report_id, charts=charts_of(context.open(report_id), figures))

    charts.input(draw, [context.report, charts], context.changed, **_QUIET)
    return charts


def _show(context: PageContext, opened: OpenReport) -> list[Any]:
    choice = context.workspace(opened.report.id).export.choice()
    name = choice.template.name if choice.template else ""
    told = context.words["export_template_used"].format(name=name) if name else ""
    view = exports_view(context, opened)
    names = [(f"{figure.indicator}（{figure.unit}）", figure.id) for figure in opened.table]
    charts = gr.Dropdown(choices=names, value=[name for group in choice.charts for name in group])
    typed = [getattr(choice, name) for name in _WORDS]
    shown, drop = gr.Column(visible=True), gr.Button(visible=bool(name))
    choices = [choice.mode, choice.has_annex, choice.has_anchors, choice.is_duplex]
    return [shown, *choices, told, drop, view, charts, *typed]


def charts_of(opened: OpenReport, names: list[str]) -> tuple[tuple[str, ...], ...]:
    """Give the figures of these ids in charts of one unit each, in the order of their choice."""
    units = {figure.id: figure.unit for figure in opened.table}
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(units.get(name, ""), []).append(name)
    return tuple(tuple(group) for group in groups.values())


def exports_view(context: PageContext, opened: OpenReport) -> dict[str, Any]:
    """Links to the files; report and package only while no error is open."""
    words = context.words
    if opened.result is None:
        return {"links": [], "blocked": "", "open": [], "left": "", "hint": words["not_drafted"]}
    passes = context.workspace(opened.report.id).check.passes(opened)
    counts, blocking = open_counts(opened, passes), blocking_items(passes)
    ask = words["export_ask"].format(n=counts.total) if counts.total else ""
    links = [
        {
            "href": f"/files/{opened.report.id}/{context.language}/{name}",
            "text": _told(words, name),
            "ask": ask if name in _HELD_BACK else "",
        }
        for name in get_args(StoredFile)
        if not (blocking and name in _HELD_BACK)
    ]
    return {
        "links": links,
        "blocked": words["export_blocked"].format(n=len(blocking)) if blocking else "",
        "open": [{"text": item.text, "why": item.explanation} for item in blocking],
        "left": open_text(counts, context.language),
        "hint": "",
    }


def _keep(context: PageContext, report_id: str, **changes: Any) -> str:
    with context.telling(), context.running() as run:
        export = context.workspace(report_id).export
        export.keep_choice(replace(export.choice(), **changes), run=run)
    return context.change()


def _preview(context: PageContext, report_id: str) -> Iterator[dict[str, Any]]:
    """The pages as images, made in the pool; meanwhile a line says so."""
    opened = context.open(report_id)
    if opened.draft is None:
        yield {"note": context.words["not_drafted"], "pages": []}
        return
    # In the pool nobody sits at the page: the work takes along who asked for it.
    made = context.app_context.pool.submit(
        context.app_context.as_asked().workspace(report_id, context.language).export.pages
    )
    yield {"note": context.words["export_previewing"], "pages": []}
    with context.telling():
        try:
            pictures = made.result()
        except JushiError:
            yield {"note": "", "pages": []}
            raise
    shown = [
        {
            "src": "data:image/png;base64," + base64.b64encode(picture).decode(),
            "alt": context.words["export_page"].format(n=number),
        }
        for number, picture in enumerate(pictures, start=1)
    ]
    yield {"note": "", "pages": shown}


def _told(words: dict[str, str], name: str) -> str:
    return words[f"download_{name.replace('.', '_')}"]
