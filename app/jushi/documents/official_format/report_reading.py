"""A document that was read, taken apart as a report: title, sections, signature, annexes."""

import re
from collections.abc import Mapping
from dataclasses import replace

from jushi.documents.document import Block, Document
from jushi.documents.official_format.report import (
    Attachment,
    Paragraph,
    Part,
    PrintedSection,
    Report,
    Run,
    Table,
    offices_of,
)
from jushi.numbers import is_document_number
from jushi.text import CLAUSE_STOPS, STATEMENT_STOPS

_DATE = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日|\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4}"
)
# 省人民政府： is an addressee; …现将有关情况报告如下： is the end of a lead paragraph.
_ADDRESSEE = re.compile(
    rf"[^，{STATEMENT_STOPS}]{{2,40}}(?:政府|厅|局|委|办|院|处|会|部|单位|代表|组)："
)
_SERIAL = re.compile(r"\d{6}")
_SECRECY = re.compile(r"(?:绝密|机密|秘密)(?:★.{1,10})?")
_URGENCY = re.compile(r"特急|加急|特提|平急|紧急")
_SIGNATORIES = re.compile(r"\s*(?:签发人：|Approved by: )\s*")
_OFFICE = re.compile(rf"[^{CLAUSE_STOPS}、\s]{{2,30}}(?:政府|厅|局|委|办|院|处|会|部|组|室|中心)")
_MOST_HEAD_LINES = 8
_LONGEST_SIGNATURE = 30
_ATTACHMENT = re.compile(r"附件\s*\d{0,2}|Annex(?: \d{1,2})?")
_ATTACHMENT_NOTE = re.compile(r"(?:附件：|Annex: ).+")
_NOTE_MARK = re.compile(r"^(?:附件：|Annex: )")
_ORDINAL = re.compile(r"^\d{1,2}\. ?")
_FURTHER_NOTE = re.compile(r"\d{1,2}\. ?.+")
_NOTE = re.compile(r"[（(]([^（）()]{2,60})[）)]")
_COPIES = re.compile(r"抄送：(.+?)。?")
_PRINTING = re.compile(r"(.*?)\s+(\d{4}年\d{1,2}月\d{1,2}日)印发")


def report_from_document(
    document: Document, *, bound: Mapping[str, tuple[Run, ...]] | None = None
) -> Report:
    """Give a document that was read as a report: red head, title, addressee, sections, signature.

    What stands behind a line 附件 is an attachment, and what closes the last page the imprint.
    `bound` has the runs of paragraphs, headings and table rows whose numbers are tied to figures,
    by their text; in a row tabs part the cells.
    """
    blocks = list(document.blocks)
    reader = _Reader(bound or {})
    head, tail = _take_head(blocks), _take_tail(blocks, reader)
    lead: list[Block] = []
    while blocks and blocks[0].kind != "heading":
        lead.append(blocks.pop(0))
    return replace(
        tail,
        title=head.title,
        addressee=head.addressee,
        issuer=head.issuer,
        document_number=head.document_number,
        serial=head.serial,
        secrecy=head.secrecy,
        urgency=head.urgency,
        signatories=head.signatories,
        lead=reader.parts(lead),
        sections=reader.sections(blocks),
    )


def body_range(document: Document) -> range:
    """Give the places of the blocks between addressee and signature: opening and sections."""
    blocks = list(document.blocks)
    _take_head(blocks)
    first = len(document.blocks) - len(blocks)
    _take_tail(blocks, _Reader({}))
    return range(first, first + len(blocks))


def _take_head(blocks: list[Block]) -> Report:
    """Take red head, title and addressee off the front."""
    head = _take_red_head(blocks)
    title: list[str] = []
    while blocks and blocks[0].kind == "title" and not is_document_number(blocks[0].text):
        title.append(blocks.pop(0).text)
    addressee = ""
    if blocks and blocks[0].kind == "paragraph" and _ADDRESSEE.fullmatch(blocks[0].text):
        addressee = blocks.pop(0).text
    return replace(head, title=tuple(title), addressee=addressee)


def _take_red_head(blocks: list[Block]) -> Report:
    """Take what stands above the title off the front: marks, head, number and 签发人.

    Nothing is taken where no number stands above a title, or where something else stands there.
    """
    for place in range(min(_MOST_HEAD_LINES, len(blocks) - 1)):
        number, _, names = blocks[place].text.strip("\t").partition("\t")
        if is_document_number(number.strip()) and blocks[place + 1].kind == "title":
            head = _read_head([block.text for block in blocks[:place]])
            if head is not None:
                del blocks[: place + 1]
                signatories = (*head.signatories, *_signatories(names))
                return replace(head, document_number=number.strip(), signatories=signatories)
            return Report(())
    return Report(())


def _read_head(lines: list[str]) -> Report | None:
    """Give the lines above the number, each known by its form; None where one is not."""
    head = Report(())
    for line in lines:
        if _SERIAL.fullmatch(line):
            head = replace(head, serial=line)
        elif _SECRECY.fullmatch(line):
            head = replace(head, secrecy=line)
        elif _URGENCY.fullmatch(line):
            head = replace(head, urgency=line)
        elif _SIGNATORIES.match(line) or head.signatories:
            head = replace(head, signatories=(*head.signatories, *_signatories(line)))
        elif not head.issuer:
            # 甲县司法局 甲县财政局, apart by a tab from 文件: the head of several offices.
            offices, _, suffix = line.partition("\t")
            head = replace(head, issuer="、".join(offices.split(" ")) + suffix)
        elif _OFFICE.fullmatch(line) and all(map(_OFFICE.fullmatch, offices_of(head.issuer))):
            head = replace(head, issuer=f"{head.issuer}、{line}")
        else:
            return None
    return head


