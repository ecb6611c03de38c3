"""The year's figures as a table for the annex: this year, last year, change."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from jushi.characters import NOTHING_TOLD
from jushi.documents.official_format.report import Paragraph, Run, Table
from jushi.facts import Measure, read_name
from jushi.figures import POINTS, Figure, change_of, parse_unit
from jushi.messages import Language, render

_ALWAYS = 3
"""Columns that every table has: indicator, unit and this year's value."""
_COLUMNS = ("indicator", "unit", "this_year", "last_year", "change", "rate")


def annex_table(
    figures: Iterable[Figure], *, caption: str = "", language: Language = "zh", years: str = ""
) -> Table:
    """Give a table of figures with last year's value, the change and the rate of change.

    Values are told as the workbook has them, 余 and 约 included; the change of a rate is in
    percentage points and has no rate of its own, and neither has that of a rank, of points, of a
    multiple or of what is a change itself. A rank of 3 after 4 is a rise told by a minus: its
    change is left to the text. Columns behind this year's in which nothing stands are left
    out. This year's value, change and rate carry their figure expressions (`a`, `diff(a)`,
    `yoy(a)`). `years` names both columns: `2023年;2022年`. Figures without a value are left out.
    """
    header = [render(f"annexes.column_{column}", language) for column in _COLUMNS]
    if years:
        header[2], header[3] = years.split(";")
    rows = tuple(_row(figure, language) for figure in figures if figure.value is not None)
    kept = [
        place
        for place in range(len(header))
        if place < _ALWAYS or any(row[place].text != NOTHING_TOLD for row in rows)
    ]
    return Table(
        tuple(header[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in rows),
        caption,
    )


def _row(figure: Figure, language: Language) -> tuple[Paragraph, ...]:
    value, previous = figure.value, figure.previous
    assert value is not None
    change = rate = NOTHING_TOLD
    measure = read_name(figure.indicator, figure.unit).measure
    is_comparable = previous is not None and not figure.approx and measure is not Measure.RANK
    if is_comparable and previous is not None:
        changed = change_of(value, previous, figure.unit)
        change = _signed(changed.difference)
        if changed.unit == POINTS:
            change = render("annexes.points", language, change=change)
        is_level = measure is Measure.LEVEL and not parse_unit(figure.unit).is_ratio
        if changed.growth is not None and is_level:
            rate = _signed(_rounded(changed.growth))
    return (
        Paragraph((Run(figure.indicator),)),
        Paragraph((Run(figure.unit),)),
        Paragraph((Run(figure.tell_value(with_unit=False), figure.id),)),
        Paragraph((Run(NOTHING_TOLD if previous is None else f"{previous:f}"),)),
        Paragraph((Run(change, "" if change == NOTHING_TOLD else f"diff({figure.id})"),)),
        Paragraph((Run(rate, "" if rate == NOTHING_TOLD else f"yoy({figure.id})"),)),
    )


def _signed(value: Decimal) -> str:
    return f"{value:+f}" if value else f"{value:f}"


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)
