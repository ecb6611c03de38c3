"""Shares, multiples, rates and averages that a text computes from what it names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice, product

from jushi.facts import Fact, Measure, tokens_with_offsets
from jushi.fidelity.claim import Claim
from jushi.fidelity.judge import WEIGHTS, Judgement, settle
from jushi.fidelity.operands import (
    HUNDRED,
    LONGEST_SUM,
    Told,
    best_of,
    computed_of,
    first_facts,
    first_topics,
    is_earlier,
    named_topics,
    plain,
    present_facts,
    sum_of,
    year_before,
)
from jushi.fidelity.resolution import Resolver
from jushi.fidelity.truth import tells, unit_factor
from jushi.fidelity.verdict import Code, Status, status_of
from jushi.figures import POINTS, convert, parse_unit, unit_scale
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import any_of, counters
from jushi.text import CLAUSE_STOPS


def judge_change_of_told(
    claim: Claim, resolver: Resolver, told: Sequence[Told]
) -> Judgement | None:
    """占比比上年提高1.0个百分点: the change of what was computed right before."""
    is_change = bool(claim.structure.measures & {Measure.POINTS, Measure.CHANGE})
    was_before = is_earlier(claim, told)
    if (summed := _sum_told(claim, told)) is not None and not is_change:
        return _of_sum(claim, summed, resolver, was_before=was_before)
    if not is_change and not was_before:
        return None
    if (limit := of_target_told(claim, told)) is not None:
        return _change_of_target(claim, limit, resolver)
    here = [t.fact for t in told if t.claim.sentence == claim.sentence]
    if len(here) > 1 and here[-1].unit == "个百分点" and here[-1].measure is Measure.GAP:
        here.pop()  # 占比63.0%，高于目标3.0个百分点，比上年提高4.0个百分点: the share rose
    if not here or not here[-1].terms:
        return None
    new = here[-1]
    if "+" in new.formula:
        return _change_of_sum(claim, new, resolver)
    return _change_of_pair(claim, new, resolver, was_before=was_before)


def _change_of_pair(
    claim: Claim, new: Fact, resolver: Resolver, *, was_before: bool
) -> Judgement | None:
    """The change of a share, a gap or a quotient of two, or what it was the year before."""
    if len(new.terms) != 2:
        return None
    one, other = (year_before(term, claim, resolver) for term in new.terms)
    if one is None or other is None or (not other.value and new.unit in ("%", "倍")):
        return None
    old = _computed_like(new, one, other)
    if old is None:
        return None
    if is_complement(new):
        old = HUNDRED - old
    if was_before:
        formula = f"{plain(one.value)}/{plain(other.value)}"
        return settle(claim, replace(new, value=old, formula=formula))
    unit = POINTS if parse_unit(new.unit).is_rate else new.unit
    if unit_factor(unit, claim.mention) is None:
        return None
    value = new.value - old
    sign = "-" if new.measure is Measure.GAP else "/"
    formula = f"({new.formula})-({plain(one.value)}{sign}{plain(other.value)})"
    measure = Measure.POINTS if new.unit == "%" else Measure.CHANGE
    return settle(claim, replace(new, value=value, unit=unit, measure=measure, formula=formula))


def _sum_told(claim: Claim, told: Sequence[Told]) -> Fact | None:
    """The sum that the sentence told last, and perhaps that of the year before behind it."""
    here = [t.fact for t in told if t.claim.sentence == claim.sentence][-_SUMS_READ:]
    return next((f for f in here if "+" in f.formula and f.terms[0].is_current), None)


_SUMS_READ = 2


def _of_sum(
    claim: Claim, summed: Fact, resolver: Resolver, *, was_before: bool
) -> Judgement | None:
    """两项相加19.20亿元，较去年的17.53亿元增长9.5%: what the sum was, and by how much it grew."""
    if not was_before or Measure.LEVEL not in claim.structure.measures:
        is_growth = Measure.GROWTH in claim.structure.measures
        return _change_of_sum(claim, summed, resolver) if is_growth else None
    olds = [year_before(term, claim, resolver) for term in summed.terms]
    found = [old for old in olds if old is not None]
    judgement = settle(claim, sum_of(found)) if len(found) == len(olds) else None
    return judgement if judgement is not None and judgement.code is Code.DERIVED else None


def _computed_like(new: Fact, one: Fact, other: Fact) -> Decimal | None:
    """What `new` was a year before, computed of its terms of that year."""
    match new.measure, new.unit:
        case Measure.SHARE | Measure.COMPLETION | Measure.LEVEL, "%":
            return one.value / other.value * HUNDRED
        case Measure.GAP, _:
            gap = one.value - other.value
            is_turned = new.value > 0 > gap and new.terms[0].value < new.terms[1].value
            return -gap if is_turned else gap  # 相差11.6个百分点，差距比上年缩小2.9个百分点
        case Measure.MULTIPLE, _:
            return one.value / other.value
        case Measure.LEVEL, _ if _is_quotient(new) and other.value:
            # 人均1250元，比上年提高100元
            return one.value / other.value * new.value * new.terms[1].value / new.terms[0].value
        case _:
            return None


def _change_of_sum(claim: Claim, new: Fact, resolver: Resolver) -> Judgement | None:
    """两项合计93件，比上年多1件: the sum that was told, against that of the year before."""
    olds = [year_before(term, claim, resolver) for term in new.terms]
    found = [old for old in olds if old is not None]
    if len(found) != len(new.terms):
        return None
    old = sum_of(found)
    terms = f"{plain(new.value)}-{plain(old.value)}"
    change = replace(new, value=new.value - old.value, measure=Measure.CHANGE, formula=terms)
    if Measure.GROWTH in claim.structure.measures and old.value:
        value = (new.value / old.value - 1) * HUNDRED
        terms = f"{plain(new.value)}/{plain(old.value)}-1"
        change = replace(change, value=value, unit="%", measure=Measure.GROWTH, formula=terms)
    judgement = settle(claim, change)
    return judgement if judgement.code is Code.DERIVED else None


def of_target_told(claim: Claim, told: Sequence[Told]) -> Fact | None:
    """The target that was told right before, where `claim` says how it changed, and no more."""
    if not claim.is_carried or claim.is_plan or not told:
        return None
    if told[-1].claim.sentence != claim.sentence:
        return None
    is_change = bool(claim.structure.measures & {Measure.CHANGE, Measure.GROWTH})
    fact = told[-1].fact
    return fact if is_change and fact.target and fact.is_stated and not fact.base else None


def _change_of_target(claim: Claim, limit: Fact, resolver: Resolver) -> Judgement | None:
    old = year_before(limit, claim, resolver)
    if old is None:
        return None
    change = computed_of(
        limit,
        old,
        limit.value - old.value,
        limit.unit,
        Measure.CHANGE,
        formula=f"{plain(limit.value)}-{plain(old.value)}",
    )
    if Measure.GROWTH in claim.structure.measures and old.value:
        value = (limit.value / old.value - 1) * HUNDRED
        formula = f"{plain(limit.value)}/{plain(old.value)}-1"
        change = replace(change, value=value, unit="%", measure=Measure.GROWTH, formula=formula)
    return settle(claim, change)


def _is_quotient(fact: Fact) -> bool:
    """Whether it is one of its terms by the other, in a unit that may be scaled: 每千人."""
    return "/" in fact.formula and len(fact.terms) == 2 and bool(fact.terms[0].value)


def judge_average(
    claim: Claim, resolver: Resolver, told: Sequence[Told], text: str
) -> Judgement | None:
    """每千人拥有7.53张, 户均18.5亩: what was named, by what is counted in the unit named."""
    before = text[max(claim.sentence[0], claim.mention.start - 16) : claim.mention.start]
    found = _PER.search(before)
    if not found or claim.mention.unit is None or Measure.LEVEL not in claim.structure.measures:
        return None
    if _is_a_row(claim, found["short"], resolver):
        return None
    units = tuple(_per_unit(next(filter(None, found.groups()), "人")))
    firsts = dict.fromkeys(
        [t.fact.topic for t in reversed(told) if t.claim.sentence == claim.sentence][:_TERMS]
        + [n.topic for n in resolver.namings(claim)[:3] if n.text >= WEIGHTS.may_speak_of]
    )
    levels = frozenset({Measure.LEVEL})
    counted = list(resolver.book.counted_in(units))
    for topic in firsts:
        for one in present_facts(topic, claim, resolver, levels)[:2]:
            factor = unit_factor(one.unit, claim.mention)
            for current, share in counted:
                other = of_the_same_time(current, one, resolver) or current
                if not other.value:
                    continue
                value = one.value / (other.value / share)
                if other.topic == topic or (factor and not tells(claim, value * factor)):
                    continue
                formula = f"{plain(one.value)}/{plain(other.value)}"
                fact = computed_of(one, other, value, one.unit, Measure.LEVEL, formula=formula)
                if factor is None and fact.unit.endswith(claim.mention.unit):
                    # 就诊3216.5万人次, 居民年均5.7次
                    per = value * unit_scale(one.unit)
                    fact = replace(fact, value=per, unit=claim.mention.unit)
                judgement = settle(claim, fact)
                is_loose = factor is not None and claim.interval.is_loose(fact.value * factor)
                if status_of(judgement.code) is Status.OK and not is_loose:
                    return judgement
    return None


def _is_a_row(claim: Claim, per: str | None, resolver: Resolver) -> bool:
    """Whether the workbook has the average itself: 农民人均可支配收入."""
    best = next(iter(resolver.namings(claim)), None)
    if per is None or best is None or best.own < WEIGHTS.own:
        return False
    return f"{per}均" in resolver.book.topics[best.topic].name


_TERMS = 6
"""Topics told before in a sentence that an average may be of."""

_PER = lazy_pattern(
    r"每(?P<per>[^\s，。、每\d]{1,14})$"
    r"|(?P<short>[人户亩村件起单次班生台例床所家车校镇县案场项宗辆座门笔株])均[^，。、]{0,10}$"
    r"|单(?P<single>[车件个店户床])[^，。、]{0,8}$|(?P<yield>亩)产(?:量|值)?(?:达到?|为|约)?$|(?:单个|每个)(?P<one>[^\s，。、每\d]{1,6}?)平均(?:约?为)?$"
)

_PERSONS = lazy_pattern("[人民生童众]$|人口|居民|学生|老人|儿童|职工|群众")


def _per_unit(words: str) -> Iterator[str]:
    """The unit that 每千人, 每百名老人, 件均 count by, its scale kept; several may be meant."""
    scale = re.match(r"[百千万亿]*", words)
    bare = words[scale.end() :] if scale else words
    yield from counters("counted").get(words, (words,))
    for size in range(len(bare) - 1, 0, -1):
        yield words[: len(words) - len(bare) + size]
    if scale and (_PERSONS.search(bare) or bare[:1] in "名位"):
        yield f"{scale.group()}人"


def judge_share(
    claim: Claim, resolver: Resolver, told: Sequence[Told], text: str
) -> Judgement | None:
    levels = frozenset({Measure.LEVEL})
    parts = first_facts(claim, resolver, told, levels) + _together(claim, told)
    if (of_time := _share_of_time(claim, told, resolver, text)) is not None:
        return of_time
    if claim.second:
        wholes = [
            f
            for topic in named_topics(claim.second, claim, resolver)
            for f in present_facts(topic, claim, resolver, levels)
        ]
        found = [
            settle(claim, fact)
            for a, b in islice(product(parts, wholes), 24)
            if a.topic != b.topic and (fact := share_of(a, b)) is not None
        ]
        if found:
            return best_of(found)
    parts = _told_first(claim, parts, resolver, told)
    if not claim.second and (among := _share_among(claim, parts, resolver, text)) is not None:
        return among
    return _share_of_told(claim, parts, resolver, told)


def _share_among(
    claim: Claim, parts: Sequence[Fact], resolver: Resolver, text: str
) -> Judgement | None:
    """公交车中新能源车1083辆，占85.0%: of what the part was said to be among."""
    found = _AMONG.search(text, claim.sentence[0], claim.mention.start)
    if found is None:
        return None
    words = {token: 1.0 for _, token in tokens_with_offsets(found["whole"])}
    levels = frozenset({Measure.LEVEL})
    wholes = [
        fact
        for topic in named_topics(words, claim, resolver)
        for fact in present_facts(topic, claim, resolver, levels)
    ]
    for a, b in islice(product(parts[:1], wholes), 8):
        fact = share_of(a, b) if a.topic != b.topic else None
        if fact is not None and (judgement := settle(claim, fact)).code is Code.DERIVED:
            return judgement
    return None


_AMONG = lazy_pattern(
    rf"(?P<whole>[^{CLAUSE_STOPS}、\d]{{2,12}})(?<!其)中的?[，,]?[^{CLAUSE_STOPS}、\d]{{2,12}}\d"
)


_STRETCH = lazy_pattern("全年|上半年|下半年|前[一二三]季度|[一二三四]季度|\\d{1,2}月")


def _share_of_time(
    claim: Claim, told: Sequence[Told], resolver: Resolver, text: str
) -> Judgement | None:
    """二季度24.61万人次，占上半年的52.5%: of the same over a longer stretch."""
    second = claim.structure.second
    if second is None or not _STRETCH.fullmatch(text[slice(*second)].strip()):
        return None
    levels = [t.fact for t in told if t.claim.sentence == claim.sentence]
    for part in (f for f in reversed(levels) if f.measure is Measure.LEVEL and f.topic >= 0):
        wholes = (f for f in resolver.book.facts_of(part.topic) if _holds(f, part))
        shares = (fact for whole in wholes if (fact := share_of(part, whole)) is not None)
        return best_of(settle(claim, fact) for fact in shares)
    return None


def _holds(whole: Fact, part: Fact) -> bool:
    """Whether `whole` is of a stretch that holds that of `part`."""
    one, other = whole.period, part.period
    if whole.target or whole.measure is not Measure.LEVEL or one is None or other is None:
        return False
    if one.start is None or other.start is None or one.end is None or other.end is None:
        return False
    is_same = (one.start, one.end) == (other.start, other.end)
    return not is_same and one.start <= other.start and other.end <= one.end


def _told_first(
    claim: Claim, parts: Sequence[Fact], resolver: Resolver, told: Sequence[Told]
) -> list[Fact]:
    """`parts`, those first that the sentence told and that are named as the part."""
    named = {n.topic for n in resolver.named_by(claim.first, claim.zones)[:12] if claim.first}
    here = [
        t.fact
        for t in reversed(told)
        if t.claim.sentence == claim.sentence
        and t.fact.measure is Measure.LEVEL
        and t.fact.topic in named
        and not claim.is_period_near
    ]
    return [*here[:1], *(fact for fact in parts if fact not in here[:1])]


def _together(claim: Claim, told: Sequence[Told]) -> list[Fact]:
    """The sums of what was told last: 三大产业合计占全区的85%."""
    if claim.role != "total" and not _BOTH.search(claim.words):
        return []
    levels = [t.fact for t in told if t.fact.measure is Measure.LEVEL]
    sums = []
    for count in range(2, min(len(levels), LONGEST_SUM) + 1):
        some = levels[-count:]
        if len({f.unit for f in some}) == 1:
            sums.append(sum_of(some))
    return sums


_BOTH = lazy_pattern("[两二三四]者|[两二三四]项")


def _in_unit_of(part: Fact, whole: Fact) -> Decimal | None:
    """The whole in the unit of the part; None where one is no share of the other."""
    value = convert(whole.value, whole.unit, part.unit)
    if value is None and parse_unit(part.unit).is_counter and parse_unit(whole.unit).is_counter:
        value = whole.value
    return value if value and not parse_unit(part.unit).is_rate else None


def percentage(part: Fact, whole: Fact) -> Decimal | None:
    value = _in_unit_of(part, whole)
    return None if value is None else part.value / value * HUNDRED


def complement_of(share: Fact) -> Fact:
    """What is left of the whole: 合格率 of 不合格314批次 by 抽检18450批次."""
    return replace(share, value=HUNDRED - share.value, formula=f"1-{share.formula}")


def is_complement(fact: Fact) -> bool:
    return fact.measure is Measure.SHARE and fact.formula.startswith("1-")


def share_of(part: Fact, whole: Fact) -> Fact | None:
    value, share = _in_unit_of(part, whole), percentage(part, whole)
    if value is None or share is None:
        return None
    formula = f"{plain(part.value)}/{plain(value)}"
    return computed_of(part, whole, share, "%", Measure.SHARE, formula=formula)


def _share_of_told(
    claim: Claim, parts: Sequence[Fact], resolver: Resolver, told: Sequence[Told]
) -> Judgement | None:
    """占比92.71% without its base: of the total of its sentence; of another one it is asked."""
    wholes = [t for t in reversed(told) if t.fact.measure is Measure.LEVEL][:LONGEST_SUM]
    wholes += _named_by_change(claim, resolver, told)
    for part in parts[:4]:
        for whole in wholes:
            of = of_the_same_time(whole.fact, part, resolver)
            fact = share_of(part, of) if of and of.topic != part.topic else None
            if fact is None or fact.value > HUNDRED:
                continue
            last = told[-1].claim
            is_part = claim.role == "part" or (
                last.sentence == claim.sentence and last.role == "part"
            )
            is_near = whole.claim.sentence == claim.sentence or (
                is_part and whole.claim.role != "part"
            )
            is_near = is_near or fact.terms[1].topic in _bases_told(told)
            is_near = is_near or _is_made_up(whole.fact, claim, told)
            judgement = settle(claim, fact, is_asked=not is_near)
            if status_of(judgement.code) is not Status.ERROR:
                return judgement
    return None


def _named_by_change(claim: Claim, resolver: Resolver, told: Sequence[Told]) -> list[Told]:
    """新收申请上升13.5%，其中自然人341件，占88.1%: the whole is named where its growth is told."""
    levels = frozenset({Measure.LEVEL})
    return [
        Told(t.claim, fact)
        for t in reversed(told)
        if t.claim.sentence == claim.sentence
        and t.fact.measure in (Measure.GROWTH, Measure.CHANGE)
        and t.fact.topic >= 0
        for fact in present_facts(t.fact.topic, t.claim, resolver, levels)[:1]
    ]


def _is_made_up(whole: Fact, claim: Claim, told: Sequence[Told]) -> bool:
    """5217条、2874条、552条，分别占60.4%、…: what its sentence tells adds up to the whole."""
    levels = [
        t.fact.value
        for t in told
        if t.claim.sentence == claim.sentence
        and t.fact.measure is Measure.LEVEL
        and t.fact.unit == whole.unit
        and t.fact.topic != whole.topic
    ]
    return len(levels) > 1 and sum(levels) == whole.value


def _bases_told(told: Sequence[Told]) -> set[int]:
    """The wholes of the shares told before: 税收占90.3%；其他1749万元，占9.7% are of one whole."""
    shares = [t.fact for t in told[-LONGEST_SUM:] if t.fact.measure is Measure.SHARE]
    return {fact.terms[1].topic for fact in shares if len(fact.terms) == 2}


def of_the_same_time(fact: Fact, other: Fact, resolver: Resolver) -> Fact | None:
    """`fact`, or the same in the period of `other`."""
    if fact.period == other.period or other.period is None or fact.topic < 0:
        return fact
    for candidate in resolver.book.facts_of(fact.topic):
        is_like = candidate.measure is fact.measure and candidate.unit == fact.unit
        if not is_like or candidate.target or candidate.period is None:
            continue
        if candidate.period.end == other.period.end:
            return candidate
    return fact if fact.is_current and other.is_current else None


def judge_ratio(claim: Claim, resolver: Resolver, told: Sequence[Told]) -> Judgement | None:
    firsts = first_topics(claim, resolver, told)
    seconds = named_topics(claim.second, claim, resolver) if claim.second else []
    # 增速是全乡农民的1.8倍 divides what both grew by.
    is_of_growth = any_of("rate").search(claim.words) is not None
    levels = frozenset({Measure.GROWTH if is_of_growth else Measure.LEVEL})
    found = []
    for one, other in product(firsts, seconds):
        if one == other:
            continue
        for a, b in islice(
            product(
                present_facts(one, claim, resolver, levels),
                present_facts(other, claim, resolver, levels),
            ),
            4,
        ):
            value = convert(b.value, b.unit, a.unit)
            if not value:
                continue
            formula = f"{plain(a.value)}/{plain(value)}"
            fact = computed_of(a, b, a.value / value, "倍", Measure.MULTIPLE, formula=formula)
            found.append(settle(claim, fact))
    return best_of(found)
