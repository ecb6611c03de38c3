"""Figures and documents for the drafting tests."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from jushi.documents import Document, read_document
from jushi.figures import Figure, FigureTable, Period, SourceCell, parse_period

_SHORT = re.compile(r"(-?[\d.]+)(余|以上|近|约)?([^\s\d]*)(?: (-?[\d.]+))?")

MakeFigure = Callable[..., Figure]


@pytest.fixture
def make_figure() -> MakeFigure:
    """Give a figure from `96件 68`: value with approximator and unit, then last year's value."""

    def make(id_: str, short: str = "", indicator: str = "", **fields: object) -> Figure:
        match = _SHORT.fullmatch(short)
        value, approx, unit, previous = match.groups() if match else (None, "", short, None)
        period: Period = parse_period(str(fields.pop("period", "2024年")))
        figure = Figure(
            id=id_,
            indicator=indicator or id_,
            value=Decimal(value) if value else None,
            unit=unit or "",
            approx=approx or "",
            period=period,
            previous=Decimal(previous) if previous else None,
            subject="",
            section=str(fields.pop("section", "")),
            aliases=(),
            required=bool(fields.pop("required", False)),
            formula=str(fields.pop("formula", "")),
            source="",
            note=str(fields.pop("note", "")),
            cell=SourceCell("figures.csv", "", "C2"),
        )
        assert not fields
        return figure

    return make


@pytest.fixture
def make_table(make_figure: MakeFigure) -> Callable[..., FigureTable]:
    """Give a table from ids and short figures: `make_table(cases="96件 68")`."""

    def make(**shorts: str) -> FigureTable:
        return FigureTable(tuple(make_figure(name, short) for name, short in shorts.items()))

    return make


@pytest.fixture
def make_document() -> Callable[[str], Document]:
    """Give the document that a report's text is."""
    return lambda text: read_document("report-2023.txt", text.encode())
