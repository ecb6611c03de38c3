"""Cells of a figures table are held against the figure of their row and column."""

from decimal import Decimal

import pytest
from jushi.fidelity import check_text
from jushi.figures import FigureTable, read_workbook

WORKBOOK = (
    "编号,指标,数值,单位,约数,期间,上年值\n"
    "cases,受理法律援助案件,547,件,,2024年,512\n"
    "rate,群众满意率,98.5,%,,2024年,99.3\n"
    "trained,培训执法人员,1700,人,余,2024年,1640\n"
    "fall,行政检查同比增减,-18.6,%,,2024年,-4.7\n"
)
HEADER = "指标\t单位\t2024年\t2023年\t增减\t增幅（%）"


@pytest.fixture(scope="module")
def table() -> FigureTable:
    return read_workbook("f.csv", WORKBOOK.encode())


def codes(text: str, table: FigureTable) -> list[tuple[str, str]]:
    verdicts = check_text(text, table).verdicts
    return [(v.mention.text, v.code.value) for v in verdicts if v.mention.is_data]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(
            "受理法律援助案件\t件\t547\t512\t+35\t+6.8",
            [("547", "exact"), ("512", "exact"), ("35", "derived"), ("6.8", "derived")],
            id="all_true",
        ),
        pytest.param(
            "群众满意率\t%\t98.5\t99.3\t-0.8个百分点\t—",
            [("98.5", "exact"), ("99.3", "exact"), ("-0.8个百分点", "derived")],
            id="rate_changes_in_points",
        ),
        pytest.param(
            "培训执法人员\t人\t1700余\t1640\t—\t—",
            [("1700余", "approximate"), ("1640", "exact")],
            id="chinese_approximators_the_workbook",
        ),
        pytest.param(
            "行政检查同比增减\t%\t-18.6\t-4.7\t—\t—",
            [("-18.6", "exact"), ("-4.7", "exact")],
            id="signed_value",
        ),
        pytest.param(
            "受理法律援助案件\t件\t574\t521\t+53\t+7.9",
            [
                ("574", "wrong_value"),
                ("521", "wrong_value"),
                ("53", "wrong_arithmetic"),
                ("7.9", "wrong_arithmetic"),
            ],
            id="all_false",
        ),
        pytest.param(
            "受理法律援助案件\t件\t512\t547\t-35\t-6.4",
            [
                ("512", "stale"),
                ("547", "wrong_value"),
                ("-35", "wrong_arithmetic"),
                ("-6.4", "wrong_arithmetic"),
            ],
            id="years_swapped",
        ),
        pytest.param("受理法律援助案件\t人\t547\t\t\t", [("547", "wrong_unit")], id="other_unit"),
        pytest.param(
            "培训执法人员\t人\t1700\t\t\t", [("1700", "wrong_rounding")], id="no_approximator"
        ),
    ],
)
def test_cell_is_held_against_its_row_and_column(
    row: str, expected: list[tuple[str, str]], table: FigureTable
) -> None:
    found = codes(f"主要数据表\n{HEADER}\n{row}\n以上为全部。", table)

    assert [(text.lstrip("+"), code) for text, code in found] == expected


def test_wrong_cell_is_told_its_right_value_and_source(table: FigureTable) -> None:
    text = f"{HEADER}\n受理法律援助案件\t件\t574\t512\t—\t—"

    wrong = next(v for v in check_text(text, table).verdicts if v.code == "wrong_value")

    assert (wrong.expected, wrong.figures, wrong.evidence) == ("547", ("cases",), "f.csv:C2")
    assert wrong.mention.value == Decimal(574)


def test_prose_behind_a_table_is_read_as_prose(table: FigureTable) -> None:
    text = f"{HEADER}\n受理法律援助案件\t件\t547\t512\t+35\t+6.8\n受理法律援助案件574件。"

    assert codes(text, table)[-1] == ("574件", "wrong_value")


def test_numbers_of_attachments_are_structure(table: FigureTable) -> None:
    text = (
        "受理法律援助案件547件。\n附件：1. 主要数据表\n2. 对比图\n2025年3月5日\n附件1\n主要数据表"
    )

    assert [code for _, code in codes(text, table)] == ["exact"]
