"""Figures of all sheets as one table: what stands twice, and what last year's row says of this."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields, replace
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter

from jushi.characters import NOTHING_TOLD
from jushi.figures.figure import Figure, Problem, SourceCell
from jushi.figures.period.period import Period
from jushi.figures.period.text import shift_years
from jushi.figures.problem_messages import find_problem, tell_place
from jushi.figures.workbook.identifier import Entry, assign_ids, figure_key

_ALL_BUT_ID = attrgetter(*(field.name for field in fields(Figure) if field.name != "id"))
"""Half the time of `replace`, which counts over 100,000 rows."""


def merge_entries(entries: Sequence[Entry]) -> tuple[list[Figure], list[Problem]]:
    """Give the figures with their ids, in order, and what is said twice or against another.

    Of two that say the same under one id the first is kept. Two that contradict each other
    both stay, with an error. Previous values that another row holds are filled in.
    """
    problems: list[Problem] = []
    figures: list[Figure] = []
    previous_cells: list[SourceCell] = []
    by_id: dict[str, Figure] = {}
    by_key: dict[tuple[str, ...], Figure] = {}
    for entry, name in zip(entries, assign_ids(entries), strict=True):
        figure = Figure(name, *_ALL_BUT_ID(entry.figure))
        twin = by_id.get(name)
        if twin is not None:
            problems.append(_twin_problem(figure, twin))
            if problems[-1].code == "same_twice":
                continue
        elif figure.indicator:
            same = by_key.setdefault(entry.key, figure)
            if same is not figure:
                code = "same_twice" if same.value == figure.value else "duplicate_figure"
                problems.append(_twice(code, figure, same))
        by_id.setdefault(name, figure)
        figures.append(figure)
        previous_cells.append(entry.previous_cell)
    return _with_previous(figures, previous_cells, problems), problems


def _twin_problem(figure: Figure, twin: Figure) -> Problem:
    is_same_figure = figure_key(figure) == figure_key(twin)
    if is_same_figure and figure.value == twin.value:
        return _twice("same_twice", figure, twin)
    if is_same_figure:
        return _twice("duplicate_figure", figure, twin)
    return find_problem(
        "duplicate_id",
        figure.cell,
        id=figure.id,
        other=_shown_place(twin),
        value=_told(figure),
        other_value=_told(twin),
    )


def _twice(code: str, figure: Figure, twin: Figure) -> Problem:
    params = {"indicator": figure.indicator, "other": _shown_place(twin)}
    if code == "duplicate_figure":
        params |= {
            "period": figure.period.text if figure.period else NOTHING_TOLD,
            "value": _shown_value(figure.value),
            "other_value": _shown_value(twin.value),
        }
    return find_problem(code, figure.cell, **params)


def _told(figure: Figure) -> str:
    period = figure.period.text if figure.period else ""
    return f"{period}{figure.indicator} {_shown_value(figure.value)}{figure.unit}"


def _shown_value(value: Decimal | None) -> str:
    return NOTHING_TOLD if value is None else f"{value:f}"


def _shown_place(figure: Figure) -> str:
    return tell_place(replace(figure.cell, file=""), "en").removeprefix("sheet ") or "?"


def _with_previous(
    figures: list[Figure], cells: Sequence[SourceCell], problems: list[Problem]
) -> list[Figure]:
    shared = Counter((figure.indicator, figure.subject) for figure in figures)
    by_key = {
        figure_key(figure): figure
        for figure in figures
        if shared[figure.indicator, figure.subject] > 1
    }
    if not by_key:
        return figures
    filled = []
    for figure, cell in zip(figures, cells, strict=True):
        before = _year_before(figure, by_key) if figure_key(figure) in by_key else None
        if before is None or before.value is None:
            filled.append(figure)
        elif figure.previous is None:
            filled.append(replace(figure, previous=before.value))
        else:
            filled.append(figure)
            if figure.previous != before.value:
                problems.append(
                    find_problem(
                        "previous_disagrees",
                        cell,
                        value=f"{figure.previous:f}",
                        other=_shown_place(before),
                        other_value=f"{before.value:f}",
                    )
                )
    return filled


def _year_before(figure: Figure, by_key: dict[tuple[str, ...], Figure]) -> Figure | None:
    if figure.period is None or figure.period.recurrence is not None:
        return None
    return by_key.get(figure_key(replace(figure, period=_earlier(figure.period))))


@lru_cache(maxsize=1024)
def _earlier(period: Period) -> Period:
    return shift_years(period, -1)
