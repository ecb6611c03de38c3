"""Sheets to rows with known columns: where the table begins, what its columns mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from jushi.figures.figure import Problem, SourceCell
from jushi.figures.problem_messages import find_problem
from jushi.figures.units import is_unit
from jushi.figures.workbook.extra_columns import (
    Measured,
    find_unnamed_numbers,
    has_table_above,
    has_table_below,
    heads_again,
    sort_extra,
)
from jushi.figures.workbook.heading import Heading, find_heading_row, parse_heading, twin_columns
from jushi.figures.workbook.lexicon import Column, load_words, plain_heading
from jushi.figures.workbook.merged_cells import fill_down, fill_merged, rows_merged_across
from jushi.figures.workbook.parts import name_parts
from jushi.figures.workbook.plain_text import half_width
from jushi.figures.workbook.row import Row, TableRows, ValueCell
from jushi.lazy_pattern import lazy_pattern
from jushi.sheets import RawValue, Sheet, column_letters, plain_text
from jushi.text import FAR_CENTURY

_TOP_ROWS = 40
"""Rows in which the headings are looked for; titles and notes stand above them."""
_CONTEXT: frozenset[Column] = frozenset(
    {"indicator", "unit", "period", "subject", "section", "source", "note"}
)
"""Columns whose merged cells speak for every row they cover. A merged value is one value."""
_YEAR = lazy_pattern(rf"(?<!\d)({FAR_CENTURY}\d\d)\s*年")
_LONGEST_UNIT_LINE = 200
"""Characters at the end of a title in which its unit is looked for."""
_UNIT_LINE = lazy_pattern(r"(.?)(?:计量|金额)?单位\s*[:：]\s*([^\s,，、;；)）/]+)\s*[)）]?$")


def read_sheet_rows(file: str, sheet: Sheet) -> TableRows:
    """Give the rows of a sheet below its headings; a sheet that holds no figures gives none."""
    whole = SourceCell(file, sheet.name, "")
    if not any(sheet.rows):
        return _passed_over("empty_sheet", whole)
    if sheet.is_hidden:
        return _passed_over("skipped_hidden_sheet", whole)
    if plain_heading(sheet.name) in load_words("guide_sheet"):
        return _passed_over("skipped_sheet", whole)
    top = fill_merged(sheet.rows[:_TOP_ROWS], sheet.merged)
    heading_row = find_heading_row(top)
    if heading_row is None:
        return TableRows((), (_no_table(whole, top),), is_table=False, is_contract=False)
    layout = _read_layout(file, sheet, top, heading_row)
    unnamed = find_unnamed_numbers(sheet, layout.first_row, layout.heading_texts)
    problems = [
        *layout.problems,
        *(
            find_problem("unread_cell", SourceCell(file, sheet.name, cell), text=text)
            for cell, text in unnamed
        ),
        *_unread_columns(layout),
    ]
    rows = name_parts(tuple(_grid_rows(sheet, layout)))
    has_lower_headings = heads_again(sheet, layout.first_row, layout.columns["indicator"])
    values = [index for index, *_ in layout.values]
    has_more = has_table_above(sheet, heading_row) or has_table_below(
        sheet, layout.first_row, layout.columns["indicator"], values
    )
    is_contract = not (has_lower_headings or has_more or layout.has_two_measures)
    return TableRows(rows, tuple(problems), is_table=True, is_contract=is_contract)


def _passed_over(code: str, whole: SourceCell) -> TableRows:
    return TableRows((), (find_problem(code, whole),), is_table=False, is_passed_over=True)


def _no_table(whole: SourceCell, top: Sequence[Sequence[RawValue]]) -> Problem:
    for row in top:
        headings = [parse_heading(raw) for raw in row if raw is not None and raw != ""]
        indicator = next((each for each in headings if each.column == "indicator"), None)
        if indicator is not None and sum(each.column is not None for each in headings) > 1:
            return find_problem("sheet_without_value", whole, header=indicator.text)
    return find_problem("skipped_sheet", whole)


@dataclass(frozen=True, slots=True)
class _Layout:
    """What the headings of one sheet say."""

    file: str
    sheet: str
    first_row: int
    """Index of the first row below the headings."""
    heading_texts: tuple[str, ...]
    columns: dict[Column, int]
    marks: dict[Column, str]
    values: tuple[tuple[int, str, str, str], ...]
    """Column, its letters, period and unit of each column of values."""
    extra: tuple[tuple[int, str], ...]
    measured: tuple[Measured, ...]
    """Columns of growth, share and the like: each value is a figure of its own."""
    unread: tuple[tuple[int, str], ...]
    """Columns of numbers whose heading does not say what they are."""
    default_period: str
    default_unit: str
    has_two_measures: bool
    """Whether two columns of one period hold different things: 数量（件） and 金额（万元）.

    So do those of a table that goes on beside itself: 指标 | 数值 | 指标 | 数值.
    """
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Sorted:
    """The headings of one sheet, each with what it is of."""

    columns: dict[Column, int] = field(default_factory=dict)
    values: list[tuple[int, str, str, str]] = field(default_factory=list)
    extra: list[tuple[int, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    has_two_measures: bool = False


def _read_layout(
    file: str, sheet: Sheet, top: Sequence[Sequence[RawValue]], heading_row: int
) -> _Layout:
    headings = [parse_heading(raw) for raw in top[heading_row]]
    found = _sort_headings(SourceCell(file, sheet.name, ""), headings, top[: heading_row + 1])
    columns, problems = found.columns, found.problems
    period, unit, told = _defaults(file, sheet, top[:heading_row], "period" in columns)
    measured, extra, unread = sort_extra(sheet, heading_row + 1, found.extra)
    wants_unit = "unit" not in columns and not any(unit for *_, unit in found.values)
    wants_period = "period" not in columns and any(not each[2] for each in found.values)
    problems += [
        told[name]
        for name, wanted in (("period", wants_period), ("unit", wants_unit))
        if wanted and name in told
    ]
    return _Layout(
        file=file,
        sheet=sheet.name,
        first_row=heading_row + 1,
        heading_texts=tuple(heading.text for heading in headings),
        columns=columns,
        marks={column: column_letters(index) for column, index in columns.items()},
        values=tuple(found.values),
        extra=tuple(extra),
        measured=tuple(measured),
        unread=tuple(unread),
        default_period=period,
        default_unit=unit,
        has_two_measures=found.has_two_measures,
        problems=tuple(problems),
    )


def _sort_headings(
    whole: SourceCell, headings: Sequence[Heading], top: Sequence[Sequence[RawValue]]
) -> _Sorted:
    """Sort the headings, which stand in the last row of `top`, into columns."""
    found = _Sorted()
    periods: dict[str, Heading] = {}
    for index, heading in enumerate(headings):
        if heading.column == "value":
            period = heading.period or _period_above(top[:-1], index)
            twin = periods.setdefault(period, heading)
            if twin is heading:
                found.values.append((index, column_letters(index), period, heading.unit))
                continue
            found.has_two_measures |= heading.unit != twin.unit or _is_money(heading, twin)
        elif heading.column is None:
            if heading.text:
                found.extra.append((index, heading.text))
            continue
        else:
            first = found.columns.setdefault(heading.column, index)
            if first == index:
                continue
            twin = headings[first]
            found.has_two_measures |= heading.column == "indicator" and twin.text == heading.text
        where = replace(whole, cell=f"{column_letters(index)}{len(top)}")
        found.problems.append(twin_columns(where, twin, heading))
    return found


def _is_money(heading: Heading, twin: Heading) -> bool:
    """Whether one of two value columns holds money, as 数量 | 金额 do, and the other does not."""
    money = load_words("money_heading")
    return (plain_heading(heading.text) in money) != (plain_heading(twin.text) in money)


def _unread_columns(layout: _Layout) -> Iterator[Problem]:
    for index, header in layout.unread:
        where = SourceCell(layout.file, layout.sheet, f"{column_letters(index)}{layout.first_row}")
        yield find_problem("unread_column", where, header=header)


def _period_above(rows: Sequence[Sequence[RawValue]], column: int) -> str:
    """Give the period of a heading of two levels: 2023年 over 数值 and 单位."""
    if not rows or column >= len(rows[-1]):
        return ""
    return parse_heading(rows[-1][column]).period


def _defaults(
    file: str, sheet: Sheet, titles: Sequence[Sequence[RawValue]], has_periods: bool
) -> tuple[str, str, dict[str, Problem]]:
    """Give the period and unit that titles say for the whole table, and how that is told."""
    period, unit = "", ""
    told: dict[str, Problem] = {}
    lines = [text for row in titles for text in dict.fromkeys(map(plain_text, row)) if text]
    whole = SourceCell(file, sheet.name, "")
    for line in [*lines, sheet.name]:
        years = set(_YEAR.findall(half_width(line)))
        if len(years) == 1 and not period:
            period = f"{years.pop()}年"
            told["period"] = find_problem("period_from_title", whole, text=line, period=period)
        unit_line = _UNIT_LINE.search(line[-_LONGEST_UNIT_LINE:])
        if unit_line and not unit and (is_unit(unit_line[2]) or not _names_office(unit_line[1])):
            unit = unit_line[2]
            told["unit"] = find_problem("unit_from_title", whole, text=line, unit=unit)
    return period, unit, told


def _names_office(before: str) -> bool:
    """编制单位：某县司法局 names who made the table; what is no unit stands behind such a word."""
    return "\u3400" <= before <= "\u9fff"


def _grid_rows(sheet: Sheet, layout: _Layout) -> Iterator[Row]:
    context = {layout.columns[column] for column in _CONTEXT if column in layout.columns}
    rows = fill_down(sheet, layout.first_row, context)
    valued = {place for place, *_ in layout.values}
    across = rows_merged_across(sheet.merged, layout.columns["indicator"], valued)
    for index in range(layout.first_row, len(rows)):
        row = rows[index]
        if not any(raw is not None and raw != "" for raw in row):
            continue
        width = len(row)
        if _repeats_headings(row, layout):
            continue
        number = str(index + 1)
        yield Row(
            file=layout.file,
            sheet=layout.sheet,
            stem=number,
            marks=layout.marks,
            cells={column: row[place] for column, place in layout.columns.items() if place < width},
            values=tuple(
                [
                    ValueCell(row[place] if place < width else None, letters + number, period, unit)
                    for place, letters, period, unit in layout.values
                ]
            ),
            extra=tuple(
                [
                    (head, text)
                    for place, head in layout.extra
                    if place < width and (text := plain_text(row[place]))
                ]
            ),
            default_period=layout.default_period,
            default_unit=layout.default_unit,
            is_merged_across=index + 1 in across,
        )
        for measured in layout.measured:
            raw = row[measured.index] if measured.index < width else None
            if raw is not None and raw != "" and index + 1 not in across:
                yield _measured_row(layout, row, number, measured)


def _measured_row(layout: _Layout, row: Sequence[RawValue], number: str, measured: Measured) -> Row:
    """Give the row of one more figure that a row holds: its growth, its share."""
    cells: dict[Column, RawValue] = {
        column: row[place]
        for column, place in layout.columns.items()
        if column in _CONTEXT and column not in ("unit", "note") and place < len(row)
    }
    cells["indicator"] = f"{plain_text(cells.get('indicator'))}{measured.name}"
    newest = max((each[2] for each in layout.values), default="")
    address = f"{column_letters(measured.index)}{number}"
    return Row(
        file=layout.file,
        sheet=layout.sheet,
        stem=number,
        marks={column: layout.marks[column] for column in cells},
        cells=cells,
        values=(ValueCell(row[measured.index], address, newest, measured.unit),),
        extra=(),
        default_period=layout.default_period,
        default_unit="",
    )


def _repeats_headings(row: Sequence[RawValue], layout: _Layout) -> bool:
    """Whether a row is the headings once more, as they are printed on every page."""
    anchor = layout.columns["indicator"]
    if anchor >= len(row) or row[anchor] != layout.heading_texts[anchor]:
        return False
    return tuple(map(plain_text, row)) == layout.heading_texts[: len(row)]
