"""编辑: the text of the chosen section under a person's hand; what is typed is never lost."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import gradio as gr

from jushi.records import SaveConflictError
from jushi.services.workspace import Conflict, Row
from jushi.web.page_context import PageContext
from jushi.web.page_html import PageHtml
from jushi.web.tabs.draft import templates
from jushi.web.tabs.draft.panel import Panel
from jushi.web.tabs.draft.unsaved import found_text, keep_unsaved, mark_of
from jushi.web.tabs.draft.views import View, pieces_view
from jushi.web.views import person_name

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


@dataclass(frozen=True, slots=True)
class _Typing:
    """What the box was filled with."""

    key: str = ""
    base: int = 0
    """Number of the version that the text was made from."""
    loaded: str = ""
    joins: bool = False
    """Whether it settles a conflict."""


@dataclass(frozen=True, slots=True)
class _Editor:
    """The box, and what was typed into it for other sections and not kept yet."""

    typing: _Typing = field(default_factory=_Typing)
    aside: tuple[tuple[_Typing, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Parts:
    state: gr.State
    clash: gr.State
    box: gr.Textbox
    note: PageHtml
    choices: gr.Row
    mark: gr.Textbox

    def all(self) -> list[Any]:
        return [self.state, self.clash, self.box, self.note, self.choices, self.mark]


def build_editor(context: PageContext, key: gr.Textbox) -> Panel:
    """Put the panel where it is called."""
    words = context.words
    state, clash = gr.State(_Editor()), gr.State(None)
    note = PageHtml(html_template=templates.CONFLICT, value={}, elem_id="conflict")
    with gr.Row(visible=False) as choices:
        takes = {
            which: gr.Button(words[f"draft_take_{which}"], elem_id=f"take-{which}", size="sm")
            for which in ("mine", "theirs", "joined")
        }
    box = gr.Textbox(
        label=words["draft_choose_section"],
        lines=16,
        max_lines=16,
        interactive=True,
        elem_id="section-text",
    )
    with gr.Row():
        save = gr.Button(words["draft_save"], variant="primary", elem_id="save-section")
        leave = gr.Button(words["draft_leave"], elem_id="leave-section")

    def restore(report_id: str, key: str, editor: _Editor, text: str, found: str) -> list[Any]:
        return _restore(context, report_id, key, found, editor=editor, text=text)

    watched = [context.report, key, state, box]
    mark = keep_unsaved(leave, restore, watched)
    parts = _Parts(state, clash, box, note, choices, mark)
    saved = [*parts.all(), context.changed]
    inputs = [context.report, state, box]

    def keep(report_id: str, editor: _Editor, text: str) -> list[Any]:
        with context.telling():
            return _keep(context, report_id, editor, text)

    save.click(keep, inputs, saved, api_visibility="private")
    for which, button in takes.items():
        button.click(_taking(context, which), [*inputs, clash], saved, api_visibility="private")
    shut = [box, note, choices]
    leave.click(lambda d: [d.typing.loaded, {}, gr.Row(visible=False)], state, shut, **_QUIET)

    def follow(*given: Any) -> list[Any]:
        return _follow(context, *given)

    return Panel([state, box], [state, box, mark], follow)


def _taking(context: PageContext, which: str) -> Callable[[str, _Editor, str, Conflict], list[Any]]:
    """Settle a conflict: keep mine over theirs, or go on from theirs or from both joined."""

    def take(report_id: str, editor: _Editor, text: str, conflict: Conflict) -> list[Any]:
        newest = conflict.theirs
        typing = _Typing(editor.typing.key, newest.number, newest.text.text, joins=True)
        editor = replace(editor, typing=typing)
        if which == "mine":
            with context.telling():
                return _keep(context, report_id, editor, text)
        words = conflict.joined if which == "joined" else newest.text.text
        mark = mark_of(report_id, typing.key, typing.base)
        return [editor, None, words, {}, gr.Row(visible=False), mark, gr.skip()]

    return take


def _follow(
    context: PageContext, report_id: str, key: str, editor: _Editor, text: str
) -> list[Any]:
    """Fill the box for the chosen section; what was typed for another is put aside."""
    if not report_id or not key:
        return [gr.skip()] * 3
    typing = editor.typing
    is_dirty = bool(typing.key) and text != typing.loaded
    if is_dirty and typing.key == key:
        return [gr.skip()] * 3
    aside = tuple(pair for pair in editor.aside if pair[0].key != typing.key)
    aside += ((typing, text),) if is_dirty else ()
    version = next(v for v in context.app_context.store.load_sections(report_id) if v.key == key)
    fresh = _Typing(key, version.number, version.text.text)
    fresh, words = next((pair for pair in aside if pair[0].key == key), (fresh, fresh.loaded))
    label = f"{version.text.number}{version.text.title}" or context.words["draft_lead"]
    box = gr.Textbox(label=label) if words == text else gr.Textbox(words, label=label)
    return [_Editor(fresh, aside), box, mark_of(report_id, key, fresh.base)]


def _restore(
    context: PageContext, report_id: str, key: str, found: str, *, editor: _Editor, text: str
) -> list[Any]:
    """Fill the box with what was typed before the page was loaded anew, if nothing is since."""
    kept_aside = found_text(found, report_id, key)
    if kept_aside is None or editor.typing.key != key or text != editor.typing.loaded:
        return [gr.skip()] * 2
    base, typed = kept_aside
    if typed == text:
        return [gr.skip()] * 2
    with context.telling():
        version = context.app_context.store.load_version(report_id, key, base)
    context.tell(context.words["draft_unsaved_found"], duration=5)
    return [replace(editor, typing=_Typing(key, base, version.text.text)), typed]


def _keep(context: PageContext, report_id: str, editor: _Editor, text: str) -> list[Any]:
    typing = editor.typing
    if not typing.key:
        return [gr.skip()] * 7
    sections = context.workspace(report_id).sections
    try:
        version = sections.edit(typing.key, text, base=typing.base, joins=typing.joins)
    except SaveConflictError:
        conflict = sections.weigh(typing.key, text, base=typing.base)
        shown = _conflict_view(context, conflict)
        open_ = gr.Row(visible=True)
        return [gr.skip(), conflict, gr.skip(), shown, open_, gr.skip(), gr.skip()]
    context.tell(context.words["draft_saved"].format(n=version.number), duration=3)
    told = version.text.text
    editor = _Editor(
        _Typing(typing.key, version.number, told),
        tuple(pair for pair in editor.aside if pair[0].key != typing.key),
    )
    mark = mark_of(report_id, typing.key, version.number, is_kept=True)
    return [editor, None, told, {}, gr.Row(visible=False), mark, context.change()]


def _conflict_view(context: PageContext, conflict: Conflict) -> View:
    words, theirs = context.words, conflict.theirs
    clashes = conflict.clashes
    return {
        "note": words["draft_conflict"].format(
            who=person_name(theirs.author, context.language),
            when=theirs.time.astimezone().strftime("%m-%d %H:%M"),
        ),
        "mine_title": words["draft_mine"],
        "theirs_title": words["draft_theirs"],
        "mine": _rows(conflict.my_rows),
        "theirs": _rows(conflict.their_rows),
        "clashes": words["draft_clashes"].format(n=clashes) if clashes else words["draft_no_clash"],
    }


def _rows(rows: Sequence[Row]) -> list[View]:
    return [{"c": row.kind, "pieces": pieces_view(row.pieces)} for row in rows]
