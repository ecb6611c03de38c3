"""A workbook whose kind of report is not known is drafted as none."""

import pytest
from jushi.errors import DraftError
from jushi.services import SourceFile, draft_report

LAW = "指标,数值,单位,期间\n受理行政复议案件,89,件,2024年\n办理行政处罚案件,23,件,2024年\n"
HOSPITAL = "指标,数值,单位,期间\n门急诊人次,451000,人次,2024年\n平均住院日,7.5,天,2024年\n"


def _draft(rows: str, *knowledge: SourceFile) -> str:
    drafted = draft_report(
        SourceFile("figures.csv", rows.encode()), "draft.md", knowledge=list(knowledge)
    )
    return drafted.draft.text()


def test_figures_of_law_based_government_take_its_outline() -> None:
    assert "法治政府建设工作报告" in _draft(LAW)


def test_a_hospital_gets_no_report_on_law_based_government() -> None:
    with pytest.raises(DraftError, match="past report or an outline"):
        _draft(HOSPITAL)


def test_english_figures_and_report_are_refused_in_one_line() -> None:
    report = SourceFile("report-2023.txt", b"Town of Elm, 2023 report\n\nPermits\nIssued 1,210.\n")

    with pytest.raises(DraftError, match="Chinese only so far"):
        _draft("indicator,value,unit,period\nbuilding permits,1284,,2024\n", report)
