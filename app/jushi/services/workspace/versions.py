"""Versions of the sections of a stored report, and named states of it as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from jushi.errors import ConflictError, InvalidError, NotFoundError
from jushi.figures import Figure
from jushi.messages import Message, render
from jushi.records import Change, FigureEdit, SectionVersion, Snapshot, WritingRecord
from jushi.services.workspace.figures import CellChange, cell_changes
from jushi.services.workspace.group import Group
from jushi.services.workspace.sections import Row, compare_sections
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


@dataclass(frozen=True, slots=True)
class _State:
    texts: tuple[Section, ...]
    figures: Mapping[str, Figure]

    @property
    def order(self) -> tuple[str, ...]:
        return tuple(text.key for text in self.texts)


@dataclass(frozen=True, slots=True)
class Versions(Group):
    """Versions of the sections of one stored report, and of it as a whole."""

    def restore(self, key: str, number: int) -> SectionVersion:
        """Make an older text of a section its newest version; what stood in between stays.

        Sentences whose figures have changed since are marked 过时.
        Raises NotFoundError if there is no such version.
        """
        return self._go_back(key, number, cause="restore")

    def undo(self, key: str) -> SectionVersion:
        """Take back the last change of a section; again, the one before. It is a new version.

        Raises ConflictError where there is nothing to take back.
        """
        standing: list[SectionVersion] = []
        for version in reversed(self.store.list_versions(self.report_id, key)):
            if version.cause == "undo":
                standing.pop()
            else:
                standing.append(version)
        if len(standing) < 2:
            raise ConflictError("services.no_section_edit_to_undo", place=key)
        return self._go_back(key, standing[-2].number, cause="undo")

    def compare(self, key: str, number: int, other: int) -> tuple[Row, ...]:
        """Give what leads from one version of a section to another, in reading order."""
        load = self.store.load_version
        before, after = (load(self.report_id, key, one).text for one in (number, other))
        return compare_sections(before, after)

    def save_snapshot(self, name: str) -> Snapshot:
        """Give the whole report as it stands a name.

        Raises InvalidError for none, ConflictError for one in use.
        """
        time = self.actor.clock()
        name = " ".join(name.split())
        if not name:
            raise InvalidError("services.snapshot_without_name", place=Message("places.snapshot"))
        if any(snapshot.name == name for snapshot in self.store.list_snapshots(self.report_id)):
            raise ConflictError("services.snapshot_exists", place=name)
        report = self.store.load_reports(self.report_id)[0]
        snapshot = Snapshot(
            self.report_id,
            name,
            self.actor.name,
            time,
            tuple((v.key, v.number) for v in self.store.load_sections(self.report_id)),
            report.figure_revision,
        )
        self.store.commit(
            Change(self.report_id, self.actor.name, time, "snapshot", name, snapshots=(snapshot,))
        )
        return snapshot

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Give the named states of a report, newest first."""
        return self.store.list_snapshots(self.report_id)

    def compare_snapshots(self, name: str, other: str = "") -> SnapshotDifference:
        """Say what leads from one snapshot to another, or to the report as it stands.

        Raises NotFoundError for a name that no snapshot has.
        """
        before = self._state(name)
        return _difference(before, self._state(other) if other else self._now())

    def restore_snapshot(self, name: str) -> SnapshotDifference:
        """Make figures and text what they were under that name, in one save; give what changed.

        Every version in between stays. Raises NotFoundError for a name that no snapshot has,
        SaveConflictError if a section or figure was saved meanwhile.
        """
        time = self.actor.clock()
        wanted, now = self._state(name), self._now()
        difference = _difference(now, wanted)
        order = tuple(text.key for text in wanted.texts)
        if not difference.sections and not difference.figures and order == now.order:
            return difference
        changed = {section.key for section in difference.sections}
        versions = tuple(
            self._restored(text, name, time) for text in wanted.texts if text.key in changed
        )
        self.store.commit(
            Change(
                self.report_id,
                self.actor.name,
                time,
                "restore",
                name,
                versions=tuple(version for version in versions if version is not None),
                figures=_edits(now.figures, wanted.figures),
                order=order,
            )
        )
        return difference

    def _go_back(
        self, key: str, number: int, *, cause: Literal["restore", "undo"]
    ) -> SectionVersion:
        """As `restore`, told as `cause`."""
        time = self.actor.clock()
        old = self.store.load_version(self.report_id, key, number)
        newest = self.store.list_versions(self.report_id, key)[0]
        if newest.number == number:
            return newest
        changed = {
            edit.figure_id
            for change in self.store.list_figure_changes(self.report_id)
            if change.time > old.time
            for edit in change.figures
        }
        sentences = tuple(
            replace(s, is_stale=s.is_stale or not changed.isdisjoint(s.figures)) for s in old.text
        )
        section = replace(old.text, sentences=sentences)
        restored = SectionVersion(
            self.report_id,
            newest.number,
            section,
            self.actor.name,
            time,
            cause,
            render("services.version_of_number", self.actor.language, number=number),
            record=WritingRecord("person"),
        )
        self.store.commit(
            Change(
                self.report_id,
                self.actor.name,
                time,
                cause,
                f"{section.title} {number}",
                versions=(restored,),
            )
        )
        return restored

    def _state(self, name: str) -> _State:
        found = [s for s in self.store.list_snapshots(self.report_id) if s.name == name]
        if not found:
            raise NotFoundError("services.no_such_snapshot", place=name)
        texts = (
            self.store.load_version(self.report_id, key, number).text
            for key, number in found[0].versions
        )
        return _State(
            tuple(texts), self.store.load_figures(self.report_id, found[0].figure_revision).by_id()
        )

    def _now(self) -> _State:
        texts = tuple(version.text for version in self.store.load_sections(self.report_id))
        return _State(texts, self.store.load_figures(self.report_id).by_id())

    def _restored(self, text: Section, name: str, time: datetime) -> SectionVersion | None:
        newest = self.store.list_versions(self.report_id, text.key)[0]
        if newest.text == text:
            return None
        return SectionVersion(
            self.report_id,
            newest.number,
            text,
            self.actor.name,
            time,
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
