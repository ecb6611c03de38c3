"""Claims in words, without a digit, against the figures that they name."""

import pytest
from jushi.fidelity import Code, check_text
from jushi.figures import read_workbook
from jushi.lexicon import WordClaim, word_claims

TABLE = read_workbook(
    "figures.csv",
    """指标,数值,单位,期间,上年值
群众满意度,98,%,2025年,97
复核率,100,%,2025年,99
投诉,4,件,2025年,6
矛盾纠纷,10,件,2025年,20
事故,0,起,2025年,1
受理案件,39,件,2025年,20
办结案件,38,件,2025年,19
复核申请,12,件,2025年,5
办结复核申请,12,件,2025年,5
检查次数,3,次,2025年,2
督察问题整改,45,个,2025年,40
行政诉讼败诉,2,件,2025年,3
督察问题整改率,97.8,%,2025年,98
""".encode(),
)


def _found(text: str) -> list[str]:
    findings = check_text(text, TABLE).findings
    return [text[f.start : f.end] for f in findings if f.code is Code.WRONG_VALUE and f.end]


@pytest.mark.parametrize("claim", word_claims(), ids=lambda claim: claim.false)
def test_a_claim_is_found_where_the_figure_says_otherwise(claim: WordClaim) -> None:
    assert len(_found(f"2025年，{claim.false}。")) == 1
    assert _found(f"2025年，{claim.true}。") == []


@pytest.mark.parametrize(
    "text",
    [
        "全年开展检查两次。",
        "开展检查一次，",
        "督察问题全部整改完成。",
        "实现零投诉。",
    ],
)
def test_what_the_figures_contradict_is_found(text: str) -> None:
    assert len(_found(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "开展检查三次。",
        "开展检查两次以上。",
        "培训内容百分百覆盖。",
        "以百分百的热情投入工作。",
        "推行零距离服务。",
        "问题线索全部移交。",
        "人才数量成倍增长。",
        "深入企业走访两次。",
    ],
)
def test_what_no_figure_speaks_of_is_left_open(text: str) -> None:
    assert _found(text) == []


def test_the_explanation_names_the_figure_and_its_cell() -> None:
    (finding,) = (
        f for f in check_text("实现零投诉。", TABLE).findings if f.code is Code.WRONG_VALUE
    )
    assert finding.explanation == "投诉是4件（figures.csv:B4），“零投诉”不成立。"
    assert finding.figures == (TABLE.figures[2].id,)
