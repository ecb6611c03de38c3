"""Units that can stand for each other: 万元 and 亿元, 亩 and 公顷, 万人 and 人; but 人 is not 人次.

The units are data: `knowledge/lexicons/units.tsv` lists them, `units_conversion.tsv` says what
those are worth that stand for others.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache, lru_cache

from jushi.lexicon import PLACES
from jushi.resources import lexicon_rows

PERCENT = "%"
DIGITS = 28
"""Significant digits of a quotient that does not come out even."""

LONGEST_UNIT = 20
"""Characters."""
_HUNDREDTH = Fraction(1, 100)
_MARKUP = frozenset("<>\"'`“”‘’")
_OF_TIMES = ("次", "箱", "TEU")
"""Ends of counted units that name nothing else: 台次, 标准箱."""
_OF_ITSELF = frozenset({"万亿"} | {place + big for place in ("", *PLACES) for big in "万亿"})


@dataclass(frozen=True, slots=True)
class Unit:
    """What one of a unit is worth: 万元 is 10000 of the measure `money`."""

    measure: str
    """Units of one measure compare. A classifier that nothing equals is its own measure."""
    factor: Fraction
    is_counter: bool = False
    """Whether it counts things, as 件, 人 and 户 do: such may be added up together."""

    @property
    def is_ratio(self) -> bool:
        """Whether it tells how much one number is of another: %, ‰, 倍, 成."""
        return self.measure == "ratio"

    @property
    def is_rate(self) -> bool:
        """Whether changes of what it tells are told in points: %, ‰, but not 倍."""
        return self.is_ratio and self.factor <= _HUNDREDTH


@dataclass(frozen=True, slots=True)
class _Lexicon:
    scales: Mapping[str, Fraction]
    units: Mapping[str, Unit]
    behind_numbers: Mapping[str, Unit]
    """Units that are names too, 部门 or 学生: only a number in front tells them for units."""


@cache
def _load_lexicon() -> _Lexicon:
    scales: dict[str, Fraction] = {}
    units: dict[str, Unit] = {}
    for measure, name, factor in lexicon_rows("units_conversion.tsv"):
        if measure == "scale":
            scales[name] = Fraction(factor)
        else:
            is_counter = measure in ("own", "person")
            own_measure = name if measure == "own" else measure
            units[name] = Unit(own_measure, Fraction(factor), is_counter)
    behind_numbers: dict[str, Unit] = {}
    for name, canonical, kind in lexicon_rows("units.tsv"):
        is_scaled = any(name.removeprefix(word) in units for word in scales)
        if name not in scales and not is_scaled:
            own = Unit(canonical, Fraction(1), is_counter=kind == "count")
            is_name = len(name) == 1 or (kind == "count" and not name.endswith(_OF_TIMES))
            (behind_numbers if is_name else units)[name] = units.get(canonical, own)
    return _Lexicon(scales, units, behind_numbers)


@lru_cache(maxsize=4096)
def parse_unit(text: str) -> Unit:
    """Give measure and factor of a unit as written: `万人次`, `元/人`, `平方公里`, or empty.

    A unit that the lexicon does not know is a measure of its own, its scale word taken off:
    万箱子 is 10000 of 箱子. Never raises.
    """
    name = text.strip()
    known = _load_lexicon().units.get(name)
    if known is not None:
        return known
    above, slash, below = name.partition("/")
    if slash and above and below:
        first, second = parse_unit(above), parse_unit(below)
        return Unit(f"{first.measure}/{second.measure}", first.factor / second.factor)
    scale, bare = _split(name)
    known = _load_lexicon().units.get(bare)
    if known is not None:
        return replace(known, factor=known.factor * scale)
    known = _load_lexicon().behind_numbers.get(bare)
    if known is not None:
        return replace(known, factor=known.factor * scale)
    return Unit(bare, scale, is_counter=bool(bare))


@lru_cache(maxsize=4096)
def _split(name: str) -> tuple[Fraction, str]:
    """What the scale words in front of `name` multiply by, and the unit behind them."""
    lexicon = _load_lexicon()
    if name in lexicon.units:
        return Fraction(1), name
    above, slash, below = name.partition("/")
    if slash and above and below:
        scale, rest = _split(above)
        return scale, f"{rest}/{below}"
    for word in sorted(lexicon.scales, key=len, reverse=True):
        rest = name.removeprefix(word)
        # 百 and 千 begin words too: 百货, 千斤顶
        if rest != name and (rest in lexicon.units or word in _OF_ITSELF):
            further, bare = _split(rest)  # 万千升
            return lexicon.scales[word] * further, bare
    return Fraction(1), name


def is_known_unit(text: str) -> bool:
    """Whether the lexicon lists `text` itself, as it may stand behind a number."""
    lexicon = _load_lexicon()
    return text in lexicon.units or text in lexicon.behind_numbers


def is_unit(text: str) -> bool:
    """Whether `text` is a unit of the lexicon, with a scale word or without: 万元, 人次."""
    return _split(text)[1] in _load_lexicon().units


def is_writable_unit(text: str) -> bool:
    """Whether a person may type `text` as a unit, known or not: a few plain characters.

    Angle brackets and quotes are of no unit, and what shows reports could take them for markup;
    control characters are seen by nobody.
    """
    is_plain = not any(c in _MARKUP or unicodedata.category(c) in ("Cc", "Cf") for c in text)
    return len(text) <= LONGEST_UNIT and is_plain


def scale_of(text: str) -> Fraction | None:
    """Give what a scale word multiplies by, None if `text` is none: 万 is 10000."""
    return _load_lexicon().scales.get(text)


def has_scale(unit: str) -> bool:
    """Whether a unit begins with a scale word: 万元 does, 千米 does not."""
    return unit_scale(unit) != 1


def convert(value: Decimal, from_unit: str, to_unit: str) -> Decimal | None:
    """Give `value` in `to_unit`, None where the units measure different things.

    Exact where it comes out even, else to 28 significant digits: 1.2 万元 is 12000 元,
    1 公顷 is 15 亩. 人 and 人次, % and 百分点 do not compare.
    """
    if from_unit == to_unit:
        return value
    source, target = parse_unit(from_unit), parse_unit(to_unit)
    if source.measure != target.measure:
        return None
    return decimal_of(Fraction(value) * source.factor / target.factor)


def decimal_of(number: Fraction) -> Decimal:
    """Give `number` as a plain Decimal: exact if it comes out even, else to 28 digits."""
    digits = abs(number.numerator).bit_length() // 3
    with localcontext() as context:
        context.prec = min(max(DIGITS, digits), 4 * DIGITS)
        quotient = Decimal(number.numerator) / Decimal(number.denominator)
        return Decimal(f"{quotient:f}") if quotient.as_tuple().exponent else quotient


def split_scale(unit: str) -> tuple[str, str]:
    """Give the scale words in front of `unit` and what they multiply: 万 and 元 of 万元.

    Of 千米, 百分点 and 百货 the first is empty: what looks like a scale word belongs to the unit.
    """
    name = unit.strip()
    bare = _split(name)[1]
    return name.removesuffix(bare), bare


def bare_unit(unit: str) -> str:
    """Give `unit` without its scale words: 元 for 万元; a scale word that stands alone is kept."""
    return split_scale(unit)[1] or unit


def unit_scale(unit: str) -> Decimal:
    """What the scale words in front of `unit` multiply by: 10000 for 万元, 1 for 千瓦时."""
    return decimal_of(_split(unit.strip())[0])
