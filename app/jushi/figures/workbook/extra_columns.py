"""Columns beside those of the contract: which hold figures of their own, which stay remarks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jushi.figures.layout.evidence import Kind, kind_of
from jushi.figures.units import PERCENT
from jushi.sheets import RawValue, Sheet, column_letters, plain_text

_NUMBERS = frozenset({Kind.NUMBER})
_WORDS = frozenset({Kind.TEXT, Kind.UNIT, Kind.PERIOD})


@dataclass(frozen=True, slots=True)
class Measured:
    """A column such as 比上年增长（%）, whose every value is a figure."""

    index: int
    name: str
    unit: str


def sort_extra(
    sheet: Sheet, first_row: int, extra: Sequence[tuple[int, str]]
) -> tuple[list[Measured], list[tuple[int, str]], list[tuple[int, str]]]:
    """Sort unknown columns into figures of their own, extra columns, and extra ones with numbers.

    `extra` has column and heading of each; the third list is a part of the second.
    """
    measured: list[Measured] = []
    kept: list[tuple[int, str]] = []
    unread: list[tuple[int, str]] = []
    for index, text in extra:
        if not _holds_numbers(sheet, first_row, index):
            kept.append((index, text))
            continue
        # Loaded where a column needs them: most workbooks have those of the contract alone.
        from jushi.figures.layout.header import parse_header
        from jushi.figures.layout.naming import is_growth, is_measure
        from jushi.figures.layout.words import is_word

        header = parse_header(text)
        if header.name and not header.period and (is_measure(header.name) or header.unit):
            unit = header.unit or (PERCENT if is_growth(header.name) else "")
            measured.append(Measured(index, header.name, unit))
            continue
        kept.append((index, text))
        if not is_word(text, "ordinal_header"):
            unread.append((index, text))
    return measured, kept, unread


def _holds_numbers(sheet: Sheet, first_row: int, index: int) -> bool:
    numbers = words = 0
    for row in sheet.rows[first_row:]:
        if index < len(row) and (raw := row[index]) is not None:
            kind = kind_of(raw)
            numbers += kind in _NUMBERS
            words += kind in _WORDS
    return numbers > words


def find_unnamed_numbers(
    sheet: Sheet, first_row: int, headings: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Give address and text of every number that stands below no heading."""
    named = [bool(text) for text in headings]
    widest = len(named)
    if all(named) and all(len(row) <= widest for row in sheet.rows[first_row:]):
        return
    for number, row in enumerate(sheet.rows[first_row:], first_row + 1):
        for index, raw in enumerate(row):
            is_named = index < widest and named[index]
            if raw is not None and not is_named and kind_of(raw) in _NUMBERS:
                yield f"{column_letters(index)}{number}", plain_text(raw)


def heads_again(sheet: Sheet, first_row: int, indicator: int) -> bool:
    """Whether the row below the headings heads columns too: 绝对量 | 同比增长 below 5月."""
    row: Sequence[RawValue] = next(filter(any, sheet.rows[first_row : first_row + 1]), ())
    kinds = [kind_of(raw) for raw in row]
    if not kinds or (indicator < len(kinds) and kinds[indicator] is not Kind.BLANK):
        return False
    values = [kind for kind in kinds[indicator + 1 :] if kind is not Kind.BLANK]
    is_words = all(kind in _WORDS or kind is Kind.YEAR for kind in values)
    return len(values) > 1 and is_words


def has_table_above(sheet: Sheet, heading_row: int) -> bool:
    """Whether rows of numbers stand above the headings: those of another table on the sheet."""
    return sum(_is_row(row) for row in sheet.rows[:heading_row]) > 1


def has_table_below(sheet: Sheet, first_row: int, indicator: int, values: Sequence[int]) -> bool:
    """Whether another table begins below an empty row: words over numbers, and no number yet."""
    for before, row, after in zip(
        sheet.rows[first_row:],
        sheet.rows[first_row + 1 :],
        sheet.rows[first_row + 2 :],
        strict=False,
    ):
        if any(before) or not any(row):
            continue
        places = [index for index, raw in enumerate(row) if raw not in (None, "")]
        is_head = indicator in places and len(places) > 1 and not _is_row(row)
        if is_head and any(index in places for index in values) and _is_row(after):
            texts = [row[index] for index in values if index in places]
            return all(kind_of(text) in _WORDS for text in texts)
    return False


def _is_row(row: Sequence[RawValue]) -> bool:
    """Whether a row has a label and a number behind it."""
    kinds = [kind for kind in map(kind_of, row) if kind is not Kind.BLANK]
    return len(kinds) > 1 and kinds[0] is Kind.TEXT and any(k in _NUMBERS for k in kinds)
