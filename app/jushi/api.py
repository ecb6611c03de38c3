"""Jushi as a Python library: read figures, check a text or a file, draft a report.

Errors that the caller can mend are children of `JushiError`, one line each. No network is used and
no workspace; wrong numbers are verdicts and raise nothing.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from jushi.fidelity import CheckResult, Evidence
from jushi.figures import FigureTable
from jushi.local_files import load_file, load_files
from jushi.messages import Language
from jushi.services.files.checking import NO_FIGURES, Sources, check_words, previous_figures
from jushi.services.reading import read_draft
from jushi.services.reading import read_figures as figures_of

if TYPE_CHECKING:
    from jushi.services import DraftedReport

PathLike = str | os.PathLike[str]


def read_figures(path: PathLike, *, language: Language = "zh") -> FigureTable:
    """Read the figures workbook at `path`: .xlsx, .csv, .tsv, .json or .yaml.

    Figures are in the order of the workbook; a value is a Decimal in the figure's unit, None where
    the cell is empty. Raises DocumentError for a file that cannot be had, FigureError, in
    `language`, for a workbook that does not hold together.
    """
    return figures_of(load_file(Path(path)), language)


def check(
    report: PathLike,
    figures: FigureTable | PathLike | None = None,
    *,
    previous: FigureTable | PathLike | None = None,
    evidence: Iterable[PathLike] = (),
    report_year: int | None = None,
    language: Language = "zh",
) -> CheckResult:
    """Check every number of `report` against `figures`, or without them `report` against itself.

    A `str` is the text of the report itself; a `Path` is a file with it, .txt .md .docx or .pdf.
    `figures` is a table or the path of a workbook. `previous` is last year's table, workbook or
    report; `evidence` are files and folders that numbers may be quoted from; `report_year` is
    what 今年 means, by default the newest year of the figures.

    Verdicts are in text order, one for each number, and `start` and `end` of their mentions count
    characters from 0. Explanations are in `language`. Raises DocumentError for a file that cannot
    be read and for a text without a number that could be checked, FigureError for a workbook that
    does not hold together.
    """
    if isinstance(report, str):
        name, text = "text", report
    else:
        file = load_file(Path(report))
        name, text = file.name, read_draft(file)
    documents = load_files([Path(path) for path in evidence])
    sources = Sources(
        None if figures is None else _table(figures, language),
        _previous(previous, language),
        tuple(Evidence(document.name, read_draft(document)) for document in documents),
        report_year,
    )
    return check_words(text, sources, name=name, language=language)


def draft(
    figures: PathLike,
    *,
    knowledge: Iterable[PathLike] = (),
    outline: PathLike | None = None,
    form: Literal["docx", "md"] = "docx",
    language: Language = "zh",
) -> "DraftedReport":
    """Draft the report that the workbook `figures` is for, without a model, and check it.

    `knowledge` are files and folders with past reports, whose sentences are carried over to this
    year's figures, and policies; `outline` is a .yaml of sections. `file.content` of the result is
    the report as `form`, `checked.result` its check.

    Raises DocumentError, FigureError or DraftError for what cannot be used.
    """
    from jushi.services import draft_report

    return draft_report(
        load_file(Path(figures)),
        f"report.{form}",
        outline=None if outline is None else load_file(Path(outline)),
        knowledge=load_files([Path(path) for path in knowledge]),
        language=language,
    )


def _table(figures: FigureTable | PathLike, language: Language) -> FigureTable:
    return figures if isinstance(figures, FigureTable) else read_figures(figures, language=language)


def _previous(figures: FigureTable | PathLike | None, language: Language) -> FigureTable:
    if figures is None:
        return NO_FIGURES
    if isinstance(figures, FigureTable):
        return figures
    return previous_figures(load_file(Path(figures)), language)
