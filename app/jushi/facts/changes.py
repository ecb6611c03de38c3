"""What is computed of stated facts: changes, growth, points, completion, known ratios."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import product

from jushi.facts.fact import Fact
from jushi.facts.measure import Base, Measure
from jushi.figures import (
    POINTS,
    Period,
    change_of,
    convert,
    shift_years,
)
from jushi.lexicon import KnownRatio

_OF_RATES = frozenset({Measure.GROWTH, Measure.SHARE, Measure.COMPLETION})

HUNDRED = Decimal(100)


def facts_by_ratio(
    ratio: KnownRatio, firsts: Sequence[Fact], seconds: Sequence[Fact]
) -> Iterator[Fact]:
    for one, other in product(firsts, seconds):
        is_alike = one.period == other.period and one.target == other.target == ""
        if not is_alike or not (one.measure is other.measure is Measure.LEVEL):
            continue
        value = convert(other.value, other.unit, one.unit)
        if value is None and ratio.kind == "times":
            value = other.value
        if value is None or (not value and ratio.kind != "difference"):
            continue
        of_two = partial(_of_two, one, other, base=None)
        terms = f"{_plain(one.value)}/{_plain(value)}"
        match ratio.kind:
            case "percent":
                measure = Measure.SHARE if "占" in ratio.name else Measure.LEVEL
                share = one.value / value * HUNDRED
                yield of_two(value=share, unit="%", formula=terms, measure=measure)
            case "times":
                level = Measure.LEVEL
                yield of_two(value=one.value / value, unit="倍", formula=terms, measure=level)
            case "difference":
                terms = f"{_plain(one.value)}-{_plain(value)}"
                level = Measure.LEVEL
                difference = one.value - value
                yield of_two(value=difference, unit=one.unit, formula=terms, measure=level)


def is_stretch(period: Period, base: Period) -> bool:
    if period.end != base.end:
        return False
    return period.start is None or base.start is None or period.start == base.start


def year_of(fact: Fact) -> int | None:
    return fact.period.end.year if fact.period and fact.period.end else None


def computed_facts(stated: Sequence[Fact]) -> Iterator[Fact]:
    changes = list(_changes(stated))
    yield from changes
    rates = [f for f in (*stated, *changes) if f.measure in _OF_RATES]
    yield from _points_of_rates(rates)
    yield from _to_targets(stated)
    yield from _against_targets([*stated, *(f for f in changes if f.measure is Measure.GROWTH)])


def _pairs(facts: Iterable[Fact]) -> Iterator[tuple[Fact, Fact, Base]]:
    """Each fact with the one of a year, and of a month or quarter before."""
    known: dict[tuple[date | None, date, str], list[Fact]] = defaultdict(list)
    dated = [f for f in facts if f.period and f.period.end and not f.period.recurrence]
    for fact in dated:
        assert fact.period and fact.period.end
        known[fact.period.start, fact.period.end, fact.unit].append(fact)
    seen = set()
    for new in dated:
        assert new.period
        for span, base in spans_before(new.period):
            for old in known.get((*span, new.unit), ()):
                key = (new.period.end, new.value, old.period.end if old.period else None, old.value)
                if key not in seen and new is not old:
                    seen.add(key)
                    yield new, old, base


def spans_before(period: Period) -> Iterator[tuple[tuple[date | None, date], Base]]:
    """The stretches that `period` is compared with: of a year, and right before it."""
    earlier = shift_years(period, -1)
    assert period.end and earlier.end
    yield (earlier.start, earlier.end), Base.YEAR
    if period.start is None:
        return
    if (ten := _ten_days_before(period)) is not None:
        yield ten, Base.PERIOD
        return
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    if months in (1, 3) and period.start.day == 1:
        last = period.start - timedelta(days=1)
        first = last.replace(day=1)
        for _ in range(months - 1):
            first = (first - timedelta(days=1)).replace(day=1)
        yield (first, last), Base.PERIOD


def _ten_days_before(period: Period) -> tuple[date, date] | None:
    """The ten days before those of `period`; None where it is no first, second or last third of a
    month: before 3月中旬 lies 3月上旬."""
    start, end = period.start, period.end
    if start is None or end is None or start.day not in (1, 11, 21) or start.month != end.month:
        return None
    is_last = start.day == 21 and (end + timedelta(days=1)).day == 1
    if start.year != end.year or not (end.day == start.day + 9 or is_last):
        return None
    last = start - timedelta(days=1)
    return last.replace(day={1: 21, 11: 1, 21: 11}[start.day]), last


def _changes(stated: Sequence[Fact]) -> Iterator[Fact]:
    levels = [f for f in stated if not f.target and f.measure in (Measure.LEVEL, Measure.RANK)]
    for new, old, base in _pairs(levels):
        if new.measure is old.measure:
            yield from change_between(new, old, base)


def change_between(new: Fact, old: Fact, base: Base) -> Iterator[Fact]:
    """What can be said of the step from `old` to `new`."""

    def change(value: Decimal, unit: str, measure: Measure, formula: str) -> Fact:
        return _of_two(new, old, value, unit, measure, formula=formula, base=base, of=new.measure)

    if new.measure is Measure.RANK:
        # From 56th to 53rd is a rise of three.
        yield change(old.value - new.value, new.unit, Measure.CHANGE, f"{old.value}-{new.value}")
        return
    difference = f"{_plain(new.value)}-{_plain(old.value)}"
    changed = change_of(new.value, old.value, new.unit)
    if changed.unit == POINTS:
        # A rate has no growth rate: 率提高1.4% is the slip for 个百分点 that editors know best.
        yield change(changed.difference, POINTS, Measure.POINTS, difference)
        return
    yield change(changed.difference, new.unit, Measure.CHANGE, difference)
    if not new.unit:
        # Points of an index, whose table has no unit: PMI 49.4, down 0.1.
        yield change(changed.difference, POINTS, Measure.POINTS, difference)
    if changed.growth is not None:
        ratio = new.value / old.value
        quotient = f"{_plain(new.value)}/{_plain(old.value)}"
        yield change((ratio - 1) * 100, "%", Measure.GROWTH, f"{quotient}-1")
        yield change(ratio, "倍", Measure.MULTIPLE, quotient)


def _points_of_rates(rates: Sequence[Fact]) -> Iterator[Fact]:
    """How many points a growth rate, a share or a completion rose or fell."""
    for measure in _OF_RATES:
        for counted in (Base.YEAR, Base.PERIOD, Base.YEAR_START, Base.TARGET, None):
            alike = [f for f in rates if f.measure is measure and f.base is counted]
            for new, old, base in _pairs(alike):
                value = change_of(new.value, old.value, new.unit, in_points=True).difference
                formula = f"{_plain(new.value)}-{_plain(old.value)}"
                yield _of_two(
                    new,
                    old,
                    value,
                    POINTS,
                    Measure.POINTS,
                    formula=formula,
                    base=base,
                    of=measure,
                )


def _to_targets(facts: Sequence[Fact]) -> Iterator[Fact]:
    """How far a target is above what was reached the year before: 2025年达到18.4亿元，增长5.9%."""
    targets = [f for f in facts if f.target and f.measure is Measure.LEVEL]
    results = [f for f in facts if not f.target and f.measure is Measure.LEVEL and f.is_current]
    for target in targets:
        for result in results:
            years = (year_of(target) or 0) - (year_of(result) or 0)
            if years not in (0, 1) or target.unit != result.unit:
                continue
            for change in change_between(target, result, Base.YEAR):
                yield replace(change, target=target.target)


def _against_targets(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Completion of a target, and by how much it was missed or passed."""
    targets = [f for f in facts if f.target and f.measure in (Measure.LEVEL, Measure.GROWTH)]
    if not targets:
        return
    results = [f for f in facts if not f.target and f.measure in (Measure.LEVEL, Measure.GROWTH)]
    for result in results:
        for target in targets:
            if target.measure is not result.measure or year_of(target) != year_of(result):
                continue
            wanted = convert(target.value, target.unit, result.unit)
            if wanted is None:
                continue
            gap = change_of(result.value, wanted, result.unit)
            yield replace(
                _of_two(
                    result,
                    target,
                    gap.difference,
                    gap.unit,
                    Measure.GAP,
                    formula=f"{_plain(result.value)}-{_plain(wanted)}",
                    base=Base.TARGET,
                ),
                target=target.target,
            )
            if wanted and gap.unit != POINTS:
                formula = f"{_plain(result.value)}/{_plain(wanted)}"
                done = _of_two(
                    result,
                    target,
                    result.value / wanted * HUNDRED,
                    "%",
                    Measure.COMPLETION,
                    formula=formula,
                    base=Base.TARGET,
                )
                yield replace(done, target=target.target)


def _plain(value: Decimal) -> str:
    return f"{value.quantize(Decimal('0.0001')).normalize():f}" if value else "0"


def _of_two(
    new: Fact,
    old: Fact,
    value: Decimal,
    unit: str,
    measure: Measure,
    *,
    formula: str,
    base: Base | None,
    of: Measure = Measure.LEVEL,
) -> Fact:
    return Fact(
        figures=tuple(dict.fromkeys(new.figures + old.figures)),
        topic=new.topic,
        indicator=new.indicator,
        value=value,
        unit=unit,
        approx="",
        period=new.period,
        measure=measure,
        base=base,
        target="",
        is_current=new.is_current,
        formula=formula,
        evidence="; ".join(dict.fromkeys((new.evidence, old.evidence))),
        of=of,
    )
