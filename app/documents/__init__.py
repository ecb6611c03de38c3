"""Documents in and out; the official format."""

from app.documents.archive import read_archive
from app.documents.atomic_file import write_atomically
from app.documents.document import Block, BlockKind, Document
from app.documents.office import to_page_images, to_pdf
from app.documents.plain_text import read_plain_text
from app.documents.reader import read_document

__all__ = [
    "Block",
    "BlockKind",
    "Document",
    "read_archive",
    "read_document",
    "read_plain_text",
    "to_page_images",
    "to_pdf",
    "write_atomically",
]
