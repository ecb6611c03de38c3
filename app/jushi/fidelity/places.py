"""The place of a member among those that the workbook has: 位列第四, 高出第二位的东岗镇."""

from collections.abc import Callable, Iterator, Sequence

from jushi.characters import HAN
from jushi.facts import MEMBER_ENDING, Fact, Measure, Topic, spells
from jushi.fidelity.claim import Claim
from jushi.fidelity.judge import WEIGHTS, Judgement
from jushi.fidelity.operands import Told, present_facts
from jushi.fidelity.resolution import Resolver
from jushi.fidelity.verdict import Code
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import any_of, any_of_words, cell_words
from jushi.numbers import Kind
from jushi.text import CLAUSE_STOPS

_FEWEST = 3
"""Members that make a ranking: of two nobody says 第一位."""
_NEAR = 24
"""Rows of a sheet within which members of one list stand."""
_PART = lazy_pattern("[-—－：:](?=[^-—－：:]+$).*")
"""What tells members apart that one word opens: 门诊-儿科, 门诊-妇科."""
_WHOLE = lazy_pattern(f"^(?:{'|'.join((*any_of_words('rest'), *cell_words('total')))}|全)")
"""Rows that are no member of a ranking: the rest and the whole."""
_RISING = lazy_pattern("由低到高|从低到高|由少到多|从少到多|最低|最少|倒数|末位")
_FURTHER = lazy_pattern(f"全国|全省|全市|全区|全县|全州|全系统|[东中西]部|[{HAN}]{{2}}地区")
"""Among more than the workbook may hold: 居全省第2位."""


def judge_place(
    claim: Claim, resolver: Resolver, told: Sequence[Told], text: str
) -> Judgement | None:
    """Prove a rank by the values of its members; None where the words leave open of whom, or
    among whom, it is said."""
    place = claim.mention.value
    if claim.mention.kind is not Kind.RANK or place is None:
        return None
    around = text[claim.sentence[0] : claim.mention.start]
    clause = around[max(around.rfind(mark) for mark in CLAUSE_STOPS) + 1 :]
    if _FURTHER.search(clause):
        return None
    is_rising = _RISING.search(around) is not None
    for topic, measures in _ranked_topics(claim, resolver, told, text, clause):
        for measure in measures:
            members = _members(topic, claim, resolver, measure)
            own = next((f for f in members if f.topic == topic), None)
            if own is None or len(members) < _FEWEST:
                continue
            better = sum(f.value < own.value if is_rising else f.value > own.value for f in members)
            if better + 1 == place:
                return Judgement(Code.DERIVED, "derived_rank", (own,), detail=str(len(members)))
    return None


def _ranked_topics(
    claim: Claim, resolver: Resolver, told: Sequence[Told], text: str, clause: str
) -> Iterator[tuple[int, tuple[Measure, ...]]]:
    """Whose place may be told, and by what: of the member that is named, or told right before."""
    here = [t.fact for t in reversed(told) if t.claim.sentence == claim.sentence]
    here = [fact for fact in here if fact.topic >= 0]
    behind = _BEHIND.match(text, claim.mention.end)
    if behind is not None:
        by = (
            (Measure.GROWTH,) if any_of("rate", "falling_rate").search(clause) else (Measure.LEVEL,)
        )
        for own in (resolver.book.topics[fact.topic] for fact in here[:1]):
            for number in resolver.book.named(own.name):
                if _is_named(resolver.book.topics[number], behind["who"]):
                    yield number, by
        return
    likely = [n.topic for n in resolver.namings(claim)[:4] if n.text >= WEIGHTS.speaks_of]
    topics = dict.fromkeys([fact.topic for fact in here] + likely)
    # 渔阳区142起，…渔阳区以1358万元升至第1位: by what was told of it last.
    named = [topic for topic in topics if _is_named(resolver.book.topics[topic], clause)][:1]
    for topic in named or [fact.topic for fact in here[:1]]:
        is_growth = here and here[0].topic == topic and here[0].measure is Measure.GROWTH
        yield topic, _measures(clause, is_growth=bool(is_growth))


def _measures(clause: str, *, is_growth: bool) -> tuple[Measure, ...]:
    """By what it is ranked; 增长12%，居第二位 leaves it open."""
    if any_of("rate", "falling_rate").search(clause):
        return (Measure.GROWTH,)
    return (Measure.GROWTH, Measure.LEVEL) if is_growth else (Measure.LEVEL,)


_BEHIND = lazy_pattern(rf"位?的(?P<who>[^{CLAUSE_STOPS}、\d]{{2,12}})")


def _is_named(topic: Topic, words: str) -> bool:
    """Whether `words` name the member itself: its subject, or 儿科 of 门诊-儿科."""
    part = _PART.search(topic.name)
    label = part.group()[1:] if part else topic.subject
    return bool(label) and (label in words or spells(words, label))


def _members(topic: int, claim: Claim, resolver: Resolver, measure: Measure) -> list[Fact]:
    """The facts of one indicator over its subjects, one each."""
    book = resolver.book
    own = book.topics[topic]
    named = [book.topics[number] for number in book.named(own.name)]
    main = book.main_subject
    is_whole = any(t.subject == main and t.name != own.name for t in book.topics)
    named = [t for t in named if t.subject and not (is_whole and t.subject == main)]
    if len(named) < _FEWEST and (is_member := _alike(own.name)):
        # 治安管理类, 劳动社保类: members that are told apart by name stand near in the sheet.
        near = book.topics[max(0, topic - _NEAR) : topic + _NEAR + 1]
        alike = [t for t in near if t.subject == own.subject and is_member(t.name)]
        unit = _unit_of(topic, resolver)
        named = [t for t in alike if _unit_of(t.number, resolver) == unit]
    found: dict[int, Fact] = {}
    for other in named:
        if other.number != topic and (_WHOLE.search(other.subject) or _WHOLE.search(other.name)):
            continue
        for fact in present_facts(other.number, claim, resolver, frozenset({measure})):
            found.setdefault(other.number, fact)
    return list(found.values())


def _alike(name: str) -> Callable[[str], bool] | None:
    """Whether another name is of a member of the same list; None where `name` is of none."""
    part, ending = _PART.search(name), MEMBER_ENDING.search(name)
    if part:
        return lambda other: other.startswith(name[: part.start() + 1])
    return (lambda other: other.endswith(ending.group())) if ending else None


def _unit_of(topic: int, resolver: Resolver) -> str:
    return next((f.unit for f in resolver.book.facts_of(topic) if f.is_stated), "")
