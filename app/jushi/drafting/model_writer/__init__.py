"""Sections written by a model: figures as slots, every fault found in code and put right."""

from jushi.drafting.model_writer.no_report import find_no_report, why_no_report
from jushi.drafting.model_writer.parallel import Outcome, write_sections
from jushi.drafting.model_writer.spending import Spending
from jushi.drafting.model_writer.task import Quoted, SectionTask, plan_sections
from jushi.drafting.model_writer.writer import choose_way, measure_way, write_section
from jushi.drafting.model_writer.written import (
    FaultKind,
    Way,
    WritingFault,
    WritingNotes,
    WrittenSection,
)
from jushi.drafting.outline import OutlineSection

__all__ = [
    "FaultKind",
    "Outcome",
    "OutlineSection",
    "Quoted",
    "SectionTask",
    "Spending",
    "Way",
    "WritingFault",
    "WritingNotes",
    "WrittenSection",
    "choose_way",
    "find_no_report",
    "measure_way",
    "plan_sections",
    "why_no_report",
    "write_section",
    "write_sections",
]
