"""One function for each thing that a user asks for; page, command line and evals call these."""

from typing import TYPE_CHECKING

from jushi.lazy_names import lazy_names

if TYPE_CHECKING:
    from jushi.services import exports as export
    from jushi.services import workspace as kept
    from jushi.services.files.check_rendering import render_check_report
    from jushi.services.files.checking import CheckedReport, check_report
    from jushi.services.files.drafting import DraftedReport, draft_report
    from jushi.services.files.exporting import export_draft
    from jushi.services.files.outlining import outline_report
    from jushi.services.files.review_copy import review_copy
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

__getattr__ = lazy_names(
    __name__,
    {
        "exports": "as export",
        "workspace": "as kept",
        "files.check_rendering": "render_check_report",
        "files.checking": "CheckedReport check_report",
        "files.drafting": "DraftedReport draft_report",
        "files.exporting": "export_draft",
        "files.outlining": "outline_report",
        "files.review_copy": "review_copy",
        "files.revising": "RevisedReport revise_report",
        "files.workbooks": "check_workbook make_skeleton",
        "source": "SourceFile",
    },
)
