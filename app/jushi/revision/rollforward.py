"""A new year's report from last year's: figures move to the 上年 column, sentences wait as 沿用."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from jushi.figures import Figure, FigureTable, SourceCell, shift_years
from jushi.records import Change, FigureEdit, Report, SectionVersion
from jushi.revision.binding import rendered
from jushi.text import CarriedFrom, Section, Sentence, apply_edits, year_edits


@dataclass(frozen=True, slots=True)
class NewYear:
    """A report as it begins, and the save that gives it its content."""

    report: Report
    change: Change


def roll_forward(
    report: Report,
    sections: Sequence[Section],
    table: FigureTable,
    *,
    report_id: str,
    author: str,
    time: datetime,
) -> NewYear:
    """Give next year's report: the outline kept, values as previous values, this year's empty.

    Every sentence is 沿用 until somebody touches it; numbers that name a figure read 【待补：…】
    until it has a value; the year itself moves on where it stands alone (2023年, but not
    2023年5月, nor inside 《》, nor a document number; likewise in 2023, but not May 2023).
    """
    figures = tuple(_next_year(figure) for figure in table)
    new_table = FigureTable(figures)
    texts = (_carried(section, new_table, report) for section in sections)
    change = Change(
        report_id,
        author,
        time,
        "roll_forward",
        report.title,
        versions=tuple(
            SectionVersion(report_id, 0, text, author, time, "roll_forward", report.title)
            for text in texts
        ),
        figures=tuple(FigureEdit(figure.id, None, figure) for figure in figures),
    )
    return NewYear(_next_report(report, report_id, author, time), change)


def _next_report(report: Report, report_id: str, author: str, time: datetime) -> Report:
    return replace(
        report,
        id=report_id,
        title=_move_years(report.title, report),
        year=report.year + 1,
        owner=author,
        created=time,
        updated=time,
        reviewers=(),
        approver="",
        previous_id=report.id,
        is_archived=False,
        deleted=None,
        figure_revision=0,
    )


def _next_year(figure: Figure) -> Figure:
    return replace(
        figure,
        value=None,
        previous=figure.value,
        period=None if figure.period is None else shift_years(figure.period, 1),
        approx="",
        cell=SourceCell("", "", ""),
    )


def _carried(section: Section, table: FigureTable, report: Report) -> Section:
    return replace(
        section,
        title=_move_years(section.title, report),
        sentences=tuple(_carried_sentence(s, table, report) for s in section),
        notes=(),
    )


def _carried_sentence(sentence: Sentence, table: FigureTable, report: Report) -> Sentence:
    source = sentence.bound_text
    moved = _move_years(source, report)
    empty, _ = rendered(replace(sentence, template=moved if sentence.template else ""), table)
    return replace(
        empty,
        text=empty.text if sentence.template else moved,
        lock="auto",
        is_carried_over=True,
        is_stale=False,
        origin="carried",
        carried_from=CarriedFrom(report.title, sentence.text),
        marks=(),
    )


def _move_years(text: str, report: Report) -> str:
    """Write the next year for the report's and for the one after it, where a year stands alone."""
    return apply_edits(text, year_edits(text, (report.year, report.year + 1), 1))
