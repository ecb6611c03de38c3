"""Whether a number is what was to be reached, not what was."""

from jushi.fidelity.structure import Structure
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import any_of
from jushi.numbers import Mention
from jushi.text import CLAUSE_STOPS

_NEAR = 14
"""Characters before a number in which 目标 and the like are of it."""

_OF_TARGET = lazy_pattern(
    rf"(?:以[上下])?的?[^{CLAUSE_STOPS}、]{{0,6}}(?:{any_of('target').pattern}|控制线|底线|上限|下限)"
)

_TO_TARGET = lazy_pattern(rf"(?:距离?|离)[^{CLAUSE_STOPS}]{{0,12}}的$")


def names_target(mention: Mention, structure: Structure, text: str, left: int) -> bool:
    """Whether the words beside `mention`, from `left` on, say that it is a target.

    年度目标8万人次, 95%的考核目标, 距年初提出的96%.
    """
    if _OF_TARGET.match(text, mention.end) or _TO_TARGET.search(text[left : mention.start]):
        return True
    if structure.relation:
        return False
    near = _without_names(text[max(left, mention.start - _NEAR) : mention.start])
    return bool(any_of("target").search(near))


def _without_names(words: str) -> str:
    """Without the names that hold a word for a target: 一般公共预算收入, 限额以上单位."""
    return any_of("no_target").sub("", words)
