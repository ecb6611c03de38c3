"""A sheet as tables: which cell is a figure of what, and which cell is none and why."""

import hashlib
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from jushi.characters import COUNTING
from jushi.figures.layout.cell import TableCell
from jushi.figures.layout.columns import Column, Role, read_columns, split_sides
from jushi.figures.layout.evidence import Kind
from jushi.figures.layout.grid import Grid, make_grid
from jushi.figures.layout.header import parse_header, title_period, title_unit
from jushi.figures.layout.label import Label, Style, is_note, is_total, parse_label
from jushi.figures.layout.naming import (
    SEPARATOR,
    ColumnName,
    compared_name,
    compared_with,
    is_change,
    is_percent,
    name_cell,
    name_column,
    title_topic,
)
from jushi.figures.layout.outline import Place, Row, place_rows
from jushi.figures.layout.periods import compose_period, since_new_year
from jushi.figures.layout.region import Region, find_regions
from jushi.figures.layout.time_columns import Comparison, TimeColumns
from jushi.figures.layout.words import is_word
from jushi.figures.units import PERCENT, is_unit, parse_unit
from jushi.figures.workbook.identifier import recency
from jushi.lazy_pattern import lazy_pattern
from jushi.sheets import Sheet, plain_text

_VALUES = frozenset({Kind.NUMBER, Kind.YEAR, Kind.AMOUNT, Kind.FAULT})
_MONEY = frozenset({"money", "dollar"})
_DIGITS = lazy_pattern(r"[\d\s]+")
_SAMPLE = 200
"""Rows by which readings of one table are compared."""


@dataclass(frozen=True, slots=True)
class UnreadCell:
    """One cell, or one line, that is no figure."""

    row: int
    column: int
    code: str
    """Why, as in a Problem."""
    text: str


@dataclass(frozen=True, slots=True)
class TableReading:
    """One table as it was understood."""

    cells: tuple[TableCell, ...]
    unread: tuple[UnreadCell, ...]
    columns: tuple[Column, ...]
    topic: str
    """What its title says it is about, without period and unit; empty where nothing does."""
    score: float
    """0 to 1: how much of what a good reading has this one has."""
    alternative: "TableReading | None" = None
    """The next best reading, where another fits too."""
    is_open: bool = False
    """Whether the other one is to be told though it explains less."""
    form: str = ""
    """What next year's table has too, where there are two readings: its headers without years."""


def read_layout(sheet: Sheet) -> tuple[TableReading, ...]:
    """Give the tables of a sheet from the top, each by its best reading. Never raises.

    Every cell that holds a number is in `cells`, or in `unread` with the reason.
    """
    grid = make_grid(sheet)
    readings: list[TableReading] = []
    context = ""
    for region in find_regions(grid):
        for side in split_sides(grid, region):
            period = next(filter(None, map(title_period, side.titles)), "")
            context = period or context or title_period(sheet.name)
            readings.append(_best(grid, side, context, sheet.name))
    return tuple(readings)


def _best(grid: Grid, region: Region, period: str, sheet: str) -> TableReading:
    """Read a table in each way that its evidence allows; the one with the best score is kept."""
    proposals = list(_proposals(grid, region))
    if len(proposals) == 1:
        return _read(grid, region, proposals[0], period, sheet)
    sample = replace(region, body=region.body[:_SAMPLE])
    scored = sorted(
        (-_read(grid, sample, columns, period, sheet).score, place)
        for place, columns in enumerate(proposals)
    )
    best, second = (_read(grid, region, proposals[place], period, sheet) for _, place in scored[:2])
    is_open = _is_open(grid, region, best.columns[0])
    return replace(best, alternative=second, is_open=is_open, form=_form(best.columns))


def _form(columns: Sequence[Column]) -> str:
    headers = [[_DIGITS.sub("", text) for text in each.headers] for each in columns]
    return hashlib.sha256(repr(headers).encode()).hexdigest()[:16]


