"""Reports of ten days, a month or a quarter: what is compared with is the stretch before."""

import pytest
from jushi.fidelity import Status, check_text
from jushi.figures import read_workbook

_PRICES = (
    "指标,单位,数值,期间\n生猪收购价,元/公斤,15.8,2025年6月中旬\n生猪收购价,元/公斤,15.2,2025年6月上旬\n"
    "LNG价格,元/吨,3938.6,2025年6月中旬\nLNG价格,元/吨,4021.5,2025年6月上旬\n"
)
_POWER = (
    "指标,单位,数值,期间\n居民用电量,亿千瓦时,3.42,2025年8月\n居民用电量,亿千瓦时,2.96,2025年7月\n"
    "工业用电量,亿千瓦时,8.11,2025年8月\n工业用电量,亿千瓦时,8.35,2025年7月\n"
)


def _statuses(rows: str, text: str) -> list[Status]:
    result = check_text(text, read_workbook("t.csv", rows.encode()), report_year=2025)
    return [verdict.status for verdict in result.verdicts if verdict.mention.is_data]


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (_PRICES, "生猪收购价每公斤15.8元，比上旬上涨0.6元，涨幅3.9%。"),
        (_PRICES, "生猪收购价由上期的15.2元涨到15.8元，涨0.6元。"),
        (_PRICES, "液化天然气收于3938.6元，跌2.1%，每吨便宜82.9元。"),
        (_POWER, "居民用电量3.42亿千瓦时，较上月增加0.46亿千瓦时，增幅15.5%。"),
        (_POWER, "居民用电量由2.96亿千瓦时增至3.42亿千瓦时，工业用电量回落2.9%。"),
        (_POWER, "7月，居民用电量2.96亿千瓦时。"),
    ],
)
def test_change_against_the_stretch_before_is_proven(rows: str, text: str) -> None:
    assert set(_statuses(rows, text)) == {Status.OK}


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (_PRICES, "生猪收购价同比上涨3.9%。"),
        (_PRICES, "生猪收购价每公斤15.2元。"),
        (_POWER, "居民用电量同比增长15.5%。"),
        (_POWER, "居民用电量2.96亿千瓦时。"),
    ],
)
def test_stretch_before_is_neither_this_one_nor_a_year_before(rows: str, text: str) -> None:
    assert Status.OK not in _statuses(rows, text)
