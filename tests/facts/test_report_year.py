"""Which year a workbook tells of, for the draft, the check and the export alike."""

from pathlib import Path

import pytest
from jushi.documents import official
from jushi.drafting import ReportDraft, compose_report, parse_outline
from jushi.facts import report_year_of
from jushi.figures import FigureTable, read_workbook
from jushi.services.export_form import ExportForm, complete_report

_HEADER = "指标,数值,单位,期间\n"
_OUTLINE = Path(__file__).parents[2] / "knowledge" / "outlines" / "law-based-government.yaml"


def _table(*rows: str) -> FigureTable:
    return read_workbook("f.csv", (_HEADER + "\n".join(rows)).encode())


RESULT, TARGET = "受理案件,60,件,2024年", "受理案件目标,80,件,2025年"


@pytest.mark.parametrize(
    ("rows", "year"),
    [
        ((RESULT, TARGET), 2024),
        ((TARGET, RESULT), 2024),
        ((RESULT, "完成投资年度计划,9,亿元,2025年"), 2024),
        ((RESULT, "完成投资,9,亿元,2021—2025年"), 2024),
        ((RESULT, "受理案件,50,件,2023年"), 2024),
        ((TARGET,), None),
        (("受理案件,60,件,",), None),
    ],
)
def test_it_is_the_newest_year_of_results(rows: tuple[str, ...], year: int | None) -> None:
    assert report_year_of(_table(*rows)) == year


def test_draft_and_annex_are_of_the_year_of_the_results() -> None:
    table = _table(RESULT, TARGET)
    report = official.Report(title=("某县工作报告",))

    draft: ReportDraft = compose_report(
        table, [], outline=parse_outline(_OUTLINE.read_text("utf-8"))
    )
    [annex] = complete_report(report, ExportForm(has_annex=True), table).attachments

    assert draft.year == 2024
    [rows] = annex.parts
    assert isinstance(rows, official.Table)
    assert rows.header[2] == "2024年"
