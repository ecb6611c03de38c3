"""File bytes to a table: sheets to rows, rows to figures, figures to a table that was checked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING

from jushi.errors import FigureError
from jushi.figures.figure import FigureTable, Problem, SourceCell
from jushi.figures.period.period import Period
from jushi.figures.period.text import parse_period, parse_without_year
from jushi.figures.problem_messages import find_problem
from jushi.figures.rules import check_table, fill_formulas
from jushi.figures.workbook.cell_formulas import ComputedSheet, compute_formulas
from jushi.figures.workbook.confirmation import hold_back
from jushi.figures.workbook.figure_rows import FigureRows, standard_unit
from jushi.figures.workbook.identifier import Entry, figure_key
from jushi.figures.workbook.merging import merge_entries
from jushi.figures.workbook.record_rows import read_record_rows
from jushi.figures.workbook.row import TableRows
from jushi.figures.workbook.table_rows import read_sheet_rows
from jushi.sheets import Records, Sheet, column_letters, read_workbook_file

if TYPE_CHECKING:
    from jushi.figures.layout import Corrections
    from jushi.figures.workbook.layout_rows import LayoutTable

_MOST_LISTED = 10
"""Rows or columns that are named one by one."""
_REPLACED = "\ufffd"


def read_table(name: str, content: bytes, corrections: "Corrections | None" = None) -> FigureTable:
    """Give the table of one file; see `jushi.figures.workbook.read_workbook`.

    `corrections` are worked in before figures get their ids.
    """
    file = PurePath(name.replace("\\", "/")).name
    source = read_workbook_file(file, content)
    computed: list[Problem] = []
    if isinstance(source, Records):
        tables = [read_record_rows(file, source)]
        layouts: dict[int, tuple[LayoutTable, ...]] = {}
    else:
        results = [compute_formulas(sheet) for sheet in source]
        source = tuple(each.sheet for each in results)
        computed = list(_computed(file, results))
        tables = [read_sheet_rows(file, sheet) for sheet in source]
        layouts = _layouts(file, source, tables, corrections or {})
    if not layouts and not any(table.is_table for table in tables):
        raise _no_table(file, tables)
    rows = FigureRows()
    for place, table in enumerate(tables):
        if place in layouts:
            problems = [problem for each in layouts[place] for problem in each.problems]
            tables[place] = TableRows((), tuple(problems), is_table=True)
        elif table.is_table:
            rows.read_rows(table.rows)
    if layouts:
        from jushi.figures.workbook.layout_rows import entries_of

        rows.entries += entries_of([table for place in layouts for table in layouts[place]])
    if not rows.entries:
        raise FigureError("figures.no_figures", place=file)
    entries = [_corrected(each, corrections) for each in rows.entries] if corrections else None
    figures, contradictions = merge_entries(entries or rows.entries)
    confirmed = hold_back(FigureTable(tuple(figures)))
    filled = fill_formulas(confirmed)
    of_sheets = [problem for table in tables for problem in table.problems]
    hidden = () if isinstance(source, Records) else _hidden_parts(file, source)
    problems = [
        *hidden,
        *computed,
        *of_sheets,
        *rows.problems,
        *contradictions,
        *confirmed.problems,
        *check_table(filled),
    ]
    problems += _broken_characters(filled)
    return FigureTable(filled.figures, (*problems, *_empty_values(file, filled, problems)))


def _corrected(entry: Entry, corrections: "Corrections") -> Entry:
    given = corrections.get(str(entry.figure.cell))
    if not given:
        return entry
    figure = entry.figure
    figure = replace(
        figure,
        indicator=given.get("indicator", "").strip() or figure.indicator,
        unit=standard_unit(given["unit"]) if "unit" in given else figure.unit,
        period=_period(given["period"]) if "period" in given else figure.period,
    )
    return replace(entry, figure=figure, key=figure_key(figure))


def _period(text: str) -> Period | None:
    if not text.strip():
        return None
    return parse_without_year(text) or parse_period(text)


def _layouts(
    file: str,
    sheets: Sequence[Sheet],
    tables: Sequence[TableRows],
    corrections: "Corrections",
) -> dict[int, tuple["LayoutTable", ...]]:
    """Give the tables of those sheets that are not of the contract, by place; only with figures."""
    found: dict[int, tuple[LayoutTable, ...]] = {}
    others = [t for t in tables if not t.is_contract and not t.is_passed_over]
    if not others:
        return found
    # Loaded where a sheet needs it: most workbooks are those of the contract.
    from jushi.figures.workbook.layout_rows import read_layout_tables

    for place, (sheet, table) in enumerate(zip(sheets, tables, strict=True)):
        if not table.is_contract and not table.is_passed_over:
            read = read_layout_tables(file, sheet, corrections)
            if any(each.figures for each in read):
                found[place] = read
    return found


def _no_table(file: str, tables: list[TableRows]) -> FigureError:
    codes = {problem.code for table in tables for problem in table.problems}
    if codes == {"empty_sheet"} or not tables:
        return FigureError("figures.workbook_empty", place=file)
    if codes == {"skipped_hidden_sheet"}:
        return FigureError("figures.all_sheets_hidden", place=file)
    if "sheet_without_value" in codes:
        return FigureError("figures.no_value_column", place=file)
    if any(table.rows for table in tables):
        return FigureError("figures.no_indicator_in_objects", place=file)
    return FigureError("figures.no_sheet_of_figures", place=file)


def _computed(file: str, results: Iterable[ComputedSheet]) -> Iterator[Problem]:
    """Tell the formulas that held no result and were computed here."""
    for each in results:
        if each.computed:
            whole = SourceCell(file, each.sheet.name, "")
            count, cells = str(len(each.computed)), _listed(each.computed)
            yield find_problem("computed_formulas", whole, count=count, cells=cells)


def _hidden_parts(file: str, sheets: Iterable[Sheet]) -> Iterator[Problem]:
    """Tell rows and columns that are hidden or filtered out, and were read all the same."""
    for sheet in sheets:
        if sheet.is_hidden:
            continue
        whole = SourceCell(file, sheet.name, "")
        if sheet.hidden_rows:
            rows = _listed(str(row) for row in sheet.hidden_rows)
            yield find_problem("hidden_rows", whole, count=str(len(sheet.hidden_rows)), rows=rows)
        widest = max(map(len, sheet.rows), default=0)
        columns = [column for column in sheet.hidden_columns if column <= widest]
        if columns:
            letters = _listed(column_letters(column - 1) for column in columns)
            yield find_problem("hidden_columns", whole, count=str(len(columns)), columns=letters)


def _listed(names: Iterable[str]) -> str:
    first = [*islice(names, _MOST_LISTED + 1)]
    return "、".join(first[:_MOST_LISTED]) + ("…" if len(first) > _MOST_LISTED else "")


def _broken_characters(table: FigureTable) -> list[Problem]:
    """Tell the figures in whose words a character was lost, here or by the program before."""
    return [
        find_problem("broken_character", figure.cell, text=text[:40])
        for figure in table
        for text in (figure.indicator, figure.subject, figure.section, *figure.aliases)
        if _REPLACED in text
    ]


def _empty_values(file: str, table: FigureTable, known: list[Problem]) -> list[Problem]:
    faulty = {problem.where for problem in known if problem.is_error}
    empty = [figure for figure in table if figure.value is None and figure.cell not in faulty]
    problems = [
        find_problem("empty_required", figure.cell, indicator=figure.indicator)
        for figure in empty
        if figure.required
    ]
    if empty:
        count = str(len(empty))
        problems.append(find_problem("empty_values", SourceCell(file, "", ""), count=count))
    return problems
