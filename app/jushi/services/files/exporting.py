"""A report as the file that goes on a desk: .docx in the official format, its pages, or .md."""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import PurePath

from jushi.characters import language_of
from jushi.documents import (
    Block,
    Document,
    count_pages,
    official,
    read_archive,
    to_page_images,
    to_pdf,
)
from jushi.drafting import ReportDraft
from jushi.errors import DraftError, UnavailableError
from jushi.fidelity import CheckResult, Status, check_text
from jushi.figures import FigureTable
from jushi.messages import Language
from jushi.receipts import Signer, issue_receipt
from jushi.running import tell_file
from jushi.services.export_form import ExportForm, complete_report, layout_for
from jushi.services.files.checking import CheckedReport, check_report
from jushi.services.open_counts import OpenCounts, open_note
from jushi.services.reading import read_figures, read_source
from jushi.services.source import SourceFile
from jushi.text import Section

Part = official.Paragraph | official.Table | official.Picture
_PLAIN = ExportForm()
_NO_FIGURES = FigureTable(figures=())
_NO_OFFICE = "install LibreOffice, or choose .docx"


@dataclass(frozen=True, slots=True)
class ExportedReport:
    """A report that was laid out, and the check of what came of it."""

    file: SourceFile
    """The .docx, its numbers bound to figures unless the form says otherwise."""
    checked: CheckedReport
    """The check of that .docx, annex table included."""
    charts: tuple[CheckResult, ...]
    """The check of what each chart says, in their order."""
    missing_fonts: tuple[str, ...]
    """Fonts that the .docx names and this computer lacks."""
    lost_pictures: int
    """Pictures of a .docx draft that were not taken over: only its text and tables are."""

    @property
    def has_errors(self) -> bool:
        """Whether a number of the text, of a table or of a chart is wrong."""
        return any(result.has_errors for result in (self.checked.result, *self.charts))


def export_report(
    draft: SourceFile,
    figures: SourceFile,
    name: str,
    *,
    form: ExportForm = _PLAIN,
    previous: SourceFile | None = None,
    evidence: Sequence[SourceFile] = (),
    language: Language = "zh",
) -> ExportedReport:
    """Lay a report of any format out as a .docx called `name`, and check that file.

    Numbers that the check proves, or that the draft has bound already, are bound to their
    figures. Raises DocumentError, DraftError or FigureError for what cannot be used.
    """
    table = read_figures(figures, language)
    document = read_source(draft)
    bound = _bound_blocks(draft, document, table)
    plain = official.report_from_document(document, bound=bound)
    report = complete_report(plain, form, table)
    layout = layout_for(report, form)
    content = render_report(report, form)
    file = SourceFile(name, content)
    checked = check_report(file, figures, previous=previous, evidence=evidence, language=language)
    summary = checked.result.summary
    counts = OpenCounts(errors=summary.error, numbers=summary.review)
    note = open_note(counts, language_of(report.text))
    if note:
        file = SourceFile(name, render_report(replace(report, open_note=note), form))
        checked = replace(checked, draft=file)
    charts = tuple(
        # A chart leaves most figures out, and is not wrong for it.
        replace(check_text(part.description, table, language=language), findings=())
        for attachment in report.attachments
        for part in attachment.parts
        if isinstance(part, official.Picture)
    )
    return ExportedReport(file, checked, charts, official.missing_fonts(layout), _pictures(draft))


def seal_report(
    exported: ExportedReport, signer: Signer, *, issued: dict[str, str] | None = None
) -> ExportedReport:
    """Give the report with a signed receipt in its .docx: see `receipts.verify_file`.

    `issued` is who exports it, and when. Text, layout and bindings stay as they are.
    """
    file, checked = exported.file, exported.checked
    receipt = issue_receipt(
        file.name, file.content, checked.result, checked.table, signer, issued=issued
    )
    content = official.embed_receipt(file.name, file.content, receipt.render())
    return replace(exported, file=SourceFile(file.name, content))


def export_draft(
    draft: ReportDraft,
    name: str,
    *,
    form: ExportForm = _PLAIN,
    table: FigureTable = _NO_FIGURES,
    anchors: Sequence[str] = (),
    open_note: str = "",
) -> SourceFile:
    """The draft as a file called `name`: .docx in the official format, or .md.

    In the .docx each number that rests on figures is the text of a bookmark, unless the form says
    otherwise; `anchors` are the expressions that bookmarks of earlier exports stand for. An annex
    table and charts show the figures of `table`. `open_note` stands in the head of the first page.
    Raises DraftError for any other ending.
    """
    match PurePath(name).suffix.lower():
        case ".docx":
            report = bound_report(draft, name, form, table, anchors)
            return SourceFile(name, render_report(replace(report, open_note=open_note), form))
        case ".md":
            return SourceFile(name, _markdown(draft.document(name).blocks).encode())
        case _:
            raise DraftError("services.neither_docx_nor_md", place=name)


def export_document(document: Document, name: str, *, form: ExportForm = _PLAIN) -> SourceFile:
    """A document of blocks as a file called `name`: .docx in the official format, or .md.

    Raises DraftError for any other ending.
    """
    match PurePath(name).suffix.lower():
        case ".docx":
            report = complete_report(official.report_from_document(document), form, _NO_FIGURES)
            return SourceFile(name, render_report(report, form))
        case ".md":
            return SourceFile(name, _markdown(document.blocks).encode())
        case _:
            raise DraftError("services.neither_docx_nor_md", place=name)


def preview_pdf(file: SourceFile) -> bytes:
    """Give a .docx as PDF, missing fonts by stand-ins; UnavailableError without LibreOffice."""
    tell_file(file.name)
    pdf = to_pdf(file.content)
    if pdf is None:
        raise UnavailableError("services.no_page_view", place=file.name)
    return pdf


