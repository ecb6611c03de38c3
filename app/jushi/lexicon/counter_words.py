"""Counters by what they tell: 件, 名, 场次. Data: counters.tsv."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from jushi.resources import lexicon_rows

Role = Literal["same", "counted", "documents", "light", "apart", "leads"]


@cache
def counters(role: Role) -> Mapping[str, tuple[str, ...]]:
    """The counters of `role` by what they are of, which is empty where the role says it all."""
    return {
        name: tuple(told.split("、"))
        for kind, name, told in lexicon_rows("counters.tsv")
        if kind == role
    }


@cache
def all_counters(role: Role) -> frozenset[str]:
    """The counters of `role`, whatever they are of."""
    return frozenset(counter for told in counters(role).values() for counter in told)


def count_the_same(one: str, other: str) -> bool:
    """Whether two counters count one thing: 5人 and 5名, 2场 and 2场次."""
    return one == other or any(one in told and other in told for told in counters("same").values())
