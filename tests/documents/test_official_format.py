"""Exported reports stand as GB/T 9704—2012 wants them, in their XML and on the page."""

import dataclasses
import io
import zipfile
from pathlib import Path

import docx
import matplotlib.image
import pytest
from jushi.documents import official, read_document, to_page_images, to_pdf
from jushi.documents.office import convert_document
from jushi.errors import DocumentError
from lxml import etree

from tests.documents.official_verifier import (
    POINTS_PER_MM,
    Word,
    deviations_of_page,
    deviations_of_xml,
    words_of_pdf,
)
from tests.documents.word_files import paragraph, part_of, run, with_part, word_file

W_NAME = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WILD = Path(__file__).parents[1] / "data" / "wild"
_BODY = "县政府坚持依法行政深入推进法治政府建设持续优化营商环境提升执法水平" * 60


def _full_pages() -> official.Report:
    """Three pages and more of body text, so that the second and third are full."""
    return official.Report((), lead=(official.Paragraph.plain(_BODY),))


def _pdf(report: official.Report, layout: official.Layout) -> bytes:
    pdf = to_pdf(official.render_docx(report, layout))
    assert pdf is not None
    return pdf


def test_parts_hold_what_the_standard_says(report: official.Report) -> None:
    for mode in ("material", "document", "red_head"):
        content = official.render_docx(report, official.load_layout(), mode=mode)

        assert deviations_of_xml(content) == set()


@pytest.mark.parametrize(
    ("key", "value", "deviation"),
    [
        ("page.top_twips", 2000, "margin top"),
        ("page.right_twips", 1588, "margin right"),
        ("page.bottom_twips", 2098, "margin bottom"),
        ("page.left_twips", 1474, "margin left"),
        ("page.footer_twips", 851, "margin footer"),
        ("page.width_twips", 12240, "paper"),
        ("page.grid_line_twips", 312, "grid"),
        ("heading1.font", "宋体", "face of Heading1"),
        ("heading2.latin", "Arial", "face of Heading2"),
        ("heading3.bold", True, "bold Heading3"),
        ("title.size_pt", 18, "size of Title"),
        ("body.line_twips", 580, "line of Normal"),
        ("body.first_line_chars", 0, "indent of Normal"),
        ("page_number.odd_align", "center", "page number"),
        ("page_number.latin", "Arial", "page number"),
        ("title.font", "黑体", "face of Title"),
        ("body.font", "宋体", "face of Normal"),
        ("heading4.font", "黑体", "face of Heading4"),
        ("body.size_pt", 15, "size of Normal"),
        ("page_number.before", "- ", "page number"),
    ],
)
def test_verifier_sees_a_planted_deviation(
    report: official.Report, key: str, value: int | str | bool, deviation: str
) -> None:
    layout = official.load_layout().with_values({key: value}, strength="sample", source="planted")

    assert deviation in deviations_of_xml(official.render_docx(report, layout))


@pytest.mark.parametrize(
    ("part", "old", "new", "deviation"),
    [
        ("word/document.xml", ' w:hint="eastAsia"', ' w:hint="default"', "hint for quotes"),
        ("word/document.xml", "<w:tblHeader/>", "", "repeated header row"),
        ("word/settings.xml", "<w:evenAndOddHeaders/>", "", "odd and even pages"),
        (
            "word/styles.xml",
            'w:outlineLvl w:val="1"',
            'w:outlineLvl w:val="9"',
            "level of Heading2",
        ),
        ("word/styles.xml", "<w:rFonts ", '<w:rFonts w:asciiTheme="minorAscii" ', "theme fonts"),
        ("word/document.xml", "<w:docGrid", "<w:titlePg/><w:docGrid", "first page without number"),
    ],
)
def test_verifier_sees_what_no_parameter_plants(
    report: official.Report, part: str, old: str, new: str, deviation: str
) -> None:
    content = official.render_docx(report, official.load_layout())
    text = part_of(content, part)
    assert old in text

    assert deviations_of_xml(with_part(content, part, text.replace(old, new).encode())) == {
        deviation
    }


