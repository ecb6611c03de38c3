"""A report begun from last year's alone: gaps until a figure is filled in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from jushi.errors import DraftError
from jushi.revision import Store
from jushi.services import SourceFile, collecting
from jushi.services.workspace import CellEdit, Reports, Workspace, run_draft
from jushi.store import open_store

from tests.services.conftest import ACTOR, NOON

LAST_YEAR = """松隐县2023年度法治政府建设工作报告

一、工作开展情况
（一）法律援助。受理法律援助案件764件，同比增长5%。共有70名负责人完成述法，其中现场述法12名、书面述法58名。
"""


@pytest.fixture
def make(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[str], Workspace]:
    store: Store = open_store(f"sqlite:///{tmp_path}/jushi.db")
    request.addfinalizer(store.close)

    def made(text: str) -> Workspace:
        source = SourceFile("report-2023.txt", text.encode())
        Reports(store, ACTOR).make(None, [source], report_id="r")
        workspace = Workspace(store, "r", ACTOR)
        workspace.draft.start(job_id="j")
        run_draft(store, "j", clock=lambda: NOON)
        return workspace

    return made


def test_what_is_not_filled_in_yet_reads_as_a_gap(make: Callable[[str], Workspace]) -> None:
    opened = make(LAST_YEAR).open()

    assert opened.draft is not None
    text = opened.draft.text()
    assert "受理法律援助案件【待补：受理法律援助案件】，同比增长【待补：" in text
    assert "其中现场述法【待补：现场述法】、书面述法【待补：书面述法】。" in text
    assert text.count("【待补：受理法律援助案件】") == 1
    assert opened.result is not None
    assert opened.result.has_errors


def test_a_figure_that_is_filled_in_flows_into_the_text(make: Callable[[str], Workspace]) -> None:
    workspace = make(LAST_YEAR)
    edits = {"受理法律援助案件": "802", "现场述法": "20", "书面述法": "61"}

    workspace.figures.keep(
        workspace.figures.preview([CellEdit(n, "value", v) for n, v in edits.items()])
    )

    opened = workspace.open()
    assert opened.draft is not None
    text = opened.draft.text()
    assert "受理法律援助案件802件，同比增长5.0%。" in text
    assert "共有81名负责人完成述法，其中现场述法20名、书面述法61名。" in text
    assert opened.result is not None
    assert not opened.result.has_errors


def test_a_report_without_numbers_begins_none(make: Callable[[str], Workspace]) -> None:
    with pytest.raises(DraftError, match="no number"):
        make("松隐县2023年度法治政府建设工作报告\n\n一、工作开展情况\n持续推进依法行政。\n")


def test_the_newest_of_several_reports_gives_the_workbook() -> None:
    older = LAST_YEAR.replace("2023", "2022")

    made = collecting.newest_skeleton(
        [SourceFile("a.txt", older.encode()), SourceFile("b.txt", LAST_YEAR.encode())], "zh"
    )

    assert made.name == "b-待填数据表.xlsx"
