"""Years and days told, held against the figures' periods."""

from collections.abc import Sequence
from decimal import Decimal

from jushi.facts import Fact, Measure, tokens_with_offsets
from jushi.fidelity.claim import Claim
from jushi.fidelity.clause import Layout
from jushi.fidelity.judge import Judgement
from jushi.fidelity.resolution import Resolver
from jushi.fidelity.verdict import Code
from jushi.lazy_pattern import lazy_pattern
from jushi.numbers import Kind, Mention

_RECURRING_DAYS = lazy_pattern(r"^XXXX-XX-(\d\d)(?:/XXXX-XX-(\d\d))?$")
_SPEAKS_OF = 0.3


def check_dates(
    layout: Layout,
    mentions: Sequence[Mention],
    judged: Sequence[tuple[Claim, Judgement]],
    resolver: Resolver,
) -> list[tuple[Mention, Judgement]]:
    """Judge the dates that figures speak of; the rest stays what it is, a date.

    A year is wrong where the numbers that it governs are true of another year. Days of every
    month (每月1日至25日) are held against the figures in 日 whose words stand beside them.
    """
    dates = {m.start: m for m in mentions if m.kind in {Kind.DATE, Kind.PERIOD}}
    return _wrong_years(dates, judged) + _days(layout, list(dates.values()), resolver)


def _wrong_years(
    dates: dict[int, Mention], judged: Sequence[tuple[Claim, Judgement]]
) -> list[tuple[Mention, Judgement]]:
    governed: dict[int, list[Judgement]] = {}
    for claim, judgement in judged:
        if claim.anchor is not None and claim.anchor.start in dates:
            governed.setdefault(claim.anchor.start, []).append(judgement)
    wrong = []
    for start, judgements in sorted(governed.items()):
        off = [j for j in judgements if j.reason == "wrong_date"]
        if off and len(off) * 2 >= len(judgements):
            wrong.append((dates[start], Judgement(Code.WRONG_DATE, "wrong_date", off[0].facts)))
    return wrong


def _days(
    layout: Layout, dates: Sequence[Mention], resolver: Resolver
) -> list[tuple[Mention, Judgement]]:
    known = [
        f for f in resolver.book.stated() if f.unit in {"日", "号"} and f.measure is Measure.LEVEL
    ]
    found = []
    for mention in dates:
        days = _RECURRING_DAYS.match(mention.iso or "")
        if not days or not known:
            continue
        start, end = layout.sentence_at(mention.start)
        zones = {token: 1.0 for _, token in tokens_with_offsets(layout.text[start:end])}
        meant = [
            f for f in known if resolver.vocabulary.coverage(f.topic, zones, 0.5) >= _SPEAKS_OF
        ]
        if meant:
            found.append((mention, _judge_days([Decimal(d) for d in days.groups() if d], meant)))
    return found


def _judge_days(told: Sequence[Decimal], meant: Sequence[Fact]) -> Judgement:
    true = tuple(f for f in meant if f.value in told)
    if len(true) == len(meant):
        return Judgement(Code.EXACT, "exact", true)
    other = tuple(f for f in meant if f not in true)
    return Judgement(Code.WRONG_DATE, "date_differs", other)