def _is_open(grid: Grid, region: Region, first: Column) -> bool:
    """Whether bare years stand below a header of something else: 合同数 over 2010, 2011."""
    header = _corner(first)
    held = {grid.kind(row, first.index) for row in region.body} - {Kind.BLANK}
    return held == {Kind.YEAR} and bool(header) and not is_word(header, "period_header")


def _proposals(grid: Grid, region: Region) -> Iterator[tuple[Column, ...]]:
    """The ways to take the columns of a table, the likeliest first."""
    columns = tuple(read_columns(grid, region))
    yield columns
    first = columns[0]
    held = Counter(grid.kind(row, first.index) for row in region.body)
    years = held[Kind.YEAR]
    # Bare years down the first column may be periods, or a count that happens to look so.
    if first.role in (Role.PERIOD, Role.VALUE) and years and not held[Kind.PERIOD]:
        other = Role.VALUE if first.role is Role.PERIOD else Role.PERIOD
        yield (replace(first, role=other), *columns[1:])
    if first.role is Role.LABEL and held[Kind.AMOUNT] and len(columns) > 1:
        yield (replace(first, role=Role.VALUE), *columns[1:])


def _read(
    grid: Grid, region: Region, columns: tuple[Column, ...], period: str, sheet: str
) -> TableReading:
    return _TableReader(grid, region, columns, period, sheet).read()


