"""How a sentence puts a number, read before any value is seen."""

import pytest
from jushi.facts import Base, Measure
from jushi.fidelity.claim import Claim, read_claims
from jushi.fidelity.clause import lay_out
from jushi.numbers import read_mentions, read_periods


def last_claim(text: str, year: int = 2024) -> Claim:
    mentions = read_mentions(text)
    return read_claims(lay_out(text), mentions, read_periods(text, mentions), report_year=year)[-1]


@pytest.mark.parametrize(
    ("text", "measure", "direction", "base"),
    [
        ("案件5件", Measure.LEVEL, 0, None),
        ("案件同比增长5%", Measure.GROWTH, 1, Base.YEAR),
        ("案件环比下降5%", Measure.GROWTH, -1, Base.PERIOD),
        ("案件比上年多5件", Measure.CHANGE, 1, Base.YEAR),
        ("案件少于上年5件", Measure.CHANGE, -1, Base.YEAR),
        ("案件同比多办5件", Measure.CHANGE, 1, Base.YEAR),
        ("案件增至5件", Measure.LEVEL, 1, None),
        ("办结率提高5个百分点", Measure.POINTS, 1, None),
        ("降幅收窄5个百分点", Measure.POINTS, 1, None),
        ("降幅扩大5个百分点", Measure.POINTS, -1, None),
        ("案件是上年的5倍", Measure.MULTIPLE, 0, Base.YEAR),
        ("案件增长5倍", Measure.GROWTH, 1, None),
        ("民事占全部案件的5%", Measure.SHARE, 0, None),
        ("案件占比5%", Measure.SHARE, 0, None),
        ("案件完成年度目标的105%", Measure.COMPLETION, 0, Base.TARGET),
        ("收入为预算的105%", Measure.COMPLETION, 0, Base.TARGET),
        ("甲村比乙村多5件", Measure.GAP, 1, None),
        ("甲的增速快于乙5个百分点", Measure.GAP, 1, None),
        ("满意率高于目标5个百分点", Measure.GAP, 1, Base.TARGET),
        ("距目标还差5件", Measure.GAP, -1, Base.TARGET),
        ("最高与最低相差5个百分点", Measure.GAP, 0, None),
        ("案件居全省第5位", Measure.RANK, 0, None),
        ("cases rose by 5%", Measure.GROWTH, 1, Base.YEAR),
    ],
)
def test_measure_direction_and_base(
    text: str, measure: Measure, direction: int, base: Base | None
) -> None:
    structure = last_claim(text).structure

    assert measure in structure.measures
    assert (structure.direction, structure.base) == (direction, base)


def test_a_base_is_named_once_for_what_follows() -> None:
    claim = last_claim("价格环比上涨0.3%，其中食品上涨1.2%")

    assert claim.structure.base is Base.PERIOD


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024年4月，收入5万元。其中，门票3万元", "2024年4月"),
        ("1—10月累计5万元，当月3万元", "2024年10月"),
        ("收入由3万元增至5万元", None),
        ("去年收入3万元", "2023年"),
        ("比2022年增长5%", None),
    ],
)
def test_the_time_that_governs_a_number(text: str, period: str | None) -> None:
    told = last_claim(text).period

    assert (told.text if told else None) == period


def test_the_first_of_a_turn_is_of_the_year_before() -> None:
    text = "收入由3万元增至5万元"
    mentions = read_mentions(text)
    first, _ = read_claims(lay_out(text), mentions, read_periods(text, mentions), report_year=2024)

    assert first.period is not None
    assert first.period.year == 2023


@pytest.mark.parametrize(
    ("text", "is_plan"),
    [
        ("一、2024年工作回顾\n收入5万元", False),
        ("二、2025年工作安排\n收入5万元", True),
        ("2025年，我们要实现收入5万元", True),
        ("2025年，我们要多干实事。2024年收入5万元", False),
        ("力争收入5万元", True),
        ("模拟执法5次", False),
        ("人均预期寿命79岁", False),
    ],
)
def test_a_plan_is_told_from_a_result(text: str, is_plan: bool) -> None:
    assert last_claim(text).is_plan is is_plan


def test_names_of_a_list_share_what_the_last_one_ends_in() -> None:
    text = "小学、初中、高中在校生分别为5人、7人、9人"
    mentions = read_mentions(text)
    claims = read_claims(lay_out(text), mentions, (), report_year=2024)

    assert [claim.words for claim in claims] == ["小学在校生", "初中在校生", "高中在校生"]
