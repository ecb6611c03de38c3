"""A report on its way out: laid out, shown as pages, packed with its evidence."""

from jushi.documents import official
from jushi.services.errata import render_errata
from jushi.services.export_form import ExportForm
from jushi.services.files.exporting import (
    ExportedReport,
    export_report,
    preview_pages,
    preview_pdf,
    seal_report,
)
from jushi.services.packaging import package_report

Mode = official.Mode

__all__ = [
    "ExportForm",
    "ExportedReport",
    "Mode",
    "export_report",
    "package_report",
    "preview_pages",
    "preview_pdf",
    "render_errata",
    "seal_report",
]
