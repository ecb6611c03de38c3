"""What a revision may not change in passing: figures, dates, names, words of obligation."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from jushi.characters import HAN
from jushi.lexicon import naming_words, posts
from jushi.numbers import Kind, Mention, read_mentions
from jushi.resources import lexicon_yaml

_DATES = frozenset({Kind.DATE, Kind.PERIOD, Kind.DOC_NUMBER, Kind.ARTICLE, Kind.NAMED_EVENT})


@dataclass(frozen=True, slots=True)
class Facets:
    """What one or more sentences hold, each with how often."""

    numbers: Counter[tuple[Decimal | None, str, str]]
    """Value, unit and the way it is approximate: 1700, 人, 余."""
    surfaces: dict[tuple[Decimal | None, str, str], str]
    """How each number is written, for telling."""
    dates: Counter[str]
    names: Counter[str]
    obligations: Counter[str]
    """Words, with their strength: `must:应当`."""


def read_facets(*texts: str) -> Facets:
    """Give what `texts` hold together."""
    facets = Facets(Counter(), {}, Counter(), Counter(), Counter())
    for text in texts:
        for mention in read_mentions(text):
            if mention.is_data:
                key = _number(mention)
                facets.numbers[key] += 1
                facets.surfaces[key] = mention.text
            elif mention.kind in _DATES:
                facets.dates[mention.text] += 1
        facets.names.update(_names(text))
        facets.obligations.update(_obligations(text))
    return facets


def _number(mention: Mention) -> tuple[Decimal | None, str, str]:
    value = None if mention.value is None else mention.value.normalize()
    return value, mention.unit or "", f"{mention.form}:{mention.approximator or ''}"


@cache
def _name_patterns() -> tuple[re.Pattern[str], ...]:
    raw = naming_words()
    surnames, endings = (_any(raw[name]) for name in ("surnames", "endings"))
    bare = rf"[^\W\d_a-zA-Z{raw['not_in_names']}]"
    behind = f"[{raw['behind_persons']}]"
    return (
        re.compile(r"《([^》\n]{1,60})》"),
        # 县委书记周东柯、县长刘锐先后作出批示: how long a name is, what follows decides
        re.compile(
            rf"(?:{_any(posts())})((?:{surnames})[{HAN}]{{1,2}}?(?={behind}|$)|(?:{surnames})[{HAN}]{{2}})"
        ),
        # 濮阳县, 栖川市, 县司法局; 各乡镇 and 全县 name nothing
        re.compile(rf"(?<!{bare})({bare}{{2,8}}?(?:{endings})(?![{raw['not_behind']}]))"),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _names(text: str) -> Iterator[str]:
    for pattern in _name_patterns():
        yield from (match.group(1) for match in pattern.finditer(text))


@cache
def _obligation_words() -> tuple[re.Pattern[str], dict[str, str]]:
    raw = lexicon_yaml("obligation.yaml")
    strengths = {word: name for name, words in raw["strengths"].items() for word in words}
    contexts = raw["contexts"]
    words = "|".join(
        _in_context(word, **contexts.get(word, {}))
        for word in sorted(strengths, key=len, reverse=True)
    )
    # What means something else is swallowed first: 应急 holds no 应, nor does 应审尽审.
    return re.compile(rf"(?:{_any(raw['not_these'])}|应[{HAN}]尽[{HAN}])|({words})"), strengths


def _in_context(word: str, behind: str = "", before: str = "") -> str:
    """A pattern for a word that counts only with these words around it."""
    lead = f"(?<![{re.escape(before)}])" if before else ""
    tail = f"(?={behind})" if behind else ""
    return f"{lead}{re.escape(word)}{tail}"


def _obligations(text: str) -> Iterator[str]:
    pattern, strengths = _obligation_words()
    for match in pattern.finditer(text):
        if match.group(1):
            yield f"{strengths[match.group(1)]}:{match.group(1)}"
