"""Rows that nobody has confirmed yet: they are told, and their values prove nothing."""

from dataclasses import replace

from jushi.figures.figure import FigureTable
from jushi.figures.problem_messages import find_problem


def hold_back(table: FigureTable) -> FigureTable:
    """Give the table with the values of unconfirmed rows taken out and told among its problems.

    They are rows as `figures extract` writes them: see `Figure.is_unconfirmed`.
    """
    figures, problems = [], []
    for figure in table:
        if figure.value is None or not figure.is_unconfirmed:
            figures.append(figure)
            continue
        told = {"indicator": figure.indicator, "value": figure.tell_value()}
        problems.append(find_problem("unconfirmed", figure.cell, **told))
        figures.append(replace(figure, value=None))
    return FigureTable(tuple(figures), (*table.problems, *problems))
