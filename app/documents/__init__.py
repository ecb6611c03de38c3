"""Documents in and out; `official` is the official format, a room within this one."""

from app.documents import official_format as official
from app.documents.annotation import Annotation
from app.documents.archive import read_archive
from app.documents.atomic_file import write_atomically
from app.documents.document import Block, BlockKind, Document
from app.documents.docx_annotator import annotate_docx
from app.documents.evidence_package import render_package
from app.documents.office import find_office, to_page_images, to_pdf
from app.documents.plain_text import read_plain_text
from app.documents.reader import read_document
from app.documents.zip_writer import render_zip

__all__ = [
    "Annotation",
    "Block",
    "BlockKind",
    "Document",
    "annotate_docx",
    "find_office",
    "official",
    "read_archive",
    "read_document",
    "read_plain_text",
    "render_package",
    "render_zip",
    "to_page_images",
    "to_pdf",
    "write_atomically",
]
