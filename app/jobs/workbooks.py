"""Workbooks: whether one holds together."""

from app.figures import FigureTable, read_workbook
from app.jobs.source import SourceFile


def check_workbook(file: SourceFile) -> FigureTable:
    """Give the figures of a workbook with all its problems.

    Raises FigureError for a file that holds no figures at all.
    """
    return read_workbook(file.name, file.content)
