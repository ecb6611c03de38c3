"""Which fact a claim speaks of: by its words, unit and period first, its value last."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from jushi.fidelity.assignment import assign
from jushi.fidelity.claim import Claim
from jushi.fidelity.facts import Fact, Nature, build_facts, topic_key, without_change
from jushi.fidelity.similarity import Token, Vocabulary, Wording, phrase_tokens
from jushi.fidelity.truth import TRUE_RELATIONS, Comparison, compare, scale_of
from jushi.figures import Figure, FigureTable, Period

_TOPICS_PER_CLAIM = 8
_ABSENT = 0.35
"""What a word of an indicator weighs that stands nowhere near the mention."""
_LARGEST_SENTENCE = 24
"""Mentions assigned together; a flattened table can hold thousands in one sentence."""


class Timing(StrEnum):
    """How the period that a text names stands to a fact's."""

    SAME = "same"
    FITS = "fits"  # one of them is open, or the text names none and the fact is this year's
    SCOPE = "scope"  # the same year, another stretch: 全年 of 前11个月
    OTHER = "other"


_TIMING_WORTH = {Timing.SAME: 0.15, Timing.FITS: 0.10, Timing.SCOPE: -0.05, Timing.OTHER: -0.25}
_UNIT_WORTH = 0.2
_COMPUTED = 0.03
"""What a computed fact is worth less than a cell that says the same."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact that a claim may speak of."""

    number: int
    """Place of the fact among the matcher's facts."""
    fact: Fact
    text: float
    """0 to 1: how well the words fit."""
    timing: Timing
    comparison: Comparison

    @property
    def is_true(self) -> bool:
        """Whether unit, value and period all fit."""
        return (
            self.comparison.fits_unit
            and self.comparison.relation in TRUE_RELATIONS
            and self.timing in {Timing.SAME, Timing.FITS}
        )

    @property
    def score(self) -> float:
        """What the words, the period and the unit are worth; the value is left out."""
        worth = self.text + _TIMING_WORTH[self.timing] - (_COMPUTED if self.fact.formula else 0.0)
        return worth + _UNIT_WORTH if self.comparison.fits_unit else worth


class Matcher:
    """All facts of a workbook, ready to be asked."""

    def __init__(self, table: FigureTable, previous: FigureTable) -> None:
        figures = (*table, *previous)
        topics: dict[str, int] = {}
        names: dict[int, set[str]] = defaultdict(set)
        for figure in figures:
            topic = topics.setdefault(topic_key(figure), len(topics))
            names[topic] |= {_subject_first(figure, name) for name in _names_of(figure)}
        self.vocabulary = Vocabulary(
            Wording(tuple(phrase_tokens(name) for name in sorted(names[topic])))
            for topic in range(len(topics))
        )
        self.facts = build_facts(table, previous, topics)
        self._of_topic: dict[int, list[int]] = defaultdict(list)
        self._of_size: dict[Decimal, list[int]] = defaultdict(list)
        for number, fact in enumerate(self.facts):
            self._of_topic[fact.topic].append(number)
            if not fact.formula:
                self._of_size[abs(fact.value) * scale_of(fact.unit)].append(number)

    def facts_of(self, topic: int) -> tuple[Fact, ...]:
        """The facts of one indicator, in the order of `facts`."""
        return tuple(self.facts[number] for number in self._of_topic.get(topic, ()))

    def candidates(self, claim: Claim) -> tuple[Candidate, ...]:
        """Facts that `claim` may speak of, best score first; empty where no word fits."""
        zones = claim.zones | {t: max(w, claim.zones.get(t, 0.0)) for t, w in claim.head.items()}
        topics = self.vocabulary.candidates(zones, _TOPICS_PER_CLAIM)
        numbers = {number for topic in topics for number in self._of_topic[topic]}
        if claim.mention.value is not None:
            numbers.update(self._of_size.get(claim.mention.value, ())[:_TOPICS_PER_CLAIM])
        texts: dict[int, float] = {}
        head = self.vocabulary.weighted(claim.head)
        found = []
        for number in sorted(numbers):
            fact = self.facts[number]
            if not _may_be(claim, fact):
                continue
            if fact.topic not in texts:
                texts[fact.topic] = self._text_score(fact.topic, zones, head)
            found.append(
                Candidate(
                    number,
                    fact,
                    texts[fact.topic],
                    timing_of(claim, fact),
                    compare(claim, fact),
                )
            )
        return tuple(sorted(found, key=lambda c: (-c.score, c.number)))

    def _text_score(
        self, topic: int, zones: dict[Token, float], head: tuple[dict[Token, float], float]
    ) -> float:
        covered = self.vocabulary.coverage(topic, zones, _ABSENT)
        words, total = head
        if not words:
            return covered
        return 0.5 * covered + 0.5 * self.vocabulary.explained(topic, words, total)

    def assign(
        self, claims: Sequence[Claim], *, value_worth: float
    ) -> list[tuple[Candidate | None, list[Candidate]]]:
        """For each claim its fact and all its candidates; claims of a sentence share none.

        `value_worth` is what a true value adds to a score, where words alone would not decide.
        """
        out: list[tuple[Candidate | None, list[Candidate]]] = []
        for group in _groups(claims):
            options = [list(self.candidates(claim)) for claim in group]
            scores = [
                {
                    c.number: max(1e-6, c.score + (value_worth if c.is_true else 0.0))
                    for c in row
                    if c.comparison.fits_unit
                }
                for row in options
            ]
            for row, taken in zip(options, assign(scores), strict=True):
                chosen = next((c for c in row if c.number == taken), None)
                out.append((chosen, row))
        return out


