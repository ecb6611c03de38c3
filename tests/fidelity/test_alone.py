"""A report held against itself: what is seen, and that nothing else is called wrong."""

import json
from pathlib import Path
from typing import Any

import pytest
from jushi.fidelity import CheckResult, Code, Evidence, Status, check_alone, check_text
from jushi.fidelity.within import part_findings
from jushi.figures import FigureTable
from jushi.numbers import read_mentions

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "alone" / "cases.jsonl")
    .read_text("utf-8")
    .splitlines()
]


def _seen(result: CheckResult) -> list[list[str]]:
    """What is told beside the numbers that were not held against figures, in text order."""
    verdicts = [
        (v.mention.start, v.mention.text, v.code.value)
        for v in result.verdicts
        if v.mention.is_data and v.code not in (Code.UNVERIFIED, Code.TARGET, Code.NOT_DATA)
    ]
    findings = [
        (f.start, result.text[f.start : f.end], f.code.value)
        for f in result.findings
        if f.start is not None
    ]
    return [[text, code] for _, text, code in sorted(verdicts + findings)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_a_text_is_held_against_itself(case: dict[str, Any]) -> None:
    assert _seen(check_alone(case["text"])) == case["seen"]


def test_numbers_that_nothing_contradicts_are_for_review_and_the_lack_of_figures_is_told() -> None:
    result = check_alone("全年受理案件136件，办结率98.5%。", language="en")

    assert [v.status for v in result.verdicts if v.mention.is_data] == [Status.REVIEW] * 2
    assert not result.has_errors
    assert (result.summary.review, result.summary.error, result.summary.figures) == (2, 0, 0)
    assert result.findings[0].explanation.startswith("No workbook was given")


def test_a_number_of_the_evidence_is_quoted() -> None:
    text = "全省拟建设公共法律服务中心57个。"

    result = check_alone(text, evidence=(Evidence("通知.txt", text),))

    assert [v.code for v in result.verdicts if v.mention.is_data] == [Code.QUOTED]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_observation_is_told_in_both_languages(language: str) -> None:
    for case in CASES:
        result = check_alone(case["text"], language=language)

        told = [v.explanation for v in result.verdicts] + [f.explanation for f in result.findings]
        assert all(told), case["id"]
        assert not any("{" in line for line in told), case["id"]


def test_parts_over_their_total_are_a_finding_that_figures_do_not_silence() -> None:
    text = "共公开政府信息2139条，其中政务动态1744条、政策文件393条、财政信息21条、人事信息2条。"

    (finding,) = part_findings(text, read_mentions(text), "zh")

    assert (finding.code, finding.status) == (Code.WRONG_ARITHMETIC, Status.ERROR)
    assert text[finding.start : finding.end] == "2139条"
    assert finding.explanation == (
        "所列4项（1744条、393条、21条、2条）之和为2160条，大于总数“2139条”。"
    )


def test_totals_that_hold_are_no_findings() -> None:
    text = "民事3件、刑事4件，两项合计7件。共受理100件，其中民事60件、刑事40件。"

    assert part_findings(text, read_mentions(text), "zh") == ()


def test_verdicts_are_those_of_the_same_mentions_as_with_figures() -> None:
    text = "".join(case["text"] + "\n" for case in CASES)

    alone, beside = check_alone(text), check_text(text, FigureTable(()))

    assert [v.mention for v in alone.verdicts] == [v.mention for v in beside.verdicts]


def test_a_real_report_that_is_true_has_no_errors_by_itself(shared: Path) -> None:
    text = (shared / "seed" / "report-2023.txt").read_text("utf-8")

    result = check_alone(text)

    assert not result.has_errors
    assert result.summary.review > 30
