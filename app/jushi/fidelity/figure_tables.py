"""Tables of figures in a report: each cell held against the figure that its row and column name.

A row of a table is one line whose cells are apart by tabs. Prose rules would look for a sentence
around each cell and tie it to the neighbours.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jushi.fidelity.judge import Judgement
from jushi.fidelity.table_cells import CELL, judge_cell
from jushi.fidelity.verdict import Code
from jushi.figures import Figure, FigureTable
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import any_of, change_pattern
from jushi.numbers import Mention
from jushi.text import CENTURY

_ROLES = {
    "indicator": re.compile(r"指标(?:名称)?|项目|indicator", re.IGNORECASE),
    "unit": re.compile(r"(?:计量)?单位|unit", re.IGNORECASE),
    "value": re.compile(r"本[年期](?:数|值)?|this year", re.IGNORECASE),
    "previous": re.compile(r"上年(?:同期)?(?:数|值)?|last year", re.IGNORECASE),
    "change": re.compile(r"增减(?:量|数|额)?|change", re.IGNORECASE),
    "rate": re.compile(
        rf"(?:{any_of('rate').pattern}|{change_pattern()}|同比)[（(][%％][）)]|change \(%\)",
        re.IGNORECASE,
    ),
}
_YEAR = lazy_pattern(rf"({CENTURY}\d{{2}})年?")
# 附件：1. …, its further lines, and 附件1 on the page itself
_ATTACHMENT = lazy_pattern(r"(?:附件：?|Annex:? ?)\s*(\d{1,2})(?:\. ?\S.*)?")


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell of a row, and where in the text it begins."""

    text: str
    start: int


def judge_tables(
    text: str, mentions: Sequence[Mention], table: FigureTable, year: int | None
) -> dict[int, Judgement]:
    """Judge the data mentions of tables whose header names indicators and years, by their start.

    Rows of indicators that the workbook lacks are left to the rules for prose.
    """
    found: dict[int, Judgement] = {}
    by_name, by_alias = _named_figures(table)
    figure_of: dict[tuple[str, str | None], Figure | None] = {}
    by_start = {mention.core_start: mention for mention in mentions if mention.is_data}
    for cells, roles, is_header in _rows(text, year):
        if is_header:
            date = Judgement(Code.NOT_DATA, "not_data", detail="date")
            headers = [by_start[c.start] for c in cells if c.start in by_start]
            found |= {m.start: date for m in headers if _YEAR.fullmatch(m.text)}
            continue
        name = cells[roles["indicator"]].text
        named = by_name.get(name) or by_alias.get(name) or []
        told_unit = cells[roles["unit"]].text if "unit" in roles else None
        if (name, told_unit) not in figure_of:
            figure_of[name, told_unit] = _figure_of(named, told_unit)
        figure = figure_of[name, told_unit]
        if figure is None:
            continue
        unit = figure.unit if told_unit is None else told_unit
        for role, column in roles.items():
            match = CELL.fullmatch(cells[column].text)
            if role in ("indicator", "unit") or match is None:
                continue
            mention = by_start.get(cells[column].start + match.start(3))
            judgement = judge_cell(role, match, figure, unit)
            if mention is not None and judgement is not None:
                found[mention.start] = judgement
    return found


def attachment_numbers(text: str, mentions: Sequence[Mention]) -> dict[int, Judgement]:
    """Judge the numbers of attachments, in the note below the text and on their own pages."""
    starts: set[int] = set()
    position, is_note = 0, False
    for line in text.split("\n"):
        match = _ATTACHMENT.fullmatch(line)
        further = re.match(r"\d{1,2}(?=\. ?\S)", line) if is_note else None
        if match or further:
            starts.add(position + (match.start(1) if match else 0))
        is_note = bool(match or further)
        position += len(line) + 1
    structure = Judgement(Code.NOT_DATA, "not_data", detail="structure")
    return {m.start: structure for m in mentions if m.start in starts and m.is_data}


def _rows(text: str, year: int | None) -> Iterator[tuple[list[_Cell], dict[str, int], bool]]:
    """Each header that is understood and the rows below it, with the columns of each role."""
    roles: dict[str, int] = {}
    position = 0
    for line in text.split("\n"):
        cells = list(_cells(line, position))
        position += len(line) + 1
        header = _roles([cell.text for cell in cells], year)
        if len(cells) < 2:
            roles = {}
        elif header:
            roles = header
            yield cells, roles, True
        elif roles and max(roles.values()) < len(cells):
            yield cells, roles, False


def _cells(line: str, position: int) -> Iterator[_Cell]:
    for part in line.split("\t"):
        blanks = len(part) - len(part.lstrip())
        yield _Cell(part.strip(), position + blanks)
        position += len(part) + 1


def _roles(header: list[str], year: int | None) -> dict[str, int]:
    """Columns by what they hold; empty where the line is no header of a table of figures."""
    roles: dict[str, int] = {}
    for column, text in enumerate(header):
        for role, pattern in _ROLES.items():
            if pattern.fullmatch(text):
                roles.setdefault(role, column)
        match = _YEAR.fullmatch(text)
        if match and year is not None and int(match[1]) in (year, year - 1):
            roles.setdefault("value" if int(match[1]) == year else "previous", column)
    is_header = "indicator" in roles and ("value" in roles or "previous" in roles)
    return roles if is_header else {}


def _named_figures(table: FigureTable) -> tuple[dict[str, list[Figure]], dict[str, list[Figure]]]:
    """The figures with a value, by indicator and by alias, in the order of the workbook."""
    by_name: dict[str, list[Figure]] = defaultdict(list)
    by_alias: dict[str, list[Figure]] = defaultdict(list)
    for figure in table:
        if figure.value is not None:
            by_name[figure.indicator].append(figure)
            for alias in dict.fromkeys(figure.aliases):
                by_alias[alias].append(figure)
    return by_name, by_alias


def _figure_of(named: Sequence[Figure], unit: str | None) -> Figure | None:
    """The figure of `named` that a row tells; the newest of several, None where there is none."""
    if unit is not None:
        named = [f for f in named if f.unit == unit] or named
    ends = [(f.period.end.toordinal() if f.period and f.period.end else 0, f) for f in named]
    return max(ends, key=lambda pair: pair[0])[1] if ends else None
