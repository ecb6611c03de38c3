"""English numerals: two hundred and six, 3.2 million, two thirds, half a million, dozens."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from jushi.lazy_pattern import lazy_pattern
from jushi.numbers.core import Core
from jushi.numbers.found import ONE
from jushi.numbers.mention import Form
from jushi.numbers.numeral import LONGEST, parse_numeral, times
from jushi.resources import lexicon_rows

_TOKEN = lazy_pattern(
    r"(?P<word>[A-Za-z]+)|(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
)
_GAP = lazy_pattern(r" {1,3}(?:- {0,2})?|-")
_SCALED = lazy_pattern(r" (?:of an? )?(?P<scale>[a-z]+)\b")
_GOES_ON = lazy_pattern(r" [a-z]")
_OF_SCALE = lazy_pattern(r" of (?P<scale>thousand|million|billion)s\b")
_NAMES = lazy_pattern(r" (?!of\b|million|billion|trillion)[A-Za-z]")
_ARTICLES = frozenset({"a", "an"})
_LONGEST = 24
"""Words; a longer chain of number words is no numeral."""


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Sum:
    """A numeral being read: value, where it ends, and the last scale word."""

    value: Decimal
    end: int
    scale: Decimal = ONE
    step: Decimal = ONE


@cache
def number_words() -> dict[str, tuple[str, Decimal]]:
    """Role and value by word: two is a cardinal, thirds an ordinal, dozen twelve."""
    table = {
        word: (role, Decimal(value)) for word, role, value in lexicon_rows("english_numbers.tsv")
    }
    plural = {f"{w}s": v for w, v in table.items() if v[0] in ("ordinal", "scale", "hundred")}
    return plural | table


def role_of(word: str) -> str:
    """What `word` is among number words; empty if it is none."""
    known = number_words().get(word.lower())
    return known[0] if known else ""


def _size(token: _Token) -> Decimal:
    known = number_words().get(token.text)
    return known[1] if known else parse_numeral(token.text)


def _token(text: str, at: int) -> _Token | None:
    found = _TOKEN.match(text, at)
    if found is None or found.end() - at > LONGEST:
        return None
    return _Token(found.group().lower(), found.start(), found.end())


def _next(text: str, at: int) -> _Token | None:
    gap = _GAP.match(text, at)
    return _token(text, gap.end()) if gap else None


def english_core_at(text: str, at: int) -> Core | None:
    """Give the numeral in words that begins at `at`: two hundred, half a million, dozens."""
    first = _token(text, at)
    if first is None or not first.text.isascii():
        return None
    role = role_of(first.text)
    if role == "some" or first.text == "dozens":
        return _some(text, first)
    if role == "part":
        return _part(text, first)
    if first.text in _ARTICLES:
        return _with_article(text, first)
    if role not in ("cardinal", "hundred", "scale", "dozen"):
        return None
    total = _cardinal(text, at)
    return _core(at, _continued(text, total)) if total else None


def scale_word_at(text: str, at: int) -> tuple[int, Decimal] | None:
    """Give where a scale word behind `at` ends and its size: 75 USD | million."""
    token = _next(text, at)
    if token is None or role_of(token.text) != "scale":
        return None
    return token.end, _size(token)


def english_scaled(text: str, core: Core) -> Core:
    """Take in the words behind digits: 3.2 million, 3 hundred and 21, 5 and a half, 3 dozen."""
    if core.value is None or core.approximator or core.scale != 1 or core.is_chinese:
        return core
    token = _next(text, core.end) or _token(text, core.end)
    if token is None:
        return core
    if role_of(token.text) in ("hundred", "scale", "dozen"):
        total = _cardinal(text, core.start)
        if total is None or total.end <= core.end:
            return core
        return _core(core.start, _continued(text, total), digits_end=core.end)
    total = _continued(text, _Sum(core.value, core.end, ONE, core.step))
    return core if total.end == core.end else _core(core.start, total, digits_end=core.end)


def _core(start: int, total: _Sum, *, digits_end: int | None = None) -> Core:
    return Core(
        start, total.end, total.value, total.step, total.scale, False, digits_end or total.end
    )


def _cardinal(text: str, at: int, *, joins: bool = True) -> _Sum | None:
    """Read cardinals and scale words from `at` as far as they make one number.

    `joins` says whether and may stand inside it: two hundred and six.
    """
    total, current, last = Decimal(0), None, Decimal("Infinity")
    end, scale, step = at, ONE, ONE
    token = _token(text, at)
    for _ in range(_LONGEST):
        if token is None:
            break
        added = (
            None if _is_denominator(text, token, end > at) else _add(token, total, current, last)
        )
        if added is None:
            break
        total, current, last = added
        end, scale = token.end, (last if current is None else ONE)
        if token.text[0].isdigit():
            step = ONE.scaleb(min(int(str(_size(token).as_tuple().exponent)), 0))
        token = _past_and(
            text, token.end, may_skip=joins and (current is None or current % 100 == 0)
        )
    if end == at:
        return None
    value = total + (current or 0)
    point = _point(text, end) if scale == 1 else None
    if point is not None:
        return _Sum(value + point.value, point.end, ONE, point.step)
    return _Sum(value, end, scale, times(step, scale))


def _is_denominator(text: str, token: _Token, has_numerator: bool) -> bool:
    """Whether thirty begins thirty-fifths behind a numerator: one hundred | thirty-fifths."""
    if not has_numerator or text[token.end : token.end + 1] != "-":
        return False
    return role_of(token.text) == "cardinal" and _denominator(text, token) is not None


def _past_and(text: str, at: int, *, may_skip: bool) -> _Token | None:
    token = _next(text, at) or (_token(text, at) if text[at - 1].isdigit() else None)
    if token is None or token.text != "and":
        return token
    following = _next(text, token.end) if may_skip else None
    if following is None:
        return None
    is_number = role_of(following.text) == "cardinal" or following.text[0].isdigit()
    return following if is_number and not _begins_anew(text, following) else None


def _begins_anew(text: str, token: _Token) -> bool:
    """Whether and begins a fraction or another number: 100 and | three quarters."""
    counted = _cardinal(text, token.start, joins=False)
    if counted is None or not counted.value:
        return True
    following = _next(text, token.end)
    if token.text[0].isdigit() and following and role_of(following.text) == "hundred":
        return True
    below_token = _next(text, counted.end)
    below = _denominator(text, below_token) if below_token else None
    return below is not None and counted.value < below[0]


def _add(
    token: _Token, total: Decimal, current: Decimal | None, last: Decimal
) -> tuple[Decimal, Decimal | None, Decimal] | None:
    """Add one word; None where it begins another number: fifty | six | seven."""
    role = role_of(token.text)
    if token.text[0].isdigit():
        fits = current is None or (current % 100 == 0 and current > 0)
        value = _size(token)
        return (total, (current or Decimal(0)) + value, last) if fits and value < last else None
    size = _size(token) if role else ONE
    if role == "cardinal":
        return _add_cardinal(size, total, current, last)
    if role == "hundred":
        if current is not None and not 0 < current < 1000:
            return None
        return total, (current or ONE) * 100, last
    if role == "dozen":
        return total, (current or ONE) * 12, last
    if role == "scale":
        if size < last:
            counted = ONE if current is None else current
            return total + times(counted, size), None, size
        return (times(total, size), None, size) if current is None else None
    return None


def _add_cardinal(
    size: Decimal, total: Decimal, current: Decimal | None, last: Decimal
) -> tuple[Decimal, Decimal | None, Decimal] | None:
    if current is None:
        return (total, size, last) if size < last else None
    is_unit_after_tens = size < 10 and size and current % 10 == 0 and current % 100 >= 20
    is_after_hundred = current % 100 == 0 and current > 0
    return (total, current + size, last) if is_unit_after_tens or is_after_hundred else None


def _point(text: str, at: int) -> _Sum | None:
    """point zero three, point seventy-one: the places behind five in five point …."""
    token = _next(text, at)
    if token is None or token.text != "point":
        return None
    digits, end = "", token.end
    following = _next(text, end)
    while following is not None and role_of(following.text) == "cardinal" and len(digits) < 12:
        size = int(_size(following))
        is_unit = size < 10 and digits.endswith("0") and len(digits) > 1 and digits[-2] != "0"
        digits = digits[:-1] + str(size) if is_unit and text[end] == "-" else digits + str(size)
        end = following.end
        following = _next(text, end)
    if not digits:
        return None
    return _Sum(Decimal(f"0.{digits}"), end, ONE, ONE.scaleb(-len(digits)))


def _continued(text: str, total: _Sum) -> _Sum:
    """Take in what turns a number into a fraction, or adds one to it."""
    token = _next(text, total.end)
    if token is None:
        return total
    below = _denominator(text, token)
    if below is not None and _may_be_fraction(text, total, below[1]):
        return _of_scale(text, _Sum(total.value / below[0], below[1]))
    if token.text == "and":
        return _and_fraction(text, total, token)
    return _ratio(text, total, token) or total


def _may_be_fraction(text: str, total: _Sum, end: int) -> bool:
    """Two thirds, one third, five eighths; not seven second, nor two millionth."""
    is_plural = text[end - 1] in "sS" and text[end - 5 : end].lower() != "first"
    return is_plural or total.value == 1


def _denominator(text: str, token: _Token) -> tuple[Decimal, int] | None:
    role = role_of(token.text)
    if role == "part" or (role == "ordinal" and _size(token) >= 3):
        return _size(token), token.end
    if role == "cardinal" and _size(token) >= 20:  # twenty-fifth
        unit = _next(text, token.end)
        if unit is not None and role_of(unit.text) == "ordinal" and _size(unit) < 10:
            return _size(token) + _size(unit), unit.end
    return None


def _and_fraction(text: str, total: _Sum, token: _Token) -> _Sum:
    """and a half, and two thirds: added to the number, or to its scale word."""
    above = _next(text, token.end)
    if above is None:
        return total
    if above.text in _ARTICLES:
        count, end = ONE, above.end
    else:
        counted = _cardinal(text, above.start)
        if counted is None or counted.scale != 1:
            return total
        count, end = counted.value, counted.end
    below_token = _next(text, end)
    below = _denominator(text, below_token) if below_token else None
    if below is None:
        return total
    part = count / below[0] * total.scale
    scaled = _next(text, below[1])
    if scaled is not None and role_of(scaled.text) == "scale":
        size = _size(scaled)
        whole = total.value * size if total.scale == 1 else total.value
        return _Sum(whole + count / below[0] * size, scaled.end, size, size / 10)
    return _Sum(total.value + part, below[1], step=Decimal("0.1"))


def _of_scale(text: str, total: _Sum) -> _Sum:
    """two thirds of a million, three quarters billion."""
    found = _SCALED.match(text, total.end)
    if found is None or role_of(found["scale"]) != "scale":
        return total
    return _Sum(total.value * number_words()[found["scale"]][1], found.end())


def _ratio(text: str, total: _Sum, token: _Token) -> _Sum | None:
    """one in five, two out of five hundred, one over three."""
    if token.text == "out":
        of = _next(text, token.end)
        below = _next(text, of.end) if of is not None and of.text == "of" else None
    elif token.text in ("in", "over") and total.value == 1:
        below = _next(text, token.end)
    else:
        return None
    whole = _cardinal(text, below.start) if below is not None else None
    if whole is None or not total.value < whole.value or 1900 <= whole.value <= 2100:
        return None
    if token.text == "over" and _GOES_ON.match(text, whole.end):
        return None  # one over three years
    return _Sum(total.value / whole.value, whole.end)


def _some(text: str, first: _Token) -> Core | None:
    """dozens of, hundreds of thousands: from twice to nine times the word."""
    size, end = _size(first), first.end
    of = _OF_SCALE.match(text, end)
    if of:
        size, end = size * number_words()[of["scale"]][1], of.end()
    elif not text.startswith(" of", end) or not text.startswith(" of ", end):
        return None
    return Core(
        first.start,
        end,
        None,
        size,
        ONE,
        False,
        end,
        approximator=first.text,
        form=Form.VAGUE,
        low=size * 2,
        high=size * 9,
    )


def _part(text: str, first: _Token) -> Core | None:
    """half, half a million, half million, quarter million; a quarter by itself is a season."""
    value = ONE / _size(first)
    token = _next(text, first.end)
    end = first.end
    if token is not None and token.text in _ARTICLES:
        token = _next(text, token.end)
    if token is not None and role_of(token.text) in ("scale", "dozen", "hundred"):
        return _core(first.start, _Sum(times(value, _size(token)), token.end))
    if first.text != "half":
        return None
    return _core(first.start, _Sum(value, end))


def _with_article(text: str, first: _Token) -> Core | None:
    """a hundred, a dozen, a third, a half, a quarter of."""
    token = _next(text, first.end)
    if token is None or "-" in text[first.end : token.start]:
        return None
    role = role_of(token.text)
    if role in ("hundred", "scale", "dozen"):
        if token.text in ("mm", "mil", "mn", "dz"):
            return None
        total = _cardinal(text, token.start)
        return replace(_core(first.start, _continued(text, total))) if total else None
    below = _denominator(text, token)
    if below is None or (token.text == "quarter" and not _is_share(text, below[1])):
        return None
    if role == "ordinal" and not _is_share(text, below[1]):
        return None
    return _core(first.start, _of_scale(text, _Sum(ONE / below[0], below[1])))


def _is_share(text: str, at: int) -> bool:
    """a third of, a fifth.: a share; a third party: an ordinal."""
    return not _NAMES.match(text, at)
