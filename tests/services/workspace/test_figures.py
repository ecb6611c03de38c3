"""The figures of a kept report: typed into, replaced by a newer workbook, taken back, confirmed."""

import pytest
from jushi.errors import ConflictError, InvalidError
from jushi.revision import Store
from jushi.services import SourceFile, kept

from tests.services.conftest import NOON, SAMPLE

HAND = kept.Hand("沈墨", NOON)


def rows(store: Store, report: str) -> dict[str, kept.FigureRow]:
    found = kept.figure_rows(store, kept.open_report(store, report), HAND)
    return {row.figure.id: row for row in found}


def typed(store: Store, report: str, *cells: tuple[str, str, str]) -> kept.FigurePlan:
    edits = [kept.CellEdit(*cell) for cell in cells]
    return kept.preview_cells(store, report, edits, hand=HAND)


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
    before = kept.open_report(store, report).draft
    plan = typed(store, report, ("law_topics", "value", "16"))
    assert len(plan.effects) == 1

    kept.keep_figures(store, plan)

    after = kept.open_report(store, report).draft
    assert before and after
    assert "研究法治议题16项" in after.text()

    kept.keep_figures(store, kept.preview_undo(store, report, hand=HAND))

    restored = kept.open_report(store, report).draft
    assert restored is not None
    assert restored.text() == before.text()
    with pytest.raises(ConflictError, match="nothing to take back"):
        kept.preview_undo(store, report, hand=HAND)


def test_changes_are_taken_back_one_after_another(store: Store, report: str) -> None:
    for value in ("16", "17"):
        kept.keep_figures(store, typed(store, report, ("law_topics", "value", value)))

    values = []
    for _ in range(2):
        kept.keep_figures(store, kept.preview_undo(store, report, hand=HAND))
        values.append(str(rows(store, report)["law_topics"].figure.value))

    assert values == ["16", "15"]


def test_the_same_workbook_changes_nothing(store: Store, report: str) -> None:
    workbook = SourceFile("figures-2024.xlsx", (SAMPLE / "figures-2024.xlsx").read_bytes())

    plan = kept.preview_workbook(store, report, workbook, hand=HAND)

    assert (plan.cells, plan.effects, plan.change) == ((), (), None)
    with pytest.raises(InvalidError, match="nothing would change"):
        kept.keep_figures(store, plan)


def test_a_newer_workbook_keeps_where_every_figure_stands(store: Store, report: str) -> None:
    content = (SAMPLE / "figures-2024.xlsx").read_bytes()
    workbook = SourceFile("figures-2024-new.xlsx", content)

    plan = kept.preview_workbook(store, report, workbook, hand=HAND)
    kept.keep_figures(store, plan)

    assert (plan.cells, plan.effects) == ((), ())
    files = {row.figure.cell.file for row in rows(store, report).values()}
    assert files == {"figures-2024-new.xlsx"}


def test_a_confirmed_figure_is_open_again_once_its_value_changes(store: Store, report: str) -> None:
    assert kept.confirm_figures(store, report, ["law_topics"], hand=HAND) == 1
    assert rows(store, report)["law_topics"].state == "confirmed"

    kept.keep_figures(store, typed(store, report, ("law_topics", "value", "16")))

    assert rows(store, report)["law_topics"].state == "open"


def test_a_total_that_is_not_its_parts_is_a_conflict_at_its_row(store: Store, report: str) -> None:
    kept.keep_figures(store, typed(store, report, ("duty_reports", "value", "750")))

    row = rows(store, report)["duty_reports"]
    assert row.state == "conflict"
    assert len(row.problems) == 1
