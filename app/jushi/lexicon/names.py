"""Names for one thing: 社零额 and 社会消费品零售总额; words that hold two: 城乡, 进出口; posts."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType

from jushi.lazy_pattern import lazy_pattern
from jushi.resources import lexicon_rows, lexicon_yaml

_MOST_VARIANTS = 12


@cache
def _groups() -> Mapping[str, tuple[str, ...]]:
    """The other names of each name."""
    others: dict[str, list[str]] = defaultdict(list)
    for row in lexicon_rows("same_names.tsv"):
        names = [name for name in row if name]
        for name in names:
            others[name] += [other for other in names if other != name]
    return {name: tuple(dict.fromkeys(found)) for name, found in others.items()}


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_groups(), key=lambda name: (-len(name), name))
    return lazy_pattern("|".join(map(re.escape, names)))


def same_names(phrase: str) -> tuple[str, ...]:
    """Give `phrase` and what it may be called instead, each name in it replaced; 12 at most."""
    found = [phrase]
    for match in _pattern().finditer(phrase):
        for other in _groups()[match.group()]:
            found += [
                known.replace(match.group(), other)
                for known in tuple(found)
                if match.group() in known and other not in known
            ]
            if len(found) >= _MOST_VARIANTS:
                return tuple(dict.fromkeys(found))[:_MOST_VARIANTS]
    return tuple(dict.fromkeys(found))[:_MOST_VARIANTS]


@cache
def _compounds() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = lexicon_rows("member_names.tsv")
    return tuple((compound, tuple(members.split("、"))) for compound, members in rows)


def member_names(name: str, count: int) -> Iterator[tuple[str, ...]]:
    """Ways to read `name` as `count` names: 城乡居民收入 as 城镇居民收入 and 农村居民收入."""
    for compound, members in _compounds():
        if compound in name and len(members) == count:
            yield tuple(name.replace(compound, member, 1) for member in members)


def are_opposed(words: str, name: str) -> bool:
    """Whether `words` name one of two things and `name` the other: 名义增长, 实际增速."""
    return any(_names_only(name, other, one) for one, other in _opposites(words))


@lru_cache(maxsize=1024)
def _opposites(words: str) -> tuple[tuple[str, str], ...]:
    """The words that `words` name of two, each with the other: kept, for a claim is held against
    many names."""
    return tuple(
        (one, other)
        for first, second, _example in lexicon_rows("opposed_words.tsv")
        for one, other in ((first, second), (second, first))
        if _names_only(words, one, other)
    )


def _names_only(text: str, one: str, other: str) -> bool:
    """Whether `text` says `one` and not `other`, which may hold it: 含税 in 不含税."""
    left = text.replace(other, "") if one in other else text
    return one in left and (
        other not in left.replace(one, "") if other in one else other not in text
    )


@cache
def naming_words() -> Mapping[str, Sequence[str]]:
    """Give the parts of the names of persons and places by role; characters as one string."""
    return MappingProxyType(lexicon_yaml("names.yaml"))


def posts() -> tuple[str, ...]:
    """Give the words of office and address that a person's name stands beside."""
    return tuple(naming_words()["posts"])
