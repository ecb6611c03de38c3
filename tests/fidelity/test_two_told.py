"""Numbers that the sentence itself puts side by side: they must lie as it says, and be alike."""

import pytest
from jushi.fidelity import Code, check_text
from jushi.figures import read_workbook

_RATES = (
    "指标,单位,数值,上年值\n床位使用率,%,86.3,91.7\n在校生,人,18400,17800\n平均住院日,天,7.1,7.6\n"
    "东区办结率,%,97.2,\n西区办结率,%,94.8,\n服务类投诉,件,8829,7074\n商品类投诉,件,13808,12049\n"
)
_TOWNS = (
    "指标,单位,数值\n城关镇受理,件,420\n城关镇办结,件,411\n河东镇受理,件,318\n"
    "河东镇办结,件,309\n柳林乡受理,件,226\n柳林乡办结,件,220\n"
)
_PRICES = "指标,单位,数值\n电解铜价格,元/吨,68880.7\n早稻亩产,公斤/亩,412.5\n"
_PLANS = "指标,单位,数值,期间\n执法人员,名,246,2025年末\n执法人员,名,260,2026年\n"


def _codes(rows: str, text: str) -> list[Code]:
    result = check_text(text, read_workbook("t.csv", rows.encode()), report_year=2025)
    return [verdict.code for verdict in result.verdicts if verdict.mention.is_data]


@pytest.mark.parametrize(
    ("rows", "text", "code"),
    [
        (_RATES, "床位使用率从91.7%提高到86.3%。", Code.WRONG_DIRECTION),
        (_RATES, "在校生由17800人减少到18400人。", Code.WRONG_DIRECTION),
        (_RATES, "平均住院日由7.6天延长到7.1天。", Code.WRONG_DIRECTION),
        (_RATES, "东区办结率97.2%，低于西区的94.8%。", Code.WRONG_DIRECTION),
        (_RATES, "服务类投诉增长24.8%，远低于商品类的14.6%。", Code.WRONG_DIRECTION),
        (_TOWNS, "各乡镇受理：城关镇420件、河东镇309件、柳林乡226件。", Code.WRONG_ATTRIBUTION),
        (_TOWNS, "各乡镇办结：城关镇411件、河东镇309件、柳林乡226件。", Code.WRONG_ATTRIBUTION),
    ],
)
def test_what_a_sentence_puts_the_other_way_is_an_error(rows: str, text: str, code: Code) -> None:
    assert code in _codes(rows, text)


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (_RATES, "床位使用率从91.7%回落到86.3%。"),
        (_RATES, "在校生由17800人增至18400人。"),
        (_RATES, "平均住院日由7.6天缩短为7.1天。"),
        (_RATES, "东区办结率97.2%，高于西区的94.8%。"),
        (_RATES, "服务类投诉增长24.8%，远高于商品类的14.6%。"),
        (_TOWNS, "各乡镇办结：城关镇411件、河东镇309件、柳林乡220件。"),
        (_PRICES, "电解铜每吨68880.7元，早稻每亩产量412.5公斤。"),
        (_PLANS, "执法人员246名。\n二、2026年工作安排\n2026年，执法人员达到260名。"),
    ],
)
def test_what_lies_as_the_sentence_says_stays_true(rows: str, text: str) -> None:
    assert set(_codes(rows, text)) <= {Code.EXACT, Code.DERIVED}


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (_PRICES, "电解铜每公斤68880.7元。"),
        (_PRICES, "早稻每公顷产量412.5公斤。"),
        (_PLANS, "持证执法人员260名。"),
    ],
)
def test_value_of_another_unit_or_year_proves_nothing(rows: str, text: str) -> None:
    assert not set(_codes(rows, text)) & {Code.EXACT, Code.DERIVED, Code.APPROXIMATE}
