"""A number of another period, or a year that is one off."""

import random
import re

from jushi.fidelity import Code, Verdict
from jushi.numbers import Form
from jushi.services.error_injection.base import (
    WHOSE,
    Change,
    Mutation,
    Truth,
    digits_of,
    kind_of_error,
    swap_core,
)
from jushi.text import sentence_at


@kind_of_error
def _other_period(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    figure = truth.figure(verdict)
    m = verdict.mention
    if figure.previous is None or figure.previous == figure.value or not digits_of(verdict):
        return None
    if (
        m.form is not Form.EXACT
        or figure.value is None
        or m.value is None
        or len(verdict.figures) > 1
    ):
        return None
    if m.value / m.scale != figure.value:
        return None
    core = f"{figure.previous:f}"
    return swap_core(verdict, core, "other_period", (Code.STALE, *WHOSE))


@kind_of_error
def _year_wrong(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    """The year that governs a number, one off."""
    start, _ = sentence_at(truth.text, verdict.mention.start)
    before = truth.text[start : verdict.mention.start]
    year = next(reversed(list(re.finditer(r"(?<!\d)20\d\d(?=年)", before))), None)
    figure = truth.figure(verdict)
    if year is None or not figure.period or figure.period.year != int(year.group()):
        return None
    if re.search(r"[较比与]$", truth.text[: start + year.start()]):
        return None
    at = start + year.start()
    inside_title = truth.text.rfind("《", 0, at) > truth.text.rfind("》", 0, at)
    if inside_title or figure.previous == figure.value:
        return None
    change = Change(at, at + 5, f"{int(year.group()) - 1}年")
    return Mutation("year_wrong", (change,), frozenset({Code.WRONG_DATE, Code.STALE}))
