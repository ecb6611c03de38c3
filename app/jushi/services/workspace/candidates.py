"""Numbers of this year's materials that wait for a person: confirmed, they become figures.

Until then they stand beside the figures and not among them, so that they prove nothing.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jushi.drafting import Candidate, Observation, match_candidates, merge_observations
from jushi.errors import InvalidError, NotFoundError
from jushi.figures import Figure, FigureTable, SourceCell, convert, parse_period
from jushi.numbers import Mention, read_mentions
from jushi.records import Change, Decision
from jushi.running import Run, run_here
from jushi.services.files.extracting import extract_figures
from jushi.services.source import SourceFile
from jushi.services.workspace.figures import Figures
from jushi.services.workspace.group import Group
from jushi.services.workspace.reports import StoredReport

_PAPER = "candidates"
_SOURCE_HEADING = "原文"
"""Heading of the extra column that keeps the sentence which a figure was taken from."""


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A candidate with the figure of the report that it seems to tell."""

    candidate: Candidate
    figure: Figure | None
    """None where the report has none of that name: it would be a new one."""


@dataclass(frozen=True, slots=True)
class Candidates(Group):
    """The candidates of one stored report."""

    def rows(self) -> tuple[CandidateRow, ...]:
        """Give what waits to be confirmed, in the order in which the materials tell it."""
        table = self.store.load_figures(self.report_id)
        candidates = merge_observations(self._observations())
        matched, figures = match_candidates(candidates, table), table.by_id()
        return tuple(CandidateRow(c, figures.get(matched.get(c.id, ""))) for c in candidates)

    def extract(self, materials: Sequence[SourceFile], *, run: Run = run_here) -> int:
        """Keep the numbers of `materials` as candidates; give how many numbers are new.

        A material that is given again is read anew. `run` runs the reading. Raises DocumentError,
        FigureError or DraftError for files of no use.
        """
        year = self._group(StoredReport).record().year
        extraction = run(extract_figures, materials, year=year)
        names = {material.name for material in materials}
        kept = [one for one in self._observations() if one.figure.cell.file not in names]
        found = [one for c in extraction.candidates for reading in c.readings for one in reading]
        detail = "; ".join(sorted(names))
        self.store.commit(self._change("extract", detail, [*kept, *found]))
        return len(found)

    def confirm(self, candidate_id: str, *, reading: int = 0, figure_id: str | None = None) -> None:
        """Make one reading of a candidate a figure that is 已核, and tell it in the text.

        It goes into the figure `figure_id`, by default the one that its row names; empty makes a
        new one. Raises NotFoundError for what is not there any more, InvalidError where the
        figure is of another unit.
        """
        row = self._row(candidate_id)
        if not 0 <= reading < len(row.candidate.readings):
            raise NotFoundError("services.candidate_gone", place=candidate_id)
        table = self.store.load_figures(self.report_id)
        wanted = figure_id if figure_id is not None else (row.figure.id if row.figure else "")
        told = row.candidate.readings[reading][0]
        newer = _confirmed(told, candidate_id, wanted, table)
        figures = [newer if figure.id == newer.id else figure for figure in table]
        if newer.id not in table.by_id():
            figures.append(newer)
        plan = self._group(Figures).preview_table(FigureTable(tuple(figures), table.problems))
        decision = Decision(
            self.report_id,
            "confirmed",
            self.actor.name,
            self.actor.clock(),
            figure_id=newer.id,
            value=newer.value,
        )
        change = self._change("figures", newer.indicator, self._without(row.candidate))
        if plan.change is not None:
            change = replace(plan.change, papers=change.papers)
        self.store.commit(replace(change, decisions=(decision,)))

    def dismiss(self, candidate_id: str) -> None:
        """Take a candidate off the list. Raises NotFoundError where it is gone."""
        candidate = self._row(candidate_id).candidate
        left = self._without(candidate)
        self.store.commit(self._change("dismiss", candidate.figure.indicator, left))

    def _row(self, candidate_id: str) -> CandidateRow:
        for row in self.rows():
            if row.candidate.id == candidate_id:
                return row
        raise NotFoundError("services.candidate_gone", place=candidate_id)

    def _without(self, candidate: Candidate) -> list[Observation]:
        gone = {one.figure for reading in candidate.readings for one in reading}
        return [one for one in self._observations() if one.figure not in gone]

    def _observations(self) -> list[Observation]:
        text = self.store.load_paper(self.report_id, _PAPER).text
        return [_load(record) for record in json.loads(text or "[]")]

    def _change(self, action: str, detail: str, left: Sequence[Observation]) -> Change:
        text = json.dumps([_record(one) for one in left], ensure_ascii=False)
        paper = replace(self.store.load_paper(self.report_id, _PAPER), text=text)
        time = self.actor.clock()
        return Change(self.report_id, self.actor.name, time, action, detail, papers=(paper,))


def _confirmed(told: Observation, own_id: str, wanted: str, table: FigureTable) -> Figure:
    """The figure with what the material tells, in its own unit; a new one where none is wanted."""
    source = told.figure
    extra = ((_SOURCE_HEADING, source.note),)
    if not wanted:
        name, number = own_id, 1
        while name in table.by_id():
            number += 1
            name = f"{own_id}_{number}"
        return replace(source, id=name, note="", extra=extra)
    figure = table.by_id().get(wanted)
    if figure is None:
        raise NotFoundError("services.no_such_figure", place=wanted)
    value = convert(source.value or Decimal(0), source.unit, figure.unit)
    if value is None:
        raise InvalidError(
            "services.candidate_of_other_unit", place=figure.indicator, unit=figure.unit
        )
    kept = tuple(pair for pair in figure.extra if pair[0] != _SOURCE_HEADING)
    return replace(
        figure,
        value=value,
        approx=source.approx,
        cell=source.cell,
        source=figure.source or source.source,
        extra=(*kept, *extra),
    )


def _record(one: Observation) -> dict[str, str]:
    figure = one.figure
    return {
        "indicator": figure.indicator,
        "value": f"{figure.value:f}",
        "unit": figure.unit,
        "approx": figure.approx,
        "period": figure.period.text if figure.period else "",
        "subject": figure.subject,
        "section": figure.section,
        "source": figure.source,
        "note": figure.note,
        "file": figure.cell.file,
        "sheet": figure.cell.sheet,
        "cell": figure.cell.cell,
        "sentence": one.sentence,
        "text": one.mention.text if one.mention else "",
    }


def _load(record: dict[str, str]) -> Observation:
    figure = Figure(
        id="",
        indicator=record["indicator"],
        value=Decimal(record["value"]),
        unit=record["unit"],
        approx=record["approx"],
        period=parse_period(record["period"]) if record["period"] else None,
        previous=None,
        subject=record["subject"],
        section=record["section"],
        aliases=(),
        required=False,
        formula="",
        source=record["source"],
        note=record["note"],
        cell=SourceCell(record["file"], record["sheet"], record["cell"]),
    )
    return Observation(figure, record["sentence"], _mention(record["sentence"], record["text"]))


def _mention(sentence: str, text: str) -> Mention | None:
    """The number as it is read in its sentence: what it may be rounded from is known by it."""
    if not text:
        return None
    return next((m for m in read_mentions(sentence) if m.text == text), None)
