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
    approver: str = ""
    """User who was asked to approve it; empty where nobody was."""
    previous_id: str = ""
    """Last year's report in this workspace, if it was rolled forward."""
    is_archived: bool = False
    deleted: datetime | None = None
    """When it was deleted; all of it is still there, and it can be taken back."""
    figure_revision: int = 0
    """Counts the saves that changed figures; kept by the store."""

    def change_since(self, earlier: "Report") -> tuple[str, str]:
        """What the log tells of a save: the action, and the new title or the people's names."""
        if (self.reviewers, self.approver) != (earlier.reviewers, earlier.approver):
            return "reviewers", "、".join((*self.reviewers, self.approver)).strip("、")
        if (self.deleted is None) != (earlier.deleted is None):
            return ("undelete" if self.deleted is None else "delete"), self.title
        if self.is_archived != earlier.is_archived:
            return ("archive" if self.is_archived else "unarchive"), self.title
        return "rename", self.title
