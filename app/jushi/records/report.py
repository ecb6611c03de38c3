"""A report: whose it is and what it is about."""

from dataclasses import dataclass
from datetime import datetime

from jushi.messages import Language


@dataclass(frozen=True, slots=True)
class Report:
    """One report of one year."""

    id: str
    """Not guessable where several people share a workspace: 128 random bits, made by the caller."""
    title: str
    subject: str
    """Who reports: 濮阳县."""
    year: int
    language: Language
    owner: str
    """Name of the user who made it."""
    created: datetime
    updated: datetime
    reviewers: tuple[str, ...] = ()
    """Users of role 审核 who were asked to look at it."""
    previous_id: str = ""
    """Last year's report in this workspace, if it was rolled forward."""
    is_archived: bool = False
    figure_revision: int = 0
    """Counts the saves that changed figures; kept by the store."""

    def change_since(self, earlier: "Report") -> tuple[str, str]:
        """What the log tells of a save: the action, and the new title or the reviewers' names."""
        if self.reviewers != earlier.reviewers:
            return "reviewers", "、".join(self.reviewers)
        return "rename", self.title
