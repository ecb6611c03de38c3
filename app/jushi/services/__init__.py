"""One function for each thing that a user asks for; page, command line and evals call these."""

from jushi.services import exports as export
from jushi.services import workspace as kept
from jushi.services.files.check_rendering import render_check_report, review_copy
from jushi.services.files.checking import CheckedReport, check_report
from jushi.services.files.drafting import DraftedReport, draft_report
from jushi.services.files.exporting import export_draft
from jushi.services.files.outlining import outline_report
from jushi.services.files.revising import RevisedReport, revise_report
from jushi.services.files.workbooks import check_workbook, make_skeleton
from jushi.services.source import SourceFile

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
