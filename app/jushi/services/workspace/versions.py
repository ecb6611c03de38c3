"""Versions of the sections of a kept report: gone back to, and named as a whole."""

from dataclasses import replace
from typing import Literal

from jushi.errors import ConflictError, InvalidError
from jushi.messages import render
from jushi.records import Change, SectionVersion, Snapshot, WritingRecord
from jushi.revision import Store
from jushi.services.workspace.sections import Hand


def restore_version(
    store: Store, report_id: str, key: str, number: int, *, hand: Hand
) -> SectionVersion:
    """Make an older text of a section its newest version; what stood in between stays.

    Sentences whose figures have changed since are marked 过时.
    Raises NotFoundError if there is no such version.
    """
    return go_back(store, report_id, key, number, cause="restore", hand=hand)


def go_back(
    store: Store,
    report_id: str,
    key: str,
    number: int,
    *,
    cause: Literal["restore", "undo"],
    hand: Hand,
) -> SectionVersion:
    """As `restore_version`, told as `cause`."""
    old = store.load_version(report_id, key, number)
    newest = store.list_versions(report_id, key)[0]
    if newest.number == number:
        return newest
    changed = {
        edit.figure_id
        for change in store.list_figure_changes(report_id)
        if change.time > old.time
        for edit in change.figures
    }
    sentences = tuple(
        replace(s, is_stale=s.is_stale or not changed.isdisjoint(s.figures)) for s in old.text
    )
    section = replace(old.text, sentences=sentences)
    restored = SectionVersion(
        report_id,
        newest.number,
        section,
        hand.name,
        hand.time,
        cause,
        render("services.version_of_number", hand.language, number=number),
        record=WritingRecord("person"),
    )
    store.commit(
        Change(
            report_id,
            hand.name,
            hand.time,
            cause,
            f"{section.title} {number}",
            versions=(restored,),
        )
    )
    return restored


def save_snapshot(store: Store, report_id: str, name: str, *, hand: Hand) -> Snapshot:
    """Give the whole report as it stands a name.

    Raises InvalidError for none, ConflictError for one in use.
    """
    name = " ".join(name.split())
    if not name:
        raise InvalidError("services.snapshot_without_name", place="snapshot")
    if any(snapshot.name == name for snapshot in store.list_snapshots(report_id)):
        raise ConflictError("services.snapshot_exists", place=name)
    report = store.load_reports(report_id)[0]
    snapshot = Snapshot(
        report_id,
        name,
        hand.name,
        hand.time,
        tuple((v.key, v.number) for v in store.load_sections(report_id)),
        report.figure_revision,
    )
    store.commit(Change(report_id, hand.name, hand.time, "snapshot", name, snapshots=(snapshot,)))
    return snapshot
