"""Which facts a claim may speak of: by names, measure and time. Its value is looked at last."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import islice
from operator import attrgetter

from jushi.characters import HAN
from jushi.facts import Base, Fact, FactBook, Measure, Token, Topic, spells
from jushi.fidelity.claim import Claim
from jushi.fidelity.spoken_of import SpokenOf
from jushi.fidelity.structure import Structure
from jushi.fidelity.truth import TRUE_RELATIONS, Comparison, compare_where_unit_fits
from jushi.figures import Period
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import any_of, are_opposed
from jushi.numbers import Form, Kind

_TOPICS_PER_CLAIM = 12
_LOOKED_AT = 40
"""Cells of a like value that are looked at."""
_ABSENT = 0.35
"""What a word of an indicator weighs that stands nowhere near the mention."""
_EARLIER = 0.3
"""As near a subject must be named that is not the report's own."""
_CARRIED = 0.95
"""What it is worth that the mention right before tells of a topic."""
_SHORTENED = 0.45
"""What a short name is worth whose characters the words hold in their order."""
_STANDS = 0.33
"""From this weight on a word beside a mention is part of its name."""
_WHOLE = 0.15
"""What it is worth that all of a name stands beside the mention."""
_NAMES_NOTHING = 0.12
"""Words of which no name explains more are no name."""
_HELD = 0.5
"""From this weight on a word stands near enough to a mention to tell rivals apart."""


class Timing(StrEnum):
    """How the period that a text names stands to a fact's."""

    SAME = "same"
    FITS = "fits"  # one of them is open, or the text names none and the fact is this year's
    SCOPE = "scope"  # the same year, another stretch: 全年 of 前11个月
    OTHER = "other"


