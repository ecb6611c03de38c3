"""A report on its way out: head, template, annex, charts, imprint, errata and package."""

import hashlib
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from jushi.documents import find_office, official, read_document
from jushi.errors import DraftError
from jushi.services import SourceFile, check_report, export, render_check_report

SAMPLE = Path(__file__).parents[2] / "knowledge" / "sample"
WORKBOOK = SourceFile(
    "数据.csv",
    (
        "编号,指标,数值,单位,期间,上年值\n"
        "cases,受理法律援助案件,547,件,2024年,512\n"
        "appeals,收到行政复议申请,156,件,2024年,146\n"
    ).encode(),
)
DRAFT = SourceFile(
    "报告.txt",
    (
        "某县2024年度法治政府建设工作报告\n市人民政府：\n一、工作开展情况\n"
        "2024年，受理法律援助案件547件，收到行政复议申请156件。\n某县人民政府\n2025年3月5日\n"
    ).encode(),
)
FORM = export.ExportForm(
    mode="document",
    has_annex=True,
    charts=(("cases", "收到行政复议申请"),),
    note="此件公开发布",
    copied_to="市司法局，县委办公室",
    printer="某县人民政府办公室",
    print_date="2025年3月6日",
)


@pytest.fixture
def office() -> str:
    program = find_office()
    if program is None:
        pytest.skip("LibreOffice is not installed")
    return program


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_numbers_of_text_table_and_chart_are_checked_and_true() -> None:
    exported = export.export_report(DRAFT, WORKBOOK, "报告.docx", form=FORM)

    said = [v.mention.text for v in exported.checked.result.verdicts if v.mention.is_data]
    assert not exported.has_errors
    assert {"547件", "547", "512", "35", "6.8"} <= {text.lstrip("+") for text in said}
    assert [chart.summary.data for chart in exported.charts] == [4]


def test_numbers_of_text_and_table_are_bound_to_their_figures() -> None:
    exported = export.export_report(DRAFT, WORKBOOK, "报告.docx", form=FORM)

    bindings = official.read_bound_docx("报告.docx", exported.file.content).numbers

    assert ("547件", "cases") in [(b.text, b.figure) for b in bindings]
    assert ("156", "appeals") in [(b.text, b.figure) for b in bindings]


def test_a_wrong_number_stays_wrong_in_the_export() -> None:
    wrong = SourceFile("报告.txt", DRAFT.content.replace(b"547", b"574"))

    assert export.export_report(wrong, WORKBOOK, "报告.docx").has_errors


def test_a_file_with_something_open_says_so_on_its_first_page() -> None:
    wrong = SourceFile("稿.md", "# 某局2024年工作总结\n\n2024年受理案件548件。\n".encode())
    workbook = SourceFile(
        "f.csv", "编号,指标,数值,单位,期间\ncases,受理案件,547,件,2024年\n".encode()
    )
    true = replace(wrong, content=wrong.content.replace(b"548", b"547"))

    told, silent = (export.export_report(d, workbook, "报告.docx") for d in (wrong, true))

    section = docx.Document(io.BytesIO(told.file.content)).sections[0]
    head = "".join(p.text for p in section.first_page_header.paragraphs)
    assert head == "本文件导出时尚未处理：有误 1 处。"
    assert "本文件导出时" not in told.checked.result.text
    first_foot, foot = section.first_page_footer.paragraphs, section.footer.paragraphs
    assert [p.text for p in first_foot] == [p.text for p in foot]
    plain = docx.Document(io.BytesIO(silent.file.content)).sections[0]
    assert not plain.different_first_page_header_footer


def test_note_and_imprint_stand_in_signed_documents_only() -> None:
    signed = export.export_report(DRAFT, WORKBOOK, "a.docx", form=FORM).file
    plain = export.export_report(
        DRAFT, WORKBOOK, "a.docx", form=export.ExportForm(note="此件公开发布", printer="办公室")
    ).file

    text = read_document("a.docx", signed.content).text
    assert "（此件公开发布）" in text
    assert text.endswith("抄送：市司法局，县委办公室。\n某县人民政府办公室\t2025年3月6日印发")
    assert "此件公开发布" not in read_document("a.docx", plain.content).text


