"""Stored reports: made from files, opened, checked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from jushi.drafting import ReportDraft, compose_report, refuse_english
from jushi.errors import DraftError, NotFoundError
from jushi.fidelity import CheckResult, Evidence, Verdict, check_text
from jushi.figures import FigureTable
from jushi.knowledge import describe_document
from jushi.messages import Language, Message
from jushi.records import Change, FigureEdit, JobRecord, Report, SectionVersion
from jushi.revision import Store
from jushi.running import Run, run_here, tell_file
from jushi.services.files.workbooks import render_skeleton, skeleton_name
from jushi.services.own_reports import own_reports, with_own_reports
from jushi.services.reading import read_figures, read_source
from jushi.services.source import SourceFile
from jushi.services.workspace.group import Actor, Group
from jushi.services.workspace.sources import ReportSource, Sources, source_papers
from jushi.text import Section


@dataclass(frozen=True, slots=True)
class Spot:
    """A number where it stands in a stored section."""

    key: str
    """Of the section."""
    version: int
    """Number of the version in which it stands so."""
    sentence: str
    """Id of the sentence."""
    start: int
    """Offsets into the text of the section, of the number or of the binding that holds it."""
    end: int
    text: str
    """The number as it is written: `1700余人`."""


@dataclass(frozen=True, slots=True)
class OpenReport:
    """A stored report as it stands now."""

    report: Report
    table: FigureTable
    sources: tuple[ReportSource, ...]
    draft: ReportDraft | None
    """None until it was drafted."""
    result: CheckResult | None
    job: JobRecord | None
    """The newest drafting job."""
    versions: tuple[SectionVersion, ...] = ()
    """The sections that `draft` was made of: those of the store may be newer by now."""

    def find_spot(self, verdict: Verdict) -> Spot | None:
        """Give where the number of `verdict`, of `result`, stands; None in a heading."""
        places = self.draft.places() if self.draft is not None else ()
        by_key = {version.key: version for version in self.versions}
        for place in places:
            if place.start <= verdict.mention.start and verdict.mention.end <= place.end:
                version = by_key[place.section]
                sentence = version.text.sentences[place.index]
                start = verdict.mention.start - place.start
                end = verdict.mention.end - place.start
                for binding in sentence.bindings:
                    if binding.start < end and start < binding.end:
                        start, end = min(start, binding.start), max(end, binding.end)
                first = version.text.offsets()[place.index]
                return Spot(
                    version.key,
                    version.number,
                    sentence.id,
                    first + start,
                    first + end,
                    sentence.text[start:end],
                )
        return None


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports of a store, for one actor."""

    store: Store
    """As the actor may see it."""
    actor: Actor

    def make(
        self,
        figures: SourceFile | None,
        sources: Sequence[SourceFile],
        *,
        report_id: str,
        run: Run = run_here,
    ) -> Report:
        """Keep a new report of the figures and documents given; nothing is drafted yet.

        Without figures its workbook is the skeleton of the newest own report, to be filled in.
        Title, subject and year are those of the draft that they would make, so that what cannot be
        drafted or checked is told now. `run` runs all that reads the files. Raises FigureError,
        DocumentError or DraftError for files of no use.
        """
        owner, language = self.actor.name, self.actor.language
        read = run(_read_files, figures, sources, language)
        now = self.actor.clock()
        report = Report(report_id, *read.title_subject_year, language, owner, now, now)
        self.store.commit(
            Change(
                report_id,
                owner,
                now,
                "create",
                read.workbook,
                figures=tuple(FigureEdit(f.id, None, f) for f in read.table),
                papers=source_papers(read.sources),
                begins=report,
            )
        )
        return report