GOOD_TIMING = frozenset({Timing.SAME, Timing.FITS})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact that a claim may speak of."""

    fact: Fact
    text: float
    """0 to 1: how well the words fit."""
    timing: Timing
    comparison: Comparison
    whole: frozenset[Token] = frozenset()
    """The name, where all of it stands beside the mention."""
    own: float = 0.0
    """0 to 1: how much of the name stands beside the mention."""
    is_told: bool = False
    """Whether the mention right before tells of it, and this one names nothing else."""

    @property
    def is_true(self) -> bool:
        """Whether unit, value and period all fit."""
        return (
            self.comparison.fits_unit
            and self.comparison.relation in TRUE_RELATIONS
            and self.timing in GOOD_TIMING
        )

    @property
    def is_comparable(self) -> bool:
        """Whether unit and period fit, whatever the value."""
        return self.comparison.fits_unit and self.timing in GOOD_TIMING


@dataclass(frozen=True, slots=True)
class Naming:
    """A topic with how well the words around a claim name it."""

    topic: int
    text: float
    whole: frozenset[Token] = frozenset()
    """The name, where all of it stands beside the mention."""
    own: float = 0.0
    """0 to 1: how much of the name stands beside the mention."""
    is_told: bool = False
    """Whether the mention right before tells of it, and this one names nothing else."""


class Resolver:
    """A workbook's facts, ready to be asked in one check."""

    def __init__(self, book: FactBook, spoken_of: SpokenOf | None = None) -> None:
        """`spoken_of` tells of whom the paragraphs of the text are."""
        self.book = book
        self._spoken_of = spoken_of
        self.vocabulary = book.vocabulary
        self._asked = _Asked(None)
        self._by_measures: dict[tuple[int, frozenset[Measure]], tuple[Fact, ...]] = {}

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Everything that can be stated."""
        return self.book.facts

    @cached_property
    def counted_by_noun(self) -> dict[str, tuple[int, ...]]:
        """Topics by the noun that they count: 村 of 行政村 and of 村数."""
        found: dict[str, tuple[int, ...]] = {}
        for topic in self.book.topics:
            if (noun := _COUNTED_NOUN.fullmatch(topic.name)) is not None:
                found[noun["noun"]] = (*found.get(noun["noun"], ()), topic.number)
        return found

    def _of(self, claim: Claim) -> "_Asked":
        """What was found out of `claim`, which is judged by several in turn."""
        if self._asked.claim is not claim:
            self._asked = _Asked(claim)
        return self._asked

    def namings(self, claim: Claim) -> list[Naming]:
        """Topics that the words around `claim` name, best first; to be read only."""
        asked = self._of(claim)
        if asked.namings is None:
            asked.namings = self._namings(claim)
        return asked.namings

    def _namings(self, claim: Claim) -> list[Naming]:
        gains = self._gains(claim)
        topics = self.vocabulary.candidates(gains, _TOPICS_PER_CLAIM)
        if claim.mention.value is not None:
            # Not to be preferred: so that a stranger's value is told as a stranger's.
            topics += [f.topic for f in self.of_value(claim)[:_TOPICS_PER_CLAIM]]
        topics = list(dict.fromkeys(topics))
        found = self._ranked(topics, gains, claim.head)
        found = self._of_main_subject(self._with_short_names(found, claim), claim)
        if claim.carried and not self._explain(found, claim.head):
            # 按可比价计算增长4.3%: these words name nothing, so what was named before holds.
            found = self._ranked(topics, gains, claim.carried)
            return [Naming(n.topic, n.text, own=n.own, is_told=n.is_told) for n in found]
        return found

    def _gains(self, claim: Claim) -> dict[Token, float]:
        """The words around `claim` that names have, with what each is worth there."""
        asked = self._of(claim)
        if asked.gains is None:
            zones = dict(claim.zones)
            for token, near in claim.head.items():
                if near > zones.get(token, 0.0):
                    zones[token] = near
            asked.gains = self.vocabulary.gains(zones)
        return asked.gains

    def _with_short_names(self, namings: list[Naming], claim: Claim) -> list[Naming]:
        """With the topics whose short name is made of the words there: 拆违 of 拆除违法建设."""
        short = self.book.shortened(claim.words)
        if not short:
            return namings
        known = {n.topic: n for n in namings}
        for topic in short:
            old = known.get(topic, Naming(topic, 0.0))
            known[topic] = replace(old, text=max(old.text, _SHORTENED))
        return sorted(known.values(), key=lambda naming: (-naming.text, naming.topic))

    def _of_main_subject(self, namings: list[Naming], claim: Claim) -> list[Naming]:
        """Without those of another subject that nobody names where the report's own has one."""
        topics, main = self.book.topics, self.book.main_subject
        if not self.book.has_several_subjects:
            return namings
        own = {topics[n.topic].name for n in namings if topics[n.topic].subject == main}

        def is_meant(naming: Naming) -> bool:
            topic = topics[naming.topic]
            if topic.subject in ("", main) or topic.name not in own:
                return True
            return any(
                max(claim.zones.get(token, 0.0), claim.head.get(token, 0.0)) >= _EARLIER
                for token in self.book.telling_tokens(topic.subject)
            ) or spells(claim.words, topic.subject)  # 公卫 of 专业公共卫生机构

        return [naming for naming in namings if is_meant(naming)]

    def member_at(self, claim: Claim) -> str:
        """The member of the report's own office that the paragraph speaks of; empty if none."""
        return self._spoken_of.at(claim.mention.start) if self._spoken_of else ""

    def of_member(self, claim: Claim, namings: Sequence[Naming]) -> int | None:
        """The topic of the member spoken of, where its name is the best of `namings`."""
        member = self.member_at(claim)
        if not member or not namings or self._spoken_of is None:
            return None
        best = self.book.topics[namings[0].topic]
        is_another = self._is_not_of(member, best, claim)
        return self._spoken_of.topic_of(best, member) if is_another else None

    def of_whom(self, claim: Claim, namings: Sequence[Naming]) -> list[Naming]:
        """`namings` without those of others, where the sentence itself names a member."""
        member = self.member_at(claim)
        is_named = self._spoken_of and self._spoken_of.opens_sentence(member, claim.sentence)
        return [
            n
            for n in namings
            if not is_named or not self._is_not_of(member, self.book.topics[n.topic], claim)
        ]

    def _is_not_of(self, member: str, topic: Topic, claim: Claim) -> bool:
        """Whether `topic` is of the whole, or of a member that the sentence does not name."""
        return self._spoken_of is not None and (
            self._spoken_of.is_of_another(topic, member)
            or self._spoken_of.is_of_unnamed(topic, member, claim.sentence)
        )

    def strays(self, claim: Claim, fact: Fact) -> bool:
        """Whether `fact` is of the whole, while the paragraph speaks of a member alone."""
        if self._spoken_of is None or fact.topic < 0 or fact.terms:
            return False
        topic, member = self.book.topics[fact.topic], self.member_at(claim)
        return self._spoken_of.is_of_another(topic, member) and (
            self._spoken_of.is_told_of_members(topic)
            or self._spoken_of.opens_sentence(member, claim.sentence)
        )

    def _explain(self, namings: Sequence[Naming], head: Mapping[Token, float]) -> bool:
        """Whether any of the names has enough of the words beside a mention to be meant."""
        words, total = self.vocabulary.weighted(head)
        return any(
            self.vocabulary.explained(n.topic, words, total) >= _NAMES_NOTHING for n in namings
        )

    def preferring(self, namings: Sequence[Naming], topic: int) -> list[Naming]:
        """`namings` with `topic` before all others: the sentence still speaks of it."""
        if topic < 0:
            return list(namings)
        others = [n for n in namings if n.topic != topic]
        return [Naming(topic, _CARRIED, own=1.0, is_told=True), *others]

    def named_by(self, words: Mapping[Token, float], around: Mapping[Token, float]) -> list[Naming]:
        """Topics that an operand names; `around` is what the sentence says besides."""
        zones = {token: near * _HELD for token, near in around.items()}
        zones |= words
        gains = self.vocabulary.gains(zones)
        return self._ranked(self.vocabulary.candidates(gains, _TOPICS_PER_CLAIM), gains, words)

    def _ranked(
        self, topics: Sequence[int], gains: dict[Token, float], head: Mapping[Token, float]
    ) -> list[Naming]:
        around = self.vocabulary.surroundings(gains, head, _STANDS)
        found = []
        for topic in topics:
            covered, explained, own, whole = self.vocabulary.match(topic, around, _ABSENT)
            text = 0.5 * covered + 0.5 * explained if head else covered
            if whole:
                text = min(1.0, text + _WHOLE)
            found.append(Naming(topic, text, whole, own))
        return sorted(found, key=lambda naming: (-naming.text, naming.topic))

    def candidates(self, claim: Claim, namings: Sequence[Naming]) -> list[Candidate]:
        """The facts of `namings` that state what `claim` states, best name first.

        Those of another unit or period are there too: they tell what is wrong.
        """
        found = []
        wanted = _stating(claim.structure)
        for naming in namings:
            stated = self._facts_of(naming.topic, wanted)
            if claim.structure.base_period is not None:
                since = self.book.changes_since(naming.topic, claim.structure.base_period)
                stated = (*stated, *since)
            facts = [f for f in stated if may_state(claim, f)]
            if not facts:
                continue
            is_dated = claim.is_period_near or _has_period(claim, facts)
            found += [
                Candidate(
                    fact,
                    naming.text,
                    timing_of(claim, fact, is_dated=is_dated),
                    compare_where_unit_fits(claim, fact),
                    naming.whole,
                    naming.own,
                    naming.is_told,
                )
                for fact in facts
            ]
        return sorted(found, key=attrgetter("text"), reverse=True)

    def _facts_of(self, topic: int, measures: frozenset[Measure]) -> tuple[Fact, ...]:
        known = self._by_measures.get((topic, measures))
        if known is None:
            known = tuple(f for f in self.book.facts_of(topic) if f.measure in measures)
            self._by_measures[topic, measures] = known
        return known

    def distinguishes(self, claim: Claim, one: int, other: int) -> float:
        """How much of the words near `claim` speaks for topic `one` and not for `other`."""
        mine, others = self.vocabulary.tokens(one), self.vocabulary.tokens(other)
        gains = self._gains(claim)
        speaking = sum(gains[token] for token in mine - others if token in gains)
        return speaking - sum(gains[token] for token in others - mine if token in gains)

    def of_value(self, claim: Claim) -> list[Fact]:
        """Cells that hold the value of `claim` in a unit that fits; to be read only."""
        asked = self._of(claim)
        if asked.of_value is None:
            asked.of_value = self._of_value(claim)
        return asked.of_value

    def _of_value(self, claim: Claim) -> list[Fact]:
        value = claim.mention.value
        if value is None or not value:
            return []
        step = claim.mention.step or 0
        reach = max(step, abs(value) / 20 if claim.mention.form is not Form.EXACT else 0)
        found = []
        for fact in islice(self.book.of_size(abs(value) - reach, abs(value) + reach), _LOOKED_AT):
            comparison = compare_where_unit_fits(claim, fact)
            if comparison.fits_unit and comparison.relation in TRUE_RELATIONS:
                found.append(fact)
        return found