def test_full_page_has_22_lines_of_28_characters(office: str, poppler: str) -> None:
    words = words_of_pdf(poppler, _pdf(_full_pages(), official.load_layout()))

    assert deviations_of_page(words, 2) == set()
    assert deviations_of_page(words, 3) == set()


def test_page_verifier_sees_planted_deviations(office: str, poppler: str) -> None:
    planted = {
        "body.line_twips": 580,
        "body.spacing_twips": 0,
        "page.left_twips": 1488,
        "page.right_twips": 1574,
        "page.footer_twips": 851,
        "page_number.odd_align": "left",
    }
    layout = official.load_layout().with_values(planted, strength="sample", source="planted")

    words = words_of_pdf(poppler, _pdf(_full_pages(), layout))

    assert deviations_of_page(words, 3) == {
        "lines: 21",
        "characters: 27",
        "left edge",
        "side of the page number",
        "height of the page number",
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "value", "deviations"),
    [
        ("page.top_twips", 2500, {"top edge", "lines: 21"}),
        ("body.line_twips", 540, {"lines: 23"}),
        ("body.size_pt", 15, {"characters: 29"}),
        ("page_number.even_align", "right", {"side of the page number"}),
        ("page_number.before", "- ", {"page number"}),
    ],
)
def test_page_verifier_sees_each_deviation(
    office: str, poppler: str, key: str, value: int | str, deviations: set[str]
) -> None:
    layout = official.load_layout().with_values({key: value}, strength="sample", source="planted")

    assert deviations_of_page(words_of_pdf(poppler, _pdf(_full_pages(), layout)), 2) == deviations


def test_same_report_gives_the_same_bytes(report: official.Report) -> None:
    layout = official.load_layout()

    assert official.render_docx(report, layout) == official.render_docx(report, layout)


def test_signature_stands_where_7_3_5_2_puts_it(report: official.Report) -> None:
    def indents(signature: str) -> list[str]:
        changed = dataclasses.replace(report, signature=signature)
        xml = part_of(official.render_docx(changed, official.load_layout()), "word/document.xml")
        return [part.partition('"')[0] for part in xml.split('w:rightChars="')[1:]]

    # 2024年3月5日 is six characters wide: three are, and six digits of half a width.
    assert indents("某县人民政府办公室") == ["200", "300"]
    assert indents("某县政府") == ["600", "200"]


def test_modes_differ_in_their_head_only(report: official.Report) -> None:
    layout = official.load_layout()
    head = dataclasses.replace(report, issuer="某县人民政府文件", document_number="某政〔2024〕3号")

    plain = read_document("a.docx", official.render_docx(head, layout)).text
    printed = read_document("a.docx", official.render_docx(head, layout, mode="red_head")).text
    reserved = part_of(official.render_docx(report, layout, mode="red_head"), "word/document.xml")

    assert printed == f"某县人民政府文件\n某政〔2024〕3号\n{plain}"
    assert reserved.startswith(reserved[: reserved.index("<w:body>")] + "<w:body>" + "<w:p/>" * 8)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("paragraphs", "last_page"), [(3, 1), (16, 2)], ids=["room below the text", "no room below"]
)
def test_imprint_closes_the_text_area_of_the_last_page(
    office: str, poppler: str, paragraphs: int, last_page: int
) -> None:
    report = official.Report(
        ("标题",),
        lead=(official.Paragraph.plain("依法行政" * 5),) * paragraphs,
        signature="某县人民政府",
        date="2024年3月5日",
        copied_to="市司法局，县委办公室",
        printer="某县人民政府办公室",
        print_date="2024年3月5日",
    )
    pdf = to_pdf(official.render_docx(report, official.load_layout(), mode="document"))
    assert pdf is not None

    words = words_of_pdf(poppler, pdf)

    (printer,) = (word for word in words if word.text.startswith("某县人民政府办公室"))
    assert printer.page == last_page
    assert 0 < 262 * POINTS_PER_MM - printer.bottom < 10
    assert printer.left == pytest.approx(28 * POINTS_PER_MM + 14, abs=2)


