"""A text held against itself: sums of tables, parts and totals, days, annexes. Pure."""

from jushi.fidelity.within.annexes import annex_observations
from jushi.fidelity.within.days import day_observations
from jushi.fidelity.within.observation import Observation
from jushi.fidelity.within.parts import part_findings, part_observations
from jushi.fidelity.within.repeats import repeat_observations
from jushi.fidelity.within.tables import table_observations

__all__ = [
    "Observation",
    "annex_observations",
    "day_observations",
    "part_findings",
    "part_observations",
    "repeat_observations",
    "table_observations",
]
