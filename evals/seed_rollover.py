"""Last year's report rolled over to a new year with drawn figures, and everything that must hold.

Run: `python -m evals.seed_rollover REPORT [--figures WORKBOOK] [--seed N]`. Without a workbook the
report's own skeleton is filled in. New values are drawn so that sums still add up.
"""

import argparse
import random
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from jushi.documents import Document, read_document
from jushi.drafting import ReportDraft, compose_report, skeleton_of
from jushi.errors import FigureError
from jushi.fidelity import Status, check_text
from jushi.figures import Figure, FigureTable, evaluate, parse_formula, read_workbook, shift_years
from jushi.numbers import Form, Mention, interval_of, read_mentions

_FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that must hold: how often it did, of how many, and where it did not."""

    name: str
    held: int
    of: int
    failures: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return self.held == self.of


@dataclass(frozen=True, slots=True)
class Rollover:
    """A composed report with its figures and measures."""

    draft: ReportDraft
    table: FigureTable
    measures: tuple[Measure, ...]

    @property
    def passed(self) -> bool:
        return all(measure.passed for measure in self.measures)


def draw_values(table: FigureTable, seed: int) -> FigureTable:
    """Give `table` with a new value in each row that no formula computes, and all sums kept.

    The old value is `value`, or `previous` where the value is empty. Rows of one sentence (by
    their note) move by one factor, so that parts stay smaller than their wholes.
    """
    chance = random.Random(seed)
    factors: dict[str, Decimal] = {}
    drawn = []
    for figure in table:
        old = figure.value if figure.value is not None else figure.previous
        if figure.formula or old is None:
            drawn.append(replace(figure, value=None))
            continue
        group = figure.note.partition("：")[2] or figure.section
        factor = factors.setdefault(group, Decimal(chance.randint(60, 180)) / 100)
        drawn.append(replace(figure, value=_new_value(figure, old, factor, chance)))
    return _computed(FigureTable(tuple(drawn)))


def _new_value(figure: Figure, old: Decimal, factor: Decimal, chance: random.Random) -> Decimal:
    if figure.period is not None and figure.period.recurrence:
        return old
    if figure.unit in ("%", "百分点"):
        if figure.approx:
            return Decimal(chance.randint(91, 99))
        return Decimal(chance.randint(905, 999)) / 10 if chance.random() < 0.7 else _FULL
    if figure.unit in ("名", "位") and old < 10 and "名次" in figure.indicator + figure.id + "名次":
        rank = chance.randint(1, 9)
        return Decimal(rank if rank != old else rank % 9 + 1)
    new = (old * factor).to_integral_value()
    if figure.approx:  # 8210余: who says 余 has rounded before
        grain = Decimal(10) ** max(1, new.adjusted() - 2)
        new = (new / grain).to_integral_value() * grain
    return new if new != old else old + 1


def _computed(table: FigureTable) -> FigureTable:
    rows = []
    for figure in table:
        value = figure.value
        if figure.formula:
            try:
                value = evaluate(parse_formula(figure.formula), table, unit=figure.unit or None)
            except FigureError:
                value = None
        rows.append(replace(figure, value=value))
    return FigureTable(tuple(rows))


def next_year(table: FigureTable) -> FigureTable:
    """Give a workbook of the year after: the same rows, periods moved on, last year's left out."""
    return FigureTable(
        tuple(
            replace(f, period=shift_years(f.period, 1) if f.period else None, previous=None)
            for f in table
        )
    )


def roll_over(report: Document, table: FigureTable, year: int) -> Rollover:
    """Compose the report of `year` out of last year's and measure what must hold of it."""
    draft = compose_report(table, [report], year=year)
    measures = (
        _told(draft, table),
        _placed(draft, table),
        _true(draft, table),
        _bound(draft),
        _years(draft, report, year),
        _stale(draft),
        _checked(draft, table, year),
    )
    return Rollover(draft, table, measures)


def _told(draft: ReportDraft, table: FigureTable) -> Measure:
    told = {name for section in draft for s in section.sentences for name in s.told_figures}
    wanted = [f for f in table if f.value is not None]
    lost = tuple(f"{f.id} {f.indicator}" for f in wanted if f.id not in told)
    return Measure("figures told", len(wanted) - len(lost), len(wanted), lost)


def _placed(draft: ReportDraft, table: FigureTable) -> Measure:
    figures, homes = table.by_id(), dict[str, list[tuple[str, ...]]]()
    for section in draft:
        for name in (name for s in section.sentences for name in s.told_figures):
            homes.setdefault(name, []).append(section.path)
    # Problems tell a figure once more: it is enough that it stands in its own section too.
    wrong = [
        f"{name} in {paths[0][-1:]}, not {figures[name].section}"
        for name, paths in homes.items()
        if (wanted := figures[name].section)
        and not any(wanted in title or title in wanted for path in paths for title in path)
    ]
    count = len(homes)
    return Measure("in the right section", count - len(wrong), count, tuple(wrong))


