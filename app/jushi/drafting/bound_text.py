"""Bound text: sentences that name figures, `梳理{{norm_total}}，其中…`, instead of typing them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from jushi.errors import DraftError, FigureError
from jushi.figures import parse_formula
from jushi.lexicon import SCALES, chinese_approximators

_SLOT = re.compile(r"\{\{([^{}\n]*)\}\}")
_STRAY = re.compile(r"\{\{|\}\}")
_PLACES = re.compile(r"\.(\d)")
_PERCENT = re.compile(r"%(\d?)")
_APART_OR_BRACKET = re.compile(r"[,，()（）]")
_DIGITS = re.compile(r"(\d)位")

"""Scale words that a form may ask for, largest first."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One `{{formula|form|form}}`: what is told, and in which number format."""

    expression: str
    """As written between the braces."""
    formula: str
    """An id, or `a/b`, `yoy(a)`, `diff(a)`, `prev(a)`, `share(a, b)`, `sum(a, b)`."""
    parts: tuple[str, ...]
    """Formulas apart by commas: indicators that share one number, 办结率、满意率均达{{a, b}}."""
    figures: tuple[str, ...]
    """Ids in the formula, each once, in its order."""
    approximator: str = ""
    """余, 近, 以上, …: re-derived at each rendering so that it is true."""
    scale: str = ""
    """万 or 亿: the number is printed in this many."""
    places: int | None = None
    """Decimal places to round to; None prints what the workbook has."""
    digits: int | None = None
    """Significant digits that a approximate number keeps; None is the usual two."""
    is_percent: bool = False
    """A quotient printed as percent."""
    in_chinese: bool = False
    """一千七百零一 instead of 1701."""
    is_rank: bool = False
    """第五名: 第 before the number."""
    is_bare: bool = False
    """Without its unit, which the sentence has elsewhere or leaves out."""
    is_grouped: bool = False
    """12,345 instead of 12345."""


@dataclass(frozen=True, slots=True)
class BoundText:
    """Literal pieces and slots in text order."""

    pieces: tuple[str | Slot, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Slot))

    @property
    def figures(self) -> tuple[str, ...]:
        """Ids of all figures named, each once, in text order."""
        return tuple(dict.fromkeys(name for slot in self.slots for name in slot.figures))

    def literal(self) -> str:
        """Give the text with U+FFFC in place of each slot: what no figure stands for."""
        return "".join(p if isinstance(p, str) else "\ufffc" for p in self.pieces)


def parse_bound(text: str) -> BoundText:
    """Part `text` into literal pieces and slots.

    Raises DraftError for braces that do not pair and for slots that cannot be understood; the
    message quotes the slot. Whether the ids exist is for `render_bound` to say.
    """
    return BoundText(tuple(_pieces(text)))


def _pieces(text: str) -> Iterator[str | Slot]:
    last = 0
    for match in _SLOT.finditer(text):
        yield from _literal(text[last : match.start()])
        yield parse_slot(match.group(1))
        last = match.end()
    yield from _literal(text[last:])


def _literal(piece: str) -> Iterator[str]:
    if stray := _STRAY.search(piece):
        around = piece[max(0, stray.start() - 10) : stray.end() + 10]
        raise DraftError("drafting.unpaired_braces", place="bound text", around=around)
    if piece:
        yield piece


@lru_cache(maxsize=4096)
def parse_slot(expression: str) -> Slot:
    """Read what stands between the braces; raises DraftError if it is no slot."""
    formula, *forms = (part.strip() for part in expression.split("|"))
    parts = tuple(part.strip() for part in _apart(formula))
    try:
        figures = tuple(dict.fromkeys(i for part in parts for i in parse_formula(part).ids))
    except FigureError as error:
        raise _unreadable(expression, "not_a_formula", problem=error.told_problem) from error
    if not figures:
        raise _unreadable(expression, "slot_without_figure")
    told: dict[str, object] = {}
    for form in forms:
        name, value = _form(form, expression)
        if name in told:
            raise _unreadable(expression, "form_twice", form=form)
        told[name] = value
        if match := _PERCENT.fullmatch(form):
            told.setdefault("places", int(match.group(1) or 1))
    head = Slot(expression.strip(), formula, parts, figures)
    return replace(head, **told)  # type: ignore[arg-type]


def _apart(formula: str) -> list[str]:
    """Part `formula` at its commas; one is no such comma where a bracket closes behind it."""
    parts: list[str] = []
    end, bracket = len(formula), ""
    for match in reversed(list(_APART_OR_BRACKET.finditer(formula))):
        if match.group() in "()（）":
            bracket = match.group()
        elif bracket not in (")", "）"):
            parts.append(formula[match.end() : end])
            end = match.start()
    return [formula[:end], *reversed(parts)]


_SWITCHES = {
    "中文": "in_chinese",
    "第": "is_rank",
    "数": "is_bare",
    ",": "is_grouped",
}


def _form(form: str, expression: str) -> tuple[str, object]:
    """Name and value of the field of Slot that one form sets."""
    if form in chinese_approximators():
        return "approximator", form
    if form in SCALES:
        return "scale", form
    if form in _SWITCHES:
        return _SWITCHES[form], True
    if match := _PLACES.fullmatch(form):
        return "places", int(match.group(1))
    if match := _DIGITS.fullmatch(form):
        return "digits", int(match.group(1))
    if _PERCENT.fullmatch(form):
        return "is_percent", True
    raise _unreadable(expression, "unknown_form", form=form)


def _unreadable(expression: str, name: str, **parameters: object) -> DraftError:
    return DraftError(f"drafting.{name}", place=f"{{{{{expression}}}}}", **parameters)
