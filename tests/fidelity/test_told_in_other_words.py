"""Kinds of true sentences that name a figure otherwise than the workbook, and false ones beside."""

import pytest
from jushi.fidelity import Status, Verdict, check_text
from jushi.figures import read_workbook


def _verdict(rows: str, text: str, told: str, *, year: int = 2024) -> Verdict:
    head = "指标,主体,数值,单位,期间,上年值\n"
    table = read_workbook("f.csv", f"{head}{rows}".replace(" ", "\n").encode())
    return next(
        v
        for v in check_text(text, table, report_year=year).verdicts
        if v.mention.is_data and v.mention.text == told
    )


_FUNDS = "人员经费,,4566.90,万元,2024年, 日常公用,,553.56,万元,2024年,"
_STREETS = (
    "税收,东堤街道,3.42,亿元,2024年,3.20 税收,西门街道,2.87,亿元,2024年,2.95"
    " 税收,南苑街道,2.15,亿元,2024年,1.88"
)
_QUARTERS = (
    "财政收入,,18.62,亿元,2024年上半年,17.35 财政收入,,9.88,亿元,2024年一季度,9.46"
    " 财政收入,,8.74,亿元,2024年二季度,7.89"
)
_MONTHS = (
    "入库税收,,4.1,亿元,2024年7月, 入库税收,,4.3,亿元,2024年8月, 入库税收,,4.6,亿元,2024年9月,"
)
_INSURED = "参保人数,职工医保,6.82,万人,2024年末,6.70 参保人数,居民医保,38.45,万人,2024年末,39.49"
_BONDS = (
    "偿还本金,,4.47,亿元,2024年, 再融资债券,,3.74,亿元,2024年,"
    " 专项债：园区,,3.18,亿元,2024年, 专项债：卫生,,1.43,亿元,2024年,"
    " 专项债：其他,,1.30,亿元,2024年, 新发利率,,3.02,%,2024年,3.36"
)
_WEDDINGS = "结婚登记,,1846,对,2024年,2105 离婚登记,,772,对,2024年,745"
_FIELDS = "茶园面积,,1.86,万亩,2024年末,1.62 村集体收入,,1326,万元,2024年, 行政村,,13,个,2024年,"
_CASES = (
    "信访件,,41,件,2024年, 信访办结,,39,件,2024年,"
    " 留抵退税,,0.41,亿元,2024年, 税收,,2.86,亿元,2024年,"
)
_SCREENED = "两癌筛查,,24680,人,2024年,22150 两癌筛查任务,,24000,人,2024年,"
_GOALS = "收入,,28.65,亿元,2024年,26.81 收入预期增幅,,6,%,2024年, 全年收入预算,,28.42,亿元,2024年,"


@pytest.mark.parametrize(
    ("rows", "text", "told"),
    [
        (_FUNDS, "2024年人员经费4566.90万元，公用经费为553.56万元。", "553.56万元"),
        (_STREETS, "税收最多的是东堤街道，西门街道是唯一负增长的，下降2.7%。", "2.7%"),
        (_STREETS, "2024年税收，南苑街道增速居首，达14.4%。", "14.4%"),
        (
            _QUARTERS,
            "上半年财政收入18.62亿元。一季度、二季度分别入库9.88亿元和8.74亿元。",
            "8.74亿元",
        ),
        (_QUARTERS, "上半年财政收入18.62亿元；其中二季度8.74亿元，同比增长10.8%。", "10.8%"),
        (_MONTHS, "2024年三季度入库税收共13.0亿元。", "13.0亿元"),
        (_INSURED, "2024年末基本医保参保45.27万人，比上年末减少0.92万人。", "45.27万人"),
        (_INSURED, "2024年末基本医保参保45.27万人，比上年末减少0.92万人。", "0.92万人"),
        (_BONDS, "偿还本金4.47亿元，其中再融资债券3.74亿元、自有财力安排7300万元。", "7300万元"),
        (_BONDS, "专项债投向园区3.18亿元、卫生1.43亿元，其余1.3亿元投向旧区。", "1.3亿元"),
        (_BONDS, "新发利率3.02%，降低34个基点。", "34个基点"),
        (_WEDDINGS, "全年结婚与离婚登记之比为2.4∶1。", "2.4∶1"),
        (_FIELDS, "新发展茶园2400亩，总面积达1.86万亩。", "2400亩"),
        (_FIELDS, "13个村集体经济壮大，村集体收入1326万元，村均突破100万元。", "突破100万元"),
        (_CASES, "受理信访41件，办结率95.1%。", "95.1%"),
        (_CASES, "全年税收2.86亿元，剔除留抵退税因素后为3.27亿元。", "3.27亿元"),
        (_SCREENED, "完成两癌筛查24680人，超额完成2.4万人的省定任务。", "2.4万人"),
        (_GOALS, "收入完成28.65亿元，增长6.9%，增幅比预期目标高0.9个百分点。", "0.9个百分点"),
        (_GOALS, "收入28.65亿元，为全年预算的100.8%。", "100.8%"),
    ],
)
def test_a_true_number_in_other_words_is_proven(rows: str, text: str, told: str) -> None:
    assert _verdict(rows, text, told).status.value == "ok"


