"""A report as it is laid out: title, text in sections, tables, attachments, signature, date."""

from collections.abc import Iterator
from dataclasses import dataclass, field


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
class PrintedSection:
    """A heading with its text and the sections below it."""

    level: int
    """1 to 4."""
    heading: Paragraph
    """With its number: `（一）高位统筹，法治氛围更浓厚。`"""
    parts: tuple[Part, ...] = ()
    sections: tuple["PrintedSection", ...] = ()
    run_in: bool = False
    """The first part, a paragraph, follows the heading on the same line."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A page or more behind the report, with a title of its own."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """A section of a stored report as it goes out."""

    key: str
    digest: str
    """Of its text: 16 hexadecimal digits."""
    heading: str
    """As printed; empty for the opening."""


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report; what is empty is not printed."""

    title: tuple[str, ...]
    """Lines of the title."""
    addressee: str = ""
    """With its colon: `省人民政府：`"""
    lead: tuple[Part, ...] = ()
    sections: tuple[PrintedSection, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    signature: str = ""
    """Several offices apart by 、, a line each."""
    date: str = ""
    """As printed: `2024年3月5日`."""
    issuer: str = ""
    """发文机关标志, printed in red where the mode has a head; several offices apart by 、."""
    document_number: str = ""
    """`濮县政〔2024〕3号`."""
    serial: str = ""
    """份号: six digits."""
    secrecy: str = ""
    """密级 and how long it holds: `机密★1年`."""
    urgency: str = ""
    """紧急程度: `特急`."""
    signatories: tuple[str, ...] = ()
    """签发人 of a report to a higher office, in the order of the offices."""
    attachment_names: tuple[str, ...] = ()
    """附件说明: names of attachments that are no part of the file; those that are come first."""
    has_imprint_apart: bool = False
    """Whether the imprint has a page of its own, the back of the last leaf."""
    open_note: str = ""
    """What was open when the file was made, told in the head of the first page; it is no text of
    the report."""
    note: str = ""
    """附注, without its brackets: `此件公开发布`."""
    copied_to: str = ""
    """抄送机关, apart by commas, without 抄送： and full stop."""
    printer: str = ""
    """印发机关."""
    print_date: str = ""
    """印发日期, as printed before 印发."""
    origins: tuple[Origin, ...] = ()
    """Each section as it goes out; never printed, kept beside the bindings, so that what comes
    back is compared with what went out."""
    anchors: tuple[str, ...] = ()
    """The expression that each bookmark stands for, the first of number 1, wherever exports before
    this one have used it."""

    @property
    def text(self) -> str:
        """The report's text, line by line, without attachments and what only some modes print."""
        lines = [*self.title, self.addressee, *_part_lines(self.lead)]
        for section in self.sections:
            lines.extend(_section_lines(section))
        lines.extend((*offices_of(self.signature), self.date))
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


def _section_lines(section: PrintedSection) -> Iterator[str]:
    lines = list(_part_lines(section.parts))
    if section.run_in and lines:
        lines[0] = section.heading.text + lines[0]
    else:
        lines.insert(0, section.heading.text)
    yield from lines
    for child in section.sections:
        yield from _section_lines(child)


def offices_of(text: str) -> tuple[str, ...]:
    """Give the offices that a document of several names, 主办机关 first."""
    return tuple(part.strip() for part in text.split("、") if part.strip())


def bound_expressions(report: Report) -> Iterator[str]:
    """Give the expressions of the numbers that are tied to figures, in the order of the file."""
    parts = [*report.lead, *_all_parts(report.sections)]
    parts += [part for attachment in report.attachments for part in attachment.parts]
    for part in parts:
        cells = [part] if isinstance(part, Paragraph) else []
        if isinstance(part, Table):
            cells = [cell for row in part.rows for cell in row]
        for cell in cells:
            yield from (run.figure for run in cell.runs if run.figure and run.text)


def _all_parts(sections: tuple[PrintedSection, ...]) -> Iterator[Part]:
    for section in sections:
        yield section.heading
        yield from section.parts
        yield from _all_parts(section.sections)
