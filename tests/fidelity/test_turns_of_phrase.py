"""Words of change, of parts and of what is left that offices use."""

import pytest
from jushi.fidelity import Status, check_text
from jushi.figures import read_workbook

_ROWS = (
    "指标,单位,数值,上年值\n专项债券,亿元,1327,1186\n执法人员,名,246,251\n担保贷款,亿元,12.75,10.2\n"
    "行政检查,次,18730,24615\n自主创业,人,87,95\n灵活就业,人,117,159\n门急诊量,万人次,68.42,63.18\n"
    "急诊量,万人次,7.86,7.2\n新登记主体,户,48620,45190\n注销主体,户,27413,24860\n"
    "高标准农田建成,万亩,16.5,15\n高标准农田计划,万亩,22,20\nGDP增速,%,5.6,5.1\n"
)
_AREAS = (
    "指标,主体,单位,数值\n投诉,全市,件,22637\n投诉,高新区,件,7390\n投诉,东城区,件,6841\n"
    "投诉,滨湖县,件,3190\n"
)


def _statuses(rows: str, text: str) -> list[Status]:
    result = check_text(text, read_workbook("t.csv", rows.encode()), report_year=2025)
    return [verdict.status for verdict in result.verdicts if verdict.mention.is_data]


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (_ROWS, "发行专项债券1327亿元，比上年多发141亿元。"),
        (_ROWS, "执法人员246名，比上年末减员5名。"),
        (_ROWS, "担保贷款12.75亿元，比上年同期多四分之一。"),
        (_ROWS, "行政检查18730次，比上年压减5885次，压减比例23.9%。"),
        (_ROWS, "自主创业、灵活就业双降，减少数分别为8人、42人。"),
        (_ROWS, "全年门急诊68.42万人次，其中急诊7.86万人次。"),
        (_ROWS, "新登记48620户，同比增长7.6%；注销27413户，“生死比”为1.77∶1。"),
        (_ROWS, "新建成高标准农田16.5万亩，完成年度计划的75%，剩余5.5万亩年底前完工。"),
        (_ROWS, "GDP增速5.6%，比上年多跑了0.5个百分点。"),
        (_AREAS, "高新区投诉居三地之首，比末位的滨湖县多4200件。"),
        (_AREAS, "投诉最多的是高新区，比滨湖县多4200件。"),
    ],
)
def test_it_is_understood(rows: str, text: str) -> None:
    assert set(_statuses(rows, text)) == {Status.OK}


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (_ROWS, "发行专项债券1327亿元，比上年多发114亿元。"),
        (_ROWS, "担保贷款12.75亿元，比上年同期多三分之一。"),
        (_ROWS, "全年门急诊68.42万人次，其中急诊68.42万人次。"),
        (_ROWS, "新建成高标准农田16.5万亩，完成年度计划的75%，剩余6.5万亩年底前完工。"),
        (_AREAS, "高新区投诉居三地之首，比末位的滨湖县多4400件。"),
    ],
)
def test_another_value_is_an_error(rows: str, text: str) -> None:
    assert Status.ERROR in _statuses(rows, text)
