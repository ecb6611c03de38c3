"""Targets and what is said of them; names that a sheet shortens; lists and wholes."""

import pytest
from jushi.fidelity import Status, check_text
from jushi.figures import read_workbook

_WARD = (
    "指标,单位,期间,数值,上年值\n手术台次,台次,2025年,12874,11265\n手术量目标,台次,2026年,14000,\n"
    "门急诊量,万人次,2025年,68.42,63.17\n门急诊量目标,万人次,2025年,70,\n"
)
_SHOPS = (
    "指标,别名,单位,数值,上年值\n社零额,消费品零售额,亿元,813.07,770\n城镇零售额,,亿元,704.37,668\n"
    "食品抽检批次,,批次,18450,17200\n食品抽检量目标,,批次,18000,\n"
)
_STAFF = (
    "指标,单位,数值,上年值\n高级职称,名,186,169\n硕士以上,名,94,73\n"
    "专任教师,人,1482,1416\n外聘教师,人,160,150\n教授,人,268,260\n"
)
_POSTS = (
    "指标,单位,数值,上年值\n公开信息,条,8643,8000\n网站,条,5217,5000\n"
    "微信,条,2874,2510\n公报,条,552,490\n"
)
_REVIEWS = (
    "指标,单位,数值,上年值\n评审审减,亿元,2.14,1.67\n救治用时,分钟,68,74\n"
    "示范村,个,37,29\n发电量,亿度,7.16,8.94\n"
)


def _statuses(rows: str, text: str) -> list[Status]:
    table = read_workbook("f.csv", rows.encode())
    verdicts = check_text(text, table, report_year=2025).verdicts
    return [v.status for v in verdicts if v.mention.is_data]


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (_WARD, "2026年，手术力争达到14000台次，即再增1126台次，增长8.7%。"),
        (_WARD, "门急诊68.42万人次；距离年初定下的70万人次目标还欠1.58万人次。"),
        (_SHOPS, "城镇消费品零售额704.37亿元，增长5.4%。"),
        (_SHOPS, "食品抽检18450批次，超出年度任务450批次。"),
        (_STAFF, "高级职称186名、硕士以上94名，比上年各增加17名和21名。"),
        (_STAFF, "专任教师1482人，比上年净增66人；外聘教师160人，两者合计1642人。"),
        (_STAFF, "专任教师中，教授268人，占18.08%。"),
        (_POSTS, "公开信息8643条。网站5217条、微信2874条、公报552条，分别占60.4%、33.3%、6.4%。"),
        (_REVIEWS, "评审审减2.14亿元，同比多审减4700万元。"),
        (_REVIEWS, "救治用时平均68分钟，快了6分钟；累计建成示范村37个，当年新增8个。"),
        (_REVIEWS, "发电量7.16亿度，同比减发19.9%。"),
    ],
)
def test_a_true_sentence_is_ok(rows: str, text: str) -> None:
    assert set(_statuses(rows, text)) == {Status.OK}


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (_WARD, "2026年，手术力争达到14000台次，即再增1326台次。"),
        (_WARD, "门急诊68.42万人次；距离年初定下的70万人次目标还欠1.85万人次。"),
        (_SHOPS, "城镇消费品零售额813.07亿元。"),
        (_SHOPS, "食品抽检18450批次，超出年度任务540批次。"),
        (_STAFF, "高级职称186名、硕士以上94名，比上年各增加17名和17名。"),
        (_STAFF, "专任教师中，教授268人，占18.80%。"),
        (_REVIEWS, "评审审减2.14亿元，同比少审减4700万元。"),
        (_REVIEWS, "救治用时平均68分钟，慢了6分钟。"),
    ],
)
def test_the_last_number_is_not_ok(rows: str, text: str) -> None:
    assert _statuses(rows, text)[-1] is not Status.OK
