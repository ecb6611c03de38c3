"""Ways in which numbers go wrong in report prose, planted one at a time into a true text.

Each kind takes a proven mention and gives what it becomes, or None where it does not apply. Wrong
values are drawn fresh: no figure and no number of the text equals them, else it would be another
kind. Moved values come from a neighbour of like size, unit and measure.
"""

# The order in which the families stand here is the order of `KINDS`.
from jushi.services.error_injection import values  # isort: skip
from jushi.services.error_injection import units  # isort: skip
from jushi.services.error_injection import owners  # isort: skip
from jushi.services.error_injection import periods  # isort: skip
from jushi.services.error_injection import directions  # isort: skip
from jushi.services.error_injection import rounding  # isort: skip
from jushi.services.error_injection import sums  # isort: skip
from jushi.services.error_injection.base import KINDS, Change, Mutation, Truth

FAMILIES = tuple(
    module.__name__.rpartition(".")[2]
    for module in (values, units, owners, periods, directions, rounding, sums)
)


def family_of(kind: str) -> str:
    """The name among `FAMILIES` that a kind of error belongs to."""
    return KINDS[kind].__module__.rpartition(".")[2]


__all__ = ["FAMILIES", "KINDS", "Change", "Mutation", "Truth", "family_of"]
