"""From a claim and the facts that it may speak of to a code: true, false, or ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from jushi.facts import Fact, Measure, Token, bare_name, spells
from jushi.fidelity.claim import Claim
from jushi.fidelity.resolution import GOOD_TIMING, Candidate, Resolver, Timing, timing_of
from jushi.fidelity.truth import SIGNED, TRUE_RELATIONS, Relation, compare, near_miss
from jushi.fidelity.verdict import Code
from jushi.figures import bare_unit, unit_scale
from jushi.lexicon import any_of
from jushi.numbers import Form, Kind


@dataclass(frozen=True, slots=True)
class Weights:
    """How well names must fit. Found on passages of five genres; each step has its reason."""

    speaks_of: float = 0.42
    """From here on a claim surely speaks of a topic: half of its name and half of the words."""
    may_speak_of: float = 0.2
    """Below, equal values are a coincidence."""
    told_in_unit: float = 0.3
    """From here on a figure of the unit told goes before those that name no unit."""
    close: float = 0.12
    """Names this close may be two names for one thing."""
    told_apart: float = 0.6
    """A word worth this much, as near as it stands, decides between rivals."""
    own: float = 0.55
    """So much of a name stands beside the mention itself."""
    alike: float = 2.0
    """Words that speak for one name and not for another weigh no more than this."""
    full: float = 0.8
    """A name that stands there whole."""
    of_other_unit: float = 0.15
    """By so much a name of another unit must fit better than any of the unit told."""


WEIGHTS = Weights()
_MORE_WORDS = 2
"""Bigrams by which a name says more than another that stands there whole, too."""
_TELLING_DIGITS = 2
"""Numbers of one digit meet some figure by chance."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A code with what it rests on, before it is put into words."""

    code: Code
    reason: str
    """Key of the sentence that explains it."""
    facts: tuple[Fact, ...] = ()
    """Nearest first: what proves or contradicts the mention."""
    other: Fact | None = None
    """The fact whose value it wrongly bears."""
    is_loose: bool = False
    detail: str = ""
    """What the explanation names besides: a computation, a date."""


def judge(claim: Claim, candidates: Sequence[Candidate], resolver: Resolver) -> Judgement | None:
    """Judge `claim` against single facts; None where it speaks of none of them."""
    pool = [c for c in candidates if c.is_comparable]
    pool = pool or [c for c in candidates if c.comparison.fits_unit]
    measured = [c for c in pool if c.fact.unit]
    if claim.mention.unit and measured and measured[0].text >= WEIGHTS.told_in_unit:
        pool = measured  # a figure without a unit fits any, and says less
    if claim.names_target and not claim.is_plan:
        # 计划改造18个, 完成5500人次的年度目标: what was reached is not what was aimed at.
        aims = [c for c in pool if c.fact.target and c.text >= WEIGHTS.told_in_unit]
        pool = aims or pool
    if not claim.mention.unit:
        # 案卷186卷: a counter that the reader does not know is read all the same.
        counted = [c for c in pool if c.fact.unit and bare_unit(c.fact.unit) in claim.words]
        pool = counted or pool
    slip = None if pool else _slip(claim, resolver)
    if slip is not None:
        return slip
    misfit = _of_other_unit(claim, candidates, pool, resolver)
    if misfit is not None:
        return misfit
    if not pool:
        return _coincidence(claim, resolver)
    best = _named_best(pool)
    rival = _named_exactly(claim, best, pool, resolver) or _spelled_rival(
        claim, best, pool, resolver
    )
    best = rival or best
    tied = [
        c
        for c in pool
        if c.fact.topic == best.fact.topic or (not rival and _ties(claim, best, c, resolver))
    ]
    true = [c for c in tied if c.is_true and not _is_far_bound(c, best)]
    if true and best.text >= WEIGHTS.may_speak_of:
        return _true(_in_a_cell(_preferred(true), pool))
    if best.text < WEIGHTS.speaks_of:
        return _coincidence(claim, resolver)
    if claim.mention.text in best.fact.indicator:
        # 3岁以下 of 3岁以下婴幼儿托位数 belongs to the indicator's name.
        return Judgement(Code.NOT_DATA, "not_data", detail="name")
    spoken = _spoken_out(claim, best, pool, resolver)
    if spoken is not None:
        return _true(spoken)
    return _false(claim, _meant(tied), candidates, resolver)


