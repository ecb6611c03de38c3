"""Long and wide sheets, titles, merged cells, totals: what a table may look like."""

from decimal import Decimal
from typing import Any

import pytest
from jushi.figures import FigureTable, read_workbook
from jushi.figures.workbook.guide import load_guide
from openpyxl import Workbook

from tests.figures.books import book_bytes, read_rows, told, xlsx_of
from tests.invisible import INVISIBLE_SAMPLES


def _shown(table: FigureTable) -> dict[str, Any]:
    return {
        each.id: (str(each.value), each.unit, each.period.text if each.period else "")
        for each in table
    }


def test_columns_in_any_order_and_language_are_known() -> None:
    table = read_rows(
        ("备注", "Unit", " 数 值 *", "指标名称（全称）", "ID", "Period", "说不清"),
        ("口径", "件", 764, "受理案件", "aid", "2023年", "留着"),
    )

    (figure,) = table
    assert (figure.id, figure.indicator, figure.value, figure.unit) == (
        "aid",
        "受理案件",
        Decimal(764),
        "件",
    )
    assert figure.note == "口径"
    assert figure.extra == (("说不清", "留着"),)
    assert str(figure.cell) == "figures.xlsx:数据!C2"
    assert told(table) == []


@pytest.mark.parametrize("unseen", INVISIBLE_SAMPLES, ids=ascii)
def test_headings_are_known_whatever_nobody_sees_in_them(unseen: str) -> None:
    headings = [f"{unseen}{name}{unseen}" for name in ("指标", "数值", "单位")]

    table = read_rows(headings, ["受理案件", f"1{unseen}36", "件"])

    assert [(f.indicator, f.value, f.unit) for f in table] == [("受理案件", Decimal(136), "件")]


def test_every_column_of_a_long_sheet_is_read() -> None:
    table = read_rows(
        tuple(guide.heading for guide in load_guide().values()),
        [
            "aid", "受理案件", "764", "件", "余", "2023年", "701", "本县", "服务",
            "法援案件；援助；", "是", "", "司法局", "注",
        ],
    )  # fmt: skip

    (figure,) = table
    assert (figure.approx, figure.previous, figure.subject) == ("余", Decimal(701), "本县")
    assert (figure.section, figure.aliases, figure.required) == ("服务", ("法援案件", "援助"), True)
    assert (figure.source, figure.note, figure.formula) == ("司法局", "注", "")


def test_title_rows_blank_rows_and_repeated_headings_are_passed_over() -> None:
    table = read_rows(
        ("某县数据表",),
        (),
        ("制表：司法局", None, "二〇二三"),
        ("指标", "数值", "单位", "期间"),
        ("受理", 764, "件", "2023年"),
        (),
        ("指标", "数值", "单位", "期间"),
        ("办结", 700, "件", "2023年"),
    )

    assert list(_shown(table)) == ["受理", "办结"]
    assert told(table) == []


def test_wide_sheet_gives_a_figure_for_each_year() -> None:
    table = read_rows(
        ("指标", "单位", "2021年", "2022年", "2023年", "2023年前11个月"),
        ("受理案件", "件", 650, 701, 764, None),
        ("办结率", "%", "97%", 98, None, None),
    )

    assert _shown(table) == {
        "受理案件_2021": ("650", "件", "2021年"),
        "受理案件_2022": ("701", "件", "2022年"),
        "受理案件": ("764", "件", "2023年"),
        "办结率_2021": ("97", "%", "2021年"),
        "办结率_2022": ("98", "%", "2022年"),
        "办结率": ("None", "%", "2023年"),
    }
    assert table.by_id()["受理案件"].previous == 701
    assert table.by_id()["受理案件_2022"].previous == 650
    assert str(table.by_id()["受理案件_2022"].cell) == "figures.xlsx:数据!D2"


def test_wide_sheet_keeps_typed_ids_for_the_newest_year() -> None:
    table = read_rows(
        ("编号", "指标", "单位", "2023年", "2022年", "公式", "必报"),
        ("aid", "受理案件", "件", 764, 701, "part+0", "是"),
        ("part", "部分", "件", 764, 700, "", ""),
    )

    assert list(_shown(table)) == ["aid", "aid_2022", "part", "part_2022"]
    assert table.by_id()["aid_2022"].formula == ""
    assert not table.by_id()["aid_2022"].required
    assert told(table) == []


