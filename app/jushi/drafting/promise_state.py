"""Whether what last year announced was done: by its number against the figures, by a source."""

import re
from collections.abc import Sequence
from typing import Literal

from jushi.drafting.rendering import value_of
from jushi.drafting.year_materials import says
from jushi.figures import Figure, FigureTable, convert
from jushi.numbers import Mention, read_mentions

PromiseState = Literal["", "kept", "pending"]
"""Empty where neither a figure nor a source decides."""
_NEAR = 8


def promise_state(
    text: str, figures: Sequence[Figure], table: FigureTable, evidence: str
) -> PromiseState:
    """Give what became of the promise `text`.

    A number that it names is held against the first of `figures` in its unit; else `evidence`,
    what a source says of it, tells: what is put off is pending, even beside what is done.
    """
    for mention in (m for m in read_mentions(text) if m.is_data and m.value is not None):
        for figure in figures:
            if state := _reached(text, mention, figure, table):
                return state
    if says("postponed", evidence):
        return "pending"
    return "kept" if says("done", evidence) and not says("ordered", evidence) else ""


def _reached(text: str, mention: Mention, figure: Figure, table: FigureTable) -> PromiseState:
    value = value_of(figure, table)
    if value is None or mention.value is None:
        return ""
    reached = convert(value, figure.unit, mention.unit or "")
    if reached is None:
        return ""
    around = text[max(0, mention.start - _NEAR) : mention.end + 2]
    if says("at_most", around):
        return "kept" if reached <= mention.value else "pending"
    if re.search(r"\d", mention.text) and says("at_least", around):
        return "kept" if reached >= mention.value else "pending"
    return ""
