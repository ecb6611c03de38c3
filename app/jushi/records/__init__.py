"""What is kept of a report: values only, no storage and no rules of writing."""

from jushi.records.change import Change, Decision, FigureEdit, Paper, SaveConflictError
from jushi.records.job import JobRecord, JobStep
from jushi.records.report import Report
from jushi.records.section import Binding, Mark, SectionText, Sentence
from jushi.records.version import SectionVersion, Snapshot, WritingRecord

__all__ = [
    "Binding",
    "Change",
    "Decision",
    "FigureEdit",
    "JobRecord",
    "JobStep",
    "Mark",
    "Paper",
    "Report",
    "SaveConflictError",
    "SectionText",
    "SectionVersion",
    "Sentence",
    "Snapshot",
    "WritingRecord",
]
