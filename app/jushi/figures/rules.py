"""Whether a table holds together: formulas against values, parts against wholes, rates, counts."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Context, Decimal

from jushi.figures.figure import Figure, FigureTable, Problem
from jushi.figures.formula.evaluation import evaluate
from jushi.figures.formula.parsing import Formula, FormulaError, parse_formula
from jushi.figures.problem_messages import find_problem
from jushi.figures.units import PERCENT, convert, parse_unit, unit_scale
from jushi.figures.workbook.lexicon import load_words
from jushi.numbers import Form, form_of, source_interval

_SIGNIFICANT = 15
_LONGEST_CIRCLE = 8
"""Ids of a circle that are told; of a longer one the first and the last."""


def check_table(table: FigureTable) -> tuple[Problem, ...]:
    """Give what does not hold together, in the order of the figures; never raises.

    Errors: a formula that cannot be read or computed, goes in a circle, or gives another number
    than the cell at the precision that the cell is written in. Notices: a rate over 100%, a
    negative or broken count, a part greater than its whole.
    """
    figures = table.by_id()
    formulas, problems = _read_formulas(table)
    circles = _circles(formulas)
    told = {problem.where: problem for problem in problems}
    found: list[Problem] = []
    for figure in table:
        if figure.cell in told and figure.formula:
            found.append(told[figure.cell])
        formula = formulas.get(figure.id)
        if formula is not None:
            found += _check_formula(figure, formula, figures, circles)
        found += _check_value(figure)
    return tuple(found)


def fill_formulas(table: FigureTable) -> FigureTable:
    """Give the table with every empty value computed that has a formula, as far as that goes.

    Values are in the unit of their figure, exact or to the 15 digits that a spreadsheet keeps, so
    that they come back the same from a workbook that was written. What cannot be computed stays
    empty; `check_table` says why. A value that is typed is never replaced.
    """
    formulas, _ = _read_formulas(table)
    figures = table.by_id()
    circles = _circles(formulas)
    for name in _in_order(formulas):
        figure = figures[name]
        if figure.value is not None or name in circles:
            continue
        try:
            value = evaluate(formulas[name], figures, unit=figure.unit)
        except FormulaError:
            continue
        figures[name] = replace(figure, value=_kept(value))
    filled = tuple(
        figures[figure.id] if figure.value is None and figure.formula else figure
        for figure in table
    )
    return FigureTable(filled, table.problems)


def _kept(value: Decimal) -> Decimal:
    kept = Context(prec=_SIGNIFICANT).plus(value)
    return value if kept == value else Decimal(f"{kept:f}")


def _read_formulas(table: FigureTable) -> tuple[dict[str, Formula], list[Problem]]:
    formulas: dict[str, Formula] = {}
    problems: list[Problem] = []
    for figure in table:
        if not figure.formula:
            continue
        try:
            formulas[figure.id] = parse_formula(figure.formula)
        except FormulaError as error:
            problems.append(_formula_problem(error, figure))
    return formulas, problems


def _formula_problem(error: FormulaError, figure: Figure) -> Problem:
    return find_problem(error.reason, figure.cell, **error.params)


def _check_formula(
    figure: Figure,
    formula: Formula,
    figures: Mapping[str, Figure],
    circles: Mapping[str, tuple[str, ...]],
) -> Iterator[Problem]:
    circle = circles.get(figure.id)
    if circle is not None:
        if figure.id == circle[0]:  # once for each circle
            shown = " → ".join((*_abridged(circle), circle[0]))
            yield find_problem("formula_cycle", figure.cell, ids=shown)
        return
    try:
        computed = evaluate(formula, figures, unit=figure.unit)
    except FormulaError as error:
        yield _formula_problem(error, figure)
        return
    if figure.value is not None and not _agrees(figure, figure.value, computed):
        yield find_problem(
            "formula_disagrees",
            figure.cell,
            formula=formula.text,
            computed=_shown(computed, figure.value),
            value=figure.tell_value(with_unit=False),
        )
    yield from _check_parts(figure, formula, figures)


def _abridged(circle: tuple[str, ...]) -> tuple[str, ...]:
    if len(circle) <= _LONGEST_CIRCLE:
        return circle
    return (*circle[: _LONGEST_CIRCLE // 2], f"…（{len(circle)}）…", *circle[-2:])


def _agrees(figure: Figure, value: Decimal, computed: Decimal) -> bool:
    """Whether `value` is `computed` at the places it is written in, or as far as its 余 reaches."""
    if form_of(figure.approx) is not Form.EXACT:
        scale = unit_scale(figure.unit)  # 30余 in 万人 reaches as far as 30万余人
        return source_interval(value * scale, figure.approx, scale).holds(computed * scale)
    half_step = Decimal(5).scaleb(_exponent(value) - 1)
    # What was computed here stands in the table to the digits that a spreadsheet keeps.
    return abs(computed - value) <= half_step or _kept(computed) == value


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return min(exponent, 0) if isinstance(exponent, int) else 0


def _shown(computed: Decimal, value: Decimal) -> str:
    """Give the computed number with two places more than the cell has, so that both compare."""
    places = 2 - _exponent(value)
    rounded = round(computed, places)
    return f"{rounded.normalize():f}" if rounded else "0"


def _check_parts(
    figure: Figure, formula: Formula, figures: Mapping[str, Figure]
) -> Iterator[Problem]:
    pairs: list[tuple[str, str]] = []
    if formula.ratio is not None and figure.unit == PERCENT and is_bounded_rate(figure):
        pairs.append(formula.ratio)
    if figure.value is not None:
        pairs += [(part, figure.id) for part in formula.parts if part in figures]
    for part_id, whole_id in pairs:
        part, whole = figures[part_id], figures[whole_id]
        if part.value is None or whole.value is None:
            continue
        comparable = convert(part.value, part.unit, whole.unit)
        if comparable is not None and comparable > whole.value:
            yield find_problem(
                "part_over_whole",
                figure.cell,
                part=part.indicator,
                part_value=part.tell_value(),
                whole=whole.indicator,
                whole_value=whole.tell_value(),
            )


def is_bounded_rate(figure: Figure) -> bool:
    """Whether a figure in % can be no more than 100: 办结率 can not, 增长率 and 完成率 can."""
    name = figure.indicator
    if any(word in name for word in load_words("unbounded_rate")):
        return False
    return any(word in name for word in load_words("bounded_rate"))


def _check_value(figure: Figure) -> Iterator[Problem]:
    value = figure.value
    if value is None:
        return
    told = {"indicator": figure.indicator, "value": f"{value:f}"}
    if figure.unit == PERCENT:
        if value > 100 and is_bounded_rate(figure):
            yield find_problem("rate_over_hundred", figure.cell, **told)
        return
    if value >= 0 and value == value.to_integral_value():
        return
    unit = parse_unit(figure.unit)
    if not unit.is_counter or any(word in figure.indicator for word in load_words("signed")):
        return
    if value < 0:
        yield find_problem("negative_count", figure.cell, **told)
    whole = convert(value, figure.unit, unit.measure) if unit.factor != 1 else value
    if whole is not None and whole != whole.to_integral_value() and not figure.formula:
        yield find_problem("broken_count", figure.cell, unit=figure.unit, **told)


def _in_order(formulas: Mapping[str, Formula]) -> list[str]:
    """Give the ids so that each stands behind those that its formula names."""
    order: list[str] = []
    done: set[str] = set()
    for root in formulas:
        stack = [(root, False)]
        while stack:
            name, is_left = stack.pop()
            if is_left:
                order.append(name)
            elif name not in done:
                done.add(name)
                stack.append((name, True))
                stack += [(other, False) for other in formulas[name].ids if other in formulas]
    return order


def _circles(formulas: Mapping[str, Formula]) -> dict[str, tuple[str, ...]]:
    """Give for each id that stands in a circle of formulas a circle, its first id first.

    Formulas that all lead to each other share the shortest circle of the first of them.
    """
    order = {name: place for place, name in enumerate(formulas)}
    circles: dict[str, tuple[str, ...]] = {}
    for group in _groups(formulas):
        first = min(group, key=order.__getitem__)
        if len(group) > 1 or first in formulas[first].ids:
            circles |= dict.fromkeys(group, _circle_through(first, formulas, set(group)))
    return circles


def _groups(formulas: Mapping[str, Formula]) -> Iterator[list[str]]:
    """Give the sets of formulas that all lead to each other (Tarjan).

    With a stack of its own, and each reference looked at once: chains may be of any length.
    """
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    waiting: dict[str, None] = {}
    for root in formulas:
        stack = [] if root in number else [(root, iter(formulas[root].ids))]
        while stack:
            name, others = stack[-1]
            if name not in number:
                number[name] = lowest[name] = len(number)
                waiting[name] = None
            for other in others:
                if other in waiting:
                    lowest[name] = min(lowest[name], number[other])
                elif other in formulas and other not in number:
                    stack.append((other, iter(formulas[other].ids)))
                    break
            else:
                stack.pop()
                if stack:
                    above = stack[-1][0]
                    lowest[above] = min(lowest[above], lowest[name])
                if lowest[name] == number[name]:
                    group = [waiting.popitem()[0]]
                    while group[-1] != name:
                        group.append(waiting.popitem()[0])
                    yield group


def _circle_through(
    first: str, formulas: Mapping[str, Formula], group: set[str]
) -> tuple[str, ...]:
    """Give the shortest way from `first` back to it; `group` are the ids that it leads through."""
    before: dict[str, str] = {}
    ring = [first]
    while first not in before:
        further = []
        for name in ring:
            for other in formulas[name].ids:
                if other in group and other not in before:
                    before[other] = name
                    further.append(other)
        ring = further
    way = [first]
    while before[way[-1]] != first:
        way.append(before[way[-1]])
    return (first, *reversed(way[1:]))