_COUNTED_NOUN = lazy_pattern(f"(?:行政|建制)?(?P<noun>[{HAN}]{{1,3}}?)(?:总?数量?|个数)?")


@dataclass(slots=True)
class _Asked:
    """What the resolver found out of the claim that is judged: several ask the same of it."""

    claim: Claim | None
    gains: dict[Token, float] | None = None
    namings: list[Naming] | None = None
    of_value: list[Fact] | None = None


def may_state(claim: Claim, fact: Fact) -> bool:
    """Whether `fact` states what `claim` does, value, unit and time aside."""
    structure = claim.structure
    if are_opposed(claim.words, fact.indicator):
        return False
    if bool(fact.target) and fact.base is not Base.TARGET:
        if not (claim.is_plan or claim.names_target):
            return False
    elif claim.is_plan and not claim.is_period_near:
        return False
    if fact.measure in structure.measures:
        if fact.base is not None and structure.base is not None and not _fits_base(claim, fact):
            return False
        if fact.measure is Measure.POINTS and not fact.is_stated:
            return fact.of in structure.of
        return not (structure.base is None and fact.base is Base.PERIOD and not fact.is_stated)
    if structure.is_reached:
        return False
    if fact.target and claim.names_target and fact.is_stated and fact.measure is Measure.GROWTH:
        return claim.mention.kind is Kind.PERCENT  # 6%左右的预期目标 of growth
    if fact.is_stated and fact.measure in _CHANGES and Measure.LEVEL in structure.measures:
        # 压减非刚性支出190亿元 tells a figure 非刚性支出压减额: the word of change is there.
        return any(w in claim.words for w in _words_of_change(fact.indicator))
    if fact.measure is Measure.LEVEL and structure.measures & {Measure.CHANGE, Measure.GROWTH}:
        # 压减支出190万元 tells a figure of that name, not a change of one.
        is_open = Measure.GROWTH in structure.measures or structure.base is None
        return bool(structure.cue) and structure.cue in fact.indicator and is_open
    # 地区生产总值同比 5.7 and 入园儿童增量 85 stand in many texts without a word for change.
    return False


