"""Every reader of bytes either reads what it is given or says in one line why it cannot.

Valid small files are damaged at random: bytes, parts of zip containers, XML, text. A few seconds
for each reader as a test; `make fuzz` goes on for FUZZ_SECONDS each. A failure names the seed;
`_damaged(case, seed)` gives the file again.
"""

import io
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import pytest
import yaml
from hypothesis import given, note, settings
from hypothesis import strategies as st
from jushi.documents import (
    annotate_docx,
    official,
    read_archive,
    read_document,
    read_plain_text,
)
from jushi.documents.annotation import Annotation
from jushi.drafting.bound_text import parse_bound
from jushi.drafting.model_writer.reply import read_reply
from jushi.drafting.outline_file import parse_outline
from jushi.errors import JushiError
from jushi.figures import parse_formula, parse_period, read_workbook, render_workbook, tell_problem
from jushi.safe_parsing import MalformedError, load_json, load_yaml
from openpyxl import Workbook
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from tests.documents.word_files import paragraph, run, word_file, zip_of
from tests.fuzz.mutations import Damage, arbitrary, damage_bytes, damage_pdf, damage_zip

_SECONDS = float(os.environ.get("JUSHI_FUZZ_SECONDS", "0"))
_LONGEST_S = 5.0
"""Processor time for one small file, whatever was done to it."""


@dataclass(frozen=True, slots=True)
class Case:
    """A reader, a file that it reads, and how the file is damaged."""

    title: str
    read: Callable[[str, bytes], object]
    name: str
    make: Callable[[], bytes]
    damage: Damage
    examples: int = 60


def _document(name: str, content: bytes) -> None:
    document = read_document(name, content)
    notices = (notice.render("zh") for notice in document.notices)
    for text in (document.text, *document.removed, *notices):
        text.encode()
    assert len(document.starts) == len(document.blocks)


def _workbook(name: str, content: bytes) -> None:
    table = read_workbook(name, content)
    for problem in table.problems:
        assert "\n" not in tell_problem(problem, "zh") + tell_problem(problem, "en")
    for figure in table:
        f"{figure.indicator}{figure.unit}{figure.subject}{figure.note}".encode()
        assert figure.value is None or isinstance(figure.value, Decimal)
    if len(table.figures) < 50:
        render_workbook(table)


def _bound(name: str, content: bytes) -> None:
    bound = official.read_bound_docx(name, content)
    text = bound.document.text
    assert all(text[each.start : each.end] == each.text for each in bound.numbers)


def _annotated(name: str, content: bytes) -> None:
    length = len(read_document(name, content).text)
    starts = range(0, min(length, 200) - 2, 7)
    annotate_docx(name, content, [Annotation(n, n + 2, "核", "error", "改") for n in starts])


def _text(name: str, content: bytes) -> str:
    return read_plain_text(content, name)


def _outline(name: str, content: bytes) -> None:
    parse_outline(_text(name, content), name)


def _data(name: str, content: bytes) -> None:
    """The parsers themselves, which have an error of their own."""
    for load in (load_json, lambda text: load_yaml(text, yaml.CBaseLoader)):
        try:
            load(content.decode("utf-8", "replace"))
        except MalformedError as error:
            assert "\n" not in str(error)


def _words(name: str, content: bytes) -> None:
    """A model's reply and what people type into single fields."""
    text = _text(name, content)
    table = read_workbook("f.csv", "编号,指标,数值,单位\na,受理案件,17,件\n".encode())
    read_reply(text, table, heading="一、总体情况")
    for parse in (parse_bound, parse_formula, parse_period):
        try:
            parse(text)
        except JushiError as error:
            assert error.remedy


