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
_TOWNS = """乡镇,受理（件）,办结（件）
东镇,130,118
西镇,150,149
南镇,232,231
合计,512,498
"""
_WARDS = """科室,门诊人次,住院人次
儿科,5120,830
骨科,7200,1530
内科,9800,2410
合计,22120,4770
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
        (_TOWNS, "东镇工作扎实。办结498件。"),
        (_TOWNS, "东镇推行网格化管理，办结149件。"),
        (_WARDS, "骨科扩建了病区，全年住院830人次。"),
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
        (_TOWNS, "东镇受理案件130件，办结118件；西镇受理150件，办结149件。"),
        (_TOWNS, "全市受理512件，办结498件。其中，东镇受理130件，占全市的25.4%，办结118件。"),
        (_TOWNS, "西镇案件受理量150件，当年办结149件，比东镇多31件。"),
        (_WARDS, "2025年，儿科门诊5120人次，住院830人次。骨科门诊7200人次，住院1530人次。"),
    ],
)
def test_true_number_stays_true_whoever_is_spoken_of(rows: str, text: str) -> None:
    assert set(_codes(rows, text)) <= {Code.EXACT, Code.DERIVED}
