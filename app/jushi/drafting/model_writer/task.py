"""What a model is asked to write: one task for each section that has a text of its own."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from jushi.documents import Document
from jushi.drafting.fact_sheet import FactRow, FactSheet
from jushi.drafting.outline import Outline, OutlineSection
from jushi.drafting.past_report import read_past_report
from jushi.drafting.rendering import has_value
from jushi.drafting.report_draft import ReportDraft
from jushi.drafting.report_plan import ReportPlan, plan_report
from jushi.drafting.year_brief import Point, YearBrief, make_brief
from jushi.fidelity import Evidence
from jushi.figures import Figure, FigureTable
from jushi.knowledge import mask_figures
from jushi.lexicon import is_plan_heading
from jushi.resources import lexicon_yaml
from jushi.text import Section

_LEAD_CHARS = 200
_ROW_CHARS = 25
"""Characters of a figure told with last year's or its change."""
_MOST_CHARS = 1500
"""A section is not asked to be longer for having much to tell."""

Role = Literal["body", "problems", "plans", "whole"]
"""What a section is for: problems and plans are written after the body, from it and the brief;
`whole` speaks of the whole report, as the opening does, and is written last."""
ROLES: tuple[Role, ...] = ("body", "problems", "plans", "whole")
"""In the order in which they are written."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage of a report, policy or material as a writer sees it."""

    id: str
    origin: str
    """Name and place: `2023年工作报告.docx 第三部分`."""
    text: str
    """Figures masked but for those of this year's materials."""
    issuer: str
    is_own: bool
    """Whether the office that drafts has issued it."""
    is_material: bool = False
    """Whether it tells of this year: its events, names and numbers may be used."""


@dataclass(frozen=True, slots=True)
class SectionTask:
    """One section before it is written."""

    key: str
    title: str
    """Of the report."""
    year: int
    composed: Section
    """As the composer has it: the heading that stays, and what takes the place of faults."""
    role: Role
    guidance: str
    target_chars: int
    figures: tuple[Figure, ...]
    """What it should tell; those without a value only if they are required."""
    rows: tuple[FactRow, ...]
    """What can be told of each of `figures`, and of those that its points name."""
    points: tuple[Point, ...]
    """Of the year brief, what it is to say."""
    items: tuple[str, ...]
    """Required contents that it answers, in words."""
    own: str
    """The same section of the office's own last report, figures masked; empty if there is none."""
    passages: tuple[Quoted, ...]
    vocabulary: str
    """All that the composer has for the report, and what it left out: the office's own words."""
    past: str = ""
    """The office's own past reports whole, figures masked: what they name is known everywhere."""
    materials: tuple[Evidence, ...] = ()
    """What tells of this year."""
    others: tuple[str, ...] = ()
    """Whole sections that stand already, for one that is written after them."""

    @property
    def required(self) -> frozenset[str]:
        """Ids of figures that must be told."""
        return frozenset(f.id for f in self.figures if f.required)

    @property
    def needs_others(self) -> bool:
        """Whether it is written after others, and sees them."""
        return self.role != "body"


def plan_sections(
    table: FigureTable,
    outline: Outline,
    composed: ReportDraft,
    *,
    passages: Callable[[OutlineSection], Sequence[Quoted]] = lambda _section: (),
    past: Sequence[Document] = (),
    materials: Sequence[Evidence] = (),
    brief: YearBrief | None = None,
    plan: ReportPlan | None = None,
) -> tuple[SectionTask, ...]:
    """Give the sections to write, in the order of the outline, the opening first.

    A section tells the figures that outline and `composed` give it, and the points that `plan`
    does, else those of its figures. `past` are the office's own reports, newest first,
    `materials` what tells of this year. Sections that are a heading alone are no task.
    """
    brief = brief or brief_of(table, composed.year, past, materials)
    told, roles = figures_of_sections(table, outline, composed), roles_of(composed)
    chosen = plan or usual_plan(brief, table, outline, composed)
    by_key, sheet = {section.key: section for section in outline}, FactSheet(table)
    stated = "\n".join(point.text for point in brief if point.is_from_material)
    of_all = _of_all(composed, past, materials)
    tasks = []
    for section in (section for section in composed if section.key in roles):
        planned, own = by_key.get(section.key), _own_of(section, roles[section.key])
        points = [p for key in chosen.of(section.key) if (p := brief.by_key().get(key))]
        rows = _rows(told[section.key], points, sheet)
        shown = _others(passages(planned), own, stated) if planned else ()
        tasks.append(
            SectionTask(
                key=section.key,
                composed=section,
                role=roles[section.key],
                guidance=planned.guidance if planned else outline.lead.guidance,
                target_chars=max(_target(section, planned, outline), _needed(rows, points)),
                figures=told[section.key],
                rows=rows,
                points=tuple(points),
                items=_items(planned, outline),
                own=own,
                passages=shown,
                **of_all,  # type: ignore[arg-type]
            )
        )
    return tuple(tasks)


def _of_all(
    composed: ReportDraft, past: Sequence[Document], materials: Sequence[Evidence]
) -> dict[str, object]:
    """What all tasks of a report share."""
    return {
        "title": composed.title.replace("\n", ""),
        "year": composed.year,
        "vocabulary": "\n".join((composed.text(), *(lost.text for lost in composed.dropped))),
        "past": mask_figures("\n".join(document.text for document in past)),
        "materials": tuple(materials),
    }


