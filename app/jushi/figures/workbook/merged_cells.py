"""Merged cells: which rows they cover, and the text that stands for all of them."""

from collections.abc import Collection, Iterable, Sequence

from jushi.sheets import MergedRange, RawValue, Sheet

_WIDEST = 200
"""Columns; a cell merged over more is decoration."""
_MOST_COVERED = 2_000_000
"""Rows that merged cells may cover together; ranges of an honest sheet do not overlap."""


def fill_merged(
    rows: Sequence[tuple[RawValue, ...]], merged: Iterable[MergedRange]
) -> Sequence[tuple[RawValue, ...]]:
    """Give `rows` with the value of each merged range in every cell that it covers."""
    filled = list(rows)
    covered = 0
    for each in merged:
        width = each.last_column - each.first_column + 1
        last_row = min(each.last_row, len(rows))
        covered += max(0, last_row - each.first_row + 1)
        if covered > _MOST_COVERED:
            break
        if each.first_row > len(rows) or not 0 < width <= _WIDEST:
            continue
        first = rows[each.first_row - 1]
        value = first[each.first_column - 1] if each.first_column <= len(first) else None
        if value is None:
            continue
        for index in range(each.first_row - 1, last_row):
            row = [*filled[index], *[None] * (each.last_column - len(filled[index]))]
            row[each.first_column - 1 : each.last_column] = [value] * width
            filled[index] = tuple(row)
    return filled


def fill_down(
    sheet: Sheet, first_row: int, columns: Collection[int]
) -> Sequence[tuple[RawValue, ...]]:
    """Give the rows of a sheet with what was merged downward, in `columns`, in every row of it.

    `first_row` and `columns` count from 0; what is merged above `first_row` stays as it is.
    """
    downward = [
        each
        for each in sheet.merged
        if each.last_row > each.first_row > first_row
        and each.first_column == each.last_column
        and each.first_column - 1 in columns
    ]
    return fill_merged(sheet.rows, downward) if downward else sheet.rows


def rows_merged_across(
    merged: Iterable[MergedRange], indicator: int, values: Collection[int]
) -> frozenset[int]:
    """Give the numbers, from 1, of rows in which one cell covers the indicator and a value.

    `indicator` and `values` are columns from 0.
    """
    found: set[int] = set()
    for each in merged:
        covered = range(each.first_column - 1, each.last_column)
        if indicator in covered and any(value in covered for value in values):
            found.add(each.first_row)
    return frozenset(found)
