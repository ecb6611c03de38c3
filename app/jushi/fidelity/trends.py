"""What a text says of the course of the years: 连续两年下降, 较上年有所上升, 首次突破."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jushi.facts import Base, Fact, Measure, tokens_with_offsets
from jushi.fidelity.claim import Claim
from jushi.fidelity.clause import Layout
from jushi.fidelity.explanation import tell_value
from jushi.fidelity.judge import Judgement
from jushi.fidelity.resolution import Resolver
from jushi.fidelity.truth import unit_factor
from jushi.fidelity.verdict import Code, Finding, Status, status_of
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import any_of, change_pattern
from jushi.messages import render
from jushi.text import CLAUSE_STOPS

_UP = change_pattern(1)
_DOWN = change_pattern(-1)
_TREND = lazy_pattern(
    rf"(?P<base>逐年|连续(?P<years>[^{CLAUSE_STOPS}、\s]{{1,3}})年|同比|[较比与同](?:上年|去年)(?:同期)?(?:相比)?)"
    rf"(?P<how>[^{CLAUSE_STOPS}、\d]{{0,6}}?)"
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))"
    r"(?!趋势|态势|空间|幅度|势头|速度|速率|较|最)"
)
_COURSE = lazy_pattern(
    rf"(?P<how>(?:有所|明显|显著|大幅度?|小幅|略有|稍有|持续|稳步|逐步|快速|加快|连年|不断)地?)"
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?!趋势|态势|空间|幅度|势头|速度|速率|较|最|了?[^{CLAUSE_STOPS}]{{0,20}}的)"
)
"""A course told by an adverb alone: 案件大幅下降. What is done, 大幅减少环节, names no figure."""
_LEVEL_COURSE = lazy_pattern(r"(?:[与同和较比]?(?:上年|去年)(?:同期)?(?:相比)?|同比)(?:基本)?持平")
_SCOPE = lazy_pattern(r"^(?:全年|今年|本年度?|全[省市县区镇乡局院校]|我[省市县区镇乡局院校])+")
_COUNT_WORD = lazy_pattern(r"(?:数量|总量|总数|件数|次数|频次|人数|户数|规模|数)$")
_NO_TREND = lazy_pattern(f"不|未|没|无|免|防|止|遏|{any_of('rate').pattern}")
_OTHER_BASE = lazy_pattern(r"由|从|[较比](?!上年|去年)")
_STREAK = lazy_pattern(r"连续$")
_NAMED = 0.6
"""Share of the words before a statement that must name an indicator."""
_SAME = 0.05
"""Indicators named this equally well leave it open which is meant."""


@dataclass(frozen=True, slots=True)
class _Series:
    """The values of one indicator over the years, oldest first, the newest being told."""

    facts: tuple[Fact, ...]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(_year(fact) for fact in self.facts)

    def told(self) -> str:
        return "→".join(f"{_year(fact)}年{tell_value(fact)}" for fact in self.facts)

    def last(self, steps: int) -> "_Series":
        """The newest value and those of the `steps` years before it, as far as known."""
        newest = _year(self.facts[-1])
        return _Series(tuple(f for f in self.facts if _year(f) >= newest - steps))

    def follows(self, sign: int) -> bool:
        """Whether every known step from one year to the next goes the way of `sign`."""
        pairs = zip(self.facts, self.facts[1:], strict=False)
        return all(
            (new.value - old.value) * sign > 0 for old, new in pairs if _year(new) == _year(old) + 1
        )


def judge_trends(
    layout: Layout, judged: Sequence[tuple[Claim, Judgement]], resolver: Resolver
) -> list[tuple[Claim, Judgement]]:
    """Give `judged` with the years of 连续两年 and with 首次 held against the years' values.

    What the workbooks leave open stays open: it is asked about, never called false.
    """
    out = []
    for place, (claim, judgement) in enumerate(judged):
        if claim.mention.detail == "superlative" and claim.mention.text == "首次":
            judgement = _judge_first(layout, judged, place, resolver) or judgement
        elif claim.is_level_reached and status_of(judgement.code) is Status.OK:
            judgement = _judge_reached(layout, claim, judgement, resolver) or judgement
        elif status_of(judgement.code) is Status.ERROR and _is_streak(layout, claim):
            judgement = _judge_streak(layout, judged, place, resolver)
        out.append((claim, judgement))
    return out


def trend_findings(
    layout: Layout,
    judged: Sequence[tuple[Claim, Judgement]],
    resolver: Resolver,
    language: str,
) -> tuple[Finding, ...]:
    """Findings for statements without a number of their own that the figures contradict."""
    starts = [claim.mention.start for claim, _ in judged]
    found = []
    for match, sign in _courses(layout.text):
        if _NO_TREND.search(layout.text, match.start(), match.end()):
            continue
        end = layout.clause_at(match.start())[1]
        behind = bisect_left(starts, match.start())
        if behind < len(starts) and starts[behind] < end:
            continue
        last = judged[behind - 1] if behind else None
        false = _false_course(layout, match, sign, last, resolver)
        if false is None:
            continue
        found.append(
            Finding(
                Code.WRONG_DIRECTION,
                Status.ERROR,
                tuple(dict.fromkeys(name for fact in false for name in fact.figures)),
                _tell(language, match.group(), false),
                *match.span(),
                basis=("trend_false", match.group()),
            )
        )
    return tuple(found)


def _courses(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """The statements of `text` with the sign of the change that they tell."""
    trends = list(_TREND.finditer(text))
    starts = [match.start() for match in trends]
    yield from ((match, 1 if match["up"] else -1) for match in trends if not match["years"])
    for match in _COURSE.finditer(text):
        before = bisect_left(starts, match.end()) - 1
        if before < 0 or trends[before].end() <= match.start():
            yield match, 1 if match["up"] else -1
    for match in _LEVEL_COURSE.finditer(text):
        yield match, 0


def _false_course(
    layout: Layout,
    match: re.Match[str],
    sign: int,
    last: tuple[Claim, Judgement] | None,
    resolver: Resolver,
) -> tuple[Fact, ...] | None:
    """The facts that contradict the statement at `match`; None where none does."""
    series = _series_of(layout, match.start(), last, resolver)
    if series is not None and sign:
        steps = 99 if match.group().startswith(("逐年", "连年")) else 1
        told = series.last(steps)
        return None if told.follows(sign) else told.facts
    changes = _changes_told(layout, match.start(), last, resolver)
    if not changes or any(_sign(fact) == sign for fact in changes):
        return None
    return changes


def _changes_told(
    layout: Layout, start: int, last: tuple[Claim, Judgement] | None, resolver: Resolver
) -> tuple[Fact, ...]:
    """How what is named right before `start`, and nothing else, changed against the year before."""
    name = _SCOPE.sub("", _own_words(layout, start, last))
    topics = topics_named(name, resolver) or topics_named(_COUNT_WORD.sub("", name), resolver)
    changes = (
        fact
        for topic in topics
        for fact in resolver.book.facts_of(topic)
        if fact.is_current
        and not fact.target
        and fact.base is Base.YEAR
        and fact.of is Measure.LEVEL
        and fact.measure in (Measure.CHANGE, Measure.GROWTH, Measure.POINTS)
    )
    return tuple(changes)


def _own_words(layout: Layout, start: int, last: tuple[Claim, Judgement] | None) -> str:
    """The words of the clause before `start`, from the number that was told before it on."""
    clause = layout.clause_at(start)[0]
    begin = clause if last is None else max(clause, last[0].mention.end)
    return re.sub(r"\W+", "", layout.text[begin:start])


def _sign(fact: Fact) -> int:
    return (fact.value > 0) - (fact.value < 0)


def _tell(language: str, told: str, facts: Sequence[Fact]) -> str:
    values = facts if all(fact.measure is Measure.LEVEL for fact in facts) else facts[:1]
    reason = "trend_false" if len(values) > 1 else "change_false"
    return render(
        f"verdicts.{reason}",
        language,
        told=told,
        indicator=values[-1].indicator,
        detail=_Series(tuple(values)).told(),
        value=tell_value(values[0]),
        cell="、".join(dict.fromkeys(fact.evidence for fact in values)),
    )


def _is_streak(layout: Layout, claim: Claim) -> bool:
    start = claim.mention.start
    return bool(_STREAK.search(layout.text[max(0, start - 2) : start]))


def _judge_streak(
    layout: Layout, judged: Sequence[tuple[Claim, Judgement]], place: int, resolver: Resolver
) -> Judgement:
    mention = judged[place][0].mention
    match = _TREND.match(layout.text, mention.start - len("连续"))
    asked = Judgement(Code.UNVERIFIED, "streak")
    if match is None or _NO_TREND.search(match["how"]) or mention.value is None:
        return asked
    last = judged[place - 1] if place else None
    series = _series_of(layout, match.start(), last, resolver)
    if series is None:
        return asked
    steps = int(mention.value)
    series = series.last(steps)
    if not series.follows(1 if match["up"] else -1):
        return Judgement(Code.WRONG_DIRECTION, "trend_false", series.facts, detail=series.told())
    if len(series.facts) == steps + 1:
        return Judgement(Code.DERIVED, "trend_true", series.facts, detail=series.told())
    return replace(asked, detail=series.told())


def _judge_reached(
    layout: Layout, claim: Claim, judgement: Judgement, resolver: Resolver
) -> Judgement | None:
    """上升至5.2% is wrong where last year had more; another base (由…, 较2020年) is left alone."""
    before = layout.text[layout.clause_at(claim.mention.start)[0] : claim.mention.start]
    turns = list(re.finditer(f"(?P<up>{_UP}|升|增)|(?P<down>{_DOWN}|降|减)", before))
    if not turns or _OTHER_BASE.search(before) or not judgement.facts:
        return None
    told = judgement.facts[0]
    change = next(
        (
            fact
            for fact in resolver.book.facts_of(told.topic)
            if fact.measure in (Measure.CHANGE, Measure.POINTS)
            and fact.formula
            and fact.period == told.period
        ),
        None,
    )
    if change is None or change.value * (1 if turns[-1]["up"] else -1) >= 0:
        return None
    return Judgement(Code.WRONG_DIRECTION, "wrong_direction", (change,))


def _judge_first(
    layout: Layout, judged: Sequence[tuple[Claim, Judgement]], place: int, resolver: Resolver
) -> Judgement | None:
    """首次突破500亿元 is refuted by an earlier year that had more; no workbook can prove it."""
    first = judged[place][0].mention
    end = layout.clause_at(first.start)[1]
    for claim, judgement in judged[place + 1 : place + 2]:
        if claim.mention.start >= end or status_of(judgement.code) is not Status.OK:
            return None
        series = _series(judgement, resolver)
        if series is None:
            return None
        words = layout.text[first.end : claim.mention.start]
        falls = re.search("降|跌|低|少", words) is not None
        earlier = [f for f in series.facts[:-1] if _reached(claim, f, falls=falls)]
        if earlier:
            told = _Series(tuple(earlier)).told()
            return Judgement(Code.WRONG_ARITHMETIC, "not_first", tuple(earlier), detail=told)
    return None


def _reached(claim: Claim, fact: Fact, *, falls: bool) -> bool:
    """Whether `fact` had already come as far as `claim` says."""
    factor = unit_factor(fact.unit, claim.mention)
    bound = claim.interval.high if falls else claim.interval.low
    if bound is None or factor is None:
        return False
    closed = claim.interval.high_closed if falls else claim.interval.low_closed
    beyond = (bound - fact.value * factor) if falls else (fact.value * factor - bound)
    return beyond > 0 or (closed and beyond == 0)


def _series_of(
    layout: Layout, start: int, last: tuple[Claim, Judgement] | None, resolver: Resolver
) -> _Series | None:
    """The indicator of which the statement at `start` speaks: by its own words, or by `last`,
    which was told right before it; None where that is open."""
    own = _own_words(layout, start, last)
    if len(own) >= 2:
        return _series_named(own, resolver)
    if last is None or last[0].sentence != layout.sentence_at(start):
        return None
    return _series(last[1], resolver) if status_of(last[1].code) is Status.OK else None


def topics_named(words: str, resolver: Resolver) -> tuple[int, ...]:
    """The topics that most of `words` names equally well; empty where it names none."""
    vocabulary = resolver.vocabulary
    zones = {token: 1.0 for _, token in tokens_with_offsets(words)}
    around = vocabulary.surroundings(vocabulary.gains(zones), zones, 1.0)
    matches = {
        topic: vocabulary.match(topic, around, 1.0)
        for topic in vocabulary.candidates(around.gains, 8)
    }
    scored = {topic: min(match.covered, match.explained) for topic, match in matches.items()}
    best = max(scored.values(), default=0.0)
    if best < _NAMED:
        return ()
    return tuple(topic for topic, score in scored.items() if score >= best - _SAME)


def _series_named(words: str, resolver: Resolver) -> _Series | None:
    topics = topics_named(words, resolver)
    if len(topics) != 1:
        return None
    levels = [f for f in resolver.book.facts_of(topics[0]) if f.is_current]
    return _series(Judgement(Code.EXACT, "exact", tuple(levels)), resolver)


def _series(judgement: Judgement, resolver: Resolver) -> _Series | None:
    """The years up to the one that `judgement` tells; None where it tells no yearly level."""
    newest = _level(judgement.facts[0], resolver) if judgement.facts else None
    if newest is None or newest.unit in {"名", "位"}:
        return None
    if newest.period is None or newest.period.end is None or newest.period.recurrence:
        return None
    by_year: dict[int, Fact] = {}
    for fact in resolver.book.facts_of(newest.topic):
        if fact.measure is not Measure.LEVEL or fact.formula:
            continue
        if fact.period is None or fact.period.end is None or fact.period.recurrence:
            continue
        if fact.period.end.month != newest.period.end.month or fact.unit != newest.unit:
            continue
        if _year(fact) <= _year(newest):
            known = by_year.setdefault(_year(fact), fact)
            if known.value != fact.value:
                return None
    facts = tuple(by_year[year] for year in sorted(by_year))
    return _Series(facts) if len(facts) > 1 else None


def _level(fact: Fact, resolver: Resolver) -> Fact | None:
    """`fact`, or where it is a change the value that the change led to."""
    if fact.measure is Measure.LEVEL:
        return fact
    levels = (f for f in resolver.book.facts_of(fact.topic) if f.measure is Measure.LEVEL)
    return next((f for f in levels if f.period == fact.period), None)


def _year(fact: Fact) -> int:
    assert fact.period and fact.period.end
    return fact.period.end.year
