"""Tables held against themselves: rows and columns of totals, and columns that stand twice.

A row of a table is one line whose cells are apart by tabs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jushi.fidelity.verdict import Code
from jushi.fidelity.within.observation import Observation, within_words
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import cell_words
from jushi.text import CENTURY, Numbering

_NUMBER = lazy_pattern(
    r"([+\-−]?)(\d{1,3}(?:[,，]\d{3})+|\d+)(\.\d+)?\s?([^\d\s%％‰.,，年月日:：/—-]{0,4})"
)
_YEAR = lazy_pattern(rf"{CENTURY}\d{{2}}年?度?")
_BRACKETS = lazy_pattern(r"[（(][^）)]*[）)]|[\s　:：*＊]")
_NUMBERING = lazy_pattern("|".join(f"(?P<{style.name}>{style})" for style in Numbering))
_SCALED = lazy_pattern(r"[万亿]")
_MOST_COLUMNS, _MOST_CELLS, _MOST_TOTALS = 60, 40_000, 60
_LEAST_SAME = 3
"""Rows in which two years' columns must agree, and all must, to look pasted."""


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    start: int
    number: Decimal | None
    places: int
    """Decimal places that are written."""

    @property
    def is_blank(self) -> bool:
        return not self.text or self.text.lower() in cell_words("empty")


@dataclass(frozen=True, slots=True)
class _Table:
    headings: tuple[str, ...]
    """Of each column, all rows of headings in one."""
    heading_rows: tuple[tuple[_Cell, ...], ...]
    rows: tuple[tuple[_Cell, ...], ...]

    def label(self, row: Sequence[_Cell]) -> str:
        return next((cell.text for cell in row[:2] if cell.text and cell.number is None), "")

    def is_summed(self, column: int) -> bool:
        """Whether the numbers of a column are amounts that can be added."""
        heading = self.headings[column].lower()
        return column > 0 and not any(word in heading for word in within_words("not_summed"))

    def is_scaled(self, column: int) -> bool:
        """Whether numbers without a point may be rounded: those in 万元."""
        return _SCALED.search(self.headings[column]) is not None


def table_observations(text: str) -> tuple[Observation, ...]:
    """Give totals that are the sum of their parts or not, and columns that stand twice.

    Nothing is said of rates, of tables with 其中 or of several levels, and of a total in front of
    its parts, or of a column of totals, unless others of the table add up.
    """
    seen = [one for table in _tables(text) for one in _of_table(table)]
    first = {(one.start, one.end): one for one in reversed(seen)}
    return tuple(sorted(first.values(), key=lambda one: one.start))


def _of_table(table: _Table) -> Iterator[Observation]:
    yield from _rows_of_totals(table)
    yield from _columns_of_totals(table)
    yield from _same_columns(table)


def _tables(text: str) -> Iterator[_Table]:
    position = 0
    lines: list[tuple[_Cell, ...]] = []
    for line in [*text.split("\n"), ""]:
        if "\t" in line:
            lines.append(tuple(_cells(line, position)))
        elif lines:
            if (table := _table(lines)) is not None:
                yield table
            lines = []
        position += len(line) + 1


def _cells(line: str, position: int) -> Iterator[_Cell]:
    for part in line.split("\t"):
        bare = part.strip()
        number, places = None, 0
        if (match := _NUMBER.fullmatch(bare)) is not None:
            sign = "-" if match[1] in ("-", "−") else ""
            digits = re.sub(r"[,，]", "", match[2])
            number = Decimal(f"{sign}{digits}{match[3] or ''}")
            places = max(0, len(match[3] or "") - 1)
        yield _Cell(bare, position + len(part) - len(part.lstrip()), number, places)
        position += len(part) + 1


def _table(lines: Sequence[tuple[_Cell, ...]]) -> _Table | None:
    width = max(map(len, lines))
    heads = 0
    while heads < len(lines) and _is_heading(lines[heads]):
        heads += 1
    rows = tuple(row for row in lines[heads:] if len(row) == width)
    if not rows or len(rows) < len(lines) - heads:
        return None
    if width > _MOST_COLUMNS or width * len(rows) > _MOST_CELLS:
        return None
    headings = tuple(
        " ".join(row[column].text for row in lines[:heads] if column < len(row))
        for column in range(width)
    )
    return _Table(headings, tuple(lines[:heads]), rows)


def _is_heading(row: Sequence[_Cell]) -> bool:
    told = [cell for cell in row if not cell.is_blank]
    return all(cell.number is None or _YEAR.fullmatch(cell.text) for cell in told)


def _kind(label: str) -> str:
    plain = _BRACKETS.sub("", label).lower()
    if plain in cell_words("total") or plain in within_words("total"):
        return "total"
    return "subtotal" if plain in cell_words("subtotal") else ""


def _is_flat(table: _Table) -> bool:
    """Whether no row is a part of another: no 其中, and at most one style of numbering."""
    labels = [table.label(row) for row in table.rows]
    if any(label.lower().startswith(within_words("part_of")) for label in labels):
        return False
    styles = {found.lastgroup for label in labels if (found := _NUMBERING.match(label))}
    return len(styles) < 2


def _rows_of_totals(table: _Table) -> Iterator[Observation]:
    if not _is_flat(table):
        return
    kinds = [_kind(table.label(row)) for row in table.rows]
    if sum(map(bool, kinds)) > _MOST_TOTALS:
        return
    for place, kind in enumerate(kinds):
        if not kind or any(word in table.label(table.rows[place]) for word in ("率", "比")):
            continue
        found = [
            seen
            for column in range(1, len(table.headings))
            if table.is_summed(column)
            and (seen := _sum_of_rows(table, kinds, place, column)) is not None
        ]
        is_proven = place > 0 or any(seen.code is Code.DERIVED for seen in found)
        yield from (seen for seen in found if is_proven or seen.code is Code.DERIVED)


