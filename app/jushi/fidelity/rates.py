"""Rates whose terms a text leaves open: 办结率达98%, 覆盖率90.2%. They are asked, never guessed."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from jushi.characters import HAN
from jushi.facts import Fact, Measure
from jushi.fidelity.claim import Claim
from jushi.fidelity.judge import WEIGHTS, Judgement, settle
from jushi.fidelity.operands import (
    HUNDRED,
    LONGEST_SUM,
    Told,
    is_earlier,
    present_facts,
    year_before,
)
from jushi.fidelity.resolution import Resolver
from jushi.fidelity.shares import complement_of, of_the_same_time, percentage, share_of
from jushi.fidelity.truth import tells
from jushi.fidelity.verdict import Code
from jushi.lazy_pattern import lazy_pattern
from jushi.numbers import Form, Kind


def judge_rate(
    claim: Claim, resolver: Resolver, told: Sequence[Told], text: str
) -> Judgement | None:
    """办结率达98%: of two counts of its sentence that give it; asked, for nobody names them."""
    if claim.mention.kind not in _OF_RATE or Measure.LEVEL not in claim.structure.measures:
        return None
    around = text[max(claim.sentence[0], claim.mention.start - 24) : claim.mention.start]
    if claim.direction and not claim.is_level_reached:
        return None
    if claim.is_level_reached and not re.search("[率比面度占]", around):
        return None
    levels = [t.fact for t in told if t.fact.measure is Measure.LEVEL][-LONGEST_SUM:]
    if is_earlier(claim, told):
        levels = [f for level in levels if (f := year_before(level, claim, resolver))]
    named = [
        f
        for n in resolver.namings(claim)[:4]
        if n.text >= WEIGHTS.may_speak_of
        for f in present_facts(n.topic, claim, resolver, frozenset({Measure.LEVEL}))[:1]
    ]
    for part, whole in product([*reversed(levels), *named], reversed(levels)):
        fact = share_of(part, whole) if part.topic != whole.topic else None
        if fact is None or fact.value > HUNDRED:
            continue
        if _lacks(claim, part):
            fact = complement_of(fact)
        if not tells(claim, fact.value):
            continue
        is_asked = not _names_both(claim, part, whole, told)
        judgement = settle(claim, fact, is_asked=is_asked)
        if not is_asked and judgement.code is Code.DERIVED:
            return judgement
        if judgement.code is Code.AMBIGUOUS:
            return judgement
    return judge_open_share(claim, resolver, told)


def _names_both(claim: Claim, part: Fact, whole: Fact, told: Sequence[Told]) -> bool:
    """受理41件，办结率95.1%: 办结 names the part, and the whole was told right before it."""
    stem = _STEM.search(claim.words)
    # A bound holds of many a pair: 办结率98%以上 is asked.
    is_exact = claim.mention.form is Form.EXACT
    if not is_exact or stem is None or stem["stem"] not in part.indicator:
        return False
    before = [t for t in told if t.fact.measure is Measure.LEVEL and t.fact.topic != part.topic]
    if not before or before[-1].claim.sentence != claim.sentence:
        return False
    return before[-1].fact.topic == whole.topic


def _lacks(claim: Claim, part: Fact) -> bool:
    """Whether `part` is what the rate leaves out: 合格率 and 不合格, 办结率 and 未办结."""
    stem = _STEM.search(claim.words)
    return stem is not None and re.search(f"[不未没]{stem['stem']}", part.indicator) is not None


_STEM = lazy_pattern(f"(?P<stem>[{HAN}]{{2}})率")


def judge_open_share(claim: Claim, resolver: Resolver, told: Sequence[Told]) -> Judgement | None:
    """服务网点74家，覆盖率90.2%: of what was told right before, where one whole alone of the
    workbook gives it; asked, for the text does not name that whole."""
    mention = claim.mention
    if not told or mention.form is not Form.EXACT or not _NAMED_RATE.search(claim.words):
        return None
    part = told[-1].fact
    if told[-1].claim.sentence != claim.sentence or part.measure is not Measure.LEVEL:
        return None
    if claim.is_period_near and is_earlier(claim, told):
        return None
    found: dict[int, Fact] = {}
    for current, _ in resolver.book.counted_in((part.unit,)):
        whole = of_the_same_time(current, part, resolver)
        share = percentage(part, whole) if whole and whole.topic != part.topic else None
        if whole and share and share <= HUNDRED and tells(claim, share):
            found.setdefault(whole.topic, whole)
    year = _days_of(part)
    wholes = [*found.values()] or (
        [year] if year and tells(claim, part.value / year.value * HUNDRED) else []
    )
    if len(wholes) != 1:
        return None
    fact = share_of(part, wholes[0])
    return settle(claim, fact, is_asked=True) if fact is not None else None


_OF_RATE = frozenset({Kind.PERCENT, Kind.FRACTION})
_NAMED_RATE = lazy_pattern("[率面度]|占比|比[例重]")


def _days_of(part: Fact) -> Fact | None:
    """The days of the stretch of a count of days: 优良天数318天，优良率87.1%."""
    if part.unit != "天" or part.period is None or not (part.period.start and part.period.end):
        return None
    days = (part.period.end - part.period.start).days + 1
    return replace(part, topic=-1, value=Decimal(days), indicator="天数")
