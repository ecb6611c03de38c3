"""Words that name one of two things are never proven by the other."""

import pytest
from jushi.fidelity import check_text
from jushi.figures import read_workbook
from jushi.lexicon import are_opposed

_TABLE = read_workbook(
    "f.csv",
    """指标,数值,单位,期间,上年值
居民人均可支配收入,39218,元,2023年,36883
居民人均可支配收入名义增速,6.3,%,2023年,5.0
居民人均可支配收入实际增速,6.1,%,2023年,2.9
""".encode(),
)


@pytest.mark.parametrize(
    ("words", "name", "opposed"),
    [
        ("比上年名义增长", "收入实际增速", True),
        ("比上年实际增长", "收入名义增速", True),
        ("实际增长", "收入实际增速", False),
        ("含税收入", "不含税收入", True),
        ("不含税收入", "含税收入", True),
        ("不含税收入", "不含税收入", False),
        ("按现价计算", "可比价增速", True),
        ("收入", "收入实际增速", False),
    ],
)
def test_one_of_two_is_not_the_other(words: str, name: str, opposed: bool) -> None:
    assert are_opposed(words, name) is opposed


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("居民人均可支配收入名义增长6.3%，实际增长6.1%。", ["ok", "ok"]),
        ("居民人均可支配收入名义增长6.1%，实际增长6.3%。", ["error", "error"]),
        ("居民人均可支配收入比上年名义增长6.1%。", ["error"]),
    ],
)
def test_nominal_growth_is_not_proven_by_real_growth(text: str, statuses: list[str]) -> None:
    assert [v.status.value for v in check_text(text, _TABLE).verdicts] == statuses