def matcher_of(table: FigureTable, previous: FigureTable) -> Matcher:
    """The facts of a workbook, made ready once: each section and edit asks the same."""
    return _matcher_of(table, previous, (*table.spelled(), *previous.spelled()))


@lru_cache(maxsize=4)
def _matcher_of(table: FigureTable, previous: FigureTable, _spelled: tuple[str, ...]) -> Matcher:
    return Matcher(table, previous)


def timing_of(claim: Claim, fact: Fact) -> Timing:
    """How the period that the text names for `claim` stands to that of `fact`."""
    told, known = claim.period, fact.period
    if told is None or known is None:
        return Timing.FITS if fact.is_current or known is None else Timing.OTHER
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
    return Timing.SCOPE


def _is_open_fit(told: Period, known: Period) -> bool:
    """2023年以来 tells figures of 2023, not of 2024; 截至目前 tells those that have ended."""
    if told.start and known.start and told.end is None:
        return told.start.year == known.start.year or told.start.year % 5 == 1
    if told.end and known.end:
        return known.end <= told.end or known.end.year == told.end.year
    return True


def _may_be(claim: Claim, fact: Fact) -> bool:
    if fact.nature in claim.natures:
        return True
    if fact.nature is Nature.DIFFERENCE and Nature.RELATIVE in claim.natures:
        return "百分点" in fact.unit  # 率提高1.4%: to be told that it takes 个百分点
    if claim.is_level_reached:
        return False
    # 地区生产总值同比 5.7 and 压减支出额 190 stand in many texts without a word for change.
    return not fact.formula and fact.nature in _STATED and Nature.LEVEL in claim.natures


_STATED = frozenset({Nature.RELATIVE, Nature.DIFFERENCE})


def _names_of(figure: Figure) -> tuple[str, ...]:
    return (figure.indicator, *figure.aliases)


def _subject_first(figure: Figure, name: str) -> str:
    measured = without_change(name) or name
    return measured if figure.subject in measured else f"{figure.subject}{measured}"


def _groups(claims: Sequence[Claim]) -> list[list[Claim]]:
    groups: list[list[Claim]] = []
    for claim in claims:
        last = groups[-1] if groups else None
        if last and last[0].sentence == claim.sentence and len(last) < _LARGEST_SENTENCE:
            last.append(claim)
        else:
            groups.append([claim])
    return groups