@cache
def _docx() -> bytes:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("17件")}</w:tc>'
    body = (
        paragraph("报告", '<w:pStyle w:val="1"/>')
        + paragraph("项目", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        + f"<w:tbl><w:tr>{cell * 2}</w:tr><w:tr>{cell}</w:tr></w:tbl>"
        + f'<w:p><w:ins w:id="1" w:author="甲">{run("新增17件")}</w:ins>'
        + '<w:commentRangeStart w:id="0"/><w:r><w:footnoteReference w:id="2"/></w:r>'
        + '<w:commentRangeEnd w:id="0"/><w:del w:id="3"><w:r><w:delText>旧</w:delText></w:r>'
        + "</w:del>"
        + '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText>'
        + '<w:fldChar w:fldCharType="separate"/><w:t>目录</w:t>'
        + '<w:fldChar w:fldCharType="end"/></w:r>'
        + "<m:oMath><m:r><m:t>3</m:t></m:r></m:oMath>"
        + '<w:sdt><w:sdtPr><w:tag w:val="jushi:a"/></w:sdtPr>'
        + f"<w:sdtContent>{run('17')}</w:sdtContent></w:sdt></w:p>"
        + f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('框内')}</w:txbxContent></w:pict></w:r>"
        + "</w:p>"
    )
    parts = {
        "styles": '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
        '<w:basedOn w:val="2"/></w:style><w:style w:type="paragraph" w:styleId="2" w:default="1"/>',
        "numbering": '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        "footnotes": f'<w:footnote w:id="2">{paragraph("注1件")}</w:footnote>',
        "comments": f'<w:comment w:id="0" w:author="乙">{paragraph("请核")}</w:comment>',
        "header": paragraph("页眉"),
    }
    return word_file(body, parts)


@cache
def _bound_docx() -> bytes:
    runs = (official.Run("受理"), official.Run("17", "a"), official.Run("件。"))
    section = official.PrintedSection(
        1, official.Paragraph.plain("一、情况"), (official.Paragraph(runs),)
    )
    report = official.Report(("报告",), sections=(section,))
    return official.render_docx(report, official.load_layout(), is_bound=True)


@cache
def _xlsx() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("编号", "指标", "数值", "单位", "期间", "公式"),
        ("a", "受理案件", 17, "件", "2023年", ""),
        ("b", "办结率", 0.985, "%", "2023年", "a/c"),
        ("c", "收案", "1.8万", "件", "2023年前11个月", ""),
    ):
        sheet.append(row)
    sheet["C3"].number_format = "0.0%"
    sheet["H9"] = "=1+1"
    sheet.merge_cells("A6:B7")
    book.create_sheet("二").append(("说明", True, 45231.5))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@cache
def _pdf() -> bytes:
    writer = PdfWriter()
    to_unicode = DecodedStreamObject()
    to_unicode.set_data(
        b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <30> <39>"
        b" <0030> endbfrange 1 beginbfchar <41> <4EF6> endbfchar endcmap"
    )
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/ToUnicode"): writer._add_object(to_unicode),
        }
    )
    for number in range(3):
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        content = DecodedStreamObject()
        content.set_data(
            b"q 1 0 0 1 0 0 cm BT /F1 12 Tf 72 700 Td (17A) Tj 0 -14 Td [(3) -20 (4A)] TJ ET Q "
            + b"BT /F1 9 Tf 1 0 0 1 280 30 Tm (%d) Tj ET" % number
        )
        page[NameObject("/Contents")] = writer._add_object(content.flate_encode())
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


_HTML = (
    "<!doctype html><html><head><meta charset=utf-8><title>题</title></head><body><h1>报告</h1>"
    "<p style='display:none'>藏</p><table><tr><td>受理<td>17件</tr></table><p>全年&nbsp;17件。</p>"
    "<script>var a='<p>';</script><ul><li>一</ul></body></html>"
)
_MARKDOWN = "# 报告\n\n## 一、情况\n\n全年**受理**17件。\n\n| 项 | 数 |\n|---|:-:|\n| 案 | 17 |\n"
_CSV = '编号,指标,数值,单位,期间,公式\na,受理案件,17,件,2023年,\nb,"办,结",98.5%,,2023年,a+1\n'
_JSON = (
    '{"figures": [{"指标": "受理", "数值": 17.5, "别名": ["甲", "乙"]},'
    ' {"id": "b", "value": null}]}'
)
_YAML = (
    "figures:\n  - &a {指标: 受理, 数值: 17, 别名: [甲]}\n  - 指标: 办结\n    数值: 1.2万\n  - *a\n"
)
_OUTLINE = (
    "name: 提纲\ntitle_template: 报告\nsections:\n  - key: a\n    title: 情况\n"
    "    target_chars: 300\n    run_in: false\n    sections:\n"
    "      - {title: 高位统筹, run_in: true, queries: [法治]}\n"
)
_REPLY = (
    "好的，以下是正文：\n**一、总体情况**\n全年{{a}}件，占{{ a/a|%1 }}。\n- 二是{受理案件}。\n```\n"
)


