"""The real county report: true as it stands, and wrong exactly where it is damaged."""

import json
from pathlib import Path

import pytest
from jushi.fidelity import CheckResult, Code, Status, check_text
from jushi.figures import FigureTable, read_workbook


@pytest.fixture(scope="module")
def report(shared: Path) -> str:
    return (shared / "seed" / "report-2023.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def table(shared: Path) -> FigureTable:
    path = shared / "seed" / "figures-2023.csv"
    return read_workbook(path.name, path.read_bytes())


def errors_of(result: CheckResult) -> list[str]:
    return [v.mention.text for v in result.verdicts if v.status is Status.ERROR]


def test_the_true_report_has_no_error_and_proves_all_labelled_data(
    shared: Path, report: str, table: FigureTable
) -> None:
    lines = (shared / "seed" / "mentions-2023.jsonl").read_text(encoding="utf-8").splitlines()
    labelled = [m for m in map(json.loads, lines) if m["role"] == "data"]

    result = check_text(report, table)

    by_span = {(v.mention.start, v.mention.end): v for v in result.verdicts}
    assert len(labelled) == 44
    assert errors_of(result) == []
    assert {by_span[m["start"], m["end"]].status for m in labelled} == {Status.OK}
    assert not [f for f in result.findings if f.status is Status.ERROR]


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("8170件", "8710件", ["8710件"]),
        ("764件", "764人", ["764人"]),
        ("1700余人", "近1700人", ["近1700人"]),
        ("保留91件、修改1件、废止44件", "保留44件、修改1件、废止91件", ["44件", "91件"]),
        ("98%以上", "99.8%以上", ["99.8%以上"]),
    ],
    ids=["digits transposed", "unit", "approximator", "two exchanged", "bound not reached"],
)
def test_only_what_was_damaged_becomes_an_error(
    report: str, table: FigureTable, old: str, new: str, wrong: list[str]
) -> None:
    assert old in report

    result = check_text(report.replace(old, new, 1), table)

    assert errors_of(result) == wrong


def test_the_polarity_of_a_rank_is_asked_about(report: str, table: FigureTable) -> None:
    result = check_text(report, table)

    asked = [f for f in result.findings if f.code is Code.AMBIGUOUS]
    assert [f.figures for f in asked] == [("loss_rate_rank",)]


def test_the_order_of_rows_changes_no_verdict(report: str, table: FigureTable) -> None:
    turned = FigureTable(table.figures[::-1])

    one, other = check_text(report, table), check_text(report, turned)

    assert [v.code for v in one.verdicts] == [v.code for v in other.verdicts]
    assert [set(v.figures) for v in one.verdicts] == [set(v.figures) for v in other.verdicts]
