"""Which row of a table is a part of which: numbering, indents, 其中, headings between rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jushi.figures.layout.label import NUMBERED, Label, Style, ends_in_total, is_total

_LONGEST_SHARED = 2
"""Characters in a row that make two names kin: 运输 of 交通运输业 and 铁路运输业."""
_COMMON_ENDS = ("企业", "行业", "单位", "产业", "其他")


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled row of a table."""

    label: Label
    is_heading: bool
    """Whether it has no value and heads the rows below it."""
    is_measure: bool = False
    """Whether it says another number of the row above it: 增速（%） below 地区生产总值."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in its table."""

    parents: tuple[str, ...]
    """Names of what it is a part of, from the top; headings between rows included."""
    section: str
    """The nearest heading without values above it, or empty."""


@dataclass(slots=True)
class _Entry:
    style: Style
    level: int
    """Blanks before its name."""
    name: str
    text: str
    has_values: bool
    is_heading: bool


class _Outline:
    """Walks down the rows of a table; `stack` holds what the next row may be a part of."""

    def __init__(self, rows: Sequence[Row]) -> None:
        indents = {row.label.indent for row in rows if row.label.style is not Style.OF_WHICH}
        self._has_indents = len(indents) > 1
        counts = Counter(row.label.name for row in rows if not row.is_heading)
        self._repeated = {name for name, count in counts.items() if count > 1}
        self._stack: list[_Entry] = []
        self._root = ""
        self._plain = ""
        """The last row with a value that is marked as no part of another."""
        self._owner = ""
        """What the last 其中 row was a part of."""
        self._is_after_parts = False
        """Whether a 其中 row stood since the last row that is surely no part of another."""
        self._above: Place | None = None
        self._above_name = ""
        """Place and name of the last row that counts something."""

    def place(self, row: Row) -> Place:
        """Give the place of the next row."""
        label = row.label
        if row.is_measure and self._above is not None:
            above = self._above
            return Place(tuple(dict.fromkeys((*above.parents, self._above_name))), above.section)
        if label.style in NUMBERED:
            parents = self._numbered(row)
        elif row.is_heading:
            parents = self._heading(row)
        elif label.style is Style.OF_WHICH:
            parents = self._part(row)
        else:
            parents = self._plain_row(row)
        section = next((each.name for each in reversed(self._stack) if each.is_heading), "")
        place = Place(tuple(dict.fromkeys(name for name in parents if name)), section)
        self._above, self._above_name = (None if row.is_heading else place), label.name
        return place

    def _names(self) -> list[str]:
        """Names above the next row; a heading keeps its number, by which people find it."""
        return [each.text if each.is_heading else each.name for each in self._stack]

    def _push(self, row: Row, level: int, *, is_heading: bool = False) -> None:
        label = row.label
        text = label.text.rstrip(":：")
        self._stack.append(
            _Entry(label.style, level, label.name, text, not row.is_heading, is_heading)
        )

    def _numbered(self, row: Row) -> list[str]:
        style = row.label.style
        same = [place for place, each in enumerate(self._stack) if each.style is style]
        if same:
            del self._stack[same[0] :]
        else:
            while self._stack and self._stack[-1].style not in NUMBERED | {Style.BY}:
                self._stack.pop()
        parents = self._names()
        # 一、律师工作 without a value heads rows that stand no deeper.
        depth = row.label.indent - row.is_heading
        self._push(row, depth, is_heading=row.is_heading)
        self._plain, self._is_after_parts = row.label.name, False
        return parents

    def _heading(self, row: Row) -> list[str]:
        """A row without values: 按行业分 parts the number above it, others begin something."""
        is_by = row.label.style is Style.BY
        while self._stack and self._stack[-1].style not in NUMBERED:
            above = self._stack[-1]
            depth = above.level + above.is_heading
            if not is_by and self._has_indents and depth < row.label.indent:
                break
            self._stack.pop()
        numbered = any(each.has_values for each in self._stack)
        if is_by and not numbered and self._root:
            self._stack.append(_Entry(Style.PLAIN, -1, self._root, self._root, True, False))
        parents = self._names()
        self._push(row, row.label.indent - 1, is_heading=True)
        self._plain, self._is_after_parts = "", False
        return parents

    def _part(self, row: Row) -> list[str]:
        label = row.label
        if self._has_indents:
            self._pop_to(label.indent)
            parents = self._names()
            self._push(row, label.text_indent)
            return parents
        if self._is_after_parts and self._plain != self._owner:
            is_sure = label.name in self._repeated or _are_kin(self._plain, label.name)
            owner = self._plain if is_sure else ""
        else:
            owner = self._plain
        self._owner = owner
        self._is_after_parts = True
        return [*self._names(), "" if is_total(owner) else owner]

    def _plain_row(self, row: Row) -> list[str]:
        label = row.label
        if ends_in_total(label.name) and not self._has_indents:
            return [each.text for each in self._stack if each.is_heading]
        is_whole = not self._is_after_parts and (not self._has_indents or not label.indent)
        if is_whole and not any(each.is_heading for each in self._stack):
            self._root = "" if is_total(label.name) else label.name
        if self._has_indents:
            self._pop_to(label.indent)
            totals = {each.name for each in self._stack if is_total(each.name)}
            parents = [name for name in self._names() if name not in totals]
            self._push(row, label.indent)
            return parents
        parents = self._names()
        if self._is_after_parts and label.name in self._repeated:
            return [*parents, self._owner]
        if not any(each.has_values and each.style in NUMBERED for each in self._stack):
            self._plain = label.name
            if not self._is_after_parts:
                self._owner = label.name
        return parents

    def _pop_to(self, indent: int) -> None:
        while self._stack and self._stack[-1].level >= indent:
            self._stack.pop()


def _are_kin(first: str, second: str) -> bool:
    pairs = {second[place : place + _LONGEST_SHARED] for place in range(len(second) - 1)}
    return any(pair in first for pair in pairs if pair not in _COMMON_ENDS)


def place_rows(rows: Sequence[Row]) -> list[Place]:
    """Give the place of each row of a table, in order."""
    outline = _Outline(rows)
    return [outline.place(row) for row in rows]
