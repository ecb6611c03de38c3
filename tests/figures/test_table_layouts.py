"""Tables as offices lay them out: each number one figure with its path, unit and period."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jushi.figures import FigureTable, read_workbook, tables
from jushi.figures.layout.reading import read_layout
from jushi.sheets.sheet import Sheet
from openpyxl import Workbook
from openpyxl.styles import Alignment

from evals.tables import grade_folder
from tests.figures.books import book_bytes, read_rows, xlsx_of

_CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "tables" / "layouts.jsonl")
    .read_text("utf-8")
    .splitlines()
]


def _shown(table: FigureTable) -> dict[str, list[list[str]]]:
    """Indicator, value, unit and period of the figures of each cell."""
    found: dict[str, list[list[str]]] = {}
    for each in table:
        period = each.period.text if each.period else ""
        found.setdefault(each.cell.cell, []).append(
            [each.indicator, str(each.value), each.unit, period]
        )
    return found


def _indicators(table: FigureTable) -> list[str]:
    return [each.indicator for each in table]


def _csv(text: str) -> FigureTable:
    return read_workbook("表.csv", text.encode())


@pytest.mark.parametrize("case", _CASES, ids=[case["id"] for case in _CASES])
def test_each_number_is_one_figure_of_its_row_column_and_title(case: dict[str, Any]) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = case["sheet"]
    for row in case["rows"]:
        sheet.append(row)
    for cells in case["merged"]:
        sheet.merge_cells(cells)

    table = read_workbook("f.xlsx", book_bytes(book))

    assert _shown(table) == case["figures"]
    told = [[problem.where.cell, problem.code] for problem in table.problems if problem.where]
    assert told == case["told"]


@pytest.mark.parametrize("case", _CASES, ids=[case["id"] for case in _CASES])
def test_no_number_of_a_table_is_left_out_untold(case: dict[str, Any]) -> None:
    known = {*case["figures"], *(cell for cell, _ in case["told"])}
    numbers = {
        f"{chr(65 + column)}{row}"
        for row, cells in enumerate(case["rows"], 1)
        for column, cell in enumerate(cells)
        if isinstance(cell, int | float)
    }

    assert numbers - known == set(case.get("headers", ()))


def test_two_header_rows_of_a_csv_are_read_without_merged_cells() -> None:
    table = _csv(
        "指标,5月,,1—5月,\n,绝对量（亿元）,同比增长（%）,绝对量（亿元）,同比增长（%）\n"
        "零售总额,39211,3.7,195237,4.1\n"
    )

    assert _shown(table) == {
        "B3": [["零售总额绝对量", "39211", "亿元", "5月"]],
        "C3": [["零售总额同比增长", "3.7", "%", "5月"]],
        "D3": [["零售总额绝对量", "195237", "亿元", "1—5月"]],
        "E3": [["零售总额同比增长", "4.1", "%", "1—5月"]],
    }
    assert len({each.id for each in table}) == 4
    assert table.problems == ()


def test_a_growth_column_beside_the_contracts_is_a_figure_of_its_own() -> None:
    table = _csv("编号,指标,数值,单位,期间,比上年增长（%）\nincome,人均收入,39218,元,2024年,6.3\n")

    assert _shown(table) == {
        "C2": [["人均收入", "39218", "元", "2024年"]],
        "F2": [["人均收入比上年增长", "6.3", "%", "2024年"]],
    }
    assert [each.id for each in table] == ["income", "人均收入比上年增长"]


def test_growth_beside_years_is_of_the_newest() -> None:
    table = read_rows(("指标", "单位", "2023年", "2022年", "增长率"), ("投资", "亿元", 12, 10, 20))

    assert _shown(table)["E2"] == [["投资增长率", "20", "%", "2023年"]]


def test_a_column_of_numbers_that_says_nothing_is_told_and_kept() -> None:
    table = read_rows(("指标", "数值", "权数"), ("受理", 1, 3), ("办结", 2, 4))

    assert [each.extra for each in table] == [(("权数", "3"),), (("权数", "4"),)]
    assert [(problem.code, problem.place) for problem in table.problems] == [
        ("unread_column", "figures.xlsx, sheet 数据, C1")
    ]


def test_a_number_below_no_heading_is_told() -> None:
    table = read_rows(("指标", "数值"), ("受理", 1, None, 99))

    assert len(table) == 1
    assert [(p.code, p.where.cell) for p in table.problems if p.where] == [("unread_cell", "D2")]


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        pytest.param("编制单位：某县司法局", "", id="who made it"),
        pytest.param("填报单位：统计局", "", id="who filled it in"),
        pytest.param("单位：万元", "万元", id="unit line"),
        pytest.param("计量单位：吨", "吨", id="unit of measure"),
        pytest.param("（单位：亿元）", "亿元", id="in brackets"),
    ],
)
@pytest.mark.parametrize("heading", ["金额", "决算数"], ids=["contract", "layout"])
def test_only_a_unit_line_gives_the_unit_of_a_table(line: str, unit: str, heading: str) -> None:
    table = _csv(f"2024年收支情况,,\n{line},,\n项目,{heading},备注\n拨款,1234.5,\n其他,78,\n")

    assert [each.unit for each in table] == [unit, unit]


def test_a_part_that_stands_below_two_numbers_is_a_part_of_each() -> None:
    table = _csv(
        "指标,单位,2024年\n一、受理申请,件,136\n其中：自然人,件,91\n法人,件,45\n"
        "二、办结申请,件,130\n其中：自然人,件,90\n法人,件,40\n"
    )

    assert _indicators(table) == [
        "一、受理申请",
        "受理申请·其中：自然人",
        "受理申请·法人",
        "二、办结申请",
        "办结申请·其中：自然人",
        "办结申请·法人",
    ]
    assert table.problems == ()


def test_a_part_of_numbers_without_numbering_is_named_by_the_row_above() -> None:
    table = _csv(
        "项目,数量（件）\n受理申请,136\n其中：自然人,91\n法人,45\n办结申请,130\n其中：自然人,90\n法人,40\n"
    )

    assert _indicators(table)[1:3] == ["受理申请·其中：自然人", "受理申请·法人"]
    assert _indicators(table)[4:] == ["办结申请·其中：自然人", "办结申请·法人"]


def test_what_is_surely_no_part_is_not_named_as_one() -> None:
    table = _csv("行业,增速（%）\n制造业,6.5\n其中：食品制造,7.7\n纺织,1.2\n供电,2.3\n")

    assert _indicators(table) == [
        "制造业增速",
        "制造业·其中：食品制造增速",
        "纺织增速",
        "供电增速",
    ]


def test_steps_of_indented_cells_make_parts() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("项目", "户数（户）"), ("农业", 10), ("种植", 7), ("水稻", 5), ("养殖", 3)):
        sheet.append(row)
    for cell, indent in (("A3", 1), ("A4", 2), ("A5", 1)):
        sheet[cell].alignment = Alignment(indent=indent)

    table = read_workbook("f.xlsx", book_bytes(book))

    assert _indicators(table) == [
        "农业户数",
        "农业·种植户数",
        "农业·种植·水稻户数",
        "农业·养殖户数",
    ]


def test_a_second_number_in_brackets_is_a_figure_of_its_own() -> None:
    table = _csv("指标,绝对量（元）,比上年增长（%）（括号内为实际增速）\n人均收入,39218,6.3(6.1)\n")

    assert _shown(table) == {
        "B2": [["人均收入绝对量", "39218", "元", ""]],
        "C2": [
            ["人均收入比上年增长", "6.3", "%", ""],
            ["人均收入比上年增长·实际增速", "6.1", "%", ""],
        ],
    }


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        pytest.param("123①", "123", "件", id="footnote in a circle"),
        pytest.param("12 345", "12345", "件", id="blanks between digits"),
        pytest.param(" 1,234 ", "1234", "件", id="blanks around"),
        pytest.param("−5", "-5", "件", id="minus sign"),
        pytest.param("98.5%", "98.5", "%", id="its own unit"),
        pytest.param("1.2万", "12000", "件", id="scale word"),
    ],
)
def test_numbers_as_people_type_them_are_read(written: str, value: str, unit: str) -> None:
    table = read_workbook(
        "f.xlsx", xlsx_of({"表": [("单位：件",), ("镇", "受理"), ("东镇", written), ("西镇", 7)]})
    )

    first = next(iter(table))
    assert (str(first.value), first.unit) == (value, unit)


@pytest.mark.parametrize("mark", ["—", "…", "-", "……", "／", "无"])
def test_marks_of_a_missing_value_are_told_and_no_figures(mark: str) -> None:
    table = _csv(f"指标,产量（吨）\n东镇,{mark}\n北镇,\n西镇,7\n")

    assert _indicators(table) == ["西镇产量"]
    assert [(p.code, p.where.cell) for p in table.problems if p.where] == [("empty_mark", "B2")]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("蔬菜,\n白菜,2\n菠菜,3\n水果,\n苹果,4\n", id="from the first row on"),
        pytest.param("白菜,2\n水果：,\n苹果,4\n", id="colon"),
        pytest.param("白菜,2\n水果,\n  苹果,4\n", id="indented below"),
    ],
)
def test_a_row_without_values_may_head_the_rows_below_it(rows: str) -> None:
    table = _csv(f"品名,价格（元）\n{rows}")

    assert _indicators(table)[-1] == "水果·苹果价格"


def test_a_cell_that_is_no_number_is_told_and_spares_the_rest() -> None:
    table = _csv("地区,产量（吨）\n东镇,16994 -\n西镇,7\n北镇,9\n")

    assert list(_shown(table)) == ["B3", "B4"]
    assert [(p.code, p.is_error, p.is_unread_row) for p in table.problems] == [
        ("unread_cell", False, True)
    ]


def test_percent_formats_are_read_as_shown() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("地区", "办结率"), ("东镇", 0.985), ("西镇", 1)):
        sheet.append(row)
    for cell in ("B2", "B3"):
        sheet[cell].number_format = "0.0%"

    table = read_workbook("f.xlsx", book_bytes(book))

    assert [(str(each.value), each.unit) for each in table] == [("98.5", "%"), ("100", "%")]


def test_a_formula_without_a_stored_result_is_told() -> None:
    table = read_workbook(
        "f.xlsx",
        xlsx_of({"表": [("地区", "产量（吨）"), ("东镇", 5), ("合计", "=VLOOKUP(A2,A1:B2,2)")]}),
    )

    assert list(_shown(table)) == ["B2"]
    assert [(p.code, dict(p.params)["text"]) for p in table.problems] == [
        ("unread_cell", "=VLOOKUP(A2,A1:B2,2)")
    ]


def test_hidden_rows_and_columns_are_told() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("指标", "数值", "单位"), ("受理", 512, "件"), ("作废", 9, "件")):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True

    table = read_workbook("f.xlsx", book_bytes(book))

    assert len(table) == 2
    assert [(p.code, dict(p.params)) for p in table.problems] == [
        ("hidden_rows", {"count": "1", "rows": "3"}),
        ("hidden_columns", {"count": "1", "columns": "C"}),
    ]


def test_a_list_of_people_is_no_table_of_figures() -> None:
    sheet = Sheet("", (("姓名", "电话", "工号"), ("王某", "13800000000", "17")))

    (reading,) = read_layout(sheet)

    assert reading.cells == ()
    assert [each.code for each in reading.unread] == ["unread_ordinal"] * 2


def test_years_down_the_first_column_may_be_read_otherwise() -> None:
    sheet = Sheet(
        "", (("", "受理（件）"), (Decimal(2019), Decimal(5)), (Decimal(2020), Decimal(7)))
    )

    (reading,) = read_layout(sheet)

    assert [cell.period.text for cell in reading.cells if cell.period] == ["2019年", "2020年"]
    assert reading.alternative is not None
    assert reading.alternative.score < reading.score


def test_published_tables_are_read(shared: Path) -> None:
    graded = grade_folder(shared / "tables")

    assert [each for each in graded if each.outcome != "right"] == []
    assert len(graded) == 1554


def test_tables_with_the_same_rows_are_told_apart_by_their_sheets() -> None:
    rows = [("指标", "绝对量（亿元）"), ("地区生产总值", 100), ("投资", 20)]
    table = read_workbook(
        "f.xlsx", xlsx_of({"甲县": rows, "乙县": [rows[0], ("地区生产总值", 90), ("投资", 20)]})
    )

    assert [(each.subject, each.indicator, str(each.value)) for each in table] == [
        ("甲县", "地区生产总值绝对量", "100"),
        ("甲县", "投资绝对量", "20"),
        ("乙县", "地区生产总值绝对量", "90"),
        ("乙县", "投资绝对量", "20"),
    ]
    assert table.problems == ()


def test_tables_with_the_same_headers_are_told_apart_by_their_titles() -> None:
    table = _csv(
        "甲县主要指标,\n项目,户数（户）\n农户,5\n\n乙县主要指标,\n项目,户数（户）\n农户,7\n"
    )

    assert [(each.subject, each.indicator, str(each.value)) for each in table] == [
        ("甲县", "农户户数", "5"),
        ("乙县", "农户户数", "7"),
    ]


def test_headers_that_are_printed_on_every_page_begin_no_table() -> None:
    table = _csv("表1 户数,\n项目,户数（户）\n农户,5\n\n续表1,\n项目,户数（户）\n商户,7\n")

    assert _indicators(table) == ["农户户数", "商户户数"]
    assert {each.subject for each in table} == {""}


def test_rows_that_nothing_tells_apart_are_named_by_where_they_stand() -> None:
    table = _csv("品名,产量（吨）\n米,5\n其他,7\n豆,5\n其他,9\n")

    assert _indicators(table) == ["米产量", "其他产量·第3行", "豆产量", "其他产量·第5行"]
    assert len({each.id for each in table}) == 4


def test_a_part_of_a_year_takes_its_year_from_the_title() -> None:
    table = _csv("2024年主要数据,,\n指标,5月（亿元）,1—5月（亿元）\n零售额,39,195\n")

    periods = [(each.period.text, str(each.period.end)) for each in table if each.period]
    assert periods == [("2024年5月", "2024-05-31"), ("2024年1—5月", "2024-05-31")]


def test_a_table_of_many_rows_is_read_whole() -> None:
    sheet = Sheet("", (("镇", "户数（户）"), *((f"第{n}村", Decimal(n)) for n in range(5_000))))

    (reading,) = read_layout(sheet)

    assert len(reading.cells) == 5_000
    assert reading.cells[-1].indicator == "第4999村户数"


_PAGE = """<html><head><meta charset="{charset}"><title>x</title></head><body>
<p>2024年各乡镇产量</p><p>单位：吨</p>
<table><tr><th rowspan="2">指标</th><th colspan="2">5月</th></tr>
<tr><td>绝对量</td><td>同比<br>增长（%）</td></tr>
<tr><td>&nbsp;&nbsp;粮食</td><td>1,200</td><td>3.1</td></tr></table></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_table_of_a_web_page_saved_as_a_workbook_is_read(charset: str) -> None:
    table = read_workbook("表.xls", _PAGE.format(charset=charset).encode(charset))

    assert _shown(table) == {
        "B5": [["粮食绝对量", "1200", "吨", "2024年5月"]],
        "C5": [["粮食同比增长", "3.1", "%", "2024年5月"]],
    }