def _named_best(pool: Sequence[Candidate]) -> Candidate:
    """The best name; 人均可支配收入中位数 before 人均可支配收入 where both stand there whole."""
    best = pool[0]
    if best.whole:
        longer = [
            c for c in pool if len(c.whole - best.whole) >= len(best.whole - c.whole) + _MORE_WORDS
        ]
        return max(longer, key=lambda c: len(c.whole), default=best)
    return best


def _named_exactly(
    claim: Claim, best: Candidate, pool: Sequence[Candidate], resolver: Resolver
) -> Candidate | None:
    """其中急诊7.86万人次 names 急诊量, and no 门急诊量, though the sentence speaks of that."""
    if claim.role != "part":
        return None  # “高效办成一件事”上线38项，办件5.2万件: of 一件事办件, and of no 办件量
    words = any_of("part", "total", "stop").sub("", claim.words)
    topics = resolver.book.topics
    if len(words) < _SHORTEST_NAME or bare_name(topics[best.fact.topic].name) == words:
        return None
    named = (c for c in pool if bare_name(topics[c.fact.topic].name) == words)
    return next(named, None)


_SHORTEST_NAME = 2


def _spelled_rival(
    claim: Claim, best: Candidate, pool: Sequence[Candidate], resolver: Resolver
) -> Candidate | None:
    """城镇消费品零售额 spells 城镇零售额 out, and is no 消费品零售额 of all, though it ends so."""
    for other in pool:
        name = resolver.book.topics[other.fact.topic].name
        if other.fact.topic == best.fact.topic or other.text < WEIGHTS.speaks_of:
            continue
        near = claim.words[-2 * len(name) - _SPELLED_MORE :]
        is_named = len(name) >= _SPELLED_FROM and spells(near, name)
        if is_named and _own_words(claim, other, best, resolver):
            mine = resolver.book.topics[best.fact.topic].name
            if not spells(near, mine) or spells(name, mine):
                return other
    return None


_SPELLED_FROM = 4
"""Characters of a name that are no chance if they stand there in their order."""
_SPELLED_MORE = 6
"""Characters beyond twice a name's own over which it is spelled."""


def _own_words(claim: Claim, one: Candidate, other: Candidate, resolver: Resolver) -> list[Token]:
    """The words right beside the mention that the name of `one` has and that of `other` has not."""
    mine = resolver.vocabulary.tokens(one.fact.topic)
    others = resolver.vocabulary.tokens(other.fact.topic)
    return [
        token
        for token, near in claim.head.items()
        if len(token) > 1 and near >= _BESIDE and token in mine and token not in others
    ]


_BESIDE = 0.33
"""From this weight on a word of the head is part of the name told."""


def _ties(claim: Claim, best: Candidate, other: Candidate, resolver: Resolver) -> bool:
    """Whether names leave it open which of the two is meant."""
    if best.fact.topic == other.fact.topic:
        return True
    if best.is_told:
        return False
    if best.whole and other.whole:
        return len(best.whole - other.whole) < len(other.whole - best.whole) + _MORE_WORDS
    is_close = best.text - other.text <= WEIGHTS.close
    if is_close and not claim.is_carried and not best.whole and other.own >= best.own:
        # 人员经费4567万元，公用经费554万元: the second may be of 日常公用, which 公用 names.
        mine = _own_words(claim, other, best, resolver)
        is_nearer = other.own - best.own >= WEIGHTS.close
        if mine and (is_nearer or len(mine) >= len(_own_words(claim, best, other, resolver))):
            return True
    if not is_close:
        is_named = other.own >= WEIGHTS.own and not best.whole
        return (
            is_named
            and abs(resolver.distinguishes(claim, best.fact.topic, other.fact.topic))
            < WEIGHTS.alike
        )
    return resolver.distinguishes(claim, best.fact.topic, other.fact.topic) < WEIGHTS.told_apart