def _true(draft: ReportDraft, table: FigureTable) -> Measure:
    """Each bound number is read back and held against its figure."""
    figures = table.by_id()
    wrong, count = [], 0
    for sentence in (s for section in draft for s in section.sentences):
        mentions = read_mentions(sentence.text)
        for binding in sentence.filled_bindings:
            inside = [m for m in mentions if m.start < binding.end and binding.start < m.end]
            is_plain = binding.expression.split("|")[0] in figures
            if not is_plain or len(inside) != 1:
                continue
            count += 1
            figure, mention = figures[binding.figures[0]], inside[0]
            value = abs(figure.value or Decimal(0)) * _worth(figure.unit)
            if not interval_of(mention).holds(value) and not _rounds(mention.text, value):
                wrong.append(f"{mention.text} for {value} ({figure.id})")
    return Measure("numbers true, approximators too", count - len(wrong), count, tuple(wrong))


def _worth(unit: str) -> int:
    return {"万": 10_000, "亿": 100_000_000}.get(unit[:1], 1) if len(unit) > 1 else 1


def _rounds(text: str, value: Decimal) -> bool:
    mention = read_mentions(text)[0]
    if mention.value is None or mention.step is None:
        return False
    return abs(mention.value - value) * 2 <= mention.step


def _bound(draft: ReportDraft) -> Measure:
    """Every data mention of the text lies in a binding: none was left over from last year."""
    text = draft.text()
    spans = []
    places = iter(draft.places())
    for sentence in (s for section in draft for s in section.sentences):
        place = next(places)
        spans += [(place.start + b.start, place.start + b.end) for b in sentence.filled_bindings]
    titles = [match.span() for match in re.finditer("《[^》]*》", text)]
    data = [
        m
        for m in read_mentions(text)
        if _is_told_in_a_number(m) and not any(a <= m.start < b for a, b in titles)
    ]
    loose = tuple(m.text for m in data if not any(a < m.end and m.start < b for a, b in spans))
    return Measure("no number left over", len(data) - len(loose), len(data), loose)


def _is_told_in_a_number(mention: Mention) -> bool:
    return mention.is_data and mention.form is not Form.VAGUE and mention.detail != "superlative"


def _years(draft: ReportDraft, report: Document, year: int) -> Measure:
    """Each 2022年, 2023年 and 2024年 of last year's report stands one year later."""
    text, old = draft.text(), report.text
    wrong = tuple(
        f"{text.count(f'{y + 1}年')} times {y + 1}年 for {old.count(f'{y}年')} times {y}年"
        for y in (year - 2, year - 1)
        if text.count(f"{y + 1}年") > old.count(f"{y}年")
    )
    return Measure("years moved on", 2 - len(wrong), 2, wrong)


def _stale(draft: ReportDraft) -> Measure:
    """What waits for a person is not in the text."""
    text = draft.text()
    waiting = [withheld.text for section in draft for withheld in section.withheld]
    said = tuple(sentence for sentence in waiting if sentence in text)
    return Measure("nothing of last year's in it", len(waiting) - len(said), len(waiting), said)


def _checked(draft: ReportDraft, table: FigureTable, year: int) -> Measure:
    result = check_text(draft.text(), table, report_year=year)
    wrong = tuple(
        f"{v.mention.text}: {v.code} {v.explanation}"
        for v in result.verdicts
        if v.status is Status.ERROR
    )
    return Measure("check clean", result.summary.data - len(wrong), result.summary.data, wrong)


def render_table(rollover: Rollover) -> str:
    """Give the measures as lines of a small table, failures indented below."""
    lines = [f"{'measure':<28}{'held':>6}{'of':>6}"]
    for measure in rollover.measures:
        lines.append(f"{measure.name:<28}{measure.held:>6}{measure.of:>6}")
        lines += [f"    {failure}" for failure in measure.failures]
    draft = rollover.draft
    marked = sum(s.is_carried_over for section in draft for s in section.sentences)
    lines.append(f"{'sentences marked 沿用':<26}{marked:>6}")
    lines.append(f"{'sentences or clauses dropped':<28}{len(draft.dropped):>6}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one roll-over and print it; 1 if anything did not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", type=Path)
    parser.add_argument("--figures", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print the composed report too")
    told = parser.parse_args(arguments)
    report = read_document(told.report.name, told.report.read_bytes())
    empty = skeleton_of(report)
    year = max(f.period.year for f in empty if f.period and f.period.year)
    if told.figures:
        last = read_workbook(told.figures.name, told.figures.read_bytes())
        empty = next_year(last)
    rollover = roll_over(report, draw_values(empty, told.seed), year)
    if told.show:
        print(rollover.draft.text())
    print(render_table(rollover))
    return 0 if rollover.passed else 1


if __name__ == "__main__":
    sys.exit(main())
