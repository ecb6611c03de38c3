"""Which figures of this year the numbers of a past report speak of."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jushi.drafting.indicator_phrase import counter_of
from jushi.drafting.past_mention import PastMention, ReadReport
from jushi.drafting.placement import shared_part
from jushi.drafting.skeleton import skeleton_rows
from jushi.fidelity import bind_mentions
from jushi.figures import Figure, FigureTable, convert
from jushi.numbers import Form, Mention, interval_of, rounds_to

_SURE = 0.5
"""Score of the words from which they tie a number without more evidence."""
_LIKELY = 0.3
"""Score that is enough where last year's value is the printed one too."""

_SAME_NAME = 0.6
"""Likeness of two phrases from which they name one indicator."""
_NAMED = 0.34
"""Share of the shorter phrase that must stand in the other for any tie by words."""
_BEYOND_DOUBT = 0.75
"""Score and share of words for a tie that last year's value speaks against."""
_HALF = 0.5
"""Share of the shorter phrase that must stand in the other, where last year's value agrees."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A mention of a past report tied to figures of this year."""

    formula: str
    """An id, `yoy(id)`, a sum of ids, or ids apart by commas that share one number."""
    figures: tuple[str, ...]
    unit: str
    """Unit of the first figure."""
    score: float


def tie_mentions(
    report: ReadReport, table: FigureTable, *, year: int
) -> dict[tuple[int, int], Tie]:
    """Give the tie of each data mention that this year's figures can tell anew.

    Keys are offsets in `report.text`. A workbook that was made from the report's own skeleton is
    known by its ids and notes; else words, unit and period decide, and last year's values, where
    the workbook has them, confirm or refuse. No figure is tied to two numbers that differ.
    """
    binder = _Binder(report, table, year)
    binder.tie_by_skeleton()
    binder.tie_by_words()
    binder.tie_by_last_year()
    binder.tie_by_name()
    binder.tie_by_formula()
    return binder.ties


