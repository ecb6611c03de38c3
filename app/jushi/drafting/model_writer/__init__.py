"""Sections written by a model: figures as slots, every fault found in code and put right."""

from jushi.drafting.genre import with_genre
from jushi.drafting.model_writer.no_report import find_no_report, why_no_report
from jushi.drafting.model_writer.parallel import Outcome, write_sections
from jushi.drafting.model_writer.planning import plan_by_model
from jushi.drafting.model_writer.spending import Spending
from jushi.drafting.model_writer.task import (
    Quoted,
    SectionTask,
    brief_of,
    plan_sections,
    usual_plan,
)
from jushi.drafting.model_writer.writer import choose_way, measure_way, write_section
from jushi.drafting.model_writer.written import (
    FaultKind,
    Way,
    WritingFault,
    WritingNotes,
    WrittenSection,
)
from jushi.drafting.outline import OutlineSection
from jushi.drafting.report_plan import ReportPlan, parse_plan, render_plan
from jushi.drafting.year_brief import YearBrief

__all__ = [
    "FaultKind",
    "Outcome",
    "OutlineSection",
    "Quoted",
    "ReportPlan",
    "SectionTask",
    "Spending",
    "Way",
    "WritingFault",
    "WritingNotes",
    "WrittenSection",
    "YearBrief",
    "brief_of",
    "choose_way",
    "find_no_report",
    "measure_way",
    "parse_plan",
    "plan_by_model",
    "plan_sections",
    "render_plan",
    "usual_plan",
    "why_no_report",
    "with_genre",
    "write_section",
    "write_sections",
]
