"""A cell of a table against the figure that its row and column name."""

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Context, Decimal

from jushi.facts import Base, Fact, Measure
from jushi.fidelity.judge import Judgement
from jushi.fidelity.verdict import Code
from jushi.figures import Figure, change_of, convert
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import approximator_pattern

# +7.9, 8300余, 约1.2, -1.5个百分点: sign, approximator, digits, approximator
CELL = lazy_pattern(
    rf"([-+−–]?)({approximator_pattern('before')})?(\d[\d,]*(?:\.\d+)?)[%％]?"
    rf"({approximator_pattern('inside', 'after')})?(?:个百分点| pp)?"
)
_MOST_PLACES = 20
"""Decimal places to which a rate is computed."""
_MINUS = frozenset({"-", "−", "–"})


def change_role(header: str) -> str:
    """Give what a column of change tells, by its header: rate or change; empty for shares."""
    if re.search("[占比]重|占比|完成", header):
        return ""
    return "change" if re.search("[增减]?[减加]?[额量数值]$", header) else "rate"


def judge_cell(role: str, match: re.Match[str], figure: Figure, unit: str) -> Judgement | None:
    """Judge a cell that tells the value of a figure, last year's, the change or the rate of it.

    `match` is of `CELL`, `role` one of value, previous, change, rate; `unit` is that of the cell.
    None where the workbook does not say.
    """
    wanted = _wanted(role, figure)
    if wanted is None:
        return None
    told = Decimal(match[3].replace(",", ""))
    is_told_as_change = role in ("change", "rate")
    if match[1] in _MINUS:
        told = -told
    fact = _fact(figure, role, wanted, unit)
    if is_told_as_change:
        is_true = told == (_rounded_like(told, wanted) if role == "rate" else wanted)
        code = Code.DERIVED if is_true else Code.WRONG_ARITHMETIC
        detail = f"{figure.value:f} - {figure.previous:f}" + ("" if role == "change" else ", %")
        return Judgement(
            code, "derived_change" if is_true else "wrong_change", (fact,), detail=detail
        )
    compared = convert(told, unit, figure.unit)
    if compared is None:
        return Judgement(Code.WRONG_UNIT, "wrong_unit", (replace(fact, unit=figure.unit),))
    if compared != wanted:
        is_stale = role == "value" and compared == figure.previous
        code = Code.STALE if is_stale else Code.WRONG_VALUE
        return Judgement(code, "wrong_value", (fact,))
    approximator = match[2] or match[4] or ""
    if role == "value" and approximator != figure.approx:
        return Judgement(Code.WRONG_ROUNDING, "wrong_rounding", (fact,))
    code = Code.APPROXIMATE if approximator else Code.EXACT
    return Judgement(code, code.value, (fact,))


def _rounded_like(told: Decimal, wanted: Decimal) -> Decimal:
    """`wanted` with as many decimal places as `told` has, so far as it is known to that many."""
    places = max(min(0, int(told.as_tuple().exponent)), -_MOST_PLACES)
    return wanted.quantize(Decimal(1).scaleb(places), ROUND_HALF_UP, Context(prec=60))


def _wanted(role: str, figure: Figure) -> Decimal | None:
    """What a cell must tell; None where the workbook does not say."""
    value, previous = figure.value, figure.previous
    if role == "value" or value is None:
        return value
    if role == "previous" or previous is None:
        return previous
    change = change_of(value, previous, figure.unit)
    return change.difference if role == "change" else change.growth


def _fact(figure: Figure, role: str, value: Decimal, unit: str) -> Fact:
    """The cell as a fact; a table says the unit beside the number, so it is told with the name."""
    own = "%" if role == "rate" else unit
    return Fact(
        figures=(figure.id,),
        topic=-1,
        indicator=f"{figure.indicator}（{own}）" if own else figure.indicator,
        value=value,
        unit="",
        approx=figure.approx if role == "value" else "",
        period=figure.period,
        measure=Measure.CHANGE if role in ("change", "rate") else Measure.LEVEL,
        base=Base.YEAR if role in ("change", "rate") else None,
        target="",
        is_current=role != "previous",
        formula=role if role in ("change", "rate") else "",
        evidence=str(figure.cell),
    )
