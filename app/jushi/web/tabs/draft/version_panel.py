"""版本: how a section came to be what it is, going back, its locks, and snapshots of the whole."""

from collections.abc import Sequence
from typing import Any

import gradio as gr

from jushi.records import SectionVersion
from jushi.services.workspace import Row, SnapshotDifference
from jushi.web.page_context import PageContext
from jushi.web.page_html import PageHtml
from jushi.web.tabs.draft import templates
from jushi.web.tabs.draft.panel import Panel
from jushi.web.tabs.draft.views import View, pieces_view
from jushi.web.views import person_name

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def build_versions(context: PageContext, key: gr.Textbox) -> Panel:
    """Put the panel where it is called."""
    words = context.words
    listed = PageHtml(
        html_template=templates.VERSIONS,
        js_on_load=templates.VERSIONS_SCRIPT,
        value={},
        elem_id="versions",
    )
    compared = PageHtml(html_template=templates.COMPARED, value={}, elem_id="compared")
    locks = PageHtml(
        html_template=templates.LOCKS, js_on_load=templates.LOCKS_SCRIPT, value={}, elem_id="locks"
    )
    with gr.Row():
        name = gr.Textbox(label=words["draft_snapshot_name"], elem_id="snapshot-name", scale=3)
        take = gr.Button(words["draft_snapshot_do"], elem_id="take-snapshot", scale=1)
    taken = PageHtml(
        html_template=templates.SNAPSHOTS,
        js_on_load=templates.SNAPSHOTS_SCRIPT,
        value={},
        elem_id="snapshots",
    )

    def act(report_id: str, key: str, event: gr.EventData) -> list[Any]:
        with context.telling():
            return _act(context, report_id, key, event)

    def toggle(report_id: str, key: str, event: gr.EventData) -> str:
        return _set_lock(context, report_id, key, event)

    def snapshot(report_id: str, given: str) -> list[Any]:
        with context.telling():
            context.workspace(report_id).versions.save_snapshot(given)
        return ["", _snapshots_view(context, report_id)]

    def follow(report_id: str, key: str) -> list[Any]:
        return _follow(context, report_id, key)

    def whole(report_id: str, event: gr.EventData) -> list[Any]:
        with context.telling():
            return _act_on_whole(context, report_id, event)

    taken.select(whole, context.report, [compared, context.changed], api_visibility="private")
    listed.select(act, [context.report, key], [compared, context.changed], api_visibility="private")
    locks.select(toggle, [context.report, key], context.changed, api_visibility="private")
    take.click(snapshot, [context.report, name], [name, taken], api_visibility="private")
    return Panel([], [listed, locks, taken], follow)


def _set_lock(context: PageContext, report_id: str, key: str, event: gr.EventData) -> str:
    with context.telling():
        context.workspace(report_id).locks.set(
            key, str(event.sentence), "on" if event.lock == "on" else "off", base=int(event.base)
        )
    return context.change()


def _act(context: PageContext, report_id: str, key: str, event: gr.EventData) -> list[Any]:
    """Restore a version, or compare two, the older one first."""
    versions = context.workspace(report_id).versions
    if event.act in ("restore", "undo"):
        if event.act == "undo":
            made = versions.undo(key)
        else:
            made = versions.restore(key, int(event.first))
        context.tell(context.words["draft_saved"].format(n=made.number), duration=3)
        return [{}, context.change()]
    numbers = sorted((int(event.first), int(event.second)))
    rows = versions.compare(key, *numbers)
    return [_compared_view(context, numbers, rows), gr.skip()]


def _act_on_whole(context: PageContext, report_id: str, event: gr.EventData) -> list[Any]:
    """Restore a named state of the whole report, or compare it with the report as it stands."""
    versions, name, words = context.workspace(report_id).versions, str(event.name), context.words
    if event.act == "restore":
        versions.restore_snapshot(name)
        context.tell(words["draft_restored"].format(name=name), duration=4)
        return [{}, context.change()]
    return [_difference_view(context, name, versions.compare_snapshots(name)), gr.skip()]


def _difference_view(context: PageContext, name: str, difference: SnapshotDifference) -> View:
    rows: list[View] = []
    for section in difference.sections:
        rows.append({"c": "heading", "pieces": pieces_view([("kept", section.title)])})
        rows += [
            {"c": r.kind, "pieces": pieces_view(r.pieces)} for r in section.rows if r.kind != "kept"
        ]
    for cell in difference.figures:
        told = [("kept", f"{cell.indicator}　"), ("removed", cell.before), ("added", cell.after)]
        rows.append({"c": "changed", "pieces": pieces_view(told)})
    head = context.words["draft_since"].format(name=name, n=len(rows))
    return {"head": head, "rows": rows}


def _follow(context: PageContext, report_id: str, key: str) -> list[Any]:
    if not report_id or not key:
        return [gr.skip(), gr.skip(), gr.skip()]
    versions = context.app_context.store.list_versions(report_id, key)
    locked = {lock.sentence for lock in context.workspace(report_id).locks.all(key)}
    return [
        _versions_view(context, versions),
        _locks_view(context, versions[0], locked),
        _snapshots_view(context, report_id),
    ]


def _versions_view(context: PageContext, versions: tuple[SectionVersion, ...]) -> View:
    words = context.words
    rows = [
        {
            "n": v.number,
            "name": words["draft_version"].format(n=v.number),
            "time": v.time.astimezone().strftime("%Y-%m-%d %H:%M"),
            "author": person_name(v.author, context.language),
            "cause": words[f"draft_cause_{v.cause}"],
            "note": v.note,
            "old": v is not versions[0],
        }
        for v in versions
    ]
    before = versions[1].number if len(versions) > 1 else 0
    return {"rows": rows, "before": before, "words": words}


def _compared_view(context: PageContext, numbers: Sequence[int], rows: Sequence[Row]) -> View:
    first, second = numbers
    changed = [{"c": r.kind, "pieces": pieces_view(r.pieces)} for r in rows if r.kind != "kept"]
    head = context.words["draft_compared"].format(a=first, b=second, n=len(changed))
    return {"head": head, "rows": changed}


def _locks_view(context: PageContext, version: SectionVersion, locked: set[str]) -> View:
    words = context.words
    rows = [
        {
            "id": s.id,
            "text": s.text,
            "locked": s.id in locked,
            "to": "off" if s.id in locked else "on",
            "do": words["draft_unlock" if s.id in locked else "draft_lock"],
        }
        for s in version.text
    ]
    title = words["draft_locks"].format(n=len(locked))
    return {"rows": rows, "title": title, "base": version.number}


def _snapshots_view(context: PageContext, report_id: str) -> View:
    rows = [
        {
            "name": s.name,
            "who": person_name(s.author, context.language),
            "time": s.time.astimezone().strftime("%Y-%m-%d %H:%M"),
        }
        for s in context.workspace(report_id).versions.snapshots()
    ]
    words = context.words
    return {
        "rows": rows,
        "compare": words["draft_compare_now"],
        "restore": words["draft_restore_whole"],
        "sure": words["draft_restore_sure"],
    }