_CHANGES = frozenset({Measure.CHANGE, Measure.GROWTH, Measure.POINTS})
_LEVEL = frozenset({Measure.LEVEL})


@lru_cache(maxsize=256)
def _measures_stating(measures: frozenset[Measure], *, is_reached: bool) -> frozenset[Measure]:
    found = measures
    if not is_reached and Measure.LEVEL in measures:
        found |= _CHANGES
    if not is_reached and measures & {Measure.CHANGE, Measure.GROWTH}:
        found |= _LEVEL
    return found


def _stating(structure: Structure) -> frozenset[Measure]:
    """The measures of all facts that `may_state` lets through."""
    return _measures_stating(structure.measures, is_reached=structure.is_reached)


@lru_cache(maxsize=4096)
def _words_of_change(indicator: str) -> tuple[str, ...]:
    return tuple(m.group() for m in any_of("up", "down", "rate").finditer(indicator))


def _fits_base(claim: Claim, fact: Fact) -> bool:
    told, known = claim.structure.base, fact.base
    if told is known:
        return True
    if told is Base.NAMED and known is Base.YEAR and not fact.is_stated:
        # 比年初 of what stood at the end of a year is 比上年末.
        base, period = claim.structure.base_period, fact.period
        return bool(
            base
            and base.end
            and period
            and period.end
            and period.end.month == base.end.month
            and period.end.year == base.end.year + 1
        )
    return {told, known} == {Base.NAMED, Base.YEAR_START} and fact.is_stated


