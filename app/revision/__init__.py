"""What happens to a text once it stands: revisions, diffs, figures that change, a new year."""

from app.revision import instruction as asked
from app.revision.binding import edit_section
from app.revision.diff import diff_sections
from app.revision.draft import report_draft, section_of_draft
from app.revision.locks import locked_sentences
from app.revision.merge import merge_sections
from app.revision.promises import settle_promises
from app.revision.proposal import Proposal, propose
from app.revision.rebind import preview_figures
from app.revision.rollforward import roll_forward
from app.revision.round_trip import compare_document
from app.revision.store import Store
from app.revision.user import User

__all__ = [
    "Proposal",
    "Store",
    "User",
    "asked",
    "compare_document",
    "diff_sections",
    "edit_section",
    "locked_sentences",
    "merge_sections",
    "preview_figures",
    "propose",
    "report_draft",
    "roll_forward",
    "section_of_draft",
    "settle_promises",
]
