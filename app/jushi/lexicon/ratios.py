"""Indicators that the field computes in one way: 产销率 is sales over output."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from jushi.resources import lexicon_rows


@dataclass(frozen=True, slots=True)
class KnownRatio:
    """How one indicator comes from two others."""

    name: str
    kind: Literal["percent", "times", "difference"]
    first: tuple[str, ...]
    """Names of the first term that stand for one another."""
    second: tuple[str, ...]


_KINDS: dict[str, Literal["percent", "times", "difference"]] = {
    "percent": "percent",
    "times": "times",
    "difference": "difference",
}


@cache
def known_ratios() -> tuple[KnownRatio, ...]:
    """The rows of `knowledge/lexicons/known_ratios.tsv`."""
    found = []
    for name, kind, first, second in lexicon_rows("known_ratios.tsv"):
        found.append(
            KnownRatio(name, _KINDS[kind], tuple(first.split("|")), tuple(second.split("|")))
        )
    return tuple(found)
