"""A value that a text may tell, with everything that a mention of it must agree with."""

from dataclasses import dataclass
from decimal import Decimal

from jushi.facts.measure import Base, Measure
from jushi.figures import Period


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement that the workbook proves."""

    figures: tuple[str, ...]
    """Ids it rests on, the one that it speaks of first."""
    topic: int
    """Number of what it is said of: facts of one indicator and subject share it."""
    indicator: str
    value: Decimal
    """In `unit`. Changes are signed: a fall is negative."""
    unit: str
    approx: str
    period: Period | None
    measure: Measure
    base: Base | None
    """What a change is counted against; None for what is no change."""
    target: str
    """目标, 年初预算, …: what was to be reached, or what a completion is counted against."""
    is_current: bool
    """Whether it is of the newest period that the workbook has for its indicator."""
    formula: str
    """How it was computed, in the reader's notation; empty for what stands in a cell."""
    evidence: str
    of: Measure = Measure.LEVEL
    """What changed, where the measure is a change: points of a growth rate are another thing."""

    terms: tuple["Fact", ...] = ()
    """What a share, a multiple or a gap is computed from."""

    @property
    def is_stated(self) -> bool:
        """Whether a cell holds it."""
        return not self.formula
