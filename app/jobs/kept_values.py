"""A figure of a kept report gets another value: what it touches, and all of it in one save."""

import csv
from dataclasses import dataclass, replace
from io import StringIO

from app.errors import FigureError
from app.figures import Figure, FigureTable
from app.jobs.kept_reports import report_check
from app.jobs.kept_sections import Hand
from app.jobs.reading import read_figures
from app.jobs.source import SourceFile
from app.records import Change
from app.revision import Store, preview_figures


@dataclass(frozen=True, slots=True)
class Effect:
    """What one sentence will say."""

    section: str
    """Title of its section."""
    pieces: tuple[tuple[str, str], ...]
    """Its characters: same, removed, added."""
    by_hand: tuple[str, ...]
    """Why a person must write it; empty where the new text is whole and true."""


@dataclass(frozen=True, slots=True)
class ValueChange:
    """What a new value of a figure does."""

    before: str
    after: str
    """The values with their units; empty where there is none."""
    effects: tuple[Effect, ...]
    """In reading order."""
    problems: tuple[str, ...]
    """Formulas that give nothing any more, one line each."""
    change: Change
    """The one save that does it."""


def preview_value(
    store: Store, report_id: str, figure_id: str, typed: str, *, hand: Hand
) -> ValueChange:
    """Say which sentences the value `typed` touches and how they will read; nothing is stored.

    `typed` is read as a cell of a workbook is: `1.2万` and 一百二十 too. Raises FigureError for
    what is no number and for a figure that is not there.
    """
    table = store.load_figures(report_id)
    figure = table.by_id().get(figure_id)
    if figure is None:
        raise FigureError(figure_id, "there is no such figure", "choose one of the workbook")
    sheet = StringIO()
    csv.writer(sheet).writerows([("指标", "数值", "单位"), (figure.indicator, typed, figure.unit)])
    read = read_figures(
        SourceFile(f"{figure.indicator}.csv", sheet.getvalue().encode()), hand.language
    )
    cell = read.figures[0]
    newer = replace(figure, value=cell.value, approx=cell.approx)
    changed = FigureTable(tuple(newer if f.id == figure_id else f for f in table), table.problems)
    versions = store.load_sections(report_id)
    check = report_check(store, report_id, language=hand.language)
    checks = {version.key: check(version.text.text) for version in versions}
    preview = preview_figures(versions, table, changed, checks=checks)
    titles = {version.key: version.text.title for version in versions}
    return ValueChange(
        _tell(figure),
        _tell(newer),
        tuple(Effect(titles[t.key], t.pieces, t.by_hand) for t in preview.sentences),
        preview.problems,
        preview.change(report_id, hand.name, hand.time),
    )


def change_value(
    store: Store, report_id: str, figure_id: str, typed: str, *, hand: Hand
) -> ValueChange:
    """Keep the value and the sentences it touches, in one save; give what was changed.

    Raises ConflictError if the figure or a section moved on meanwhile.
    """
    made = preview_value(store, report_id, figure_id, typed, hand=hand)
    store.commit(made.change)
    return made


def _tell(figure: Figure) -> str:
    return "" if figure.value is None else f"{figure.value:f}{figure.approx}{figure.unit}"
