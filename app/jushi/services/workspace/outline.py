"""The outline of a stored report: last year's until a person changes it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from jushi.documents import Document
from jushi.drafting import (
    ContentItem,
    Outline,
    ReportDraft,
    compose_report,
    outline_of,
    parse_outline,
    render_outline,
)
from jushi.figures import FigureTable
from jushi.records import Change
from jushi.services.shipped_outlines import shipped_outlines, statutory_outline
from jushi.services.workspace.group import Group
from jushi.services.workspace.sources import Sources

_OUTLINE = "outline"
"""Name of the paper that holds it as YAML."""
_STATUTORY = "法治政府"
"""What the title of a report on law-based government says."""


@dataclass(frozen=True, slots=True)
class OutlinePlan:
    """An outline with what its sections would tell."""

    outline: Outline
    told: Mapping[str, tuple[str, ...]]
    """Ids of figures by key of the section that would tell them."""
    untold: tuple[str, ...]
    """Ids of figures with a value that no section would tell."""
    coverage: tuple[tuple[str, tuple[str, ...]], ...]
    """What the rules ask, in words, and the keys of the sections that answer it: none is a gap.
    The rules for law-based government where such an outline itself asks nothing."""


@dataclass(frozen=True, slots=True)
class ReportOutline(Group):
    """The outline of one stored report."""

    def current(self) -> Outline:
        """Give the outline that the report is drafted by. Raises DraftError for one of no use."""
        text = self.store.load_paper(self.report_id, _OUTLINE).text
        if text:
            return parse_outline(text)
        return self.past()

    def plan(self) -> OutlinePlan:
        """Give the outline of a report with the figures where a draft would tell them.

        Raises DraftError for an outline of no use.
        """
        outline = self.current()
        table = self.store.load_figures(self.report_id)
        draft = _composed(table, self._group(Sources).own_past(), outline, table.spelled())
        told = {
            section.key: tuple(dict.fromkeys(n for s in section.sentences for n in s.told_figures))
            for section in draft
        }
        known = {name for names in told.values() for name in names}
        untold = tuple(f.id for f in table if f.value is not None and f.id not in known)
        texts = {section.key: section.text for section in draft}
        items = outline.items or _items_asked_of(outline)
        covered = outline.coverage(items, texts=texts)
        return OutlinePlan(outline, told, untold, tuple((c.item.text, c.sections) for c in covered))

    def past(self) -> Outline:
        """Give the outline of last year's report, whatever was kept since."""
        return outline_of(self._group(Sources).own_past()[0])

    def keep(self, outline: Outline) -> None:
        """Keep an outline with the report; the next drafting obeys it.

        Raises SaveConflictError where another person saved one meanwhile, DraftError for one that
        does not hold together.
        """
        time = self.actor.clock()
        text = render_outline(outline)
        parse_outline(text)
        paper = replace(self.store.load_paper(self.report_id, _OUTLINE), text=text)
        self.store.commit(
            Change(self.report_id, self.actor.name, time, "outline", outline.name, papers=(paper,))
        )


@lru_cache(maxsize=16)
def _composed(
    table: FigureTable, past: tuple[Document, ...], outline: Outline, _spelled: tuple[str, ...]
) -> ReportDraft:
    return compose_report(table, past, outline=outline)


def template_outlines() -> dict[str, Outline]:
    """Give the outlines that ship, by name."""
    return {outline.name: outline for outline in shipped_outlines().values()}


def _items_asked_of(outline: Outline) -> tuple[ContentItem, ...]:
    """What the rules ask of a report on law-based government; nothing of any other."""
    return statutory_outline().items if _STATUTORY in outline.title_template else ()
