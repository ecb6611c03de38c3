"""A report as it is laid out: title, text in sections, tables, attachments, signature, date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.documents.document import Block, Document

_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
# 省人民政府： is an addressee; …现将有关情况报告如下： is the end of a lead paragraph.
_ADDRESSEE = re.compile(r"[^，。；]{2,40}(?:政府|厅|局|委|办|院|处|会|部|单位|代表|组)：")
_LONGEST_SIGNATURE = 30


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one kind."""

    text: str
    figure: str = ""
    """Expression over figure ids that the text shows, `norm_total` or `a+b`; empty if none."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text of one paragraph."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @classmethod
    def plain(cls, text: str) -> "Paragraph":
        """Give a paragraph of text that is tied to no figure."""
        return cls((Run(text),))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; every row has as many cells as the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[Paragraph, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart or other picture."""

    png: bytes = field(repr=False)
    caption: str
    description: str
    """What it shows, for readers who cannot see it."""
    width_mm: int = 150


Part = Paragraph | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its text and the sections below it."""

    level: int
    """1 to 4."""
    heading: Paragraph
    """With its number: `（一）高位统筹，法治氛围更浓厚。`"""
    parts: tuple[Part, ...] = ()
    sections: tuple["Section", ...] = ()
    run_in: bool = False
    """The first part, a paragraph, follows the heading on the same line."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A page or more behind the report, with a title of its own."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report; what is empty is not printed."""

    title: tuple[str, ...]
    """Lines of the title."""
    addressee: str = ""
    """With its colon: `省人民政府：`"""
    lead: tuple[Part, ...] = ()
    sections: tuple[Section, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    signature: str = ""
    date: str = ""
    """As printed: `2024年3月5日`."""
    issuer: str = ""
    """发文机关标志, printed in red where the mode has a head."""
    document_number: str = ""
    """`濮县政〔2024〕3号`."""

    @property
    def text(self) -> str:
        """The report's text, line by line, without what only its attachments hold."""
        lines = [*self.title, self.addressee, *_part_lines(self.lead)]
        for section in self.sections:
            lines.extend(_section_lines(section))
        lines.extend((self.signature, self.date))
        return "\n".join(line for line in lines if line)


def _part_lines(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Paragraph):
            yield part.text
        elif isinstance(part, Table):
            yield part.caption
            yield "\t".join(part.header)
            for row in part.rows:
                yield "\t".join(cell.text for cell in row)
        else:
            yield part.caption


def _section_lines(section: Section) -> Iterator[str]:
    lines = list(_part_lines(section.parts))
    if section.run_in and lines:
        lines[0] = section.heading.text + lines[0]
    else:
        lines.insert(0, section.heading.text)
    yield from lines
    for child in section.sections:
        yield from _section_lines(child)


def report_from_document(document: Document) -> Report:
    """Give a document that was read as a report: title, addressee, sections, signature, date."""
    blocks = list(document.blocks)
    title: list[str] = []
    while blocks and blocks[0].kind == "title":
        title.append(blocks.pop(0).text)
    addressee = ""
    if blocks and blocks[0].kind == "paragraph" and _ADDRESSEE.fullmatch(blocks[0].text):
        addressee = blocks.pop(0).text
    signature, date = _take_signature(blocks)
    lead: list[Block] = []
    while blocks and blocks[0].kind != "heading":
        lead.append(blocks.pop(0))
    return Report(
        tuple(title),
        addressee,
        _parts(lead),
        _sections(blocks),
        signature=signature,
        date=date,
    )


def _take_signature(blocks: list[Block]) -> tuple[str, str]:
    """Take signature and date off the end, where they are."""
    if not blocks or not _DATE.fullmatch(blocks[-1].text):
        return "", ""
    date = blocks.pop().text
    last = blocks[-1] if blocks else None
    is_signature = (
        last is not None
        and last.kind == "paragraph"
        and len(last.text) <= _LONGEST_SIGNATURE
        and not re.search(r"[，。；：！？、]", last.text)
    )
    return (blocks.pop().text if is_signature else ""), date


def _sections(blocks: list[Block]) -> tuple[Section, ...]:
    """Give the sections of a list of blocks that begins with a heading."""
    found: list[Section] = []
    position = 0
    while position < len(blocks):
        heading = blocks[position]
        end = position + 1
        while end < len(blocks) and not (
            blocks[end].kind == "heading" and blocks[end].level <= heading.level
        ):
            end += 1
        inner = blocks[position + 1 : end]
        own = 0
        while own < len(inner) and inner[own].kind != "heading":
            own += 1
        found.append(
            Section(
                heading.level,
                Paragraph.plain(heading.text),
                _parts(inner[:own]),
                _sections(inner[own:]),
                heading.run_in,
            )
        )
        position = end
    return tuple(found)


def _parts(blocks: list[Block]) -> tuple[Part, ...]:
    """Give paragraphs, and tables of the rows that stand together."""
    parts: list[Part] = []
    rows: list[list[str]] = []
    for block in blocks:
        if block.kind == "table_row":
            rows.append(block.text.split("\t"))
            continue
        if rows:
            parts.append(_table(rows))
            rows = []
        parts.append(Paragraph.plain(block.text))
    if rows:
        parts.append(_table(rows))
    return tuple(parts)


def _table(rows: list[list[str]]) -> Table:
    """The first row is the header; short rows are filled with empty cells."""
    columns = max(len(row) for row in rows)
    filled = [row + [""] * (columns - len(row)) for row in rows]
    return Table(
        tuple(filled[0]), tuple(tuple(Paragraph.plain(c) for c in row) for row in filled[1:])
    )
