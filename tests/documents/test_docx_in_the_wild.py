"""Word files that other programs write are read without loss."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from jushi.documents import Document, read_document

from tests.documents.word_files import paragraph, run, word_file, zip_of

_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("表1")}'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_BOX = "<w:txbxContent>{}</w:txbxContent>"
_BOTH_BOXES = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
    + _BOX.format(paragraph("框中17件"))
    + "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
    + _BOX.format(paragraph("框中17件"))
    + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def _read(body: str, parts: dict[str, str] | None = None) -> Document:
    # A first paragraph that ends in a full stop keeps the rest from being taken for a title.
    return read_document("报告.docx", word_file(paragraph("开头。") + body, parts))


def _raised(text: str) -> str:
    look = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    return f"<w:r>{look}<w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(paragraph(run("受理") + run("17") + run("件。")), "受理17件。", id="runs"),
        pytest.param(
            paragraph(f"<w:ins w:id='1' w:author='a'>{run('新17件')}</w:ins><w:del w:id='2'>"
                      "<w:r><w:delText>旧16件</w:delText></w:r></w:del>"),
            "新17件", id="tracked changes",
        ),
        pytest.param(
            paragraph(f"<w:sdt><w:sdtPr/><w:sdtContent>{run('17')}</w:sdtContent></w:sdt>"
                      + run("件。")), "17件。", id="content control in a line",
        ),
        pytest.param(
            f"<w:sdt><w:sdtContent>{paragraph('整段。')}</w:sdtContent></w:sdt>",
            "整段。", id="content control around a paragraph",
        ),
        pytest.param(paragraph(f"<w:hyperlink>{run('链接')}</w:hyperlink>"), "链接", id="link"),
        pytest.param(paragraph(_FIELD), "表1", id="result of a field, not its code"),
        pytest.param(
            paragraph(f"<w:fldSimple w:instr='DATE'>{run('2023年')}</w:fldSimple>"),
            "2023年", id="simple field",
        ),
        pytest.param(
            paragraph(run("上") + "<w:r><w:br/></w:r>" + run("下")), "上\n下", id="soft break",
        ),
        pytest.param(paragraph("<w:r><w:t> 17 </w:t></w:r>" + run("件。")), "17件。", id="blanks"),
        pytest.param(paragraph(_BOTH_BOXES), "框中17件", id="text box once, not twice"),
        pytest.param(
            paragraph("前文", "<w:rPr><w:del w:id='1'/></w:rPr>") + paragraph("后文。"),
            "前文后文。", id="deleted paragraph mark",
        ),
        pytest.param(
            paragraph("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>" + run("显。")),
            "显。", id="hidden text",
        ),
        pytest.param(
            paragraph("<w:r><w:rPr><w:strike/></w:rPr><w:t>521</w:t></w:r>" + run("512件。")),
            "512件。", id="struck-out text",
        ),
        pytest.param(paragraph(run("512") + _raised("1") + run("件。")), "512件。", id="note 1"),
        pytest.param(
            paragraph(run("512") + _raised("[2]") + run("件。")), "512件。", id="note [2]",
        ),
        pytest.param(paragraph(run("案件") + _raised("③") + run("512件。")), "案件512件。",
                     id="note behind a word"),
        pytest.param(paragraph(run("5km") + _raised("2") + run("。")), "5km²。", id="km²"),
        pytest.param(paragraph(run("3×10") + _raised("8") + run("元。")), "3×10⁸元。",
                     id="power of ten"),
        pytest.param(paragraph("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"), "x=1", id="math"),
        pytest.param(
            paragraph(run("第") + "<w:r><w:noBreakHyphen/><w:tab/></w:r>" + run("号")),
            "第-\t号", id="hyphen and tab",
        ),
    ],
)  # fmt: skip
def test_text_is_what_a_reader_of_the_page_sees(body: str, expected: str) -> None:
    document = _read(body)

    assert document.text == f"开头。\n{expected}"


_TWO_COLUMNS = '<w:gridSpan w:val="2"/>'
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%3."/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
)


def _numbered(level: int, text: str) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>'
    return paragraph(text, properties)


def test_numbers_that_exist_only_as_references_stand_in_the_text() -> None:
    body = "".join(
        _numbered(level, text)
        for level, text in [
            (0, "总体情况"), (1, "统筹"), (1, "落实"), (2, "2023年工作"), (3, "要点"),
            (0, "存在问题"), (1, "短板"),
        ]
    )  # fmt: skip

    document = _read(body, {"numbering": _NUMBERING})

    assert [(block.level, block.text) for block in document.blocks[1:]] == [
        (1, "一、总体情况"),
        (2, "（一）统筹"),
        (2, "（二）落实"),
        # A blank keeps the number apart: 1.2023 would be another one.
        (3, "1. 2023年工作"),
        (0, "要点"),
        (1, "二、存在问题"),
        (2, "（一）短板"),
    ]


@pytest.mark.parametrize(
    ("number_format", "eleventh"),
    [
        ("decimal", "11"),
        ("chineseCounting", "十一"),
        # What LibreOffice writes for 一, 二, 三.
        ("taiwaneseCountingThousand", "十一"),
        ("ideographDigital", "一一"),
        ("chineseLegalSimplified", "拾壹"),
        ("ideographTraditional", "11"),
        ("ideographZodiac", "戌"),
        ("decimalEnclosedCircle", "⑪"),
        ("decimalFullWidth", "１１"),
        ("lowerLetter", "k"),
        ("upperRoman", "XI"),
    ],
)
def test_counters_are_written_in_their_own_digits(number_format: str, eleventh: str) -> None:
    numbering = _NUMBERING.replace("chineseCounting", number_format, 1)

    document = _read("".join(_numbered(0, "情况") for _ in range(11)), {"numbering": numbering})

    assert document.blocks[-1].text == f"{eleventh}、情况"


def test_heading_styles_count_even_without_numbers() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="我的标题"/>'
        '<w:basedOn w:val="base"/></w:style><w:style w:type="paragraph" w:styleId="base">'
        '<w:name w:val="b"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/></w:style>'
    )
    body = (
        paragraph("目录行 1", '<w:pStyle w:val="toc1"/>')
        + paragraph("总体情况", '<w:pStyle w:val="a1"/>')
        + paragraph("机构改革", '<w:pStyle w:val="own"/>')
        + paragraph("正文。")
    )

    document = _read(body, {"styles": styles})

    assert [(b.kind, b.level, b.text) for b in document.blocks[1:]] == [
        ("heading", 1, "总体情况"),
        ("heading", 2, "机构改革"),
        ("paragraph", 0, "正文。"),
    ]
    assert document.removed == ("table of contents: 目录行 1",)


def test_tables_are_rows_and_nested_tables_follow_their_row() -> None:
    def cell(inner: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"

    inner = (
        f"<w:tbl><w:tr>{cell(paragraph('内1'))}{cell(paragraph('内2'))}</w:tr></w:tbl>"
        + paragraph("外2")
    )
    body = (
        f"<w:tbl><w:tr>{cell(paragraph('指标'), _TWO_COLUMNS)}"
        f"{cell(paragraph('值'))}</w:tr>"
        f"<w:tr>{cell(paragraph('外1') + paragraph('续'))}{cell(inner)}{cell(paragraph(''))}</w:tr>"
        f"<w:sdt><w:sdtContent><w:tr>{cell(paragraph('并'), '<w:vMerge/>')}"
        f"{cell(paragraph('17'))}{cell(paragraph('件'))}</w:tr></w:sdtContent></w:sdt></w:tbl>"
    )

    document = _read(body)

    assert [block.text for block in document.blocks if block.kind == "table_row"] == [
        "指标\t\t值",
        "外1 续\t外2\t",
        "内1\t内2",
        "\t17\t件",
    ]


def test_footnotes_follow_their_paragraph_and_comments_are_told() -> None:
    note = f'<w:footnote w:id="2">{paragraph("口径为全口径17件。")}</w:footnote>'
    comment = f'<w:comment w:id="0" w:author="张三">{paragraph("请核")}</w:comment>'
    body = paragraph(run("正文17件。") + '<w:r><w:footnoteReference w:id="2"/></w:r>') + paragraph(
        "下文。"
    )

    document = _read(body, {"footnotes": note, "comments": comment})

    assert [(b.kind, b.text) for b in document.blocks[1:]] == [
        ("paragraph", "正文17件。"),
        ("note", "口径为全口径17件。"),
        ("paragraph", "下文。"),
    ]
    assert tuple(map(str, document.notices)) == ("comment by 张三: 请核",)


def test_changes_and_what_is_no_text_are_told() -> None:
    header = paragraph("某县文件")
    body = (
        paragraph(f"<w:ins w:id='1'>{run('新')}</w:ins><w:del w:id='2'/>" + run("。"))
        + paragraph("<w:r><w:drawing/></w:r>" + run("图。"))
        + "<w:altChunk/>"
    )

    document = _read(body, {"header": header})

    assert document.removed == ("running head: 某县文件",)
    assert tuple(map(str, document.notices)) == (
        "tracked changes: 1 insertions were read as text, 1 deletions left out",
        "1 pictures or shapes without text were not read",
        "1 embedded documents (altChunk) were not read",
    )


def test_provincial_reports_are_read_without_loss(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "reports").glob("*.docx")):
        content = path.read_bytes()
        expected = [p.text.strip() for p in docx.Document(str(path)).paragraphs]

        document = read_document(path.name, content)

        assert document.text.split("\n") == [text for text in expected if text]
        assert document.blocks[0].kind == "title"
        assert sum(block.kind == "heading" for block in document.blocks) >= 2


_FIELD_BEGIN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
)
_RAISED = '<w:vertAlign w:val="superscript"/>'
_STYLES = (
    '<w:style w:type="character" w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Hid"><w:basedOn w:val="Base"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Mark"><w:rPr>' + _RAISED + "</w:rPr></w:style>"
)


def _math(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def _letters(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def _cell(text: str) -> str:
    return f"<m:e>{_letters(text)}</m:e>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            _math(f"<m:eqArr><m:e>{_letters('128/133=96.2%')}</m:e></m:eqArr>"),
            "128/133=96.2%", id="array of equations",
        ),
        pytest.param(
            _math(f"<m:f><m:num>{_letters('128')}</m:num><m:den>{_letters('133')}</m:den></m:f>"),
            "128/133", id="fraction",
        ),
        pytest.param(
            _math(f"<m:sSup><m:e>{_letters('10')}</m:e><m:sup>{_letters('4')}</m:sup></m:sSup>"),
            "10^4", id="power",
        ),
        pytest.param(
            _math(f"<m:rad><m:radPr/><m:deg>{_letters('3')}</m:deg>{_cell('7')}</m:rad>"),
            "³√7", id="cube root",
        ),
        pytest.param(
            _math("<m:rad><m:radPr><m:degHide/></m:radPr><m:deg>"
                  f"{_letters('2')}</m:deg>{_cell('7')}</m:rad>"),
            "√7", id="root whose degree is not shown",
        ),
        pytest.param(
            _math(f"{_letters('1')}<m:f><m:num>{_letters('1')}</m:num><m:den>{_letters('2')}"
                  f"</m:den></m:f>{_letters('3')}"),
            "1 1/2 3", id="whole number beside a fraction",
        ),
        pytest.param(
            _math(f"{_letters('3×')}<m:sSup>{_cell('10')}<m:sup>{_letters('4')}</m:sup></m:sSup>"
                  f"{_letters('17')}"),
            "3×10^4 17", id="digits behind a power",
        ),
        pytest.param(
            _math(f"<m:m><m:mr><m:e>{_letters('17')}</m:e><m:e>{_letters('18')}</m:e></m:mr>"
                  "</m:m>"),
            "17 18", id="matrix",
        ),
        pytest.param(
            _math(f"<m:box><m:e><m:borderBox><m:e>{_letters('17')}</m:e></m:borderBox></m:e>"
                  "</m:box>"),
            "17", id="boxes",
        ),
        pytest.param(
            _math(f"<m:groupChr><m:e>{_letters('17')}</m:e></m:groupChr><m:acc><m:e>"
                  f"{_letters('18')}</m:e></m:acc>"), "1718", id="accents",
        ),
        pytest.param(
            '<w:r><w:sym w:font="Wingdings" w:char="F082"/></w:r>'
            '<w:r><w:sym w:font="Symbol" w:char="F037"/></w:r>'
            '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
            "②7□", id="symbols that are digits",
        ),
        pytest.param(
            run("\uf031\uf037", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>')
            + run("\uf081", '<w:rFonts w:ascii="Wingdings"/>') + run("件\uf037。"),
            "17①件\uf037。", id="digits typed in a symbol font",
        ),
        pytest.param(run("512") + run("1", _RAISED) + run("件。"), "512件。", id="note mark"),
        pytest.param(
            run("498件") + run("[", _RAISED) + run("2", '<w:rStyle w:val="Mark"/>')
            + run("]", _RAISED) + run("。"), "498件。", id="bracketed note mark",
        ),
        pytest.param(run("面积12km") + run("2", _RAISED) + run("。"), "面积12km²。", id="unit"),
        pytest.param(
            run("共3×10") + run("4", _RAISED) + run("件。"), "共3×10⁴件。", id="power of ten",
        ),
        pytest.param(
            run("受理") + run("521", "<w:strike/>") + run("512件。"),
            "受理512件。", id="struck out",
        ),
        pytest.param(
            run("受理512件") + run("，虚构99件", '<w:rStyle w:val="Hid"/>') + run("。"),
            "受理512件。", id="hidden by an inherited style",
        ),
        pytest.param(
            run("受理512件") + run("，办结", '<w:rStyle w:val="Hid"/><w:vanish w:val="0"/>'),
            "受理512件，办结", id="shown against its style",
        ),
        pytest.param(
            run("全年受理案件1204") + "<w:r><w:br/></w:r>" + run("件，同比增长20.4%。"),
            "全年受理案件1204件，同比增长20.4%。", id="soft break within a number",
        ),
        pytest.param(
            run("一、总体情况") + "<w:r><w:br/></w:r>" + run("全年受理1204件。"),
            "一、总体情况\n全年受理1204件。", id="soft break behind a heading",
        ),
        pytest.param(
            '<w:r><w:pict><v:shape><v:textpath string="受理17件"/></v:shape></w:pict></w:r>',
            "受理17件", id="word art",
        ),
    ],
)  # fmt: skip
def test_numbers_are_those_that_the_page_shows(body: str, expected: str) -> None:
    assert _read(paragraph(body), {"styles": _STYLES}).text == f"开头。\n{expected}"


def test_a_paragraph_hidden_by_its_style_is_left_out_and_told() -> None:
    document = _read(paragraph(run("虚构99件。"), '<w:pStyle w:val="Gone"/>'), {"styles": _STYLES})

    assert document.text == "开头。"
    assert document.removed == ("hidden text: 虚构99件。",)
    assert "虚构99件" in document.notices[0].render("zh")


@pytest.mark.parametrize("code", [" PAGE ", " TOC "], ids=["a page number", "a table of contents"])
def test_a_field_without_an_end_takes_in_nothing(code: str) -> None:
    body = paragraph(_FIELD_BEGIN.format(code)) + paragraph("受理141件。") + paragraph(_FIELD)

    document = _read(body + paragraph("办结128件。"))

    assert document.text == "开头。\n受理141件。\n表1\n办结128件。"
    assert "域" in document.notices[0].render("zh")


def test_an_empty_numbered_paragraph_is_counted() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = "".join(paragraph(text, numbered) for text in ("受理申请", "", "办结案件"))

    assert _read(body, {"numbering": numbering}).text == "开头。\n1. 受理申请\n3. 办结案件"


def test_equations_of_a_strict_file_are_read() -> None:
    content = word_file(paragraph("占比") + paragraph(_math(_letters("128/133"))))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    for name in ("wordprocessingml", "officeDocument"):
        files = {
            part: text.replace(
                f"http://schemas.openxmlformats.org/{name}/2006/",
                f"http://purl.oclc.org/ooxml/{name}/",
            )
            for part, text in files.items()
        }

    document = read_document(
        "a.docx", zip_of({name: text.encode() for name, text in files.items()})
    )

    assert document.text == "占比\n128/133"
