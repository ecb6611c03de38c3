"""Workbooks, periods, formulas: bytes in, figures out."""

from app.figures.evaluation import evaluate
from app.figures.figure import Figure, FigureTable, Problem, SourceCell
from app.figures.formula import parse_formula
from app.figures.period import Period
from app.figures.period_iso import period_of_iso
from app.figures.period_text import parse_period, shift_years
from app.figures.rules import check_table
from app.figures.telling import tell_problem
from app.figures.units import convert
from app.figures.workbook import read_workbook, render_workbook

__all__ = [
    "Figure",
    "FigureTable",
    "Period",
    "Problem",
    "SourceCell",
    "check_table",
    "convert",
    "evaluate",
    "parse_formula",
    "parse_period",
    "period_of_iso",
    "read_workbook",
    "render_workbook",
    "shift_years",
    "tell_problem",
]
