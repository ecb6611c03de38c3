"""Parts that make a whole, told as one ratio: 三次产业结构为10.0∶43.0∶47.0."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from jushi.facts import Fact, Measure, spells, tokens_with_offsets
from jushi.fidelity.claim import Claim
from jushi.fidelity.judge import Judgement, settle
from jushi.fidelity.name_lists import list_before, with_tail
from jushi.fidelity.operands import HUNDRED, computed_of, named_topics, plain, present_facts, sum_of
from jushi.fidelity.resolution import Resolver
from jushi.fidelity.truth import TRUE_RELATIONS, compare
from jushi.fidelity.verdict import Code
from jushi.figures import parse_period
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import member_names
from jushi.numbers import Kind
from jushi.text import CENTURY, CLAUSE_STOPS

_PART = r"\d+(?:\.\d+)?"
_SIGN = r"[ ]?[:：∶比][ ]?"
_AHEAD = lazy_pattern(rf"(?:{_PART}{_SIGN})*$")
_BEHIND = lazy_pattern(rf"(?:{_SIGN}{_PART})*")
_STOP = lazy_pattern(rf"[{CLAUSE_STOPS}](?!\d)")
_OLD = lazy_pattern(rf"由(?P<year>{CENTURY}\d\d年|[^{CLAUSE_STOPS}\d]{{0,6}})的?$")
_TAIL = lazy_pattern("(?:增加值)?(?:之比|结构|比例|构成|占比|比重|比(?=[为由]))")
_SHARES = frozenset({Measure.LEVEL, Measure.SHARE})


def judge_composition(claim: Claim, resolver: Resolver, text: str) -> Judgement | None:
    """Judge one part of a ratio of three or more, against its own member; None where the text
    or the workbook does not name them all."""
    mention = claim.mention
    if mention.detail == "ratio":
        return _judge_named_ratio(claim, resolver, text)
    if mention.detail != "structure" or mention.kind is not Kind.PERCENT:
        return None
    ahead, behind = _AHEAD.search(text, 0, mention.start), _BEHIND.match(text, mention.end)
    assert ahead is not None and behind is not None
    place = len(re.findall(_PART, ahead.group()))
    count = place + 1 + len(re.findall(_PART, behind.group()))
    claim = _dated(claim, resolver, text[claim.sentence[0] : ahead.start()])
    for names in _names(text, claim.sentence[0], ahead.start(), count):
        shares = _shares(claim, resolver, names)
        if shares is not None:
            return _told(claim, shares[place])
    return None


_NAMED_RATIO = lazy_pattern(
    rf"(?P<one>[^{CLAUSE_STOPS}、\d]{{1,12}}?)[与和](?P<other>[^{CLAUSE_STOPS}、\d]{{1,12}}?)"
    rf"(?P<tail>[^{CLAUSE_STOPS}、\d]{{0,4}}?)之?比(?:[值例])?(?:为|是|达到?|约为|由(?P<old>[^\d]{{0,6}}))?$"
)


def _judge_named_ratio(claim: Claim, resolver: Resolver, text: str) -> Judgement | None:
    """结婚与离婚对数之比为2.4∶1: one of the two that are named by the other; None where the words
    name no two, or the workbook has them not."""
    clause = text[claim.sentence[0] : claim.mention.start]
    clause = clause[max(clause.rfind(mark) for mark in CLAUSE_STOPS) + 1 :]
    found = _NAMED_RATIO.search(clause)
    second = _SECOND_RATIO.search(clause)
    if found is None and second is not None:
        found = _NAMED_RATIO.search(clause[: second.start()])
    if found is None:
        return None
    is_old = found["old"] and second is None
    claim = replace(
        claim,
        period=parse_period(f"{resolver.book.year - 1}年") if is_old else None,
        is_period_near=bool(is_old),
    )
    levels = frozenset({Measure.LEVEL})
    firsts, seconds = (
        _first_facts(found[part], claim, resolver, levels) for part in ("one", "other")
    )
    for one, other in product(firsts, seconds):
        if one.topic == other.topic or one.unit != other.unit or not other.value:
            continue
        formula = f"{plain(one.value)}/{plain(other.value)}"
        value = one.value / other.value
        fact = computed_of(one, other, value, "倍", Measure.MULTIPLE, formula=formula)
        return settle(claim, fact)
    return None


_SECOND_RATIO = lazy_pattern(r"\d[\d.]*[:：∶]\d[\d.]*[^\d]{1,6}$")


def _first_facts(
    name: str, claim: Claim, resolver: Resolver, levels: frozenset[Measure]
) -> list[Fact]:
    words = {token: 1.0 for _, token in tokens_with_offsets(name)}
    named = (
        [t.number for t in resolver.book.topics if t.name.startswith(name)] if len(name) > 1 else []
    )
    topics = named or named_topics(words, claim, resolver)
    facts = [f for t in topics[:2] for f in present_facts(t, claim, resolver, levels)]
    return facts or _of_year(topics[:2], claim, resolver)


def _of_year(topics: Sequence[int], claim: Claim, resolver: Resolver) -> list[Fact]:
    """The levels of the year before, whatever stretch of it the workbook has."""
    if claim.period is None or claim.period.end is None:
        return []
    return [
        f
        for t in topics
        for f in resolver.book.facts_of(t)
        if f.measure is Measure.LEVEL
        and not f.target
        and f.period
        and f.period.end
        and f.period.end.year == claim.period.end.year
    ]


def judge_noun_behind(claim: Claim, resolver: Resolver, text: str) -> Judgement | None:
    """8个村集体收入…: the noun behind the number names 村数 or 行政村; None where none does."""
    behind = text[claim.mention.end : claim.mention.end + _NOUN_AT_MOST]
    by_noun = resolver.counted_by_noun
    for size in range(len(behind), 0, -1):
        for topic in by_noun.get(behind[:size], ()):
            for fact in present_facts(topic, claim, resolver, frozenset({Measure.LEVEL})):
                relation = compare(claim, fact)
                if relation.fits_unit and relation.relation in TRUE_RELATIONS:
                    return Judgement(Code.EXACT, "exact", (fact,))
    return None


_NOUN_AT_MOST = 3


def _dated(claim: Claim, resolver: Resolver, before: str) -> Claim:
    """由上年的10.7∶42.7∶46.6: all of the first ratio is of the year that 由 names."""
    old = _OLD.search(before)
    if old is None:
        is_second = re.search(_SIGN + _PART, before.rpartition("，")[2]) is not None
        return replace(claim, period=None, is_period_near=False) if is_second else claim
    told = re.match(r"\d{4}", old["year"])
    year = int(told.group()) if told else resolver.book.year - 1
    return replace(claim, period=parse_period(f"{year}年"), is_period_near=True)


def _names(text: str, start: int, end: int, count: int) -> Iterator[tuple[str, ...]]:
    begin = max((m.end() for m in _STOP.finditer(text, start, end)), default=start)
    tails = list(_TAIL.finditer(text, begin, end))
    stop = tails[0].start() if tails else end
    yield from member_names(text[begin:stop], count)
    if not text[begin:stop].strip():  # 三次产业增加值分别达到…，结构由…优化为16.9∶39.3∶43.9
        yield from member_names(text[start:begin], count)
    listed = with_tail([text[a:b] for a, b in list_before(text, begin, stop)])
    if len(listed) == count:
        yield tuple(listed)


def _shares(claim: Claim, resolver: Resolver, names: tuple[str, ...]) -> list[Fact] | None:
    """The share of each name: as its row says, or of the sum of all."""
    found = []
    for name in names:
        topics = _topics(name, claim, resolver)
        found.append([f for t in topics for f in present_facts(t, claim, resolver, _SHARES)])
    stated = [next((f for f in facts if f.unit == "%" and f.is_stated), None) for facts in found]
    told = [fact for fact in stated if fact is not None]
    if len({f.topic for f in told}) == len(names):
        return told
    firsts = [next((f for f in facts if f.unit != "%" and f.is_stated), None) for facts in found]
    levels = [fact for fact in firsts if fact is not None]
    if len({f.topic for f in levels}) != len(names) or len({f.unit for f in levels}) != 1:
        return None
    whole = sum_of(levels)
    if not whole.value:
        return None
    return [
        computed_of(
            part,
            whole,
            part.value / whole.value * HUNDRED,
            "%",
            Measure.SHARE,
            formula=f"{plain(part.value)}/{plain(whole.value)}",
        )
        for part in levels
    ]


def _topics(name: str, claim: Claim, resolver: Resolver) -> list[int]:
    """Topics of one name; 一产 is spelled by 第一产业, and 二产 is not."""
    words = {token: 1.0 for _, token in tokens_with_offsets(name)}
    short = (resolver.book.topics[n.topic] for n in resolver.named_by(words, {})[:8])
    spelled = [t.number for t in short if spells(name, t.name)]
    return spelled or named_topics(words, claim, resolver)


def _told(claim: Claim, share: Fact) -> Judgement:
    if share.formula:
        return settle(claim, share)
    relation = compare(claim, share).relation
    if relation in TRUE_RELATIONS:
        return Judgement(Code.EXACT, "exact", (share,))
    return Judgement(Code.WRONG_VALUE, "wrong_value", (share,))
