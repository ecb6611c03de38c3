"""Documents in and out; `official` is the official format, a package within this one."""

from typing import TYPE_CHECKING

from jushi.lazy_names import lazy_names

if TYPE_CHECKING:
    from jushi.documents import official_format as official
    from jushi.documents.annotation import Annotation, MarkStatus
    from jushi.documents.archive import read_archive
    from jushi.documents.atomic_file import write_atomically
    from jushi.documents.document import Block, BlockKind, Document
    from jushi.documents.docx_annotator import annotate_docx
    from jushi.documents.evidence_package import render_package
    from jushi.documents.office import count_pages, find_office, to_page_images, to_pdf
    from jushi.documents.plain_text import read_plain_text
    from jushi.documents.reader import read_document, to_docx
    from jushi.documents.structure import heading_number
    from jushi.documents.suffixes import MATERIAL_SUFFIXES, REPORT_SUFFIXES, WORD_SUFFIXES
    from jushi.documents.zip_writer import render_zip

__all__ = [
    "MATERIAL_SUFFIXES",
    "REPORT_SUFFIXES",
    "WORD_SUFFIXES",
    "Annotation",
    "Block",
    "BlockKind",
    "Document",
    "MarkStatus",
    "annotate_docx",
    "count_pages",
    "find_office",
    "heading_number",
    "official",
    "read_archive",
    "read_document",
    "read_plain_text",
    "render_package",
    "render_zip",
    "to_docx",
    "to_page_images",
    "to_pdf",
    "write_atomically",
]

__getattr__ = lazy_names(
    __name__,
    {
        "official_format": "as official",
        "annotation": "Annotation MarkStatus",
        "archive": "read_archive",
        "atomic_file": "write_atomically",
        "document": "Block BlockKind Document",
        "docx_annotator": "annotate_docx",
        "evidence_package": "render_package",
        "office": "count_pages find_office to_page_images to_pdf",
        "plain_text": "read_plain_text",
        "reader": "read_document to_docx",
        "structure": "heading_number",
        "suffixes": "MATERIAL_SUFFIXES REPORT_SUFFIXES WORD_SUFFIXES",
        "zip_writer": "render_zip",
    },
)
