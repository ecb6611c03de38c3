"""Changes of a kept report taken back: of one section step by step, of all by a named snapshot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from jushi.errors import ConflictError, NotFoundError
from jushi.figures import Figure
from jushi.records import Change, FigureEdit, SectionVersion, Snapshot, WritingRecord
from jushi.revision import Store
from jushi.services.workspace.figures import CellChange, cell_changes
from jushi.services.workspace.sections import Hand, Row, compare_sections
from jushi.services.workspace.versions import go_back
from jushi.text import Section


@dataclass(frozen=True, slots=True)
class SectionDifference:
    """One section that differs between two states of a report."""

    key: str
    title: str
    rows: tuple[Row, ...]
    """In reading order; all added or all removed where only one state has the section."""


@dataclass(frozen=True, slots=True)
class SnapshotDifference:
    """What leads from one state of a report to another."""

    sections: tuple[SectionDifference, ...]
    figures: tuple[CellChange, ...]


def undo_section(store: Store, report_id: str, key: str, *, hand: Hand) -> SectionVersion:
    """Take back the last change of a section; again, the one before. It is itself a new version.

    Raises ConflictError where there is nothing to take back.
    """
    standing: list[SectionVersion] = []
    for version in reversed(store.list_versions(report_id, key)):
        if version.cause == "undo":
            standing.pop()
        else:
            standing.append(version)
    if len(standing) < 2:
        raise ConflictError("services.no_section_edit_to_undo", place=key)
    return go_back(store, report_id, key, standing[-2].number, cause="undo", hand=hand)


def list_snapshots(store: Store, report_id: str) -> tuple[Snapshot, ...]:
    """Give the named states of a report, newest first."""
    return store.list_snapshots(report_id)


def compare_snapshots(
    store: Store, report_id: str, name: str, other: str = ""
) -> SnapshotDifference:
    """Say what leads from one snapshot to another, or to the report as it stands.

    Raises NotFoundError for a name that no snapshot has.
    """
    before = _state(store, report_id, name)
    return _difference(before, _state(store, report_id, other) if other else _now(store, report_id))


def restore_snapshot(store: Store, report_id: str, name: str, *, hand: Hand) -> SnapshotDifference:
    """Make the report as it was under that name, figures and text, in one save; give what changed.

    Every version in between stays. Raises NotFoundError for a name that no snapshot has,
    SaveConflictError if a section or figure was saved meanwhile.
    """
    wanted, now = _state(store, report_id, name), _now(store, report_id)
    difference = _difference(now, wanted)
    order = tuple(text.key for text in wanted.texts)
    if not difference.sections and not difference.figures and order == now.order:
        return difference
    changed = {section.key for section in difference.sections}
    versions = tuple(
        _restored(store, report_id, text, name, hand)
        for text in wanted.texts
        if text.key in changed
    )
    store.commit(
        Change(
            report_id,
            hand.name,
            hand.time,
            "restore",
            name,
            versions=tuple(version for version in versions if version is not None),
            figures=_edits(now.figures, wanted.figures),
            order=order,
        )
    )
    return difference


@dataclass(frozen=True, slots=True)
class _State:
    texts: tuple[Section, ...]
    figures: Mapping[str, Figure]

    @property
    def order(self) -> tuple[str, ...]:
        return tuple(text.key for text in self.texts)


def _state(store: Store, report_id: str, name: str) -> _State:
    found = [s for s in store.list_snapshots(report_id) if s.name == name]
    if not found:
        raise NotFoundError("services.no_such_snapshot", place=name)
    texts = (store.load_version(report_id, key, number).text for key, number in found[0].versions)
    return _State(tuple(texts), store.load_figures(report_id, found[0].figure_revision).by_id())


def _now(store: Store, report_id: str) -> _State:
    texts = tuple(version.text for version in store.load_sections(report_id))
    return _State(texts, store.load_figures(report_id).by_id())


def _restored(
    store: Store, report_id: str, text: Section, name: str, hand: Hand
) -> SectionVersion | None:
    newest = store.list_versions(report_id, text.key)[0]
    if newest.text == text:
        return None
    return SectionVersion(
        report_id,
        newest.number,
        text,
        hand.name,
        hand.time,
        "restore",
        name,
        record=WritingRecord("person"),
    )


def _difference(before: _State, after: _State) -> SnapshotDifference:
    old = {text.key: text for text in before.texts}
    new = {text.key: text for text in after.texts}
    keys = dict.fromkeys((*new, *old))
    sections = []
    for key in keys:
        text = new.get(key) or old[key]
        empty = replace(text, sentences=())
        a, b = old.get(key, empty), new.get(key, empty)
        if a != b or not (key in old and key in new):
            sections.append(SectionDifference(key, text.title, compare_sections(a, b)))
    edits = _edits(before.figures, after.figures)
    return SnapshotDifference(tuple(sections), _cells(edits))


def _edits(before: Mapping[str, Figure], after: Mapping[str, Figure]) -> tuple[FigureEdit, ...]:
    return tuple(
        FigureEdit(name, before.get(name), after.get(name))
        for name in dict.fromkeys((*before, *after))
        if before.get(name) != after.get(name)
    )


def _cells(edits: Sequence[FigureEdit]) -> tuple[CellChange, ...]:
    return tuple(cell for edit in edits for cell in cell_changes(edit))
