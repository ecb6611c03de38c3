"""Periods of figures: which stretch of time a value covers."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, or something that recurs."""

    text: str
    """As it was written: `2023年前11个月`."""
    start: date | None
    """First day; None where the period recurs or has no stated beginning."""
    end: date | None
    """Last day, included; None where the period recurs."""
    recurrence: str | None = None
    """`month`, `quarter`, `year`, `week` or `day` for 每月 and the like, else None."""

    @property
    def year(self) -> int | None:
        """The calendar year it lies in, or None if it spans several or recurs."""
        if self.start is None or self.end is None or self.start.year != self.end.year:
            return None
        return self.end.year

    @property
    def is_without_year(self) -> bool:
        """Whether it names a part of a year that it leaves to the report: `1-9月`, `年初`."""
        return self.start is None and self.end is None and self.recurrence is None

    @property
    def is_full_year(self) -> bool:
        """Whether it is exactly one calendar year."""
        return (
            self.year is not None
            and self.start == date(self.year, 1, 1)
            and self.end == date(self.year, 12, 31)
        )
