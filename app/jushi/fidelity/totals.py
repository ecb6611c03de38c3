"""Totals, rests and sums of parts, held against what is told beside them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise, product

from jushi.facts import Fact, Measure, tokens_with_offsets
from jushi.fidelity.claim import Claim
from jushi.fidelity.judge import WEIGHTS, Judgement, settle
from jushi.fidelity.operands import (
    HUNDRED,
    LONGEST_SUM,
    Told,
    computed_of,
    named_topics,
    present_facts,
    sum_of,
    year_before,
)
from jushi.fidelity.resolution import Resolver
from jushi.fidelity.truth import unit_factor
from jushi.fidelity.verdict import Code, Status, status_of
from jushi.figures import Period, bare_unit, convert, parse_unit
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import any_of, cell_words, member_names
from jushi.numbers import Form, Kind, Mention, interval_of, rounds_to
from jushi.text import STATEMENT_STOPS


def count_together(claim: Claim, told: Sequence[Told]) -> Judgement | None:
    """Judge a total or a rest by what was told before it; None if nothing signals it."""
    if claim.role == "total":
        return _total(claim, told)
    if claim.role == "rest":
        return _rest(claim, told) or _lacking(claim, told)
    if claim.role == "lacking":
        return _lacking(claim, told)
    if claim.mention.kind is Kind.MULTIPLE:
        return _multiple(claim, [t for t in told if t.claim.sentence == claim.sentence])
    return None


def count_parts(claim: Claim, text: str, after: Sequence[Told]) -> Judgement | None:
    """Judge `claim` as the sum of the parts that 其中 names right behind it; None if it is not.

    共有72名…，其中甲15名、乙57名 needs no figure of its own. `after` is what the sentence proves
    behind the claim, in text order.
    """
    parts = _like(claim, after)
    if len(parts) < 2 or not any_of("part").search(text, claim.mention.end, parts[0].mention.start):
        return None
    for count in range(2, min(len(parts), LONGEST_SUM) + 1):
        used = parts[:count]
        if _tells(claim.mention, sum((_value(p) for p in used), Decimal(0))):
            return Judgement(Code.DERIVED, "derived_sum", _of(used), detail=_plus(used))
    return None


def _like(claim: Claim, told: Sequence[Told]) -> list[Told]:
    unit = bare_unit(claim.mention.unit or "")
    persons = {"人", "名", "位"}
    return [
        t
        for t in told
        if t.mention.value is not None
        and t.fact.measure in (Measure.LEVEL, Measure.CHANGE)
        and (
            bare_unit(t.mention.unit or "") == unit
            or {unit, bare_unit(t.mention.unit or "")} <= persons
        )
    ]


def _value(told: Told) -> Decimal:
    assert told.mention.value is not None
    return told.mention.value


def judge_lacking(claim: Claim, resolver: Resolver, told: Sequence[Told]) -> Judgement | None:
    """抽检12650批次，…，不合格227批次: the whole that was told less the part that the workbook has
    by the name without 不."""
    if claim.role != "lacking":
        return None
    wholes = [t.fact for t in _like(claim, told) if t.claim.sentence == claim.sentence]
    parts = [n.topic for n in resolver.namings(claim)[:4] if n.text >= WEIGHTS.speaks_of]
    for whole, topic in product(reversed(wholes), parts):
        for part in present_facts(topic, claim, resolver, frozenset({Measure.LEVEL}))[:1]:
            factor = unit_factor(part.unit, claim.mention)
            rest = whole.value - part.value
            if topic == whole.topic or part.unit != whole.unit or factor is None or rest < 0:
                continue
            if _tells(claim.mention, rest * factor):
                detail = f"{whole.value:f}-{part.value:f}={rest:f}"
                return Judgement(Code.DERIVED, "derived_rest", (whole, part), detail=detail)
    return None


def judge_all_members(claim: Claim, resolver: Resolver) -> Judgement | None:
    """参保45.27万人 of 职工医保 and 居民医保, which alone have rows: the sum of the members of one
    name, and how it changed. None where one member alone is named, or a row has the whole."""
    structure, book = claim.structure, resolver.book
    if structure.relation or claim.mention.value is None or not book.has_several_subjects:
        return None
    namings = [n for n in resolver.namings(claim)[:4] if n.text >= WEIGHTS.told_in_unit]
    for name in dict.fromkeys(book.topics[n.topic].name for n in namings):
        members = [book.topics[number] for number in book.named(name)]
        subjects = [topic.subject for topic in members]
        if len(members) < 2 or any(not s or _WHOLE.search(s) for s in subjects):
            continue
        if any(s in claim.words for s in subjects):
            continue
        facts = [
            present_facts(t.number, claim, resolver, frozenset({Measure.LEVEL}))[:1]
            for t in members
        ]
        levels = [fact for found in facts for fact in found if fact.is_stated]
        if len(levels) != len(members) or len({f.unit for f in levels}) != 1:
            continue
        if parse_unit(levels[0].unit).is_rate or "均" in name:
            continue
        judgement = settle(claim, _as_claimed(claim, levels, resolver) or sum_of(levels))
        if judgement.code is Code.DERIVED:
            return judgement
    return None


def _as_claimed(claim: Claim, levels: Sequence[Fact], resolver: Resolver) -> Fact | None:
    """The change of the sum of `levels` against the year before, where the claim tells one."""
    measures = claim.structure.measures
    if Measure.LEVEL in measures:
        return None
    olds = [year_before(level, claim, resolver) for level in levels]
    found = [old for old in olds if old is not None]
    if len(found) != len(levels):
        return None
    new, old = sum_of(levels), sum_of(found)
    terms = f"{new.value:f}-{old.value:f}"
    change = replace(new, value=new.value - old.value, measure=Measure.CHANGE, formula=terms)
    if Measure.CHANGE in measures:
        return change
    if Measure.GROWTH in measures and old.value:
        growth = (new.value / old.value - 1) * HUNDRED
        terms = f"{new.value:f}/{old.value:f}-1"
        return replace(change, value=growth, unit="%", measure=Measure.GROWTH, formula=terms)
    return None


_WHOLE = lazy_pattern(
    f"^(?:{'|'.join(cell_words('total'))}|全|本级)|(?:{'|'.join(cell_words('total'))})$"
)


def judge_stretch(claim: Claim, resolver: Resolver, told: Sequence[Told]) -> Judgement | None:
    """三季度共入库13.04亿元: the sum of the months that make up the time named."""
    period = claim.period
    if period is None or period.start is None or period.end is None or not claim.is_period_near:
        return None
    if Measure.LEVEL not in claim.structure.measures:
        return None
    topics = [n.topic for n in resolver.namings(claim)[:3] if n.text >= WEIGHTS.may_speak_of]
    topics += [t.fact.topic for t in reversed(told[-12:]) if t.fact.topic >= 0]
    for topic in dict.fromkeys(topics):
        parts = sorted(
            {
                (f.period.start, f.period.end): f
                for f in resolver.book.facts_of(topic)
                if f.measure is Measure.LEVEL
                and f.is_stated
                and not f.target
                and not parse_unit(f.unit).is_rate
                and f.period
                and f.period.start
                and f.period.end
                and period.start <= f.period.start
                and f.period.end <= period.end
            }.items()
        )
        facts = [fact for _, fact in parts]
        if len(facts) < 2 or not _tiles([span for span, _ in parts], period):
            continue
        judgement = settle(claim, sum_of(facts))
        if status_of(judgement.code) is not Status.ERROR:
            return judgement
    return None


def _tiles(spans: Sequence[tuple[date, date]], period: Period) -> bool:
    """Whether stretches, in order, make up `period` without a gap and without an overlap."""
    is_joined = all(one[1] + timedelta(days=1) == other[0] for one, other in pairwise(spans))
    return is_joined and spans[0][0] == period.start and spans[-1][1] == period.end


def judge_other_part(claim: Claim, resolver: Resolver, told: Sequence[Told]) -> Judgement | None:
    """其余1.3亿元: of the row that the workbook calls 其他, next to the parts that were told."""
    if claim.role != "rest" or not told:
        return None
    last = told[-1].fact.topic
    for number in range(max(0, last - _ROWS), min(len(resolver.book.topics), last + _ROWS + 1)):
        topic = resolver.book.topics[number]
        if not _OTHERS.search(topic.name) and not _OTHERS.search(topic.subject):
            continue
        for fact in present_facts(number, claim, resolver, frozenset({Measure.LEVEL}))[:1]:
            if unit_factor(fact.unit, claim.mention) is None:
                continue
            judgement = settle(claim, fact)
            if judgement.code is Code.DERIVED:
                return replace(judgement, code=Code.EXACT, reason="exact")
    return None


_OTHERS = lazy_pattern("其他|其余|其它")
_ROWS = 12
"""Rows beside what was told last within which the other parts of a list stand."""


def judge_second_part(claim: Claim, told: Sequence[Told], text: str) -> Judgement | None:
    """偿还4.47亿元，其中再融资债券3.74亿元、自有财力7300万元: of two parts of a total the second,
    which the workbook need not have, is the rest."""
    if Measure.LEVEL not in claim.structure.measures or claim.direction:
        return None
    here = [t for t in _like(claim, told) if t.claim.sentence == claim.sentence][-2:]
    if len(here) < 2:
        return None
    whole, part = here
    between = text[whole.mention.end : part.mention.start]
    if not any_of("part").search(between) or _APART.search(
        text[part.mention.end : claim.mention.start]
    ):
        return None
    rest = _value(whole) - _value(part)
    if rest <= 0 or not _tells(claim.mention, rest):
        return None
    detail = f"{_value(whole):f}-{_value(part):f}={rest:f}"
    return Judgement(Code.DERIVED, "derived_rest", _of(here), detail=detail)


_APART = lazy_pattern(rf"[{STATEMENT_STOPS}]|比|较|增|减|升|降")


def judge_adjusted(claim: Claim, resolver: Resolver, told: Sequence[Told]) -> Judgement | None:
    """剔除留抵退税因素后为3.27亿元: what was told, with the factor that is named put back."""
    if not _ADJUSTED.search(claim.words):
        return None
    levels = frozenset({Measure.LEVEL})
    olds = [t.fact for t in reversed(told) if t.fact.measure is Measure.LEVEL and t.fact.topic >= 0]
    for fact in olds[:3]:
        for topic in [n.topic for n in resolver.namings(claim)[:3] if n.topic != fact.topic]:
            for other in present_facts(topic, claim, resolver, levels)[:1]:
                value = convert(other.value, other.unit, fact.unit)
                if value is None:
                    continue
                sign, mark = (1, "+") if _LOWERS.search(other.indicator) else (-1, "-")
                made = computed_of(
                    fact,
                    other,
                    fact.value + sign * value,
                    fact.unit,
                    Measure.LEVEL,
                    formula=f"{fact.value:f}{mark}{value:f}",
                )
                judgement = settle(claim, made)
                if status_of(judgement.code) is not Status.ERROR:
                    return judgement
    return Judgement(Code.UNVERIFIED, "superlative")


_LOWERS = lazy_pattern("[退减免缓抵]")
"""Factors that had lowered what was told: without 留抵退税 taxes were higher."""
_ADJUSTED = lazy_pattern("(?:剔除|扣除|还原|不考虑|不含)[^，。、]{1,12}(?:因素|影响|后|口径)")


def judge_members(claim: Claim, resolver: Resolver) -> Judgement | None:
    """城乡低保对象合计6.92万人: the sum of two that one word names."""
    if claim.role != "total":
        return None
    levels = frozenset({Measure.LEVEL})
    listed = any_of("total").split(claim.words)[0]
    lists = [tuple(re.split("[、与和及]", listed))]
    for count in (2, 3, 4, 5):
        for names in (*member_names(claim.words, count), *lists):
            if len(names) != count:
                continue
            facts = []
            for name in names:
                words = {token: 1.0 for _, token in tokens_with_offsets(name)}
                topics = named_topics(words, claim, resolver)
                facts += [
                    f for t in topics[:1] for f in present_facts(t, claim, resolver, levels)[:1]
                ]
            if len({f.topic for f in facts}) == count and len({f.unit for f in facts}) == 1:
                judgement = settle(claim, sum_of(facts))
                if status_of(judgement.code) is not Status.ERROR:
                    return judgement
    return None


def _total(claim: Claim, told: Sequence[Told]) -> Judgement | None:
    parts = _like(claim, [t for t in told if t.mention.end <= claim.mention.start])
    if len(parts) < 2:
        return None
    # The parts of a total stand right before it: try the nearest two, three, …
    windows = [parts[-count:] for count in range(2, min(len(parts), LONGEST_SUM) + 1)]
    if found := re.search("前([二两三四五六])", claim.words):
        size = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}[found[1]]
        windows = [parts[place : place + size] for place in range(len(parts) - size + 1)][::-1]
    levels = [p for p in parts if p.fact.measure is Measure.LEVEL]
    if len(levels) < len(parts):
        # 1482人，净增66人；外聘160人，两者合计1642人: what was added is no part.
        windows += [levels[-count:] for count in range(2, min(len(levels), LONGEST_SUM) + 1)]
    for used in windows:
        if _tells(claim.mention, sum((_value(p) for p in used), Decimal(0))):
            return Judgement(Code.DERIVED, "derived_sum", (_sum_told(used),), detail=_plus(used))
    near = [p for p in parts if p.claim.sentence == claim.sentence] or parts[-2:]
    return Judgement(Code.WRONG_ARITHMETIC, "wrong_sum", _of(near), detail=_plus(near))


def _lacking(claim: Claim, told: Sequence[Told]) -> Judgement | None:
    """不合格227批次, 尚有94条: the whole less the part that was told."""
    before = _like(claim, [t for t in told if t.mention.end <= claim.mention.start])[-6:]
    for whole, part in product(before, before):
        rest = _value(whole) - _value(part)
        if whole is not part and rest >= 0 and _tells(claim.mention, rest):
            detail = f"{_value(whole):f}-{_value(part):f}={rest:f}"
            return Judgement(Code.DERIVED, "derived_rest", _of((whole, part)), detail=detail)
    return None


def _rest(claim: Claim, told: Sequence[Told]) -> Judgement | None:
    """其余45件: the total less the parts told so far, the total being the largest before them."""
    before = _like(claim, [t for t in told if t.mention.end <= claim.mention.start])
    parts = sum((_value(p) for p in before), Decimal(0))
    for place, total in enumerate(before[:-1]):
        parts -= _value(total)
        rest = _value(total) - parts
        if rest >= 0 and _tells(claim.mention, rest):
            detail = "-".join(f"{_value(p):f}" for p in before[place:]) + f"={rest:f}"
            return Judgement(Code.DERIVED, "derived_rest", _of(before[place:]), detail=detail)
    before = [p for p in before if p.claim.sentence == claim.sentence]
    if len(before) < 2:
        return None
    detail = "-".join(f"{_value(p):f}" for p in before)
    return Judgement(Code.WRONG_ARITHMETIC, "wrong_rest", _of(before), detail=detail)


def _multiple(claim: Claim, told: Sequence[Told]) -> Judgement | None:
    """由50件增至200件，增长3倍: the last two values told are the bases."""
    before = [t for t in told if t.mention.end <= claim.mention.start and t.mention.value]
    if len(before) < 2 or before[-1].fact.topic != before[-2].fact.topic:
        return None
    ratio = _value(before[-1]) / _value(before[-2])
    value = ratio if Measure.MULTIPLE in claim.structure.measures else ratio - 1
    detail = f"{_value(before[-1]):f}/{_value(before[-2]):f}" + ("" if value == ratio else "-1")
    if _tells(claim.mention, value):
        return Judgement(Code.DERIVED, "derived_ratio", _of(before[-2:]), detail=detail)
    return Judgement(Code.WRONG_ARITHMETIC, "wrong_change", _of(before[-2:]), detail=detail)


def _tells(mention: Mention, value: Decimal) -> bool:
    interval = interval_of(mention)
    # 不足180件 is no way to tell a sum of 121: a bound proves nothing that it is far from.
    if interval.holds(value) and not interval.is_loose(value):
        return True
    is_plain = mention.form in (Form.EXACT, Form.APPROX)
    return is_plain and rounds_to(value, mention) in {"exact", "rounded"}


def _of(told: Sequence[Told]) -> tuple[Fact, ...]:
    return tuple(t.fact for t in told)


def _sum_told(used: Sequence[Told]) -> Fact:
    return sum_of([t.fact for t in used])


def _plus(parts: Sequence[Told]) -> str:
    total = sum((_value(p) for p in parts), Decimal(0))
    return "+".join(f"{_value(p):f}" for p in parts) + f"={total:f}"
