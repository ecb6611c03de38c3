"""Documents to passages to index to hits: past reports and policy texts, found again."""

from app.knowledge.chroma_index import load_chroma
from app.knowledge.describe import Description, describe_document, is_of_office
from app.knowledge.embedder import Embedder
from app.knowledge.ingest import FileOutcome
from app.knowledge.knowledge import Knowledge, open_knowledge
from app.knowledge.masking import mask_figures
from app.knowledge.passage import DocumentRecord, Filters, Hit, Overrides, Passage
from app.knowledge.progress import Progress

__all__ = [
    "Description",
    "DocumentRecord",
    "Embedder",
    "FileOutcome",
    "Filters",
    "Hit",
    "Knowledge",
    "Overrides",
    "Passage",
    "Progress",
    "describe_document",
    "is_of_office",
    "load_chroma",
    "mask_figures",
    "open_knowledge",
]
