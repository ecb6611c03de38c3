"""A report on its way out: laid out, shown as pages, packed with its evidence."""

from app.jobs.errata import render_errata
from app.jobs.export_form import ExportForm
from app.jobs.exporting import ExportedReport, export_report, preview_pages, preview_pdf
from app.jobs.packaging import package_report

__all__ = [
    "ExportForm",
    "ExportedReport",
    "export_report",
    "package_report",
    "preview_pages",
    "preview_pdf",
    "render_errata",
]