def preview_pages(file: SourceFile, *, dpi: int = 80) -> tuple[bytes, ...]:
    """Give each page of a .docx as PNG; UnavailableError without LibreOffice or poppler."""
    pages = to_page_images(file.content, dpi=dpi)
    if pages is None:
        raise UnavailableError("services.no_page_view", place=file.name)
    return pages


def _pictures(draft: SourceFile) -> int:
    if draft.suffix != ".docx":
        return 0
    return sum(
        name.startswith("word/media/") for name, _ in read_archive(draft.name, draft.content)
    )


def _bound_blocks(
    draft: SourceFile, document: Document, table: FigureTable
) -> dict[str, tuple[official.Run, ...]]:
    """Runs of the blocks whose numbers are tied to figures, by the block's text."""
    spans = {
        (v.mention.start, v.mention.end): v.figures[0]
        for v in check_text(document.text, table).verdicts
        if v.status is Status.OK and v.mention.is_data and len(v.figures) == 1
    }
    if draft.suffix == ".docx":
        returned = official.read_bound_docx(draft.name, draft.content)
        told = {(b.start, b.end): b.figure for b in returned.numbers}
        taken = {place for span in told for place in range(*span)}
        spans = told | {
            span: figure for span, figure in spans.items() if taken.isdisjoint(range(*span))
        }
    ordered = sorted((start, end, figure) for (start, end), figure in spans.items())
    bound = {}
    for start, block in zip(document.starts, document.blocks, strict=True):
        end = start + len(block.text)
        first, last = (bisect_left(ordered, place, key=itemgetter(0)) for place in (start, end))
        own = [span for span in ordered[first:last] if span[1] <= end]
        if own:
            local = [(low - start, high - start, figure) for low, high, figure in own]
            bound[block.text] = tuple(_runs(block.text, local))
    return bound


def bound_report(
    draft: ReportDraft,
    name: str,
    form: ExportForm,
    table: FigureTable,
    anchors: Sequence[str] = (),
) -> official.Report:
    """Give the draft as it is laid out, its numbers tied to figures; see `export_draft`."""
    plain = official.report_from_document(draft.document(name))
    bound = {p.text: p for section in draft for p in _bound_paragraphs(section)}
    tied = replace(
        plain,
        lead=_with_bindings(plain.lead, bound),
        sections=tuple(_bound_section(section, bound) for section in plain.sections),
        origins=tuple(
            official.Origin(s.key, digest_of(x.text for x in s.sentences), s.heading) for s in draft
        ),
        anchors=tuple(anchors),
    )
    return official.with_anchors(complete_report(tied, form, table))


def render_report(report: official.Report, form: ExportForm) -> bytes:
    """Give a report as .docx in the form that was chosen.

    For print on both sides the pages are counted, by LibreOffice: where the last one is a front,
    the imprint goes to its back. UnavailableError where LibreOffice is not installed.
    """

    def rendered(report: official.Report) -> bytes:
        return official.render_docx(
            report, layout_for(report, form), mode=form.mode, is_bound=form.has_anchors
        )

    content = rendered(report)
    has_imprint = report.copied_to or report.printer or report.print_date
    if not (form.is_duplex and has_imprint and form.mode != "material"):
        return content
    pages = count_pages(content)
    if pages is None:
        raise UnavailableError("services.no_page_count", place="duplex")
    return rendered(replace(report, has_imprint_apart=True)) if pages % 2 else content


def digest_of(sentences: Iterable[str]) -> str:
    """Give what tells a section's text, as it went out, from any other."""
    return hashlib.sha256("".join("".join(sentences).split()).encode()).hexdigest()[:16]


def _bound_section(
    section: official.PrintedSection, bound: dict[str, official.Paragraph]
) -> official.PrintedSection:
    return replace(
        section,
        parts=_with_bindings(section.parts, bound),
        sections=tuple(_bound_section(below, bound) for below in section.sections),
    )


def _with_bindings(
    parts: tuple[Part, ...], bound: dict[str, official.Paragraph]
) -> tuple[Part, ...]:
    return tuple(
        bound.get(part.text, part) if isinstance(part, official.Paragraph) else part
        for part in parts
    )


def _bound_paragraphs(section: Section) -> Iterator[official.Paragraph]:
    runs: list[official.Run] = []
    for sentence in section.sentences:
        if sentence.starts_paragraph and runs:
            yield official.Paragraph(tuple(runs))
            runs = []
        spans = [(b.start, b.end, b.expression) for b in sentence.filled_bindings]
        runs.extend(_runs(sentence.text, spans))
    if runs:
        yield official.Paragraph(tuple(runs))


def _runs(text: str, spans: Sequence[tuple[int, int, str]]) -> Iterator[official.Run]:
    """The text in runs; spans are in order and do not overlap."""
    offset = 0
    for start, end, figure in spans:
        if start > offset:
            yield official.Run(text[offset:start])
        yield official.Run(text[start:end], figure)
        offset = end
    if offset < len(text):
        yield official.Run(text[offset:])


def _markdown(blocks: tuple[Block, ...]) -> str:
    """`#` is the title, `##` a heading of level 1; an empty line between blocks."""
    titles = [block.text for block in blocks if block.kind == "title"]
    lines = [f"# {''.join(titles)}"] if titles else []
    for block in blocks:
        if block.kind == "heading":
            lines.append(f"{'#' * (block.level + 1)} {block.text}")
        elif block.kind != "title":
            lines.append(block.text)
    return "\n\n".join(lines) + "\n"
