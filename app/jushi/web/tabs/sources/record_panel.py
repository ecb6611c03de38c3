"""What was read of a document, corrected by hand; and its removal."""

from typing import Any

import gradio as gr

from jushi.errors import KnowledgeError, RefusalError
from jushi.knowledge import BOXES, KINDS, STATUSES, DocumentRecord, Overrides
from jushi.web.page_context import PageContext
from jushi.web.page_html import PageHtml

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def build_record(context: PageContext, shelf: PageHtml) -> gr.State:
    """Put the panel where it is called; gives what changes when a document was changed."""
    words, work = context.words, _Record(context)
    changed, document = gr.State(""), gr.State("")
    name = gr.Markdown(words["sources_choose_hint"], elem_id="record-name")
    whose = PageHtml(
        html_template="<p class='hint'>{{value}}</p>", value="", elem_id="record-whose"
    )
    with gr.Column(visible=False, elem_id="record") as fields:
        kind = gr.Dropdown(
            [(words[f"kind_{k}"], k) for k in KINDS], label=words["kind"], elem_id="record-kind"
        )
        box = gr.Dropdown(
            [(words[f"box_{b}"], b) for b in BOXES],
            label=words["sources_box"],
            elem_id="record-box",
        )
        year = gr.Number(label=words["year"], precision=0, elem_id="record-year")
        issuer = gr.Textbox(label=words["sources_issuer"], elem_id="record-issuer")
        status = gr.Dropdown(
            [(words[f"status_{s}"], s) for s in STATUSES],
            label=words["sources_status"],
            elem_id="record-status",
        )
        with gr.Row() as changing:
            save = gr.Button(
                words["sources_save"], variant="primary", elem_id="record-save", size="sm"
            )
            remove = gr.Button(words["sources_remove"], elem_id="record-remove", size="sm")
        with gr.Row(visible=False, elem_id="record-removing") as asking:
            sure = gr.Button(
                words["sources_remove_sure"], variant="stop", elem_id="record-sure", size="sm"
            )
            leave = gr.Button(words["sources_leave"], elem_id="record-leave", size="sm")
    inputs = [kind, box, year, issuer, status]
    panel = [document, name, whose, fields, *inputs, changing, asking]
    shelf.select(work.choose, None, panel, **_QUIET)
    save.click(work.save, [document, *inputs], changed, api_visibility="private")
    remove.click(lambda: gr.Row(visible=True), None, asking, **_QUIET)
    leave.click(lambda: gr.Row(visible=False), None, asking, **_QUIET)
    sure.click(work.remove, document, [*panel, changed], api_visibility="private")
    return changed


class _Record:
    """What the fields of the panel do."""

    def __init__(self, context: PageContext) -> None:
        self._context = context

    def _find(self, document_id: str) -> DocumentRecord:
        for document in self._context.app_context.library.open().documents():
            if document.id == document_id:
                return document
        raise KnowledgeError("web.document_not_in_index", place=document_id)

    def choose(self, event: gr.EventData) -> list[Any]:
        with self._context.telling():
            document = self._find(str(event.id))
        # Spaces keep a name from being read as markup.
        title = f"    {document.name}"
        values = [document.kind, document.box, document.year, document.issuer, document.status]
        may = self._context.app_context.may_change(document.owner)
        return [
            document.id,
            title,
            self._whose(document.owner, may_change=may),
            gr.Column(visible=True),
            *values,
            gr.Row(visible=may),
            gr.Row(visible=False),
        ]

    def _whose(self, owner: str, *, may_change: bool) -> str:
        """Who added a document, and who may change it if that is somebody else."""
        words = self._context.words
        told = words["sources_owner"].format(name=owner) if owner else ""
        return told if may_change else f"{told}{words['sources_not_yours']}"

    def _own(self, document_id: str) -> str:
        """The id of a document that the person at the page may change."""
        document = self._find(document_id)
        if not self._context.app_context.may_change(document.owner):
            raise RefusalError("web.not_yours_to_change", place=document.name)
        return document.id

    def save(self, document_id: str, *values: Any) -> str:
        kind, box, year, issuer, status = values
        with self._context.telling():
            own = self._own(document_id)
            if kind != "unknown" and box == "unsorted":
                box = None  # the box of the kind that was just said
            overrides = Overrides(
                kind=kind, box=box, year=int(year) if year else None, issuer=issuer, status=status
            )
            self._context.app_context.library.open().update(own, overrides)
        self._context.tell(self._context.words["sources_saved"], duration=3)
        return self._context.change()

    def remove(self, document_id: str) -> list[Any]:
        with self._context.telling():
            self._context.app_context.library.open().remove(self._own(document_id))
        self._context.tell(self._context.words["sources_removed_one"], duration=3)
        hint = self._context.words["sources_choose_hint"]
        fields = [gr.Column(visible=False), *([gr.skip()] * 5)]
        blank = ["", hint, "", *fields, gr.skip(), gr.Row(visible=False)]
        return [*blank, self._context.change()]