def test_a_csv_in_big5_is_read() -> None:
    text = "指標,數值,單位\n受理案件,12,件\n辦結案件,9,件\n"

    assert _indicators(read_workbook("表.csv", text.encode("big5"))) == ["受理案件", "辦結案件"]


def test_a_csv_in_gbk_is_not_taken_for_big5() -> None:
    text = "指标,数值,单位\n鲍鱼产量,12,吨\n鲢鳙鲫鳊,9,吨\n"

    assert _indicators(read_workbook("表.csv", text.encode("gbk"))) == ["鲍鱼产量", "鲢鳙鲫鳊"]


def test_remarks_in_place_of_numbers_begin_no_table_and_are_told() -> None:
    table = _csv("镇,受理（件）,办结（件）\n东镇,5,4\n西镇,不详,不详\n南镇,见附件,3\n北镇,7,7\n")

    assert _indicators(table) == [
        "东镇受理",
        "东镇办结",
        "南镇办结",
        "北镇受理",
        "北镇办结",
    ]
    told = [problem.where.cell for problem in table.problems if problem.where]
    assert told == ["B3", "C3", "B4"]


def test_lines_of_a_form_above_the_headers_are_no_headers() -> None:
    table = _csv(
        "表号：统基1表,制定机关：国家统计局\n综合机关名称：某县,有效期至：2025年\n"
        "指标,户数（户）\n农户,5\n商户,7\n"
    )

    assert _indicators(table) == ["农户户数", "商户户数"]


