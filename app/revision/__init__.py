"""What happens to a text once it stands: revisions, diffs, figures that change, a new year."""

from app.revision.binding import edit_section
from app.revision.diff import diff_sections
from app.revision.draft import report_draft, section_of_draft
from app.revision.locks import locked_sentences
from app.revision.merge import merge_sections
from app.revision.presets import load_presets, run_preset
from app.revision.promises import settle_promises
from app.revision.proposal import propose
from app.revision.rebind import preview_figures
from app.revision.rollforward import roll_forward
from app.revision.round_trip import compare_document
from app.revision.store import Store
from app.revision.user import User

__all__ = [
    "Store",
    "User",
    "compare_document",
    "diff_sections",
    "edit_section",
    "load_presets",
    "locked_sentences",
    "merge_sections",
    "preview_figures",
    "propose",
    "report_draft",
    "roll_forward",
    "run_preset",
    "section_of_draft",
    "settle_promises",
]
