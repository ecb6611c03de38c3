"""Ids of figures: made from the indicator where none is typed, the same whatever the row order."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from jushi.figures.figure import Figure, SourceCell
from jushi.figures.period.period import Period
from jushi.figures.period.text import parse_period
from jushi.figures.workbook.plain_text import half_width
from jushi.lazy_pattern import lazy_pattern

_USABLE = lazy_pattern(r"[^\W\d]\w*")
_LONGEST = 60
_SOME_YEAR = 2000
_DAYS = 1000
"""More than a stretch of a year has."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure that has no id yet, and what its id is made from."""

    figure: Figure
    typed_id: str
    """Empty where the row has none."""
    shares_row: bool
    """Whether the row holds values of other periods too, which share the typed id."""
    key: tuple[str, ...]
    """What `figure_key` gives."""
    previous_cell: SourceCell
    """Where the previous value stands; the cell of the value if it has none of its own."""


def is_usable_id(text: str) -> bool:
    """Whether formulas and `{{id}}` can name it: letters, Chinese too, then digits and _."""
    return _USABLE.fullmatch(text) is not None


def clean_id(text: str) -> str:
    """Give `text` as an id: what is no letter or digit left out; empty if nothing stays."""
    cleaned = re.sub(r"\W+", "", half_width(text))[:_LONGEST]
    return f"_{cleaned}" if cleaned[:1].isdigit() else cleaned


def figure_key(figure: Figure) -> tuple[str, ...]:
    """Give what tells one figure from another: indicator, unit, period, subject."""
    return (figure.indicator, figure.unit, _period_key(figure), figure.subject)


def assign_ids(entries: Sequence[Entry]) -> list[str]:
    """Give an id for each entry, in their order; only figures with the same key share one.

    Typed ids stay. Of several years of one indicator the newest has the plain name, the others
    `受理案件_2022`; subjects and units are told apart likewise, and by a short hash at last.
    """
    ids = [entry.typed_id if entry.typed_id and not entry.shares_row else "" for entry in entries]
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for index, entry in enumerate(entries):
        if not ids[index]:
            groups[entry.typed_id or clean_id(entry.figure.indicator)].append(index)
    keys = {index: entries[index].key for group in groups.values() for index in group}
    made: dict[int, str] = {}
    for base, members in groups.items():
        if len({keys[index] for index in members}) == 1:
            made.update(dict.fromkeys(members, base))
        else:
            made.update(_names(base, members, entries))
    owners: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for index, name in made.items():
        owners[name].add(keys[index])
    taken = set(ids)
    for index, name in made.items():
        unclear = not name or name in taken or len(owners[name]) > 1
        ids[index] = f"{name or 'figure'}_{_hash(keys[index])}" if unclear else name
    return ids


def _names(base: str, members: Sequence[int], entries: Sequence[Entry]) -> dict[int, str]:
    """Give names for figures that share `base` but differ in subject, period or unit."""
    names = dict.fromkeys(members, base)
    figures = {index: entries[index].figure for index in members}
    _tell_apart(names, lambda index: clean_id(figures[index].subject))
    newest: dict[str, tuple[int, int]] = {}
    for index, name in names.items():
        newest[name] = max(newest.get(name, (0, 0)), recency(figures[index].period))
    before = dict(names)
    _tell_apart(
        names,
        lambda index: (
            ""
            if recency(figures[index].period) == newest[before[index]]
            else _period_suffix(figures[index])
        ),
    )
    _tell_apart(names, lambda index: clean_id(figures[index].unit.replace("%", "百分比")))
    return names


def _tell_apart(names: dict[int, str], suffix_of: Callable[[int], str]) -> None:
    """Put a suffix to those names that are shared by figures with different suffixes."""
    suffixes = {index: suffix_of(index) for index in names}
    variety = Counter(name for name, _ in {(names[index], suffixes[index]) for index in names})
    for index, suffix in suffixes.items():
        if suffix and variety[names[index]] > 1:
            names[index] = f"{names[index]}_{suffix}"


def _period_key(figure: Figure) -> str:
    period = figure.period
    if period is None:
        return ""
    if period.is_without_year:
        return period.text
    return f"{period.start}/{period.end}/{period.recurrence or ''}"


def recency(period: Period | None) -> tuple[int, int]:
    """Give what sorts periods by age, greatest for the newest: an open end, then a late one.

    Of two that end together the longer one is newer: 2023年 after 2023年12月. No period, or one
    that recurs, is oldest.
    """
    if period is None or period.recurrence is not None:
        return (0, 0)
    if period.is_without_year:  # of no year yet: as if all were of one
        period = parse_period(period.text, report_year=_SOME_YEAR)
        start, end = period.start or date.min, period.end or date.max
        return date.max.toordinal(), end.toordinal() * _DAYS + (end - start).days % _DAYS
    return (period.end or date.max).toordinal(), -(period.start or date.min).toordinal()


def _period_suffix(figure: Figure) -> str:
    period = figure.period
    if period is None:
        return ""
    return str(period.year) if period.is_full_year else clean_id(period.text).lstrip("_")


def _hash(parts: Iterable[str]) -> str:
    # It loads OpenSSL; most workbooks bring ids of their own.
    import hashlib

    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:6]
