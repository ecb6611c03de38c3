"""The plan of a stored report: the year's points and which section tells them, until a person
changes it and after."""

from dataclasses import dataclass, replace

from jushi.drafting import compose_report, writing
from jushi.records import Change
from jushi.services.workspace.group import Group
from jushi.services.workspace.outline import ReportOutline
from jushi.services.workspace.sources import Sources

_PLAN = "writing plan"
"""Name of the paper that holds it as YAML."""


@dataclass(frozen=True, slots=True)
class WritingPlan(Group):
    """The plan of one stored report."""

    def kept(self) -> tuple[writing.YearBrief, writing.ReportPlan] | None:
        """Give brief and plan as a person kept them; None where nobody did."""
        text = self.store.load_paper(self.report_id, _PLAN).text
        return writing.parse_plan(text) if text else None

    def text(self) -> str:
        """Give the plan as YAML that a person may edit: the kept one, else the one of the code."""
        kept = self.store.load_paper(self.report_id, _PLAN).text
        if kept:
            return kept
        sources, table = self._group(Sources), self.store.load_figures(self.report_id)
        outline, past = self._group(ReportOutline).current(), sources.own_past()
        draft = compose_report(table, past, outline=outline)
        brief = writing.brief_of(table, draft.year, past, sources.materials())
        plan = writing.usual_plan(brief, table, outline, draft)
        return writing.render_plan(plan, brief, {s.key: s.heading for s in draft})

    def keep(self, text: str) -> None:
        """Keep the plan as a person edited it; the next drafting obeys it. Empty takes it back.

        Raises DraftError for what is no plan, SaveConflictError where another person saved one
        meanwhile.
        """
        if text:
            writing.parse_plan(text)
        paper = replace(self.store.load_paper(self.report_id, _PLAN), text=text)
        time = self.actor.clock()
        self.store.commit(
            Change(self.report_id, self.actor.name, time, "outline", _PLAN, papers=(paper,))
        )