def _spoken_out(
    claim: Claim, best: Candidate, pool: Sequence[Candidate], resolver: Resolver
) -> Candidate | None:
    """加装电梯27部，累计74部 of 累计电梯: a word that says little names one of two alike."""
    mine = resolver.vocabulary.tokens(best.fact.topic)
    for other in pool:
        others = resolver.vocabulary.tokens(other.fact.topic)
        if not (other.is_true and _bears(other) and other.fact.is_stated) or not mine & others:
            continue
        if other.text < WEIGHTS.may_speak_of or other.fact.measure is not best.fact.measure:
            continue
        told = any(len(t) > 1 and t in claim.words for t in others - mine)
        if told and not any(len(t) > 1 and t in claim.words for t in mine - others):
            return other
    return None


def _is_far_bound(candidate: Candidate, best: Candidate) -> bool:
    """超过50% proves nothing of a stranger's 73.4%: a loose bound needs the name."""
    return candidate.comparison.relation is Relation.LOOSE and (
        candidate.text < WEIGHTS.speaks_of or candidate.fact.topic != best.fact.topic
    )


def _preferred(true: Sequence[Candidate]) -> Candidate:
    """What a cell holds proves more than what is computed, an exact value more than a rounding."""
    return max(
        true,
        key=lambda c: (
            c.comparison.relation is Relation.EXACT,
            c.timing is Timing.SAME,
            c.fact.is_stated,
            c.text,
        ),
    )


def _in_a_cell(chosen: Candidate, pool: Sequence[Candidate]) -> Candidate:
    """A growth rate that stands in the workbook proves more than one that is computed."""
    if chosen.fact.is_stated:
        return chosen
    stated = [
        c
        for c in pool
        if c.fact.is_stated
        and c.is_true
        and c.fact.measure is chosen.fact.measure
        and c.comparison.relation is not Relation.LOOSE
        and c.text >= WEIGHTS.told_in_unit
    ]
    return max(stated, key=lambda c: c.text, default=chosen)


def _meant(tied: Sequence[Candidate]) -> Candidate:
    return max(
        tied,
        key=lambda c: (c.timing in GOOD_TIMING, c.text, c.fact.is_current, c.fact.is_stated),
    )


def _true(option: Candidate) -> Judgement:
    fact, relation = option.fact, option.comparison.relation
    if relation is Relation.TRUNCATED:
        return Judgement(Code.TRUNCATED, "truncated", (fact,))
    if fact.formula:
        return Judgement(Code.DERIVED, "derived_change", (fact,), detail=fact.formula)
    if relation is Relation.EXACT:
        return Judgement(Code.EXACT, "exact", (fact,))
    loose = relation is Relation.LOOSE
    return Judgement(Code.APPROXIMATE, "loose" if loose else "approximate", (fact,), is_loose=loose)


def _of_other_unit(
    claim: Claim, candidates: Sequence[Candidate], pool: Sequence[Candidate], resolver: Resolver
) -> Judgement | None:
    """A figure whose whole name stands there is meant, though its unit does not fit."""
    others = [c for c in candidates if not c.comparison.fits_unit and c.timing in GOOD_TIMING]
    if not others or claim.structure.relation:
        return None
    named = others[0]
    if named.text < WEIGHTS.full or not named.whole:
        return None
    if pool and named.text - pool[0].text < WEIGHTS.of_other_unit:
        return None
    if pool and pool[0].own >= WEIGHTS.own and _own_words(claim, pool[0], named, resolver):
        return None  # 规模以上工业产值 holds 规上工业 whole, and tells no 规上工业户数
    bearer = next((c for c in pool if c.comparison.relation is Relation.EXACT), None)
    if bearer is not None and bearer.is_true and _own_words(claim, bearer, named, resolver):
        return None  # 4126名河湖长巡河38.9万次: 巡河 is beside the number as well
    owner = bearer.fact if bearer is not None else None
    if owner is not None and owner.topic != named.fact.topic:
        return Judgement(Code.WRONG_ATTRIBUTION, "wrong_attribution", (named.fact,), other=owner)
    return Judgement(Code.WRONG_UNIT, "wrong_unit", (named.fact,))