def _signatories(text: str) -> tuple[str, ...]:
    return tuple(_SIGNATORIES.sub("", text).split())


def _take_tail(blocks: list[Block], reader: "_Reader") -> Report:
    """Take what stands behind the sections off the end."""
    copied_to, printer, print_date = _take_imprint(blocks)
    attachments = reader.take_attachments(blocks)
    note = _take_note(blocks)
    signature, date = _take_signature(blocks)
    titles = {attachment.title for attachment in attachments}
    names = _take_attachment_note(blocks) if attachments else ()
    return Report(
        (),
        attachments=attachments,
        attachment_names=tuple(name for name in names if name not in titles),
        signature=signature,
        date=date,
        note=note,
        copied_to=copied_to,
        printer=printer,
        print_date=print_date,
    )


def _take_imprint(blocks: list[Block]) -> tuple[str, str, str]:
    """Take 抄送机关, 印发机关 and 印发日期 off the end, where they are."""
    copied_to = printer = print_date = ""
    if blocks and (match := _PRINTING.fullmatch(blocks[-1].text)):
        printer, print_date = match[1], match[2]
        blocks.pop()
    if blocks and (match := _COPIES.fullmatch(blocks[-1].text)):
        copied_to = match[1]
        blocks.pop()
    return copied_to, printer, print_date


def _take_note(blocks: list[Block]) -> str:
    """Take 附注 off the end: brackets behind the date, so that no last paragraph is mistaken."""
    if len(blocks) < 2 or not _DATE.fullmatch(blocks[-2].text):
        return ""
    match = _NOTE.fullmatch(blocks[-1].text)
    if match:
        blocks.pop()
    return match[1] if match else ""


def _take_attachment_note(blocks: list[Block]) -> tuple[str, ...]:
    """Take `附件：1.…` and the names below it off the end; gives the names."""
    for place in reversed(range(len(blocks))):
        if _ATTACHMENT_NOTE.fullmatch(blocks[place].text):
            lines = [block.text for block in blocks[place:]]
            del blocks[place:]
            plain = [_NOTE_MARK.sub("", line, count=1) for line in lines]
            return tuple(_ORDINAL.sub("", line, count=1) for line in plain)
        if not _FURTHER_NOTE.fullmatch(blocks[place].text):
            return ()
    return ()


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
        and not re.search(rf"[{CLAUSE_STOPS}、]", last.text)
    )
    if not is_signature:
        return "", date
    offices = [blocks.pop().text]
    while _OFFICE.fullmatch(offices[0]) and blocks and blocks[-1].kind == "paragraph":
        if not _OFFICE.fullmatch(blocks[-1].text):
            break
        offices.insert(0, blocks.pop().text)
    return "、".join(offices), date


class _Reader:
    """Turns blocks into parts, with the runs that are tied to figures."""

    def __init__(self, bound: Mapping[str, tuple[Run, ...]]) -> None:
        self._bound = bound

    def take_attachments(self, blocks: list[Block]) -> tuple[Attachment, ...]:
        """Take off the end what stands behind lines that say nothing but 附件 and a number."""
        starts = [n for n, b in enumerate(blocks) if _ATTACHMENT.fullmatch(b.text)]
        starts = [n for n in starts if n + 1 < len(blocks)]
        if not starts:
            return ()
        attachments = []
        for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
            inner = blocks[start + 1 : end]
            title = "" if inner[0].kind == "table_row" else inner.pop(0).text
            attachments.append(Attachment(title, self.parts(inner)))
        del blocks[starts[0] :]
        return tuple(attachments)

    def sections(self, blocks: list[Block]) -> tuple[PrintedSection, ...]:
        """Give the sections of a list of blocks that begins with a heading."""
        found: list[PrintedSection] = []
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
                PrintedSection(
                    heading.level,
                    self._paragraph(heading.text),
                    self.parts(inner[:own]),
                    self.sections(inner[own:]),
                    heading.run_in,
                )
            )
            position = end
        return tuple(found)

    def parts(self, blocks: list[Block]) -> tuple[Part, ...]:
        """Give paragraphs, and tables of the rows that stand together."""
        parts: list[Part] = []
        rows: list[str] = []
        for block in blocks:
            if block.kind == "table_row":
                rows.append(block.text)
                continue
            if rows:
                parts.append(self._table(rows))
                rows = []
            parts.append(self._paragraph(block.text))
        if rows:
            parts.append(self._table(rows))
        return tuple(parts)

    def _table(self, rows: list[str]) -> Table:
        """The first row is the header; short rows are filled with empty cells."""
        columns = max(row.count("\t") for row in rows) + 1
        header, *below = (self._cells(row, columns) for row in rows)
        return Table(tuple(cell.text for cell in header), tuple(below))

    def _cells(self, row: str, columns: int) -> tuple[Paragraph, ...]:
        cells: list[list[Run]] = [[]]
        for run in self._paragraph(row).runs:
            first, *others = run.text.split("\t")
            cells[-1].append(Run(first, run.figure))
            cells += [[Run(text)] for text in others]
        cells += [[Run("")]] * (columns - len(cells))
        return tuple(Paragraph(tuple(runs)) for runs in cells)

    def _paragraph(self, text: str) -> Paragraph:
        return Paragraph(self._bound.get(text, (Run(text),)))
