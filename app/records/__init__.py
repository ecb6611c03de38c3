"""What is kept of a report: values only, no storage and no rules of writing."""

from app.records.change import Change, ConflictError, Decision, FigureEdit, Paper
from app.records.job import JobRecord, JobStep
from app.records.report import Report
from app.records.section import Binding, Mark, SectionText, Sentence
from app.records.version import SectionVersion, Snapshot, WritingRecord

__all__ = [
    "Binding",
    "Change",
    "ConflictError",
    "Decision",
    "FigureEdit",
    "JobRecord",
    "JobStep",
    "Mark",
    "Paper",
    "Report",
    "SectionText",
    "SectionVersion",
    "Sentence",
    "Snapshot",
    "WritingRecord",
]