def _has_period(claim: Claim, facts: Sequence[Fact]) -> bool:
    """Whether the carried period is one that this topic has figures of."""
    told = claim.period
    return told is not None and any(
        f.period is not None and (f.period.start, f.period.end) == (told.start, told.end)
        for f in facts
    )


def timing_of(claim: Claim, fact: Fact, *, is_dated: bool = True) -> Timing:
    """How the period that the text names for `claim` stands to that of `fact`."""
    told, known = claim.period, fact.period
    if told is None or not is_dated:
        return Timing.FITS if fact.is_current else Timing.OTHER
    if known is None:
        return Timing.FITS
    if (told.start, told.end) == (known.start, known.end) and told.recurrence == known.recurrence:
        return Timing.SAME
    if told.recurrence or known.recurrence:
        return Timing.FITS
    if told.start is None or told.end is None or known.start is None or known.end is None:
        return Timing.FITS if _is_open_fit(told, known) else Timing.OTHER
    if told.start.year != told.end.year:
        return Timing.FITS  # “十四五”时期 frames what is told, and dates no figure
    if told.end < known.start or known.end < told.start:
        return Timing.OTHER
    if told.start.year != known.start.year or told.end.year != known.end.year:
        return Timing.FITS if told.end == known.end else Timing.OTHER
    if fact.target and told.end.year == known.end.year:
        return Timing.FITS  # a target is of the year, whatever part of it is told of
    if claim.anchor is None and claim.is_period_near:
        return Timing.FITS  # 由50件增至200件: of the year before, whatever stretch of it is told
    if claim.anchor is not None and _is_loose(claim.anchor.text, told, known):
        return Timing.FITS
    return Timing.SCOPE


def _is_loose(words: str, told: Period, known: Period) -> bool:
    """上年 tells last year's first nine months, too; 年末 what a year ended with."""
    if known.end is None or told.end is None:
        return False
    if "、" in words and known.end <= told.end:
        return True  # 一、二季度均增长5% tells both
    if words.endswith(("末", "底")) and told.end == known.end:
        return True
    return re.search(r"同期|上一?年|去年|今年|本年", words) is not None


def _is_open_fit(told: Period, known: Period) -> bool:
    """2023年以来 tells figures of 2023, not of 2024; 截至目前 tells this year's."""
    if told.start and known.start and told.end is None:
        return told.start.year == known.start.year or told.start.year % 5 == 1
    if told.end and known.end:
        return known.end.year == told.end.year
    return True


def by_topic(candidates: Sequence[Candidate]) -> dict[int, list[Candidate]]:
    """Candidates by what they are said of, in their order."""
    found: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        found[candidate.fact.topic].append(candidate)
    return found