class _TableReader:
    """Reads one table with its columns understood."""

    def __init__(
        self, grid: Grid, region: Region, columns: tuple[Column, ...], period: str, sheet: str
    ) -> None:
        self._grid = grid
        self._region = region
        self._columns = columns
        self._period = period
        self._by_role: dict[Role, list[Column]] = {role: [] for role in Role}
        for column in columns:
            self._by_role[column.role].append(column)
        self._names = _completed(
            {each.index: name_column(each.headers) for each in self._by_role[Role.VALUE]}, period
        )
        lines = [*region.titles, *(_corner(each) for each in self._by_role[Role.LABEL])]
        self._unit = next(filter(None, map(title_unit, lines)), "")
        self._topic = title_topic(region.titles) or sheet_topic(sheet)
        corners = [_corner(each) for each in self._by_role[Role.LABEL]]
        self._has_dimension = any(is_word(corner, "dimension_header") for corner in corners)
        self._value_columns = {column.index for column in self._by_role[Role.VALUE]}
        self._time = TimeColumns(grid, region.body, self._by_role[Role.PERIOD])
        self._compared: Comparison | None = None
        self._outer: dict[int, str] = {}
        self._outer_units: dict[int, str] = {}
        self._has_row_units = not self._unit and not self._by_role[Role.UNIT]
        self._unit_by_name: dict[str, str] = {}
        self._last_unit = self._inherited = ""
        """The unit of the last label that has one, and what the row that is read takes over."""
        self._row_note = ""
        """Remarks of the row that is being read; its cells share them."""
        self._unread: list[UnreadCell] = []

    def read(self) -> TableReading:
        cells: list[TableCell] = []
        rows = list(self._rows())
        for place, (row, label, where, periods) in zip(self._places(rows), rows, strict=True):
            self._inherit(label, place)
            width = len(self._grid.kinds[row])
            self._row_note = self._note(row)
            self._compared = self._time.comparison(row)
            for column in self._by_role[Role.VALUE]:
                if column.index >= width:
                    break
                kind = self._grid.kinds[row][column.index]
                if kind in _VALUES:
                    path = Place((*where, *place.parents), place.section)
                    cells.append(self._cell(row, column, label, path, periods))
                elif kind is not Kind.BLANK:
                    code = "empty_mark" if kind is Kind.MISSING else "unread_cell"
                    self._tell(row, column.index, code)
            self._tell_rest(row)
        self._tell_lines()
        unread = tuple(sorted(self._unread, key=lambda each: (each.row, each.column)))
        return TableReading(tuple(cells), unread, self._columns, self._topic, self._score(cells))

    def _rows(self) -> Iterator[tuple[int, Label | None, tuple[str, ...], tuple[str, ...]]]:
        """Rows with their label, the labels of outer columns, and their own periods."""
        for row in self._region.body:
            periods = self._time.periods(row)
            labels = self._labels(row)
            label = parse_label(labels[-1]) if labels else None
            around = [parse_label(text) for text in labels[:-1]]
            outer = tuple(each.name for each in around)
            self._outer_units[row] = next((each.unit for each in around[::-1] if each.unit), "")
            yield row, label, outer, periods

    def _labels(self, row: int) -> list[str]:
        """Texts of the label columns; one left blank in an outer column stands for that above."""
        columns = self._by_role[Role.LABEL]
        texts = [self._label_text(row, column.index) for column in columns]
        if len(columns) > 1:
            for place, column in enumerate(columns[:-1]):
                if texts[place]:
                    self._outer[column.index] = texts[place]
                    for inner in columns[place + 1 : -1]:
                        self._outer.pop(inner.index, None)
                elif texts[-1]:
                    texts[place] = self._outer.get(column.index, "")
        return [text for text in dict.fromkeys(texts) if text]

    def _label_text(self, row: int, column: int) -> str:
        raw = self._grid.raw(row, column)
        return raw if isinstance(raw, str) and raw.strip() else plain_text(raw)

    def _places(
        self, rows: Sequence[tuple[int, Label | None, tuple[str, ...], tuple[str, ...]]]
    ) -> list[Place]:
        """The place of each row; rows without a label stand in none."""
        headings = self._headings(rows)
        labelled = [
            Row(
                self._styled(row, label),
                is_heading=row in headings,
                is_measure=is_percent(label.name),
            )
            for row, label, _, _ in rows
            if label is not None
        ]
        places = iter(place_rows(labelled))
        return [Place((), "") if label is None else next(places) for _, label, _, _ in rows]

    def _headings(
        self, rows: Sequence[tuple[int, Label | None, tuple[str, ...], tuple[str, ...]]]
    ) -> set[int]:
        """Rows without values that head those below them; others have no value yet.

        北镇 without a value among other towns heads nothing. 黑色金属 above the prices of metals
        does: it has no unit where its rows have one, or they are indented below it, or such rows
        part the whole table, its first rows included.
        """
        labelled = [(row, label) for row, label, _, _ in rows if label is not None]
        empty = [(row, label) for row, label in labelled if not self._has_values(row)]
        plain = {row for row, label in empty if label.style is Style.PLAIN}
        parts_all = len(plain) > 1 and bool(labelled) and labelled[0][0] in plain
        indent_below = {row: below.indent for (row, _), (_, below) in itertools.pairwise(labelled)}
        units = self._by_role[Role.UNIT]
        return {
            row
            for row, label in empty
            if row not in plain
            or parts_all
            or row in self._grid.wide
            or (len(self._value_columns) > 1 and not self._has_dimension)
            or label.text[-1:] in (":", "：")
            or indent_below.get(row, 0) > label.indent
            or (units and not any(self._grid.text(row, each.index) for each in units))
        }

    def _styled(self, row: int, label: Label) -> Label:
        if label.style is Style.BY and self._has_values(row):
            return replace(label, style=Style.PLAIN)
        return label

    def _has_values(self, row: int) -> bool:
        """Whether something stands where values do, be it a mark or a remark."""
        kinds = self._grid.kinds[row]
        return any(
            index in self._value_columns and kind is not Kind.BLANK
            for index, kind in enumerate(kinds)
        )

    def _cell(
        self,
        row: int,
        column: Column,
        label: Label | None,
        place: Place,
        periods: tuple[str, ...],
    ) -> TableCell:
        name = self._name_of(column)
        if self._compared is not None:
            periods = (*periods, *self._compared.periods)
        if self._labels_are_periods(label):
            assert label is not None
            periods, label = (*periods, label.name), None
        above, dates = _dated(place.parents)
        periods = (*dates, *periods)
        parents = _distinct(above, label)
        topic = self._topic_for(label, name)
        named = name_cell(label, parents, name, topic)
        unit = self._unit_of(row, label, name)
        period = compose_period(
            (*periods, *name.periods), self._period, is_last_year=name.is_last_year
        )
        if name.is_cumulative:
            period = since_new_year(period)
        indicator = named.indicator or self._topic or plain_text(self._grid.raw(row, 0)) or "数值"
        return TableCell(
            row=row,
            column=column.index,
            raw=self._grid.raw(row, column.index),
            indicator=indicator,
            aliases=named.aliases,
            unit=unit,
            period=period,
            section=place.section,
            bracketed=name.bracketed,
            note=self._row_note,
            per=self._per(row, unit),
            names=(*([label.name] if label is not None else ()), *_of_column(name)),
            parents=tuple(each for each in (topic, *parents) if each),
            is_change=bool(name.text) and is_change(name.text),
        )

    def _name_of(self, column: Column) -> ColumnName:
        name = self._names[column.index]
        return name if self._compared is None else compared_name(name, self._compared.header)

    def _labels_are_periods(self, label: Label | None) -> bool:
        """Whether a single label among others is a period, as 合计 stands among years."""
        return label is not None and not self._by_role[Role.PERIOD] and _is_date(label.name)

    def _topic_for(self, label: Label | None, name: ColumnName) -> str:
        """What the title says is measured, where neither a row nor a column names it."""
        if name.thing:
            return ""
        if label is None:
            return self._topic
        return self._topic if self._has_dimension else ""

    def _unit_of(self, row: int, label: Label | None, name: ColumnName) -> str:
        if name.unit:
            return name.unit
        if name.is_percent:
            return PERCENT
        if label is not None and label.unit:
            return label.unit
        if self._inherited and label is not None:
            return self._inherited
        if self._outer_units[row]:
            return self._outer_units[row]
        texts = (self._grid.text(row, each.index) for each in self._by_role[Role.UNIT])
        return next(filter(None, texts), "") or self._unit

    def _inherit(self, label: Label | None, place: Place) -> None:
        """Take the unit of what a row is a part of: 其中：住宅 below 房屋施工面积（万平方米）."""
        if label is None or not self._has_row_units:
            return
        if label.unit:
            self._unit_by_name[label.name] = self._last_unit = label.unit
            self._inherited = ""
            return
        above = (self._unit_by_name.get(name) for name in reversed(place.parents))
        unit = next(filter(None, above), "")
        self._inherited = unit or (self._last_unit if label.style is Style.OF_WHICH else "")
        if self._inherited:
            self._unit_by_name[label.name] = self._inherited

    def _note(self, row: int) -> str:
        texts = [self._grid.text(row, each.index) for each in self._by_role[Role.NOTE]]
        return "；".join(text for text in texts if text)

    def _per(self, row: int, unit: str) -> str:
        texts = (self._grid.text(row, each.index) for each in self._by_role[Role.UNIT])
        own = next(filter(None, texts), "")
        is_price = parse_unit(unit).measure in _MONEY and parse_unit(own).measure not in _MONEY
        return own if own and is_price else ""

    def _tell(self, row: int, column: int, code: str) -> None:
        self._unread.append(UnreadCell(row, column, code, self._grid.text(row, column)))

    def _tell_rest(self, row: int) -> None:
        """Tell numbers that stand outside the columns of values, and rows that head others."""
        for column in self._columns:
            if column.role not in (Role.ORDINAL, Role.NOTE, Role.UNIT):
                continue
            if self._grid.kind(row, column.index) in (Kind.NUMBER, Kind.YEAR, Kind.FAULT):
                code = "unread_ordinal" if column.role is Role.ORDINAL else "unread_cell"
                self._tell(row, column.index, code)

    def _tell_lines(self) -> None:
        for row in self._region.notes:
            columns = self._grid.filled(row)
            text = " ".join(self._grid.text(row, column) for column in columns)
            code = "unread_remark" if is_note(text) else "skipped_row"
            self._unread.append(UnreadCell(row, columns[0], code, text))
        for row in self._region.numbering:
            for column in self._grid.filled(row):
                if self._grid.kind(row, column) is Kind.NUMBER:
                    self._tell(row, column, "unread_ordinal")

    def _score(self, cells: Sequence[TableCell]) -> float:
        """How well a reading explains its table: named cells, no two of one name, known periods."""
        if not cells:
            return 0.0
        keys = Counter((cell.indicator, cell.unit, cell.period) for cell in cells)
        single = sum(count for count in keys.values() if count == 1) / len(cells)
        headed = [each for each in self._by_role[Role.VALUE] if each.headers]
        named = len(headed) / len(self._by_role[Role.VALUE])
        has_rows = bool(self._by_role[Role.LABEL] or self._by_role[Role.PERIOD])
        dated = any(cell.period is not None for cell in cells)
        return 0.5 * single + 0.25 * named + 0.15 * has_rows + 0.1 * dated


