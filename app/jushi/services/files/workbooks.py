"""Workbooks: one to fill in, and whether one holds together."""

from jushi.drafting import skeleton_of
from jushi.figures import FigureTable, read_workbook, render_workbook
from jushi.running import tell_file
from jushi.services.reading import read_source
from jushi.services.source import SourceFile


def check_workbook(file: SourceFile) -> FigureTable:
    """Give the figures of a workbook with all its problems.

    Raises FigureError for a file that holds no figures at all.
    """
    tell_file(file.name)
    return read_workbook(file.name, file.content)


def make_skeleton(report: SourceFile) -> tuple[FigureTable, bytes]:
    """Give last year's numbers as rows to fill in, and the same as an .xlsx workbook.

    Raises DocumentError for a file that cannot be read, DraftError for a report of no year.
    """
    table = skeleton_of(read_source(report))
    return table, render_workbook(table)