def _rows(
    figures: Sequence[Figure], points: Sequence[Point], sheet: FactSheet
) -> tuple[FactRow, ...]:
    """The rows of a section's figures and of those that its points name."""
    known, table = sheet.table.by_id(), sheet.table
    named = [known[name] for point in points for name in point.figures if name in known]
    rows = {f.id: f for f in (*figures, *(f for f in named if has_value(f, table)))}
    return sheet.of(tuple(rows.values()))


def usual_plan(
    brief: YearBrief, table: FigureTable, outline: Outline, composed: ReportDraft
) -> ReportPlan:
    """Give the plan that code makes: each point in the section that tells its figures."""
    figures, roles = figures_of_sections(table, outline, composed), roles_of(composed)
    planned = {section.key: section for section in outline}
    words = {
        section.key: _matter(section, planned.get(section.key), figures[section.key])
        for section in composed
        if section.key in roles
    }
    return plan_report(brief, figures, roles, words=words)


def _matter(section: Section, planned: OutlineSection | None, figures: Sequence[Figure]) -> str:
    """What a section is about: heading, last year's words, what it is asked for, its figures."""
    past = [s.carried_from.sentence for s in section.sentences if s.carried_from]
    asked = planned.indicators if planned else ()
    names = [figure.indicator for figure in figures]
    withheld = [one.text for one in section.withheld]
    return "，".join((section.title, *past, *withheld, *asked, *names))


def _items(section: OutlineSection | None, outline: Outline) -> tuple[str, ...]:
    texts = {item.key: item.text for item in outline.items}
    return tuple(texts[key] for key in (section.required_items if section else ()))


def brief_of(
    table: FigureTable, year: int, past: Sequence[Document], materials: Sequence[Evidence]
) -> YearBrief:
    """Give the brief of `year`; `past` are the office's own reports, newest first."""
    last = read_past_report(past[0]) if past else None
    return make_brief(table, year=year, past=last, materials=materials)


def figures_of_sections(
    table: FigureTable, outline: Outline, composed: ReportDraft
) -> Mapping[str, tuple[Figure, ...]]:
    """Give for each section, by key, the figures that it should tell."""
    by_key = {section.key: section for section in outline}
    assigned = {name for section in outline for name in section.figures}
    found = {}
    for section in composed:
        plan = by_key.get(section.key)
        told = [n for s in section.sentences for n in s.told_figures if n not in assigned]
        names = (*(plan.figures if plan else ()), *told, *_gaps(composed, section.key))
        found[section.key] = _figures(names, table)
    return found


def roles_of(composed: ReportDraft) -> Mapping[str, Role]:
    """Give the role of each section, by key; sections that are a heading alone have none."""
    last = composed.sections[-1].key if composed.sections else ""
    return {
        section.key: _role(section, closes=section.key == last and section.level == 1)
        for section in composed
        if section.sentences or not section.title
    }


def _role(section: Section, *, closes: bool) -> Role:
    titles = (*section.path, section.title)
    if any(_problem_heading().search(title) for title in titles):
        return "problems"
    if any(is_plan_heading(title) for title in titles):
        return "plans"
    return "whole" if not section.title or closes else "body"


@cache
def _problem_heading() -> re.Pattern[str]:
    return re.compile(lexicon_yaml("year_brief.yaml")["problem_heading"])


def _gaps(composed: ReportDraft, key: str) -> list[str]:
    return [m.figure for m in composed.missing if m.section == key and m.figure]


def _figures(names: Sequence[str], table: FigureTable) -> tuple[Figure, ...]:
    known = table.by_id()
    chosen = [known[name] for name in dict.fromkeys(names) if name in known]
    return tuple(f for f in chosen if f.required or has_value(f, table))


def _target(section: Section, plan: OutlineSection | None, outline: Outline) -> int:
    wished = plan.target_chars if plan else outline.lead.target_chars
    return wished or section.length or _LEAD_CHARS


def _needed(rows: Sequence[FactRow], points: Sequence[Point]) -> int:
    """Characters that it takes to tell the figures with their changes, and what happened."""
    said = sum(len(point.text) for point in points if point.is_from_material)
    told = _ROW_CHARS * sum(bool(row.value) for row in rows)
    return min(round(told + said, -1), _MOST_CHARS)


def _own_of(section: Section, role: Role) -> str:
    """Last year's problems and plans are no model: nothing of them is said again."""
    return "" if role in ("problems", "plans") else own_text(section)


def own_text(section: Section) -> str:
    """What stood in the past report, figures masked: a written sentence has no such model."""
    sentences = [s.carried_from.sentence for s in section.sentences if s.carried_from]
    return mask_figures("".join(sentences))


def _others(passages: Sequence[Quoted], own: str, stated: str) -> tuple[Quoted, ...]:
    """Without the office's own section, and without what `stated`, the points, say word by word.

    Both stand in the request anyway, the second in that of one section alone.
    """
    return tuple(
        p
        for p in passages
        if not (p.is_own and _stands_in(p.text, own))
        and not (p.is_material and _stands_in(p.text, stated))
    )


_STANDS = 0.6
_RUN = 8


def _stands_in(text: str, whole: str) -> bool:
    """Whether most of `text` is in `whole`, eight characters after eight."""
    bare, known = "".join(text.split()), "".join(whole.split())
    runs = [bare[at : at + _RUN] for at in range(0, len(bare) - _RUN + 1, _RUN)]
    return bool(runs) and sum(run in known for run in runs) >= len(runs) * _STANDS
