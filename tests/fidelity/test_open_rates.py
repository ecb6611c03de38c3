"""Rates whose whole the text does not name: asked where one whole of the workbook gives them."""

import pytest
from jushi.fidelity import check_text
from jushi.figures import read_workbook

TABLE = read_workbook(
    "f.csv",
    "指标,数值,单位,期间,上年值\n"
    "联网药店,74,家,2024年,61\n在册药店,82,家,2024年,80\n"
    "新生儿听力筛查,6308,人,2024年,5920\n活产,6352,人,2024年,6011\n"
    "优良天数,318,天,2023年,306\n"
    "社区矫正对象,742,人,2024年,688\n就业帮扶,213,人,2024年,241\n"
    "录取,4386,人,2024年,4125\n招生计划,4500,人,2024年,4300\n"
    "门诊量,24.61,万人次,2024年4-6月,\n门诊量,46.88,万人次,2024年1-6月,\n".encode(),
)


@pytest.mark.parametrize(
    ("text", "told", "code"),
    [
        ("联网药店74家，覆盖率90.2%。", "90.2%", "ambiguous"),
        ("新生儿听力筛查6308人，筛查率99.3%。", "99.3%", "ambiguous"),
        ("就业帮扶213人，比例28.7%，较上年下降6.3个百分点。", "6.3个百分点", "derived"),
        (
            "招生计划4500人，录取4386人，录取率97.5%，同比提高1.5个百分点。",
            "1.5个百分点",
            "derived",
        ),
        ("二季度门诊量24.61万人次，占上半年的52.5%。", "52.5%", "derived"),
    ],
)
def test_a_rate_of_what_was_told_right_before(text: str, told: str, code: str) -> None:
    (verdict,) = (v for v in check_text(text, TABLE).verdicts if v.mention.text == told)

    assert verdict.code.value == code


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("联网药店74家，覆盖率91.2%。", "91.2%"),
        ("新生儿听力筛查6308人，筛查率93.9%。", "93.9%"),
        ("就业帮扶213人，比例28.7%，较上年上升6.3个百分点。", "6.3个百分点"),
        ("二季度门诊量24.61万人次，占上半年的55.2%。", "55.2%"),
        ("新生儿听力筛查6308人。设备完好率99.3%。", "99.3%"),
    ],
)
def test_another_rate_is_an_error(text: str, told: str) -> None:
    (verdict,) = (v for v in check_text(text, TABLE).verdicts if v.mention.text == told)

    assert verdict.status.value == "error"
