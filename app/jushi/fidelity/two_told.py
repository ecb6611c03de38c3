"""Two numbers that a sentence tells, held against the word that it puts between them.

No workbook is asked: 由91.7%提高到86.3% contradicts itself, whatever the figures are.
"""

import re
from collections.abc import Sequence
from functools import cache

from jushi.fidelity.claim import Claim
from jushi.fidelity.judge import Judgement
from jushi.fidelity.verdict import Code, Status, status_of
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import any_of, any_of_words
from jushi.numbers import Form, Kind
from jushi.text import CLAUSE_STOPS

_NEAR = 24
"""Characters between two numbers that are held against each other."""
_PLACES = frozenset({"位", "名", "级", "档"})
"""Units of which the first is the best: 由第5位升至第3位."""
_SWIFT = frozenset({"提速", "加快", "快", "前移", "高"})
"""A rise that may be told of what becomes less: 由3天提速到1天."""
_LESS = frozenset("低慢少小短后")
_BEYOND = lazy_pattern(rf"(?P<turn>[高低快慢多少大小]于|超过|不及)[^{CLAUSE_STOPS}、\d]{{0,14}}的$")
_FROM = lazy_pattern(rf"(?:由|从)[^{CLAUSE_STOPS}、\d]{{0,10}}$")


def judge_two_told(
    text: str, judged: Sequence[tuple[Claim, Judgement]]
) -> list[tuple[Claim, Judgement]]:
    """Give `judged` with an error where two numbers lie the other way than the sentence says."""
    out = list(judged)
    for place in range(1, len(out)):
        (one, first), (other, second) = out[place - 1], out[place]
        if not (_is_proven(first) and _is_proven(second) and _are_alike(one, other)):
            continue
        between = text[one.mention.end : other.mention.start]
        sign = _sign_between(text, one, between)
        if not sign or _lie_so(one, other, sign):
            continue
        told = f"{one.mention.text}{between}{other.mention.text}"
        wrong = Judgement(Code.WRONG_DIRECTION, "wrong_way", second.facts, detail=told)
        out[place] = (other, wrong)
        if _BEYOND.search(between):
            out[place - 1] = (one, wrong)
    return out


def _is_proven(judgement: Judgement) -> bool:
    return status_of(judgement.code) is Status.OK


def _are_alike(one: Claim, other: Claim) -> bool:
    """Whether both are exact numbers of one unit in one sentence, and no places of a ranking."""
    first, second = one.mention, other.mention
    return (
        one.sentence == other.sentence
        and second.start - first.end <= _NEAR
        and first.form is second.form is Form.EXACT
        and first.kind is second.kind is not Kind.RANK
        and first.unit == second.unit
        and first.unit not in _PLACES
    )


def _sign_between(text: str, one: Claim, between: str) -> int:
    """1 where the second must be more, -1 where it must be less, 0 where nothing says so."""
    if (turn := _turn_to().fullmatch(between)) and turn["turn"] not in _SWIFT:
        is_from = _FROM.search(
            text, max(one.sentence[0], one.mention.start - 14), one.mention.start
        )
        return (1 if turn["turn"] in any_of_words("up") else -1) if is_from else 0
    if (beyond := _BEYOND.search(between)) and not _is_signed(text, one, between, beyond["turn"]):
        return 1 if beyond["turn"][0] in _LESS or beyond["turn"] == "不及" else -1
    return 0


def _is_signed(text: str, one: Claim, between: str, turn: str) -> bool:
    """Whether a fall is told of one of the two: 下降3%，低于全省的下降1%."""
    before = text[max(one.sentence[0], one.mention.start - 12) : one.mention.start]
    falls = any_of("down", "loss", "falling_rate")
    return falls.search(before) is not None or falls.search(between.replace(turn, "")) is not None


def _lie_so(one: Claim, other: Claim, sign: int) -> bool:
    first, second = one.mention.value, other.mention.value
    return first is None or second is None or first == second or (second - first) * sign > 0


@cache
def _turn_to() -> re.Pattern[str]:
    """提高到, 进一步回落至, ，降为: what leads from one number to the next."""
    turn = any_of("up", "down").pattern
    return re.compile(
        rf"[，,]?[^{CLAUSE_STOPS}、\d]{{0,4}}?(?P<turn>{turn})[^{CLAUSE_STOPS}、\d]{{0,2}}[到至为]"
    )
