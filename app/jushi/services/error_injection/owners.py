"""A number of another row of the workbook."""

import random

from jushi.fidelity import Verdict
from jushi.services.error_injection.base import (
    WHOSE,
    Change,
    Mutation,
    Truth,
    digits_of,
    kind_of_error,
    neighbours,
    swap_core,
)


@kind_of_error
def _other_row(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    near = neighbours(truth, verdict)
    if not near or not digits_of(verdict):
        return None
    return swap_core(verdict, digits_of(rng.choice(near[:3])), "other_row", WHOSE)


@kind_of_error
def _swapped_pair(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    near = [
        v for v in neighbours(truth, verdict) if abs(v.mention.start - verdict.mention.start) < 60
    ]
    if not near or not digits_of(verdict):
        return None
    a, b = verdict.mention, near[0].mention
    changes = (
        Change(a.core_start, a.core_end, digits_of(near[0])),
        Change(b.core_start, b.core_end, digits_of(verdict)),
    )
    return Mutation("swapped_pair", changes, frozenset(WHOSE))


@kind_of_error
def _other_figure_untold(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    """The value of a far row of the same unit."""
    near = neighbours(truth, verdict)
    if len(near) < 4 or not digits_of(verdict):
        return None
    return swap_core(verdict, digits_of(near[-1]), "other_figure_untold", WHOSE)
