"""Sums, growth, ranks and repeats that do not agree with the rest."""

import random
import re
from decimal import Decimal

from jushi.fidelity import Code, Verdict
from jushi.lexicon import change_pattern
from jushi.numbers import Form, Kind, format_chinese
from jushi.services.error_injection.base import (
    UNIT,
    VALUE,
    WHOSE,
    Change,
    Mutation,
    Truth,
    digits_of,
    is_fresh,
    kind_of_error,
    neighbours,
    retell,
    swap_core,
)
from jushi.services.error_injection.values import digit_substituted
from jushi.text import ends_sentence, sentence_at


@kind_of_error
def _sum_does_not_add(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    figure, digits = truth.figure(verdict), digits_of(verdict)
    if "+" not in figure.formula or not digits or verdict.mention.form is not Form.EXACT:
        return None
    if "." in digits:
        return None
    core = str(int(digits) + 2)
    return (
        swap_core(verdict, core, "sum_does_not_add", VALUE)
        if is_fresh(truth, verdict, core)
        else None
    )


@kind_of_error
def _growth_wrong(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    m, digits = verdict.mention, digits_of(verdict)
    if m.kind is not Kind.PERCENT or not digits or m.form is not Form.EXACT:
        return None
    if not re.search(f"(?:{change_pattern()})$", truth.text[m.start - 2 : m.start]):
        return None
    core = f"{Decimal(digits) + 10:f}"
    return (
        swap_core(verdict, core, "growth_wrong", VALUE) if is_fresh(truth, verdict, core) else None
    )


@kind_of_error
def _points_difference_wrong(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    m, digits = verdict.mention, digits_of(verdict)
    if m.kind is not Kind.PERCENTAGE_POINT or not digits:
        return None
    core = f"{Decimal(digits) + Decimal('0.3'):f}"
    kind = "points_difference_wrong"
    return swap_core(verdict, core, kind, VALUE) if is_fresh(truth, verdict, core) else None


@kind_of_error
def _rank_wrong(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    m = verdict.mention
    if m.kind is not Kind.RANK or m.value is None or m.detail == "superlative":
        return None
    core = format_chinese(m.value + 2)
    return swap_core(verdict, core, "rank_wrong", (*VALUE, Code.AMBIGUOUS))


@kind_of_error
def _inconsistent_repeat(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    """The sentence told again at the end, with another value."""
    start, end = sentence_at(truth.text, verdict.mention.start)
    digits = digits_of(verdict)
    one = [v for v in truth.result.verdicts if start <= v.mention.start < end and v.mention.is_data]
    if (
        not ends_sentence(truth.text[start:end])
        or len(one) != 1
        or not digits
        or verdict.mention.form is not Form.EXACT
    ):
        return None
    if "." in digits:
        return None
    core = str(int(digits) + 10)
    if not is_fresh(truth, verdict, core) or verdict.mention.kind is not Kind.QUANTITY:
        return None
    m = verdict.mention
    again = truth.text[start : m.core_start] + core + truth.text[m.core_end : end]
    place = len(truth.text.rstrip())
    return Mutation("inconsistent_repeat", (Change(place, place, "\n" + again),), frozenset(VALUE))


@kind_of_error
def _chained_loss(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    """Part and whole exchanged: 受理14件，化解77件."""
    near = [
        v for v in neighbours(truth, verdict) if 0 < v.mention.start - verdict.mention.start < 25
    ]
    if not near or not verdict.mention.value or not digits_of(verdict):
        return None
    part = near[0]
    if part.mention.value is None or part.mention.value >= verdict.mention.value:
        return None
    a, b = verdict.mention, part.mention
    changes = (
        Change(a.core_start, a.core_end, digits_of(part)),
        Change(b.core_start, b.core_end, digits_of(verdict)),
    )
    return Mutation("chained_loss", changes, frozenset(WHOSE))


@kind_of_error
def _value_and_unit(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    """Two things broken at once."""
    changed = digit_substituted(truth, verdict, rng)
    unit = verdict.mention.unit
    if changed is None or unit not in {"件", "人", "名", "项", "次"}:
        return None
    text = changed.changes[0].text.removesuffix(unit) + "份"
    return retell(verdict, text, "value_and_unit", (*VALUE, *UNIT))
