"""One cell of a table that was understood."""

from dataclasses import dataclass

from jushi.figures.period.period import Period
from jushi.sheets import RawValue


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell with a value, and all that its table says of it."""

    row: int
    column: int
    raw: RawValue
    indicator: str
    aliases: tuple[str, ...]
    unit: str
    """Of its row, its header or its table; empty where none names one."""
    period: Period | None
    section: str
    bracketed: str
    """What the second number of `6.3(6.1)` is."""
    note: str
    per: str
    """The unit of the row where the header has the unit of the value: 吨 of a price in 元."""
    names: tuple[str, ...]
    """What its row counts and the names over its column, one by one."""
    parents: tuple[str, ...]
    """What the title is about where neither says it, and what its row is a part of."""
    is_change: bool
    """Whether its column tells how much something changed."""
