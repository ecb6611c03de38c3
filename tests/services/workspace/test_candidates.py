"""Numbers of materials wait beside the figures, and prove nothing until a person confirms them."""

from decimal import Decimal
from pathlib import Path

import pytest
from jushi.errors import NotFoundError
from jushi.services import SourceFile
from jushi.services.workspace import Reports, Workspace, run_draft
from jushi.store import open_store

from tests.services.conftest import ACTOR, NOON
from tests.services.workspace.test_unfilled import LAST_YEAR

SUMMARY = SourceFile(
    "总结.txt",
    "县司法局2024年工作总结\n\n全年受理法律援助案件802件，发放资料1.2万份。\n".encode(),
)


@pytest.fixture
def workspace(tmp_path: Path, request: pytest.FixtureRequest) -> Workspace:
    store = open_store(f"sqlite:///{tmp_path}/jushi.db")
    request.addfinalizer(store.close)
    Reports(store, ACTOR).make(
        None, [SourceFile("report-2023.txt", LAST_YEAR.encode())], report_id="r"
    )
    made = Workspace(store, "r", ACTOR)
    made.draft.start(job_id="j")
    run_draft(store, "j", clock=lambda: NOON)
    made.candidates.extract([SUMMARY])
    return made


def _text(workspace: Workspace) -> str:
    draft = workspace.open().draft
    assert draft is not None
    return draft.text()


def test_a_candidate_names_the_figure_that_it_tells(workspace: Workspace) -> None:
    rows = workspace.candidates.rows()

    told = [(r.candidate.figure.tell_value(), r.figure.id if r.figure else "") for r in rows]
    assert told == [("802件", "受理法律援助案件"), ("12000份", "")]


def test_nothing_is_proven_by_what_waits(workspace: Workspace) -> None:
    assert "受理法律援助案件【待补：" in _text(workspace)
    assert all(figure.value is None for figure in workspace.open().table)


def test_what_is_confirmed_is_a_figure_and_stands_in_the_text(workspace: Workspace) -> None:
    workspace.candidates.confirm("受理法律援助案件")

    opened = workspace.open()
    row = next(
        r for r in workspace.figures.rows(opened) if r.figure.indicator == "受理法律援助案件"
    )
    assert (row.figure.value, row.state) == (Decimal(802), "confirmed")
    assert str(row.figure.cell) == "总结.txt:第3段“802件”"
    assert "受理法律援助案件802件，同比增长5.0%。" in _text(workspace)
    assert [r.candidate.id for r in workspace.candidates.rows()] == ["发放资料"]


def test_what_the_report_does_not_have_becomes_a_new_figure(workspace: Workspace) -> None:
    workspace.candidates.confirm("发放资料")

    new = workspace.open().table.by_id()["发放资料"]
    assert (new.value, new.unit) == (Decimal(12000), "份")


def test_a_contradiction_is_decided_by_the_reading_that_is_confirmed(workspace: Workspace) -> None:
    workspace.candidates.extract([SourceFile("通报.txt", "受理法律援助案件799件。".encode())])

    (first, _) = workspace.candidates.rows()
    assert first.candidate.is_contradicted
    workspace.candidates.confirm("受理法律援助案件", reading=1)

    assert "受理法律援助案件799件" in _text(workspace)


def test_what_is_dismissed_is_gone(workspace: Workspace) -> None:
    workspace.candidates.dismiss("发放资料")

    assert len(workspace.candidates.rows()) == 1
    with pytest.raises(NotFoundError):
        workspace.candidates.confirm("发放资料")
