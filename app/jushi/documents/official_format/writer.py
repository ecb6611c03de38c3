"""A report to a .docx in its layout."""

from typing import Literal

from jushi.documents.official_format.bindings import BindingRecorder, with_anchors
from jushi.documents.official_format.imprint import imprint_xml
from jushi.documents.official_format.layout import Layout
from jushi.documents.official_format.markup import indent_xml, run_xml
from jushi.documents.official_format.package import WordPackage
from jushi.documents.official_format.parts import STYLE_IDS
from jushi.documents.official_format.pictures import picture_xml
from jushi.documents.official_format.red_head import red_head_xml
from jushi.documents.official_format.report import (
    Attachment,
    Paragraph,
    Part,
    Picture,
    PrintedSection,
    Report,
    offices_of,
)
from jushi.documents.official_format.signature import signature_indents
from jushi.documents.official_format.tables import table_xml

Mode = Literal["material", "document", "red_head"]
"""普通材料: no head, note or imprint, as web pages carry; 不盖章公文: signed without a seal;
预留红头: room for a printed head (or the head itself, where the report names its issuer) and for a
seal."""

_EMPTY = "<w:p/>"
_EMPTY_KEPT = "<w:p><w:pPr><w:keepNext/></w:pPr></w:p>"
# An exact line height would cut a picture off.
_OWN_HEIGHT = '<w:spacing w:line="240" w:lineRule="auto"/>'


def render_docx(
    report: Report, layout: Layout, *, mode: Mode = "material", is_bound: bool = False
) -> bytes:
    """Give the report as .docx; the same report and layout give the same bytes.

    With `is_bound` each number tied to a figure is the text of a bookmark, which print does not
    show, and the bindings are stored beside the text: see `read_bound_docx`.

    Raises DocumentError for text that no document can hold (control characters).
    """
    if is_bound:
        report = with_anchors(report)
    package = WordPackage(layout)
    writer = _BodyWriter(report, layout, mode, package, is_bound)
    writer.write(report)
    if is_bound:
        package.add_custom_xml(*writer.recorder.parts())
    return package.render("".join(writer.xml), "".join(report.title), report.open_note)


