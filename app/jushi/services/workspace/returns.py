"""A stored report that went out as .docx and came back edited in Word or WPS."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from jushi.documents import official
from jushi.errors import DocumentError
from jushi.fidelity import Status
from jushi.records import Change, SectionVersion, WritingRecord
from jushi.revision import Store, compare_document, edit_section, merge_sections
from jushi.services.files.exporting import digest_of
from jushi.services.source import SourceFile
from jushi.services.workspace.group import Group
from jushi.services.workspace.reports import StoredReport
from jushi.text import Section


@dataclass(frozen=True, slots=True)
class ReturnedChange:
    """One sentence that was changed in Word."""

    number: int
    """Its place in `Returned.changes`, by which it is taken."""
    key: str
    """Of its section."""
    title: str
    before: str
    """As it went out; empty where it is new."""
    after: str
    """Empty where it was taken out."""
    pieces: tuple[tuple[str, str], ...]
    """Its characters: same, removed, added."""
    numbers_before: tuple[str, ...]
    """Numbers that stand there no longer."""
    numbers_after: tuple[str, ...]
    """Numbers that are new."""
    findings: tuple[str, ...]
    """What the check says of the sentence as it came back, a line each; empty if all is proven."""
    authors: tuple[str, ...]
    """Who tracked changes in it."""
    stored: str | None
    """What the same sentence says in the store where it was changed there meanwhile, otherwise
    than here; None where it was not."""


@dataclass(frozen=True, slots=True)
class TypedOver:
    """A number that named a figure and that somebody overtyped."""

    title: str
    """Of its section."""
    expression: str
    """The figure, or the formula over figures."""
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of Word."""

    title: str
    """Of the section in which it stands; empty outside of all."""
    author: str
    words: str
    """What it is about."""
    text: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back; nothing is stored yet."""

    changes: tuple[ReturnedChange, ...]
    """Changed numbers first, each group in reading order."""
    typed_over: tuple[TypedOver, ...]
    """Either the figure is to change, or the number is wrong."""
    lost: tuple[str, ...]
    """Figures whose numbers did not come back."""
    comments: tuple[Comment, ...]
    titles: tuple[tuple[str, str], ...]
    """Headings that were reworded: before and after."""


class _Trip:
    """What went out, what came back, and what the store has by now."""

    def __init__(self, store: Store, report_id: str, file: SourceFile) -> None:
        if file.suffix != ".docx":
            raise DocumentError("services.not_a_docx", place=file.name)
        bound = official.read_bound_docx(file.name, file.content)
        origins = dict(bound.origins)
        newest = store.load_sections(report_id)
        # A section that was added since the file went out is not missing from it.
        self.newest = tuple(v for v in newest if not origins or v.key in origins)
        self.base = {
            version.key: _origin(store, version, origins.get(version.key, "")).text
            for version in self.newest
        }
        self.returned = compare_document(tuple(self.base.values()), bound)
        if not any(section.sentences for section in self.returned.sections):
            raise DocumentError("services.other_reports_docx", place=file.name)

    def joined(self, version: SectionVersion, taken: Collection[int] | None) -> Section | None:
        """Give the stored section with what came back; None where nothing of it is taken."""
        base = self.base[version.key]
        own = {n: c for n, c in enumerate(self.returned.changes) if c.key == version.key}
        chosen = [c for n, c in own.items() if taken is None or n in taken]
        if taken is not None and not chosen:
            return None
        places = None if taken is None else [c.place for c in chosen]
        mine = self.returned.taken(base, places)
        if _reads(base) == _reads(version.text):
            return mine
        merge = merge_sections(base, mine, version.text)
        wanted = {c.before.id for c in chosen if c.before} if taken is not None else set()
        settled = {
            clash.theirs.id: clash.mine
            for clash in merge.clashes
            if clash.theirs is not None and clash.base.id in wanted
        }
        kept = (settled.get(s.id, s) for s in merge.section)
        title = mine.title if mine.title != base.title else version.text.title
        return replace(merge.section, title=title, sentences=tuple(s for s in kept if s))

    def clashes(self) -> dict[tuple[str, str], str]:
        """Give by section key and sentence id what the store says where both changed it."""
        found = {}
        for version in self.newest:
            base = self.base[version.key]
            mine = self.returned.taken(base, None)
            for clash in merge_sections(base, mine, version.text).clashes:
                stored = clash.theirs.text.strip() if clash.theirs else ""
                found[version.key, clash.base.id] = stored
        return found

    def reworded_titles(self) -> tuple[tuple[str, str], ...]:
        return tuple(
            (self.base[section.key].title, section.title)
            for section in self.returned.sections
            if section.title != self.base[section.key].title
        )


@dataclass(frozen=True, slots=True)
class Returns(Group):
    """One stored report that came back from Word or WPS."""

    def compare(self, file: SourceFile) -> Returned:
        """Say what a returned .docx changes, checked against the figures; nothing is stored.

        It is compared with what went out; tracked changes are read as accepted. Raises
        DocumentError for a file that is no .docx of this report.
        """
        trip = _Trip(self.store, self.report_id, file)
        titles = {version.key: version.text.title for version in trip.newest}
        check = self._group(StoredReport).checker()
        clashes = trip.clashes()
        changes = tuple(
            ReturnedChange(
                number,
                c.key,
                titles[c.key],
                c.before.text.strip() if c.before else "",
                c.after.strip(),
                c.pieces,
                c.numbers_before,
                c.numbers_after,
                tuple(v.explanation for v in check(c.after).verdicts if v.status is not Status.OK),
                c.authors,
                clashes.get((c.key, c.before.id)) if c.before else None,
            )
            for number, c in enumerate(trip.returned.changes)
        )
        typed = tuple(
            TypedOver(titles[t.key], t.expression, t.before, t.after)
            for t in trip.returned.typed_over
        )
        comments = tuple(
            Comment(titles.get(c.key, ""), c.author, c.words, c.text)
            for c in trip.returned.comments
        )
        return Returned(changes, typed, trip.returned.lost, comments, trip.reworded_titles())

    def apply(
        self, file: SourceFile, *, taken: Collection[int] | None = None
    ) -> tuple[SectionVersion, ...]:
        """Keep what came back as new versions, in one save: the changes whose numbers are `taken`.

        None takes all but those that the store says otherwise by now; such a one is taken only by
        its number. A number that was not touched stays bound, the others are bound by what the
        check proves. Raises SaveConflictError if a section was saved meanwhile.
        """
        time = self.actor.clock()
        trip = _Trip(self.store, self.report_id, file)
        table = self.store.load_figures(self.report_id)
        check = self._group(StoredReport).checker(table=table)
        newer = []
        for version in trip.newest:
            section = trip.joined(version, taken)
            if section is None or _reads(section) == _reads(version.text):
                continue
            newer.append(
                SectionVersion(
                    self.report_id,
                    version.number,
                    edit_section(section, section.text, check, table),
                    self.actor.name,
                    time,
                    "round_trip",
                    file.name,
                    record=WritingRecord("person"),
                )
            )
        if newer:
            self.store.commit(
                Change(
                    self.report_id,
                    self.actor.name,
                    time,
                    "round_trip",
                    file.name,
                    versions=tuple(newer),
                )
            )
        return tuple(newer)


def _origin(store: Store, version: SectionVersion, digest: str) -> SectionVersion:
    """Give the version that went out; the newest where that is not known."""
    if not digest or _digest(version.text) == digest:
        return version
    older = store.list_versions(version.report_id, version.key)
    return next((v for v in older if _digest(v.text) == digest), version)


def _digest(section: Section) -> str:
    return digest_of(sentence.text for sentence in section)


def _reads(section: Section) -> tuple[str, str]:
    return section.title, section.text
