"""How far two lie apart, what lacks to a target, and how much faster one of two grew."""

import pytest
from jushi.fidelity import check_text
from jushi.figures import FigureTable, read_workbook


def _table(rows: str) -> FigureTable:
    return read_workbook("f.csv", f"指标,主体,数值,单位,期间,上年值\n{rows}".encode())


_TOWNS = _table(
    "税收,全县,1.9,亿元,2024年,1.7\n户籍人口,全县,42,万人,2024年,42.1\n"
    "税收,青川镇,5120,万元,2024年,4305\n税收,和平镇,4688,万元,2024年,4710\n"
    "税收,柳林乡,3310,万元,2024年,2590\n"
)
_TARGETS = _table(
    "危房改造,全县,428,户,1-6月,615\n危房改造目标,全县,800,户,全年,\n"
    "护理床位,全县,11605,张,2024年,10237\n养老床位,全县,18420,张,2024年,17350\n"
    "护理床位占比目标,全县,60,%,2024年,\n"
    "出口增速,全县,6.8,%,2024年,7.4\n出口增速目标,全县,7.5,%,2024年,\n"
)
_INCOMES = _table(
    "城镇居民收入,全县,49715,元,2024年,47400\n农村居民收入,全县,24186,元,2024年,22620\n"
)
_CASES = _table("盗窃类案件,全县,104,起,2024年,126\n诈骗类案件,全县,91,起,2024年,67\n")


@pytest.mark.parametrize(
    ("table", "text", "told"),
    [
        (_TOWNS, "2024年，青川镇税收5120万元，比第二位的和平镇多432万元。", "432万元"),
        (_TOWNS, "分乡镇看，增速最快的是柳林乡，达27.8%。", "27.8%"),
        (_TARGETS, "危房改造428户，同比减少187户，下半年仍需改造372户。", "372户"),
        (_TARGETS, "护理床位11605张，占养老床位的63.0%，高于规划目标3.0个百分点。", "3.0个百分点"),
        (_TARGETS, "2024年出口增长6.8%，低于年初目标0.7个百分点。", "0.7个百分点"),
        (
            _INCOMES,
            "农村居民收入24186元，比城镇居民收入少25529元，增速快2.0个百分点。",
            "2.0个百分点",
        ),
        (_CASES, "盗窃类案件104起，诈骗类案件91起，两者差距由上年的59起缩小到13起。", "59起"),
        (_CASES, "盗窃类案件104起，诈骗类案件91起，两者差距由上年的59起缩小到13起。", "13起"),
    ],
)
def test_a_gap_is_computed(table: FigureTable, text: str, told: str) -> None:
    (verdict,) = (v for v in check_text(text, table).verdicts if v.mention.text == told)

    assert verdict.code.value == "derived"


@pytest.mark.parametrize(
    ("table", "text", "told"),
    [
        (_TOWNS, "2024年，青川镇税收5120万元，比第二位的和平镇少432万元。", "432万元"),
        (_TOWNS, "分乡镇看，增速最快的是柳林乡，达18.9%。", "18.9%"),
        (_TARGETS, "危房改造428户，同比减少187户，下半年仍需改造327户。", "327户"),
        (_TARGETS, "护理床位11605张，占养老床位的63.0%，低于规划目标3.0个百分点。", "3.0个百分点"),
        (_TARGETS, "2024年出口增长6.8%，高于年初目标0.7个百分点。", "0.7个百分点"),
        (
            _INCOMES,
            "农村居民收入24186元，比城镇居民收入少25529元，增速慢2.0个百分点。",
            "2.0个百分点",
        ),
        (_CASES, "盗窃类案件104起，诈骗类案件91起，两者差距由上年的13起扩大到59起。", "13起"),
    ],
)
def test_another_gap_is_an_error(table: FigureTable, text: str, told: str) -> None:
    (verdict,) = (v for v in check_text(text, table).verdicts if v.mention.text == told)

    assert verdict.status.value == "error"
