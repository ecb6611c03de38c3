"""Sheets that departments sent back go into a stored report, and its text follows."""

from jushi.revision import Store
from jushi.services import SourceFile
from jushi.services.workspace import Workspace

from tests.services.conftest import ACTOR

ROW = "编号,指标,数值,单位\nlaw_topics,县政府常务会议研究法治议题,{},项\n"


def test_returns_are_shown_with_their_notes_and_kept_with_the_text(
    store: Store, report: str
) -> None:
    workspace = Workspace(store, report, ACTOR)
    sheet = SourceFile("县政府办公室.csv", ROW.format(40).encode())

    plan = workspace.figures.preview_returns([sheet])
    before = store.load_figures(report).by_id()["law_topics"]
    workspace.figures.keep(plan)

    after = store.load_figures(report).by_id()["law_topics"]
    assert (str(before.value), str(after.value)) == ("15", "40")
    assert any("由 15项 改为 40项" in note for note in plan.notes)
    assert ("填报", f"{before.source}（县政府办公室.csv:C2）") in after.extra
    draft = workspace.open().draft
    assert draft is not None
    assert "研究法治议题40项" in draft.text()


def test_there_is_a_sheet_for_each_source(store: Store, report: str) -> None:
    sheets = Workspace(store, report, ACTOR).figures.sheets()

    sources = {f.source for f in store.load_figures(report) if not f.formula}
    assert len(sheets) == len(sources)
