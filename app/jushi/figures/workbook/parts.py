"""Rows of one sheet that are named alike: each is named with what it is a part of."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from jushi.figures.workbook.lexicon import Column
from jushi.figures.workbook.row import Row
from jushi.sheets import plain_text

_TELLS_APART: tuple[Column, ...] = ("id", "unit", "period", "subject", "section", "indicator")


def name_parts(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Give the rows of a sheet with 其中：自然人 below two numbers named as parts of each.

    Only rows that nothing else tells apart are renamed, and only where numbering, 其中 or indents
    say of what they are parts.
    """
    keys = [_key(row) for row in rows]
    counts = Counter(keys)
    if counts.total() == len(counts):
        return tuple(rows)
    # Loaded where rows are named alike, which few workbooks have.
    from jushi.figures.layout.label import NUMBERED, Style, parse_label
    from jushi.figures.layout.naming import SEPARATOR
    from jushi.figures.layout.outline import Row as OutlineRow
    from jushi.figures.layout.outline import place_rows

    labels = [parse_label(_label_text(row)) for row in rows]
    is_marked = any(each.style is Style.OF_WHICH or each.style in NUMBERED for each in labels)
    if not is_marked and len({each.indent for each in labels}) == 1:
        return tuple(rows)
    outline = [
        OutlineRow(label, is_heading=all(value.raw in (None, "") for value in row.values))
        for row, label in zip(rows, labels, strict=True)
    ]
    named = []
    for row, key, place in zip(rows, keys, place_rows(outline), strict=True):
        indicator = plain_text(row.cells.get("indicator"))
        if counts[key] > 1 and place.parents and indicator:
            path = SEPARATOR.join([*place.parents, indicator])
            row = replace(row, cells={**row.cells, "indicator": path})
        named.append(row)
    return tuple(named)


def _key(row: Row) -> tuple[str, ...]:
    return tuple(plain_text(row.cells.get(column)) for column in _TELLS_APART)


def _label_text(row: Row) -> str:
    raw = row.cells.get("indicator")
    return raw if isinstance(raw, str) else plain_text(raw)
