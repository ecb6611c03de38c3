"""The official format: a report as a value, a layout as data, a .docx with its proofs."""

from jushi.documents.official_format.annex import annex_table
from jushi.documents.official_format.bindings import (
    BoundDocument,
    SentSection,
    TaggedNumber,
    read_bound_docx,
    with_anchors,
)
from jushi.documents.official_format.chart import render_chart
from jushi.documents.official_format.layout import Layout, load_layout, missing_fonts
from jushi.documents.official_format.receipt_part import embed_receipt, read_receipt
from jushi.documents.official_format.remarks import Remark, RemarkKind
from jushi.documents.official_format.report import (
    Attachment,
    Origin,
    Paragraph,
    Picture,
    PrintedSection,
    Report,
    Run,
    Table,
)
from jushi.documents.official_format.report_reading import body_range, report_from_document
from jushi.documents.official_format.review import render_review_copy
from jushi.documents.official_format.sample import layout_from_sample
from jushi.documents.official_format.writer import Mode, render_docx

__all__ = [
    "Attachment",
    "BoundDocument",
    "Layout",
    "Mode",
    "Origin",
    "Paragraph",
    "Picture",
    "PrintedSection",
    "Remark",
    "RemarkKind",
    "Report",
    "Run",
    "SentSection",
    "Table",
    "TaggedNumber",
    "annex_table",
    "body_range",
    "embed_receipt",
    "layout_from_sample",
    "load_layout",
    "missing_fonts",
    "read_bound_docx",
    "read_receipt",
    "render_chart",
    "render_docx",
    "render_review_copy",
    "report_from_document",
    "with_anchors",
]
