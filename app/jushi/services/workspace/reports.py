"""Reports that are kept: made from files, drafted in the background, opened, checked."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial

from jushi.documents import Document, read_document
from jushi.drafting import ReportDraft, compose_report
from jushi.errors import DraftError, NotFoundError
from jushi.fidelity import CheckResult, Evidence, check_text
from jushi.figures import FigureTable
from jushi.knowledge import describe_document
from jushi.messages import Language, Message
from jushi.records import (
    Change,
    FigureEdit,
    JobRecord,
    Paper,
    Report,
    SectionVersion,
)
from jushi.revision import Store
from jushi.running import Run, run_here, tell_file
from jushi.services.own_reports import own_reports, with_own_reports
from jushi.services.reading import read_figures, read_source
from jushi.services.source import SourceFile
from jushi.services.workspace.passage_choices import pinned_evidence
from jushi.text import Section

Clock = Callable[[], datetime]
"""Gives the time now, timezone-aware: jobs have no clock of their own."""
_SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class KeptSource:
    """A past report or policy that a report was made with."""

    name: str
    kind: str
    """`own_report`, `other_report`, `policy` or `material`; own where of the figures' office."""
    year: int | None


@dataclass(frozen=True, slots=True)
class OpenReport:
    """A kept report as it stands now."""

    report: Report
    table: FigureTable
    sources: tuple[KeptSource, ...]
    draft: ReportDraft | None
    """None until it was drafted."""
    result: CheckResult | None
    job: JobRecord | None
    """The newest drafting job."""
    versions: tuple[SectionVersion, ...] = ()
    """The sections that `draft` was made of: those of the store may be newer by now."""


def make_report(
    store: Store,
    figures: SourceFile,
    sources: Sequence[SourceFile],
    *,
    report_id: str,
    owner: str,
    clock: Clock,
    language: Language = "zh",
    run: Run = run_here,
) -> Report:
    """Keep a new report of the figures and documents given; nothing is drafted yet.

    Title, subject and year are those of the draft that they would make, so that what cannot be
    drafted or checked is told now. `run` runs all that reads the files. Raises FigureError,
    DocumentError or DraftError for files of no use.
    """
    read = run(_read_files, figures, sources, language)
    now = clock()
    report = Report(report_id, *read.title_subject_year, language, owner, now, now)
    store.commit(
        Change(
            report_id,
            owner,
            now,
            "create",
            figures.name,
            figures=tuple(FigureEdit(f.id, None, f) for f in read.table),
            papers=source_papers(read.sources),
            begins=report,
        )
    )
    return report


@dataclass(frozen=True, slots=True)
class _Read:
    """What the files of a new report hold."""

    table: FigureTable
    sources: tuple[tuple[KeptSource, str], ...]
    """With their texts."""
    title_subject_year: tuple[str, str, int]


def _read_files(figures: SourceFile, sources: Sequence[SourceFile], language: Language) -> _Read:
    table = read_figures(figures, language)
    documents = [read_source(file) for file in sources]
    tell_file(", ".join(file.name for file in (figures, *sources)))
    described = with_own_reports([(d, describe_document(d, name=d.name)) for d in documents], table)
    past = own_reports(described)
    if not past:
        raise DraftError("services.no_past_report", place="past reports")
    draft = compose_report(table, past, outline=None)
    # Every look at the report checks it again: what takes too long is refused now.
    policies = [Evidence(d.name, d.text) for d, told in described if told.kind == "policy"]
    check_text(draft.text(), table, evidence=policies, language=language)
    kept = tuple((KeptSource(d.name, told.kind, told.year), d.text) for d, told in described)
    return _Read(table, kept, (draft.title, draft.subject, draft.year))


def open_report(store: Store, report_id: str, *, language: Language = "zh") -> OpenReport:
    """Give a kept report with its text checked against its figures as they are now.

    Raises NotFoundError if there is none of that id.
    """
    report = kept_report(store, report_id)
    table = store.load_figures(report_id)
    kept = kept_sources(store, report_id)
    versions = store.load_sections(report_id)
    jobs = store.list_jobs(report_id=report_id)
    draft = report_draft(report, [v.text for v in versions]) if versions else None
    result = None
    if draft is not None:
        result = report_check(store, report_id, table=table, language=language)(draft.text())
    job = jobs[0] if jobs else None
    return OpenReport(report, table, kept, draft, result, job, tuple(versions))


def report_draft(report: Report, sections: Sequence[Section]) -> ReportDraft:
    """Give a stored report as a draft, to be checked and exported.

    The section of level 0, or an empty one, is the opening.
    """
    opening = next((s for s in sections if s.level == 0), Section("lead", "", level=0))
    others = tuple(s for s in sections if s is not opening)
    return ReportDraft(report.title, report.year, report.subject, opening, others)


def report_check(
    store: Store, report_id: str, *, table: FigureTable | None = None, language: Language = "zh"
) -> Callable[[str], CheckResult]:
    """Give the check of any text against the figures of a report, its policies and what is pinned.

    `table` stands in place of the figures that are kept.
    """
    figures = store.load_figures(report_id) if table is None else table
    evidence = report_evidence(store, report_id)
    same = partial(_checked, table=figures, evidence=evidence, _spelled=figures.spelled())
    return partial(same, language=language)


def report_evidence(store: Store, report_id: str) -> tuple[Evidence, ...]:
    """Give what may vouch for numbers of a report: its policies, and what was pinned to it."""
    policies = [k for k in kept_sources(store, report_id) if k.kind == "policy"]
    return (
        *(Evidence(k.name, _document(store, report_id, k).text) for k in policies),
        *pinned_evidence(store, report_id),
    )


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


def source_papers(sources: Sequence[tuple[KeptSource, str]]) -> tuple[Paper, ...]:
    """Give the papers in which a new report keeps its documents and their texts."""
    listed = json.dumps([(k.name, k.kind, k.year) for k, _ in sources])
    return (Paper(_SOURCES, listed), *(Paper(_paper_of(k.name), text) for k, text in sources))


def kept_sources(store: Store, report_id: str) -> tuple[KeptSource, ...]:
    """Give the documents that a report was made with, in the order they were given."""
    text = store.load_paper(report_id, _SOURCES).text
    return tuple(KeptSource(*row) for row in json.loads(text or "[]"))


def source_text(store: Store, report_id: str, source: KeptSource) -> str:
    """The text that was kept of a document; empty where there is none."""
    return store.load_paper(report_id, _paper_of(source.name)).text


def kept_report(store: Store, report_id: str) -> Report:
    """Give the report of that id. Raises NotFoundError if there is none."""
    found = store.load_reports(report_id)
    if not found:
        raise NotFoundError(
            "services.no_such_report", place=Message("places.report", name=report_id)
        )
    return found[0]


def own_past(store: Store, report_id: str) -> tuple[Document, ...]:
    """Give the office's own past reports that a report was made with, newest first."""
    own = [k for k in kept_sources(store, report_id) if k.kind == "own_report"]
    own.sort(key=lambda k: -(k.year or 0))
    return tuple(_document(store, report_id, k) for k in own)


def _document(store: Store, report_id: str, source: KeptSource) -> Document:
    """The document as the text that was kept of it: headings are read from their numbers."""
    return _read(source.name, store.load_paper(report_id, _paper_of(source.name)).text)


@lru_cache(maxsize=64)
def _read(name: str, text: str) -> Document:
    return read_document(f"{name}.txt", text.encode("utf-8"))


def _paper_of(name: str) -> str:
    return f"source/{name}"
