"""Which year a workbook tells of: that of its results, whatever it plans for the next."""

from collections.abc import Iterable

from jushi.facts.naming import read_name
from jushi.figures import Figure


def result_years(figures: Iterable[Figure]) -> frozenset[int]:
    """Give the years that results are of; what targets are set for is left out.

    A period of several years counts, by its end, only where no result is of a single one: what
    was invested 2021—2025 does not make a report one of 2025.
    """
    periods = [
        figure.period
        for figure in figures
        if figure.period and not read_name(figure.indicator, figure.unit).target
    ]
    ends = [(p.end.year, p.start is None or p.start.year == p.end.year) for p in periods if p.end]
    single = frozenset(year for year, is_single in ends if is_single)
    return single or frozenset(year for year, _ in ends)


def report_year_of(figures: Iterable[Figure]) -> int | None:
    """Give the newest year of which the figures tell results; None where none has a period."""
    return max(result_years(figures), default=None)
