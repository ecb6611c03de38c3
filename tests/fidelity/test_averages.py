"""Averages that a text computes, of this year and the one before, and their changes."""

import pytest
from jushi.fidelity import check_text
from jushi.figures import read_workbook

TABLE = read_workbook(
    "f.csv",
    "指标,数值,单位,期间,上年值\n"
    "救助金,15.75,万元,2024年,16.45\n救助对象,126,人,2024年,143\n"
    "门诊支付,5056,万元,2024年,4318\n门诊人次,126.4,万人次,2024年,116.7\n"
    "车辆运行费,38.25,万元,2024年,40.1\n公务用车,14,辆,2024年末,15\n"
    "旅游收入,71.35,亿元,2024年,38.92\n游客,862.4,万人次,2024年,497.6\n".encode(),
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("救助对象126人，发放救助金15.75万元，人均1250元，比上年提高100元。", "100元"),
        ("旅游收入71.35亿元，接待游客862.4万人次，人均827元，同比增加45元。", "45元"),
        ("门诊126.4万人次，支付5056万元，次均支付由37元提高到40元。", "37元"),
        ("车辆运行费38.25万元，公务用车14辆，车均不足3万元。", "不足3万元"),
    ],
)
def test_an_average_and_its_change_are_computed(text: str, told: str) -> None:
    (verdict,) = (v for v in check_text(text, TABLE).verdicts if v.mention.text == told)

    assert verdict.code.value == "derived"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("救助对象126人，发放救助金15.75万元，人均1250元，比上年提高150元。", "150元"),
        ("救助对象126人，发放救助金15.75万元，人均1250元，比上年降低100元。", "100元"),
        ("门诊126.4万人次，支付5056万元，次均支付由39元提高到40元。", "39元"),
        ("车辆运行费38.25万元，公务用车14辆，车均超过3万元。", "超过3万元"),
    ],
)
def test_another_average_is_an_error(text: str, told: str) -> None:
    (verdict,) = (v for v in check_text(text, TABLE).verdicts if v.mention.text == told)

    assert verdict.status.value == "error"
