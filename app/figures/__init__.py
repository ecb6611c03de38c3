"""Workbooks, periods, formulas: bytes in, figures out."""

from app.figures.figure import Figure, FigureTable, Problem, SourceCell
from app.figures.period import Period

__all__ = ["Figure", "FigureTable", "Period", "Problem", "SourceCell"]
