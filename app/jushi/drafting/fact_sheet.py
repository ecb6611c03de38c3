"""The fact sheet: what can be told of each figure, as bound text.

Writers and the year brief are made from the same rows, so that what a section may tell and what
the brief says of the year never differ.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from jushi.drafting.rendering import is_rank, render_bound, value_of
from jushi.facts import Measure, Polarity, polarity_of, read_name
from jushi.figures import Figure, FigureTable, change_of, convert, parse_unit
from jushi.lexicon import ChangeKind, told_change

Standing = Literal["better", "worse", "same", "open"]
"""`same` as last year; `open` where there is no last year, or more is neither good nor bad."""

_KINDS: Mapping[Measure, ChangeKind] = {
    Measure.GROWTH: "growth",
    Measure.POINTS: "points",
    Measure.CHANGE: "amount",
}
"""How a figure that is a change itself is told; the renderer turns the word where it fell."""
FEWEST_FOR_GROWTH = 20
"""Of so few things the year before a change is told by the number alone: 3 to 2 is no 33.3%."""
_LEVELS = frozenset({Measure.LEVEL, Measure.RANK, Measure.SHARE, Measure.COMPLETION})


@dataclass(frozen=True, slots=True)
class FactRow:
    """One figure with all that can be told of it.

    Texts are bound, `{{id}}` stands where the number is; empty where there is nothing to tell.
    """

    figure: Figure
    is_change: bool
    """Whether the figure itself is a change, 同比增长: words of direction stand before it."""
    value: str
    """`{{id}}`, of a change with its word of direction: `增长{{id}}`."""
    previous: str = ""
    """Last year's: `{{prev(id)}}`."""
    change: str = ""
    """`增加{{diff(id)}}`; of a rate `提高{{diff(id)}}`, of a rank `上升{{diff(id)}}`."""
    growth: str = ""
    target: str = ""
    """What was to be reached, and how much of it was: `目标{{t}}，完成{{id/t|%1}}`."""
    polarity: Polarity = "open"
    standing: Standing = "open"
    difference: Decimal | None = None
    """This year's less last year's, in the figure's unit; None where one is lacking."""
    growth_percent: Decimal | None = None
    """None of a rate and of a rank, too."""
    is_target_reached: bool | None = None
    """None where there is no target, or where to reach it is neither good nor bad."""

    @property
    def id(self) -> str:
        return self.figure.id


def difference_kind(figure: Figure) -> ChangeKind:
    """What a difference of two values of `figure` is told in."""
    if is_rank(figure):
        return "move"
    return "points" if parse_unit(figure.unit).is_rate else "amount"


class FactSheet:
    """The rows of a workbook, by the ids of their figures."""

    def __init__(self, table: FigureTable) -> None:
        self.table = table

    @cached_property
    def rows(self) -> Mapping[str, FactRow]:
        """The row of each figure, in the order of the workbook."""
        return {figure.id: self._row(figure) for figure in self.table}

    def of(self, figures: Sequence[Figure]) -> tuple[FactRow, ...]:
        """Give the rows of `figures`, in their order."""
        return tuple(self.rows[figure.id] for figure in figures)

    def print(self, text: str) -> str:
        """Give bound `text` with its numbers written out; empty where one of them cannot be."""
        rendered = render_bound(text, self.table)
        return "" if rendered.faults else rendered.text

    @cached_property
    def _targets(self) -> Mapping[tuple[str, str], Figure]:
        """Figures that say what was to be reached, by whose and of what."""
        found: dict[tuple[str, str], Figure] = {}
        for figure in self.table:
            name = read_name(figure.indicator, figure.unit)
            if name.target and name.measure is Measure.LEVEL:
                found.setdefault((figure.subject, name.topic), figure)
        return found

    def _row(self, figure: Figure) -> FactRow:
        name = read_name(figure.indicator, figure.unit)
        form = "|第" if is_rank(figure) else ""
        is_rate_of = name.measure in (Measure.LEVEL, Measure.SHARE, Measure.COMPLETION)
        told = figure.indicator if is_rate_of and not name.target else name.topic
        polarity = polarity_of(told, figure.extra)
        if name.target or name.measure not in _LEVELS:
            kind = None if name.target else _KINDS.get(name.measure)
            word = told_change(kind) if kind else ""
            told = self._told(f"{word}{{{{{figure.id}}}}}")
            return FactRow(figure, bool(word), told, polarity=polarity)
        slot = f"{{{{{figure.id}{form}}}}}"
        value = value_of(figure, self.table)
        if value is None:
            return FactRow(figure, False, "", polarity=polarity)
        difference = None if figure.previous is None else value - figure.previous
        target, is_reached = self._target(figure, value, polarity, name.topic)
        return FactRow(
            figure,
            is_change=False,
            value=slot,
            previous=self._told(f"{{{{prev({figure.id}){form}}}}}"),
            change=self._change(figure) if difference is not None else "",
            growth=self._growth(figure),
            target=target,
            polarity=polarity,
            standing=_standing(difference, polarity, ranked=is_rank(figure)),
            difference=difference,
            growth_percent=self._growth_percent(figure, value),
            is_target_reached=is_reached,
        )

    def _told(self, text: str) -> str:
        return text if self.print(text) else ""

    def _change(self, figure: Figure) -> str:
        return self._told(f"{told_change(difference_kind(figure))}{{{{diff({figure.id})}}}}")

    def _growth(self, figure: Figure) -> str:
        # 7800余人次 grew by nobody knows how much.
        is_small = figure.previous is not None and figure.previous < FEWEST_FOR_GROWTH
        if figure.approx or (is_small and parse_unit(figure.unit).is_counter):
            return ""
        if self._growth_percent(figure, value_of(figure, self.table)) is None:
            return ""
        return self._told(f"{told_change('growth')}{{{{yoy({figure.id})}}}}")

    def _growth_percent(self, figure: Figure, value: Decimal | None) -> Decimal | None:
        if value is None or figure.previous is None or is_rank(figure):
            return None
        return change_of(value, figure.previous, figure.unit).growth

    def _target(
        self, figure: Figure, value: Decimal, polarity: Polarity, topic: str
    ) -> tuple[str, bool | None]:
        target = self._targets.get((figure.subject, topic))
        wanted = None if target is None else value_of(target, self.table)
        if target is None or wanted is None:
            return "", None
        wanted = convert(wanted, target.unit, figure.unit)
        if wanted is None:
            return "", None
        told = f"目标{{{{{target.id}}}}}"
        done = f"，完成{{{{{figure.id}/{target.id}|%1}}}}"
        if not parse_unit(figure.unit).is_rate and self.print(done):
            told += done
        if polarity == "down":
            return told, value <= wanted
        # A target of what is open, 培训50期, is there to be reached.
        return told, value >= wanted


def _standing(difference: Decimal | None, polarity: Polarity, *, ranked: bool) -> Standing:
    if difference is None:
        return "open"
    if difference == 0:
        return "same"
    if ranked:
        if polarity == "down":
            return "open"  # the first by 败诉率 may have most of it or least
        return "better" if difference < 0 else "worse"
    if polarity == "open":
        return "open"
    return "better" if (difference > 0) == (polarity == "up") else "worse"
