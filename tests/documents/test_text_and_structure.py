"""Plain text, Markdown, web pages and sheets; titles, headings and boilerplate."""

import codecs
import io
from pathlib import Path

import pytest
from jushi.documents import read_document, read_plain_text
from jushi.errors import DocumentError

_TEXT = "一、总体情况\r\n受理17件，“办结”16件。\n"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(_TEXT.encode(), id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + _TEXT.encode(), id="UTF-8 with mark"),
        pytest.param(_TEXT.encode("gb18030"), id="GB18030"),
        pytest.param(_TEXT.encode("gbk"), id="GBK"),
        pytest.param(_TEXT.encode("utf-16"), id="UTF-16 with mark"),
        pytest.param(_TEXT.encode("utf-16-le"), id="UTF-16 without mark"),
        pytest.param(_TEXT.encode("utf-16-be"), id="UTF-16 big end first"),
    ],
)
def test_plain_text_keeps_every_character_of_the_file(content: bytes) -> None:
    assert read_plain_text(content) == _TEXT


def test_bytes_that_are_no_text_are_refused_in_one_line() -> None:
    with pytest.raises(DocumentError) as caught:
        read_plain_text(b"\x00\x01\x02\xff\xfe\x00\x00", "a.txt")

    assert str(caught.value) == (
        "a.txt: is not text in UTF-8, GB18030, Big5 or UTF-16; save it as .docx or as UTF-8 text"
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("一、工作开展情况", [("heading", 1, False)], id="level 1"),
        pytest.param("（一）高效落实", [("heading", 2, False)], id="level 2"),
        pytest.param("(一)高效落实", [("heading", 2, False)], id="half-width brackets"),
        pytest.param("1.健全机制", [("heading", 3, False)], id="level 3"),
        pytest.param("（1）压实责任", [("heading", 4, False)], id="level 4"),
        pytest.param("第一章 总 则", [("heading", 1, False)], id="chapter of a law"),
        pytest.param("第一条 为了规范，制定本法。", [("paragraph", 0, False)], id="article"),
        pytest.param(
            "（一）高位统筹。县委、县政府高度重视。",
            [("heading", 2, True), ("paragraph", 0, False)], id="run-in heading",
        ),
        pytest.param("一是压实责任。二是健全机制。", [("paragraph", 0, False)], id="run-in third"),
        pytest.param("1.5万人参加了培训", [("paragraph", 0, False)], id="decimal number"),
        pytest.param(
            "1.受理案件17件。2.办结案件16件。", [("paragraph", 0, False)], id="counted list",
        ),
        pytest.param("三、四季度增速加快，全年稳定；", [("paragraph", 0, False)], id="clause"),
    ],
)  # fmt: skip
def test_a_line_is_what_its_number_says(line: str, expected: list[tuple[str, int, bool]]) -> None:
    document = read_document("a.txt", f"开头。\n{line}".encode())

    assert [(b.kind, b.level, b.run_in) for b in document.blocks[1:]] == expected
    assert document.text == f"开头。\n{line}"


def test_offsets_of_blocks_lead_back_to_their_text() -> None:
    document = read_document("a.txt", "标题\n\n（一）统筹。县委重视。\n　　受理17件。".encode())

    found = [
        document.text[start : start + len(block.text)]
        for start, block in zip(document.starts, document.blocks, strict=True)
    ]

    assert found == ["标题", "（一）统筹。", "县委重视。", "受理17件。"]
    assert document.text == "标题\n（一）统筹。县委重视。\n受理17件。"


def test_title_is_the_short_lines_before_the_text() -> None:
    text = "某县2023年度法治政府建设\n工 作 报 告\n\n2023年以来，某县持续发力。\n一、工作\n"

    document = read_document("a.txt", text.encode())

    assert [block.text for block in document.blocks if block.kind == "title"] == [
        "某县2023年度法治政府建设",
        "工 作 报 告",
    ]


