"""Which sentences a model must not reword: those whose numbers a person has confirmed."""

from collections.abc import Iterable

from jushi.figures import FigureTable
from jushi.records import Decision
from jushi.text import Section


def locked_sentences(
    section: Section, decisions: Iterable[Decision], table: FigureTable
) -> frozenset[str]:
    """Give the ids of the sentences that a model must leave as they are.

    `auto` locks a sentence that names a confirmed figure; a person may also lock any sentence, or
    lift the lock of one. `decisions` are in the order they were made.
    """
    confirmed = _confirmed_figures(decisions, table)
    return frozenset(
        sentence.id
        for sentence in section
        if sentence.lock == "on"
        or (sentence.lock == "auto" and not confirmed.isdisjoint(sentence.figures))
    )


def _confirmed_figures(decisions: Iterable[Decision], table: FigureTable) -> frozenset[str]:
    """Give the ids of figures whose present value a person compared with its source.

    A later withdrawal, or another value, undoes it.
    """
    values = {figure.id: figure.value for figure in table}
    confirmed: set[str] = set()
    for decision in decisions:
        if decision.kind != "confirmed" or not decision.figure_id:
            continue
        confirmed.discard(decision.figure_id)
        still_so = values.get(decision.figure_id) == decision.value is not None
        if still_so and not decision.is_withdrawn:
            confirmed.add(decision.figure_id)
    return frozenset(confirmed)