def test_this_year_and_last_year_columns_are_value_and_previous() -> None:
    table = read_rows(
        ("2023年法治政府建设数据",),
        ("指标", "单位", "本年", "上年同期"),
        ("受理案件", "件", 764, 701),
    )

    (figure,) = table
    assert (figure.value, figure.previous) == (Decimal(764), Decimal(701))
    assert figure.period is not None
    assert figure.period.text == "2023年"
    assert told(table) == [
        (
            "figures.xlsx, sheet 数据: there is no period column; 2023年 was taken from the title "
            '"2023年法治政府建设数据"'
        )
    ]


def test_unit_may_stand_in_the_title_the_heading_or_the_indicator() -> None:
    by_title = read_rows(("单位：万元",), ("指标", "数值"), ("投资", 1.5), ("占比", "98.5%"))
    by_heading = read_rows(("指标", "2023年（万元）"), ("投资", 1.5))
    by_indicator = read_rows(("指标", "数值"), ("投资（万元）", 1.5))

    assert [each.unit for each in by_title] == ["万元", "%"]
    assert [each.unit for each in by_heading] == ["万元"]
    assert [(each.indicator, each.unit) for each in by_indicator] == [("投资", "万元")]


def test_indicator_keeps_brackets_that_hold_no_unit() -> None:
    (figure,) = read_rows(("指标", "数值", "单位"), ("化解（含疑难）案件（起）", 66, "件"))

    assert figure.indicator == "化解（含疑难）案件（起）"
    assert figure.unit == "件"


def test_cells_merged_down_speak_for_every_row_they_cover() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "数据"
    for row in (
        ("章节", "主体", "指标", "数值", "单位"),
        ("服务", "司法局", "受理", 764, "件"),
        (None, None, "办结", 700, "件"),
        (None, "信访局", "来访", 5, "件"),
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    sheet.merge_cells("B2:B3")

    table = read_workbook("figures.xlsx", book_bytes(book))

    assert [each.section for each in table] == ["服务"] * 3
    assert [each.subject for each in table] == ["司法局", "司法局", "信访局"]


def test_merged_value_is_the_value_of_its_first_row_only() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("指标", "数值"), ("受理", 764), ("办结", None)):
        sheet.append(row)
    sheet.merge_cells("B2:B3")

    table = read_workbook("figures.xlsx", book_bytes(book))

    assert [each.value for each in table] == [Decimal(764), None]


def test_headings_of_two_levels_are_read_together() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ("指标", "单位", "数值", None),
        (None, None, "2022年", "2023年"),
        ("受理", "件", 701, 764),
    ):
        sheet.append(row)
    for cells in ("A1:A2", "B1:B2", "C1:D1"):
        sheet.merge_cells(cells)

    table = read_workbook("figures.xlsx", book_bytes(book))

    assert list(_shown(table)) == ["受理_2022", "受理"]


def test_rows_between_that_are_headings_become_the_section() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "数据"
    for row in (
        ("指标", "数值", "单位"),
        ("一、高位统筹",),
        ("阵地", 11, "处"),
        ("服务为民",),
        ("受理", 764, "件"),
    ):
        sheet.append(row)
    sheet.merge_cells("A4:C4")

    table = read_workbook("figures.xlsx", book_bytes(book))

    assert [(each.id, each.section) for each in table] == [
        ("阵地", "高位统筹"),
        ("受理", "服务为民"),
    ]
    assert told(table) == [
        (
            "figures.xlsx, sheet 数据, B2: "
            '"一、高位统筹" is a heading or a note and was not read as a figure'
        ),
        (
            "figures.xlsx, sheet 数据, B4: "
            '"服务为民" is a heading or a note and was not read as a figure'
        ),
    ]


def test_total_rows_are_no_figures_and_are_added_up() -> None:
    right = read_rows(("指标", "数值"), ("保留", 91), ("修改", 1), ("废止", 44), ("合 计", 136))
    wrong = read_rows(("指标", "数值"), ("保留", 91), ("修改", 1), ("废止", 44), ("合计", 163))

    assert len(right) == len(wrong) == 3
    assert [problem.code for problem in right.problems] == ["total_row"]
    assert told(wrong)[1] == (
        'figures.xlsx, sheet 数据, B5: the row "合计" says 163, '
        "but the rows above it add up to 136; check them"
    )


