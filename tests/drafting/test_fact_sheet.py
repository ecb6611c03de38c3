"""The fact sheet: what can be told of a figure, printed as the renderer prints it."""

import pytest
from jushi.drafting.fact_sheet import FactSheet
from jushi.figures import read_workbook

_HEAD = "编号,指标,数值,单位,约数,期间,上年值,备注\n"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("a,受理案件,547,件,,2024年,512,", ("547件", "512件", "增加35件", "增长6.8%", "open")),
        ("a,案件办结率,97.4,%,,2024年,97.8,", ("97.4%", "97.8%", "下降0.4个百分点", "", "worse")),
        ("a,考核全市排名,3,位,,2024年,4,", ("第3位", "第4位", "上升1位", "", "better")),
        ("a,败诉率全市排名,3,位,,2024年,4,", ("第3位", "第4位", "上升1位", "", "open")),
        ("a,败诉案件,2,件,,2024年,3,", ("2件", "3件", "减少1件", "", "better")),
        (
            "a,接受咨询,8300,人次,余,2024年,7800,",
            ("8300余人次", "7800人次", "增加500人次", "", "open"),
        ),
        ("a,进驻率,100,%,,2024年,100,", ("100%", "100%", "持平", "", "same")),
        ("a,检查次数同比增减,-18.6,%,,2024年,,", ("下降18.6%", "", "", "", "open")),
        ("a,满意度,,%,,2024年,96,", ("", "", "", "", "open")),
    ],
)
def test_a_row_tells_value_last_year_change_and_standing(row: str, told: tuple[str, ...]) -> None:
    sheet = FactSheet(read_workbook("f.csv", (_HEAD + row).encode()))
    found = sheet.rows["a"]
    texts = (found.value, found.previous, found.change, found.growth)
    assert tuple(map(sheet.print, texts)) == told[:4]
    assert found.standing == told[4]


def test_a_target_is_told_with_what_was_done_of_it() -> None:
    rows = "a,新增床位,240,张,,2024年,,\nt,新增床位目标,300,张,,2024年,,"
    sheet = FactSheet(read_workbook("f.csv", (_HEAD + rows).encode()))
    assert sheet.print(sheet.rows["a"].target) == "目标300张，完成80.0%"
    assert sheet.rows["a"].is_target_reached is False
