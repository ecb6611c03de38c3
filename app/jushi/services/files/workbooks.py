"""Workbooks: one to fill in, and whether one holds together."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from jushi.documents import Document
from jushi.drafting import skeleton_of
from jushi.errors import DraftError
from jushi.figures import (
    Figure,
    FigureTable,
    render_workbook,
    tables,
    tell_problem,
)
from jushi.knowledge import describe_document
from jushi.messages import Language, Message, render
from jushi.running import tell_file
from jushi.services.own_reports import own_reports, with_own_reports
from jushi.services.reading import corrections_of, read_source
from jushi.services.source import SourceFile


def check_workbook(file: SourceFile) -> FigureTable:
    """Give the figures of a workbook with all its problems.

    Raises FigureError for a file that holds no figures at all.
    """
    tell_file(file.name)
    return tables.read_corrected(file.name, file.content, corrections_of(file))


def workbook_record(table: FigureTable, language: Language) -> dict[str, Any]:
    """Give every figure with its cell, and every problem in a line, as outside scripts read them.

    Numbers are decimal strings; None is an empty cell.
    """
    return {
        "figures": [figure_record(figure) for figure in table],
        "problems": [tell_problem(problem, language) for problem in table.problems],
    }


def figure_record(figure: Figure) -> dict[str, Any]:
    """Give a figure with its cell; see `workbook_record`."""
    return {
        "id": figure.id,
        "indicator": figure.indicator,
        "subject": figure.subject,
        "value": None if figure.value is None else f"{figure.value:f}",
        "unit": figure.unit,
        "period": figure.period.text if figure.period else "",
        "approx": figure.approx,
        "previous": None if figure.previous is None else f"{figure.previous:f}",
        "cell": str(figure.cell),
    }


def make_skeleton(report: SourceFile) -> tuple[FigureTable, bytes]:
    """Give last year's numbers as rows to fill in, and the same as an .xlsx workbook.

    Raises DocumentError for a file that cannot be read, DraftError for a report of no year or
    without a number.
    """
    return render_skeleton(read_source(report))


def render_skeleton(report: Document) -> tuple[FigureTable, bytes]:
    """The same, of a report that was read."""
    table = skeleton_of(report)
    if not table.figures:
        raise DraftError("drafting.report_without_numbers", place=report.name)
    return table, render_workbook(table)


def newest_skeleton(reports: Sequence[SourceFile], language: Language) -> SourceFile:
    """Give the workbook to fill in of the newest of several years' reports of one office.

    Raises DocumentError and DraftError as `make_skeleton` does, and DraftError for reports of
    several offices or where none is a report.
    """
    documents = [read_source(file) for file in reports]
    described = [(d, describe_document(d, name=d.name)) for d in documents]
    past = own_reports(with_own_reports(described, FigureTable(())))
    if not past:
        raise DraftError("services.no_past_report", place=Message("places.past_reports"))
    return SourceFile(skeleton_name(past[0].name, language), render_skeleton(past[0])[1])


def skeleton_name(report: str, language: Language) -> str:
    """What the workbook made of the report in the file `report` is called."""
    return render("page.skeleton_name", language, name=PurePath(report).stem)
