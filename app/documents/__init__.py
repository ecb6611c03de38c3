"""Documents in and out; the official format."""

from app.documents.document import Block, BlockKind, Document

__all__ = ["Block", "BlockKind", "Document"]
