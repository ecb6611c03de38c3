"""Draft a report from figures, past reports and policy texts, and check what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.documents import Document, read_plain_text
from app.drafting import Outline, ReportDraft, compose_report, parse_outline
from app.error_telling import Language
from app.jobs.check_rendering import review_copy
from app.jobs.checking import CheckedReport, check_report
from app.jobs.exporting import export_draft
from app.jobs.own_reports import own_reports, with_own_reports
from app.jobs.reading import read_figures, read_source
from app.jobs.source import SourceFile
from app.knowledge import describe_document

_DEFAULT_OUTLINE = (
    Path(__file__).parents[2] / "knowledge" / "outlines" / "law-based-government.yaml"
)


@dataclass(frozen=True, slots=True)
class DraftedReport:
    """A draft, the file made of it, and the check of that file."""

    draft: ReportDraft
    file: SourceFile
    checked: CheckedReport
    review: bytes
    """A .docx copy: a Word comment on each finding and on what only a past report vouches for."""
    past: tuple[str, ...]
    """Names of the past reports that it was drafted from, newest first."""


def draft_report(
    figures: SourceFile,
    name: str,
    *,
    outline: SourceFile | None = None,
    knowledge: Sequence[SourceFile] = (),
    language: Language = "zh",
) -> DraftedReport:
    """Draft the report that `figures` are for, as a file called `name`, and check that file.

    Of `knowledge`, the office's own reports give sentences and outline, newest first; policies
    are evidence for what the text quotes. Without outline and past reports the outline that
    ships for law-based government is used. Raises FigureError, DocumentError or DraftError for
    what cannot be used.
    """
    table = read_figures(figures, language)
    described = [
        (file, document, describe_document(document, name=file.name))
        for file, document in ((file, read_source(file)) for file in knowledge)
    ]
    past = own_reports(with_own_reports([(d, told) for _, d, told in described], table))
    draft = compose_report(table, past, outline=_outline(outline, past))
    file = export_draft(draft, name)
    policies = [file for file, _, told in described if told.kind == "policy"]
    checked = check_report(file, figures, evidence=policies, language=language)
    copy = file if file.suffix == ".docx" else export_draft(draft, f"{name}.docx")
    review = review_copy(checked, copy, draft=draft, language=language)
    return DraftedReport(draft, file, checked, review, tuple(d.name for d in past))


def _outline(file: SourceFile | None, past: Sequence[Document]) -> Outline | None:
    """None leaves the outline to the newest past report."""
    if file is not None:
        return parse_outline(read_plain_text(file.content, file.name), file.name)
    if past:
        return None
    return parse_outline(_DEFAULT_OUTLINE.read_text("utf-8"), _DEFAULT_OUTLINE.name)
