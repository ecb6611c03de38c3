"""Confirmed numbers lock their sentences against a model."""

from dataclasses import replace
from decimal import Decimal

import pytest
from jushi.figures import FigureTable
from jushi.records import Decision
from jushi.revision.locks import locked_sentences
from jushi.text import Binding, Section, Sentence

from tests.store.samples import at, figure

_TABLE = FigureTable((figure("total", "136"),))
_YES = Decision("r1", "confirmed", "wang", at(0), figure_id="total", value=Decimal("136.0"))


def _section(lock: str = "auto") -> Section:
    bound = (Binding(1, 5, "total", ("total",)),)
    return Section(
        "k",
        "",
        (
            Sentence("共136件。", bindings=bound, id="s1", lock=lock),  # type: ignore[arg-type]
            Sentence("群众满意。", id="s2"),
        ),
    )


@pytest.mark.parametrize(
    ("decisions", "locked"),
    [
        ((_YES,), {"s1"}),
        ((), set()),
        ((_YES, replace(_YES, is_withdrawn=True)), set()),
        ((replace(_YES, value=Decimal(135)),), set()),
        ((replace(_YES, value=None),), set()),
        ((replace(_YES, kind="accepted"),), set()),
        ((replace(_YES, is_withdrawn=True), _YES), {"s1"}),
    ],
    ids=["yes", "never", "withdrawn", "other-value", "no-value", "other-kind", "anew"],
)
def test_a_sentence_is_locked_while_a_number_of_it_is_confirmed(
    decisions: tuple[Decision, ...], locked: set[str]
) -> None:
    assert locked_sentences(_section(), decisions, _TABLE) == locked


@pytest.mark.parametrize(
    ("lock", "decisions", "locked"), [("off", (_YES,), set()), ("on", (), {"s1"})]
)
def test_a_person_may_lift_a_lock_or_set_one(
    lock: str, decisions: tuple[Decision, ...], locked: set[str]
) -> None:
    assert locked_sentences(_section(lock), decisions, _TABLE) == locked
