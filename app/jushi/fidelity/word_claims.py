"""Claims made in words, 百分百, 零投诉, 全部办结, 两次, held against the figures that they name."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from jushi.facts import Fact, Measure
from jushi.fidelity.clause import Layout
from jushi.fidelity.explanation import tell_value
from jushi.fidelity.resolution import Resolver
from jushi.fidelity.trends import topics_named
from jushi.fidelity.verdict import Code, Finding, Status
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import WordClaim, word_claims
from jushi.messages import render
from jushi.numbers import Kind, Mention

_WHOLE = Decimal(100)
_HALF = (Decimal(-55), Decimal(-45))
"""Growth in percent that 减半 tells."""
_OPEN = lazy_pattern(r"[以之]上|多|余|来")
"""Behind 两次 they leave the number open."""
_NEAREST = (4, 2)
"""So many characters before the number name what it counts, where the whole clause does not."""


def word_findings(
    layout: Layout, mentions: Sequence[Mention], resolver: Resolver, language: str
) -> tuple[Finding, ...]:
    """Give a finding for each such claim that a figure of the newest period contradicts.

    Where the words name no figure, or two alike, nothing is said: the claim is open.
    """
    found = []
    for start, end, false in _false_claims(layout, mentions, resolver):
        reason = "change_false" if false.formula else "word_claim_false"
        told = render(
            f"verdicts.{reason}",
            language,
            told=layout.text[start:end],
            indicator=false.indicator,
            value=tell_value(false),
            cell=false.evidence,
        )
        basis = (reason, layout.text[start:end])
        ids = false.figures[:1]
        found.append(Finding(Code.WRONG_VALUE, Status.ERROR, ids, told, start, end, basis=basis))
    return tuple(found)


def _false_claims(
    layout: Layout, mentions: Sequence[Mention], resolver: Resolver
) -> Iterator[tuple[int, int, Fact]]:
    starts = [mention.start for mention in mentions]
    for claim in word_claims():
        for match in _matches(claim, layout):
            before = bisect_left(starts, match.start()) - 1
            if before >= 0 and match.start() < mentions[before].end:
                continue
            false = _contradicting(claim, match, resolver)
            if false is not None:
                yield match.start(), match.end(), false
    for mention in mentions:
        if mention.kind is Kind.SET_PHRASE and mention.detail == "indefinite":
            false = _other_count(layout, mention, resolver)
            if false is not None:
                yield mention.start, mention.end, false


def _matches(claim: WordClaim, layout: Layout) -> Iterator[re.Match[str]]:
    """Where `claim` is made; only clauses that hold one of its words are looked into."""
    end = 0
    for word in claim.words.finditer(layout.text):
        if word.start() >= end:
            start, end = layout.clause_at(word.start())
            yield from claim.pattern.finditer(layout.text, start, end)


def _contradicting(claim: WordClaim, match: re.Match[str], resolver: Resolver) -> Fact | None:
    name = match["name"]
    if claim.kind == "none":
        words = name + (match.groupdict().get("done") or "")
        levels = [f for f in _facts(words, resolver) if _is_level(f)]
        return levels[0] if levels and all(fact.value != 0 for fact in levels) else None
    if claim.kind == "all":
        return _undone(name, match["done"], resolver)
    facts = _facts(name, resolver)
    grown = [f for f in facts if f.measure is Measure.GROWTH and f.unit == "%"]
    if claim.kind == "doubled":
        return _only(grown, lambda fact: fact.value < _WHOLE)
    if claim.kind == "halved":
        return _only(grown, lambda fact: not _HALF[0] <= fact.value <= _HALF[1])
    rates = [f for f in facts if _is_level(f) and f.unit == "%"]
    return _only(rates, lambda fact: fact.value != _WHOLE)


def _undone(name: str, done: str, resolver: Resolver) -> Fact | None:
    """The rate below 100 %, or the number done that is less than the number there was."""
    levels = [f for f in _facts(f"{name}{done}率", resolver) if _is_level(f) and f.unit == "%"]
    if levels:
        return _only(levels, lambda fact: fact.value < _WHOLE)
    for noun in (name, name[-2:]):
        facts = _facts(f"{done}{noun}", resolver)
        finished = [f for f in facts if _is_level(f) and done in f.indicator]
        if finished:
            break
    there = _facts(name, resolver) or _facts(f"{name}数", resolver)
    totals = [f for f in there if _is_level(f) and done not in f.indicator]
    if len({fact.topic for fact in totals}) != 1:
        return None
    return _only(finished, lambda fact: any(_is_less(fact, total) for total in totals))


def _is_less(fact: Fact, total: Fact) -> bool:
    return fact.unit == total.unit and fact.period == total.period and fact.value < total.value


def _other_count(layout: Layout, mention: Mention, resolver: Resolver) -> Fact | None:
    """The count that `mention` tells otherwise; the words right before it name it."""
    begin, end = layout.clause_at(mention.start)
    if _OPEN.match(layout.text[mention.end : end]):
        return None
    words = layout.text[begin : mention.start]
    for length in (len(words), *_NEAREST):
        name = words[-length:]
        facts = _facts(name, resolver) or _facts(f"{name}{mention.unit}数", resolver)
        same = [f for f in facts if _is_level(f) and f.unit == mention.unit]
        if same:
            return _only(same, lambda fact: fact.value != mention.value)
    return None


def _facts(name: str, resolver: Resolver) -> list[Fact]:
    """The newest facts of all that `name` names."""
    topics = topics_named(re.sub(r"\W+", "", name), resolver)
    facts = (fact for topic in topics for fact in resolver.book.facts_of(topic))
    return [fact for fact in facts if fact.is_current and not fact.target]


def _is_level(fact: Fact) -> bool:
    return fact.measure is Measure.LEVEL and not fact.formula


def _only(facts: Sequence[Fact], is_false: Callable[[Fact], bool]) -> Fact | None:
    """The first of `facts` if the claim is false of all, and all are of one topic."""
    if len({fact.topic for fact in facts}) != 1 or not all(map(is_false, facts)):
        return None
    return facts[0]
