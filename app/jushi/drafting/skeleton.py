"""Last year's numbers as a workbook to fill in: one row for each thing that a report measured."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from jushi.documents import Document
from jushi.drafting.indicator_phrase import counter_of
from jushi.drafting.past_mention import PastMention, read_report
from jushi.drafting.year_moving import move_text
from jushi.errors import DraftError
from jushi.figures import (
    Figure,
    FigureTable,
    Period,
    SourceCell,
    parse_period,
    parse_unit,
    shift_years,
)
from jushi.lexicon import SCALES, any_of
from jushi.numbers import Form, Kind, Mention

_ID_CHARS = 24
_POINT = "百分点"
_BIG_UNITS = tuple((Decimal(SCALES[word]), word) for word in ("亿", "万"))


def skeleton_of(document: Document, *, year: int | None = None) -> FigureTable:
    """Give a row for each thing that the numbers of last year's report measure, to be filled in.

    Values are empty; `previous` is last year's, as it was printed; the note quotes the sentence.
    Periods are moved on to `year`, the year after the report's own unless given. 同比 and 较上年
    rows carry the formula that computes them, and so do totals whose parts (其中…) add up; the
    others are required: what last year's report told is told again, or its row is taken out. Ids
    are made of the indicator and do not change from run to run.

    Raises DraftError where no year is given and the report names none.
    """
    report = read_report(document)
    target = year if year is not None else (report.year + 1 if report.year else None)
    if target is None:
        raise DraftError("drafting.report_without_year", place=document.name)
    shift = target - (report.year if report.year is not None else target - 1)
    return FigureTable(
        tuple(row for row, _ in skeleton_rows(report.data, year=target, shift=shift))
    )


def skeleton_rows(
    data: Sequence[PastMention], *, year: int, shift: int
) -> tuple[tuple[Figure, PastMention], ...]:
    """Give the rows of a skeleton, each with the mention that it stands for, in text order."""
    rows: list[tuple[Figure, PastMention]] = []
    ids: dict[str, int] = {}
    for past in data:
        for figure in _rows_of(past, year, shift):
            own = _free_id(figure.id, ids)
            rows.append((replace(figure, id=own), past))
    return tuple(_with_cells(_with_sums(_with_changes(rows))))


def _rows_of(past: PastMention, year: int, shift: int) -> Iterator[Figure]:
    value, unit = printed_value(past.mention)
    for indicator in past.indicators:
        yield Figure(
            id=id_of(indicator.phrase),
            indicator=indicator.phrase,
            value=None,
            unit=unit,
            approx="",
            period=_moved(past.period, year, shift),
            previous=value,
            subject="",
            section=move_text(past.section.title, year - shift, shift=shift),
            aliases=(),
            required=False,
            formula="",
            source="",
            note=f"{Figure.PAST_WORDING}{past.mention.text}”：{past.sentence.text}",
            cell=SourceCell("", "", ""),
        )


def printed_value(mention: Mention) -> tuple[Decimal | None, str]:
    """Give a mention's value and unit as a workbook would have them: 12730 万元 for 1.273亿元.

    A falling change keeps its printed size; 个百分点 is 百分点.
    """
    unit = counter_of(mention)[0]
    value = _plain(mention.value)
    if mention.kind is Kind.RANK:
        return value, unit
    if value is None or mention.scale == 1 or unit != "元":
        return value, _POINT if unit.endswith(_POINT) else unit
    for size, word in _BIG_UNITS:
        if mention.scale >= size:
            return _plain(value / size), f"{word}{unit}"
    return value, unit


def _plain(value: Decimal | None) -> Decimal | None:
    """A whole number without a point: 52600 for 52600.00; 9.0 stays, for it says how exact."""
    if value is None or value != value.to_integral_value() or abs(value) < 1000:
        return value
    return value.quantize(Decimal(1))


def id_of(indicator: str) -> str:
    """Give an id that formulas and slots can hold: the indicator without its punctuation."""
    plain = re.sub(r"[^\w]", "", indicator)
    return plain.lstrip("0123456789_")[:_ID_CHARS] or "figure"


def _free_id(wanted: str, taken: dict[str, int]) -> str:
    """Give `wanted`, or it with the first number that is free, and take it.

    `taken` holds for each id the last number that was tried behind it.
    """
    own = wanted
    while own in taken:
        taken[wanted] += 1
        own = f"{wanted}_{taken[wanted]}"
    taken[own] = 1
    return own


def _moved(period: Period | None, year: int, shift: int) -> Period:
    if period is None:
        return parse_period(f"{year}年")
    return shift_years(period, shift)


def _with_changes(
    rows: Sequence[tuple[Figure, PastMention]],
) -> list[tuple[Figure, PastMention]]:
    """Give 同比 and 较上年 rows the formula that computes them from the row they speak of."""
    found: list[tuple[Figure, PastMention]] = []
    for figure, past in rows:
        word = next((i.change for i in past.indicators if figure.indicator.endswith(i.change)), "")
        base = _base_of(figure, word, found, past) if word else None
        if base is not None:
            is_growth = figure.unit == "%"
            formula = f"yoy({base.id})" if is_growth else f"diff({base.id})"
            figure = replace(figure, formula=formula)
        found.append((figure, past))
    return found


def _base_of(
    figure: Figure, word: str, above: Sequence[tuple[Figure, PastMention]], past: PastMention
) -> Figure | None:
    """The row that a change speaks of, in the same sentence: 受理案件 of 受理案件同比增长."""
    if not word.startswith(("同比", "较", "比")):
        return None  # 增长5件 may count from anywhere
    name = figure.indicator.removesuffix(word)
    for earlier, other in reversed(above):
        if other.sentence is not past.sentence:
            break
        if earlier.indicator == name:
            fits = parse_unit(earlier.unit).is_rate == (figure.unit == _POINT)
            is_share = earlier.unit == "%" and figure.unit == "%"
            return earlier if fits and not is_share else None
    return None


def _with_sums(rows: Sequence[tuple[Figure, PastMention]]) -> list[tuple[Figure, PastMention]]:
    """Give totals whose parts follow in their sentence (其中…) or stand before 共计 a sum."""
    found = list(rows)
    for place, (figure, past) in enumerate(rows):
        parts = _parts_after(rows, place) or _parts_before(rows, place)
        if not parts or figure.formula:
            continue
        total = sum((part.previous for part in parts if part.previous is not None), Decimal(0))
        formula = " + ".join(part.id for part in parts)
        found[place] = (replace(figure, formula=formula, previous=total), past)
    return found


def _parts_after(rows: Sequence[tuple[Figure, PastMention]], place: int) -> list[Figure]:
    total, past = rows[place]
    text, mention = past.sentence.text, past.mention
    behind = (rows[number] for number in range(place + 1, len(rows)))
    following = list(takewhile(lambda row: row[1].sentence is past.sentence, behind))
    if not following or "其中" not in text[mention.end : following[0][1].mention.start]:
        return []
    parts: list[Figure] = []
    for figure, _ in following:
        if figure.unit != total.unit or figure.formula:
            break
        parts.append(figure)
        if len(parts) > 1 and _adds_up(parts, mention):
            return parts
    return []


def _parts_before(rows: Sequence[tuple[Figure, PastMention]], place: int) -> list[Figure]:
    total, past = rows[place]
    lead = past.sentence.text[: past.mention.start]
    if not re.search(f"(?:{any_of('total').pattern})$", lead):
        return []
    parts: list[Figure] = []
    for figure, other in (rows[number] for number in range(place - 1, -1, -1)):
        if other.sentence is not past.sentence or figure.unit != total.unit or figure.formula:
            break
        parts.insert(0, figure)
        if len(parts) > 1 and _adds_up(parts, past.mention):
            return parts
    return []


def _adds_up(parts: Sequence[Figure], total: Mention) -> bool:
    if any(part.previous is None for part in parts) or total.value is None:
        return False
    amount = sum((part.previous for part in parts if part.previous is not None), Decimal(0))
    if total.form is Form.EXACT:
        return amount == total.value
    low, high = total.low, total.high
    return (low is None or amount >= low) and (high is None or amount <= high)


def _with_cells(
    rows: Sequence[tuple[Figure, PastMention]],
) -> Iterator[tuple[Figure, PastMention]]:
    for number, (figure, past) in enumerate(rows, start=2):
        cell = SourceCell("", "", f"C{number}")
        yield replace(figure, cell=cell, required=not figure.formula), past