def test_an_export_can_be_exported_again() -> None:
    first = export.export_report(DRAFT, WORKBOOK, "a.docx", form=FORM)

    again = export.export_report(first.file, WORKBOOK, "b.docx", form=FORM)

    report = official.report_from_document(read_document("b.docx", again.file.content))
    assert (report.signature, report.date) == ("某县人民政府", "2025年3月5日")
    assert (report.addressee, report.note) == ("市人民政府：", "此件公开发布")
    assert [a.title for a in report.attachments] == ["主要数据表", "主要数据对比图"]
    assert again.lost_pictures == 1
    assert again.checked.result.text == first.checked.result.text


@pytest.mark.parametrize(
    ("issuer", "number"),
    [("", ""), ("某县人民政府文件", "某政〔2025〕3号"), ("", "某政〔2025〕3号")],
    ids=["room for a printed head", "a head of its own", "a number only"],
)
def test_a_red_head_can_be_exported_again(issuer: str, number: str) -> None:
    form = export.ExportForm(mode="red_head", issuer=issuer, document_number=number)
    first = export.export_report(DRAFT, WORKBOOK, "a.docx", form=form)

    again = export.export_report(
        first.file, WORKBOOK, "a.docx", form=export.ExportForm(mode="red_head")
    )

    report = official.report_from_document(read_document("a.docx", again.file.content))
    assert report.title == ("某县2024年度法治政府建设工作报告",)
    # A number without an office above it goes into the printed head, by hand.
    assert (report.issuer, report.document_number) == (issuer, number if issuer else "")
    assert again.file.content == first.file.content


def test_a_number_below_the_title_is_no_red_head() -> None:
    draft = "某县年度报告\n某政〔2025〕3号\n一、工作开展情况\n受理547件。\n"

    report = official.report_from_document(read_document("a.txt", draft.encode()))

    assert (report.title, report.issuer) == (("某县年度报告",), "")


def test_template_of_the_office_overrides_the_format() -> None:
    layout = official.load_layout().with_values(
        {"body.size_pt": 15, "page.left_twips": 1701}, strength="sample", source="范本"
    )
    plain = official.report_from_document(read_document("r.txt", DRAFT.content))
    sample = SourceFile("范本.docx", official.render_docx(plain, layout))

    exported = export.export_report(
        DRAFT, WORKBOOK, "a.docx", form=export.ExportForm(template=sample)
    )

    parts = _parts(exported.file.content)
    assert b'w:left="1701"' in parts["word/document.xml"]
    assert b'<w:sz w:val="30"/>' in parts["word/styles.xml"]


def test_chart_of_a_figure_that_is_not_there_is_refused() -> None:
    with pytest.raises(DraftError) as caught:
        export.export_report(
            DRAFT, WORKBOOK, "a.docx", form=export.ExportForm(charts=(("没有的指标",),))
        )

    assert str(caught.value) == "--chart 没有的指标: names no figure; give its id or indicator"


def test_package_holds_everything_and_its_digests_are_true() -> None:
    evidence = SourceFile("../政策/办法.txt", "每年应当公开报告。".encode())
    exported = export.export_report(DRAFT, WORKBOOK, "报告.docx", evidence=[evidence])

    content = export.package_report(exported, WORKBOOK, previous=WORKBOOK, evidence=[evidence])

    parts = _parts(content)
    manifest = parts.pop("manifest-sha256.txt").decode()
    lines = [line.split("  ", 1) for line in manifest.splitlines() if not line.startswith("#")]
    listed = {name: digest for digest, name in lines}
    assert listed == {name: hashlib.sha256(part).hexdigest() for name, part in parts.items()}
    assert set(parts) == {
        "报告.docx",
        "报告.check.html",
        "报告.check.xlsx",
        "报告.check.json",
        "报告.review.docx",
        "报告.errata.docx",
        "figures/数据.csv",
        "previous/数据.csv",
        "evidence/办法.txt",
        "sources.txt",
    }
    assert content == export.package_report(
        exported, WORKBOOK, previous=WORKBOOK, evidence=[evidence]
    )


