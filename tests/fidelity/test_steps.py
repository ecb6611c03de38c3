"""What a change, an average, a share or a gap is counted against, as people say it."""

import pytest
from jushi.fidelity import Status, check_text
from jushi.figures import read_workbook

_FIRMS = (
    "指标,单位,期间,数值\n规上企业,家,2020年,80\n规上企业,家,2024年,115\n规上企业,家,2025年,120\n"
    "森林覆盖率,%,2020年,42.0\n森林覆盖率,%,2024年,45.0\n森林覆盖率,%,2025年,45.6\n"
)
_POWER = (
    "指标,单位,期间,数值,上年值\n"
    "用电量,亿度,2025年11月,7.35,7.10\n用电量,亿度,2025年12月,7.92,7.41\n"
)
_LOSSES = "指标,单位,数值,上年值\n生产事故,起,17,23\n事故死亡,人,9,12\n"
_TOWNS = "主体,指标,单位,数值\n滨河区,检测,件,68\n望岭区,检测,件,54\n安溪县,检测,件,39\n"
_BUDGET = (
    "指标,单位,数值\n三公经费决算,万元,96.48\n三公经费预算,万元,120\n"
    "出让收入,亿元,18.36\n出让收入预算,亿元,20.0\n"
)
_VISITS = "指标,单位,数值\n门诊量,人次,73000\n春节接待游客,万人次,24.5\n医师,人,500\n护士,人,720\n"
_ASKED = "指标,单位,数值\n上年结转申请,件,9\n新收申请,件,168\n办结申请,件,167\n结转下年,件,10\n"
_TEA = "指标,单位,数值,上年值\n茶叶产量,吨,186,174\n公交车,辆,1274,1200\n新能源公交车,辆,1083,900\n"


def _statuses(rows: str, text: str) -> list[Status]:
    table = read_workbook("f.csv", rows.encode())
    verdicts = check_text(text, table, report_year=2025).verdicts
    return [v.status for v in verdicts if v.mention.is_data]


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (_FIRMS, "规上企业120家，是2020年的1.5倍，为“十三五”末的1.5倍。"),
        (_FIRMS, "五年来，规上企业由80家增至120家，净增40家，增长50%。"),
        (_FIRMS, "森林覆盖率达到45.6%，五年提高3.6个百分点。"),
        (_POWER, "12月用电量7.92亿度，同比、环比分别增长6.9%和7.8%。"),
        (_LOSSES, "生产事故17起、事故死亡9人，分别减少6起、3人，降幅依次为26.1%和25.0%。"),
        (_TOWNS, "滨河区检测68件，比望岭区、安溪县分别多14件、29件。"),
        (_BUDGET, "三公经费决算96.48万元，完成预算120万元的80.4%。"),
        (_BUDGET, "出让收入18.36亿元，完成预算的91.8%，短收1.64亿元。"),
        (_VISITS, "全年门诊量73000人次，日均200人次，医护比1∶1.44。"),
        (_VISITS, "春节假期7天接待游客24.5万人次，日均3.5万人次。"),
        (_ASKED, "新收申请168件，连同上年结转的9件，应办理177件；办结167件，结转下年度10件。"),
        (_TEA, "2025年上半年，茶叶产量186吨，同比增长6.9%。"),
        (_TEA, "公交车中新能源公交车1083辆，占85.0%。"),
    ],
)
def test_a_true_sentence_is_ok(rows: str, text: str) -> None:
    assert set(_statuses(rows, text)) == {Status.OK}


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (_FIRMS, "规上企业120家，是2020年的1.8倍。"),
        (_FIRMS, "森林覆盖率达到45.6%，五年提高0.6个百分点。"),
        (_POWER, "12月用电量7.92亿度，环比、同比分别增长7.8%和7.2%。"),
        (_LOSSES, "生产事故17起、事故死亡9人，分别减少6起、3人，降幅依次为25.0%和26.1%。"),
        (_TOWNS, "滨河区检测68件，比望岭区、安溪县分别多14件、14件。"),
        (_BUDGET, "三公经费决算96.48万元，完成预算120万元的84.8%。"),
        (_BUDGET, "出让收入18.36亿元，完成预算的91.8%，短收1.46亿元。"),
        (_VISITS, "全年门诊量73000人次，日均220人次。"),
        (_ASKED, "新收申请168件，连同上年结转的9件，应办理178件。"),
        (_TEA, "公交车中新能源公交车1083辆，占82.0%。"),
    ],
)
def test_the_last_number_is_not_ok(rows: str, text: str) -> None:
    assert _statuses(rows, text)[-1] is not Status.OK


_FINES = (
    "指标,单位,数值,上年值\n行政处罚,宗,2618,2947\n商品类投诉,件,13808,12049\n"
    "服务类投诉,件,8829,7074\n高标准农田,万亩,420,510\n老旧小区,个,9,12\n"
)


@pytest.mark.parametrize(
    ("text", "true", "false"),
    [
        (
            "公示如下（括号内为上年数）：作出行政处罚2618宗（2947宗）。",
            "（2947宗）",
            "（2618宗）",
        ),
        ("商品类投诉13808件，服务类投诉8829件，二者之比1.56∶1。", "1.56", "1.65"),
        ("高标准农田420万亩，两年合计930万亩。", "930", "910"),
        ("改造老旧小区9个，规模小于去年的12个。", "12个", "9个"),
    ],
)
def test_what_is_put_beside_is_of_its_own_time(text: str, true: str, false: str) -> None:
    assert set(_statuses(_FINES, text)) == {Status.OK}
    assert _statuses(_FINES, text.replace(true, false))[-1] is not Status.OK
