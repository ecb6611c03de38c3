"""Indicators that the field computes in one way: 产销率 is sales over output."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from jushi.resources import resource_path


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
    path = resource_path("knowledge", "lexicons", "known_ratios.tsv")
    rows = [row for row in path.read_text("utf-8").splitlines() if row and row[0] != "#"][1:]
    found = []
    for row in rows:
        name, kind, first, second = row.split("\t")
        found.append(
            KnownRatio(name, _KINDS[kind], tuple(first.split("|")), tuple(second.split("|")))
        )
    return tuple(found)
