"""What happens to a text once it stands: revisions, diffs, figures that change, a new year."""

from typing import TYPE_CHECKING

from jushi.lazy_names import lazy_names

if TYPE_CHECKING:
    from jushi.revision import instruction as asked
    from jushi.revision.binding import edit_section
    from jushi.revision.diff import diff_sections
    from jushi.revision.locks import locked_sentences
    from jushi.revision.merge import merge_sections
    from jushi.revision.proposal import Proposal, Triage, propose
    from jushi.revision.rebind import preview_figures
    from jushi.revision.role import Role
    from jushi.revision.rollforward import roll_forward
    from jushi.revision.round_trip import compare_document
    from jushi.revision.sentence import with_ids
    from jushi.revision.store import Store
    from jushi.revision.user import User

__all__ = [
    "Proposal",
    "Role",
    "Store",
    "Triage",
    "User",
    "asked",
    "compare_document",
    "diff_sections",
    "edit_section",
    "locked_sentences",
    "merge_sections",
    "preview_figures",
    "propose",
    "roll_forward",
    "with_ids",
]

__getattr__ = lazy_names(
    __name__,
    {
        "instruction": "as asked",
        "binding": "edit_section",
        "diff": "diff_sections",
        "locks": "locked_sentences",
        "merge": "merge_sections",
        "proposal": "Triage Proposal propose",
        "rebind": "preview_figures",
        "role": "Role",
        "rollforward": "roll_forward",
        "round_trip": "compare_document",
        "sentence": "with_ids",
        "store": "Store",
        "user": "User",
    },
)
