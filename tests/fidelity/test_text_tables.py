"""Tables of any layout in a report: each cell against the figure of its row, column and period."""

import pytest
from jushi.fidelity import check_text
from jushi.figures import read_workbook

_YEARS = "指标,单位,2023年,2024年\n受理案件,件,480,512\n办结案件,件,470,498\n办结率,%,97.92,97.27\n"
_CROSS = (
    "指标,数值,单位,期间\n本年新收申请（自然人）,120,件,2024年\n本年新收申请（法人）,9,件,2024年\n"
    "上年结转申请（自然人）,3,件,2024年\n上年结转申请（法人）,0,件,2024年\n"
)
_PARTS = (
    "指标,数值,单位,期间\n受理申请·自然人,91,件,2024年\n受理申请·法人,45,件,2024年\n"
    "办结申请·自然人,90,件,2024年\n办结申请·法人,40,件,2024年\n"
)


def _codes(text: str, workbook: str) -> list[tuple[str, str]]:
    verdicts = check_text(text, read_workbook("f.csv", workbook.encode())).verdicts
    return [(v.mention.text, v.code.value) for v in verdicts if v.mention.is_data]


@pytest.mark.parametrize(
    ("text", "workbook", "expected"),
    [
        pytest.param(
            "指标\t2023年\t2024年\n受理案件（件）\t480\t512\n办结案件（件）\t470\t489\n",
            _YEARS,
            {"480": "exact", "512": "exact", "470": "exact", "489": "wrong_value"},
            id="unit in the label of its row",
        ),
        pytest.param(
            "项目\t自然人\t法人\n本年新收\t120\t9\n上年结转\t3\t1\n",
            _CROSS,
            {"120": "exact", "9": "exact", "3": "exact", "1": "wrong_value"},
            id="cross table",
        ),
        pytest.param(
            "年份\t受理案件（件）\t办结案件（件）\n2023年\t480\t470\n2024年\t521\t498\n",
            _YEARS,
            {"480": "exact", "470": "exact", "521": "wrong_value", "498": "exact"},
            id="years down the rows",
        ),
        pytest.param(
            "案件办理情况（单位：件）\n项目\t2024年\t2023年\n受理案件\t512\t470\n办结案件\t498\t480\n",
            _YEARS,
            {"512": "exact", "470": "wrong_value", "498": "exact", "480": "wrong_value"},
            id="values of last year swapped",
        ),
        pytest.param(
            "2024年案件情况\n指标\t数量（件）\t比上年增长（%）\n受理案件\t512\t6.7\n办结案件\t498\t7.0\n",
            _YEARS,
            {"512": "exact", "6.7": "derived", "498": "exact", "7.0": "wrong_arithmetic"},
            id="growth computed",
        ),
        pytest.param(
            "项目\t件数\n一、受理申请\t136\n其中：自然人\t91\n法人\t45\n二、办结申请\t130\n"
            "其中：自然人\t91\n法人\t40\n",
            _PARTS,
            {"45": "exact", "91": "wrong_value", "40": "exact"},
            id="parts of two rows",
        ),
        pytest.param(
            "指标      2023年   2024年\n受理案件（件）  480    512\n办结案件（件）  470    489\n",
            _YEARS,
            {"480": "exact", "512": "exact", "470": "exact", "489": "wrong_value"},
            id="flattened with gaps",
        ),
    ],
)
def test_cell_is_held_against_the_figure_of_its_row_column_and_period(
    text: str, workbook: str, expected: dict[str, str]
) -> None:
    codes = dict(_codes(text, workbook))

    assert {shown: codes[shown] for shown in expected} == expected


def test_value_of_another_row_proves_nothing() -> None:
    text = "指标\t2024年\n受理案件（件）\t498\n办结案件（件）\t512\n"

    assert {code for _, code in _codes(text, _YEARS)} <= {"wrong_value", "wrong_attribution"}
