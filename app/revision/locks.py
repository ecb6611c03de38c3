"""Which figures a person has confirmed, and which sentences a model must not reword for that."""

from collections.abc import Collection, Iterable

from app.figures import FigureTable
from app.records import Decision, Sentence


def confirmed_figures(decisions: Iterable[Decision], table: FigureTable) -> frozenset[str]:
    """Give the ids of figures whose present value a person compared with its source.

    A later withdrawal, or another value, undoes it. `decisions` are in the order they were made.
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


def is_locked(sentence: Sentence, confirmed: Collection[str]) -> bool:
    """Whether a model must leave `sentence` as it is."""
    if sentence.lock == "auto":
        return any(name in confirmed for name in sentence.figures)
    return sentence.lock == "on"
