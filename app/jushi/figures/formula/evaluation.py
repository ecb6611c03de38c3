"""What a formula gives: exact fractions inside, units carried along, one Decimal at the end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import assert_never

from jushi.figures.change import POINTS, has_growth
from jushi.figures.figure import Figure, FigureTable
from jushi.figures.formula.parsing import (
    Call,
    Formula,
    FormulaError,
    Name,
    Node,
    Number,
    Product,
    Sum,
)
from jushi.figures.units import PERCENT, Unit, decimal_of, parse_unit

_HUNDREDFOLD = ("*", Number(Decimal(100)))
_MOST_PLACES = 30
"""Digits before the point of what a formula gives, and zeros behind it: as in a cell."""
_MOST_BITS = 8192
"""Of a fraction on the way: squares of squares double theirs with each formula."""
_PURE = "ratio"
_POINT = "point"
_FREE = "?"
"""The measure of 元 by 人 or 件 by 起: what it means is for the figure's own unit to say."""


@dataclass(frozen=True, slots=True)
class _Quantity:
    """An amount in the first unit of its measure: 1.2 万元 is 12000 of money, 95% is 0.95."""

    amount: Fraction
    measure: str
    unit: str
    """The unit in which it is told when nobody asks for another."""


def evaluate(
    formula: Formula, table: FigureTable | Mapping[str, Figure], *, unit: str | None = None
) -> Decimal:
    """Give what `formula` amounts to, in `unit`.

    Without `unit`: a sum or difference in the unit of its first figure, `a/b` as a plain
    quotient, `yoy` and `share` in %; `prev(a)` is last year's value.
    With `%`, `a/b` gives percent: 8170/8210 is 99.5127….
    Scale words count (万元 + 元); classifiers that differ (人 + 户) are added as they stand.
    Exact where it comes out even, else to 28 digits.

    Raises FigureError: unknown id, a figure or previous value that is empty, division by zero,
    a result that `unit` cannot express, a number too large or too small for any report.
    """
    figures = table.by_id() if isinstance(table, FigureTable) else table
    result = _Evaluation(formula, figures).amount_of(formula.root)
    if not unit or unit == result.unit:
        return _number(formula, result.amount / _factor(result.unit))
    if not _fits(result, parse_unit(unit)):
        shown = result.unit or "a plain number"
        raise FormulaError(formula.text, "formula_no_unit", found=shown, unit=unit)
    return _number(formula, result.amount / _factor(unit))


def _number(formula: Formula, amount: Fraction) -> Decimal:
    number = decimal_of(amount)
    if number and not -_MOST_PLACES <= number.adjusted() < _MOST_PLACES:
        raise FormulaError(formula.text, "formula_beyond_size")
    return number


def _factor(unit: str) -> Fraction:
    known = parse_unit(unit)
    # A point is a hundredth, like a percent; the lexicon keeps them apart because texts must.
    return Fraction(1, 100) if known.measure == _POINT else known.factor


def _fits(result: _Quantity, target: Unit) -> bool:
    if result.measure in ("", _FREE, target.measure):
        return True
    if result.measure in (_PURE, _POINT):
        return target.measure in (_PURE, _POINT)
    return target.is_counter and parse_unit(result.unit).is_counter


