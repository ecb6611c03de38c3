"""Readings that were taken for another: lists that go on, targets that are told of, losses."""

import pytest
from jushi.fidelity import check_text
from jushi.figures import FigureTable, read_workbook


def _table(rows: str) -> FigureTable:
    return read_workbook("f.csv", f"指标,数值,单位,期间,上年值\n{rows}".encode())


_ALLOWANCES = _table("城市低保标准,865,元,2024年,825\n农村低保标准,680,元,2024年,630\n")
_DEBT = _table("债务限额,68.4,亿元,2024年,59.9\n债务余额,66.85,亿元,2024年,58.15\n")
_JOBS = _table("技能培训,1236,人,2024年,1108\n技能培训任务,1100,人,2024年,\n")
_RATINGS = _table("优秀,27,个,2024年,\n良好,12,个,2024年,\n合格,4,个,2024年,\n")
_TRADE = _table("外贸进出口,21.74,亿元,2024年,24.10\n出口,16.98,亿元,2024年,18.35\n")
_SAMPLES = _table("食品抽检,12650,批次,2024年,11830\n抽检合格,12423,批次,2024年,11602\n")
_FIRMS = _table("利润总额,1280,万元,2024年,-420\n")


@pytest.mark.parametrize(
    ("table", "text", "told"),
    [
        (_ALLOWANCES, "城乡低保标准分别提至865元和680元，提高40元、50元。", "40元"),
        (_DEBT, "核定债务限额68.4亿元，比上年提高8.5亿元。", "8.5亿元"),
        (_JOBS, "技能培训1236人，完成任务的112.4%，增加128人。", "128人"),
        (_RATINGS, "“优秀”“良好”“合格”分别有27个、12个、4个。", "12个"),
        (_TRADE, "外贸进出口21.74亿元，其中出口16.98亿元；进口4.76亿元，下降17.2%。", "17.2%"),
        (_SAMPLES, "完成食品抽检12650批次，合格率98.2%，不合格227批次。", "227批次"),
        (_FIRMS, "利润总额由上年亏损420万元转为盈利1280万元。", "420万元"),
        (_FIRMS, "利润总额由上年亏损420万元转为盈利1280万元。", "1280万元"),
    ],
)
def test_a_true_number_is_proven(table: FigureTable, text: str, told: str) -> None:
    (verdict,) = (v for v in check_text(text, table).verdicts if v.mention.text == told)

    assert verdict.status.value == "ok"


@pytest.mark.parametrize(
    ("table", "text", "told"),
    [
        (_ALLOWANCES, "城乡低保标准分别提至865元和680元，提高50元、40元。", "50元"),
        (_DEBT, "核定债务限额68.4亿元，比上年提高8.7亿元。", "8.7亿元"),
        (_JOBS, "技能培训1236人，完成任务的112.4%，增加136人。", "136人"),
        (_RATINGS, "“优秀”“良好”“合格”分别有27个、4个、12个。", "4个"),
        (_TRADE, "外贸进出口21.74亿元，其中出口16.98亿元；进口4.76亿元，增长17.2%。", "17.2%"),
        (_SAMPLES, "完成食品抽检12650批次，合格率98.2%，不合格272批次。", "272批次"),
        (_FIRMS, "利润总额由上年盈利420万元转为盈利1280万元。", "420万元"),
    ],
)
def test_a_false_number_is_an_error(table: FigureTable, text: str, told: str) -> None:
    (verdict,) = (v for v in check_text(text, table).verdicts if v.mention.text == told)

    assert verdict.status.value == "error"


_SALES = _table("限上零售额,58.73,亿元,2024年,54.2\n网上零售,11.08,亿元,2024年,8.75\n")


def test_what_bears_the_value_is_asked_where_the_words_name_it_as_well() -> None:
    text = "限上网上零售额11.08亿元。"

    (code, *_) = (v.code.value for v in check_text(text, _SALES).verdicts if v.mention.is_data)

    assert code == "ambiguous"


@pytest.mark.parametrize(
    "text", ["限上零售额11.08亿元。", "限上零售额11.08亿元，网上零售58.73亿元。"]
)
def test_another_value_for_a_name_that_stands_alone_is_an_error(text: str) -> None:
    (code, *_) = (v.code.value for v in check_text(text, _SALES).verdicts if v.mention.is_data)

    assert code == "wrong_attribution"
