"""Style rules: what readers fault in a report. Data: `knowledge/lexicons/style_rules.yaml`."""

import re
from dataclasses import dataclass
from functools import cache

from jushi.resources import lexicon_yaml


@dataclass(frozen=True, slots=True)
class StyleRule:
    """One thing that is not to be written."""

    key: str
    told: str
    """What the model is told before it writes, and again where it did not keep to it."""
    pattern: re.Pattern[str]
    wrong: tuple[str, ...]
    right: tuple[str, ...]


@cache
def style_rules() -> tuple[StyleRule, ...]:
    """The rules, in the order of the file."""
    return tuple(
        StyleRule(
            row["key"],
            row["told"],
            re.compile(row["pattern"]),
            tuple(row["wrong"]),
            tuple(row["right"]),
        )
        for row in lexicon_yaml("style_rules.yaml")
    )


def faulted_by(sentence: str) -> tuple[StyleRule, ...]:
    """Give the rules that a sentence breaks."""
    return tuple(rule for rule in style_rules() if rule.pattern.search(sentence))