@pytest.mark.slow
def test_imprint_leaves_a_long_table_above_it_whole(
    office: str, poppler: str, report: official.Report
) -> None:
    layout = official.load_layout()
    plain = to_pdf(official.render_docx(report, layout, mode="document"))
    printed = dataclasses.replace(report, copied_to="市司法局", printer="某县人民政府办公室")
    closed = to_pdf(official.render_docx(printed, layout, mode="document"))
    assert plain is not None
    assert closed is not None

    before, after = words_of_pdf(poppler, plain), words_of_pdf(poppler, closed)

    last = before[-1].page
    assert [w for w in after if w.page <= last] == before
    assert {w.page for w in after if w.text.startswith("抄送")} == {last + 1}


def test_english_report_is_laid_out_as_one(office: str) -> None:
    report = official.Report(
        ("Annual Report 2023",),
        lead=(official.Paragraph.plain("The county handled 1,204 cases."),),
        sections=(
            official.PrintedSection(
                1, official.Paragraph.plain("Results"), (official.Paragraph.plain("Good."),)
            ),
        ),
        attachments=(official.Attachment("Figures", (official.Table(("Name", "Value"), ()),)),),
        signature="County Government",
        date="5 March 2024",
    )
    layout = official.load_layout("english")

    content = official.render_docx(report, layout)
    document = read_document("a.docx", content)
    images = to_page_images(content, dpi=40)

    assert "Annex: Figures" in document.text
    assert [(b.level, b.text) for b in document.blocks if b.level] == [(1, "Results")]
    assert images is not None
    assert len(images) == 2
    assert 'w:eastAsia="zh-CN"' in part_of(content, "word/styles.xml")


def test_control_character_is_named_and_not_written() -> None:
    report = official.Report(("标题",), lead=(official.Paragraph.plain("受理17\x0b件"),))

    with pytest.raises(DocumentError) as caught:
        official.render_docx(report, official.load_layout())

    assert str(caught.value) == ("behind '受理17': stands the control character U+000B; delete it")


def test_unknown_layout_and_parameter_are_named() -> None:
    with pytest.raises(DocumentError, match="'a4' is unknown; choose one of gbt9704, english"):
        official.load_layout("a4")
    with pytest.raises(DocumentError, match=r"has no parameter 'page\.colour'; mend its name"):
        official.load_layout().with_values({"page.colour": 1}, strength="sample", source="x")


def test_every_parameter_says_how_binding_it_is() -> None:
    for name in ("gbt9704", "english"):
        for parameter in official.load_layout(name).parameters:
            assert parameter.strength in ("standard", "recommended", "practice"), parameter.key
            assert parameter.source or parameter.strength == "practice", parameter.key


def test_layout_of_our_own_export_is_our_layout(report: official.Report) -> None:
    layout = official.load_layout()
    planted = layout.with_values(
        {"page.left_twips": 1701, "body.font": "华文仿宋", "heading1.size_pt": 18,
         "body.line_twips": 560, "title.bold": True},
        strength="sample", source="planted",
    )  # fmt: skip

    taken = official.layout_from_sample("样本.docx", official.render_docx(report, planted))

    assert taken.name == "样本.docx"
    for style in ("title", "body", "heading1", "heading2", "heading3", "heading4"):
        assert taken.style(style) == planted.style(style), style
    assert taken.number("page.left_twips") == 1701
    assert taken.style("table") == dataclasses.replace(layout.style("table"), latin="仿宋_GB2312")


def test_layout_of_a_provincial_report_takes_its_faces(shared: Path) -> None:
    content = (shared / "corpus" / "reports" / "hunan-2025.docx").read_bytes()

    layout = official.layout_from_sample("hunan.docx", content)

    body = layout.style("body")
    assert (body.font, body.size_half_points) == ("仿宋", 28)


def test_layout_of_a_sample_made_with_libreoffice_is_taken_over(
    office: str, report: official.Report
) -> None:
    content = convert_document((WILD / "office-sample.fodt").read_bytes(), "fodt", "docx")
    assert content is not None

    layout = official.layout_from_sample("范本.docx", content)

    styles = [layout.style(name) for name in ("body", "heading1", "heading2")]
    assert [(s.font, s.size_half_points, s.bold, s.line_twips) for s in styles] == [
        ("华文仿宋", 30, False, 567),
        ("隶书", 34, False, 567),
        ("华文楷体", 30, True, 567),
    ]
    # 3, 2.5, 3.2 and 2.4 cm.
    margins = [layout.number(f"page.{side}_twips") for side in ("top", "bottom", "left", "right")]
    assert margins == [1701, 1417, 1814, 1361]
    styled = part_of(official.render_docx(report, layout), "word/styles.xml")
    assert 'w:eastAsia="隶书"' in styled


