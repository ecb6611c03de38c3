"""What is said of the course of the years, and of lists, against two years' workbooks."""

import json
from pathlib import Path
from typing import Any

import pytest
from jushi.fidelity import Code, check_text
from jushi.figures import read_workbook

_FILE = Path(__file__).parents[1] / "data" / "fidelity" / "trends.jsonl"
_CASES = [json.loads(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]
TABLE = read_workbook(
    "now.csv",
    """指标,数值,单位,期间,上年值
受理行政复议案件,66,件,2023年,71
行政诉讼一审败诉率,5.2,%,2023年,6.1
地区生产总值,502.3,亿元,2023年,480.1
印发文件,4,份,2023年,
""".encode(),
)
PREVIOUS = read_workbook(
    "before.csv",
    """指标,数值,单位,期间
受理行政复议案件,71,件,2022年
受理行政复议案件,80,件,2021年
行政诉讼一审败诉率,6.1,%,2022年
行政诉讼一审败诉率,5.9,%,2021年
地区生产总值,480.1,亿元,2022年
""".encode(),
)


@pytest.mark.parametrize("case", [c for c in _CASES if "code" in c], ids=lambda c: c["text"])
def test_a_number_of_a_trend_or_list_gets_its_code(case: dict[str, Any]) -> None:
    result = check_text(case["text"], TABLE, previous=PREVIOUS)

    codes = {v.mention.text: v.code.value for v in result.verdicts}
    assert codes[case["told"]] == case["code"]


@pytest.mark.parametrize("case", [c for c in _CASES if "finding" in c], ids=lambda c: c["text"])
def test_a_trend_without_a_number_is_found_where_the_years_contradict(
    case: dict[str, Any],
) -> None:
    result = check_text(case["text"], TABLE, previous=PREVIOUS)

    found = [
        case["text"][f.start : f.end] for f in result.findings if f.code is Code.WRONG_DIRECTION
    ]
    assert found == ([case["finding"]] if case["finding"] else [])


def test_without_other_years_a_trend_is_never_called_false() -> None:
    alone = read_workbook("now.csv", "指标,数值,单位,期间\n案件,66,件,2023年\n".encode())

    result = check_text("案件66件，连续两年下降，较上年有所减少。", alone)

    assert not result.has_errors
