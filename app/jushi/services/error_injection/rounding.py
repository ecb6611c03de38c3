"""More or less than, about, and rounding, told untruly."""

import random
from decimal import Decimal

from jushi.fidelity import Code, Verdict
from jushi.numbers import Form, Kind
from jushi.services.error_injection.base import Mutation, Truth, kind_of_error, replaced, retell

_ABOUT = (Code.WRONG_ROUNDING, Code.WRONG_VALUE, Code.WRONG_SCALE, Code.WRONG_ATTRIBUTION,
          Code.UNSUPPORTED, Code.WRONG_ARITHMETIC)  # fmt: skip


def _exact_count(truth: Truth, verdict: Verdict) -> Decimal | None:
    """The value of a figure that is an exact count of three digits or more, printed plainly."""
    m, figure = verdict.mention, truth.figure(verdict)
    plain = m.scale == 1 and m.kind is Kind.QUANTITY and m.form in {Form.EXACT, Form.OVER}
    if not plain or figure.approx or figure.value is None or len(verdict.figures) > 1:
        return None
    return figure.value if figure.value >= 110 and figure.value == int(figure.value) else None


def _about(verdict: Verdict, text: str, kind: str) -> Mutation | None:
    return retell(verdict, text + (verdict.mention.unit or ""), kind, _ABOUT)


def _unit_place(value: Decimal) -> Decimal:
    """The second digit's place: 100 for 1701."""
    return Decimal(10) ** (len(str(int(value))) - 2)


@kind_of_error
def _yu_above_the_value(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    value = _exact_count(truth, verdict)
    if value is None:
        return None
    place = _unit_place(value)
    above = (value // place + 1) * place
    return _about(verdict, f"{above:f}余", "yu_above_the_value")


@kind_of_error
def _yu_far_below(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    value = _exact_count(truth, verdict)
    if value is None:
        return None
    place = _unit_place(value)
    below = (value // place - 2) * place
    if below < place * 10 or below % (place * 10) == 0:
        return None
    return _about(verdict, f"{below:f}余", "yu_far_below")


@kind_of_error
def _jin_below_the_value(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    value = _exact_count(truth, verdict)
    if value is None:
        return None
    place = _unit_place(value)
    below = value // place * place
    return None if below == value else _about(verdict, f"近{below:f}", "jin_below_the_value")


@kind_of_error
def _jin_far_above(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    value = _exact_count(truth, verdict)
    if value is None:
        return None
    place = _unit_place(value)
    above = (value // place + 3) * place
    return _about(verdict, f"近{above:f}", "jin_far_above") if above % (place * 10) else None


@kind_of_error
def _chao_not_reached(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    value = _exact_count(truth, verdict)
    if value is None:
        return None
    place = _unit_place(value)
    text = f"超过{(value // place + 1) * place:f}"
    return _about(verdict, text, "chao_not_reached")


@kind_of_error
def _below_what_it_is(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    value = _exact_count(truth, verdict)
    if value is None:
        return None
    place = _unit_place(value)
    return _about(verdict, f"不足{value // place * place:f}", "below_what_it_is")


@kind_of_error
def _approximation_wrong(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    value = _exact_count(truth, verdict)
    if value is None:
        return None
    place = _unit_place(value)
    above = (value // place + 3) * place
    return _about(verdict, f"约{above:f}", "approximation_wrong") if above % (place * 10) else None


@kind_of_error
def _bound_turned(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    turned = {"以上": "以下", "超过": "不足", "突破": "不足", "不低于": "不超过", "超": "不足"}
    word = verdict.mention.approximator or ""
    if word not in turned:
        return None
    return replaced(verdict, word, turned[word], "bound_turned", _ABOUT)


@kind_of_error
def _approximator_dropped(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    m, figure = verdict.mention, truth.figure(verdict)
    if m.form is not Form.OVER or not m.approximator:
        return None
    if m.scale != 1 or (not figure.approx and figure.value == m.value):
        return None
    return replaced(verdict, m.approximator, "", "approximator_dropped", _ABOUT)


@kind_of_error
def _rounding_wrong(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    """A scaled form of an exact count that does not round to it: 8170件 as 0.84万件."""
    value = _exact_count(truth, verdict)
    if value is None or value < 1000:
        return None
    wrong = (value / 10000).quantize(Decimal("0.01")) + Decimal("0.03")
    text = f"{wrong:f}万{verdict.mention.unit}"
    return retell(verdict, text, "rounding_wrong", _ABOUT)