def test_words_of_a_header_are_not_broken_in_bold(office: str, poppler: str) -> None:
    header = ("Indicator", "Unit", "2024", "2023", "Change", "Change (%)")
    cells = ("legal aid cases that were handled in time", "cases", "547", "512", "+35", "+6.8")
    table = official.Table(header, (tuple(map(official.Paragraph.plain, cells)),))

    words = words_of_pdf(
        poppler, _pdf(official.Report((), lead=(table,)), official.load_layout("english"))
    )

    assert [word.text for word in words].count("Change") == 2


def test_sample_without_text_is_refused(report: official.Report) -> None:
    empty = official.render_docx(official.Report(("标题",)), official.load_layout())

    with pytest.raises(DocumentError, match="shows no body text"):
        official.layout_from_sample("a.docx", empty)


def test_missing_fonts_are_those_the_computer_lacks() -> None:
    layout = official.load_layout().with_values(
        {"body.font": "No Such Face"}, strength="sample", source="planted"
    )

    assert "No Such Face" in official.missing_fonts(layout)


_HEAD = official.Report(
    ("某县关于法治政府建设情况的报告",),
    "市人民政府：",
    lead=(official.Paragraph.plain("现将有关情况报告如下。"),),
    issuer="某县人民政府文件",
    document_number="某政〔2025〕3号",
    signature="某县人民政府",
    date="2025年3月5日",
    serial="000012",
    secrecy="机密★1年",
    urgency="特急",
    signatories=("张三", "李四四", "王五"),
)


def _with_head(**changes: object) -> official.Report:
    return dataclasses.replace(_HEAD, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "report",
    [
        _HEAD,
        _with_head(signatories=("张三",), serial="", urgency=""),
        _with_head(issuer="甲县司法局、甲县财政局文件", signature="甲县司法局、甲县财政局"),
        _with_head(issuer="甲县司法局、甲县财政局", secrecy="秘密★6个月", signatories=()),
    ],
    ids=["three signatories", "one signatory", "joint with 文件", "joint without 文件"],
)
def test_a_head_is_read_back_as_it_was_written(report: official.Report) -> None:
    content = official.render_docx(report, official.load_layout(), mode="red_head")

    again = official.report_from_document(read_document("a.docx", content))

    assert again == report


def _places(poppler: str, report: official.Report, *starts: str) -> list[Word]:
    """The words of the PDF that begin so: it parts words where the face changes."""
    pdf = to_pdf(official.render_docx(report, official.load_layout(), mode="red_head"))
    assert pdf is not None
    words = words_of_pdf(poppler, pdf)
    return [next(word for word in words if word.text.startswith(start)) for start in starts]


@pytest.mark.slow
def test_marks_and_head_stand_where_7_2_puts_them(office: str, poppler: str) -> None:
    *marks, head, number, first, second, last = _places(
        poppler, _HEAD, "0000", "机密", "特急", "某县人", "某政", "签发人", "李四四", "王五"
    )
    left, right, top = 28 * POINTS_PER_MM, 184 * POINTS_PER_MM, 37 * POINTS_PER_MM

    assert all(mark.left == pytest.approx(left, abs=2) for mark in marks)
    assert marks[0].top == pytest.approx(top, abs=10)
    gaps = [marks[1].top - marks[0].top, marks[2].top - marks[1].top]
    assert gaps == [pytest.approx(28.95, abs=2)] * 2
    # The letters of the head begin 35 mm below the top of the text area, with marks or without.
    bare = _with_head(serial="", secrecy="", urgency="")
    assert head.top == pytest.approx(_places(poppler, bare, "某县人")[0].top, abs=1)
    assert number.left == pytest.approx(left + 16, abs=2)
    assert number.bottom == pytest.approx(last.bottom, abs=3)
    # 王五 stands below 张三, and both are two characters wide.
    assert first.right == pytest.approx(last.right, abs=1)
    assert right - 16 - second.right == pytest.approx(0, abs=6)