def test_tables_that_follow_each_other_without_a_gap_are_two() -> None:
    table = _csv(
        "项目,户数（户）,人口（人）\n农户,5,9\n项目,余额（万元）,比年初增减（万元）\n存款,7,1\n"
    )

    assert [(each.indicator, each.unit) for each in table] == [
        ("农户户数", "户"),
        ("农户人口", "人"),
        ("存款余额", "万元"),
        ("存款余额比年初增减", "万元"),
    ]


def test_a_cell_that_names_its_unit_is_in_that_unit() -> None:
    table = _csv("项目,决算数（亿元）\n产值,12\n占比,98.5%\n改善,0.5（百分点）\n")

    assert [(str(each.value), each.unit) for each in table] == [
        ("12", "亿元"),
        ("98.5", "%"),
        ("0.5", "百分点"),
    ]


def test_a_number_and_an_amount_of_money_are_two_figures() -> None:
    plain = _csv("项目,数量,金额\n援助,12,3.5\n")
    of_units = _csv("项目,数量（件）,金额（万元）\n援助,12,3.5\n")

    assert _indicators(plain) == _indicators(of_units) == ["援助数量", "援助金额"]
    assert [each.unit for each in of_units] == ["件", "万元"]


def test_a_heading_that_parts_a_number_is_of_the_last_one_above_it() -> None:
    table = _csv(
        "指标,绝对量（亿元）\n生产总值,100\n零售总额,50\n其中：网上零售,9\n按经营地分,\n城镇,40\n乡村,10\n"
        "按类型分,\n餐饮,5\n"
    )

    assert _indicators(table)[3:] == [
        "零售总额·按经营地分·城镇绝对量",
        "零售总额·按经营地分·乡村绝对量",
        "零售总额·按类型分·餐饮绝对量",
    ]


