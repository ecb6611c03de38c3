"""A figure: one indicator's value in one period, and the cell that it stands in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from jushi.figures.period.period import Period
from jushi.lexicon import with_approximator


@dataclass(frozen=True, slots=True)
class SourceCell:
    """Where a value stood: `str()` gives `figures.xlsx:数据!C17`, or `figures.csv:C17`."""

    file: str
    sheet: str
    """Empty where the format has no sheets."""
    cell: str

    def __str__(self) -> str:
        return f"{self.file}:{self.sheet}!{self.cell}" if self.sheet else f"{self.file}:{self.cell}"


_UNCONFIRMED = ("状态", "待确认")
"""Heading and text of the extra column of a figure that nobody has confirmed yet."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of a figures workbook, or one cell of a wide sheet."""

    PAST_WORDING: ClassVar[str] = "原文“"
    """A note that begins so quotes the sentence of last year's report that the row was made of."""

    id: str
    indicator: str
    value: Decimal | None
    """In `unit`, as the workbook has it; None where the cell is still empty."""
    unit: str
    """As written, scale word included: `万元`, `件`, `%`; empty where none is given."""
    approx: str
    """余, 多, 以上, 以下, 近, 约, 不足, 超过, or empty: the source itself is approximate."""
    period: Period | None
    previous: Decimal | None
    """The same indicator one year earlier, in the same unit."""
    subject: str
    section: str
    aliases: tuple[str, ...]
    required: bool
    formula: str
    """Over ids: `a+b`, `a/b`, `yoy(a)`, `share(a, b)`, `sum(a, b)`; empty if typed in."""
    source: str
    note: str
    cell: SourceCell
    """The cell of the value."""
    extra: tuple[tuple[str, str], ...] = ()
    """Columns that Jushi does not know, in order, as header and text."""
    per: str = ""
    """What the value is of one of, where `unit` does not say: 吨 of a price list headed （元）."""

    @property
    def is_unconfirmed(self) -> bool:
        """Whether an extra column, whatever its heading, says 待确认: its value proves nothing."""
        return any(text == _UNCONFIRMED[1] for _, text in self.extra)

    def unconfirmed(self) -> "Figure":
        """Give it as one that a person has yet to confirm."""
        return replace(self, extra=(*self.extra, _UNCONFIRMED))

    @property
    def own_note(self) -> str:
        """The note; empty where it only quotes last year's report, as a skeleton's does."""
        return "" if self.note.startswith(self.PAST_WORDING) else self.note

    def tell_value(self, *, with_unit: bool = True) -> str:
        """Give the value as people write it: 近1700人, 1700余人, 98%以上; empty where none is."""
        if self.value is None:
            return ""
        return with_approximator(f"{self.value:f}", self.approx, self.unit if with_unit else "")

    def tell_previous(self) -> str:
        """Give last year's value with its unit; empty where none is.

        `approx` is of this year's value alone.
        """
        if self.previous is None:
            return ""
        return with_approximator(f"{self.previous:f}", "", self.unit)


UNREAD = frozenset({"unread_date", "unread_remark", "unread_cell"})
"""Codes of rows that are no figures."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a workbook that a person should mend or know."""

    place: str
    """`figures.xlsx, sheet 数据, C17`."""
    message: str
    """What is wrong and what to do, in one Chinese sentence; `tell_problem` has it in English."""
    is_error: bool
    """Errors make the workbook unusable; the rest is told and lived with."""
    code: str = ""
    """The kind of problem, stable over releases: `bad_number`, `formula_disagrees`."""
    params: tuple[tuple[str, str], ...] = ()
    """What the sentence speaks of, by name: `("text", "8,21O")`."""
    where: SourceCell | None = None
    """The cell; `cell` is empty where the problem is one of the sheet, `sheet` too of the file."""

    @property
    def is_unread_row(self) -> bool:
        """Whether a row, or a value of a wide one, is no figure and was left out."""
        return self.code in UNREAD


@dataclass(frozen=True, slots=True)
class FigureTable:
    """All the figures of one report, in the order of the workbook, with what is wrong with it."""

    figures: tuple[Figure, ...]
    problems: tuple[Problem, ...] = ()

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures)

    def __len__(self) -> int:
        return len(self.figures)

    def by_id(self) -> dict[str, Figure]:
        """Figures by id; ids are unique once a workbook was read without errors."""
        return {figure.id: figure for figure in self.figures}

    def spelled(self) -> tuple[str, ...]:
        """Values as written: tables that are equal may still differ in 9.0 and 9.00."""
        return tuple(f"{figure.value} {figure.previous}" for figure in self.figures)