def _archive() -> bytes:
    return zip_of({"甲/a.txt": "全年17件".encode(), "b.docx": b"PK", "__MACOSX/x": b""})


CASES = [
    Case("docx", _document, "a.docx", _docx, damage_zip, 150),
    Case("docx, bindings", _bound, "a.docx", _docx, damage_zip, 100),
    Case("docx of ours, bindings", _bound, "a.docx", _bound_docx, damage_zip, 60),
    Case("docx, review copy", _annotated, "a.docx", _docx, damage_zip, 100),
    Case("xlsx as document", _document, "a.xlsx", _xlsx, damage_zip, 100),
    Case("xlsx as figures", _workbook, "a.xlsx", _xlsx, damage_zip, 150),
    Case("pdf", _document, "a.pdf", _pdf, damage_pdf, 100),
    Case("html", _document, "a.html", _HTML.encode, damage_bytes, 150),
    Case("markdown", _document, "a.md", _MARKDOWN.encode, damage_bytes, 100),
    Case("text", _document, "a.txt", _MARKDOWN.encode, damage_bytes, 60),
    Case("csv as document", _document, "a.csv", _CSV.encode, damage_bytes, 60),
    Case("csv as figures", _workbook, "f.csv", _CSV.encode, damage_bytes, 100),
    Case("json", _workbook, "f.json", _JSON.encode, damage_bytes, 100),
    Case("yaml", _workbook, "f.yaml", _YAML.encode, damage_bytes, 100),
    Case("outline", _outline, "o.yaml", _OUTLINE.encode, damage_bytes, 100),
    Case("parsers", _data, "x", (_JSON + "\n" + _YAML).encode, damage_bytes, 100),
    Case("reply and fields", _words, "r.txt", _REPLY.encode, damage_bytes, 100),
    Case("archive", read_archive, "a.zip", _archive, damage_zip, 100),
]
_ARBITRARY = [
    Case(f"arbitrary bytes as {kind}", read, f"a.{kind}", make, arbitrary, 40)
    for kind, read, make in (
        ("docx", _document, _docx),
        ("pdf", _document, _pdf),
        ("html", _document, _HTML.encode),
        ("txt", _document, _CSV.encode),
        ("xlsx", _workbook, _xlsx),
        ("csv", _workbook, _CSV.encode),
        ("yaml", _workbook, _YAML.encode),
        ("zip", read_archive, _archive),
    )
]


def _damaged(case: Case, seed: int) -> bytes:
    return case.damage(random.Random(seed), case.make())


def _try(case: Case, seed: int) -> None:
    content = _damaged(case, seed)
    began = time.process_time()
    try:
        case.read(case.name, content)
    except JushiError as error:
        assert "\n" not in str(error)
        assert error.remedy
    assert time.process_time() - began < _LONGEST_S, "too slow"


@pytest.mark.slow
@pytest.mark.parametrize("case", [pytest.param(each, id=each.title) for each in CASES + _ARBITRARY])
def test_damaged_file_is_read_or_refused_in_one_line(case: Case) -> None:
    case.read(case.name, case.make())
    until = time.monotonic() + _SECONDS

    @settings(max_examples=case.examples, derandomize=not _SECONDS, database=None)
    @given(st.integers(0, 2**64))
    def try_one(seed: int) -> None:
        note(f"{case.title}: seed {seed}")
        _try(case, seed)

    try_one()
    while time.monotonic() < until:
        try_one()
