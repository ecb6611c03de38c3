"""The words that say how a number is meant: growth, share, total, rest. Data: claim_words.tsv."""

import re
from functools import lru_cache

from jushi.resources import resource_path

_LEXICONS = resource_path("knowledge", "lexicons")
_FILE = _LEXICONS / "claim_words.tsv"


@lru_cache(maxsize=1)
def claim_words() -> dict[str, frozenset[str]]:
    """Words by role, as `knowledge/lexicons/claim_words.tsv` lists them."""
    roles: dict[str, set[str]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines()[1:]:
        role, word, _example = line.split("\t")
        roles.setdefault(role, set()).add(word)
    return {role: frozenset(words) for role, words in roles.items()}


@lru_cache(maxsize=64)
def any_of(*roles: str) -> re.Pattern[str]:
    """A pattern for the words of `roles`, longest first."""
    return re.compile("|".join(map(re.escape, any_of_words(*roles))))


@lru_cache(maxsize=64)
def any_of_words(*roles: str) -> tuple[str, ...]:
    """The words of `roles`, longest first."""
    words = {word for role in roles for word in claim_words()[role]}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=1)
def counted_nouns() -> dict[str, frozenset[str]]:
    """Nouns that stand right behind a number in place of their counter: 2县 for 2个."""
    nouns: dict[str, set[str]] = {}
    rows = (_LEXICONS / "counted_nouns.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for counter, noun in (row.split("\t") for row in rows):
        nouns.setdefault(counter, set()).add(noun)
    return {counter: frozenset(words) for counter, words in nouns.items()}
