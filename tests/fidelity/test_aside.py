"""What stands beside a result and is none of this year: last year's value, a target, a rest."""

import pytest
from jushi.fidelity import Status, check_text
from jushi.figures import read_workbook

_AID = (
    "指标,单位,数值,上年值\n法律援助案件,件,1286,1104\n"
    "其中民事案件,件,812,700\n审结复议,件,298,265\n"
)
_REVIEW = "指标,单位,数值\n案卷评查,本,120\n案卷评查合格,本,111\n信访受理,件,45\n信访办结,件,42\n"
_DAMS = (
    "指标,单位,数值\n小型水库除险加固计划,座,6\n小型水库除险加固,座,4\n培训年度目标,人次,5500\n"
    "技能培训,人次,5720\n差错率,%,1.2\n差错率控制目标,%,1.5\n绿化任务,万亩,2.5\n绿化建成,万亩,2.6\n"
)
_MIXED = "指标,单位,数值,上年值\n调解纠纷,件,860,800\n涉及金额,万元,5200,4800\n调解员,名,132,120\n"
_NAMED = "指标,单位,数值\n上年同期结转案件,件,35\n上年结转案件,件,38\n上半年新收案件,件,210\n"


def _statuses(rows: str, text: str) -> list[Status]:
    table = read_workbook("f.csv", rows.encode())
    verdicts = check_text(text, table, report_year=2025).verdicts
    return [v.status for v in verdicts if v.mention.is_data]


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (_AID, "全年办理法律援助案件1286件，上年为1104件，其中民事案件812件。"),
        (_AID, "办理法律援助案件1286件（上年1104件），其中民事案件812件，增长16.0%。"),
        (_AID, "办理法律援助案件1286件（去年同期1104件，增长16.5%），审结复议298件（上年265件）。"),
        (_AID, "办理法律援助案件1286件，而上年仅1104件，审结复议298件。"),
        (_REVIEW, "评查案卷120本，合格111本，9本不合格。"),
        (_REVIEW, "受理信访45件，办结42件，3件尚未办结。"),
        (_REVIEW, "受理信访45件，办结42件，超期3件。"),
        (_DAMS, "小型水库除险加固计划安排6座，目前完成4座，2座没有完成。"),
        (_DAMS, "技能培训5720人次，超额完成5500人次的年度任务。"),
        (_DAMS, "差错率为1.2%，低于1.5%的控制目标。"),
        (_DAMS, "下达绿化任务2.5万亩，实际建成2.6万亩，超额完成0.1万亩。"),
        (_MIXED, "调解纠纷、涉及金额、调解员分别为860件、5200万元和132名。"),
        (_MIXED, "调解纠纷、涉及金额、调解员分别增加60件、400万元和12名。"),
        (_NAMED, "上年同期结转案件35件，上半年新收案件210件。"),
        ("指标,单位,数值\n年均浓度,微克/立方米,35.2\n", "平均浓度35.2微克/立方米。"),
        ("指标,单位,数值\n分馆数,个,27\n", "本馆始建于1958年，现有分馆27个。"),
    ],
)
def test_a_true_sentence_is_ok(rows: str, text: str) -> None:
    assert set(_statuses(rows, text)) == {Status.OK}


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (_AID, "办理法律援助案件1286件（上年1104件），其中民事案件700件。"),
        (_AID, "办理法律援助案件1286件，去年为1104件，审结复议265件。"),
        (_REVIEW, "评查案卷120本，合格111本，8本不合格。"),
        (_DAMS, "完成小型水库除险加固4座，年度计划4座。"),
        (_DAMS, "技能培训5720人次，完成了5720人次的年度目标。"),
        (_MIXED, "调解纠纷、涉及金额、调解员分别增加60件、400万元和21名。"),
        (_NAMED, "上半年新收案件210件，上年同期结转案件38件。"),
    ],
)
def test_the_last_number_is_not_ok(rows: str, text: str) -> None:
    assert _statuses(rows, text)[-1] is not Status.OK
