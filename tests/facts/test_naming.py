"""What the name of a figure says: indicator, measure, base, target."""

import pytest
from jushi.facts import Base, Measure, read_name

_LEVEL, _GROWTH = Measure.LEVEL, Measure.GROWTH


@pytest.mark.parametrize(
    ("indicator", "unit", "topic", "measure"),
    [
        ("社会消费品零售总额", "亿元", "社会消费品零售总额", _LEVEL),
        ("社会消费品零售总额同比增速", "%", "社会消费品零售总额", _GROWTH),
        ("地区生产总值同比", "%", "地区生产总值", _GROWTH),
        ("工效提升幅度", "%", "工效", _GROWTH),
        ("学位增幅", "%", "学位", _GROWTH),
        ("出口额增长", "倍", "出口额", _GROWTH),
        ("规上工业增加值", "亿元", "规上工业增加值", _LEVEL),
        ("增值税", "万元", "增值税", _LEVEL),
        ("城镇新增就业", "人", "城镇新增就业", _LEVEL),
        ("入园儿童增量", "人", "入园儿童", Measure.CHANGE),
        ("东区营业收入所占比重", "%", "东区营业收入", Measure.SHARE),
        ("审结案件占新收案件比重", "%", "审结案件", Measure.SHARE),
        ("绿化覆盖率提高", "个百分点", "绿化覆盖率", Measure.POINTS),
        ("一般公共预算收入完成预算", "%", "一般公共预算收入", Measure.COMPLETION),
        ("GDP全省排名", "位", "GDP", Measure.RANK),
        ("登记志愿者", "名", "登记志愿者", _LEVEL),
        ("其中：城镇", "亿元", "城镇", _LEVEL),
        ("2024年受理案件", "件", "受理案件", _LEVEL),
    ],
)
def test_a_name_is_taken_apart(indicator: str, unit: str, topic: str, measure: Measure) -> None:
    name = read_name(indicator, unit)

    assert (name.topic, name.measure, name.target) == (topic, measure, "")


@pytest.mark.parametrize(
    ("indicator", "topic", "target"),
    [
        ("门急诊人次目标", "门急诊人次", "目标"),
        ("一般公共预算收入年初预算数", "一般公共预算收入", "年初预算数"),
        ("计划招生数", "招生数", "计划"),
        ("财政赤字限额", "财政赤字", "限额"),
        ("口袋公园计划新增", "口袋公园", "计划新增"),
    ],
)
def test_what_was_to_be_reached_is_told_from_what_was(
    indicator: str, topic: str, target: str
) -> None:
    name = read_name(indicator, "个")

    assert (name.topic, name.target) == (topic, target)


def test_the_base_of_a_change_is_read() -> None:
    assert read_name("鸡蛋价格环比涨跌幅", "%").base is Base.PERIOD
    assert read_name("鸡蛋价格同比涨跌幅", "%").base is Base.YEAR
    assert read_name("贷款余额较年初增长", "%").base is Base.YEAR_START


def test_a_fall_named_as_one_is_signed() -> None:
    assert read_name("投诉量同比下降", "%").sign == -1
    assert read_name("投诉量增减幅", "%").sign == 1