@dataclass(frozen=True, slots=True)
class StoredReport(Group):
    """One stored report as a whole."""

    def record(self) -> Report:
        """Give what the store says of it. Raises NotFoundError if there is none of that id."""
        return load_report(self.store, self.report_id)

    def open(self) -> OpenReport:
        """Give it with its text checked against its figures as they are now.

        Raises NotFoundError if there is none of that id.
        """
        report = self.record()
        table = self.store.load_figures(self.report_id)
        sources = self._group(Sources).all()
        versions = self.store.load_sections(self.report_id)
        jobs = self.store.list_jobs(report_id=self.report_id)
        draft = report_draft(report, [v.text for v in versions]) if versions else None
        result = self.checker(table)(draft.text()) if draft is not None else None
        job = jobs[0] if jobs else None
        return OpenReport(report, table, sources, draft, result, job, tuple(versions))

    def newest(self, key: str) -> SectionVersion:
        """Give the newest version of a section. Raises NotFoundError if there is none."""
        versions = self.store.list_versions(self.report_id, key)
        if not versions:
            raise NotFoundError(
                "services.no_such_section", place=Message("places.section", name=key)
            )
        return versions[0]

    def checker(
        self, table: FigureTable | None = None, *, language: Language | None = None
    ) -> Callable[[str], CheckResult]:
        """Give the check of any text against the figures, the policies and what is pinned.

        `table` stands in place of the figures that are kept, `language` of the actor's.
        """
        figures = self.store.load_figures(self.report_id) if table is None else table
        evidence = self._group(Sources).evidence()
        same = partial(_checked, table=figures, evidence=evidence, _spelled=figures.spelled())
        return partial(same, language=language or self.actor.language)


@dataclass(frozen=True, slots=True)
class _Read:
    """What the files of a new report hold."""

    workbook: str
    """Name of the figures' file."""
    table: FigureTable
    sources: tuple[tuple[ReportSource, str], ...]
    """With their texts."""
    title_subject_year: tuple[str, str, int]


def _read_files(
    figures: SourceFile | None, sources: Sequence[SourceFile], language: Language
) -> _Read:
    table = FigureTable(()) if figures is None else read_figures(figures, language)
    documents = [read_source(file) for file in sources]
    tell_file(", ".join(file.name for file in ([figures] if figures else []) + [*sources]))
    described = with_own_reports([(d, describe_document(d, name=d.name)) for d in documents], table)
    past = own_reports(described)
    if not past:
        refuse_english(table, documents)
        raise DraftError("services.no_past_report", place=Message("places.past_reports"))
    if figures is None:
        name = skeleton_name(past[0].name, language)
        # Read as any workbook is, so that each figure has the cell of the file that is filled in.
        figures = SourceFile(name, render_skeleton(past[0])[1])
        table = read_figures(figures, language)
    draft = compose_report(table, past, outline=None)
    # Every look at the report checks it again: what takes too long is refused now.
    policies = [Evidence(d.name, d.text) for d, told in described if told.kind == "policy"]
    check_text(draft.text(), table, evidence=policies, language=language)
    stored = tuple((ReportSource(d.name, told.kind, told.year), d.text) for d, told in described)
    return _Read(figures.name, table, stored, (draft.title, draft.subject, draft.year))


def load_report(store: Store, report_id: str) -> Report:
    """Give the report of that id. Raises NotFoundError if there is none."""
    found = store.load_reports(report_id)
    if not found:
        raise NotFoundError(
            "services.no_such_report", place=Message("places.report", name=report_id)
        )
    return found[0]


def report_draft(report: Report, sections: Sequence[Section]) -> ReportDraft:
    """Give a stored report as a draft, to be checked and exported.

    The section of level 0, or an empty one, is the opening.
    """
    opening = next((s for s in sections if s.level == 0), Section("lead", "", level=0))
    others = tuple(s for s in sections if s is not opening)
    return ReportDraft(report.title, report.year, report.subject, opening, others)


@lru_cache(maxsize=64)
def _checked(
    text: str,
    *,
    table: FigureTable,
    evidence: tuple[Evidence, ...],
    language: Language,
    _spelled: tuple[str, ...],
) -> CheckResult:
    """The check of what did not change since: a page that is looked at asks for it each time."""
    return check_text(text, table, evidence=evidence, language=language)
