"""Figures of several tables that are named alike, told apart by what their tables are about."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from jushi.figures.figure import Figure
from jushi.figures.layout.naming import SEPARATOR
from jushi.figures.workbook.identifier import figure_key

Named = tuple[str, str, tuple[Figure, ...]]
"""What the sheet is about, what the title of the table is about, the figures of the table."""


def tell_apart(tables: Sequence[Named]) -> list[tuple[Figure, ...]]:
    """Give the figures of each table so that no two of one name differ in value.

    Tables of 甲县 and 乙县 that have the same rows are told apart by sheet or title, which becomes
    the subject of their figures; rows of one table that nothing tells apart, by where they stand.
    """
    owners: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    values: defaultdict[tuple[str, ...], set[object]] = defaultdict(set)
    for place, (_, _, figures) in enumerate(tables):
        for figure in figures:
            key = figure_key(figure)
            owners[key].add(place)
            values[key].add(figure.value)
    shared = [places for key, places in owners.items() if len(places) > 1 < len(values[key])]
    subjects = _subjects(tables, set[int]().union(*shared)) if shared else {}
    return [
        _by_row(tuple(_of_subject(each, subjects.get(place, "")) for each in figures))
        for place, (_, _, figures) in enumerate(tables)
    ]


def _subjects(tables: Sequence[Named], places: set[int]) -> dict[int, str]:
    """Give what tells the tables at `places` apart: their sheets, their titles, or both."""
    ordered = sorted(places)
    sheets = {place: tables[place][0] for place in ordered}
    titles = {place: tables[place][1] for place in ordered}
    both = {place: f"{sheets[place]}{titles[place]}" for place in ordered}
    for names in (sheets, titles, both):
        if len(set(names.values())) == len(names) and all(names.values()):
            return names
    return both


def _of_subject(figure: Figure, subject: str) -> Figure:
    return replace(figure, subject=subject) if subject else figure


def _by_row(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Figures of one table; those of one name and several values are named by their row too."""
    counts = Counter(map(figure_key, figures))
    if counts.total() == len(counts):
        return figures
    values: defaultdict[tuple[str, ...], set[object]] = defaultdict(set)
    for figure in figures:
        values[figure_key(figure)].add(figure.value)
    return tuple(
        replace(figure, indicator=f"{figure.indicator}{SEPARATOR}第{_row(figure)}行")
        if len(values[figure_key(figure)]) > 1
        else figure
        for figure in figures
    )


def _row(figure: Figure) -> str:
    return figure.cell.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
