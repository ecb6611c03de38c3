"""Numbers of this year's materials as candidate figures: what each says, and where it stands.

A candidate proves nothing until a person has confirmed it. Numbers that say the same of the same
thing are one candidate; those that say different things of it are its readings, and nobody but a
person chooses among them.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from jushi.documents import Document
from jushi.drafting.past_mention import PastMention, read_report
from jushi.drafting.past_outline import report_subject
from jushi.drafting.placement import shared_part
from jushi.drafting.skeleton import id_of, printed_value
from jushi.fidelity import ToldNumber, read_told_numbers
from jushi.figures import Figure, FigureTable, Period, SourceCell, convert, parse_period, parse_unit
from jushi.lexicon import chinese_approximators
from jushi.messages import render
from jushi.numbers import Form, Mention, interval_of, rounds_to

LeftOutReason = Literal["no_indicator", "planned", "compared", "unread_table"]
_ALIKE = Decimal("0.75")
"""Share of the shorter name from which two names may be of one thing: a person decides."""
_ADVERBS = re.compile(r"^(?:全年|全县|全市|全区|全省|我县|我市|我区|今年|本年|累计|共计|共)+")
_COUNTED = re.compile(r"(?:总数量|总数|数量|总量|人数|件数|个数|数)$")


@dataclass(frozen=True, slots=True)
class Observation:
    """One number as one material tells it."""

    figure: Figure
    """Its cell is the material and the place in it; its note the sentence."""
    sentence: str
    """As it stands; empty for a cell of a table."""
    mention: Mention | None = None
    """None for a cell of a table."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A number, or a whole table, that gives no candidate."""

    where: SourceCell
    text: str
    sentence: str
    reason: LeftOutReason


@dataclass(frozen=True, slots=True)
class Candidate:
    """One indicator in one period, and what the materials tell of it."""

    id: str
    readings: tuple[tuple[Observation, ...], ...]
    """Observations that agree, the most exact first; more than one group is a contradiction."""

    @property
    def figure(self) -> Figure:
        """What the first reading says."""
        return self.readings[0][0].figure

    @property
    def is_contradicted(self) -> bool:
        """Whether the materials tell different values."""
        return len(self.readings) > 1


def observe_document(
    document: Document, *, year: int | None = None
) -> tuple[tuple[Observation, ...], tuple[LeftOut, ...]]:
    """Give the numbers that the sentences of a material tell as results, and those left out.

    `year` is what 今年 means where the material does not name its own. Last year's values,
    changes and shares are observations with the words that say so. Tables are not read here.
    """
    report = read_report(document)
    own = report.year if report.year is not None else year
    told = {n.mention.start: n for n in read_told_numbers(report.text, report_year=own)}
    source = report_subject(report.past) or document.name.rpartition(".")[0] or document.name
    found: list[Observation] = []
    left: list[LeftOut] = []
    for past in report.data:
        start = past.sentence.start + past.mention.start
        where = SourceCell(document.name, "", _place(document, start, past.mention.text))
        number = told.get(start)
        reason = _reason(past, number)
        if reason is not None:
            left.append(LeftOut(where, past.mention.text, past.sentence.text, reason))
            continue
        period = (number.period if number else None) or past.period
        if period is None and own is not None:
            period = parse_period(f"{own}年")
        for indicator in past.indicators:
            figure = _figure(past, indicator.phrase, period, where, source)
            found.append(Observation(figure, past.sentence.text, past.mention))
    return tuple(found), tuple(left)


def observe_table(table: FigureTable) -> tuple[Observation, ...]:
    """Give the figures of a material that is a workbook, those that have a value."""
    return tuple(Observation(figure, "") for figure in table if figure.value is not None)


def merge_observations(observations: Sequence[Observation]) -> tuple[Candidate, ...]:
    """Give the candidates in the order in which they are first told, ids apart.

    Observations are of one thing if indicator (the same characters in any order), subject, period
    and kind of unit are the same. Rounded and approximate ones agree with what they may stand for.
    """
    groups: dict[tuple[str, ...], list[Observation]] = {}
    for one in observations:
        groups.setdefault(_key(one.figure), []).append(one)
    taken: set[str] = set()
    candidates = []
    for group in groups.values():
        name = wanted = id_of(group[0].figure.indicator)
        number = 1
        while name in taken:
            number += 1
            name = f"{wanted}_{number}"
        taken.add(name)
        candidates.append(Candidate(name, _readings(group)))
    return tuple(candidates)


