"""The public suites: what is not met is listed as another convention, and no more is listed."""

from pathlib import Path

import pytest

from evals.number_suites import Tally, load_cases, load_conventions, score_case

SUITES = [
    "cn2an-zh-parse",
    "cn2an-zh-reject",
    "duckling-zh-numeral",
    "jionlp-zh-money-extract",
    "jionlp-zh-money-parse",
    "recognizers-en-currency",
    "recognizers-en-number",
    "recognizers-en-numberrange",
    "recognizers-en-percent",
    "recognizers-zh-currency",
    "recognizers-zh-dimension",
    "recognizers-zh-number",
    "recognizers-zh-numberrange",
    "recognizers-zh-ordinal",
    "recognizers-zh-percent",
    "wetext-zh-tn",
]


@pytest.mark.parametrize("suite", SUITES)
def test_values_differ_only_where_the_convention_is_listed(suite: str, shared: Path) -> None:
    tally = Tally()

    for case in load_cases(shared / "number-suites" / f"{suite}.jsonl"):
        score_case(case, tally)

    listed = {case_id for case_id in load_conventions() if case_id.startswith(f"{suite}-")}
    assert {case_id for case_id, _ in tally.misses} == listed