def test_subtotals_count_from_the_last_one() -> None:
    table = read_rows(
        ("指标", "数值"), ("甲", 1), ("乙", 2), ("小计", 3), ("丙", 4), ("丁", 5), ("小计", 9),
        ("总计", 12),
    )  # fmt: skip

    assert [problem.code for problem in table.problems] == ["total_row"] * 3


def test_notes_below_the_table_are_told_and_passed_over() -> None:
    table = read_rows(("指标", "数值"), ("受理", 764), ("注：数据截至年底",), ("填表人：王某",))

    assert [each.id for each in table] == ["受理"]
    assert [problem.code for problem in table.problems] == ["unread_remark", "unread_remark"]


def test_several_sheets_are_one_table() -> None:
    table = read_workbook(
        "figures.xlsx",
        xlsx_of(
            {
                "说明": [("指标", "数值"), ("不读", 1)],
                "一": [("指标", "数值"), ("受理", 764)],
                "二": [("数值", "指标"), (700, "办结")],
                "通讯录": [("姓名", "电话"), ("王某", 1)],
                "空": [],
            }
        ),
    )

    assert [(each.id, str(each.cell)) for each in table] == [
        ("受理", "figures.xlsx:一!B2"),
        ("办结", "figures.xlsx:二!A2"),
    ]
    assert [(problem.code, problem.is_error) for problem in table.problems] == [
        ("skipped_sheet", False),
        ("skipped_sheet", False),
        ("empty_sheet", False),
    ]


def test_hidden_sheet_is_told_and_not_read() -> None:
    book = Workbook()
    book.worksheets[0].append(("指标", "数值"))
    book.worksheets[0].append(("受理", 764))
    hidden = book.create_sheet("旧")
    hidden.append(("指标", "数值"))
    hidden.append(("受理", 700))
    hidden.sheet_state = "hidden"

    table = read_workbook("figures.xlsx", book_bytes(book))

    assert [each.value for each in table] == [Decimal(764)]
    assert told(table) == [
        "figures.xlsx, sheet 旧: the sheet is hidden and was skipped; unhide it if it is needed"
    ]


@pytest.mark.parametrize(
    ("rows", "ids"),
    [
        pytest.param(
            [("受理（民事）案件、总数", "件", "", "2023年")], ["受理民事案件总数"], id="cleaned"
        ),
        pytest.param([("12345热线受理", "件", "", "2023年")], ["_12345热线受理"], id="digit first"),
        pytest.param(
            [("受理", "件", "", "2023年"), ("受理", "件", "", "2022年")],
            ["受理", "受理_2022"],
            id="two years",
        ),
        pytest.param(
            [("受理", "件", "甲局", "2023年"), ("受理", "件", "乙局", "2023年")],
            ["受理_甲局", "受理_乙局"],
            id="two subjects",
        ),
        pytest.param(
            [("受理", "件", "", "2023年"), ("受理", "人", "", "2023年")],
            ["受理_件", "受理_人"],
            id="two units",
        ),
        pytest.param(
            [("受理", "件", "", "2023年"), ("受理", "件", "", "2023年前11个月")],
            ["受理", "受理_2023年前11个月"],
            id="year and its first months",
        ),
    ],
)
def test_ids_are_made_from_what_tells_figures_apart(
    rows: list[tuple[str, str, str, str]], ids: list[str]
) -> None:
    heading = ("指标", "单位", "主体", "期间", "数值")
    given = [(*row, number) for number, row in enumerate(rows)]

    forward = read_rows(heading, *given)
    backward = read_rows(heading, *reversed(given))

    assert [each.id for each in forward] == ids
    assert [each.id for each in backward] == ids[::-1]


def test_indicators_that_differ_in_signs_alone_are_told_apart() -> None:
    table = read_rows(("指标", "数值"), ("受理、案件", 1), ("受理案件", 2))

    first, second = (each.id for each in table)
    assert first != second
    assert first.startswith("受理案件_")
    assert told(table) == []
