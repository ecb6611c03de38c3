"""What a value cell says: `8210`, `1.2万`, `98.5%`, `一百二十`, `1200余人次`, `98%以上`."""

import re
from dataclasses import dataclass
from decimal import Decimal

from jushi.characters import COUNTING, NUMERALS
from jushi.figures.units import PERCENT, convert, has_scale, is_known_unit, parse_unit, scale_of
from jushi.figures.workbook.lexicon import load_words
from jushi.figures.workbook.plain_text import half_width
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import cell_words, in_cells
from jushi.numbers import parse_numeral
from jushi.sheets import DateCell, FaultCell, PercentCell, RawValue, plain_number

MOST_DIGITS = 30
"""Digits of a value; the gross product of the world in 分 has 16."""

_PLAIN = lazy_pattern(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)", re.ASCII)
_GROUPED = lazy_pattern(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_APPROXIMATE_SCALE = lazy_pattern(rf"(.*\d|.*[{COUNTING}百千])(余|多)([十百千万亿]+)")
_HUNDREDTHS = {"百分之": PERCENT, "千分之": "‰"}
_RANGE = lazy_pattern(r"\d[%人件]?\s*(?:[-—–~～至到]|-{1,2})\s*\d")
_ERROR = lazy_pattern(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!)|#{3,}")
# What fingers and scanners take for a digit: 8,21O and l2 and 3。5
_LOOKALIKES = str.maketrans("OoQDlI|!iSsBZz。·、", "00001111155822..,")
_LONGEST_UNIT = 6
_DATE = lazy_pattern(  # 2024-12-31 2024/12 2024年12月31日 12月31日 2024-12-31 09:30
    r"(?:\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2})?|\d{1,2}月\d{1,2})[日号月]?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?"
)
_NUMERALS = lazy_pattern(rf"[\d{NUMERALS}几数]")
_NO_LETTERS = lazy_pattern(r"[\W\d_]")
_LETTERS_OF_A_REMARK = 3
"""Letters beside numerals and approximations: 见附件2 is a remark, 8件9件 a bad number."""


@dataclass(frozen=True, slots=True)
class CellReading:
    """What a value cell says, or why it says nothing."""

    value: Decimal | None
    """In `unit`; None for an empty cell or a fault."""
    unit: str
    """The unit of the row; where it has none, the one that the cell itself names."""
    approx: str
    """The approximation that stands in the cell itself: 余 of `1200余`."""
    faults: tuple[tuple[str, dict[str, str]], ...] = ()
    """Code and params of what is wrong or to be told; see `telling`."""


def read_value(raw: RawValue, unit: str) -> CellReading:
    """Give what the cell says in `unit`, which is empty where the row names none. Never raises."""
    match raw:
        case None | "":
            return CellReading(None, unit, "")
        case bool():
            return _fault(unit, "boolean_value", text="TRUE" if raw else "FALSE")
        case DateCell(text):
            return _fault(unit, "date_value", text=text)
        case FaultCell(code, text):
            return _fault(unit, code, text=text)
        case PercentCell(value):
            return _in_unit(value, PERCENT, unit, shown=f"{plain_number(value)}%")
        case Decimal():
            return _checked(raw, unit)
        case str():
            return _read_text(raw.strip(), unit)


def is_date(text: str) -> bool:
    """Whether a text is a date and nothing else."""
    return _DATE.fullmatch(half_width(text).strip()) is not None


def is_remark(text: str) -> bool:
    """Whether a text that is no number is none that somebody mistyped either: `较多，见附件`.

    One without any numeral is a remark, `上千` is not; one with numerals is if it says more.
    """
    plain = half_width(text).strip()
    if not _NO_LETTERS.sub("", plain):
        return False
    if not _NUMERALS.search(plain):
        return True
    for word in in_cells("before", "inside", "after"):
        plain = plain.replace(word, "")
    return len(_NO_LETTERS.sub("", _NUMERALS.sub("", plain))) >= _LETTERS_OF_A_REMARK


def _fault(row_unit: str, code: str, /, **params: str) -> CellReading:
    return CellReading(None, row_unit, "", ((code, params),))


def _checked(value: Decimal, unit: str, approx: str = "") -> CellReading:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        return _fault(unit, "bad_number", text=str(value))
    if max(value.adjusted(), -exponent) >= MOST_DIGITS:
        digits = str(max(value.adjusted() + 1, -exponent))
        return _fault(unit, "too_long_number", digits=digits, limit=str(MOST_DIGITS))
    if unit == PERCENT and 0 < abs(value) < 1:
        told = {"value": f"{value:f}", "suggestion": f"{value.scaleb(2):f}"}
        return CellReading(value, unit, approx, (("maybe_percent", told),))
    return CellReading(value, unit, approx)


def _read_text(text: str, unit: str) -> CellReading:
    plain = half_width(text).strip()
    if _PLAIN.fullmatch(plain) and len(plain) <= MOST_DIGITS:
        return _checked(Decimal(plain), unit)
    if not plain:
        return CellReading(None, unit, "")
    if plain.lower() in cell_words("empty"):
        return CellReading(None, unit, "", (("empty_mark", {"text": text}),))
    if _ERROR.fullmatch(plain):
        return _fault(unit, "error_value", text=text)
    core, found_unit, approx = _taken_apart(plain, unit)
    value = _number(core)
    if value is None:
        return _not_a_number(text, plain, unit)
    if scale_of(core[-1:]) is not None and not found_unit and has_scale(unit):
        return _fault(unit, "double_scale", text=text, unit=unit)
    return _in_unit(value, found_unit, unit, shown=text, approx=approx)


def _in_unit(
    value: Decimal, found_unit: str, unit: str, *, shown: str, approx: str = ""
) -> CellReading:
    if not unit or not found_unit or found_unit == unit:
        return _checked(value, unit or found_unit, approx)
    converted = convert(value, found_unit, unit)
    if converted is None and found_unit == PERCENT and parse_unit(unit).measure == "point":
        converted = value  # a difference in points, kept in percent format
    if converted is None:
        return _fault(unit, "unit_clash", text=shown, unit=unit)
    return _checked(converted, unit, approx)


def _taken_apart(text: str, unit: str) -> tuple[str, str, str]:
    """Give numeral, unit and approximation of `1200余人次`; the last two empty if not there."""
    found_unit, approx = "", ""
    for before, means in in_cells("before").items():
        if text.startswith(before):
            text, approx = text[len(before) :].lstrip(), means
            break
    for hundredths, sign in _HUNDREDTHS.items():
        if text.startswith(hundredths):
            text, found_unit = text.removeprefix(hundredths), sign
    behind = in_cells("inside", "after")
    for _ in range(3):  # 98%以上, 1700余人, 1700人以上: unit and approximation in either order
        after = next((word for word in behind if text.endswith(word)), "")
        if after and not approx and len(text) > len(after):
            text, approx = text[: -len(after)].rstrip(), behind[after]
        elif not found_unit:
            found_unit = _unit_at_end(text, unit)
            text = text[: len(text) - len(found_unit)].rstrip()
    approximate = _APPROXIMATE_SCALE.fullmatch(text)
    if approximate and not approx:  # 1200余万 is over 1200万
        text, approx = approximate[1] + approximate[3], approximate[2]
    return text, found_unit, approx


def _unit_at_end(text: str, unit: str) -> str:
    """Give the longest unit that stands behind a numeral: 个百分点 of `2.5个百分点`; else empty."""
    for length in range(min(max(_LONGEST_UNIT, len(unit)), len(text) - 1), 0, -1):
        head, tail = text[:-length].rstrip(), text[-length:]
        if tail != unit and (not is_known_unit(tail) or scale_of(tail) is not None):
            continue
        if head.isdecimal() and tail in load_words("numbered_name"):
            continue  # 3班 and 2科 are names
        if head.rstrip("余多") != head or _number(head) is not None:
            return tail
    return ""


def _number(text: str) -> Decimal | None:
    if _PLAIN.fullmatch(text) or _GROUPED.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if re.search(r"\d\s+\d", text) or len(text) > MOST_DIGITS:
        return None
    if text != "十" and scale_of(text) is not None:  # 约百, 上千: how many is left open
        return None
    try:
        return parse_numeral(text)
    except ValueError:
        return None


def _not_a_number(text: str, plain: str, unit: str) -> CellReading:
    if len(plain) > MOST_DIGITS and plain.lstrip("+-").replace(",", "").isdecimal():
        return _fault(unit, "too_long_number", digits=str(len(plain)), limit=str(MOST_DIGITS))
    suggestion = _suggestion(plain)
    if suggestion:
        return _fault(unit, "bad_number_suggestion", text=text, suggestion=suggestion)
    code = "range_value" if _RANGE.search(plain) else "bad_number"
    return _fault(unit, code, text=text)


def _suggestion(plain: str) -> str:
    """Give the number that `plain` was probably meant to be: 8210 for `8,21O`; else empty."""
    digits = sum(character.isdecimal() for character in plain)
    if not digits or len(plain) > 20:
        return ""
    guess = plain.translate(_LOOKALIKES)
    guess = re.sub(r"[\s,'_]", "", guess).rstrip(".,;；，")
    scaled = guess.rstrip("万亿%")
    return guess if _PLAIN.fullmatch(scaled) and guess != plain else ""
