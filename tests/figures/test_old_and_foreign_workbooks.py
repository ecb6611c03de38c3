"""Workbooks that are no .xlsx: .xls and .et, .xlsb, .ods, web tables under the name .xls, Big5."""

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest
from jushi.errors import FigureError
from jushi.figures import FigureTable, read_workbook

from tests.figures.xlsb_files import xlsb

_FOLDER = Path(__file__).parents[1] / "data" / "tables"
_XLS = (_FOLDER / "budget.xls").read_bytes()
_ODS = (_FOLDER / "budget.ods").read_bytes()


def _shown(table: FigureTable) -> list[tuple[str, str, str, str]]:
    return [
        (each.cell.cell, each.indicator, str(each.value), each.unit + (each.period.text or ""))
        for each in table
        if each.period is not None
    ]


def _told(table: FigureTable) -> set[tuple[str, str, str]]:
    return {(p.code, p.where.sheet, p.where.cell) for p in table.problems if p.where is not None}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("预算.xls", _XLS, id="xls"),
        pytest.param("预算.et", _XLS, id="et with xls inside"),
        pytest.param("预算.xlsx", _XLS, id="xls under another name"),
        pytest.param("预算.ods", _ODS, id="ods"),
    ],
)
def test_old_and_open_workbook_is_read_as_its_cells_show(name: str, content: bytes) -> None:
    table = read_workbook(name, content)

    assert _shown(table) == [
        ("B3", "一般公共预算收入预算数", "1234.5", "万元2024年"),
        ("C3", "一般公共预算收入决算数", "1220.25", "万元2024年"),
        ("D3", "一般公共预算收入完成率", "98.5", "%2024年"),
        ("B4", "一般公共预算收入·税收收入预算数", "800", "万元2024年"),
        ("C4", "一般公共预算收入·税收收入决算数", "815", "万元2024年"),
        ("D4", "一般公共预算收入·税收收入完成率", "102", "%2024年"),
        ("C5", "其他收入决算数", "0.3", "万元2024年"),
    ]


@pytest.mark.parametrize(("name", "content"), [("预算.xls", _XLS), ("预算.ods", _ODS)])
def test_what_is_hidden_or_faulty_in_it_is_told(name: str, content: bytes) -> None:
    assert {
        ("hidden_rows", "收支", ""),
        ("hidden_columns", "收支", ""),
        ("unread_cell", "收支", "B5"),
        ("skipped_hidden_sheet", "旧表", ""),
    } <= _told(read_workbook(name, content))


def test_binary_workbook_is_read_with_percents_errors_and_hidden_rows() -> None:
    content = xlsb(
        ("指标", "2023年", "2024年"),
        ("受理案件（件）", 480, 512),
        ("办结率", (0.9125,), (0.985,)),
        ("退回件", b"\x07", 3),
        hidden_rows=[1],
    )

    table = read_workbook("案件.xlsb", content)

    assert [(each.cell.cell, str(each.value), each.unit) for each in table] == [
        ("B2", "480", "件"),
        ("C2", "512", "件"),
        ("B3", "91.25", "%"),
        ("C3", "98.5", "%"),
        ("B4", "None", ""),
        ("C4", "3", ""),
    ]
    assert {("hidden_rows", "数据", ""), ("error_value", "数据", "B4")} <= _told(table)


@pytest.mark.parametrize("size", [600, 1500, 3000, 6000])
def test_old_workbook_that_is_cut_off_is_refused_in_one_line(size: int) -> None:
    with pytest.raises(FigureError) as refusal:
        read_workbook("f.xls", _XLS[:size])

    assert "\n" not in str(refusal.value)


def test_web_table_under_the_name_xls_is_read_with_its_merged_cells() -> None:
    page = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head>'
        "<body><table><tr><td colspan=3>2024年案件情况表</td></tr>"
        "<tr><td rowspan=2>项目</td><td colspan=2>案件（件）</td></tr>"
        "<tr><td>受理</td><td>办结</td></tr><tr><td>民事</td><td>512</td><td>498</td></tr>"
        "</table></body></html>"
    )

    table = read_workbook("导出.xls", page.encode("gb18030"))

    assert [(each.indicator, str(each.value), each.unit) for each in table] == [
        ("民事案件·受理", "512", "件"),
        ("民事案件·办结", "498", "件"),
    ]