def test_tables_made_after_public_ones_are_read_whole() -> None:
    folder = Path(__file__).parents[1] / "data" / "tables" / "public"

    graded = grade_folder(folder)

    assert [(g.expected.table, g.expected.cell, g.reason) for g in graded if g.reason] == []
    assert len(graded) == 356


@pytest.mark.parametrize(
    "line",
    [
        "部门：某县司法局,2023年度,金额单位：万元",
        "编报单位：某县财政局,2023年,单位：万元",
        "填表单位：某镇人民政府,,单位：万元",
    ],
)
def test_line_of_office_year_and_unit_is_no_header(line: str) -> None:
    table = _csv(f"支出决算表,,\n{line}\n科目,基本支出,项目支出\n行政运行,903.76,20.5\n")

    assert [(each.indicator, each.unit) for each in table] == [
        ("行政运行基本支出", "万元"),
        ("行政运行项目支出", "万元"),
    ]


_OF_CASES = "案件类型,受理（件）,办结（件）\n刑事,410,380\n民事,1205,1102\n"
_OF_CONTRACT = "指标,单位,2022年,2023年\n公证机构,家,5,6\n公证员,人,31,33\n"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        pytest.param(
            f"{_OF_CASES},,\n{_OF_CONTRACT}", "B2 C2 B3 C3 C6 D6 C7 D7", id="contract below"
        ),
        pytest.param(
            f"{_OF_CONTRACT},,\n{_OF_CASES}", "C2 D2 C3 D3 B6 C6 B7 C7", id="contract above"
        ),
    ],
)
def test_other_table_on_the_sheet_is_read_too(text: str, cells: str) -> None:
    table = _csv(text)

    assert sorted(each.cell.cell for each in table) == sorted(cells.split())
    assert {"刑事受理", "公证机构"} <= set(_indicators(table))


