"""The official format: a report as a value, a layout as data, a .docx with its proofs."""

from app.documents.official_format.bindings import Binding, BoundDocument, read_bound_docx
from app.documents.official_format.layout import Layout, load_layout, missing_fonts
from app.documents.official_format.report import (
    Attachment,
    Paragraph,
    Picture,
    Report,
    Run,
    Section,
    Table,
    plain,
    report_from_document,
)
from app.documents.official_format.writer import render_docx

__all__ = [
    "Attachment",
    "Binding",
    "BoundDocument",
    "Layout",
    "Paragraph",
    "Picture",
    "Report",
    "Run",
    "Section",
    "Table",
    "load_layout",
    "missing_fonts",
    "plain",
    "read_bound_docx",
    "render_docx",
    "report_from_document",
]
