"""What each column of a table is for, by what its cells look like and what its header says."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from jushi.figures.layout.evidence import Kind
from jushi.figures.layout.grid import Grid
from jushi.figures.layout.header import parse_header
from jushi.figures.layout.region import Region, describes_columns
from jushi.figures.layout.words import is_word, plain_word, table_words

_MOST = 0.6
"""Share of the filled cells of a column that decides what it holds."""
_SOME = 0.4
"""Share of numbers from which a column behind a label holds values, not remarks."""
_MOST_SIDES = 20
"""Tables beside each other on one sheet."""
_FEWEST_NAMES = 3
"""Numbers that name rows; fewer are more likely values."""


class Role(Enum):
    """What a column is for."""

    LABEL = "label"
    PERIOD = "period"
    UNIT = "unit"
    VALUE = "value"
    NOTE = "note"
    ORDINAL = "ordinal"  # 序号, 代码, 电话: numbers that count nothing
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    index: int
    role: Role
    headers: tuple[str, ...]
    """Header texts over it from the top, each once, merged ones included."""


def header_texts(grid: Grid, region: Region, labels: int) -> dict[int, tuple[str, ...]]:
    """Give the header texts over each column; `labels` columns on the left carry none to the right.

    In files without merged cells a header stands over the first of its columns only: a blank
    cell takes what stands left of it, where a lower row tells the two apart.
    """
    columns = range(region.first_column, region.last_column + 1)
    found: dict[int, list[str]] = {column: [] for column in columns}
    has_below = dict.fromkeys(columns, False)
    named = [row for row in region.headers if not describes_columns(grid, row)]
    for row in reversed(named or region.headers):
        carried = ""
        for column in columns:
            text = own = grid.text(row, column)
            if own:
                carried = own if has_below[column] and column >= labels else ""
            elif has_below[column]:
                text = carried
            if text and text not in found[column]:
                found[column].insert(0, text)
            has_below[column] = has_below[column] or bool(own)
    return {column: tuple(texts) for column, texts in found.items()}


def read_columns(grid: Grid, region: Region) -> list[Column]:
    """Give the columns of a table from the left, each with its likeliest role."""
    counts = _counts(grid, region)
    indexes = range(region.first_column, region.last_column + 1)
    labels = _label_columns(counts, indexes)
    found: list[Column] = []
    before: set[Role] = set()
    texts = header_texts(grid, region, labels)
    for index in indexes:
        headers = texts[index]
        role = _role(grid, region, index, headers, counts[index], before=before)
        found.append(Column(index, role, headers))
        before.add(role)
    named = _named_by_codes(_without_counters(grid, region, _labelled(found)))
    return _with_labels(grid, region, _without_attributes(grid, region, named))


def _counts(grid: Grid, region: Region) -> dict[int, Counter[Kind]]:
    columns: dict[int, list[Kind]] = {
        column: [] for column in range(region.first_column, region.last_column + 1)
    }
    for row in region.body:
        kinds = grid.kinds[row]
        for column in range(region.first_column, min(region.last_column + 1, len(kinds))):
            if kinds[column] is not Kind.BLANK:
                columns[column].append(kinds[column])
    return {column: Counter(kinds) for column, kinds in columns.items()}


def _label_columns(counts: dict[int, Counter[Kind]], indexes: Sequence[int]) -> int:
    """Give the first column that holds numbers: those left of it have labels."""
    for index in indexes:
        held = counts[index]
        if held[Kind.NUMBER] + held[Kind.FAULT] > held[Kind.TEXT] + held[Kind.PERIOD]:
            return index
    return indexes[0] + 1


def _role(
    grid: Grid,
    region: Region,
    index: int,
    headers: tuple[str, ...],
    counts: Counter[Kind],
    *,
    before: Collection[Role],
) -> Role:
    total = counts.total()
    has_value = Role.VALUE in before
    if not total:
        return Role.EMPTY
    last = headers[-1] if headers else ""
    is_first = not any(role in before for role in (Role.LABEL, Role.PERIOD, Role.VALUE))
    # The no. below Yes and beside % is a number of votes.
    is_sure = len(headers) == 1 or is_first or not is_word(last, "level_name")
    if is_word(last, "ordinal_header") and is_sure:
        return Role.ORDINAL
    if _heads_codes(last) and counts[Kind.NUMBER] + counts[Kind.TEXT] == total:
        return Role.ORDINAL
    if is_word(last, "note_header"):
        return Role.NOTE
    words = counts[Kind.TEXT] + counts[Kind.UNIT]
    heads_units = is_word(last, "unit_header") and words >= _MOST * total
    # 单位 over the offices of a table that has no other names names no unit.
    heads_units = heads_units and (counts[Kind.UNIT] > 0 or not is_first)
    if heads_units and (len(set(headers)) == 1 or counts[Kind.UNIT] >= _MOST * words):
        return Role.UNIT
    if _holds_periods(grid, region, index, last, counts, has_value=has_value):
        return Role.PERIOD
    if counts[Kind.UNIT] >= _MOST * total and headers:
        return Role.UNIT
    numbers = counts[Kind.NUMBER] + counts[Kind.FAULT] + counts[Kind.YEAR] + counts[Kind.MISSING]
    if is_first and counts[Kind.AMOUNT] == total and region.last_column > index:
        return Role.LABEL  # 100万元以下 | 100万元以上: classes of size name their rows
    if numbers + counts[Kind.AMOUNT] > words + counts[Kind.PERIOD] and (
        numbers or has_value or words == 0
    ):
        return Role.VALUE
    is_named = any(role in before for role in (Role.LABEL, Role.PERIOD, Role.VALUE))
    if is_named and numbers >= _SOME * total:
        return Role.VALUE  # 不详 and 见附件 stand in place of others
    return Role.NOTE if has_value else Role.LABEL


def _holds_periods(
    grid: Grid,
    region: Region,
    index: int,
    header: str,
    counts: Counter[Kind],
    *,
    has_value: bool,
) -> bool:
    total = counts.total()
    if has_value and not is_word(header, "period_header"):
        return False
    if counts[Kind.PERIOD] + counts[Kind.YEAR] >= _MOST * total and counts[Kind.PERIOD]:
        return True
    if is_word(header, "period_header"):
        numbers = counts[Kind.NUMBER] + counts[Kind.YEAR] + counts[Kind.PERIOD]
        return numbers >= _MOST * total
    if counts[Kind.YEAR] < total or has_value:
        return False
    years = [int(grid.text(row, index)) for row in region.body if grid.kind(row, index)]
    # 2019, 2020, 2021 down the first column count nothing; 2023 cases in one of three rows do.
    return len(years) > 1 and all(abs(b - a) <= 1 for a, b in pairwise(years))


def _labelled(columns: list[Column]) -> list[Column]:
    """Words right behind a first column of numbers name the rows: 位次 | 县区 | 增速.

    So does a column without a header of its own behind them: 排名 | 机场 |  | 吞吐量.
    """
    if any(each.role in (Role.LABEL, Role.PERIOD) for each in columns) or len(columns) < 3:
        return columns
    first, second, *others = columns
    is_between = first.role is Role.VALUE and any(each.role is Role.VALUE for each in others)
    is_note = second.headers and is_word(second.headers[-1], "note_header")
    if not is_between or second.role is not Role.NOTE or is_note:
        return columns
    names = 1
    for each in others:
        if each.role is not Role.NOTE or each.headers not in ((), second.headers):
            break
        names += 1
    labels = [Column(each.index, Role.LABEL, each.headers) for each in columns[1 : 1 + names]]
    return [first, *labels, *columns[1 + names :]]


def _without_attributes(grid: Grid, region: Region, columns: list[Column]) -> list[Column]:
    """Words behind a name that is never the same are remarks on it: 单位名称 | 地址 | 受理数."""
    labels = [each for each in columns if each.role is Role.LABEL]
    if len(labels) < 2 or not labels[0].headers:
        return columns
    if not is_word(labels[0].headers[-1], "name_header"):
        return columns
    texts = [grid.text(row, labels[0].index) for row in region.body]
    if len(texts) < 2 or not all(texts) or len(set(texts)) < len(texts):
        return columns
    rest = labels[1:]
    return [
        Column(each.index, Role.NOTE, each.headers) if each in rest else each for each in columns
    ]


def _heads_codes(header: str) -> bool:
    return bool(header) and plain_word(header).endswith(tuple(table_words("code_end")))


def _last(column: Column) -> str:
    return column.headers[-1] if column.headers else ""


def _named_by_codes(columns: list[Column]) -> list[Column]:
    """Codes name the rows where no words do: 公司代码 | 日期 | 资产合计."""
    if any(each.role is Role.LABEL for each in columns):
        return columns
    coded = next(
        (each for each in columns if each.role is Role.ORDINAL and _heads_codes(_last(each))),
        None,
    )
    return [
        Column(each.index, Role.LABEL, each.headers) if each is coded else each for each in columns
    ]


def _without_counters(grid: Grid, region: Region, columns: list[Column]) -> list[Column]:
    """1, 2, 3 down a first column beside a column of words counts the rows."""
    first = columns[0]
    if first.role is not Role.VALUE or len(columns) < 3:
        return columns
    if columns[1].role not in (Role.LABEL, Role.ORDINAL) or (
        first.headers and columns[1].role is Role.ORDINAL
    ):
        return columns
    if first.headers and is_word(parse_header(first.headers[-1]).name, "rank_header"):
        return columns
    texts = [grid.text(row, first.index) for row in region.body if grid.kind(row, first.index)]
    if all(text.isdecimal() for text in texts):
        numbers = [int(text) for text in texts]
        if all(b - a == 1 for a, b in pairwise(numbers)):
            return [Column(first.index, Role.ORDINAL, first.headers), *columns[1:]]
    return columns


def _with_labels(grid: Grid, region: Region, columns: list[Column]) -> list[Column]:
    """Rows that nothing else names are named by whole numbers that grow: ages, years, marks."""
    if any(each.role in (Role.LABEL, Role.PERIOD) for each in columns):
        return columns
    values = [each for each in columns if each.role is Role.VALUE]
    if len(values) < 2:
        return columns
    first = values[0]
    texts = [grid.text(row, first.index) for row in region.body]
    if len(texts) < _FEWEST_NAMES or not all(text.isdecimal() for text in texts):
        return columns
    numbers = [int(text) for text in texts]
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        return columns
    return [
        Column(each.index, Role.LABEL, each.headers) if each is first else each for each in columns
    ]


def split_sides(grid: Grid, region: Region) -> list[Region]:
    """Give a table that goes on to its right as several: 指标 | 数值 | 指标 | 数值."""
    counts = _counts(grid, region)
    starts = [region.first_column]
    has_value = False
    for column in range(region.first_column, region.last_column + 1):
        held = counts[column]
        numbers = held[Kind.NUMBER] + held[Kind.FAULT] + held[Kind.MISSING]
        is_named = held[Kind.TEXT] > numbers and _repeats_label(grid, region, column)
        if has_value and (is_named or _begins_periods(grid, region, column, held)):
            starts.append(column)
            has_value = False
        has_value = has_value or numbers > held[Kind.TEXT] + held[Kind.UNIT]
    if not 1 < len(starts) <= _MOST_SIDES:
        return [region]
    ends = [start - 1 for start in starts[1:]] + [region.last_column]
    return [_part(grid, region, *span) for span in zip(starts, ends, strict=True)]


def _repeats_label(grid: Grid, region: Region, column: int) -> bool:
    """Whether a column has the header that the first column has, as a table beside another does."""
    for row in region.headers:
        first, text = grid.text(row, region.first_column), grid.text(row, column)
        if text and text == first:
            return True
    return False


def _begins_periods(grid: Grid, region: Region, column: int, held: Counter[Kind]) -> bool:
    """Whether periods begin another table right of one whose headers are periods.

    城市 | 2020年 | 2021年 | 年份 | 全市合计.
    """
    if not region.headers or column >= region.last_column:
        return False
    last = region.headers[-1]
    if not is_word(grid.text(last, column), "period_header"):
        return False
    dated = held[Kind.PERIOD] + held[Kind.YEAR]
    before = [grid.kind(last, each) for each in range(region.first_column, column)]
    return dated >= _MOST * held.total() > 0 and (Kind.PERIOD in before or Kind.YEAR in before)


def _part(grid: Grid, region: Region, first: int, last: int) -> Region:
    body = [
        row for row in region.body if any(first <= column <= last for column in grid.filled(row))
    ]
    is_left = first == region.first_column
    return Region(
        titles=region.titles,
        headers=region.headers,
        body=body,
        notes=region.notes if is_left else [],
        numbering=region.numbering if is_left else [],
        first_column=first,
        last_column=last,
        numeric={column for column in region.numeric if first <= column <= last},
    )
