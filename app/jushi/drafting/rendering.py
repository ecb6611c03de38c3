"""Bound text to plain text: every slot written so that it is true of its figure."""

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from jushi.drafting.approximation import (
    approximate,
    before_percent,
    lead_ins,
    unchanged_word,
)
from jushi.drafting.bound_text import Slot, parse_bound
from jushi.errors import FigureError
from jushi.facts import Measure, read_name
from jushi.figures import (
    POINTS,
    Figure,
    FigureTable,
    bare_unit,
    evaluate,
    parse_formula,
    parse_unit,
    unit_scale,
)
from jushi.lexicon import (
    SCALES,
    Approximator,
    ChangeKind,
    ChangeWord,
    any_of,
    change_pattern,
    change_words,
    chinese_approximators,
    names_fall,
    told_change,
)
from jushi.numbers import format_chinese
from jushi.text import Binding, Sentence, gap_text

FaultKind = Literal["unknown_figure", "no_value", "false_form"]

_RATE_PLACES = 1
"""Decimal places of growth, share and the like where the slot does not say."""
_SCALE_PLACES = 2
"""Most decimal places of a number told in 万 or 亿 where the slot does not say."""
_EXACT_PLACES = 4
"""A difference or sum with so many decimal places at most is told whole: 0.38亿元 is no 0.4."""
_MOST_PLACES = 6
"""Decimal places that nobody writes more of: a number with more was divided out by a formula."""
_REACH = r"(?:达到?|为|是|保持在|稳定在)?"
_BETWEEN = r"(?:于(?:上年|去年)(?:同期)?|了|幅度?为|达到?|至)?"
_PERCENT = "%"
_CHANGE, _PREVIOUS = re.compile(r"(?:yoy|diff)\("), re.compile(r"prev\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Fault:
    """A slot that could not be told, and why."""

    expression: str
    kind: FaultKind
    explanation: str
    """One sentence, in Chinese."""


@dataclass(frozen=True, slots=True)
class RenderedText:
    """Plain text with the place of each slot; a faulty slot reads 【待补：…】."""

    template: str
    """Bound text that it is the rendering of; empty where that has no slots."""
    text: str
    bindings: tuple[Binding, ...]
    """One for each slot, in text order, faulty ones included."""
    faults: tuple[Fault, ...] = ()

    @property
    def sentence(self) -> Sentence:
        """The text as a sentence that the composer wrote."""
        return Sentence(self.text, self.template, self.bindings)


@dataclass(frozen=True, slots=True)
class _Amount:
    """What a slot's formula comes to."""

    value: Decimal
    unit: str
    approx: str
    """The source's own approximator; such a number is told as the source has it."""
    is_change: bool
    """Whether the sign says which way something went; `value` is then signed, up positive."""
    is_in_cell: bool = False
    """Whether a cell holds it although the slot is no bare id: `prev(a)`."""
    is_move: bool = False
    """Whether it tells places up or down: 上升2位, never 增长2位."""


class _SlotFaultError(Exception):
    def __init__(self, kind: FaultKind, explanation: str, label: str) -> None:
        super().__init__(explanation)
        self.kind: FaultKind = kind
        self.label = label


def render_bound(template: str, table: FigureTable) -> RenderedText:
    """Write every slot of `template` with the figures of `table`.

    Approximators are re-derived so that they hold, words of direction before a change follow its
    sign (增长 becomes 下降, or 持平), and a number whose source is itself approximate keeps the
    source's approximator. A slot that names an unknown figure, has no value or would be false in
    the form asked for is told in `faults` and reads 【待补：指标】 in the text.

    Raises DraftError only for text whose braces or slots cannot be read.
    """
    writer = _Writer(table)
    for piece in parse_bound(template).pieces:
        if isinstance(piece, str):
            writer.text += piece
        else:
            writer.write(piece)
    bindings = tuple(writer.bindings)
    return RenderedText(template if bindings else "", writer.text, bindings, tuple(writer.faults))


def has_value(figure: Figure, table: FigureTable) -> bool:
    """Whether `figure` has a value, typed in or computed by its formula."""
    return value_of(figure, table) is not None


def value_of(figure: Figure, table: FigureTable) -> Decimal | None:
    """Give the value typed in or computed by its formula; None where there is neither."""
    if figure.value is not None or not figure.formula:
        return figure.value
    try:
        return evaluate(parse_formula(figure.formula), table, unit=figure.unit or None)
    except FigureError:
        return None


class _Writer:
    """Holds the text so far, whose last words may have to fit the next number."""

    def __init__(self, table: FigureTable) -> None:
        self._table = table
        self._figures = table.by_id()
        self.text = ""
        self.bindings: list[Binding] = []
        self.faults: list[Fault] = []

    def write(self, slot: Slot) -> None:
        try:
            surface = self._joint(slot) if len(slot.parts) > 1 else self._single(slot)
        except _SlotFaultError as fault:
            self.faults.append(Fault(slot.expression, fault.kind, str(fault)))
            surface = gap_text(fault.label)
        # A change of nothing is told by the word before it: 同比持平.
        start = len(self.text) if surface else len(self.text) - len(unchanged_word())
        self.text += surface
        self.bindings.append(Binding(start, len(self.text), slot.expression, slot.figures))

    def _joint(self, slot: Slot) -> str:
        """One number where all parts have the same, else each in turn: 分别达100%、99.5%."""
        parts = [replace(slot, formula=part, parts=(part,)) for part in slot.parts]
        surfaces = [_formatted(part, self._amount(part))[0] for part in parts]
        if len(set(surfaces)) == 1:
            return surfaces[0]
        if match := re.search(rf"(?:{any_of('each').pattern})({_REACH})$", self.text):
            self.text = f"{self.text[: match.start()]}分别{match.group(1)}"
        return "、".join(surfaces)

    def _single(self, slot: Slot) -> str:
        amount = self._amount(slot)
        if amount.is_change:
            self._turn_direction(amount)
            if amount.value == 0 and self.text.endswith(unchanged_word()):
                return ""
            amount = _Amount(abs(amount.value), amount.unit, amount.approx, False)
        elif amount.value < 0 and slot.approximator:
            raise _SlotFaultError("false_form", f"负数不能写成“{slot.approximator}”", slot.formula)
        surface, keeps_approximator = _formatted(slot, amount)
        if slot.approximator and not keeps_approximator:
            self._mend_lead_in()
        return surface

    def _turn_direction(self, amount: _Amount) -> None:
        """Make the word of direction that the text ends with agree with the sign."""
        for change in change_words():
            match = re.search(rf"{change.word}({_BETWEEN})$", self.text)
            if match is None or not change.opposite:
                continue
            word = _turned(change, amount)
            tail = "" if word == unchanged_word() else match.group(1)
            self.text = self.text[: match.start()] + word + tail
            return
        either = any_of("either_way", "change_named").pattern
        if match := re.search(rf"(?:{either})({_BETWEEN})$", self.text):
            # 同比增减{{change}}, after the name of the figure, says which way it went.
            kind: ChangeKind = "move" if amount.is_move or amount.unit == POINTS else "growth"
            told = told_change(kind, 1 if amount.value > 0 else -1)
            word = told if amount.value else unchanged_word()
            tail = match.group(1) if amount.value else ""
            self.text = self.text[: match.start()] + word + tail
            return
        if amount.value < 0:
            raise _SlotFaultError("false_form", "数值为负，而文中没有可以改写的升降词", "升降")

    def _mend_lead_in(self) -> None:
        for before, after in sorted(lead_ins(), key=lambda pair: -len(pair[0])):
            if self.text.endswith(before):
                self.text = self.text.removesuffix(before) + after
                return

    def _amount(self, slot: Slot) -> _Amount:
        for name in slot.figures:
            if name not in self._figures:
                raise _SlotFaultError("unknown_figure", f"数据表中没有编号 {name}", name)
        formula = parse_formula(slot.formula)
        figure = self._figures[formula.ids[0]]
        if slot.formula == figure.id:
            return self._of_figure(figure, slot)
        change, is_previous = _CHANGE.match(slot.formula), _PREVIOUS.match(slot.formula)
        if is_previous and figure.previous is not None:
            unit = POINTS if figure.unit == "百分点" else figure.unit
            return _Amount(figure.previous, unit, "", False, is_in_cell=True)
        unit = _unit_of_formula(slot, figure)
        try:
            value = evaluate(formula, self._table, unit=_BARE.get(unit, unit) or None)
        except FigureError as error:
            label = "、".join(self._figures[name].indicator for name in slot.figures)
            raise _SlotFaultError("no_value", f"{error.problem}", label) from error
        if change and is_rank(figure):
            # From 6th to 4th is a rise of two.
            return _Amount(-value, unit, "", True, is_move=True)
        return _Amount(value, unit, "", change is not None)

    def _of_figure(self, figure: Figure, slot: Slot) -> _Amount:
        value = value_of(figure, self._table)
        if value is None:
            raise _SlotFaultError("no_value", f"{figure.indicator}还没有数值", figure.indicator)
        is_change = _names_change(figure.indicator) or figure.formula.startswith(("yoy(", "diff("))
        if is_change and names_fall(figure.indicator) and value > 0:
            value = -value
        unit = POINTS if figure.unit == "百分点" else figure.unit
        return _Amount(value, unit, figure.approx, is_change and not slot.is_rank)


def is_rank(figure: Figure) -> bool:
    """Whether `figure` tells a place among others: the smaller, the higher."""
    return read_name(figure.indicator, figure.unit).measure is Measure.RANK


def _names_change(indicator: str) -> bool:
    words = any_of("year_on_year", "period_on_period", "rate", "either_way", "change_named").pattern
    return bool(re.search(f"{words}|{change_pattern()}", indicator))


def _unit_of_formula(slot: Slot, first: Figure) -> str:
    if slot.is_percent or slot.formula.startswith(("yoy(", "share(")):
        return _PERCENT
    if slot.formula.startswith("diff("):
        return POINTS if parse_unit(first.unit).is_rate else first.unit
    if "/" in slot.formula:
        return ""
    # One rate less another is told in points.
    return POINTS if "-" in slot.formula and parse_unit(first.unit).is_rate else first.unit


def _turned(change: ChangeWord, amount: _Amount) -> str:
    if amount.value == 0:
        return unchanged_word()
    is_so = (amount.value > 0) == (change.sign > 0)
    return change.word if is_so else change.turned(POINTS if amount.is_move else amount.unit)


def _formatted(slot: Slot, amount: _Amount) -> tuple[str, bool]:
    """The number in the slot's number format, and whether an approximator stayed."""
    scale, unit, value = _scaled(slot, amount)
    if amount.approx:
        approximator = chinese_approximators().get(amount.approx)
        return _assembled(
            _digits(slot, value, None), scale, unit, approximator
        ), approximator is not None
    places = _places(slot, amount, value, scale)
    if not slot.approximator:
        return _assembled(_digits(slot, value, places), scale, unit, None, slot), False
    is_rate = unit in (_PERCENT, POINTS)
    fits = scale == slot.scale or not slot.scale
    step = None
    if is_rate or (slot.places is not None and fits):
        step = Decimal(1).scaleb(-(slot.places or 0))
    chosen = approximate(value, slot.approximator, digits=slot.digits, step=step)
    approximator = chosen.approximator
    if approximator is None:
        return _assembled(_digits(slot, value, None), scale, unit, None), False
    if is_rate:
        approximator = before_percent(approximator)
    return _assembled(
        _digits(slot, chosen.number, slot.places if fits else None), scale, unit, approximator
    ), True


def _scaled(slot: Slot, amount: _Amount) -> tuple[str, str, Decimal]:
    """Scale word, bare unit, and the value in both; the slot's scale only where it fits."""
    bare = bare_unit(amount.unit)
    own = amount.unit.removesuffix(bare)
    if slot.is_bare:
        bare = ""
    if not slot.scale or slot.scale == own:
        return own, bare, amount.value
    base = amount.value
    if own:
        base = amount.value * unit_scale(amount.unit)
    value = base / SCALES[slot.scale]
    if abs(value) < 1 or (amount.approx and -_exponent(value) > _SCALE_PLACES):
        return own, bare, amount.value
    return slot.scale, bare, value


_BARE = {"个": "", "个百分点": "百分点"}
"""Units that formulas know without their classifier; 个工作日 and 个月 are units as they stand."""


def _places(slot: Slot, amount: _Amount, value: Decimal, scale: str) -> int | None:
    """Decimal places to print; None prints all that there are."""
    if amount.unit == _PERCENT and value in (0, 100):
        return 0
    if slot.places is not None:
        return slot.places if scale == slot.scale or not slot.scale else None
    is_in_cell = slot.formula in slot.figures or amount.is_in_cell
    is_computed = not is_in_cell or -_exponent(value) > _MOST_PLACES
    is_exact = _is_difference(slot.formula) and -_exponent(amount.value) <= _EXACT_PLACES
    if is_computed and not is_exact:
        # The first digit that is not zero is told: 0.04个百分点, not 0.0.
        wanted = max(_RATE_PLACES, -value.adjusted())
        return min(wanted, max(0, -_exponent(value)))
    if slot.scale and scale == slot.scale and -_exponent(value) > _SCALE_PLACES:
        return _SCALE_PLACES
    return None


def _is_difference(formula: str) -> bool:
    """Whether it only adds and takes away, which makes no more decimal places than there were."""
    return formula.startswith("diff(") or not re.search(r"[/*×÷]|yoy\(|share\(", formula)


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _digits(slot: Slot, value: Decimal, places: int | None) -> str:
    shown = value
    if places is not None:
        shown = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if slot.in_chinese:
        return format_chinese(shown)
    return f"{shown:,f}" if slot.is_grouped else f"{shown:f}"


def _assembled(
    digits: str, scale: str, unit: str, approximator: Approximator | None, slot: Slot | None = None
) -> str:
    rank = "第" if slot is not None and slot.is_rank else ""
    if approximator is None:
        return f"{rank}{digits}{scale}{unit}"
    match approximator.place:
        case "before":
            return f"{approximator.word}{digits}{scale}{unit}"
        case "inside":
            # 1480余万元, but 1.2万余件: 余 adds to the place before it.
            if scale and "." not in digits and unit == "元":
                return f"{digits}{approximator.word}{scale}{unit}"
            return f"{digits}{scale}{approximator.word}{unit}"
        case "after":
            return f"{digits}{scale}{unit}{approximator.word}"
