"""All that can be stated of a workbook, computed on demand and with its source."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import chain, product
from operator import itemgetter

from jushi.characters import HAN
from jushi.facts.changes import (
    change_between,
    computed_facts,
    facts_by_ratio,
    is_stretch,
    spans_before,
    year_of,
)
from jushi.facts.fact import Fact
from jushi.facts.measure import Base, Measure
from jushi.facts.naming import Name, read_name
from jushi.facts.vocabulary import Token, Vocabulary, Wording, phrase_tokens
from jushi.facts.wordings import (
    MEMBER_ENDING,
    is_part,
    phrases_of,
    spells,
    time_names_of,
    with_subject,
    without_total,
)
from jushi.figures import (
    Figure,
    FigureTable,
    Period,
    convert,
    parse_period,
    shift_years,
    unit_scale,
)
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import KnownRatio, cell_words, known_ratios


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that is measured: an indicator of one subject, whatever the period."""

    number: int
    subject: str
    name: str
    """The indicator, without words of measure, base and target."""


class FactBook:
    """The facts of a workbook and of last year's, by topic, made when they are asked for."""

    def __init__(
        self,
        table: FigureTable,
        previous: FigureTable | None = None,
        *,
        year: int,
        stretch: Period | None = None,
        is_later_planned: bool = True,
    ) -> None:
        """`year` is the report's: figures without a period are of it, or of `stretch` of it.

        Figures of later years are plans, unless `is_later_planned` is false: of last year's
        report this year's figures are none.
        """
        self.year = year
        self._is_later_planned = is_later_planned
        self._stretch = stretch or _whole_year(year)
        subjects = Counter(figure.subject for figure in table)
        self.main_subject = subjects.most_common(1)[0][0] if subjects else ""
        """Whom most figures are of: a text names it seldom."""
        self.topics: list[Topic] = []
        self._stated: dict[int, list[Fact]] = defaultdict(list)
        self._made: dict[int, tuple[Fact, ...]] = {}
        self._subject_tokens: dict[str, tuple[Token, ...]] = {}
        self._telling_tokens: dict[str, tuple[Token, ...]] = {}
        self._subjects = tuple(subjects)
        self._numbers: dict[tuple[str, str], int] = {}
        phrases = self._read(table, previous)
        self._mark_current()
        self._by_size = sorted(chain.from_iterable(self._stated.values()), key=_size)
        self._sizes = [_size(fact) for fact in self._by_size]
        self.time_names = tuple(sorted(set(time_names_of(chain.from_iterable(phrases.values())))))
        """Words for a time that belong to a name: 上年结转, 同期行政诉讼."""
        self.targets = tuple(
            fact for facts in self._stated.values() for fact in facts if fact.target
        )
        """What was to be reached."""
        self._add_known_ratios(self._numbers, phrases)
        self._index(phrases)

    def _read(self, table: FigureTable, previous: FigureTable | None) -> dict[int, dict[str, None]]:
        """Take the rows of both workbooks in; give the phrases that name each topic."""
        phrases: dict[int, dict[str, None]] = defaultdict(dict)
        parent = ""
        for figure, is_older in (
            *((figure, False) for figure in table),
            *((figure, True) for figure in previous or ()),
        ):
            name = read_name(figure.indicator, figure.unit)
            key = (figure.subject, name.topic)
            number = self._numbers.setdefault(key, len(self._numbers))
            if number == len(self.topics):
                self.topics.append(Topic(number, *key))
            for alias in (name.topic, *(read_name(a, figure.unit).topic for a in figure.aliases)):
                for phrase in phrases_of(figure, alias, parent):
                    phrases[number][phrase] = None
            if not is_part(figure.indicator):
                parent = name.topic
            self._stated[number] += self._state(figure, number, name, is_older=is_older)
        return phrases

    def _index(self, phrases: dict[int, dict[str, None]]) -> None:
        """Make what topics are looked up by: names, short names, the words of all names."""
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for topic in self.topics:
            self._by_name[topic.name].append(topic.number)
        self._short: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for number, named in phrases.items():
            for phrase in named:
                if _SHORT.fullmatch(phrase):
                    self._short[phrase[0]].append((phrase, number))
        self.vocabulary = Vocabulary(
            Wording(tuple(phrase_tokens(phrase) for phrase in phrases[number]))
            for number in range(len(self.topics))
        )

    def shortened(self, words: str) -> list[int]:
        """Topics whose short name `words` spell out: 拆违 for 拆除违法建设, 社零 for …."""
        found: dict[int, None] = {}
        for place, first in enumerate(words):
            for phrase, number in self._short.get(first, ())[:_SHORT_NAMES]:
                if phrase not in words and spells(words[place : place + _SPELLED], phrase):
                    found[number] = None
        return list(found)

    def topic_of(self, subject: str, name: str) -> int | None:
        """The number of a topic; None where there is none of that name."""
        return self._numbers.get((subject, name))

    def named(self, name: str) -> tuple[int, ...]:
        """The topics of one name, over all subjects."""
        return tuple(self._by_name.get(name, ()))

    def facts_of(self, topic: int) -> tuple[Fact, ...]:
        """Everything that can be stated of one topic, what stands in cells first."""
        made = self._made.get(topic)
        if made is None:
            stated = tuple(self._stated.get(topic, ()))
            made = self._made[topic] = (*stated, *computed_facts(stated))
        return made

    def stated(self) -> Iterator[Fact]:
        """What stands in cells, in the order of topics."""
        for number in range(len(self.topics)):
            yield from self._stated[number]

    def counted_in(self, units: Sequence[str]) -> Iterator[tuple[Fact, Decimal]]:
        """This period's results in one of `units`, and what one of that unit is in their own."""
        shares = {
            unit: next((s for given in units if (s := convert(Decimal(1), given, unit))), None)
            for unit in self._counted
        }
        found = [
            (place, fact, share)
            for unit, share in shares.items()
            if share
            for place, fact in self._counted[unit]
        ]
        for _, fact, share in sorted(found, key=itemgetter(0)):
            yield fact, share

    @cached_property
    def _counted(self) -> dict[str, list[tuple[int, Fact]]]:
        """Results of this period other than nought by their unit, with their places."""
        found: dict[str, list[tuple[int, Fact]]] = defaultdict(list)
        for place, fact in enumerate(self.stated()):
            is_result = fact.is_current and not fact.target and fact.measure is Measure.LEVEL
            if is_result and fact.value:
                found[fact.unit].append((place, fact))
        return dict(found)

    def __iter__(self) -> Iterator[Fact]:
        for number in range(len(self.topics)):
            yield from self.facts_of(number)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Everything that can be stated, made once."""
        return tuple(self)

    @cached_property
    def has_several_subjects(self) -> bool:
        """Whether a topic is of another subject than the report's own."""
        return any(topic.subject not in ("", self.main_subject) for topic in self.topics)

    @cached_property
    def members(self) -> tuple[str, ...]:
        """Of whom figures are besides the report's own: by subject, or by how a name begins, as
        东院区 of 东院区门诊量 beside 门诊量, 东镇 of 东镇受理 beside 合计受理."""
        found = {
            topic.subject: None
            for topic in self.topics
            if len(topic.subject) > 1 and topic.subject != self.main_subject
        }
        for topic in self.topics:
            for size in range(2, len(topic.name) - 1):
                start, rest = topic.name[:size], topic.name[size:]
                is_apart = rest in self._by_name and MEMBER_ENDING.search(start)
                if is_apart or (rest in self._summed and start not in cell_words("total")):
                    found[start] = None
        return tuple(name for name in found if not name.startswith("全"))

    def total_of(self, topic: int) -> int | None:
        """The topic of the row of totals that counts `topic` in: 合计受理 of 东镇受理."""
        name = self.topics[topic].name
        opening = [m for m in self.members if name.startswith(m)]
        return self._summed.get(name[len(max(opening, key=len)) :]) if opening else None

    @cached_property
    def _summed(self) -> dict[str, int]:
        """What rows of totals add up, with their topics: 受理 of 合计受理 beside 东镇受理."""
        found = {without_total(topic.name): topic.number for topic in self.topics}
        return {rest: found[rest] for rest in found.keys() - self._by_name.keys()}

    @cached_property
    def words(self) -> frozenset[Token]:
        """The words that topics and subjects are named by."""
        subjects = {topic.subject for topic in self.topics}
        told = chain.from_iterable(map(self.subject_tokens, subjects))
        return frozenset(self.vocabulary.words).union(told)

    def subject_tokens(self, subject: str) -> tuple[Token, ...]:
        """The words that name a subject."""
        known = self._subject_tokens.get(subject)
        if known is None:
            known = self._subject_tokens[subject] = phrase_tokens(subject)
        return known

    def telling_tokens(self, subject: str) -> tuple[Token, ...]:
        """Of the words that name a subject those that tell it from most others.

        The 产业 of 装备产业 is no name where 纺织产业 and 新材料产业 are subjects, too.
        """
        known = self._telling_tokens.get(subject)
        if known is None:
            tokens = self.subject_tokens(subject)
            long = tuple(token for token in tokens if len(token) > 1) or tokens
            most = max(1, len(self._subjects) // 2)
            shared = Counter(t for name in self._subjects for t in self.subject_tokens(name))
            known = tuple(token for token in long if shared[token] <= most) or long
            self._telling_tokens[subject] = known
        return known

    def of_size(self, low: Decimal, high: Decimal) -> Iterator[Fact]:
        """Cells from `low` to `high`, scale words multiplied out, whatever their unit and sign."""
        sizes = self._sizes
        place = bisect_left(sizes, low)
        while place < len(sizes) and sizes[place] <= high:
            yield self._by_size[place]
            place += 1

    def _state(self, figure: Figure, topic: int, name: Name, *, is_older: bool) -> Iterator[Fact]:
        age = -1 if is_older and figure.period is None else 0
        period = self._dated(figure.period) or shift_years(self._stretch, age)
        is_later = period.start is not None and period.start.year > self.year
        is_to_come = is_later and self._is_later_planned
        common = {
            "figures": (figure.id,),
            "topic": topic,
            "indicator": figure.indicator,
            "unit": figure.unit,
            "measure": name.measure,
            "base": name.base,
            "target": name.target or (_TO_COME if is_to_come else ""),
            "formula": "",
            "evidence": str(figure.cell),
        }
        if figure.value is not None:
            stated = Fact(
                value=_signed(figure.value, name),
                approx=figure.approx,
                period=period,
                is_current=not is_older,
                **common,  # type: ignore[arg-type]
            )
            yield stated
            if figure.per:  # 3858.5元 of a price list may be told as 3858.5元/吨
                yield replace(stated, unit=f"{figure.unit}/{figure.per}")
        if figure.previous is not None:
            yield Fact(
                value=_signed(figure.previous, name),
                approx="",
                period=shift_years(period, -1),
                is_current=False,
                **common,  # type: ignore[arg-type]
            )

    def _dated(self, period: Period | None) -> Period | None:
        """`period`, the year of the report put into one that names none: 1-9月."""
        if period is None or not period.is_without_year:
            return period
        return parse_period(period.text, report_year=self.year)

    def changes_since(self, topic: int, base: Period) -> Iterator[Fact]:
        """Changes of one topic against the stretch or day that a text names."""
        facts = [f for f in self.facts_of(topic) if not f.target and f.measure in _STEADY]
        olds = [f for f in facts if f.period and is_stretch(f.period, base)]
        for old in olds:
            for new in facts:
                is_later = new.period and new.period.end and old.period and old.period.end
                if (
                    not is_later
                    or new.period.end <= old.period.end  # type: ignore[union-attr, operator]
                    or new.measure is not old.measure
                    or new.unit != old.unit
                    or new.base is not old.base
                ):
                    continue
                yield from change_between(new, old, Base.NAMED)

    def _add_known_ratios(
        self, numbers: dict[tuple[str, str], int], phrases: dict[int, dict[str, None]]
    ) -> None:
        """Add what the field computes from two indicators of one subject: 产销率, 存贷比."""
        by_phrase: dict[str, list[int]] = defaultdict(list)
        terms = {name for ratio in known_ratios() for name in (*ratio.first, *ratio.second)}
        sizes = sorted({len(name) for name in terms})
        for number, named in phrases.items():
            for phrase in named:
                for size in sizes:
                    # 未办结 is no 办结, though it ends so.
                    if (end := phrase[-size:]) in terms and not _LACKING.search(phrase[:-size]):
                        by_phrase[end].append(number)
        cells = {number for number, facts in self._stated.items() if facts}
        for ratio in known_ratios():
            firsts = dict.fromkeys(n for name in ratio.first for n in by_phrase.get(name, ()))
            seconds = dict.fromkeys(n for name in ratio.second for n in by_phrase.get(name, ()))
            pairs = [
                (one, other)
                for one, other in product(firsts, seconds)
                if one != other
                and not (other in firsts and len(firsts) < len(seconds))
                and self._is_of_one(one, other, ratio)
            ]
            for one, other in self._whole_first(pairs, ratio, phrases):
                made = list(facts_by_ratio(ratio, self._stated[one], self._stated[other]))
                subject = self.topics[one].subject
                key = (subject, ratio.name)
                if not made or numbers.get(key) in cells:
                    continue
                number = self._numbers.setdefault(key, len(self._numbers))
                if number == len(self.topics):
                    self.topics.append(Topic(number, *key))
                    phrases[number] = dict.fromkeys((with_subject(subject, ratio.name), ratio.name))
                if not self._stated[number]:
                    self._stated[number] = [replace(fact, topic=number) for fact in made]

    def _whole_first(
        self,
        pairs: list[tuple[int, int]],
        ratio: KnownRatio,
        phrases: dict[int, dict[str, None]],
    ) -> list[tuple[int, int]]:
        """Those whose terms are named whole; others only where there is one."""
        whole = [
            (one, other)
            for one, other in pairs
            if phrases[one].keys() & set(ratio.first) and phrases[other].keys() & set(ratio.second)
        ]
        return whole or (pairs if len(pairs) == 1 else [])

    def _is_of_one(self, one: int, other: int, ratio: KnownRatio) -> bool:
        subjects = {self.topics[one].subject, self.topics[other].subject}
        return len(subjects) == 1 or "城" in ratio.name

    @cached_property
    def before(self) -> Period | None:
        """What all figures are compared with, where each is of one of two stretches, one right
        behind the other: 3月中旬 and 3月上旬. Else None: what is compared with is a year before."""
        facts = [fact for facts in self._stated.values() for fact in facts if not fact.target]
        spans = {(f.period.start, f.period.end): f.period for f in facts if f.period}
        if len(spans) != _TWO or None in chain.from_iterable(spans):
            return None
        one, other = sorted(spans.values(), key=lambda period: str(period.start))
        earlier = (span for span, base in spans_before(other) if base is Base.PERIOD)
        return one if any(span == (one.start, one.end) for span in earlier) else None

    def _mark_current(self) -> None:
        """A wide sheet holds several years of one indicator: only the newest is current."""
        for number, facts in self._stated.items():
            if self.before is not None:
                told = [replace(f, is_current=f.period != self.before) for f in facts]
                self._stated[number] = told
                continue
            newest = max((year_of(f) or 0 for f in facts if not f.target), default=0)
            newest = (
                min(newest, self.year) if any(year_of(f) == self.year for f in facts) else newest
            )
            self._stated[number] = [
                replace(f, is_current=False)
                if not f.target and (year_of(f) or newest) < newest
                else f
                for f in facts
            ]


_TWO = 2
_STEADY = frozenset(
    {Measure.LEVEL, Measure.GROWTH, Measure.SHARE, Measure.COMPLETION, Measure.RANK}
)

_LACKING = lazy_pattern("[不未没非]$")
_TO_COME = "计划"
"""What a figure of a year after the report's own is: 执法人员 260 of 2026年."""

_SHORT = lazy_pattern(rf"[{HAN}]{{2,4}}")

_SHORT_NAMES = 100
"""Short names with one first character that are tried."""
_SPELLED = 12
"""Characters over which a name of two to four is spelled out."""


def _whole_year(year: int) -> Period:
    return Period(f"{year}年", date(year, 1, 1), date(year, 12, 31))


def _size(fact: Fact) -> Decimal:
    return abs(fact.value) * unit_scale(fact.unit)


def _signed(value: Decimal, name: Name) -> Decimal:
    return -value if name.sign < 0 < value else value