@pytest.mark.slow
@pytest.mark.parametrize("signatories", [(), ("张三", "李四四", "王五")], ids=["none", "three"])
def test_the_red_line_stands_4_mm_below_the_number(
    office: str, signatories: tuple[str, ...]
) -> None:
    report = _with_head(signatories=signatories)
    pages = to_page_images(
        official.render_docx(report, official.load_layout(), mode="red_head"), dpi=254
    )
    assert pages is not None
    # Ten pixels a millimetre; what stands above is as red: the head.
    pixels = matplotlib.image.imread(io.BytesIO(pages[0]), format="png")[1100:]
    red = (pixels[..., 0] > 0.8) & (pixels[..., 1] < 0.4) & (pixels[..., 2] < 0.4)
    rows, columns = red.any(axis=1).nonzero()[0], red.any(axis=0).nonzero()[0]
    number = (pixels[: rows[0]].max(axis=2) < 0.4).any(axis=1).nonzero()[0]

    assert (rows[0] - number[-1]) / 10 == pytest.approx(4, abs=0.6)
    assert len(rows) / 10 == pytest.approx(0.5, abs=0.2)
    assert (columns[0] / 10, columns[-1] / 10) == pytest.approx((28, 184), abs=0.5)


@pytest.mark.slow
def test_offices_of_a_joint_document_stand_above_one_another(office: str, poppler: str) -> None:
    joint = _with_head(
        issuer="甲县司法局、甲县人民检察院文件", signature="甲县司法局、甲县人民检察院"
    )

    pdf = to_pdf(official.render_docx(joint, official.load_layout(), mode="document"))
    head = to_pdf(official.render_docx(joint, official.load_layout(), mode="red_head"))
    assert pdf is not None
    assert head is not None
    words = words_of_pdf(poppler, pdf)
    signed = [word for word in words if word.text in ("甲县司法局", "甲县人民检察院")]

    middles = [(word.left + word.right) / 2 for word in signed]
    assert middles[0] == pytest.approx(middles[1], abs=2)
    assert signed[0].top < signed[1].top
    suffix = next(word for word in words_of_pdf(poppler, head) if word.text.startswith("文"))
    assert suffix.left > 105 * POINTS_PER_MM


def test_names_of_attachments_apart_stand_below_the_text() -> None:
    attachment = official.Attachment("数据表", (official.Paragraph.plain("受理17件。"),))
    report = _with_head(attachments=(attachment,), attachment_names=("佐证材料", "附图"))

    content = official.render_docx(report, official.load_layout())
    document = read_document("a.docx", content)

    assert "附件：1. 数据表\n2. 佐证材料\n3. 附图\n" in document.text
    assert official.report_from_document(document).attachment_names == ("佐证材料", "附图")


@pytest.mark.slow
def test_imprint_apart_has_a_page_of_its_own(office: str, poppler: str) -> None:
    report = _with_head(printer="某县人民政府办公室", has_imprint_apart=True)

    pdf = to_pdf(official.render_docx(report, official.load_layout(), mode="document"))
    assert pdf is not None

    (printer,) = (w for w in words_of_pdf(poppler, pdf) if w.text == "某县人民政府办公室")
    assert printer.page == 2


def _styled(name: str, text: str) -> str:
    return paragraph(run(text), f'<w:pStyle w:val="{name}"/>')


_SAMPLE_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{told}"/>'
    f'<w:rPr><w:rFonts w:eastAsia="{font}"/><w:sz w:val="{size}"/></w:rPr></w:style>'
    for name, told, font, size in (
        ("H1", "heading 1", "华文中宋", 44),
        ("H2", "heading 2", "方正黑体", 32),
        ("H3", "heading 3", "方正楷体", 32),
        ("B", "Body", "方正仿宋", 32),
        ("F", "Foot", "微软雅黑", 18),
    )
)