class _BodyWriter:
    """Collects the paragraphs of one document."""

    def __init__(
        self, report: Report, layout: Layout, mode: Mode, package: WordPackage, is_bound: bool
    ) -> None:
        self.xml: list[str] = []
        self._package = package
        self._pictures = 0
        self.recorder = BindingRecorder(report)
        self._layout = layout
        self._mode = mode
        self._is_bound = is_bound

    def write(self, report: Report) -> None:
        if self._mode == "red_head":
            self.xml.extend(red_head_xml(report, self._layout))
        for number, line in enumerate(report.title):
            run = self._marked("" if not number else None, run_xml(line, self._layout))
            self.xml.append(f"<w:p>{_properties('title')}{run}</w:p>")
        if report.title:
            self._empty()
        if report.addressee:
            self._styled("addressee", report.addressee)
        self._parts(report.lead)
        for section in report.sections:
            self._section(section)
        names = [attachment.title for attachment in report.attachments]
        self._attachment_note([*names, *report.attachment_names])
        self._signature(report)
        if report.note and self._mode != "material":
            # 7.3.6: one line below the date, two characters from the left, in round brackets.
            brackets = self._layout.words("words.note").format(report.note)
            self.xml.append(f"<w:p>{run_xml(brackets, self._layout)}</w:p>")
        for number, attachment in enumerate(report.attachments, start=1):
            self._attachment(attachment, number if len(report.attachments) > 1 else 0)
        if self._mode != "material":
            is_below_table = bool(self.xml) and self.xml[-1].startswith("<w:tbl>")
            is_apart = is_below_table or report.has_imprint_apart
            imprint = imprint_xml(report, self._layout, is_apart=is_apart)
            self.xml.append(imprint)

    def _empty(self) -> None:
        self.xml.append(_EMPTY)

    def _styled(self, element: str, text: str, extra: str = "") -> None:
        run = run_xml(text, self._layout)
        self.xml.append(f"<w:p>{_properties(element, extra)}{run}</w:p>")

    def _runs(self, paragraph: Paragraph) -> str:
        """Give a paragraph's runs; those tied to a figure between the marks of bookmarks."""
        if not self._is_bound:
            return run_xml(paragraph.text, self._layout)
        return self.recorder.runs_xml(paragraph, lambda text: run_xml(text, self._layout))

    def _marked(self, heading: str | None, runs: str) -> str:
        """Give the runs of a heading or title in the bookmark of its section."""
        if not self._is_bound or heading is None:
            return runs
        return self.recorder.heading_xml(heading, runs)

    def _parts(self, parts: tuple[Part, ...]) -> None:
        for part in parts:
            if isinstance(part, Paragraph):
                self.xml.append(f"<w:p>{self._runs(part)}</w:p>")
                continue
            if part.caption:
                self._styled("caption", part.caption)
            if isinstance(part, Picture):
                self._pictures += 1
                key = self._package.add_picture(part.png)
                drawing = picture_xml(part, self._pictures, key)
                properties = _properties("caption", _OWN_HEIGHT)
                self.xml.append(f"<w:p>{properties}<w:r>{drawing}</w:r></w:p>")
                continue
            if self.xml and self.xml[-1].startswith("<w:tbl>"):
                # Word makes one table of two that touch.
                self._empty()
            self.xml.append(table_xml(part, self._layout, self._runs))

    def _section(self, section: PrintedSection) -> None:
        element = f"heading{section.level}"
        first = section.parts[0] if section.parts else None
        if section.run_in and isinstance(first, Paragraph):
            # Only the heading wears the heading's face; the paragraph is body text. The linked
            # character style is what puts such a heading into Word's table of contents.
            style = f"{STYLE_IDS[element][0]}Char"
            runs = run_xml(section.heading.text, self._layout, style=style)
            heading = self._marked(section.heading.text, runs)
            self.xml.append(f"<w:p>{heading}{self._runs(first)}</w:p>")
            self._parts(section.parts[1:])
        else:
            heading = self._marked(section.heading.text, self._runs(section.heading))
            self.xml.append(f"<w:p>{_properties(element)}{heading}</w:p>")
            self._parts(section.parts)
        for child in section.sections:
            self._section(child)

    def _attachment_note(self, names: list[str]) -> None:
        """`附件：1.…` one line below the text; further names stand under the first."""
        if not names:
            return
        self._empty()
        mark = self._layout.words("words.attachment") + self._layout.words("words.colon")
        size = self._layout.style("body").size_half_points
        for number, name in enumerate(names, start=1):
            ordinal = f"{number}. " if len(names) > 1 else ""
            text = (mark if number == 1 else "") + ordinal + name
            left = 200 + 100 * (len(mark) if self._layout.is_chinese else 4)
            hanging = left - 200 if number == 1 else 0
            indent = (
                f'<w:ind w:leftChars="{left}" w:left="{left * size // 10}" '
                f'w:hangingChars="{hanging}" w:hanging="{hanging * size // 10}" '
                'w:firstLineChars="0"/>'
                if hanging
                else f'<w:ind w:leftChars="{left}" w:left="{left * size // 10}" '
                'w:firstLineChars="0" w:firstLine="0"/>'
            )
            self.xml.append(f"<w:p><w:pPr>{indent}</w:pPr>{run_xml(text, self._layout)}</w:p>")

    def _signature(self, report: Report) -> None:
        if not (report.signature or report.date):
            return
        # 7.3.5.5: no page carries a signature without text.
        self._keep_end_of_text_with_next()
        self.xml.append(_EMPTY_KEPT)
        size = self._layout.style("body").size_half_points
        *above, last = signature_indents(report, self._layout, is_stamped=self._mode == "red_head")
        align = '<w:jc w:val="right"/>'
        lines = [*zip(offices_of(report.signature), above, strict=True), (report.date, last)]
        for text, chars in lines:
            if text:
                kept = "<w:keepNext/>" if text is not report.date else ""
                properties = f"<w:pPr>{kept}{indent_xml('right', chars, size)}{align}</w:pPr>"
                self.xml.append(f"<w:p>{properties}{run_xml(text, self._layout)}</w:p>")

    def _keep_end_of_text_with_next(self) -> None:
        """The note of attachments and the last lines of the text go along with the signature."""
        for position in reversed(range(len(self.xml))):
            paragraph = self.xml[position]
            if paragraph == _EMPTY:
                self.xml[position] = _EMPTY_KEPT
            elif paragraph.startswith("<w:p><w:pPr><w:ind"):
                self.xml[position] = paragraph.replace("<w:pPr>", "<w:pPr><w:keepNext/>", 1)
            else:
                if paragraph.startswith(("<w:p><w:r>", "<w:p><w:bookmarkStart")):
                    properties = "<w:p><w:pPr><w:keepNext/></w:pPr>"
                    self.xml[position] = paragraph.replace("<w:p>", properties, 1)
                return

    def _attachment(self, attachment: Attachment, number: int) -> None:
        mark = self._layout.words("words.attachment")
        if number:
            mark += str(number) if self._layout.is_chinese else f" {number}"
        self._styled("attachment_mark", mark, "<w:pageBreakBefore/>")
        self._empty()
        self._styled("attachment_title", attachment.title)
        self._empty()
        self._parts(attachment.parts)


def _properties(element: str, extra: str = "") -> str:
    return f'<w:pPr><w:pStyle w:val="{STYLE_IDS[element][0]}"/>{extra}</w:pPr>'
