"""Places among the members that a workbook has: proven by their values, never by chance."""

import pytest
from jushi.fidelity import check_text
from jushi.figures import FigureTable, read_workbook


def _table(rows: str) -> FigureTable:
    return read_workbook("f.csv", f"指标,主体,数值,单位,期间,上年值\n{rows}".encode())


_VISITS = _table(
    "门诊量,市医院,86.2,万人次,2024年,80.1\n床位,市医院,900,张,2024年,880\n"
    "门诊量,总院,41.3,万人次,2024年,38.2\n"
    "门诊量,南院区,17.6,万人次,2024年,19.3\n"
    "门诊量,北院区,27.3,万人次,2024年,22.6\n"
)
_TAXES = _table(
    "税收,青川镇,5120,万元,2024年,4305\n"
    "税收,和平镇,4688,万元,2024年,4710\n"
    "税收,双河乡,2975,万元,2024年,2706\n"
    "税收,柳林乡,3310,万元,2024年,2590\n"
)
_CASES = _table(
    "盗窃类,市局,312,起,2024年,340\n"
    "诈骗类,市局,205,起,2024年,160\n"
    "伤害类,市局,98,起,2024年,101\n"
    "其他类,市局,401,起,2024年,420\n"
)


@pytest.mark.parametrize(
    ("table", "text", "told"),
    [
        (_VISITS, "2024年，北院区门诊量27.3万人次，居各院区第2位。", "第2位"),
        (_VISITS, "2024年，北院区门诊量27.3万人次，由上年的第2位退居第2位。", "第2位"),
        (_TAXES, "青川镇税收5120万元，高出第二位的和平镇432万元。", "第二位"),
        (_TAXES, "柳林乡税收3310万元，比上年增加720万元，排第三位。", "第三位"),
        (_CASES, "伤害类98起，同比减少3起，列第3位。", "第3位"),
        (_TAXES, "双河乡税收2975万元，从低到高排第一位。", "第一位"),
    ],
)
def test_a_place_is_proven_by_the_values_of_the_members(
    table: FigureTable, text: str, told: str
) -> None:
    codes = {v.mention.text: v.code.value for v in check_text(text, table).verdicts}

    assert codes[told] == "derived"


@pytest.mark.parametrize(
    ("table", "text", "told"),
    [
        (_VISITS, "2024年，北院区门诊量27.3万人次，居各院区第3位。", "第3位"),
        (_TAXES, "青川镇税收5120万元，高出第三位的和平镇432万元。", "第三位"),
        (_CASES, "伤害类98起，同比减少3起，列第2位。", "第2位"),
        (_TAXES, "水稻单产居第二位。", "第二位"),
        (_TAXES, "柳林乡税收3310万元，居全省第三位。", "第三位"),
    ],
)
def test_a_place_that_the_members_do_not_give_is_not_proven(
    table: FigureTable, text: str, told: str
) -> None:
    codes = {v.mention.text: v.code.value for v in check_text(text, table).verdicts}

    assert codes[told] not in ("derived", "exact")


def test_a_place_is_by_what_was_told_last_of_the_member() -> None:
    table = _table(
        "案件,全市,413,起,2024年,420\n罚款,全市,336,万元,2024年,350\n"
        "案件,东区,163,起,2024年,170\n案件,西区,142,起,2024年,131\n案件,南区,108,起,2024年,119\n"
        "罚款,东区,112,万元,2024年,148\n罚款,西区,135,万元,2024年,120\n罚款,南区,89,万元,2024年,82\n"
    )
    text = "西区办理案件142起。按罚款排，西区以135万元升至第{}位。"

    codes = [check_text(text.format(place), table).verdicts[-1].code.value for place in ("1", "2")]

    assert codes == ["derived", "unsupported"]
