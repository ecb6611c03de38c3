"""The reader's words: units, approximators, phrases. Data: knowledge/lexicons; loaded on first
use.
"""

from dataclasses import dataclass
from functools import cache

from jushi.characters import COUNTING
from jushi.lexicon import Place, chinese_approximators, forms_at
from jushi.numbers.mention import Form, Kind
from jushi.resources import lexicon_rows

ANCHORS = frozenset(f"零〇○{COUNTING}百千万亿兆两俩仨廿卅卌半双几多数0123456789")
"""Characters at which the reader stops to look; a phrase is found at its first."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a written unit means."""

    canonical: str
    measures: str
    """`count`, `time`, `length`, `money`, `percent`, `multiple`, `score`, …"""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase that holds a number character is."""

    kind: Kind
    detail: str


@cache
def units() -> dict[str, Unit]:
    """Units by their written form."""
    return {
        word: Unit(canonical, measures) for word, canonical, measures in lexicon_rows("units.tsv")
    }


@cache
def approximators_at(place: Place) -> dict[str, Form]:
    """Words that stand `before`, `inside` or `after` a number, with what they make of it."""
    return {word: Form(form) for word, form in forms_at(place, "zh").items()}


def form_of(word: str) -> Form:
    """What `word` makes of the number beside it in Chinese; exact for no word or an unknown one."""
    known = chinese_approximators().get(word)
    return Form.EXACT if known is None else Form(known.form)


@cache
def phrases() -> dict[str, Phrase]:
    """Phrases that hold a number character and state no figure."""
    rows = lexicon_rows("number_words.tsv")
    return {phrase: Phrase(Kind(kind), detail) for phrase, kind, detail in rows}


@cache
def superlatives() -> dict[str, int]:
    """Words that claim a place in an order without a numeral: 率先, 首个."""
    return {word: int(rank) for word, rank in lexicon_rows("superlatives.tsv")}


@cache
def rhetorical_nouns() -> tuple[frozenset[str], int]:
    """Nouns after small Chinese numerals that count nothing (三个方面), and the longest length."""
    nouns = frozenset(noun for (noun,) in lexicon_rows("rhetorical_nouns.tsv"))
    return nouns, max(map(len, nouns))


@cache
def named_days() -> dict[str, str]:
    """Days that are called by their digits, as `--MM-DD`: 三八, 五四."""
    return {row[0]: row[1] for row in lexicon_rows("named_days.tsv")}


@cache
def words_like_units() -> frozenset[str]:
    """Words of two characters that begin like a unit: 处理, 人才."""
    return frozenset(word for (word,) in lexicon_rows("words_like_units.tsv"))


@cache
def hotlines() -> dict[str, str]:
    """Short telephone lines; `always` known, or only where a word says that it is `called`."""
    return {row[0]: row[1] for row in lexicon_rows("hotlines.tsv")}


@cache
def currencies() -> dict[str, str]:
    """Units by what stands before an amount of money, in lower case: us$, 人民币."""
    table = {row[0]: row[1] for row in lexicon_rows("currencies.tsv")}
    spaced = {
        f"{word[:-1]} {word[-1]}": unit for word, unit in table.items() if word[1:].endswith("$")
    }
    return spaced | table


@cache
def longest_currency() -> int:
    """Characters of the longest prefix of money."""
    return max(map(len, currencies()))


@cache
def longest_unit() -> int:
    """Characters of the longest unit."""
    return max(map(len, units()))


@cache
def longest_approximator(place: Place) -> int:
    """Characters of the longest approximator at `place`."""
    return max(map(len, approximators_at(place)))


def unit_at(text: str, at: int) -> str | None:
    """Give the longest unit that begins at `at`."""
    table = units()
    for length in range(min(longest_unit(), len(text) - at), 0, -1):
        word = text[at : at + length]
        if word in table:
            return word
    return None


@cache
def _phrase_shapes() -> dict[str, tuple[tuple[int, int], ...]]:
    """For a phrase's first anchor and the character behind it: where it begins, how long it is."""
    shapes: dict[str, set[tuple[int, int]]] = {}
    for phrase in phrases():
        before = next(i for i, c in enumerate(phrase) if c in ANCHORS)
        shapes.setdefault(phrase[before : before + 2], set()).add((before, len(phrase)))
    return {key: tuple(sorted(found, key=lambda s: (-s[1], s[0]))) for key, found in shapes.items()}


def phrase_at(text: str, at: int, floor: int) -> tuple[int, int] | None:
    """Give the span of the longest phrase whose first number character stands at `at`.

    None where there is none, or where it would begin before `floor`.
    """
    shapes = _phrase_shapes()
    best: tuple[int, int] | None = None
    for key in (text[at : at + 2], text[at : at + 1]):
        for before, length in shapes.get(key, ()):
            start = at - before
            end = start + length
            if start >= floor and end <= len(text) and text[start:end] in phrases():
                if best is None or length > best[1] - best[0]:
                    best = (start, end)
                break
    return best