def _sum_of_rows(
    table: _Table, kinds: Sequence[str], place: int, column: int
) -> Observation | None:
    total = table.rows[place][column]
    if total.number is None:
        return None
    if place == 0:
        end = next((n for n, kind in enumerate(kinds) if n and kind), len(kinds))
        choices = [list(range(1, end))]
    else:
        before = range(place)
        last = max((n for n in before if kinds[n]), default=-1)
        choices = [
            [n for n in before if not kinds[n]],
            [n for n in before if n > last],
            [n for n in before if kinds[n] == "subtotal" or (n > last and not kinds[n])],
        ]
        if kinds[place] == "subtotal":
            choices = choices[1:2]
    sets = [[table.rows[n][column] for n in choice] for choice in choices]
    name = _BRACKETS.sub("", table.label(table.rows[place]))
    return _held(total, sets, name, is_scaled=table.is_scaled(column))


def _held(
    total: _Cell, sets: Sequence[Sequence[_Cell]], name: str, *, is_scaled: bool
) -> Observation | None:
    """Hold a total against sets of parts, any of which may be meant; the first is told."""
    known = [
        [cell for cell in cells if not cell.is_blank]
        for cells in sets
        if all(cell.is_blank or cell.number is not None for cell in cells)
    ]
    known = [cells for cells in known if len(cells) > 1]
    if not known or total.number is None:
        return None
    for cells in known:
        added = _sum(cells)
        if abs(added - total.number) <= _slack(total, cells, is_scaled=is_scaled):
            return _observation(Code.DERIVED, "table_sum", total, name, cells)
    return _observation(Code.WRONG_ARITHMETIC, "wrong_table_sum", total, name, known[0])


def _sum(cells: Sequence[_Cell]) -> Decimal:
    return sum((cell.number for cell in cells if cell.number is not None), Decimal(0))


def _slack(total: _Cell, cells: Sequence[_Cell], *, is_scaled: bool) -> Decimal:
    """What rounding each number by half its last digit may move the sum; 0 for counts."""
    places = max(cell.places for cell in (total, *cells))
    if not places and not is_scaled:
        return Decimal(0)
    return (len(cells) + 1) * Decimal(1).scaleb(-places) / 2


def _observation(
    code: Code, reason: str, total: _Cell, name: str, cells: Sequence[_Cell]
) -> Observation:
    params = (
        ("name", name),
        ("told", total.text),
        ("count", str(len(cells))),
        ("added", f"{_sum(cells):f}"),
    )
    return Observation(code, total.start, total.start + len(total.text), reason, params)


def _columns_of_totals(table: _Table) -> Iterator[Observation]:
    last_heads = [heading.split(" ")[-1] for heading in table.headings]
    kinds = [_kind(head) for head in last_heads]
    for column, kind in enumerate(kinds):
        if not kind:
            continue
        for side in _sides(table, kinds, column):
            found = [
                seen
                for row in table.rows
                if (seen := _sum_of_columns(table, row, column, side)) is not None
            ]
            held = sum(seen.code is Code.DERIVED for seen in found)
            if held > 1 and held > len(found) - held:
                yield from found
                break


def _sides(table: _Table, kinds: Sequence[str], column: int) -> Iterator[list[int]]:
    """The columns behind and before a total up to the next, those of amounts alone."""
    behind = range(column + 1, len(kinds))
    end = next((n for n in behind if kinds[n]), len(kinds))
    start = next((n for n in reversed(range(column)) if kinds[n]), 0)
    for side in (range(column + 1, end), range(start + 1, column)):
        summed = [n for n in side if table.is_summed(n) and not _is_unit(table, n)]
        if len(summed) > 1:
            yield summed


def _is_unit(table: _Table, column: int) -> bool:
    return all(row[column].number is None for row in table.rows)


def _sum_of_columns(
    table: _Table, row: Sequence[_Cell], column: int, side: Sequence[int]
) -> Observation | None:
    name = f"{_BRACKETS.sub('', table.label(row))} {table.headings[column].split(' ')[-1]}"
    is_scaled = table.is_scaled(column) or _SCALED.search(table.label(row)) is not None
    return _held(row[column], [[row[n] for n in side]], name.strip(), is_scaled=is_scaled)


def _same_columns(table: _Table) -> Iterator[Observation]:
    """Two columns of one year with other numbers, two of other years with the same."""
    if len(table.heading_rows) != 1:
        return
    heads = [cell for cell in table.heading_rows[0] if _YEAR.fullmatch(cell.text)]
    columns = [table.heading_rows[0].index(cell) for cell in heads]
    for place, (head, column) in enumerate(zip(heads, columns, strict=True)):
        for before, other in zip(heads[:place], columns[:place], strict=True):
            pairs = [
                (row[other].number, row[column].number)
                for row in table.rows
                if row[other].number is not None and row[column].number is not None
            ]
            differ = sum(one != two for one, two in pairs)
            same_year = head.text.rstrip("年度") == before.text.rstrip("年度")
            count = str(len(pairs))
            params = (("name", before.text), ("told", head.text), ("count", count))
            span = (head.start, head.start + len(head.text))
            if same_year and differ:
                yield Observation(Code.INCONSISTENT, *span, "same_heading_twice", params)
            elif not same_year and len(pairs) >= _LEAST_SAME and not differ:
                yield Observation(Code.UNVERIFIED, *span, "same_column_twice", params)
