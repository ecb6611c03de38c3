"""按要求修改: an instruction, and its changes in three bins, each to be taken or left."""

from typing import Any, get_args

import gradio as gr

from jushi.revision import Triage, asked
from jushi.services.workspace import SectionProposal
from jushi.web.page_context import PageContext
from jushi.web.page_html import PageHtml
from jushi.web.tabs.draft import templates
from jushi.web.tabs.draft.panel import Panel
from jushi.web.tabs.draft.views import View, pieces_view

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_TRIAGES = get_args(Triage)
_TRIAGE_WORDS = ("draft_bin_safe", "draft_bin_unsure", "draft_bin_refused")
_KINDS = {"changed": "draft_changed_sentence", "added": "draft_added", "removed": "draft_removed"}
_SHORTER = 70
"""Percent of its length that a section is shortened to unless the clerk says otherwise."""


def build_revising(context: PageContext, key: gr.Textbox) -> Panel:
    """Put the panel where it is called."""
    words = context.words
    chips = PageHtml(
        html_template=templates.CHIPS,
        js_on_load=templates.CHIPS_SCRIPT,
        value=_chips_view(context, 0),
        elem_id="presets",
    )
    wish = gr.Textbox(
        label=words["draft_wish"],
        placeholder=words["draft_wish_hint"],
        lines=2,
        elem_id="instruction",
    )
    only = gr.Dropdown(
        label=words["draft_only"], choices=[], value=[], multiselect=True, elem_id="only-sentences"
    )
    ask = gr.Button(words["draft_ask"], variant="primary", elem_id="ask-revision")
    shown = PageHtml(
        html_template=templates.PROPOSAL,
        js_on_load=templates.PROPOSAL_SCRIPT,
        value={},
        elem_id="proposal",
    )

    def propose(report_id: str, key: str, wish: str, only: list[str] | None) -> View:
        with context.telling():
            made = context.workspace(report_id).proposals.ask(
                key,
                asked.Instruction(wish),
                model=context.app_context.model,
                selection=only or (),
                passages=_passages(context, report_id, key),
            )
        return _proposal_view(context, made)

    def decide(report_id: str, key: str, event: gr.EventData) -> str:
        with context.telling():
            _decide(context, report_id, key, str(event.act), str(event.id))
        return context.change()

    def follow(report_id: str, key: str) -> list[Any]:
        return _follow(context, report_id, key)

    ask.click(propose, [context.report, key, wish, only], shown, api_visibility="private")
    shown.select(decide, [context.report, key], context.changed, api_visibility="private")
    chips.select(_words_of, None, wish, **_QUIET)
    return Panel([], [chips, shown, only], follow)


def _passages(context: PageContext, report_id: str, key: str) -> list[tuple[str, str]]:
    """Passages of the index for the section, for a model to learn from; none without one."""
    if context.app_context.model is None:
        return []
    workspace = context.workspace(report_id)
    section = next((s for s in workspace.outline.current() if s.key == key), None)
    if section is None:
        return []
    knowledge = context.app_context.library.open()
    found = workspace.passages.find(section, knowledge=knowledge, year=workspace.record().year)
    return [(one.passage.id, one.quoted.text) for one in found]


def _words_of(event: gr.EventData) -> str:
    return str(event.words)


def _follow(context: PageContext, report_id: str, key: str) -> list[Any]:
    if not report_id or not key:
        return [gr.skip(), gr.skip(), gr.skip()]
    with context.telling():
        version = context.app_context.store.list_versions(report_id, key)[0]
        waiting = context.workspace(report_id).proposals.waiting(key)
    choices = [(f"{n}. {s.text}", s.id) for n, s in enumerate(version.text, 1)]
    return [
        _chips_view(context, version.text.length),
        _proposal_view(context, waiting),
        gr.Dropdown(choices=choices, value=[]),
    ]


def _decide(context: PageContext, report_id: str, key: str, act: str, change: str) -> None:
    proposals = context.workspace(report_id).proposals
    ids = [change] if change else None
    if act in ("take", "overrule"):
        version = proposals.accept(key, ids, overrules=act == "overrule")
        context.tell(context.words["draft_saved"].format(n=version.number), duration=3)
    else:
        proposals.leave(key, ids)


def _chips_view(context: PageContext, length: int) -> View:
    """The presets as buttons; one that needs a model is off where there is none."""
    fewer = str(max(length * _SHORTER // 1000 * 10, 10)) if length else "300"
    chips = []
    for preset in asked.load_presets():
        if "order" in preset.asks:
            continue
        name = preset.name if context.language == "zh" else preset.name_en
        told = name.replace("{characters}", fewer).replace("{topic}", "…")
        is_off = preset.offline is None and context.app_context.model is None
        chips.append({"t": told, "off": is_off, "why": context.words["draft_needs_model"]})
    return {"chips": chips}


def change_name(kind: str, *, is_same: bool) -> str:
    """Key of the words for a change: where the text stays, only the paragraph begins elsewhere."""
    return "draft_paragraph" if kind == "changed" and is_same else _KINDS[kind]


def _proposal_view(context: PageContext, made: SectionProposal | None) -> View:
    words = context.words
    if made is None:
        return {}
    bins = []
    for name, key in zip(_TRIAGES, _TRIAGE_WORDS, strict=True):
        rows = [
            {
                "id": change.id,
                "kind": words[change_name(change.kind, is_same=change.before == change.after)],
                "pieces": pieces_view(change.pieces),
                "reasons": list(change.reasons),
                "take": name != "已拒绝",
                "overrule": change.may_be_overruled,
            }
            for change in made.open
            if change.triage == name
        ]
        bins.append({"c": key, "title": words[key], "n": len(rows), "rows": rows})
    notes = [words["draft_over"].format(n=made.over)] if made.over else []
    if not made.open:
        notes.append(words["draft_nothing_open"])
    return {
        "asked": made.asked,
        "by": made.record.model or words["draft_by_preset"],
        "bins": [b for b in bins if b["rows"]],
        "safe": any(b["rows"] and b["c"] == "draft_bin_safe" for b in bins),
        "notes": notes,
        "words": words,
    }