def test_errata_say_what_stands_and_what_should() -> None:
    wrong = SourceFile("报告.txt", DRAFT.content.replace(b"547", b"574"))

    content = render_check_report(check_report(wrong, WORKBOOK), "errata")

    rows = [b.text for b in read_document("e.docx", content).blocks if b.kind == "table_row"]
    assert rows[0] == "序号\t所在语句\t原文\t应为\t说明\t依据"
    assert len(rows) == 2
    assert rows[1].split("\t")[2:4] == ["574件", "547件"]
    assert rows[1].endswith("数据.csv:C2")


def test_errata_of_a_true_report_say_that_there_are_none() -> None:
    content = render_check_report(check_report(DRAFT, WORKBOOK), "errata")

    assert "未发现需要更正的数字。" in read_document("e.docx", content).text


def test_english_report_has_english_annexes_that_check() -> None:
    workbook = SourceFile(
        "f.csv",
        b"id,indicator,value,unit,period,previous\ncases,legal aid cases,547,cases,2024,512\n",
    )
    draft = SourceFile("r.md", b"# Annual Report\n\nThere were 547 legal aid cases.\n")
    form = export.ExportForm(has_annex=True, charts=(("cases",),))

    exported = export.export_report(draft, workbook, "r.docx", form=form, language="en")

    assert not exported.has_errors
    assert "Key figures" in exported.checked.result.text


@pytest.mark.parametrize(
    ("typed", "printed"), [("12", "000012"), ("000012", "000012"), ("第12份", "第12份")]
)
def test_a_copy_has_a_number_of_six_digits(typed: str, printed: str) -> None:
    form = export.ExportForm(mode="red_head", issuer="甲县司法局文件", serial=typed)

    exported = export.export_report(DRAFT, WORKBOOK, "报告.docx", form=form)

    assert exported.checked.result.text.startswith(printed)


@pytest.mark.slow
def test_what_a_document_says_besides_its_text_is_laid_out_and_kept(office: str) -> None:
    form = export.ExportForm(
        mode="red_head",
        issuer="甲县司法局、甲县财政局文件",
        document_number="甲司〔2025〕3号",
        signature="甲县司法局、甲县财政局",
        serial="000012",
        secrecy="机密★1年",
        urgency="特急",
        signatories="张三、李四",
        attachment_names="佐证材料；附图",
        printer="甲县司法局办公室",
        is_duplex=True,
    )

    exported = export.export_report(DRAFT, WORKBOOK, "报告.docx", form=form)
    pages = export.preview_pages(exported.file, dpi=30)

    text = read_document("报告.docx", exported.file.content).text
    for told in ("000012", "机密★1年", "特急", "签发人：\t张三\t李四", "附件：1. 佐证材料"):
        assert told in text
    # Printed on both sides the imprint is the back of the last leaf.
    assert len(pages) == 2


@pytest.mark.parametrize("typed", ["\x1f", "、", "\ufffe", "\ud800", " ；"])
def test_what_no_document_can_hold_is_as_if_nothing_was_typed(typed: str) -> None:
    form = export.ExportForm(mode="red_head", issuer=typed, signatories=typed)

    assert form == export.ExportForm(mode="red_head")


def test_characters_that_no_document_can_hold_are_left_out_of_what_was_typed() -> None:
    form = export.ExportForm(issuer="某县\x01人民政府、", note="（此件公开发布）")

    assert (form.issuer, form.note) == ("某县人民政府", "（此件公开发布）")