def test_boilerplate_is_taken_out_and_told() -> None:
    text = (
        "开头。\n[bookmark: _GoBack]（四）高标推进。下放66项。\n— 3 —\n第 2 页 共 9 页\n"
        "内部资料 注意保存\n机密文件共17份。\n"
    )

    document = read_document("a.txt", text.encode())

    assert document.text == "开头。\n（四）高标推进。下放66项。\n机密文件共17份。"
    assert document.blocks[1].level == 2
    assert document.removed == (
        "bookmark: [bookmark: _GoBack]",
        "page number: — 3 —",
        "page number: 第 2 页 共 9 页",
        "watermark: 内部资料 注意保存",
    )


def test_closing_entry_of_a_list_is_no_heading() -> None:
    text = "下列情形：\n（一）不履行职责；\n（二）其他情形。\n"

    document = read_document("a.txt", text.encode())

    assert {block.kind for block in document.blocks} == {"paragraph"}


def test_markdown_has_title_levels_and_tables() -> None:
    text = "# 报告\n\n## 一、情况\n\n**受理**17件。\n\n| 指标 | 值 |\n|---|--:|\n| 案件 | 17 |\n"

    document = read_document("a.md", text.encode())

    assert [(b.kind, b.level, b.text) for b in document.blocks] == [
        ("title", 0, "报告"),
        ("heading", 1, "一、情况"),
        ("paragraph", 0, "受理17件。"),
        ("table_row", 0, "指标\t值"),
        ("table_row", 0, "案件\t17"),
    ]


def test_web_page_shows_text_and_no_script() -> None:
    page = (
        "<html><head><meta charset='gb2312'><title>x</title><script>var a=17</script></head><body>"
        "<h1>报告</h1><nav>首页</nav><div><p>受理<b>17</b>件。<script>alert(1)</script></p>"
        "<p style='display:none'>藏</p>第二段。<table><tr><td>指标</td><td>1 7</td></tr></table>"
        "</div></body></html>"
    )

    document = read_document("a.html", page.encode("gbk"))

    assert [(b.kind, b.text) for b in document.blocks] == [
        ("title", "报告"),
        ("paragraph", "受理17件。"),
        ("paragraph", "第二段。"),
        ("table_row", "指标\t1 7"),
    ]


def test_sheets_are_headings_and_rows() -> None:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.active.title = "汇总"
    book.active.append(["指标", "数值", None])
    book.active.append(["案件\n数", 17.0, None])
    buffer = io.BytesIO()
    book.save(buffer)

    document = read_document("a.xlsx", buffer.getvalue())

    assert [(b.kind, b.text) for b in document.blocks] == [
        ("heading", "汇总"),
        ("table_row", "指标\t数值"),
        ("table_row", "案件 数\t17"),
    ]


def test_county_report_has_its_outline(shared: Path) -> None:
    content = (shared / "seed" / "report-2023.txt").read_bytes()

    document = read_document("report-2023.txt", content)

    assert [(b.level, b.run_in) for b in document.blocks if b.kind == "heading"] == [
        (1, False), *[(2, True)] * 5, (1, False), (1, False),
    ]  # fmt: skip
    assert document.removed == ("bookmark: [bookmark: _GoBack]",)
    assert document.text in read_plain_text(content).replace("[bookmark: _GoBack]", "").replace(
        "\n\n", "\n"
    )


@pytest.mark.parametrize("name", ["budget.xls", "budget.ods"])
def test_old_and_open_spreadsheet_is_read_as_its_cells_show(name: str) -> None:
    content = (Path(__file__).parents[1] / "data" / "tables" / name).read_bytes()

    lines = read_document(name, content).text.splitlines()

    assert "一般公共预算收入\t1234.5\t1220.25\t98.5%" in lines


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("受理[547件](http://a.cn/x_1)。", "受理547件。", id="a link keeps its text"),
        pytest.param('见[**年报**](a.html "2024年")。', "见年报。", id="marks in a link"),
        pytest.param("见<https://a.cn/12>。", "见https://a.cn/12。", id="a bare address"),
        pytest.param("按[2024]12号文办。", "按[2024]12号文办。", id="brackets that are no link"),
    ],
)
def test_markdown_links_are_read_as_their_text(line: str, expected: str) -> None:
    assert read_document("a.md", f"开头。\n\n{line}\n".encode()).text == f"开头。\n{expected}"