def test_big5_text_is_read() -> None:
    text = "指標,數值,單位,期間\n受理案件,512,件,2024年\n辦結案件,498,件,2024年\n"

    table = read_workbook("f.csv", text.encode("big5"))

    assert [(each.indicator, str(each.value)) for each in table] == [
        ("受理案件", "512"),
        ("辦結案件", "498"),
    ]


_CASES = [
    ("B4", "民事案件·受理", "512", "件2024年"),
    ("C4", "民事案件·办结", "498", "件2024年"),
    ("D4", "民事办结率", "97.27", "%2024年"),
]


def _old_xml(encoding: str) -> bytes:
    rows = (
        '<Row><Cell ss:MergeAcross="3"><Data ss:Type="String">2024年案件情况表</Data></Cell></Row>'
        '<Row><Cell ss:MergeDown="1"><Data ss:Type="String">项目</Data></Cell>'
        '<Cell ss:MergeAcross="1"><Data ss:Type="String">案件（件）</Data></Cell>'
        '<Cell ss:MergeDown="1"><Data ss:Type="String">办结率</Data></Cell></Row>'
        '<Row><Cell ss:Index="2"><Data ss:Type="String">受理</Data></Cell>'
        '<Cell><Data ss:Type="String">办结</Data></Cell></Row>'
        '<Row><Cell><Data ss:Type="String">民事</Data></Cell>'
        '<Cell><Data ss:Type="Number">512</Data></Cell>'
        '<Cell ss:Formula="=RC[-1]-14"/>'
        '<Cell ss:StyleID="s1"><Data ss:Type="Number">0.97270000000000001</Data></Cell></Row>'
        '<Row ss:Index="7" ss:Hidden="1"><Cell><Data ss:Type="String">刑事</Data></Cell>'
        '<Cell><Data ss:Type="Error">#N/A</Data></Cell></Row>'
    )
    return (
        f'<?xml version="1.0" encoding="{encoding}"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="s1">'
        '<NumberFormat ss:Format="Percent"/></Style></Styles><Worksheet ss:Name="案件"><Table>'
        f"{rows}</Table></Worksheet></Workbook>"
    ).encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16"])
def test_workbook_in_the_xml_of_2003_is_read_as_its_cells_show(encoding: str) -> None:
    table = read_workbook("导出.xls", _old_xml(encoding))

    assert _shown(table) == _CASES
    assert {
        ("hidden_rows", "案件", ""),
        ("computed_formulas", "案件", ""),
        ("unread_cell", "案件", "B7"),
    } <= _told(table)


def test_such_a_workbook_that_is_cut_off_is_refused_in_one_line() -> None:
    with pytest.raises(FigureError, match=r"^导出\.xls"):
        read_workbook("导出.xls", _old_xml("utf-8")[:900])


def test_web_archive_under_the_name_xls_is_read_by_sheet() -> None:
    frame = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><x:ExcelWorksheet>'
        "<x:Name>民事&amp;刑事</x:Name>"
        '<x:WorksheetSource HRef="导出.files/sheet001.htm"/></x:ExcelWorksheet></html>'
    )
    page = (
        '<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"></head>'
        "<table><tr><td>2024年案件情况表</td></tr><tr><td>项目</td><td>受理（件）</td></tr>"
        "<tr><td>民事</td><td>512</td></tr></table></html>"
    )
    archive = MIMEMultipart("related")
    for name, text, charset in (
        ("导出.htm", frame, "utf-8"),
        ("导出.files/sheet001.htm", page, "gb2312"),
    ):
        part = MIMEText(text, "html", charset)
        part["Content-Location"] = f"file:///C:/{name}"
        archive.attach(part)

    table = read_workbook("导出.xls", archive.as_bytes())

    assert [(str(each.cell), each.indicator, str(each.value)) for each in table] == [
        ("导出.xls:民事&刑事!B3", "民事受理", "512")
    ]
