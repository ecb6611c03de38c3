"""Workbooks, periods, formulas: bytes in, figures out."""

from app.figures.figure import Figure, FigureTable, Problem, SourceCell
from app.figures.period import Period
from app.figures.period_iso import period_of_iso
from app.figures.period_text import parse_period, shift_years
from app.figures.telling import tell_problem

__all__ = [
    "Figure",
    "FigureTable",
    "Period",
    "Problem",
    "SourceCell",
    "parse_period",
    "period_of_iso",
    "shift_years",
    "tell_problem",
]
