"""Confirmed numbers lock their sentences against a model."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.figures import FigureTable
from app.records import Binding, Decision, Sentence
from app.revision.locks import confirmed_figures, is_locked
from tests.store.samples import at, figure

_TABLE = FigureTable((figure("total", "136"),))
_YES = Decision("r1", "confirmed", "wang", at(0), figure_id="total", value=Decimal("136.0"))


@pytest.mark.parametrize(
    ("decisions", "confirmed"),
    [
        ((_YES,), {"total"}),
        ((), set()),
        ((_YES, replace(_YES, is_withdrawn=True)), set()),
        ((replace(_YES, value=Decimal(135)),), set()),
        ((replace(_YES, value=None),), set()),
        ((replace(_YES, kind="accepted"),), set()),
        ((replace(_YES, is_withdrawn=True), _YES), {"total"}),
    ],
    ids=["yes", "never", "withdrawn", "other-value", "no-value", "other-kind", "anew"],
)
def test_a_figure_is_confirmed_while_its_value_stands(
    decisions: tuple[Decision, ...], confirmed: set[str]
) -> None:
    assert confirmed_figures(decisions, _TABLE) == confirmed


@pytest.mark.parametrize(
    ("lock", "confirmed", "locked"),
    [
        ("auto", {"total"}, True),
        ("auto", set(), False),
        ("off", {"total"}, False),
        ("on", set(), True),
    ],
)
def test_a_sentence_is_locked_by_its_number_or_by_hand(
    lock: str, confirmed: set[str], locked: bool
) -> None:
    bound = (Binding(1, 5, "total", ("total",)),)
    sentence = Sentence("s1", "共136件。", bound, lock=lock)  # type: ignore[arg-type]
    assert is_locked(sentence, confirmed) is locked