def _slip(claim: Claim, resolver: Resolver) -> Judgement | None:
    """The right number of a named topic in the wrong form: % for 个百分点, 增长到 for 增长."""
    for naming in resolver.namings(claim)[:2]:
        if naming.text < WEIGHTS.speaks_of:
            break
        facts = [f for f in resolver.book.facts_of(naming.topic) if f.measure is not Measure.GAP]
        for fact in facts:
            if not _same_size(claim, fact) or _is_odd_multiple(claim, fact):
                continue
            if fact.measure not in claim.structure.measures:
                if claim.is_level_reached and fact.measure in SIGNED:
                    # 增长到3.7% of what grew by 3.7%: no slip of the unit, a false level.
                    return Judgement(Code.WRONG_VALUE, "by_for_to", (fact,))
                return Judgement(Code.WRONG_UNIT, "wrong_form", (fact,), detail=fact.measure.value)
            if not compare(claim, fact).fits_unit and fact.is_stated:
                return Judgement(Code.WRONG_UNIT, "wrong_unit", (fact,))  # 610亿美元 for 610亿元
        if facts and not claim.structure.relation:
            wanted = claim.structure.measures
            fitting = [f for f in facts if f.measure in wanted and compare(claim, f).fits_unit]
            if fitting:
                return Judgement(Code.WRONG_VALUE, "wrong_value", (fitting[0],))
    return None


def _is_odd_multiple(claim: Claim, fact: Fact) -> bool:
    """第一位, 1个百分点 are no slip for 1.07倍, which nobody told."""
    return fact.measure is Measure.MULTIPLE and claim.mention.kind not in _RATIOS


_RATIOS = frozenset({Kind.MULTIPLE, Kind.FRACTION, Kind.PERCENT})


def _same_size(claim: Claim, fact: Fact) -> bool:
    told = claim.mention.value
    if told is None:
        return False
    size = abs(fact.value)
    step = claim.mention.step or Decimal(1)
    if fact.formula:
        return abs(size - told) * 2 <= step
    return told in (size, size * unit_scale(fact.unit))


def _coincidence(claim: Claim, resolver: Resolver) -> Judgement | None:
    """A number whose words say little: asked about where just one figure bears its value."""
    value = claim.mention.value
    if value is None or len(value.normalize().as_tuple().digits) < _TELLING_DIGITS:
        return None
    bearing = {
        fact.topic: fact
        for fact in resolver.of_value(claim)
        if fact.measure in claim.structure.measures and timing_of(claim, fact) in GOOD_TIMING
    }
    if len(bearing) != 1 or claim.structure.measures & {Measure.POINTS, Measure.GAP}:
        return None
    (only,) = bearing.values()
    if not only.is_current or (only.target and not claim.is_plan):
        return None
    return Judgement(Code.AMBIGUOUS, "coincidence", (only,))


def _false(
    claim: Claim, meant: Candidate, candidates: Sequence[Candidate], resolver: Resolver
) -> Judgement:
    fact, relation = meant.fact, meant.comparison.relation
    if relation in TRUE_RELATIONS and meant.timing not in GOOD_TIMING:
        if meant.timing is Timing.SCOPE and claim.anchor is not None:
            return Judgement(Code.WRONG_DATE, "wrong_scope", (fact,), detail=claim.anchor.text)
        return Judgement(Code.WRONG_DATE, "wrong_date", (fact,))
    if relation is Relation.OPPOSITE:
        return Judgement(Code.WRONG_DIRECTION, "wrong_direction", (fact,))
    miss = near_miss(claim, fact)
    if miss is Relation.SCALE:
        return Judgement(Code.WRONG_SCALE, "wrong_scale", (fact,))
    for other in candidates:
        is_same = other.fact.topic == fact.topic and other.fact.measure is fact.measure
        if is_same and other.fact is not fact and _bears(other):
            return Judgement(Code.STALE, "stale", (fact,), other=other.fact)
    named = _named_as_well(claim, meant, candidates, resolver)
    if named is not None:
        return Judgement(Code.AMBIGUOUS, "coincidence", (named,))
    is_near = miss is Relation.FALSE_APPROXIMATOR
    owner = _owner(claim, meant, candidates, resolver)
    if owner is not None and _is_half_named(claim, meant, owner, candidates, resolver):
        return Judgement(Code.AMBIGUOUS, "coincidence", (owner,))
    if owner is not None and not (is_near and claim.mention.form is not Form.EXACT):
        # 35000余亿元 of 34111亿元 is badly rounded, though another figure may be 35336亿元.
        return Judgement(Code.WRONG_ATTRIBUTION, "wrong_attribution", (fact,), other=owner)
    if is_near:
        return Judgement(Code.WRONG_ROUNDING, "wrong_rounding", (fact,))
    if fact.formula:
        return Judgement(Code.WRONG_ARITHMETIC, "wrong_change", (fact,), detail=fact.formula)
    return Judgement(Code.WRONG_VALUE, "wrong_value", (fact,))


