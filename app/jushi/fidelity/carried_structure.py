"""What a number has from how the one before it in its sentence was put."""

from dataclasses import replace

from jushi.facts import Base, Measure
from jushi.fidelity.structure import Structure
from jushi.lazy_pattern import lazy_pattern
from jushi.numbers import Kind, Mention
from jushi.text import CLAUSE_STOPS

ONLY_LINK = lazy_pattern(r"[、，]?(?:和|及|与|以及|、)?")
"""What stands between two numbers of one list."""
_CHANGES = frozenset({Measure.CHANGE, Measure.GROWTH, Measure.POINTS})
_AMOUNTS = frozenset({Kind.QUANTITY, Kind.MONEY})
"""分别增加60件、400万元: one word of change is said of both."""
_OF_OTHER = lazy_pattern(rf"[高低]于[^{CLAUSE_STOPS}、\d]{{1,14}}的$")
"""增长24.8%，高于商品类的14.6%: what the other grew by."""


def carry_over(
    found: Structure, last: Structure, mention: Mention, earlier: Mention, between: str
) -> Structure:
    """Give `found` with what it leaves to `last`, the structure of `earlier`, right before it."""
    if found.is_reached and last.relation in ("share", "difference"):
        return replace(last, is_reached=True)  # 占全区的比重由59.9%升至63.0%
    if _may_inherit(found, mention, earlier, between):
        is_share = last.relation == "share"
        relation, second = ("share", last.second) if is_share else ("", None)
        return replace(last, relation=relation, first=None, second=second)
    is_of_other = _OF_OTHER.search(between) is not None and not found.relation
    if is_of_other and Measure.GROWTH in last.measures and mention.kind is Kind.PERCENT:
        return replace(found, measures=frozenset({Measure.GROWTH}), base=last.base)
    if found.base is None and found.measures & _CHANGES and last.base != Base.TARGET:
        # 环比上涨0.3%，其中食品上涨1.2%: the base is named once.
        return replace(found, base=last.base, base_period=last.base_period)
    return found


def _may_inherit(found: Structure, mention: Mention, last: Mention, between: str) -> bool:
    """增长3%、4%: the second says again how it is meant only where it differs."""
    is_alike = mention.kind is last.kind or {mention.kind, last.kind} <= _AMOUNTS
    if not is_alike or found.relation or found.direction or found.is_reached:
        return False
    return ONLY_LINK.fullmatch(between.strip()) is not None
