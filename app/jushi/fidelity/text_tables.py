"""Tables of any layout in a report: each cell held against the figure of its row, column, period.

A row of a table is one line whose cells are apart by tabs, or by wide gaps where a table was
pasted as text. The reader of workbooks says what each cell is; here the figure of that name is
looked for, never one of that value.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jushi.characters import HAN
from jushi.fidelity.judge import Judgement
from jushi.fidelity.table_cells import CELL, change_role, judge_cell
from jushi.figures import Figure, FigureTable, convert, parse_unit, tables
from jushi.lazy_pattern import lazy_pattern
from jushi.numbers import Mention
from jushi.text import Numbering

_MOST_TITLES = 3
"""Lines right above a table that may be its title and its unit."""
_LONGEST_TITLE = 60
_MOST_CELLS = 40_000
_FEWEST_ROWS = 2
_FEWEST_FLAT_ROWS = 3
"""Rows of a table that only gaps part: two such lines may be chance."""
_GAP = lazy_pattern(rf"(?<=\S)(?:\t| {{2,}}|\u3000+(?=[\d{HAN}]))(?=\S)")
_NOISE = lazy_pattern(rf"[\s·（）()\[\]【】:：、,，。.—\-#“”\"']|其中|^{Numbering.CHINESE}")
_LEFT_OVER = 0.4
"""Share of a figure's name that a table may leave unsaid."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """One table of a text: the cells of its rows, and where each begins in the text."""

    rows: tuple[tuple[str, ...], ...]
    starts: tuple[tuple[int, ...], ...]

    @property
    def span(self) -> tuple[int, int]:
        """Where its first and its last cell begin, without the lines above it."""
        rows = [row for row in self.starts if len(row) > 1]
        return rows[0][0], rows[-1][-1]


def judge_text_tables(
    text: str, mentions: Sequence[Mention], table: FigureTable, year: int | None
) -> dict[int, Judgement]:
    """Judge the mentions that are cells of a table which one figure is of, by their start.

    Other cells are left to the rules for prose. `year` is of tables that name none.
    """
    blocks = text_table_blocks(text)
    if not blocks or not len(table):
        return {}
    names = _Names(table)
    by_start = {mention.core_start: mention for mention in mentions if mention.is_data}
    found: dict[int, Judgement] = {}
    for block in blocks:
        cells = tables.read_text_table(block.rows)
        counts = Counter((cell.names, cell.period, cell.unit) for cell in cells)
        for cell in cells:
            # 其中：自然人 below each of two rows is named by what it is a part of.
            is_alone = counts[cell.names, cell.period, cell.unit] == 1
            shown = block.rows[cell.row][cell.column]
            start = block.starts[cell.row][cell.column]
            match = CELL.fullmatch(shown)
            mention = by_start.get(start + match.start(3)) if match is not None else None
            if match is None or mention is None:
                continue
            judgement = _judge(cell, match, names, year, is_alone=is_alone)
            if judgement is not None:
                found[mention.start] = judgement
    return found


def text_table_blocks(text: str) -> list[TextTable]:
    """Give the tables of a text, the lines above each that may be its title with it."""
    return [block for block in _blocks(text) if sum(map(len, block.rows)) <= _MOST_CELLS]


def _judge(
    cell: tables.TableCell,
    match: re.Match[str],
    names: "_Names",
    year: int | None,
    *,
    is_alone: bool,
) -> Judgement | None:
    leads = (cell.parents, ()) if is_alone and cell.parents else (cell.parents,)
    for lead in leads:
        figure = names.find(cell, (*lead, *cell.names), year)
        if figure is not None:
            return judge_cell("value", match, figure, cell.unit or figure.unit)
    role = change_role(cell.names[-1]) if cell.is_change and cell.names else ""
    for lead in leads if role else ():
        figure = names.find(replace(cell, unit=""), (*lead, *cell.names[:-1]), year)
        if figure is not None:
            return judge_cell(role, match, figure, figure.unit)
    return None


