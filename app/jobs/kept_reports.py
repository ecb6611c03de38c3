"""Reports that are kept: made from files, drafted in the background, opened, checked."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache, partial

from app.documents import Document, read_document
from app.drafting import ReportDraft, compose_report
from app.error_telling import Language
from app.errors import DraftError, StoreError
from app.fidelity import CheckResult, Evidence, check_text
from app.figures import FigureTable
from app.jobs.own_reports import own_reports, with_own_reports
from app.jobs.passage_choices import pinned_evidence
from app.jobs.reading import read_figures, read_source
from app.jobs.source import SourceFile
from app.knowledge import describe_document
from app.records import (
    Change,
    FigureEdit,
    JobRecord,
    JobStep,
    Paper,
    Report,
    SectionVersion,
    WritingRecord,
)
from app.revision import Store, report_draft, section_of_draft

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


def make_report(
    store: Store,
    figures: SourceFile,
    sources: Sequence[SourceFile],
    *,
    report_id: str,
    owner: str,
    clock: Clock,
    language: Language = "zh",
) -> Report:
    """Keep a new report of the figures and documents given; nothing is drafted yet.

    Title, subject and year are those of the draft that they would make, so that what cannot be
    drafted is told now. Raises FigureError, DocumentError or DraftError for files of no use.
    """
    table = read_figures(figures, language)
    documents = [read_source(file) for file in sources]
    described = with_own_reports([(d, describe_document(d, name=d.name)) for d in documents], table)
    kept = [KeptSource(d.name, told.kind, told.year) for d, told in described]
    past = own_reports(described)
    if not past:
        raise DraftError(
            "past reports", "none was given", "add last year's report of the same office"
        )
    draft = compose_report(table, past, outline=None)
    now = clock()
    report = Report(report_id, draft.title, draft.subject, draft.year, language, owner, now, now)
    store.commit(
        Change(
            report_id,
            owner,
            now,
            "create",
            figures.name,
            figures=tuple(FigureEdit(f.id, None, f) for f in table),
            papers=source_papers(
                [(k, document.text) for k, document in zip(kept, documents, strict=True)]
            ),
            begins=report,
        )
    )
    return report


def start_draft(
    store: Store, report_id: str, *, job_id: str, owner: str, clock: Clock
) -> JobRecord:
    """Queue the drafting of a kept report. Raises StoreError where one is under way already."""
    if store.list_jobs(report_id=report_id, is_open=True):
        raise StoreError(f"report {report_id}", "is being drafted already", "wait until it is done")
    now = clock()
    return store.save_job(JobRecord(job_id, report_id, "draft", owner, now, now))


def run_draft(store: Store, job_id: str, *, clock: Clock) -> JobRecord:
    """Draft section by section, saving each; a job taken up again goes on where it stopped.

    Never raises for what a user can mend: the job says what failed.
    """
    job = store.load_job(job_id)
    report = _report(store, job.report_id)
    table = store.load_figures(report.id)
    kept = kept_sources(store, report.id)
    documents = [_document(store, report.id, source) for source in kept]
    draft = compose_report(table, _newest_first(documents, kept), outline=None)
    sections = list(draft)
    for section in sections:
        if section.key not in {step.key for step in job.steps}:
            job = job.with_step(JobStep(section.key, note=section.heading), clock())
    job = store.save_job(replace(job, state="running"))
    newest = {version.key: version for version in store.load_sections(report.id)}
    for section in sections:
        step = next(step for step in job.steps if step.key == section.key)
        if step.state == "done":
            continue
        base = newest.get(section.key)
        version = SectionVersion(
            report.id,
            base.number if base else 0,
            section_of_draft(section, base.text if base else None),
            job.owner,
            clock(),
            "draft",
            record=WritingRecord("composer"),
            job_id=job.id,
        )
        done = replace(step, state="done", progress=100, version=version.number)
        job = job.with_step(done, clock())
        store.commit(
            Change(
                report.id,
                job.owner,
                clock(),
                "draft",
                section.heading,
                versions=(version,),
                job=job,
                order=tuple(s.key for s in sections[: sections.index(section) + 1]),
            )
        )
        job = store.load_job(job.id)
    return store.save_job(replace(job, state="done", updated=clock()))


def open_report(store: Store, report_id: str, *, language: Language = "zh") -> OpenReport:
    """Give a kept report with its text checked against its figures as they are now.

    Raises StoreError if there is none of that id.
    """
    report = _report(store, report_id)
    table = store.load_figures(report_id)
    kept = kept_sources(store, report_id)
    versions = store.load_sections(report_id)
    jobs = store.list_jobs(report_id=report_id)
    draft = report_draft(report, [v.text for v in versions]) if versions else None
    result = None
    if draft is not None:
        result = report_check(store, report_id, table=table, language=language)(draft.text())
    return OpenReport(report, table, kept, draft, result, jobs[0] if jobs else None)


def report_check(
    store: Store, report_id: str, *, table: FigureTable | None = None, language: Language = "zh"
) -> Callable[[str], CheckResult]:
    """Give the check of any text against the figures of a report, its policies and what is pinned.

    `table` stands in place of the figures that are kept.
    """
    figures = store.load_figures(report_id) if table is None else table
    policies = [k for k in kept_sources(store, report_id) if k.kind == "policy"]
    evidence = (
        *(Evidence(k.name, _document(store, report_id, k).text) for k in policies),
        *pinned_evidence(store, report_id),
    )
    same = partial(_checked, table=figures, evidence=evidence, _spelled=figures.spelled())
    return partial(same, language=language)


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


def _report(store: Store, report_id: str) -> Report:
    found = store.load_reports(report_id)
    if not found:
        raise StoreError(f"report {report_id}", "there is none", "choose one of the list")
    return found[0]


def _document(store: Store, report_id: str, source: KeptSource) -> Document:
    """The document as the text that was kept of it: headings are read from their numbers."""
    return _read(source.name, store.load_paper(report_id, _paper_of(source.name)).text)


@lru_cache(maxsize=64)
def _read(name: str, text: str) -> Document:
    return read_document(f"{name}.txt", text.encode("utf-8"))


def _paper_of(name: str) -> str:
    return f"source/{name}"


def _newest_first(
    documents: Sequence[Document], kept: Sequence[KeptSource]
) -> tuple[Document, ...]:
    pairs = [(d, k) for d, k in zip(documents, kept, strict=True) if k.kind == "own_report"]
    pairs.sort(key=lambda pair: -(pair[1].year or 0))
    return tuple(document for document, _ in pairs)
