"""The figures of a stored report: typed, replaced by a newer workbook, taken back, confirmed."""

import pytest
from jushi.errors import ConflictError, InvalidError
from jushi.revision import Store
from jushi.services import SourceFile
from jushi.services.workspace import CellEdit, FigurePlan, FigureRow, Workspace

from tests.services.conftest import ACTOR, SAMPLE


def rows(store: Store, report: str) -> dict[str, FigureRow]:
    ws = Workspace(store, report, ACTOR)
    found = ws.figures.rows(ws.open())
    return {row.figure.id: row for row in found}


def typed(store: Store, report: str, *cells: tuple[str, str, str]) -> FigurePlan:
    edits = [CellEdit(*cell) for cell in cells]
    return Workspace(store, report, ACTOR).figures.preview(edits)


def test_a_figure_knows_the_sections_that_tell_it(store: Store, report: str) -> None:
    row = rows(store, report)["law_topics"]

    assert row.state == "open"
    assert [title.startswith("（一）高位推动") for title in row.sections] == [True]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        pytest.param("十六", "16", id="chinese numeral"),
        pytest.param("1.2万", "12000", id="scale word"),
        pytest.param("约17", "约17", id="approximate"),
        pytest.param(" 16 ", "16", id="blanks"),
    ],
)
def test_a_typed_value_is_read_as_a_cell_is(
    store: Store, report: str, text: str, after: str
) -> None:
    plan = typed(store, report, ("law_topics", "value", text))

    assert [(c.field, c.before, c.after) for c in plan.cells] == [("value", "15", after)]


def test_cells_that_cannot_be_read_are_told_where_they_stand(store: Store, report: str) -> None:
    plan = typed(
        store,
        report,
        ("pre_meeting_study", "value", "13"),
        ("law_topics", "previous", "八成左右吧"),
        ("law_topics", "period", "何年"),
    )

    assert {(figure, field) for figure, field, _ in plan.faults} == {
        ("law_topics", "previous"),
        ("law_topics", "period"),
    }
    assert plan.change is None


def test_a_sentence_follows_its_figure_in_one_save_and_comes_back(
    store: Store, report: str
) -> None:
    ws = Workspace(store, report, ACTOR)
    before = ws.open().draft
    plan = typed(store, report, ("law_topics", "value", "16"))
    assert len(plan.effects) == 1

    ws.figures.keep(plan)

    after = ws.open().draft
    assert before and after
    assert "研究法治议题16项" in after.text()

    ws.figures.keep(ws.figures.preview_undo())

    restored = ws.open().draft
    assert restored is not None
    assert restored.text() == before.text()
    with pytest.raises(ConflictError, match="nothing to take back"):
        ws.figures.preview_undo()


def test_changes_are_taken_back_one_after_another(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    for value in ("16", "17"):
        ws.figures.keep(typed(store, report, ("law_topics", "value", value)))

    values = []
    for _ in range(2):
        ws.figures.keep(ws.figures.preview_undo())
        values.append(str(rows(store, report)["law_topics"].figure.value))

    assert values == ["16", "15"]


def test_the_same_workbook_changes_nothing(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    workbook = SourceFile("figures-2024.xlsx", (SAMPLE / "figures-2024.xlsx").read_bytes())

    plan = ws.figures.preview_workbook(workbook)

    assert (plan.cells, plan.effects, plan.change) == ((), (), None)
    with pytest.raises(InvalidError, match="nothing would change"):
        ws.figures.keep(plan)


def test_a_newer_workbook_keeps_where_every_figure_stands(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    content = (SAMPLE / "figures-2024.xlsx").read_bytes()
    workbook = SourceFile("figures-2024-new.xlsx", content)

    plan = ws.figures.preview_workbook(workbook)
    ws.figures.keep(plan)

    assert (plan.cells, plan.effects) == ((), ())
    files = {row.figure.cell.file for row in rows(store, report).values()}
    assert files == {"figures-2024-new.xlsx"}


def test_a_confirmed_figure_is_open_again_once_its_value_changes(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    assert ws.figures.confirm(["law_topics"]) == 1
    assert rows(store, report)["law_topics"].state == "confirmed"

    ws.figures.keep(typed(store, report, ("law_topics", "value", "16")))

    assert rows(store, report)["law_topics"].state == "open"


def test_a_total_that_is_not_its_parts_is_a_conflict_at_its_row(store: Store, report: str) -> None:
    Workspace(store, report, ACTOR).figures.keep(
        typed(store, report, ("duty_reports", "value", "750"))
    )

    row = rows(store, report)["duty_reports"]
    assert row.state == "conflict"
    assert len(row.problems) == 1
