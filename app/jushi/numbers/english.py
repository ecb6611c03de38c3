"""English around numbers: units, approximators, dates, ordinals, multiples."""

import re
from decimal import Decimal
from functools import cache

from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import Place, forms_at
from jushi.numbers.english_numeral import number_words, role_of
from jushi.numbers.found import ONE, Amount, Found
from jushi.numbers.lexicon import Unit
from jushi.numbers.mention import Form, Kind
from jushi.resources import lexicon_rows
from jushi.text import CENTURY

_LETTER_SCALES = {
    "k": 10**3,
    "m": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "mn": 10**6,
    "tn": 10**12,
    "g": 10**9,
}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY_NUMBER = r"(?P<day>3[01]|[12][0-9]|[1-9])(?:st|nd|rd|th)?"
_FOUR_DIGITS = rf"(?P<year>{CENTURY}[0-9]{{2}})"
_MONTH_DATE = lazy_pattern(  # May 12, 2023, May 2023
    rf"(?P<month>{_MONTH})\b\.?(?: {_DAY_NUMBER}(?![0-9,.]?[0-9]))?(?:,? {_FOUR_DIGITS})?(?![0-9])",
    re.IGNORECASE,
)
_DAY_MONTH = lazy_pattern(  # 12 May 2023
    rf"{_DAY_NUMBER} (?P<month>{_MONTH})\b\.?(?:,? {_FOUR_DIGITS})?(?![0-9])", re.IGNORECASE
)
_FIRST_MONTHS = lazy_pattern(
    rf"first (?P<count>[0-9]{{1,2}}|[a-z]+) (?P<unit>months|quarters)(?: of {_FOUR_DIGITS})?",
    re.IGNORECASE,
)
_PART_OF_YEAR = lazy_pattern(
    r"(?P<which>first|second|third|fourth) (?P<unit>half|quarter)"
    rf"(?: of (?:the year|{_FOUR_DIGITS}))?(?! of)",
    re.IGNORECASE,
)
_YEAR = lazy_pattern(  # 2023, not 2,023 nor 2023.5
    r"(?:18|19|20)[0-9]{2}(?:s\b|(?![0-9A-Za-z.,%:]|,[0-9])|(?=[.,:](?![0-9])))"
)
_YEAR_WORDS = (
    "in|since|by|of|during|from|until|till|to|before|after|between|and|for|year|fiscal|early|late"
    "|mid|end-|through|the|report|plan|budget"
)
_YEAR_AFTER = lazy_pattern(r" (?:annual|work|report|plan|budget|figures)\b", re.IGNORECASE)
# Up 6.8% on 2023: a year only where nothing is counted behind it, as in "with 2023 cases".
_COMPARED = lazy_pattern(
    r"\b(?:on|with|than|against|versus|vs\.?|over|above|below) ?$", re.IGNORECASE
)
_COUNTS_NOTHING = lazy_pattern(r" ?(?:[,.;:)\n]|$)| (?:and|or|but|by|when|while)\b")
_LONGEST_TITLE = 120
_TITLE = lazy_pattern(
    r"[# ]*[A-Z][^.!?;:\n]*\b(?:report|plan|budget|review|bulletin|yearbook|survey)\b[^.!?;:\n]*$",
    re.IGNORECASE,
)
_LINE_END = lazy_pattern(r"[ \r]*(?:\n|$)")
_YEAR_BEFORE = lazy_pattern(rf"(?:\b(?:{_YEAR_WORDS}) ?-?|[(（])$", re.IGNORECASE)
_ORDINAL_DIGITS = lazy_pattern(r"(?P<number>[0-9]{1,4})(?:st|nd|rd|th)\b")
_DECADE_DIGITS = lazy_pattern(r"(?:[0-9]{2})?[0-9]0s\b")
_RANKED = lazy_pattern(
    r"(?:rank(?:s|ed|ing)?|placed?|came|finished|stood)(?: in| at| joint)?(?: the)? $",
    re.IGNORECASE,
)
_WORD = lazy_pattern(r"[A-Za-z]+")
_FOLD = lazy_pattern(r"[ -]?fold\b")
_THE_ONE = lazy_pattern(
    r"(?:the|this|that|which|each|every|any|another|no|some|only|first|last|new|old) $",
    re.IGNORECASE,
)
_LETTERS = lazy_pattern(r" ?(?P<letters>[KkMmBbGg][Nn]?|[Tt]n)(?![A-Za-z0-9])")
_LEADS_ON = lazy_pattern(r" (?:than )?(?P<next>[-<>$]?[0-9]|[A-Za-z]+)")
_DOUBLES = lazy_pattern(r" (?:the|that|its|last|to|from|in)\b")
_OF_THEM = lazy_pattern(r"(?: of\b| another\b|'s\b| (?:can|should|must|may|is|has|would|will)\b)")
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


