"""The five passes over a kept report, and what a person decides on them."""

from pathlib import Path

import pytest
from jushi.errors import ConflictError, InvalidError, JushiError, NotFoundError
from jushi.fidelity import Code
from jushi.revision import Store
from jushi.services import kept
from jushi.services.workspace.check import PASSES, pass_of

from tests.services.conftest import NOON

TABLE = Path(__file__).parents[3] / "knowledge" / "rules" / "check_passes.tsv"
HAND = kept.Hand("沈墨", NOON)


@pytest.fixture
def report(store: Store) -> str:
    """A drafted report that says 51项 where its figure says 15项."""
    right = item(store, "r", "15项")
    kept.mend_item(store, kept.open_report(store, "r"), right.id, "51项", hand=HAND)
    return "r"


def item(store: Store, report: str, text: str) -> kept.CheckItem:
    passes = kept.read_passes(store, kept.open_report(store, report))
    return next(i for one in passes for i in one.items if i.text == text)


@pytest.mark.parametrize("code", list(Code), ids=lambda c: c.value)
def test_every_code_has_its_pass(code: Code) -> None:
    rows = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:]]

    assert code in {row[2] for row in rows}
    assert pass_of("verdict", code) in PASSES


def test_a_wrong_number_blocks_until_it_is_accepted(store: Store, report: str) -> None:
    wrong = item(store, report, "51项")
    opened = kept.open_report(store, report)
    assert wrong.is_open
    assert wrong.id in {i.id for i in kept.blocking_items(store, opened)}

    kept.decide_item(store, opened, wrong.id, "accepted", "会议纪要为51项", hand=HAND)

    decided = item(store, report, "51项")
    assert decided.id == wrong.id
    assert decided.decision and decided.decision.who == "沈墨"
    assert wrong.id not in {i.id for i in kept.blocking_items(store, opened)}


def test_an_error_is_not_settled_without_a_reason(store: Store, report: str) -> None:
    wrong = item(store, report, "51项")

    with pytest.raises(JushiError, match="without a reason"):
        kept.decide_item(
            store, kept.open_report(store, report), wrong.id, "confirmed", " ", hand=HAND
        )

    assert item(store, report, "51项").decision is None


def test_what_was_decided_is_taken_back(store: Store, report: str) -> None:
    wrong = item(store, report, "51项")
    opened = kept.open_report(store, report)
    kept.decide_item(store, opened, wrong.id, "accepted", "另有依据", hand=HAND)

    kept.withdraw_item(store, opened, wrong.id, hand=HAND)

    assert item(store, report, "51项").is_open


def test_nothing_is_taken_back_where_nothing_was_decided(store: Store, report: str) -> None:
    wrong = item(store, report, "51项")

    with pytest.raises(ConflictError, match="nothing to take back"):
        kept.withdraw_item(store, kept.open_report(store, report), wrong.id, hand=HAND)


def test_a_number_mended_to_itself_is_told(store: Store, report: str) -> None:
    wrong = item(store, report, "51项")

    with pytest.raises(InvalidError, match="nothing would change"):
        kept.mend_item(store, kept.open_report(store, report), wrong.id, "51项", hand=HAND)


def test_an_item_that_is_gone_is_told_as_not_found(store: Store, report: str) -> None:
    with pytest.raises(NotFoundError):
        kept.withdraw_item(store, kept.open_report(store, report), "gone", hand=HAND)


def test_a_mended_number_is_proven_again(store: Store, report: str) -> None:
    wrong = item(store, report, "51项")

    kept.mend_item(store, kept.open_report(store, report), wrong.id, wrong.expected, hand=HAND)

    assert item(store, report, "15项").grade == "ok"


def test_a_decision_on_a_value_asks_anew_when_the_figure_changes(store: Store, report: str) -> None:
    opened = kept.open_report(store, report)
    wrong = item(store, report, "51项")
    assert wrong.verdict
    kept.decide_item(store, opened, wrong.id, "accepted", "另有依据", hand=HAND)

    edit = kept.CellEdit(wrong.verdict.figures[0], "value", "16")
    kept.keep_figures(store, kept.preview_cells(store, report, [edit], hand=HAND))

    assert item(store, report, "51项").decision is None