class _Names:
    """The figures of a workbook by what they are called."""

    def __init__(self, table: FigureTable) -> None:
        self._wordings: list[tuple[str, Figure]] = []
        self._by_character: defaultdict[str, set[int]] = defaultdict(set)
        self._known: dict[tuple[str, ...], tuple[Figure, ...]] = {}
        for figure in table:
            if figure.value is None:
                continue
            wordings = {
                _plain(f"{lead}{name}")
                for name in (figure.indicator, *figure.aliases)
                for lead in ("", figure.subject, figure.section)
            }
            for wording in sorted(wordings - {""}):
                place = len(self._wordings)
                self._wordings.append((wording, figure))
                for character in set(wording):
                    self._by_character[character].add(place)

    def find(self, cell: tables.TableCell, names: Sequence[str], year: int | None) -> Figure | None:
        """Give the one figure of these names, and of period and unit of the cell, else None."""
        named = self._named(tuple(filter(None, map(_plain, names))))
        fitting = [f for f in named if _is_of_unit(f, cell.unit) and _is_of_period(f, cell, year)]
        return fitting[0] if len(fitting) == 1 else None

    def _named(self, names: tuple[str, ...]) -> tuple[Figure, ...]:
        """The figures whose name says all of `names`, and least beside them."""
        if names not in self._known:
            self._known[names] = self._search(names)
        return self._known[names]

    def _search(self, names: tuple[str, ...]) -> tuple[Figure, ...]:
        characters = set("".join(names))
        if not characters:
            return ()
        places = set.intersection(*(self._by_character.get(c, set()) for c in characters))
        least: dict[int, list[Figure]] = defaultdict(list)
        for place in sorted(places):
            wording, figure = self._wordings[place]
            left = _left_over(wording, names)
            if left is not None and left <= _LEFT_OVER * len(wording):
                least[left].append(figure)
        return tuple({figure.id: figure for figure in least[min(least)]}.values()) if least else ()


def _left_over(wording: str, names: Sequence[str]) -> int | None:
    """Give how many characters of a wording say none of `names`; None if it lacks one of them."""
    left = wording
    for name in sorted(names, key=len, reverse=True):
        if name not in left:
            return None
        left = left.replace(name, "\n", 1)
    return len(left.replace("\n", ""))


def _is_of_unit(figure: Figure, unit: str) -> bool:
    if not unit or not figure.unit or unit == figure.unit:
        return True
    return parse_unit(unit).measure == parse_unit(figure.unit).measure or (
        convert(figure.value, figure.unit, unit) is not None if figure.value is not None else False
    )


def _is_of_period(figure: Figure, cell: tables.TableCell, year: int | None) -> bool:
    wanted = cell.period
    if wanted is None or wanted.end is None:
        if figure.period is None or year is None:
            return True
        return figure.period.end is not None and figure.period.end.year == year
    if figure.period is None:
        return year is None or wanted.end.year == year
    return (figure.period.start, figure.period.end) == (wanted.start, wanted.end)


def _plain(name: str) -> str:
    return _NOISE.sub("", name)


def _blocks(text: str) -> Iterator[TextTable]:
    """The tables of a text, with the lines above each that may be its title."""
    lines: list[tuple[str, int]] = []
    position = 0
    for line in text.split("\n"):
        lines.append((line, position))
        position += len(line) + 1
    place = 0
    while place < len(lines):
        is_tabbed = "\t" in lines[place][0]
        end = place
        while end < len(lines) and _is_row(lines[end][0], is_tabbed=is_tabbed):
            end += 1
        if end - place >= (_FEWEST_ROWS if is_tabbed else _FEWEST_FLAT_ROWS):
            yield _block([*_titles(lines[:place]), *lines[place:end]])
        place = max(end, place + 1)


def _is_row(line: str, *, is_tabbed: bool) -> bool:
    return "\t" in line if is_tabbed else "\t" not in line and _GAP.search(line) is not None


def _titles(lines: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for line, start in reversed(lines[-_MOST_TITLES:]):
        if "\t" in line or not 0 < len(line.strip()) <= _LONGEST_TITLE:
            break
        if line.rstrip().endswith(("。", "；", "！")):
            break
        found.insert(0, (line, start))
    return found


def _block(lines: Sequence[tuple[str, int]]) -> TextTable:
    rows, starts = [], []
    for line, position in lines:
        cells: list[str] = []
        places: list[int] = []
        start = 0
        ends = [*(m.span() for m in _separators(line)), (len(line), len(line))]
        for end, following in ends:
            part = line[start:end]
            cells.append(part.strip())
            places.append(position + start + len(part) - len(part.lstrip()))
            start = following
        rows.append(tuple(cells))
        starts.append(tuple(places))
    return TextTable(tuple(rows), tuple(starts))


def _separators(line: str) -> Iterator[re.Match[str]]:
    return re.finditer("\t", line) if "\t" in line else _GAP.finditer(line)
