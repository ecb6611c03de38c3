"""What a model is asked to write: one task for each section that has a text of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jushi.drafting.outline import Outline, OutlineSection
from jushi.drafting.rendering import has_value
from jushi.drafting.report_draft import ReportDraft
from jushi.figures import Figure, FigureTable
from jushi.knowledge import mask_figures
from jushi.text import Section

_LEAD_CHARS = 200


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage of a past report or policy as a writer sees it, its figures masked."""

    id: str
    origin: str
    """Name and place: `2023年工作报告.docx 第三部分`."""
    text: str
    issuer: str
    is_own: bool
    """Whether the office that drafts has issued it."""


@dataclass(frozen=True, slots=True)
class SectionTask:
    """One section before it is written."""

    key: str
    title: str
    """Of the report."""
    year: int
    composed: Section
    """As the composer has it: the heading that stays, and what takes the place of faults."""
    guidance: str
    target_chars: int
    figures: tuple[Figure, ...]
    """What it should tell; those without a value only if they are required."""
    items: tuple[str, ...]
    """Required contents that it answers, in words."""
    own: str
    """The same section of the office's own last report, figures masked; empty if there is none."""
    passages: tuple[Quoted, ...]
    vocabulary: str
    """All that the composer has for the report, and what it left out: the office's own words."""
    needs_summaries: bool
    """Whether it speaks of the whole report and is written after the others."""

    @property
    def required(self) -> frozenset[str]:
        """Ids of figures that must be told."""
        return frozenset(f.id for f in self.figures if f.required)


def plan_sections(
    table: FigureTable,
    outline: Outline,
    composed: ReportDraft,
    *,
    passages: Callable[[OutlineSection], Sequence[Quoted]] = lambda _section: (),
) -> tuple[SectionTask, ...]:
    """Give the sections to write, in the order of the outline, the opening first.

    A section tells the figures that the outline assigns to it and those that `composed` tells
    there. Sections that are a heading alone are no task.
    """
    by_key = {section.key: section for section in outline}
    texts = {item.key: item.text for item in outline.items}
    assigned = {name for section in outline for name in section.figures}
    last = composed.sections[-1].key if composed.sections else ""
    vocabulary = "\n".join((composed.text(), *(dropped.text for dropped in composed.dropped)))
    tasks = []
    for section in composed:
        plan = by_key.get(section.key)
        if section.title and not section.sentences:
            continue
        told = [n for s in section.sentences for n in s.told_figures if n not in assigned]
        names = (*(plan.figures if plan else ()), *told, *_gaps(composed, section.key))
        closes = section.key == last and section.level == 1
        tasks.append(
            SectionTask(
                key=section.key,
                title=composed.title.replace("\n", ""),
                year=composed.year,
                composed=section,
                guidance=plan.guidance if plan else outline.lead.guidance,
                target_chars=_target(section, plan, outline),
                figures=_figures(names, table),
                items=tuple(texts[key] for key in (plan.required_items if plan else ())),
                own=_own_text(section),
                passages=tuple(passages(plan)) if plan else (),
                vocabulary=vocabulary,
                needs_summaries=plan is None or closes,
            )
        )
    return tuple(tasks)


def _gaps(composed: ReportDraft, key: str) -> list[str]:
    return [m.figure for m in composed.missing if m.section == key and m.figure]


def _figures(names: Sequence[str], table: FigureTable) -> tuple[Figure, ...]:
    known = table.by_id()
    chosen = [known[name] for name in dict.fromkeys(names) if name in known]
    return tuple(f for f in chosen if f.required or has_value(f, table))


def _target(section: Section, plan: OutlineSection | None, outline: Outline) -> int:
    wished = plan.target_chars if plan else outline.lead.target_chars
    return wished or section.length or _LEAD_CHARS


def _own_text(section: Section) -> str:
    """A carried sentence says what stood in the past report; a written one has no such model."""
    sentences = [s.carried_from.sentence for s in section.sentences if s.carried_from]
    return mask_figures("".join(sentences))