@pytest.mark.parametrize(
    ("rows", "text", "told"),
    [
        (_STREETS, "税收最多的是东堤街道，西门街道是唯一负增长的，下降14.4%。", "14.4%"),
        (_MONTHS, "2024年三季度入库税收共12.0亿元。", "12.0亿元"),
        (_INSURED, "2024年末基本医保参保45.72万人。", "45.72万人"),
        (_BONDS, "偿还本金4.47亿元，其中再融资债券3.74亿元、自有财力安排7500万元。", "7500万元"),
        (_BONDS, "新发利率3.02%，降低43个基点。", "43个基点"),
        (_WEDDINGS, "全年结婚与离婚登记之比为4.2∶1。", "4.2∶1"),
        (_FIELDS, "新发展茶园4200亩，总面积达1.86万亩。", "4200亩"),
        (_SCREENED, "完成两癌筛查24680人，超额完成2.6万人的省定任务。", "2.6万人"),
        (_GOALS, "收入完成28.65亿元，增长6.9%，增幅比预期目标高1.9个百分点。", "1.9个百分点"),
    ],
)
def test_a_false_number_beside_them_is_an_error(rows: str, text: str, told: str) -> None:
    assert _verdict(rows, text, told).status.value == "error"


def test_what_grew_by_a_rate_did_not_grow_to_it() -> None:
    verdict = _verdict(
        "外贸额,,740,亿元,2024年, 外贸额增速,,8.5,%,2024年,",
        "2024年外贸额740亿元，增长到8.5%。",
        "8.5%",
    )

    assert (verdict.code.value, verdict.expected) == ("wrong_value", None)


def test_a_number_in_another_currency_names_the_right_unit() -> None:
    verdict = _verdict("零售额,,610,亿元,2024年,", "2024年零售额610亿美元。", "610亿美元")

    assert verdict.code.value == "wrong_unit"


def test_a_badly_rounded_number_is_told_so_though_another_figure_would_fit() -> None:
    verdict = _verdict(
        "城镇零售额,,34111,亿元,2024年, 汽车零售额,,35336,亿元,2024年,",
        "2024年城镇零售额35000余亿元。",
        "35000余亿元",
    )

    assert verdict.code.value == "wrong_rounding"


def test_the_base_of_a_plan_is_of_the_year_before() -> None:
    verdict = _verdict(
        "药材面积,,3150,亩,2024年,1980 药材面积计划,,4000,亩,2025年,",
        "2025年，我们要做强产业：药材面积在3150亩基础上发展到4000亩。",
        "3150亩",
    )

    assert verdict.status.value == "ok"


@pytest.mark.parametrize(
    "text",
    [
        "受理投诉92件，上年116件，同比下降20.7%。",
        "受理投诉92件，上年为116件，减少24件。",
        "受理投诉92件，去年同期116件，下降20.7%。",
    ],
)
def test_change_behind_last_years_value_is_of_this_year(text: str) -> None:
    rows = "指标,数值,单位,期间,上年值\n受理投诉,92,件,2025年,116\n"
    table = read_workbook("f.csv", rows.encode())

    told = check_text(text, table, report_year=2025)
    wrong = check_text(text.replace("20.7", "17.2").replace("24", "42"), table, report_year=2025)

    assert {v.status for v in told.verdicts if v.mention.is_data} == {Status.OK}
    assert wrong.verdicts[-1].status is Status.ERROR
