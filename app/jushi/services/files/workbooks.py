"""Workbooks: one to fill in, and whether one holds together."""

from collections.abc import Sequence
from pathlib import PurePath

from jushi.drafting import skeleton_of
from jushi.figures import FigureTable, SourceCell, render_workbook, tables
from jushi.running import tell_file
from jushi.services.reading import read_source
from jushi.services.source import SourceFile


def check_workbook(file: SourceFile, other_readings: Sequence[str] = ()) -> FigureTable:
    """Give the figures of a workbook with all its problems.

    `other_readings` are the sheets, empty for that of a .csv, whose tables are read the second way
    where they fit two.
    Raises FigureError for a file that holds no figures at all.
    """
    tell_file(file.name)
    name = PurePath(file.name).name
    said = {str(SourceCell(name, sheet, "")): {"reading": "other"} for sheet in other_readings}
    return tables.read_corrected(file.name, file.content, said)


def make_skeleton(report: SourceFile) -> tuple[FigureTable, bytes]:
    """Give last year's numbers as rows to fill in, and the same as an .xlsx workbook.

    Raises DocumentError for a file that cannot be read, DraftError for a report of no year.
    """
    table = skeleton_of(read_source(report))
    return table, render_workbook(table)