class _Evaluation:
    def __init__(self, formula: Formula, figures: Mapping[str, Figure]) -> None:
        self._formula = formula
        self._figures = figures

    def amount_of(self, node: Node) -> _Quantity:
        match node:
            case Number(value):
                return _Quantity(Fraction(value), "", "")
            case Name(name):
                return self._current(name)
            case Sum(terms):
                return self._sum_of(terms)
            case Product(factors):
                return self._product_of(factors)
            case Call():
                return self._called(node)
        assert_never(node)

    def _called(self, call: Call) -> _Quantity:
        match call.function:
            case "sum":
                return self._sum_of(tuple(("+", argument) for argument in call.arguments))
            case "share":
                part, whole = (self.amount_of(argument) for argument in call.arguments)
                return _Quantity(self._quotient(part, whole).amount, _PURE, PERCENT)
            case "yoy":
                now, before = self._both_years(call.arguments[0])
                self._need_growth(call.arguments[0], before)
                growth = self._quotient(now, before).amount - 1
                return _Quantity(growth, _PURE, PERCENT)
            case "diff":
                now, before = self._both_years(call.arguments[0])
                change = self._added(now, before, -1)
                if parse_unit(change.unit).is_rate:
                    return _Quantity(change.amount, _POINT, POINTS)
                return change
            case "prev":
                return self._before(call.arguments[0])
        assert_never(call.function)

    def _before(self, node: Node) -> _Quantity:
        assert isinstance(node, Name)  # the parser lets nothing else through
        figure = self._figure(node.id)
        if figure.previous is None:
            raise self._fault("formula_no_previous", id=node.id)
        return _quantity(figure.previous, figure.unit)

    def _both_years(self, node: Node) -> tuple[_Quantity, _Quantity]:
        before = self._before(node)
        assert isinstance(node, Name)
        return self._current(node.id), before

    def _need_growth(self, node: Node, before: _Quantity) -> None:
        assert isinstance(node, Name)
        figure = self._figure(node.id)
        if before.amount and figure.previous and not has_growth(figure.previous, figure.unit):
            code = "formula_growth_of_rate" if figure.previous > 0 else "formula_growth_of_loss"
            raise self._fault(code, id=node.id)

    def _current(self, name: str) -> _Quantity:
        figure = self._figure(name)
        if figure.value is None:
            raise self._fault("formula_waits", id=name)
        return _quantity(figure.value, figure.unit)

    def _figure(self, name: str) -> Figure:
        figure = self._figures.get(name)
        if figure is not None:
            return figure
        import difflib

        near = difflib.get_close_matches(name, _alike(name, self._figures), n=1, cutoff=0.75)
        if near:
            raise self._fault("formula_unknown_id_suggestion", id=name, suggestion=near[0])
        raise self._fault("formula_unknown_id", id=name)

    def _sum_of(self, terms: Sequence[tuple[str, Node]]) -> _Quantity:
        sign, first = terms[0]
        total = self.amount_of(first)
        if sign == "-":
            total = replace(total, amount=-total.amount)
        for sign, term in terms[1:]:
            total = self._added(total, self.amount_of(term), -1 if sign == "-" else 1)
        return total

    def _product_of(self, factors: Sequence[tuple[str, Node]]) -> _Quantity:
        others = [(sign, factor) for sign, factor in factors if (sign, factor) != _HUNDREDFOLD]
        if len(others) == len(factors) - 1 and others and others[0][0] == "*":
            product = self._plain_product(others)
            # a/b*100 is how spreadsheets write a/b in percent, not a hundredfold of it.
            if product.measure in (_PURE, _FREE) and not product.unit:
                return replace(product, measure=_PURE, unit=PERCENT)
        return self._plain_product(factors)

    def _plain_product(self, factors: Sequence[tuple[str, Node]]) -> _Quantity:
        product = self.amount_of(factors[0][1])
        for sign, factor in factors[1:]:
            other = self.amount_of(factor)
            product = self._quotient(product, other) if sign == "/" else _multiplied(product, other)
            self._bounded(product.amount)
        return product

    def _added(self, left: _Quantity, right: _Quantity, sign: int) -> _Quantity:
        if left.measure == "" != right.measure:  # a bare number counts in the other's unit
            left = replace(right, amount=left.amount * _factor(right.unit))
        elif right.measure == "" != left.measure:
            right = replace(left, amount=right.amount * _factor(left.unit))
        amount = self._bounded(left.amount + sign * right.amount)
        if left.measure == right.measure:
            return replace(left, amount=amount)
        if {left.measure, right.measure} <= {_PURE, _POINT, _FREE}:
            return _Quantity(amount, _PURE, PERCENT)
        if parse_unit(left.unit).is_counter and parse_unit(right.unit).is_counter:
            return replace(left, amount=amount)
        raise self._fault("formula_no_unit", found=left.unit, unit=right.unit)

    def _quotient(self, left: _Quantity, right: _Quantity) -> _Quantity:
        if right.amount == 0:
            raise self._fault("formula_zero_division")
        amount = self._bounded(left.amount / right.amount)
        if right.measure and left.measure == right.measure:
            return _Quantity(amount, _PURE, "")
        if right.measure in ("", _PURE):
            return replace(left, amount=amount)
        return _Quantity(amount, _FREE, "")

    def _bounded(self, amount: Fraction) -> Fraction:
        if max(amount.numerator.bit_length(), amount.denominator.bit_length()) > _MOST_BITS:
            raise self._fault("formula_beyond_size")
        return amount

    def _fault(self, code: str, **params: str) -> FormulaError:
        return FormulaError(self._formula.text, code, **params)


def _alike(name: str, ids: Iterable[str]) -> list[str]:
    """Give a few ids that begin or end as `name` does: comparing all letters of all takes long."""
    alike = (
        each
        for each in islice(ids, 2000)
        if abs(len(each) - len(name)) <= 2 and (each[:2] == name[:2] or each[-2:] == name[-2:])
    )
    return list(islice(alike, 20))


def _quantity(value: Decimal, unit: str) -> _Quantity:
    return _Quantity(Fraction(value) * _factor(unit), parse_unit(unit).measure, unit)


def _multiplied(left: _Quantity, right: _Quantity) -> _Quantity:
    amount = left.amount * right.amount
    if left.measure in ("", _PURE):
        return replace(right, amount=amount) if right.measure else replace(left, amount=amount)
    if right.measure in ("", _PURE):
        return replace(left, amount=amount)
    return _Quantity(amount, _FREE, "")