@pytest.mark.parametrize("corner", ["单位", "填报单位", "单位名称"])
def test_offices_below_the_heading_of_units_name_their_rows(corner: str) -> None:
    table = _csv(f"{corner},警告（宗）,罚款（宗）\n市交通运输局,12,156\n东城区交通运输局,5,88\n")

    assert [(each.indicator, each.unit) for each in table] == [
        ("市交通运输局警告", "宗"),
        ("市交通运输局罚款", "宗"),
        ("东城区交通运输局警告", "宗"),
        ("东城区交通运输局罚款", "宗"),
    ]


def test_numbered_heading_is_a_part_of_names_below_it_though_others_are_indented() -> None:
    table = _csv(
        "指标 Item,单位 Unit,2021年,2022年\n一、律师,,,\n执业律师,人,680,712\n"
        "  其中：女律师,人,210,230\n"
        "二、公证,,,\n公证员,人,31,33\n"
    )

    assert set(_indicators(table)) == {
        "一、律师·执业律师",
        "一、律师·执业律师·其中：女律师",
        "二、公证·公证员",
    }


_OPEN = "企业数,产值\n2010,5\n2011,7\n2012,9\n"


def test_bare_years_below_another_header_are_told_as_another_reading() -> None:
    table = _csv(_OPEN)

    assert [(e.indicator, e.period.text if e.period else "") for e in table] == [
        ("产值", "2010年"),
        ("产值", "2011年"),
        ("产值", "2012年"),
    ]
    told = [dict(p.params) for p in table.problems if p.code == "other_layout"]
    assert [(one["read"], one["other"][:3]) for one in told] == [("产值", "企业数")]


@pytest.mark.parametrize("header", ["年份", "年度", "时间"])
def test_years_below_a_header_of_periods_leave_no_doubt(header: str) -> None:
    table = _csv(_OPEN.replace("企业数", header))

    assert [p.code for p in table.problems] == []


def test_other_reading_of_a_sheet_may_be_asked_for() -> None:
    table = tables.read_corrected("表.csv", _OPEN.encode(), {"表.csv:": {"reading": "other"}})

    cells = {each.cell.cell: str(each.value) for each in table}
    assert {"A2": "2010", "B2": "5", "A4": "2012", "B4": "9"}.items() <= cells.items()


def test_classes_of_size_name_their_rows() -> None:
    table = _csv("规模,企业数（户）\n100万元以下,12\n100万元以上,5\n")

    assert [(e.indicator, str(e.value), e.unit) for e in table] == [
        ("100万元以下企业数", "12", "户"),
        ("100万元以上企业数", "5", "户"),
    ]
