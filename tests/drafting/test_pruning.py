"""Clauses without figures are taken out so that a sentence stays."""

import pytest
from jushi.drafting.pruning import prune
from jushi.numbers import read_mentions
from jushi.text import apply_edits

LIST = "开展清理，共梳理文件136件，其中保留91件、修改1件、废止44件，清理结果已公布。"
CHAIN = "按照要求，受理案件96件，同比增长41.2%，审结84件，调解成功率98%。"


@pytest.mark.parametrize(
    ("sentence", "lost", "leaners", "kept"),
    [
        (LIST, [], [], LIST),
        (LIST, ["1件"], [], "开展清理，共梳理文件136件，其中保留91件、废止44件，清理结果已公布。"),
        (LIST, ["44件"], [], "开展清理，共梳理文件136件，其中保留91件、修改1件，清理结果已公布。"),
        (LIST, ["91件"], [], "开展清理，共梳理文件136件，其中修改1件、废止44件，清理结果已公布。"),
        (LIST, ["136件"], [], ""),
        (CHAIN, ["96件"], [], "审结84件，调解成功率98%。"),
        (CHAIN, ["96件"], ["98%"], "审结84件，调解成功率98%。"),
        (CHAIN, ["41.2%"], [], "按照要求，受理案件96件，审结84件，调解成功率98%。"),
        (CHAIN, ["84件", "98%"], [], "按照要求，受理案件96件，同比增长41.2%。"),
        ("深化改革工作部署，进驻率100%。", ["100%"], [], "深化改革工作部署。"),
        ("共有12人参加，实现培训全覆盖。", ["12人"], [], ""),
        ("第三方测评显示，满意度96%。", ["96%"], [], ""),
        (
            "满意率、办结率分别为98%和99%，另办案3件。",
            ["99%"],
            [],
            "另办案3件。",
        ),
        (
            "选送的《真情，为民》节目获奖3项，办案3次。",
            ["3次"],
            [],
            "选送的《真情，为民》节目获奖3项。",
        ),
    ],
    ids=[
        "nothing-lost",
        "middle-of-list",
        "end-of-list",
        "head-of-list",
        "total-takes-its-parts",
        "head-takes-its-growth",
        "leaner-after-kept",
        "growth-alone",
        "tail",
        "narrative-stays",
        "result-goes-too",
        "lead-in-cannot-stand",
        "told-apart-goes-whole",
        "comma-in-a-title",
    ],
)
def test_what_stays_is_a_sentence(
    sentence: str, lost: list[str], leaners: list[str], kept: str
) -> None:
    data = [m for m in read_mentions(sentence) if m.is_data]
    lost_numbers = frozenset(n for n, m in enumerate(data) if m.text in lost)
    leaning = frozenset(n for n, m in enumerate(data) if m.text in leaners)

    pruned = prune(sentence, data, lost=lost_numbers, leaners=leaning)

    assert ("" if pruned.is_whole else apply_edits(sentence, pruned.edits)) == kept
