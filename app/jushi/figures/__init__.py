"""Workbooks, periods, formulas: bytes in, figures out."""

from jushi.figures import layout as tables
from jushi.figures.change import POINTS, change_of
from jushi.figures.figure import Figure, FigureTable, Problem, SourceCell
from jushi.figures.formula.evaluation import evaluate
from jushi.figures.formula.parsing import parse_formula
from jushi.figures.period.iso import period_of_iso
from jushi.figures.period.period import Period
from jushi.figures.period.text import parse_period, shift_years
from jushi.figures.problem_messages import (
    find_problem,
    message_parts,
    problem_parts,
    tell_problem,
    tell_problems,
)
from jushi.figures.rules import check_table
from jushi.figures.units import (
    bare_unit,
    convert,
    is_writable_unit,
    parse_unit,
    unit_scale,
)
from jushi.figures.workbook import read_workbook, render_workbook

__all__ = [
    "POINTS",
    "Figure",
    "FigureTable",
    "Period",
    "Problem",
    "SourceCell",
    "bare_unit",
    "change_of",
    "check_table",
    "convert",
    "evaluate",
    "find_problem",
    "is_writable_unit",
    "message_parts",
    "parse_formula",
    "parse_period",
    "parse_unit",
    "period_of_iso",
    "problem_parts",
    "read_workbook",
    "render_workbook",
    "shift_years",
    "tables",
    "tell_problem",
    "tell_problems",
    "unit_scale",
]
