"""A stored report that went out as .docx and came back edited in Word or WPS."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from jushi.documents import official, to_docx
from jushi.drafting import parse_bound
from jushi.errors import DocumentError
from jushi.fidelity import CheckResult, Status, Verdict
from jushi.records import Change, SectionVersion, WritingRecord
from jushi.revision import Store, compare_document, edit_section, merge_sections
from jushi.running import Run, run_here, tell_file
from jushi.services.files.exporting import digest_of
from jushi.services.source import SourceFile
from jushi.services.workspace.exports import ANCHORS
from jushi.services.workspace.group import Group
from jushi.services.workspace.reports import StoredReport
from jushi.services.workspace.returned import (
    AddedTable,
    Comment,
    Returned,
    ReturnedChange,
    TrackedChange,
    TypedOver,
)
from jushi.services.workspace.returned_lines import ReturnedLine, tell_returned
from jushi.text import Section


class _Trip:
    """What went out, what came back, and what the store has by now."""

    def __init__(self, store: Store, report_id: str, file: SourceFile, run: Run) -> None:
        bound = run(_read, file)
        newest = store.load_sections(report_id)
        bound = replace(bound, origins=_origins(store, newest, bound))
        # Bookmarks of a file that was not exported from this report are numbered otherwise.
        anchors = store.load_paper(report_id, ANCHORS).text if bound.origins else ""
        bound = bound.with_anchors(anchors.split("\n") if anchors else ())
        origins = {sent.key: sent.digest for sent in bound.origins}
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

    def with_other_halves(self, taken: Collection[int]) -> set[int]:
        """Give the numbers of the changes, those that move the same sentences added."""
        pairs = (pair for pair in self.returned.moves if not set(pair).isdisjoint(taken))
        return {*taken, *(number for pair in pairs for number in pair)}

    def reworded_titles(self) -> tuple[tuple[str, str], ...]:
        return tuple(
            (self.base[section.key].title, section.title)
            for section in self.returned.sections
            if section.title != self.base[section.key].title
        )


class _Telling:
    """What came back, in the words and names of the report."""

    def __init__(
        self, trip: _Trip, check: Callable[[str], CheckResult], indicators: Mapping[str, str]
    ) -> None:
        self._trip = trip
        self._check = check
        self._indicators = indicators
        self._titles = {"": "", **{v.key: v.text.title for v in trip.newest}}
        self._texts = {section.key: section.text for section in trip.returned.sections}
        self._results: dict[str, CheckResult] = {}

    def changes(self) -> tuple[ReturnedChange, ...]:
        clashes = self._trip.clashes()
        moves = self._trip.returned.moves
        halves = dict(moves) | {new: old for old, new in moves}
        return tuple(
            ReturnedChange(
                number,
                c.key,
                self._titles[c.key],
                c.before.text.strip() if c.before else "",
                c.after.strip(),
                c.pieces,
                c.numbers_before,
                c.numbers_after,
                tuple(
                    v.explanation
                    for v in self._verdicts(c.key, c.start, c.start + len(c.after))
                    if v.status is not Status.OK
                ),
                c.authors,
                clashes.get((c.key, c.before.id)) if c.before else None,
                halves.get(number),
            )
            for number, c in enumerate(self._trip.returned.changes)
        )

    def typed_over(self) -> tuple[TypedOver, ...]:
        found = []
        for t in self._trip.returned.typed_over:
            verdicts = self._verdicts(t.key, t.start, t.start + len(t.after))
            names = parse_bound(f"{{{{{t.expression}}}}}").figures
            found.append(
                TypedOver(
                    self._titles[t.key],
                    t.expression,
                    tuple(self._indicators.get(name, name) for name in names),
                    t.before,
                    t.after,
                    bool(verdicts) and all(v.status is Status.OK for v in verdicts),
                    " ".join(v.explanation for v in verdicts if v.status is not Status.OK),
                )
            )
        return tuple(found)

    def comments(self) -> tuple[Comment, ...]:
        return tuple(
            Comment(self._titles[c.key], c.author, c.words, c.text)
            for c in self._trip.returned.comments
        )

    def tracked(self) -> tuple[TrackedChange, ...]:
        return tuple(
            TrackedChange(self._titles[t.key], t.author, t.kind == "deleted", t.text)
            for t in self._trip.returned.tracked
        )

    def tables(self) -> tuple[AddedTable, ...]:
        found = []
        for table in self._trip.returned.tables:
            verdicts = self._check("\n".join(table.rows)).verdicts
            wrong = [v for v in verdicts if v.status is not Status.OK]
            # An attachment went out as it stands: only a number that is wrong by now is news.
            if table.key or any(v.status is Status.ERROR for v in wrong):
                rows = tuple(tuple(row.split("\t")) for row in table.rows)
                told = tuple(v.explanation for v in wrong)
                found.append(AddedTable(self._titles[table.key], rows, told))
        return tuple(found)

    def _verdicts(self, key: str, start: int, end: int) -> Sequence[Verdict]:
        """The verdicts on a stretch of a section as it came back, read with what stands around."""
        if end <= start:
            return ()
        if key not in self._results:
            self._results[key] = self._check(self._texts[key])
        verdicts = self._results[key].verdicts
        return [v for v in verdicts if v.mention.start < end and start < v.mention.end]


@dataclass(frozen=True, slots=True)
class Returns(Group):
    """One stored report that came back from Word or WPS."""

    def compare(self, file: SourceFile, *, run: Run = run_here) -> Returned:
        """Say what a returned .docx, .doc or .odt changes, checked against the figures.

        Nothing is stored. It is compared with what went out; tracked changes are read as accepted.
        `run` runs the reading. Raises DocumentError for a file that is none of this report, and
        for one that needs LibreOffice where there is none.
        """
        trip = _Trip(self.store, self.report_id, file, run)
        told = _Telling(trip, self._group(StoredReport).checker(), self._indicators())
        return Returned(
            told.changes(),
            told.typed_over(),
            trip.returned.lost,
            told.comments(),
            trip.reworded_titles(),
            told.tracked(),
            told.tables(),
        )

    def lines(self, returned: Returned) -> tuple[ReturnedLine, ...]:
        """Give what came back as lines to read, in the actor's language."""
        return tell_returned(returned, self.actor.language)

    def _indicators(self) -> dict[str, str]:
        return {f.id: f.indicator for f in self.store.load_figures(self.report_id)}

    def apply(
        self, file: SourceFile, *, taken: Collection[int] | None = None, run: Run = run_here
    ) -> tuple[SectionVersion, ...]:
        """Keep what came back as new versions, in one save: the changes whose numbers are `taken`.

        None takes all but those that the store says otherwise by now; such a one is taken only by
        its number. Both halves of a moved sentence are taken together. A number that was not
        touched stays bound, the others are bound by what the check proves. Raises SaveConflictError
        if a section was saved meanwhile.
        """
        time = self.actor.clock()
        trip = _Trip(self.store, self.report_id, file, run)
        if taken is not None:
            taken = trip.with_other_halves(taken)
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


def _read(file: SourceFile) -> official.BoundDocument:
    tell_file(file.name)
    return official.read_bound_docx(file.name, to_docx(file.name, file.content))


def _origins(
    store: Store, newest: Sequence[SectionVersion], bound: official.BoundDocument
) -> tuple[official.SentSection, ...]:
    """Give the sections as they went out, each with its key.

    A file that was of another format meanwhile says digests alone: the versions know whose they
    are.
    """
    unnamed: dict[str, list[official.SentSection]] = defaultdict(list)
    for sent in bound.origins:
        if not sent.key:
            unnamed[sent.digest].append(sent)
    found = [sent for sent in bound.origins if sent.key]
    for version in newest if unnamed else ():
        for older in store.list_versions(version.report_id, version.key):
            same = unnamed.get(_digest(older.text))
            if same:
                found.append(replace(same.pop(0), key=version.key))
                break
    return tuple(found)


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
