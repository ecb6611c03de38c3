"""One function for each thing that a user asks for; page, command line and evals call these."""

from typing import TYPE_CHECKING

from jushi.lazy_names import lazy_names

if TYPE_CHECKING:
    from jushi.services import collection as collecting
    from jushi.services import exports as export
    from jushi.services.check_formats import CHECK_FILES, CheckFormat, StoredFile, is_binary
    from jushi.services.files.check_rendering import render_check_report
    from jushi.services.files.checking import (
        REPORT_YEARS,
        CheckedReport,
        Sources,
        check_draft,
        check_report,
        previous_figures,
    )
    from jushi.services.files.drafting import DraftedReport, draft_report, plan_draft
    from jushi.services.files.exporting import export_draft
    from jushi.services.files.outlining import outline_report
    from jushi.services.files.review_copy import review_copy
    from jushi.services.files.revising import RevisedReport, revise_report
    from jushi.services.files.workbooks import check_workbook, make_skeleton
    from jushi.services.reading import read_draft, read_figures
    from jushi.services.source import SourceFile

__all__ = [
    "CHECK_FILES",
    "REPORT_YEARS",
    "CheckFormat",
    "CheckedReport",
    "DraftedReport",
    "RevisedReport",
    "SourceFile",
    "Sources",
    "StoredFile",
    "check_draft",
    "check_report",
    "check_workbook",
    "collecting",
    "draft_report",
    "export",
    "export_draft",
    "is_binary",
    "make_skeleton",
    "outline_report",
    "plan_draft",
    "previous_figures",
    "read_draft",
    "read_figures",
    "render_check_report",
    "review_copy",
    "revise_report",
]

__getattr__ = lazy_names(
    __name__,
    {
        "collection": "as collecting",
        "exports": "as export",
        "check_formats": "CHECK_FILES CheckFormat StoredFile is_binary",
        "files.check_rendering": "render_check_report",
        "files.checking": "REPORT_YEARS CheckedReport Sources check_draft check_report"
        " previous_figures",
        "files.drafting": "DraftedReport draft_report plan_draft",
        "files.exporting": "export_draft",
        "files.outlining": "outline_report",
        "files.review_copy": "review_copy",
        "files.revising": "RevisedReport revise_report",
        "files.workbooks": "check_workbook make_skeleton",
        "reading": "read_draft read_figures",
        "source": "SourceFile",
    },
)
