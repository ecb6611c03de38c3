"""The words that say how a number is meant: growth, share, total, rest. Data: claim_words.tsv."""

import re
from functools import lru_cache

from jushi.lazy_pattern import lazy_pattern
from jushi.resources import lexicon_rows


@lru_cache(maxsize=1)
def claim_words() -> dict[str, frozenset[str]]:
    """Words by role, as `claim_words.tsv` lists them; up and down are those of change_words.tsv."""
    roles: dict[str, set[str]] = {}
    for role, word, _example in lexicon_rows("claim_words.tsv"):
        roles.setdefault(role, set()).add(word)
    for word, sign, *_ in lexicon_rows("change_words.tsv"):
        roles.setdefault(sign, set()).add(word)
    return {role: frozenset(words) for role, words in roles.items()}


@lru_cache(maxsize=64)
def any_of(*roles: str) -> re.Pattern[str]:
    """A pattern for the words of `roles`, longest first."""
    return lazy_pattern("|".join(map(re.escape, any_of_words(*roles))))


@lru_cache(maxsize=64)
def any_of_words(*roles: str) -> tuple[str, ...]:
    """The words of `roles`, longest first."""
    words = {word for role in roles for word in claim_words()[role]}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def is_plan_heading(heading: str) -> bool:
    """Whether `heading` announces what is to be done, and does not look back as well.

    2025年工作安排 does, 重点工作完成情况 and 2024年工作情况及2025年工作安排 do not.
    """
    if any_of("review_heading").search(heading):
        return False
    return any_of("plan_heading").search(heading) is not None


@lru_cache(maxsize=1)
def counted_nouns() -> dict[str, frozenset[str]]:
    """Nouns that stand right behind a number in place of their counter: 2县 for 2个."""
    nouns: dict[str, set[str]] = {}
    for counter, noun in lexicon_rows("counted_nouns.tsv"):
        nouns.setdefault(counter, set()).add(noun)
    return {counter: frozenset(words) for counter, words in nouns.items()}