@cache
def _units() -> dict[str, Unit]:
    return {
        word: Unit(unit, measures) for word, unit, measures in lexicon_rows("english_units.tsv")
    }


@cache
def _unit_pattern() -> re.Pattern[str]:
    words = sorted(map(re.escape, _units()), key=lambda w: (-len(w), w))
    return lazy_pattern(rf"[ -]{{0,2}}(?P<unit>{'|'.join(words)})(?![A-Za-z])", re.IGNORECASE)


@cache
def _approximators_at(place: Place) -> dict[str, Form]:
    return {word: Form(form) for word, form in forms_at(place, "en").items()}


@cache
def _longest_approximator() -> int:
    return max(map(len, _approximators_at("before")))


@cache
def _after_pattern() -> re.Pattern[str]:
    words = sorted(map(re.escape, _approximators_at("after")), key=lambda w: (-len(w), w))
    return lazy_pattern(rf" ?(?P<word>{'|'.join(words)})(?![A-Za-z])", re.IGNORECASE)


def english_unit_at(text: str, at: int) -> tuple[int, Unit] | None:
    """Give where the English unit behind a numeral that ends at `at` ends, and what it means."""
    found = _unit_pattern().match(text, at)
    if found is None:
        return None
    return found.end(), _units()[found["unit"].lower()]


def is_english_unit(word: str) -> bool:
    """Whether `word` is an English unit, in either case."""
    return word.lower() in _units()


def letter_scale_at(text: str, at: int, *, is_money: bool) -> tuple[int, Decimal] | None:
    """$1.2bn, $3m: scale letters right behind digits, `m` and `b` only for money."""
    found = _LETTERS.match(text, at)
    if found is None:
        return None
    letters = found["letters"].lower()
    if not is_money and (letters in ("m", "b", "g") or found["letters"] in ("MN", "BN")):
        return None
    size = _LETTER_SCALES.get(letters)
    return (found.end(), Decimal(size)) if size else None


def english_approximator_before(text: str, at: int, floor: int) -> tuple[int, str, Form] | None:
    """Give where the approximator in front of `at` begins, its words and its form: more than,
    about.
    """
    stop = at
    while stop > floor and text[stop - 1] == " ":
        stop -= 1
    window = text[max(floor, stop - _longest_approximator() - 1) : stop].lower()
    table = _approximators_at("before")
    for start in range(len(window)):
        word = window[start:]
        if word in table and (start == 0 or not window[start - 1].isalpha()):
            begin = stop - len(word)
            if begin > 0 and start == 0 and text[begin - 1].isascii() and text[begin - 1].isalpha():
                continue
            return begin, text[begin:stop], table[word]
    return None


def english_approximator_after(text: str, at: int) -> tuple[int, str, Form] | None:
    """Give where an approximator behind `at` ends, its words and its form: or more, or less."""
    found = _after_pattern().match(text, at)
    if found is None or _leads_on(text, found.end()):
        return None
    return found.end(), found["word"], _approximators_at("after")[found["word"].lower()]


def _leads_on(text: str, at: int) -> bool:
    """Whether and below, or more belong to the number behind them: above 10 and below | 20."""
    following = _LEADS_ON.match(text, at)
    if following is None:
        return False
    word = following["next"]
    return not word.isalpha() or word in ("a", "an") or role_of(word) in ("cardinal", "part")


def english_word_at(text: str, at: int) -> Found | None:
    """Dates, ordinals and multiples in words at `at`: May 2023, first 11 months, third, twice."""
    word = _WORD.match(text, at)
    if word is None:
        return None
    role = role_of(word.group())
    if role == "month":
        return _month_date(text, at)
    if role == "times":
        return _times(text, at, word)
    if role == "ordinal" or _tens_then_ordinal(text, word):
        return _ordinal(text, at)
    return None


def english_digits_at(text: str, at: int) -> Found | None:
    """12 May 2023, 15th, 1990s, and a year behind in or since."""
    day = _DAY_MONTH.match(text, at)
    if day:
        return _dated(day, day.start())
    decade = _DECADE_DIGITS.match(text, at)
    if decade:
        return Found(at, decade.end(), Kind.PERIOD, "decade", (at, decade.end() - 1))
    ordinal = _ORDINAL_DIGITS.match(text, at)
    if ordinal:
        value = Decimal(ordinal["number"])
        return _ordinal_found(text, at, ordinal.end(), (at, ordinal.end("number")), value)
    year = _YEAR.match(text, at)
    if year and _is_year(text, at, year.end()):
        return Found(at, year.end(), Kind.DATE, "year", (at, at + 4), iso=text[at : at + 4])
    return None


