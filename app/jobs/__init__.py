"""One function for each thing that a user asks for; page, command line and evals call these."""

from app.jobs import exports as export
from app.jobs import keeping as kept
from app.jobs.check_rendering import render_check_report, review_copy
from app.jobs.checking import CheckedReport, check_report
from app.jobs.drafting import DraftedReport, draft_report
from app.jobs.exporting import export_draft
from app.jobs.outlining import outline_report
from app.jobs.revising import RevisedReport, revise_report
from app.jobs.source import SourceFile
from app.jobs.workbooks import check_workbook, make_skeleton

__all__ = [
    "CheckedReport",
    "DraftedReport",
    "RevisedReport",
    "SourceFile",
    "check_report",
    "check_workbook",
    "draft_report",
    "export",
    "export_draft",
    "kept",
    "make_skeleton",
    "outline_report",
    "render_check_report",
    "review_copy",
    "revise_report",
]
