"""Documents to passages to index to hits: past reports and policy texts, found again."""

from typing import TYPE_CHECKING

from jushi.lazy_names import lazy_names

if TYPE_CHECKING:
    from jushi.knowledge.chroma_index import load_chroma
    from jushi.knowledge.describe import Description, describe_document, is_of_office
    from jushi.knowledge.embedder import Embedder
    from jushi.knowledge.folder_check import find_damage
    from jushi.knowledge.folder_lock import folder_held
    from jushi.knowledge.ingest import FileOutcome
    from jushi.knowledge.kinds import BOXES, KINDS, STATUSES
    from jushi.knowledge.knowledge import Knowledge, open_knowledge
    from jushi.knowledge.masking import mask_figures
    from jushi.knowledge.passage import DocumentRecord, Filters, Hit, Overrides, Passage
    from jushi.knowledge.progress import Progress

__all__ = [
    "BOXES",
    "KINDS",
    "STATUSES",
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
    "find_damage",
    "folder_held",
    "is_of_office",
    "load_chroma",
    "mask_figures",
    "open_knowledge",
]

__getattr__ = lazy_names(
    __name__,
    {
        "chroma_index": "load_chroma",
        "describe": "Description describe_document is_of_office",
        "embedder": "Embedder",
        "folder_check": "find_damage",
        "folder_lock": "folder_held",
        "ingest": "FileOutcome",
        "kinds": "BOXES KINDS STATUSES",
        "knowledge": "Knowledge open_knowledge",
        "masking": "mask_figures",
        "passage": "DocumentRecord Filters Hit Overrides Passage",
        "progress": "Progress",
    },
)