def _reason(past: PastMention, number: ToldNumber | None) -> LeftOutReason | None:
    if number is not None and number.is_planned:
        return "planned"
    if number is not None and number.is_compared:
        return "compared"
    if not past.indicators or printed_value(past.mention)[0] is None:
        return "no_indicator"
    return None


def _figure(
    past: PastMention, indicator: str, period: Period | None, where: SourceCell, source: str
) -> Figure:
    value, unit = printed_value(past.mention)
    word = chinese_approximators().get(past.mention.approximator or "")
    return Figure(
        id="",
        indicator=indicator,
        value=value,
        unit=unit,
        approx=word.workbook if word is not None else "",
        period=period,
        previous=None,
        subject="",
        section=past.section.title,
        aliases=(),
        required=False,
        formula="",
        source=source,
        note=f"{where.file} {where.cell}：{past.sentence.text}",
        cell=where,
    )


def _place(document: Document, offset: int, text: str) -> str:
    """Where a number stands, as people look it up: 第12段“512件”, or with its page."""
    block = document.blocks[bisect_right(document.starts, offset) - 1]
    if block.page is None:
        return render("places.in_paragraph", "zh", paragraph=block.index + 1, text=text)
    return render("places.on_page", "zh", page=block.page, text=text)


def _key(figure: Figure) -> tuple[str, ...]:
    period = figure.period.text if figure.period else ""
    return (_name_key(figure.indicator), figure.subject, period, parse_unit(figure.unit).measure)


def _name_key(indicator: str) -> str:
    """The same for names of the same characters in any order: 受理案件, 案件受理数."""
    plain = _ADVERBS.sub("", re.sub(r"[^\w%]|[的了]", "", indicator))
    return "".join(sorted(_COUNTED.sub("", plain) or plain))


def _readings(group: Sequence[Observation]) -> tuple[tuple[Observation, ...], ...]:
    exact_first = sorted(group, key=lambda one: (one.figure.approx != "", _coarseness(one)))
    readings: list[list[Observation]] = []
    for one in exact_first:
        for reading in readings:
            if _agree(reading[0], one):
                reading.append(one)
                break
        else:
            readings.append([one])
    return tuple(tuple(reading) for reading in readings)


def _coarseness(one: Observation) -> Decimal:
    """Size of the last printed place; a cell of a table is as exact as can be."""
    return (one.mention.step if one.mention else None) or Decimal(0)


def _agree(exact: Observation, other: Observation) -> bool:
    value, unit = exact.figure.value, exact.figure.unit
    if value is None:
        return False
    own = convert(value, unit, other.figure.unit)
    if own is not None and own == other.figure.value:
        return True
    mention = other.mention
    if mention is None:
        return False
    base = convert(value, unit, mention.unit or "")
    plain = value if base is None else base
    if mention.form is Form.EXACT:
        return rounds_to(plain, mention) in ("exact", "rounded")
    return interval_of(mention).holds(plain)


def match_candidates(candidates: Sequence[Candidate], table: FigureTable) -> dict[str, str]:
    """Give for ids of candidates the id of the figure of `table` that they tell, where names say.

    Indicators or aliases that have the same characters first, then the one whose words are most
    alike; unit and period must fit. Values are not looked at, and no figure is given twice.
    """
    found: dict[str, str] = {}
    for is_exact in (True, False):
        for candidate in candidates:
            if candidate.id not in found:
                name = _match(candidate.figure, table, set(found.values()), is_exact=is_exact)
                if name:
                    found[candidate.id] = name
    return found


def _match(figure: Figure, table: FigureTable, taken: set[str], *, is_exact: bool) -> str:
    best, chosen = Decimal(0), ""
    measure = parse_unit(figure.unit).measure
    for other in table:
        is_same_kind = parse_unit(other.unit).measure == measure and _fit(figure, other)
        if other.id in taken or not is_same_kind:
            continue
        for name in (other.indicator, *other.aliases):
            if _name_key(name) == _name_key(figure.indicator):
                return other.id
            likeness = Decimal(str(shared_part(figure.indicator, name)))
            if not is_exact and not other.formula and likeness >= _ALIKE and likeness > best:
                best, chosen = likeness, other.id
    return chosen


def _fit(figure: Figure, other: Figure) -> bool:
    one, two = figure.period, other.period
    return one is None or two is None or one.text == two.text