def _is_year(text: str, at: int, end: int) -> bool:
    """Whether four digits that may be a year are one by the words around them."""
    near = max(0, at - 9)
    if _YEAR_BEFORE.search(text, near, at) or _YEAR_AFTER.match(text, end):
        return True
    if _COMPARED.search(text, near, at) and _COUNTS_NOTHING.match(text, end):
        return True
    if not _LINE_END.match(text, end):
        return False
    start = text.rfind("\n", max(0, at - _LONGEST_TITLE), at) + 1
    return (start > 0 or at < _LONGEST_TITLE) and bool(_TITLE.match(text, start, at))


def _tens_then_ordinal(text: str, word: re.Match[str]) -> bool:
    """twenty-first: an ordinal that begins like a cardinal."""
    known = number_words().get(word.group().lower())
    if (
        known is None
        or known[0] != "cardinal"
        or known[1] < 20
        or text[word.end() : word.end() + 1] != "-"
    ):
        return False
    unit = _WORD.match(text, word.end() + 1)
    return unit is not None and role_of(unit.group()) == "ordinal" and unit.group()[-1] != "s"


def _month_date(text: str, at: int) -> Found | None:
    found = _MONTH_DATE.match(text, at)
    if found is None or not (found["day"] or found["year"]):
        return None
    if found["month"] == "may":  # the verb
        return None
    return _dated(found, at)


def _dated(found: re.Match[str], start: int) -> Found:
    month = int(number_words()[found["month"].lower()][1])
    year = found["year"] or "Y+0"
    parts = [year, f"{month:02d}"] + ([f"{int(found['day']):02d}"] if found["day"] else [])
    core = found.span("day") if found["day"] else found.span("year")
    detail = "day" if found["day"] else "month"
    return Found(start, found.end(), Kind.DATE, detail, core, iso="-".join(parts))


def _times(text: str, at: int, word: re.Match[str]) -> Found | None:
    lower = word.group().lower()
    if lower in ("double", "triple") and not _DOUBLES.match(text, word.end()):
        return None
    value = number_words()[lower][1]
    amount = Amount(value, "倍", ONE, low=value, high=value)
    detail = "times" if lower == "twice" else "doubling"
    return Found(at, word.end(), Kind.MULTIPLE, detail, word.span(), amount)


def _ordinal(text: str, at: int) -> Found | None:
    months = _FIRST_MONTHS.match(text, at)
    if months and (found := _first_months(months)):
        return found
    part = _PART_OF_YEAR.match(text, at)
    if part and not (
        part["unit"].lower() == "half" and part["which"].lower() in ("third", "fourth")
    ):
        return _part_of_year(part)
    first = _WORD.match(text, at)
    assert first is not None
    value, end = number_words()[first.group().lower()][1], first.end()
    if role_of(first.group()) == "cardinal":
        unit = _WORD.match(text, first.end() + 1)
        assert unit is not None
        value, end = value + number_words()[unit.group().lower()][1], unit.end()
    return _ordinal_found(text, at, end, (at, end), value)


def _first_months(found: re.Match[str]) -> Found | None:
    count = found["count"].lower()
    known = number_words().get(count)
    size = (
        int(count) if count.isdigit() else int(known[1]) if known and known[0] == "cardinal" else 0
    )
    if found["unit"].lower() == "quarters":
        size *= 3
    if not 0 < size <= 12:
        return None
    year = found["year"] or "Y+0"
    detail = "first_months" if found["unit"].lower() == "months" else "first_quarters"
    iso = f"{year}-01/{year}-{size:02d}"
    return Found(found.start(), found.end(), Kind.PERIOD, detail, found.span("count"), iso=iso)


def _part_of_year(found: re.Match[str]) -> Found:
    number, year = _QUARTERS[found["which"].lower()], found["year"] or "Y+0"
    size = 6 if found["unit"].lower() == "half" else 3
    iso = f"{year}-{number * size - size + 1:02d}/{year}-{number * size:02d}"
    detail = "half_year" if size == 6 else "quarter"
    return Found(found.start(), found.end(), Kind.PERIOD, detail, found.span("which"), iso=iso)


def _ordinal_found(text: str, start: int, end: int, core: tuple[int, int], value: Decimal) -> Found:
    is_rank = _RANKED.search(text, max(0, start - 18), start) is not None
    kind, detail = (Kind.RANK, "rank") if is_rank else (Kind.ORDINAL, "ordinal")
    return Found(start, end, kind, detail, core, Amount(value, None, ONE, low=value, high=value))


def is_pronoun(text: str, start: int, end: int) -> bool:
    """Whether one stands for a thing: the one, which one, one of the, one another."""
    if _THE_ONE.search(text, max(0, start - 9), start):
        return True
    return _OF_THEM.match(text, end) is not None


def fold_at(text: str, at: int) -> int | None:
    """Where -fold behind a numeral ends: threefold, three-fold."""
    found = _FOLD.match(text, at)
    return found.end() if found else None
