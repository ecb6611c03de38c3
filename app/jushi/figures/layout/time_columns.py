"""What the columns of periods of a table say of each row: when, or what is compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from jushi.figures.layout.columns import Column
from jushi.figures.layout.evidence import Kind
from jushi.figures.layout.grid import Grid
from jushi.figures.layout.header import Header, parse_header
from jushi.figures.layout.label import is_total
from jushi.figures.layout.naming import is_change
from jushi.figures.layout.periods import cell_period, compose_period, pads_months
from jushi.figures.workbook.identifier import recency


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a row says of each column instead of its value: 比上年增长（%） below the years."""

    header: Header
    periods: tuple[str, ...]
    """The newest of its table for a change; else none."""


class TimeColumns:
    """Read row by row from the top: a blank cell stands for the period above it."""

    def __init__(self, grid: Grid, body: Sequence[int], columns: Sequence[Column]) -> None:
        self._grid = grid
        self._body = body
        self._columns = columns
        self._times: dict[int, str] = {}

    def periods(self, row: int) -> tuple[str, ...]:
        """Give the periods of the next row, from the left."""
        found: list[str] = []
        for column in self._columns:
            if self._is_name(row, column):
                continue
            if self._grid.text(row, column.index):
                self._times[column.index] = self._period(row, column)
                for other in self._columns:
                    if other.index > column.index:
                        self._times.pop(other.index, None)
            if period := self._times.get(column.index, ""):
                found.append(period)
        return tuple(found)

    def comparison(self, row: int) -> Comparison | None:
        """Give what stands among the periods and is none; None for 合计, which is all of them."""
        for column in self._columns:
            text = self._grid.text(row, column.index)
            if self._is_name(row, column) and not is_total(text):
                header = parse_header(text)
                newest = self._newest[column.index] if is_change(header.name) else ""
                return Comparison(header, (newest,) if newest else ())
        return None

    def _is_name(self, row: int, column: Column) -> bool:
        text = self._grid.text(row, column.index)
        return self._grid.kind(row, column.index) is Kind.TEXT and not text[:1].isdecimal()

    def _period(self, row: int, column: Column) -> str:
        header = column.headers[-1] if column.headers else ""
        text = self._grid.text(row, column.index)
        return cell_period(text, header, is_padded=column.index in self._padded)

    @cached_property
    def _padded(self) -> frozenset[int]:
        return frozenset(
            each.index
            for each in self._columns
            if pads_months([self._grid.text(row, each.index) for row in self._body])
        )

    @cached_property
    def _newest(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for column in self._columns:
            rows = [row for row in self._body if not self._is_name(row, column)]
            texts = dict.fromkeys(self._period(row, column) for row in rows)
            found[column.index] = max(texts, key=_recency, default="")
        return found


def _recency(text: str) -> tuple[int, int]:
    return recency(compose_period((text,), ""))
