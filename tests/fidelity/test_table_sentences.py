"""Figures of tables of any layout, as a sentence in ordinary words tells them."""

import pytest
from jushi.fidelity import Checker, CheckResult, check_text
from jushi.figures import read_workbook

_SALES = """2024年消费数据,,,,
指标,5月,,1—5月,
,绝对量（亿元）,同比增长（%）,绝对量（亿元）,同比增长（%）
消费品零售总额,391.2,3.7,1952.3,4.1
其中：限额以上单位,149.8,3.4,738.5,-4.0
按消费类型分,,,,
餐饮收入,42.7,5.0,216.3,8.4
商品零售,349.3,-3.6,1736.0,3.5
"""
_PRICES = """产品名称,单位,本期价格（元）,比上期价格涨跌（元）,涨跌幅（%）
一、金属,,,,
角钢（5#，20mm）,吨,4134.1,-59.2,-1.4
铝锭（A00）,吨,18800.0,55.0,0.3
二、农产品,,,,
生猪（外三元）,千克,13.7,-0.3,-2.1
"""
_INCOME = """指标,绝对量（元）,比上年名义增长（%）（括号内为实际增速）
（一）居民人均可支配收入,39218,6.3(6.1)
按常住地分：,,
城镇居民,51821,5.1(4.8)
农村居民,21691,7.7(7.6)
（二）居民人均消费支出,26796,9.2(9.0)
按常住地分：,,
城镇居民,32994,8.6(8.3)
农村居民,18175,9.3(9.2)
"""
_INDEXES = """,新订单,从业人员
2024年5月,49.6,48.1
2024年6月,49.5,48.3
"""
_TOWNS = """2024年各乡镇粮食产量,,
乡镇,绝对量（吨）,比上年增长（%）
全县,2000,2.5
东镇,1200,3.1
西镇,800,-1.2
"""


def _check(table: str, text: str) -> CheckResult:
    return Checker(read_workbook("表.csv", table.encode())).check(text, report_year=2024)


def _statuses(result: CheckResult) -> list[tuple[str, str]]:
    return [(v.mention.text, v.status.value) for v in result.verdicts if v.mention.is_data]


_TRUE = [
    pytest.param(_SALES, "5月份，消费品零售总额391.2亿元，同比增长3.7%。", id="amount and growth"),
    pytest.param(_SALES, "1—5月份，餐饮收入216.3亿元，增长8.4%。", id="since January"),
    pytest.param(_SALES, "5月份，商品零售349.3亿元，同比下降3.6%。", id="fall"),
    pytest.param(
        _SALES,
        "1—5月份，消费品零售总额1952.3亿元，同比增长4.1%，其中限额以上单位738.5亿元，下降4.0%。",
        id="part",
    ),
    pytest.param(_PRICES, "铝锭价格为18800元/吨，比上期上涨55元，涨幅0.3%。", id="price"),
    pytest.param(_PRICES, "角钢（5#，20mm）价格为4134.1元/吨，跌幅1.4%。", id="number in a name"),
    pytest.param(_PRICES, "生猪价格每千克13.7元，比上期下跌2.1%。", id="price of a kilogram"),
    pytest.param(
        _INCOME,
        "居民人均可支配收入39218元，比上年名义增长6.3%，扣除价格因素，实际增长6.1%。",
        id="in brackets",
    ),
    pytest.param(_INCOME, "农村居民人均消费支出18175元，增长9.3%。", id="a part named twice"),
    pytest.param(_INCOME, "城镇居民人均可支配收入51821元，增长5.1%。", id="the other of them"),
    pytest.param(_INDEXES, "2024年6月，新订单指数为49.5%，从业人员指数为48.3%。", id="indexes"),
    pytest.param(_INDEXES, "6月，从业人员指数比上月上升0.2个百分点。", id="points of an index"),
    pytest.param(_TOWNS, "全县粮食产量2000吨，比上年增长2.5%。", id="total of what a title names"),
    pytest.param(_TOWNS, "东镇粮食产量1200吨，增长3.1%；西镇800吨，下降1.2%。", id="towns"),
]


@pytest.mark.parametrize(("table", "text"), _TRUE)
def test_a_true_sentence_about_a_table_is_proven(table: str, text: str) -> None:
    found = _statuses(_check(table, text))

    assert found
    assert [each for each in found if each[1] != "ok"] == []


@pytest.mark.parametrize(("table", "text"), _TRUE)
def test_each_number_of_it_that_is_changed_is_an_error(table: str, text: str) -> None:
    true = [v.mention for v in _check(table, text).verdicts if v.mention.is_data]

    for mention in true:
        last = max(place for place, c in enumerate(mention.text) if c.isdecimal())
        changed = str((int(mention.text[last]) + 3) % 10)
        start = mention.start + last
        now = _check(table, f"{text[:start]}{changed}{text[start + 1 :]}")
        status = next(v.status.value for v in now.verdicts if v.mention.start == mention.start)
        assert status == "error", now.text


def test_another_rows_value_is_an_error() -> None:
    result = _check(_INCOME, "农村居民人均消费支出32994元，增长8.6%。")

    assert [status for _, status in _statuses(result)] == ["error", "error"]


_MONTHS = """指标,4月,,1—4月,
,绝对量（亿元）,同比增长（%）,绝对量（亿元）,同比增长（%）
餐饮收入,120,3.5,500,4.5
"""


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("4月，餐饮收入120亿元，同比增长3.5%。", ["ok", "ok"]),
        ("1—4月，餐饮收入500亿元，同比增长4.5%。", ["ok", "ok"]),
        ("1—4月，餐饮收入120亿元，同比增长3.5%。", ["error", "error"]),
        ("4月，餐饮收入121亿元，同比增长3.6%。", ["error", "error"]),
        ("2024年4月，餐饮收入120亿元。", ["ok"]),
    ],
)
def test_months_of_no_year_are_told_apart(text: str, statuses: list[str]) -> None:
    result = check_text(text, read_workbook("表.csv", _MONTHS.encode()))

    assert [v.status.value for v in result.verdicts if v.mention.is_data] == statuses
