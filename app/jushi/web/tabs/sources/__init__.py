"""资料: the index of past reports, policies and materials, and what a writer finds in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import gradio as gr

from jushi.documents import MATERIAL_SUFFIXES
from jushi.errors import JushiError, KnowledgeError, RefusalError
from jushi.knowledge import KINDS, DocumentRecord, Filters, Overrides
from jushi.services.workspace import ReportSource
from jushi.web.library import Batch, Library
from jushi.web.page_context import TAKES_FILES, PageContext, Tab
from jushi.web.page_html import PageHtml
from jushi.web.tabs.sources import templates
from jushi.web.tabs.sources.record_panel import build_record
from jushi.web.tabs.sources.views import (
    View,
    adding_view,
    hits_view,
    shelf_view,
    trouble_view,
)

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
# Boxes that a person may choose on adding; `unsorted` is what is left when nothing tells.
_CHOSEN = ("facts", "style")
_POLL_S = 1.0


def build(context: PageContext) -> Tab:
    """Put the tab's parts where it is called: adding, the two boxes, searching."""
    words, work = context.words, _Work(context)
    with gr.Row(elem_id="adding-files"):
        with gr.Column(scale=3, min_width=280):
            files = gr.File(
                label=words["sources_files"],
                file_count="multiple",
                file_types=[*MATERIAL_SUFFIXES, ".zip"],
                elem_id="sources-files",
                height=84,
            )
        with gr.Column(scale=2, min_width=240):
            boxes = [(words["sources_box_auto"], ""), *((words[f"box_{b}"], b) for b in _CHOSEN)]
            box = gr.Radio(boxes, value="", label=words["sources_box"], elem_id="sources-box")
            with gr.Row():
                add = gr.Button(
                    words["sources_add"],
                    elem_id="sources-add",
                    elem_classes=TAKES_FILES,
                    size="sm",
                )
                own = gr.Button(words["sources_add_own"], elem_id="sources-add-own", size="sm")
                stop = gr.Button(words["sources_stop"], elem_id="sources-stop", size="sm")
    reader = PageHtml(
        html_template="<p class='hint'>{{value}}</p>", value="", elem_id="sources-reader"
    )
    told = PageHtml(html_template=templates.ADDING, elem_id="sources-adding")
    timer = gr.Timer(_POLL_S, active=False)
    with gr.Row(elem_id="shelf"):
        with gr.Column(scale=7, min_width=480):
            shelf = PageHtml(
                html_template=templates.SHELF,
                js_on_load=templates.SHELF_SCRIPT,
                elem_id="sources",
            )
        with gr.Column(scale=3, min_width=260):
            changed = build_record(context, shelf)
    _build_search(context, work)

    shown, report = [told, timer, shelf, own, stop, add, reader], context.report
    add.click(work.add, [report, files, box], [files, *shown], api_visibility="private")
    own.click(work.add_own, report, shown, api_visibility="private")
    stop.click(work.stop, report, shown, **_QUIET)
    timer.tick(work.show, report, shown, **_QUIET)
    changed.change(work.show, report, shown, **_QUIET)
    return Tab(tuple(shown), lambda opened: work.show(opened.report.id))


def _build_search(context: PageContext, work: "_Work") -> None:
    words = context.words
    with gr.Row(elem_id="sources-search"):
        query = gr.Textbox(
            label=words["sources_query"], elem_id="sources-query", scale=6, min_width=300
        )
        kind = gr.Dropdown(
            [(words["sources_any_kind"], ""), *((words[f"kind_{k}"], k) for k in KINDS)],
            value="",
            label=words["kind"],
            elem_id="sources-kind",
            scale=2,
            min_width=160,
        )
        find = gr.Button(words["sources_find"], elem_id="sources-find", scale=0, min_width=100)
    hits = PageHtml(html_template=templates.HITS, elem_id="hits")
    for event in (find.click, query.submit):
        event(work.find, [query, kind], hits, api_visibility="private")


@dataclass(frozen=True, slots=True)
class _Work:
    """What the parts of the tab do."""

    context: PageContext

    @property
    def library(self) -> Library:
        return self.context.app_context.library

    def add(self, report_id: str, paths: list[str] | None, box: str) -> list[Any]:
        with self.context.telling():
            if not paths:
                raise KnowledgeError("web.no_file_chosen", place="资料")
            self.context.app_context.may_add()
            taken = [self.context.take(path) for path in paths]
            files = [(file.name, file.content) for file in taken]
            self._begin([(files, Overrides(box=cast(Any, box or None)))])
        self.context.drop(*paths)
        return [None, *self.show(report_id)]

    def add_own(self, report_id: str) -> list[Any]:
        """The documents that the report was made with, as their texts were kept."""
        with self.context.telling():
            self.context.app_context.may_add()
            lacking = self._lacking(report_id, self.library.open().documents())
            self._begin([self._batch(report_id, source) for source in lacking])
        return self.show(report_id)

    def _begin(self, batches: Sequence[Batch]) -> None:
        # Added in a thread of its own, where nobody sits at the page.
        asked = self.context.app_context.as_asked()
        self.library.add(batches, owner=asked.adder(), may_replace=asked.may_change)

    def _batch(self, report_id: str, source: ReportSource) -> Batch:
        text = self.context.workspace(report_id).sources.text(source)
        return [(_text_name(source), text.encode())], Overrides(kind=cast(Any, source.kind))

    def _lacking(self, report_id: str, documents: Sequence[DocumentRecord]) -> list[ReportSource]:
        known = {document.name for document in documents}
        sources = self.context.workspace(report_id).sources.all() if report_id else ()
        return [source for source in sources if _text_name(source) not in known]

    def stop(self, report_id: str) -> list[Any]:
        adding = self.library.adding
        with self.context.telling():
            if adding is not None and not self.context.app_context.may_change(adding.owner):
                raise RefusalError("web.not_yours_to_stop", place="资料")
            self.library.stop()
        return self.show(report_id)

    def show(self, report_id: str) -> list[Any]:
        """Values of the adding, the timer, the shelf, and the buttons that come and go."""
        language, words = self.context.language, self.context.words
        try:
            adding, documents = self.library.look()
        except JushiError as error:
            blank = shelf_view((), language)
            hidden = [gr.Button(visible=False)] * 2
            trouble = [trouble_view(error, language), gr.Timer(active=False), blank]
            return [*trouble, *hidden, gr.skip(), gr.skip()]
        lacking = len(self._lacking(report_id, documents))
        app_context = self.context.app_context
        runs = adding is not None and adding.is_running
        own = words["sources_add_own_n"].format(n=lacking)
        return [
            adding_view(adding, language),
            gr.Timer(active=runs),
            shelf_view(documents, language),
            gr.Button(own, visible=bool(lacking) and not runs and app_context.adds()),
            gr.Button(visible=adding is not None and runs and app_context.may_change(adding.owner)),
            gr.Button(visible=app_context.adds()),
            "" if app_context.adds() else words["sources_read_only"],
        ]

    def find(self, query: str, kind: str) -> View:
        with self.context.telling():
            knowledge = self.library.open()
            filters = Filters(kinds=(cast(Any, kind),)) if kind else Filters()
            hits = knowledge.search(query.strip(), filters) if query.strip() else ()
        return hits_view(query, hits, self.context.language)


def _text_name(source: ReportSource) -> str:
    """The name of a kept document in the index: what is kept of it is its text."""
    return source.name if source.name.endswith((".txt", ".md")) else f"{source.name}.txt"
