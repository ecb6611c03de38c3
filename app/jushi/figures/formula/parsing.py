"""Formulas over figures: `a+b`, `a/b`, `sum(a, b)`, `yoy(a)`. A small language, no eval."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, assert_never

from jushi.errors import FigureError
from jushi.figures.problem_messages import full_code
from jushi.figures.workbook.plain_text import half_width
from jushi.lazy_pattern import lazy_pattern

LONGEST = 2000
"""Characters of a formula; a sum over a hundred ids is shorter."""
DEEPEST = 40
"""Levels of brackets."""

Function = Literal["sum", "yoy", "share", "diff", "prev"]
FUNCTIONS: dict[str, Function] = {
    "sum": "sum",
    "yoy": "yoy",
    "share": "share",
    "diff": "diff",
    "prev": "prev",
}

_TOKEN = lazy_pattern(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?%?)|(?P<name>[^\W\d]\w*)|(?P<sign>[-+*/(),]))"
)
_LOOKALIKES = str.maketrans("×÷−、;·", "*/-,,*")
_LONGEST_NUMBER = 25


class FormulaError(FigureError):
    """A formula that cannot be read or computed; `reason` and `params` are those of a Problem."""

    def __init__(self, formula: str, code: str, **params: str) -> None:
        self.reason = code
        self.params = {"formula": formula[:80], **params}
        super().__init__(full_code(code), place="formula", **self.params)


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal


@dataclass(frozen=True, slots=True)
class Name:
    id: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms that are added or taken away; a chain of a thousand is as deep as a chain of two."""

    terms: tuple[tuple[Literal["+", "-"], "Node"], ...]


@dataclass(frozen=True, slots=True)
class Product:
    """Factors and divisors, from the left."""

    factors: tuple[tuple[Literal["*", "/"], "Node"], ...]


@dataclass(frozen=True, slots=True)
class Call:
    function: Function
    arguments: tuple["Node", ...]


Node = Number | Name | Sum | Product | Call


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read."""

    text: str
    """As it was written."""
    root: Node
    ids: tuple[str, ...]
    """The figures it names, each once, in the order of the text."""

    @property
    def parts(self) -> tuple[str, ...]:
        """Ids that a plain sum adds up: `a+b+c` or `sum(a, b, c)`; empty for all else."""
        names = list(_summands(self.root))
        return () if None in names or len(names) < 2 else tuple(name for name in names if name)

    @property
    def ratio(self) -> tuple[str, str] | None:
        """Ids of part and whole where it is `a/b`, `a/b*100` or `share(a, b)`, else None."""
        match self.root:
            case Product(factors):
                rest = tuple(each for each in factors if each[1] != Number(Decimal(100)))
                match rest:
                    case (("*", Name(part)), ("/", Name(whole))):
                        return part, whole
            case Call("share", (Name(part), Name(whole))):
                return part, whole
        return None


def parse_formula(text: str) -> Formula:
    """Give the formula that `text` says; × ÷ （） and 、 between arguments are understood.

    `5%` is 0.05. Raises FigureError where it cannot be read; nothing is looked up or computed.
    """
    if len(text) > LONGEST:
        raise FormulaError(text, "formula_too_long", limit=str(LONGEST), depth=str(DEEPEST))
    reader = _Reader(text)
    root = reader.read_sum(0)
    reader.expect_end()
    return Formula(text, root, tuple(dict.fromkeys(_names(root))))


class _Reader:
    """Recursive descent over the tokens of one formula."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain = half_width(text).translate(_LOOKALIKES).lstrip().removeprefix("=")
        self._position = 0

    def read_sum(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise FormulaError(
                self._text, "formula_too_long", limit=str(LONGEST), depth=str(DEEPEST)
            )
        terms: list[tuple[Literal["+", "-"], Node]] = []
        sign: Literal["+", "-"] | None = "-" if self._take("-") else "+"
        while sign is not None:
            terms.append((sign, self._read_product(depth)))
            sign = "+" if self._take("+") else "-" if self._take("-") else None
        return terms[0][1] if len(terms) == 1 and terms[0][0] == "+" else Sum(tuple(terms))

    def expect_end(self) -> None:
        if self._plain[self._position :].strip():
            raise self._refusal()

    def _read_product(self, depth: int) -> Node:
        factors: list[tuple[Literal["*", "/"], Node]] = []
        sign: Literal["*", "/"] | None = "*"
        while sign is not None:
            factors.append((sign, self._read_atom(depth)))
            sign = "*" if self._take("*") else "/" if self._take("/") else None
        return factors[0][1] if len(factors) == 1 else Product(tuple(factors))

    def _read_atom(self, depth: int) -> Node:
        if self._take("("):
            inner = self.read_sum(depth + 1)
            self._expect(")")
            return inner
        token = self._next()
        if token is None:
            raise self._refusal()
        if token["number"] is not None and len(token["number"]) <= _LONGEST_NUMBER:
            self._advance(token)
            number = Decimal(token["number"].rstrip("%"))
            return Number(number.scaleb(-2) if token["number"].endswith("%") else number)
        if token["name"] is not None:
            self._advance(token)
            function = FUNCTIONS.get(token["name"].lower())
            if function is not None and self._take("("):
                return self._read_call(function, depth + 1)
            return Name(token["name"])
        raise self._refusal()

    def _read_call(self, function: Function, depth: int) -> Node:
        start = self._position
        arguments = [self.read_sum(depth)]
        while self._take(","):
            arguments.append(self.read_sum(depth))
        self._expect(")")
        wanted = {"yoy": 1, "diff": 1, "prev": 1, "share": 2}.get(function, len(arguments))
        takes_ids = function in ("yoy", "diff", "prev")
        if len(arguments) != wanted or (takes_ids and not isinstance(arguments[0], Name)):
            self._position = start
            raise self._refusal()
        return Call(function, tuple(arguments))

    def _next(self) -> re.Match[str] | None:
        return _TOKEN.match(self._plain, self._position)

    def _advance(self, token: re.Match[str]) -> None:
        self._position = token.end()

    def _take(self, sign: str) -> bool:
        token = self._next()
        if token is None or token["sign"] != sign:
            return False
        self._advance(token)
        return True

    def _expect(self, sign: str) -> None:
        if not self._take(sign):
            raise self._refusal()

    def _refusal(self) -> FormulaError:
        rest = self._plain[self._position :].strip()[:20]
        return FormulaError(self._text, "formula_syntax", rest=rest or "…")


def _names(node: Node) -> Iterator[str]:
    match node:
        case Name(name):
            yield name
        case Number():
            pass
        case _:
            for child in _children(node):
                yield from _names(child)


def _children(node: Sum | Product | Call) -> tuple[Node, ...]:
    match node:
        case Sum(terms):
            return tuple(term for _, term in terms)
        case Product(factors):
            return tuple(factor for _, factor in factors)
        case Call(_, arguments):
            return arguments
    assert_never(node)


def _summands(node: Node) -> Iterator[str | None]:
    """Give the names that are added up; None for a summand that is no name."""
    match node:
        case Name(name):
            yield name
        case Sum(terms) if all(sign == "+" for sign, _ in terms):
            for _, term in terms:
                yield from _summands(term)
        case Call("sum", arguments):
            for argument in arguments:
                yield from _summands(argument)
        case _:
            yield None
