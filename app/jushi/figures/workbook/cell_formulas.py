"""Formula cells that hold no result: computed where sums, differences and quotients give it.

Programs that write workbooks leave the results to the spreadsheet; a file that nobody has opened
since has none.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from jushi.errors import FigureError
from jushi.figures.formula.parsing import Call, Name, Node, Number, Product, Sum, parse_formula
from jushi.figures.units import decimal_of
from jushi.lazy_pattern import lazy_pattern
from jushi.sheets import FaultCell, PercentCell, RawValue, Sheet, column_letters

_UNCACHED = "uncached_formula"
_SIGNIFICANT = Context(prec=15)
"""Digits that a spreadsheet keeps."""
_RANGE = lazy_pattern(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
_CELL = lazy_pattern(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?![\w(])")
_ROUND = lazy_pattern(r"ROUND\((?P<inner>.+),\s*(?P<places>\d)\)")
_AVERAGE = lazy_pattern(r"AVERAGE\((?P<inner>[^()]*)\)")
_MOST_OPERANDS = 2000
_DEEPEST = 200
"""Formulas that each wait for another."""


@dataclass(frozen=True, slots=True)
class ComputedSheet:
    """A sheet with the results that it lacked."""

    sheet: Sheet
    computed: tuple[str, ...]
    """Addresses of the cells that were computed, in order."""


def compute_formulas(sheet: Sheet) -> ComputedSheet:
    """Give the sheet with each formula computed that only names cells of it. Never raises."""
    waiting = {
        f"{column_letters(column)}{number}": raw.text
        for number, row in enumerate(sheet.rows, 1)
        for column, raw in enumerate(row)
        if type(raw) is FaultCell and raw.code == _UNCACHED
    }
    if not waiting:
        return ComputedSheet(sheet, ())
    cells = _Cells(sheet, waiting)
    found = {address: value for address in waiting if (value := cells.value(address)) is not None}
    rows = list(sheet.rows)
    for number, row in enumerate(rows, 1):
        if any(type(raw) is FaultCell for raw in row):
            rows[number - 1] = tuple(
                _shown(raw, found.get(f"{column_letters(column)}{number}"))
                for column, raw in enumerate(row)
            )
    return ComputedSheet(replace(sheet, rows=tuple(rows)), tuple(found))


def _shown(raw: RawValue, value: Fraction | None) -> RawValue:
    if value is None or not isinstance(raw, FaultCell):
        return raw
    number = _SIGNIFICANT.plus(decimal_of(value))
    plain = Decimal(f"{number:f}".rstrip("0").rstrip(".")) if "." in f"{number:f}" else number
    return PercentCell(Decimal(f"{plain.scaleb(2):f}")) if raw.is_percent else plain


class _Cells:
    """The numbers of a sheet by address; blank cells are 0, as in a spreadsheet."""

    def __init__(self, sheet: Sheet, waiting: Mapping[str, str]) -> None:
        self._rows = sheet.rows
        self._waiting = waiting
        self._known: dict[str, Fraction | None] = {}
        self._depth = 0

    def value(self, address: str) -> Fraction | None:
        """Give the number of a cell; None for a text, an error, a circle, what is not computed."""
        if address in self._known:
            return self._known[address]
        if address not in self._waiting:
            return self._stored(address)
        self._known[address] = None  # a formula that leads back to itself has no result
        if self._depth >= _DEEPEST:
            return None
        self._depth += 1
        try:
            self._known[address] = self._computed(self._waiting[address])
        except (FigureError, ZeroDivisionError):
            pass
        finally:
            self._depth -= 1
        return self._known[address]

    def _stored(self, address: str) -> Fraction | None:
        raw = self._raw(address)
        match raw:
            case None | "":
                return Fraction(0)
            case Decimal():
                return Fraction(raw)
            case PercentCell(value):
                return Fraction(value) / 100
        return None

    def _raw(self, address: str) -> RawValue:
        found = _CELL.fullmatch(address)
        assert found is not None
        row, column = int(found[2]) - 1, _column(found[1])
        if not 0 <= row < len(self._rows) or column >= len(self._rows[row]):
            return None
        return self._rows[row][column]

    def _computed(self, text: str) -> Fraction | None:
        formula = text.lstrip("=").strip()
        rounded = _ROUND.fullmatch(formula)
        if rounded is not None:
            value = self._computed(rounded["inner"])
            step = Decimal(1).scaleb(-int(rounded["places"]))
            return None if value is None else Fraction(_rounded(value, step))
        formula = _AVERAGE.sub(self._average, formula)
        formula = _RANGE.sub(lambda found: ", ".join(self._operands(found)) or "0", formula)
        formula = re.sub(r"\bSUM\(", "sum(", formula.replace("$", ""))
        parsed = parse_formula(formula)
        if not all(_CELL.fullmatch(name) for name in parsed.ids):
            return None
        return self._amount(parsed.root)

    def _average(self, found: re.Match[str]) -> str:
        cells = _RANGE.fullmatch(found["inner"].strip())
        names = list(self._operands(cells)) if cells is not None else []
        return f"(sum({', '.join(names)}, 0)/{len(names)})" if names else found[0]

    def _operands(self, found: re.Match[str]) -> Iterator[str]:
        """The cells of a range that hold numbers: words and blanks in it count nothing."""
        first, last = _column(found[1]), _column(found[3])
        for row in range(int(found[2]), int(found[4]) + 1):
            if row > len(self._rows):
                return
            for column in range(first, last + 1):
                address = f"{column_letters(column)}{row}"
                raw = self._raw(address)
                if isinstance(raw, Decimal | PercentCell) or address in self._waiting:
                    yield address

    def _amount(self, node: Node) -> Fraction | None:
        match node:
            case Number(value):
                return Fraction(value)
            case Name(address):
                return self.value(address)
            case Sum(terms):
                total = Fraction(0)
                for sign, each in terms:
                    term = self._amount(each)
                    if term is None:
                        return None
                    total += term if sign == "+" else -term
                return total
            case Product(factors):
                product = Fraction(1)
                for operation, each in factors:
                    factor = self._amount(each)
                    if factor is None:
                        return None
                    product = product * factor if operation == "*" else product / factor
                return product
            case Call("sum", arguments):
                amounts = [self._amount(each) for each in arguments[:_MOST_OPERANDS]]
                known = [amount for amount in amounts if amount is not None]
                return sum(known, Fraction(0)) if len(known) == len(arguments) else None
        return None


def _rounded(value: Fraction, step: Decimal) -> Decimal:
    return decimal_of(value).quantize(step, ROUND_HALF_UP)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
