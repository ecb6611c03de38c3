"""Sections written by a model: figures as slots, every fault found in code and put right."""

from app.drafting.writing.parallel import Outcome, write_sections
from app.drafting.writing.task import Quoted, SectionTask, plan_sections
from app.drafting.writing.writer import choose_way, write_section
from app.drafting.writing.written import (
    FaultKind,
    Way,
    WritingFault,
    WritingNotes,
    WrittenSection,
)

__all__ = [
    "FaultKind",
    "Outcome",
    "Quoted",
    "SectionTask",
    "Way",
    "WritingFault",
    "WritingNotes",
    "WrittenSection",
    "choose_way",
    "plan_sections",
    "write_section",
    "write_sections",
]
