"""Text made plain for the reader: one width, one script, no invisible characters."""

import re
from dataclasses import dataclass

from jushi.characters import COUNTING, INVISIBLE, ONE_TO_NINE
from jushi.lazy_pattern import lazy_pattern
from jushi.numbers.lexicon import unit_at
from jushi.numbers.symbols import AMBIGUOUS_FINANCIAL, PLAIN

_INVISIBLE = frozenset(INVISIBLE)
_FULL_WIDTH_COMMA = lazy_pattern(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")

_THIN_SPACE = lazy_pattern(r"(?<=[0-9])[\u2009\u202f\u00a0\u2007](?=[0-9]{3}(?![0-9]))")

_SPACED_GROUPS = (
    lazy_pattern(  # 1 234 件, 12 345.6 万元: only where a unit says that it is an amount
        r"(?<![0-9.,，A-Za-z第表图号] )(?<![0-9.,，A-Za-z第表图号])"
        r"[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)? {0,2}(?=(?P<next>[^\s0-9A-Za-z]))"
    )
)

_GROUPED_MONEY = lazy_pattern(
    r"(?<![0-9.,，])[0-9]{1,3}(?:[,，][0-9]{3})+\.[0-9]+(?=[万亿]{0,2}[元美欧港日])"
)
_AMBIGUOUS = lazy_pattern(f"[{AMBIGUOUS_FINANCIAL}]")
_BESIDE_BEFORE = frozenset(f"之壹贰叁柒捌玖佰仟貳參零万萬亿億拾伍陆肆陸点點{COUNTING}百千元圆负負")
_BESIDE_AFTER = _BESIDE_BEFORE | frozenset("角分成折") - frozenset("一")
_DIGIT_LIKE = "OoОоΟο○〇lI|"
_DIGIT_LIKE_TABLE = str.maketrans(_DIGIT_LIKE, "00000000111")
_CHINESE_DIGITS = f"{ONE_TO_NINE}〇零○"
_LOOKALIKE = lazy_pattern(
    r"(?<![A-Za-z0-9.])[0-9]+(?:[OoОоΟο○〇][0-9]*)+(?![A-Za-z'])"
    r"|(?<=[0-9])[lI|](?=[0-9])"
    rf"|(?<=[{_CHINESE_DIGITS}])[OoОоΟο]{{1,2}}(?=[{_CHINESE_DIGITS}年])"
)
_WORDS = {**PLAIN, **{ord(c): c for c in AMBIGUOUS_FINANCIAL}}


@dataclass(frozen=True, slots=True)
class PlainText:
    """A copy to read from, and the way back to the text as it was given."""

    text: str
    """Half width, simplified, without invisible characters."""
    origin: tuple[int, ...] | None
    """Offset in the given text of each character; None where nothing was taken out."""
    lookalikes: tuple[int, ...] = ()
    """Offsets in `text` of digits that were letters: the O of 3O67."""

    def start(self, offset: int) -> int:
        """Where the character at `offset` stands in the given text."""
        return offset if self.origin is None else self.origin[offset]

    def end(self, offset: int) -> int:
        """Where the character before `offset` ends in the given text."""
        return offset if self.origin is None else self.origin[offset - 1] + 1


def make_plain(text: str) -> PlainText:
    """Give the copy of `text` that the reader scans; every kept character keeps its place."""
    joined = _THIN_SPACE.sub(",", _FULL_WIDTH_COMMA.sub(",", text))
    joined = _GROUPED_MONEY.sub(lambda m: m.group().replace("，", ","), joined)
    joined = _SPACED_GROUPS.sub(_without_spaces, joined)
    plain = joined.translate(_WORDS)
    if _AMBIGUOUS.search(joined):
        plain = _with_financial_digits(joined, plain)
    origin = None
    if not _INVISIBLE.isdisjoint(plain):
        origin = tuple(i for i, c in enumerate(plain) if c not in _INVISIBLE)
        plain = "".join(plain[i] for i in origin)
    return _without_lookalikes(plain, origin)


def _without_spaces(found: re.Match[str]) -> str:
    """Mark groups of digits by commas where a unit or a scale word stands behind the last."""
    surface = found.group()
    is_amount = found["next"] in "万亿%" or unit_at(found.string, found.end()) is not None
    if not is_amount or found["next"] == "号":
        return surface
    digits = surface.rstrip(" ")
    return digits.replace(" ", ",") + surface[len(digits) :]


def _without_lookalikes(plain: str, origin: tuple[int, ...] | None) -> PlainText:
    """Read letters among digits as the digits that they look like, and remember where."""
    places: list[int] = []

    def digits(found: re.Match[str]) -> str:
        surface = found.group()
        places.extend(found.start() + i for i, c in enumerate(surface) if c in _DIGIT_LIKE)
        is_chinese = plain[found.start() - 1 : found.start()] in tuple(_CHINESE_DIGITS)
        return "〇" * len(surface) if is_chinese else surface.translate(_DIGIT_LIKE_TABLE)

    read = _LOOKALIKE.sub(digits, plain)
    return PlainText(read, origin, tuple(places))


def _with_financial_digits(text: str, plain: str) -> str:
    """Turn 伍, 陆, 拾, 肆 into digits where they stand beside other digits: 伍拾元, not 队伍."""

    def digit(found: re.Match[str]) -> str:
        at = found.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        is_digit = (
            before in _BESIDE_BEFORE or after in _BESIDE_AFTER or not (before + after).strip()
        )
        return found.group().translate(PLAIN) if is_digit else found.group()

    return _AMBIGUOUS.sub(digit, plain)
