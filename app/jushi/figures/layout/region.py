"""Where the tables of a sheet stand: titles, header rows and body of each, notes between them."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from jushi.figures.layout.evidence import Kind, is_broken_number, period_of
from jushi.figures.layout.grid import Grid
from jushi.figures.layout.header import title_unit
from jushi.figures.layout.label import is_note
from jushi.figures.layout.words import is_word
from jushi.figures.workbook.plain_text import half_width

_VALUES = frozenset({Kind.NUMBER, Kind.AMOUNT, Kind.FAULT})
_WORDS = frozenset({Kind.TEXT, Kind.PERIOD, Kind.UNIT, Kind.YEAR})
_MOST_HEADERS = 10
_MOST_TITLES = 20
"""Lines right above a table that may speak of it."""
_STEMS = "甲乙丙丁戊己庚辛壬癸"
"""甲 | 乙 | 1 | 2 below the headers of a form counts its columns."""
_MOST_LABELS = 2
"""Columns in which a row says what it describes its columns by."""
_COLUMN_NUMBERS = 3
"""Numbers 1, 2, 3 … below the headers that count the columns."""


@dataclass(slots=True)
class Region:
    """One table of a sheet; rows and columns count from 0."""

    titles: list[str] = field(default_factory=list)
    """What stands above the headers, from the top: title, unit line, office."""
    headers: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    """Rows below the headers, headings between them included."""
    notes: list[int] = field(default_factory=list)
    numbering: list[int] = field(default_factory=list)
    """Rows that count the columns: 栏次 1 2 3."""
    first_column: int = 0
    last_column: int = 0
    """Included."""
    numeric: set[int] = field(default_factory=set)
    """Columns that hold a number in some row."""


def find_regions(grid: Grid) -> list[Region]:
    """Give the tables of a sheet from the top; none where no row holds a value."""
    regions: list[Region] = []
    pending: list[int] = []
    has_header = False
    for row in range(len(grid.kinds)):
        filled = grid.filled(row)
        if not filled:
            continue
        region = regions[-1] if regions else None
        if not _holds_values(grid, row, filled, region, has_header=has_header):
            pending.append(row)
            has_header = has_header or _is_header(grid, row)
            continue
        if region is None or _starts_table(grid, pending, region):
            fresh = Region()
            left = _open(grid, pending, fresh, region)
            if region is not None:
                region.notes += left
            else:
                fresh.titles += [_line(grid, each) for each in left]
            regions.append(fresh)
        else:
            region.body += [each for each in pending if not _repeats(grid, each, region)]
        pending, has_header = [], True
        region = regions[-1]
        if not region.body and _counts_columns(grid, row, filled):
            region.numbering.append(row)
            continue
        region.body.append(row)
        region.numeric.update(c for c in filled if grid.kind(row, c) in (*_VALUES, Kind.MISSING))
    if regions:
        _close(grid, pending, regions[-1])
    for region in regions:
        used = [c for row in (*region.headers, *region.body) for c in grid.filled(row)]
        region.first_column, region.last_column = min(used, default=0), max(used, default=0)
    return [region for region in regions if region.body or region.numbering]


def describes_columns(grid: Grid, row: int) -> bool:
    """Whether a row says of each column what it is no name of: 指标ID | EMM01 and 频率 | 月."""
    filled = grid.filled(row)
    if len(filled) < 2 or any(grid.kinds[row][column] is Kind.NUMBER for column in filled):
        return False
    return any(is_word(grid.text(row, column), "described_row") for column in filled[:_MOST_LABELS])


def _line(grid: Grid, row: int) -> str:
    return " ".join(grid.text(row, column) for column in grid.filled(row))


def _holds_values(
    grid: Grid, row: int, filled: Sequence[int], region: Region | None, *, has_header: bool
) -> bool:
    kinds = [grid.kinds[row][column] for column in filled]
    if describes_columns(grid, row):
        return False
    if any(kind in _VALUES for kind in kinds):
        is_all_words = all(kind in _WORDS or kind is Kind.AMOUNT for kind in kinds)
        # A header of classes of size holds no number: 企业规模 | 500万元以下 | 500万元以上.
        heads = not has_header or (region is None and filled[0] > 0)
        return not (is_all_words and heads and len(filled) > 1)
    if Kind.YEAR not in kinds:
        # Marks of missing values and broken numbers stand beside a label and perhaps a unit.
        marks = sum(
            kind is Kind.MISSING or (kind is Kind.TEXT and is_broken_number(grid.text(row, column)))
            for column, kind in zip(filled, kinds, strict=True)
            if column
        )
        return has_header and marks > 0 and marks >= len(kinds) - 2
    years = [int(grid.text(row, c)) for c in filled if grid.kinds[row][c] is Kind.YEAR]
    if len(years) > 1:
        steps = {later - earlier for earlier, later in itertools.pairwise(years)}
        return not (steps and (min(steps) > 0 or max(steps) < 0))
    return has_header and len(filled) > 1


def _starts_table(grid: Grid, pending: Sequence[int], region: Region) -> bool:
    """Whether rows between values are the headers of another table: words over numbers.

    The same headers once more begin another table below another title: 乙县 after 甲县.
    """
    for place, row in enumerate(pending):
        if row in grid.wide or _is_line(grid, row):
            continue
        if _repeats(grid, row, region):
            lines = [_line(grid, each) for each in pending[:place]]
            lines = [line for line in lines if not is_note(line) and line not in region.titles]
            if any(not line.startswith("续") and not title_unit(line) for line in lines):
                return True
            continue
        filled = grid.filled(row)
        words = [c for c in filled if grid.kinds[row][c] in _WORDS and c in region.numeric]
        is_apart = place > 0 or row - 1 not in region.body[-1:] + region.headers[-1:]
        if len(filled) > 1 and words and (is_apart or _heads_all(grid, row, words, region)):
            return True
    return False


def _heads_all(grid: Grid, row: int, words: Sequence[int], region: Region) -> bool:
    """Whether a row right below numbers heads each of their columns, and is no row of remarks.

    指标 | 余额 | 比年初 does; 乙县 | 不详 | 不详 and 乙县 | 见附件 do not.
    """
    texts = {grid.text(row, column) for column in words}
    return 1 < len(texts) == len(words) == len(region.numeric)


def _repeats(grid: Grid, row: int, region: Region) -> bool:
    """Whether a row is a header once more, as it is printed on every page."""
    filled = grid.filled(row)
    return any(
        len(filled) > 1
        and filled == grid.filled(header)
        and all(grid.text(row, column) == grid.text(header, column) for column in filled)
        for header in region.headers
    )


def _open(grid: Grid, pending: Sequence[int], fresh: Region, before: Region | None) -> list[int]:
    """Sort the rows above the first value into titles, headers and first headings of `fresh`.

    Gives those that belong to the table `before`, its notes; all titles where there is none.
    """
    heads = {row for row in pending if _is_header(grid, row, is_next=row == pending[-1])}
    last = max(heads, default=-1)
    first = last
    while first - 1 in heads and last - first < _MOST_HEADERS:
        first -= 1
    left: list[int] = []
    for row in pending:
        if first <= row <= last:
            fresh.headers.append(row)
        elif row > last and heads:
            fresh.body.append(row)
        elif before is not None and not fresh.titles and is_note(_line(grid, row)):
            left.append(row)
        else:
            fresh.titles.append(_line(grid, row))
    del fresh.titles[:-_MOST_TITLES]
    return left


def _is_header(grid: Grid, row: int, *, is_next: bool = False) -> bool:
    """Whether a row without values may head columns; `is_next` if a value stands below it."""
    filled = grid.filled(row)
    if row in grid.wide or _is_line(grid, row):
        return False
    if len(filled) > 1:
        return True
    return is_next and bool(filled) and filled[0] > 0 and not is_note(_line(grid, row))


def _is_line(grid: Grid, row: int) -> bool:
    """Whether a row says something of the whole table: 编制单位：… | 单位：万元."""
    texts = [half_width(grid.text(row, column)) for column in grid.filled(row)]
    said = [
        text
        for text in texts
        if (title_unit(text) and ":" in text) or (":" in text and is_note(text))
    ]
    if len(texts) > 1 and all(":" in text[:-1] or period_of(text) for text in texts):
        # 表号：… | 制定机关：… and 部门：某县司法局 | 2023年度 | 金额单位：万元
        return any(":" in text for text in texts)
    return bool(said) and len(said) >= len(texts) - 1 and not _names_columns(texts)


def _names_columns(texts: Sequence[str]) -> bool:
    return any(is_word(text, "unit_header") for text in texts)


def _counts_columns(grid: Grid, row: int, filled: Sequence[int]) -> bool:
    numbers = [grid.text(row, c) for c in filled if grid.kinds[row][c] is Kind.NUMBER]
    if numbers and is_word(grid.text(row, filled[0]), "ordinal_header"):
        return True
    words = [grid.text(row, c) for c in filled if grid.kinds[row][c] is not Kind.NUMBER]
    is_stems = bool(words) and all(len(word) == 1 and word in _STEMS for word in words)
    if is_stems and numbers == [str(place) for place in range(1, len(numbers) + 1)]:
        return len(words) > 1 or len(numbers) >= _COLUMN_NUMBERS
    if len(numbers) < _COLUMN_NUMBERS or len(numbers) < len(filled) - 2:
        return False
    if not all(number.isdecimal() for number in numbers):
        return False
    counted = [int(number) for number in numbers]
    return counted[0] in (1, 2) and counted == list(range(counted[0], counted[0] + len(counted)))


def _close(grid: Grid, pending: Sequence[int], region: Region) -> None:
    """What stands below the last value are notes, and headings that head nothing."""
    region.notes += [row for row in pending if not _repeats(grid, row, region)]
