"""What is kept of a report: values only, no storage and no rules of writing."""

from jushi.records.change import Change, Decision, FigureEdit, Paper, SaveConflictError
from jushi.records.job import JobRecord, JobState, JobStep
from jushi.records.report import Report
from jushi.records.sign_off import Blocking, SignOffAct, SignOffStage
from jushi.records.version import SectionVersion, Snapshot, WritingRecord

__all__ = [
    "Blocking",
    "Change",
    "Decision",
    "FigureEdit",
    "JobRecord",
    "JobState",
    "JobStep",
    "Paper",
    "Report",
    "SaveConflictError",
    "SectionVersion",
    "SignOffAct",
    "SignOffStage",
    "Snapshot",
    "WritingRecord",
]
