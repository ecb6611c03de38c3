"""Differences that a text computes: between two that it names, against a target, of a list."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, product

from jushi.facts import Base, Fact, Measure, bare_name, spells, tokens_with_offsets
from jushi.fidelity.claim import Claim
from jushi.fidelity.judge import Judgement, settle
from jushi.fidelity.operands import (
    HUNDRED,
    LONGEST_SUM,
    RATES,
    Told,
    best_of,
    computed_of,
    first_facts,
    first_topics,
    is_earlier,
    named_topics,
    plain,
    present_facts,
    year_before,
)
from jushi.fidelity.plans import is_same_name
from jushi.fidelity.resolution import GOOD_TIMING, Resolver, timing_of
from jushi.fidelity.truth import unit_factor
from jushi.fidelity.verdict import Status, status_of
from jushi.figures import POINTS, change_of, convert, parse_unit
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import any_of
from jushi.numbers import Kind


def judge_gap(
    claim: Claim, resolver: Resolver, told: Sequence[Told], text: str
) -> Judgement | None:
    seconds = named_topics(claim.second, claim, resolver)
    if not seconds:
        return None
    clause = text[claim.sentence[0] : claim.mention.start][-60:]
    is_fall = any_of("falling_rate").search(clause) is not None
    found = []
    for measures in _compared(claim, clause):
        others = [f for topic in seconds for f in present_facts(topic, claim, resolver, measures)]
        pairs = product(first_facts(claim, resolver, told, measures), others)
        for a, b in islice(pairs, 12):
            fact = _gap_of(claim, a, b, is_fall=is_fall) if a.topic != b.topic else None
            if fact is not None:
                found.append(settle(claim, fact))
    return best_of(found)


def _compared(claim: Claim, clause: str) -> list[frozenset[Measure]]:
    growth = frozenset({Measure.GROWTH})
    if claim.mention.kind is not Kind.PERCENTAGE_POINT:
        return [frozenset({Measure.LEVEL})]
    if any_of("rate").search(clause):
        return [growth]
    return [RATES, growth]


def _gap_of(claim: Claim, one: Fact, other: Fact, *, is_fall: bool) -> Fact | None:
    value = convert(other.value, other.unit, one.unit)
    if value is None or one.measure is not other.measure:
        return None
    mine = one.value
    formula = f"{plain(mine)}-{plain(value)}"
    if is_fall and mine < 0 and value < 0:
        mine, value = abs(mine), abs(value)
        formula = f"{plain(mine)}-{plain(value)}"
    if claim.mention.kind is Kind.PERCENTAGE_POINT:
        if not parse_unit(one.unit).is_ratio:
            return None
        points = change_of(mine, value, one.unit, in_points=True).difference
        return computed_of(one, other, points, POINTS, Measure.GAP, formula=formula)
    if claim.mention.kind is Kind.PERCENT:
        if value <= 0 or parse_unit(one.unit).is_rate:
            return None
        ratio = (mine / value - 1) * HUNDRED
        formula = f"{plain(mine)}/{plain(value)}-1"
        return computed_of(one, other, ratio, "%", Measure.GAP, formula=formula)
    if parse_unit(one.unit).is_rate:
        return None
    return computed_of(one, other, mine - value, one.unit, Measure.GAP, formula=formula)


def judge_growth_gap(claim: Claim, resolver: Resolver, told: Sequence[Told]) -> Judgement | None:
    """高出全县平均1230元，增速快0.6个百分点: how much faster the first of the two grew."""
    last = told[-1] if told and told[-1].claim.sentence == claim.sentence else None
    if last is None or last.fact.measure is not Measure.GAP or len(last.fact.terms) != 2:
        return None
    found = _FASTER.search(claim.words)
    if claim.mention.kind is not Kind.PERCENTAGE_POINT or not found:
        return None
    growth = frozenset({Measure.GROWTH})
    one, other = (present_facts(t.topic, claim, resolver, growth) for t in last.fact.terms)
    sign = 1 if found["turn"] in "快高" else -1
    gaps = (_gap_of(claim, a, b, is_fall=False) for a, b in product(one[:2], other[:2]))
    told_as = replace(claim, structure=replace(claim.structure, direction=sign))
    return best_of(settle(told_as, fact) for fact in gaps if fact is not None)


_FASTER = lazy_pattern(rf"(?:{any_of('rate').pattern})[^，。]{{0,2}}(?P<turn>[快慢高低])")


def judge_against_target(
    claim: Claim, resolver: Resolver, told: Sequence[Told]
) -> Judgement | None:
    """完成年度目标的103%, 高于目标0.3个百分点: the result against the target of its topic."""
    found = []
    wanted = claim.structure.measures
    # 下半年仍需拆除3.72万平方米: the second half is when it is to be done.
    is_dated = claim.is_period_near and claim.structure.second is not None
    firsts = first_topics(claim, resolver, told)
    for topic in firsts:
        facts = [
            f
            for f in resolver.book.facts_of(topic)
            if f.measure in wanted
            and f.base is Base.TARGET
            and timing_of(claim, f, is_dated=is_dated) in GOOD_TIMING
        ]
        named = [f for f in facts if f.target and _says(claim, f.target)]
        found += [settle(claim, f) for f in named or facts]
        if not facts:
            found += [settle(claim, f) for f in _by_short_target(topic, claim, resolver)]
    found += [settle(claim, fact) for fact in _by_told_rate(claim, resolver, told)]
    found += [settle(claim, fact) for fact in _of_told_pair(claim, told)]
    seconds = named_topics(claim.second, claim, resolver) if claim.second else []
    for one, other in product(firsts, seconds):
        if one == other:
            continue
        levels = frozenset({Measure.LEVEL})
        for a in present_facts(one, claim, resolver, levels)[:2]:
            for b in resolver.book.facts_of(other):
                if b.measure is Measure.LEVEL and b.is_current:
                    fact = _target_of(claim, a, b)
                    found += [settle(claim, fact)] if fact is not None else []
    return best_of(found)


def _by_told_rate(claim: Claim, resolver: Resolver, told: Sequence[Told]) -> Iterator[Fact]:
    """占比63.0%，高于规划目标3.0个百分点: what was told right before, against its target."""
    last = told[-1] if told and told[-1].claim.sentence == claim.sentence else None
    if last is None or claim.mention.kind is not Kind.PERCENTAGE_POINT:
        return
    rate = last.fact
    if not parse_unit(rate.unit).is_rate or rate.base is Base.PERIOD:
        return
    topics = {term.topic for term in rate.terms[:1]} or {rate.topic}
    names = [resolver.book.topics[topic].name for topic in topics if topic >= 0]
    for target in resolver.book.targets:
        short = resolver.book.topics[target.topic].name
        is_of_it = target.topic in topics or any(spells(name, short) for name in names)
        is_growth = (rate.measure is Measure.GROWTH) is (target.measure is Measure.GROWTH)
        wanted = convert(target.value, target.unit, rate.unit)
        if is_of_it and is_growth and wanted is not None and _is_of_year(rate, target):
            formula = f"{plain(rate.value)}-{plain(wanted)}"
            value = change_of(rate.value, wanted, rate.unit).difference
            yield computed_of(rate, target, value, POINTS, Measure.GAP, formula=formula)


def _of_told_pair(claim: Claim, told: Sequence[Told]) -> Iterator[Fact]:
    """任务2.5万亩，建成2.6万亩，超额完成0.1万亩: the target and the result that were told last."""
    here = [t.fact for t in told if t.claim.sentence == claim.sentence and t.fact.is_stated][-2:]
    results = [f for f in here if not f.target and f.measure is Measure.LEVEL]
    targets = [f for f in here if f.target and f.measure is Measure.LEVEL]
    if len(results) == len(targets) == 1 and results[0].topic != targets[0].topic:
        fact = _target_of(claim, results[0], targets[0])
        if fact is not None:
            yield fact


def _by_short_target(topic: int, claim: Claim, resolver: Resolver) -> list[Fact]:
    """Against targets named by a short form of the topic: 收入年初预算 of 一般公共预算收入."""
    found = []
    measures = frozenset({Measure.LEVEL, Measure.GROWTH})
    name = resolver.book.topics[topic].name
    for target in resolver.book.targets:
        short = resolver.book.topics[target.topic]
        is_alike = is_same_name(bare_name(name), bare_name(short.name))
        if target.topic == topic or not (spells(name, short.name) or is_alike):
            continue
        if resolver.book.topics[topic].subject != short.subject:
            continue
        for one in present_facts(topic, claim, resolver, measures)[:6]:
            if one.measure is target.measure and _is_of_year(one, target):
                fact = _target_of(claim, one, target)
                found += [fact] if fact is not None else []
    return found


def _is_of_year(one: Fact, other: Fact) -> bool:
    ends = [f.period.end.year if f.period and f.period.end else None for f in (one, other)]
    return ends[0] == ends[1]


def _target_of(claim: Claim, one: Fact, target: Fact) -> Fact | None:
    wanted = convert(target.value, target.unit, one.unit)
    if not wanted:
        return None
    if Measure.COMPLETION in claim.structure.measures:
        formula = f"{plain(one.value)}/{plain(wanted)}"
        value = one.value / wanted * HUNDRED
        return computed_of(one, target, value, "%", Measure.COMPLETION, formula=formula)
    change = change_of(one.value, wanted, one.unit)
    formula = f"{plain(one.value)}-{plain(wanted)}"
    return computed_of(one, target, change.difference, change.unit, Measure.GAP, formula=formula)


def _says(claim: Claim, target: str) -> bool:
    tokens = {token for _, token in tokens_with_offsets(target)}
    return bool(tokens & claim.second.keys()) and (
        len(tokens) < 3 or len(tokens & claim.second.keys()) * 2 > len(tokens)
    )


def judge_difference(
    claim: Claim, resolver: Resolver, told: Sequence[Told], text: str
) -> Judgement | None:
    """最高与最低相差7.1个百分点, A与B相差3件: of two that are named, or of the ends of a list."""
    clause = text[claim.sentence[0] : claim.mention.start]
    names = [n.topic for n in resolver.named_by(claim.first, {})[:4] if n.text >= 0.2]
    found = []
    if told and told[-1].claim.sentence == claim.sentence and told[-1].fact.terms:
        fact = _gap_of(claim, *told[-1].fact.terms, is_fall=False)
        found += [settle(claim, replace(fact, value=abs(fact.value)))] if fact else []
    for measures in _compared(claim, clause):
        for one, other in product(names, names):
            if one < other:
                for a, b in islice(
                    product(
                        present_facts(one, claim, resolver, measures),
                        present_facts(other, claim, resolver, measures),
                    ),
                    4,
                ):
                    fact = _gap_of(claim, a, b, is_fall=False)
                    if fact is not None:
                        found.append(settle(claim, replace(fact, value=abs(fact.value))))
    for measures in _compared(claim, clause):
        ends = _ends(claim, resolver, told, measures)
        for count in range(2, len(ends) + 1):
            some = sorted(ends[-count:], key=lambda f: f.value)
            fact = _gap_of(claim, some[-1], some[0], is_fall=False)
            if fact is not None:
                found.append(settle(claim, fact))
    return best_of(found)


def _ends(
    claim: Claim, resolver: Resolver, told: Sequence[Told], measures: frozenset[Measure]
) -> list[Fact]:
    """What was told that may lie apart as the claim says, of the year that it tells."""
    facts = [
        t.fact
        for t in told
        if t.fact.measure in measures
        and (parse_unit(t.fact.unit).is_rate or unit_factor(t.fact.unit, claim.mention) is not None)
    ][-LONGEST_SUM:]
    if not is_earlier(claim, told):
        return facts
    return [old for fact in facts if (old := year_before(fact, claim, resolver)) is not None]


def judge_balance(
    claim: Claim, resolver: Resolver, told: Sequence[Told], text: str
) -> Judgement | None:
    """当年结余, 收不抵支, 收入超支出: what came in less what went out, of one fund or office."""
    around = text[claim.sentence[0] : claim.mention.start][-30:]
    if not _BALANCE.search(around):
        return None
    topics = [n.topic for n in resolver.namings(claim)[:6]]
    topics += [t.fact.topic for t in told[-6:] if t.fact.topic >= 0]
    levels = frozenset({Measure.LEVEL})
    for topic in dict.fromkeys(topics):
        own = resolver.book.topics[topic]
        for income, spending in (("收入", "支出"), ("收", "支")):
            name = own.name.replace(spending, income)
            other = resolver.book.topic_of(own.subject, name.replace(income, spending))
            one = resolver.book.topic_of(own.subject, name)
            if one is None or other is None or one == other:
                continue
            for a, b in product(
                present_facts(one, claim, resolver, levels),
                present_facts(other, claim, resolver, levels),
            ):
                if a.unit != b.unit or a.period != b.period:
                    continue
                formula = f"{plain(a.value)}-{plain(b.value)}"
                value = abs(a.value - b.value)
                fact = computed_of(a, b, value, a.unit, Measure.LEVEL, formula=formula)
                judgement = settle(claim, fact)
                if status_of(judgement.code) is Status.OK:
                    return judgement
    return None


_BALANCE = lazy_pattern("结余|缺口|收不抵支|收支|盈余|超支出|超收入|入不敷出|赤字|差额")