def _completed(names: dict[int, ColumnName], of_table: str) -> dict[int, ColumnName]:
    """Say of a column of growth what it is of and when, where its own headers do not.

    1—6月 | 同比增长 | 7月 | 同比增长, and 受理（件） | 同比（%） | 办结（件） | 同比: each is of
    the columns that it stands behind.
    """
    found: dict[int, ColumnName] = {}
    periods: list[tuple[str, ...]] = []
    thing = base = ""
    for index, name in names.items():
        is_of_another = bool(name.text) and is_change(name.text)
        if name.periods:
            periods.append(name.periods)
        elif periods and is_of_another:
            newest = max(periods, key=lambda each: recency(compose_period(each, of_table)))
            name = replace(name, periods=newest)
            periods = [newest]
        if name.thing:
            thing, base = name.thing, compared_with(name.text)
        elif thing and is_of_another:
            name = replace(name, text=f"{thing}{base}{name.text}", thing=thing)
        elif name.text and not is_of_another:
            thing = base = ""  # 年初预算数 | 执行数 | 增减额: the change is of what the row counts
        found[index] = name
    return found


@lru_cache(maxsize=4096)
def _of_column(name: ColumnName) -> tuple[str, ...]:
    """The names over a column that say what it counts: neither 绝对量 nor 件数, but 合计."""
    names = [each for each in name.text.split(SEPARATOR) if each]
    return tuple(
        each
        for each in names
        if is_total(each)
        or not (is_word(each, "level_name") or (each[-1:] == "数" and is_unit(each[:-1])))
    )


def _corner(column: Column) -> str:
    return column.headers[-1] if column.headers else ""


@lru_cache(maxsize=1024)
def _dated(parents: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give what a row is a part of, and the periods that head it: 2023年 above 全市 and 市区."""
    periods = {name: parse_header(name) for name in parents}
    dates = [each.period for each in periods.values() if each.period and not each.name]
    names = [name for name, each in periods.items() if each.name or not each.period]
    return tuple(names), tuple(dates)


def _distinct(parents: Sequence[str], label: Label | None) -> tuple[str, ...]:
    own = label.name if label is not None else ""
    return tuple(dict.fromkeys(name for name in parents if name and name != own))


def _is_date(text: str) -> bool:
    return len(text) >= 5 and text[:4].isdecimal() and bool(title_period(text) == text)


def sheet_topic(name: str) -> str:
    """Give what the name of a sheet says it is about; empty for Sheet1 and 表一."""
    plain = title_topic([name]) if name else ""
    return "" if re.fullmatch(rf"(?:sheet|工作表|数据|表)[\d{COUNTING} ]*", plain, re.I) else plain