def test_a_title_in_heading_1_shifts_no_level() -> None:
    body = (
        _styled("H1", "某局年度工作报告")
        + _styled("H2", "一、基本情况")
        + _styled("B", "正文内容正文内容。")
        + _styled("H3", "（一）队伍")
        + _styled("B", "正文内容。")
        + _styled("H2", "二、问题")
        + _styled("B", "正文内容。")
    )

    layout = official.layout_from_sample("样.docx", word_file(body, {"styles": _SAMPLE_STYLES}))

    faces = {name: layout.style(name).font for name in ("title", "heading1", "heading2", "body")}
    assert faces == {
        "title": "华文中宋",
        "heading1": "方正黑体",
        "heading2": "方正楷体",
        "body": "方正仿宋",
    }
    assert layout.style("heading1").size_half_points == 32


def test_unnumbered_headings_below_such_a_title_move_up() -> None:
    body = (
        _styled("H1", "Annual Report")
        + _styled("H2", "Results")
        + _styled("B", "The county handled 12 cases.")
        + _styled("H2", "Plans")
        + _styled("B", "More.")
    )

    layout = official.layout_from_sample("a.docx", word_file(body, {"styles": _SAMPLE_STYLES}))

    assert (layout.style("title").font, layout.style("heading1").font) == ("华文中宋", "方正黑体")


def test_what_stands_below_the_signature_has_no_say_in_the_body() -> None:
    body = (
        _styled("B", "某局年度工作报告")
        + _styled("H2", "一、基本情况")
        + _styled("B", "正文内容正文内容。")
        + _styled("B", "某局")
        + _styled("B", "2025年3月5日")
        + _styled("F", "抄送：" + "市司法局，" * 30 + "县委办公室。")
        + _styled("F", "某局办公室　　2025年3月6日印发")
    )

    layout = official.layout_from_sample("样.docx", word_file(body, {"styles": _SAMPLE_STYLES}))

    assert (layout.style("body").font, layout.style("body").size_half_points) == ("方正仿宋", 32)


def test_the_style_of_the_body_is_taken_whole() -> None:
    looks = (("甲宋", 32, 10), ("乙宋", 28, 7), ("丙宋", 28, 6))
    body = "".join(
        paragraph(
            run("文" * count + "。", f'<w:rFonts w:eastAsia="{font}"/><w:sz w:val="{size}"/>')
        )
        for font, size, count in looks
    )

    layout = official.layout_from_sample("样.docx", word_file(paragraph("开头。") + body))

    # 28 has more characters than 32, but no font of them has as many as 甲宋.
    assert (layout.style("body").font, layout.style("body").size_half_points) == ("甲宋", 32)


def test_fonts_name_what_stands_in_for_them(report: official.Report) -> None:
    content = official.render_docx(report, official.load_layout())

    fonts = etree.fromstring(part_of(content, "word/fontTable.xml").encode())

    told = {
        font.get(f"{W_NAME}name"): [
            (node.tag.removeprefix(W_NAME), node.get(f"{W_NAME}val")) for node in font
        ]
        for font in fonts
    }
    assert set(told) == {"仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"}
    assert told["仿宋_GB2312"] == [
        ("altName", "仿宋"),
        ("panose1", "02010609030101010101"),
        ("charset", "86"),
        ("family", "modern"),
        ("pitch", "fixed"),
    ]


def test_a_file_holds_no_clock_and_no_person_and_nothing_of_a_template(
    report: official.Report,
) -> None:
    content = official.render_docx(report, official.load_layout(), is_bound=True)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
    assert names == [
        "[Content_Types].xml",
        "_rels/.rels",
        "customXml/_rels/item1.xml.rels",
        "customXml/item1.xml",
        "customXml/itemProps1.xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/footer2.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]
    core = etree.fromstring(part_of(content, "docProps/core.xml").encode())
    assert [node.text for node in core] == ["".join(report.title)]


def test_other_programs_of_word_files_find_sections_and_styles(report: official.Report) -> None:
    content = official.render_docx(report, official.load_layout())

    document = docx.Document(io.BytesIO(content))

    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.top_margin.mm)) == (210, 37)
    assert [p.text for p in section.footer.paragraphs] == ["— 1 —"]
    assert document.styles["Heading 1"].font.name == "黑体"
    assert [p.style.name for p in document.paragraphs][:2] == ["Title", "Title"]
