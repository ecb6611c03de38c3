"""Which way an indicator is better."""

import pytest
from jushi.facts import is_disputed_rank, polarity_of
from jushi.resources import lexicon_rows


@pytest.mark.parametrize(("word", "better", "example"), lexicon_rows("polarity.tsv"))
def test_each_row_decides_its_example(word: str, better: str, example: str) -> None:
    assert word in example
    assert polarity_of(example) == better


@pytest.mark.parametrize(
    ("indicator", "better"),
    [
        ("政务服务“好差评”差评整改率", "up"),
        ("一审行政诉讼败诉案件数", "down"),
        ("政务服务“差评”收到群众评价", "open"),
        ("轻微违法行为依法不予行政处罚", "open"),
        ("受理法律援助案件", "open"),
        ("法治督察问题整改完成率", "up"),
    ],
)
def test_the_word_that_a_name_ends_with_decides(indicator: str, better: str) -> None:
    assert polarity_of(indicator) == better


@pytest.mark.parametrize(
    ("cell", "better"), [("越低越好", "down"), ("正向", "up"), ("逆向指标", "down"), ("", "up")]
)
def test_a_column_of_the_workbook_goes_before_the_lexicon(cell: str, better: str) -> None:
    assert polarity_of("案件办结率", (("方向", cell),)) == better


def test_a_rank_by_what_is_bad_is_disputed() -> None:
    assert is_disputed_rank("行政败诉率全市各县区排名")
    assert not is_disputed_rank("考核综合得分全市排名")
    assert not is_disputed_rank("差评整改率排名")
