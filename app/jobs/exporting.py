"""A draft as a file: the official .docx with its numbers bound, or Markdown."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from app.documents import Block, Document, official
from app.drafting import ReportDraft, SectionDraft
from app.errors import DraftError
from app.jobs.source import SourceFile

_LAYOUT = "gbt9704"
Part = official.Paragraph | official.Table | official.Picture


def export_draft(draft: ReportDraft, name: str) -> SourceFile:
    """The draft as a file called `name`: .docx in the official format, or .md.

    In the .docx each number that rests on figures sits in a content control that names them.
    Raises DraftError for any other ending.
    """
    match PurePath(name).suffix.lower():
        case ".docx":
            return SourceFile(name, _docx(draft, name))
        case ".md":
            return SourceFile(name, _markdown(draft.document(name).blocks).encode())
        case _:
            raise DraftError(name, "is neither .docx nor .md", "name the draft report.docx")


def export_document(document: Document, name: str) -> SourceFile:
    """A document of blocks as a file called `name`: .docx in the official format, or .md.

    Raises DraftError for any other ending.
    """
    match PurePath(name).suffix.lower():
        case ".docx":
            report = official.report_from_document(document)
            return SourceFile(name, official.render_docx(report, official.load_layout(_LAYOUT)))
        case ".md":
            return SourceFile(name, _markdown(document.blocks).encode())
        case _:
            raise DraftError(name, "is neither .docx nor .md", "name the draft report.docx")


def _docx(draft: ReportDraft, name: str) -> bytes:
    report = official.report_from_document(draft.document(name))
    bound = {p.text: p for section in draft for p in _bound_paragraphs(section)}
    return official.render_docx(
        replace(
            report,
            lead=_with_bindings(report.lead, bound),
            sections=tuple(_bound_section(section, bound) for section in report.sections),
        ),
        official.load_layout(_LAYOUT),
        is_bound=True,
    )


def _bound_section(
    section: official.Section, bound: dict[str, official.Paragraph]
) -> official.Section:
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


def _bound_paragraphs(section: SectionDraft) -> Iterator[official.Paragraph]:
    runs: list[official.Run] = []
    for sentence in section.sentences:
        if sentence.starts_paragraph and runs:
            yield official.Paragraph(tuple(runs))
            runs = []
        offset = 0
        for binding in sentence.bindings:
            if binding.start > offset:
                runs.append(official.Run(sentence.text[offset : binding.start]))
            runs.append(
                official.Run(sentence.text[binding.start : binding.end], binding.expression)
            )
            offset = binding.end
        if offset < len(sentence.text):
            runs.append(official.Run(sentence.text[offset:]))
    if runs:
        yield official.Paragraph(tuple(runs))


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