def _is_half_named(
    claim: Claim, meant: Candidate, owner: Fact, candidates: Sequence[Candidate], resolver: Resolver
) -> bool:
    """在园幼儿18264人, which the workbook calls 在校生 of 幼儿园: words beside it speak for the
    figure that bears the value, none for the one that seemed meant."""
    if meant.whole or claim.is_carried or claim.structure.relation or not owner.is_current:
        return False
    other = next((c for c in candidates if c.fact is owner), None)
    if other is None or owner.target or not owner.is_stated:
        return False
    mine = _own_words(claim, meant, other, resolver)
    return not mine and bool(_own_words(claim, other, meant, resolver))


def _named_as_well(
    claim: Claim, meant: Candidate, candidates: Sequence[Candidate], resolver: Resolver
) -> Fact | None:
    """What bears the value, where words beside the mention name it and not what seems meant."""
    for other in candidates:
        if other.fact.topic == meant.fact.topic or not (other.is_true and _bears(other)):
            continue
        if other.fact.measure is not meant.fact.measure or other.text < WEIGHTS.speaks_of:
            continue
        if other.whole - resolver.vocabulary.tokens(meant.fact.topic):
            return other.fact  # 限上网上零售额 holds 网上零售 whole, and 限上零售额
        topics = other.fact.topic, meant.fact.topic
        mine, others = (resolver.vocabulary.tokens(topic) for topic in topics)
        speaking = sum(claim.head.get(token, 0.0) for token in mine - others)
        if speaking > sum(claim.head.get(token, 0.0) for token in others - mine):
            return other.fact
    return None


def _owner(
    claim: Claim, meant: Candidate, candidates: Sequence[Candidate], resolver: Resolver
) -> Fact | None:
    """Another indicator's fact, where that is the value told; near in words before far."""
    owners = [c.fact for c in candidates if c.fact.topic != meant.fact.topic and _bears(c)]
    owners = [f for f in owners if f.is_stated] or [
        f for f in resolver.of_value(claim) if f.topic != meant.fact.topic
    ]
    exact = [f for f in owners if f.value != Decimal(100) or len(owners) == 1]
    return exact[0] if exact else None


def _bears(option: Candidate) -> bool:
    return option.comparison.fits_unit and option.comparison.relation is Relation.EXACT


def settle(claim: Claim, fact: Fact, *, is_asked: bool = False) -> Judgement:
    """Judge `claim` against a fact that was computed for it from what the text names."""
    comparison = compare(claim, fact)
    if comparison.fits_unit and comparison.relation in TRUE_RELATIONS:
        if comparison.relation is Relation.TRUNCATED:
            return Judgement(Code.TRUNCATED, "truncated", (fact,))
        if is_asked:
            return Judgement(Code.AMBIGUOUS, "ask_base", (fact,), detail=fact.formula)
        return Judgement(Code.DERIVED, "derived_change", (fact,), detail=fact.formula)
    if comparison.relation is Relation.OPPOSITE:
        return Judgement(Code.WRONG_DIRECTION, "wrong_direction", (fact,))
    return Judgement(Code.WRONG_ARITHMETIC, "wrong_change", (fact,), detail=fact.formula)
