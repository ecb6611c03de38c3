"""One function for each thing that a user asks for; page, command line and evals call these."""

from app.jobs.reading import read_draft, read_figures, read_source
from app.jobs.source import SourceFile
from app.jobs.workbooks import check_workbook

__all__ = ["SourceFile", "check_workbook", "read_draft", "read_figures", "read_source"]