class _Binder:
    def __init__(self, report: ReadReport, table: FigureTable, year: int) -> None:
        self._report = report
        self._table = table
        self._figures: Mapping[str, Figure] = {
            f.id: f for f in table if f.value is not None or f.formula or f.required
        }
        shift = year - (report.year if report.year is not None else year - 1)
        self._rows = skeleton_rows(report.data, year=year, shift=shift)
        self.ties: dict[tuple[int, int], Tie] = {}
        self._owner: dict[str, tuple[PastMention, float]] = {}

    def tie_by_skeleton(self) -> None:
        """Rows that still have the id and note that the skeleton gave them."""
        rows: dict[tuple[int, int], list[Figure]] = defaultdict(list)
        for row, past in self._rows:
            rows[_place(past)].append(row)
        for past in self._report.data:
            ids = [
                row.id
                for row in rows[_place(past)]
                if row.id in self._figures and self._figures[row.id].note.startswith(row.note[:60])
            ]
            if ids and len(ids) == len(past.indicators):
                self._tie(past, ids, 1.0)

    def tie_by_words(self) -> None:
        year = self._report.year
        usable = FigureTable(tuple(f for f in self._table if f.id in self._figures))
        if not usable.figures:
            return
        by_place = {
            (b.mention.start, b.mention.end): b
            for b in bind_mentions(self._report.text, usable, report_year=year)
        }
        wanted: list[tuple[float, int, PastMention, tuple[str, ...]]] = []
        for order, past in enumerate(self._report.data):
            binding = by_place.get(_place(past))
            if _place(past) in self.ties or binding is None or not binding.figures:
                continue
            ids = self._each_named(past, tuple(dict.fromkeys(binding.figures)))
            score = self._weighed(past, ids, binding.score) if ids else None
            if score is not None:
                wanted.append((-score, order, past, ids))
        for minus, _, past, ids in sorted(wanted, key=lambda entry: entry[:2]):
            self._tie(past, list(ids), -minus)

    def _each_named(self, past: PastMention, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Give a figure for each indicator that shares the number, in their order.

        办结率、满意率分别达98%、100% must not come out crossed; 建议、提案办结率均为100% tells
        two things, and the second is looked for by its name.
        """
        if len(past.indicators) < 2:
            return ids
        unit = self._figures[ids[0]].unit
        if len(past.indicators) > len(ids):
            ids += tuple(f.id for f in self._figures.values() if f.unit == unit and f.id not in ids)
        found: list[str] = []
        for indicator in past.indicators:
            alike = [
                (shared_part(indicator.phrase, self._figures[name].indicator), -order, name)
                for order, name in enumerate(ids)
                if name not in found
            ]
            best = max(alike, default=(0.0, 0, ""))
            if best[0] < _SAME_NAME:
                return ()
            found.append(best[2])
        return tuple(found)

    def tie_by_last_year(self) -> None:
        """Untold figures whose value of last year is printed beside words of their indicator."""
        for past in self._report.data:
            if _place(past) in self.ties or len(past.indicators) != 1:
                continue
            fitting = [
                figure.id
                for figure in self._figures.values()
                if figure.id not in self._owner
                and self._agrees(past.mention, figure)
                and shared_part(past.indicators[0].phrase, figure.indicator) >= _HALF
            ]
            if len(fitting) == 1:
                self._tie(past, fitting, _SURE)

    def tie_by_name(self) -> None:
        """Figures that must be told and wait for their value: only their name can tie them."""
        waiting = [f for f in self._figures.values() if f.value is None and not f.formula]
        for past in self._report.data:
            if _place(past) in self.ties or len(past.indicators) != 1:
                continue
            unit = counter_of(past.mention)[0]
            fitting = [
                figure.id
                for figure in waiting
                if figure.id not in self._owner
                and figure.unit == unit
                and self._is_named(past, figure, _SAME_NAME)
            ]
            if len(fitting) == 1:
                self._tie(past, fitting, _LIKELY)

    def tie_by_formula(self) -> None:
        """Growth and totals that the workbook lacks, computed from what it has."""
        places = {row.id: (order, _place(past)) for order, (row, past) in enumerate(self._rows)}
        for row, past in self._rows:
            if _place(past) in self.ties or not row.formula or len(past.indicators) != 1:
                continue
            formula = row.formula
            used = sorted(_ids_in(formula) & places.keys(), key=lambda name: places[name][0])
            ties = [self.ties.get(places[name][1]) for name in used]
            if not ties or any(tie is None or len(tie.figures) != 1 for tie in ties):
                continue
            ids = [tie.figures[0] for tie in ties if tie is not None]
            if not self._computable(formula, ids):
                continue
            for name, own in sorted(zip(used, ids, strict=True), key=lambda pair: -len(pair[0])):
                formula = formula.replace(name, own)
            computed = self._with_formula(formula)
            if computed is not None:
                self._tie(past, [computed.id], 1.0)
                continue
            first = self._figures[ids[0]]
            self.ties[_place(past)] = Tie(formula, tuple(ids), first.unit, 1.0)

    def _with_formula(self, formula: str) -> Figure | None:
        """The figure of the workbook that is computed just so: it, not the formula, is told."""
        plain = formula.replace(" ", "")
        return next(
            (f for f in self._figures.values() if f.formula.replace(" ", "") == plain), None
        )

    def _computable(self, formula: str, ids: Sequence[str]) -> bool:
        if formula.startswith(("yoy(", "diff(")):
            return all(self._figures[name].previous not in (None, Decimal(0)) for name in ids)
        return all(self._figures[name].value is not None for name in ids)

    def _weighed(self, past: PastMention, ids: Sequence[str], score: float) -> float | None:
        """The score after names and last year's value were heard; None where the tie is refused.

        When its own figure is gone a number leans to the next best: 案卷问题整改率 to 差评整改率.
        So a figure must hold a good part of the number's own words.
        """
        named = [self._is_named(past, self._figures[name], _NAMED) for name in ids]
        if not all(named):
            return None
        told = [self._agrees(past.mention, self._figures[name]) for name in ids]
        if any(each is False for each in told):
            if self._has_rival(past, ids):
                return None
            # Last year's value may have been restated; then the words must leave no doubt.
            sure = score >= _BEYOND_DOUBT and all(
                self._is_named(past, self._figures[name], _BEYOND_DOUBT) for name in ids
            )
            return score if sure else None
        if told and all(told):
            return 1.0 + score if score >= _LIKELY else None
        return score if score >= _SURE else None

    def _has_rival(self, past: PastMention, ids: Sequence[str]) -> bool:
        """Whether last year's value of another figure of like name is the printed number."""
        return any(
            self._agrees(past.mention, figure) and self._is_named(past, figure, _HALF)
            for figure in self._figures.values()
            if figure.id not in ids
        )

    def _is_named(self, past: PastMention, figure: Figure, least: float) -> bool:
        """Whether the words of the mention and of the figure name one thing.

        `least` is the share of words that they have in common, 0 to 1; in another section than
        the workbook says they must be much alike.
        """
        names = (figure.indicator, *figure.aliases)
        phrases = [i.phrase for i in past.indicators]
        if any(i.phrase != i.own for i in past.indicators):
            least = max(least, _HALF)  # of 办结率 alone there are many
        alike = max((shared_part(p, name) for p in phrases for name in names), default=1.0)
        elsewhere = figure.section and not any(
            figure.section in title or title in figure.section for title in past.section.path
        )
        return alike >= (max(least, _SAME_NAME) if elsewhere else least)

    def _agrees(self, mention: Mention, figure: Figure) -> bool | None:
        """Whether the printed number is last year's value of `figure`; None if nobody knows."""
        if figure.previous is None:
            return None
        unit = counter_of(mention)[0]
        converted = convert(figure.previous, figure.unit, unit)
        if converted is None and unit:
            return False
        last = abs(figure.previous if converted is None else converted)
        if mention.form is Form.EXACT:
            return rounds_to(last, mention) in ("exact", "rounded", "truncated")
        return interval_of(mention).holds(last)

    def _tie(self, past: PastMention, ids: Sequence[str], score: float) -> None:
        for name in ids:
            owner = self._owner.get(name)
            if owner is not None and owner[0].mention.value != past.mention.value:
                return
        for name in ids:
            self._owner.setdefault(name, (past, score))
        first = self._figures[ids[0]]
        self.ties[_place(past)] = Tie(", ".join(ids), tuple(ids), first.unit, score)


def _place(past: PastMention) -> tuple[int, int]:
    return past.sentence.start + past.mention.start, past.sentence.start + past.mention.end


def _ids_in(formula: str) -> set[str]:
    inside = formula.removeprefix("yoy(").removeprefix("diff(").rstrip(")")
    return {name.strip() for name in inside.split("+")}
