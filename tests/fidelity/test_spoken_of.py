"""Of whom a paragraph speaks: a number of the whole proves nothing of a member."""

import pytest
from jushi.fidelity import Code, check_text
from jushi.figures import read_workbook

_CITY = """指标,主体,单位,数值,上年值
税收收入,全市,亿元,286.4,262.1
新增就业,全市,万人,5.21,4.98
一般公共预算收入,全市,亿元,371.5,350.2
高新区税收收入,,亿元,41.3,38.2
"""
_COUNTY = """指标,主体,单位,数值
受理案件,全县,件,1820
办结率,全县,%,96.2
受理案件,城关镇,件,420
办结率,城关镇,%,98.1
"""


def _codes(rows: str, text: str) -> list[Code]:
    result = check_text(text, read_workbook("t.csv", rows.encode()), report_year=2025)
    return [verdict.code for verdict in result.verdicts if verdict.mention.is_data]


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (_CITY, "高新区发展势头良好。税收收入286.4亿元。"),
        (_CITY, "在高新区，税收收入达到286.4亿元。"),
        (_CITY, "高新区启用新平台，新增就业5.21万人。"),
        (_COUNTY, "城关镇工作扎实。受理案件1820件。"),
        (_COUNTY, "河东镇推行网格化管理。受理案件1820件。"),
    ],
)
def test_number_of_the_whole_is_not_proven_of_a_member(rows: str, text: str) -> None:
    (code,) = _codes(rows, text)

    assert code not in (Code.EXACT, Code.DERIVED)


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (_CITY, "高新区招商成效明显。税收收入41.3亿元，增长8.1%。"),
        (_CITY, "高新区是龙头。全市税收收入286.4亿元，增长9.3%。"),
        (_CITY, "全市税收收入286.4亿元。高新区税收收入41.3亿元。新增就业5.21万人。"),
        (_COUNTY, "城关镇工作扎实。受理案件420件，办结率98.1%。"),
        (_COUNTY, "城关镇、河东镇都是试点。全县受理案件1820件。"),
    ],
)
def test_true_number_stays_true_whoever_is_spoken_of(rows: str, text: str) -> None:
    assert set(_codes(rows, text)) <= {Code.EXACT, Code.DERIVED}
