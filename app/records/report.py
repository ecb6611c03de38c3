"""Reports, the people who work on them, and who may do what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, assert_never

Action = Literal["read", "write", "review", "administer"]
Role = Literal["管理", "起草", "审核"]
"""What a person may do; the words are what the page shows."""


@dataclass(frozen=True, slots=True)
class Report:
    """One report of one year."""

    id: str
    """Not guessable where several people share a workspace: 128 random bits, made by the caller."""
    title: str
    subject: str
    """Who reports: 濮阳县."""
    year: int
    language: Literal["zh", "en"]
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


@dataclass(frozen=True, slots=True)
class User:
    """A person who can sign in."""

    name: str
    role: Role
    password_hash: str
    """An argon2 hash with its parameters; never the password."""
    created: datetime
    is_active: bool = True

    def may(self, action: Action, report: Report) -> bool:
        """Whether this person may do `action` with `report`.

        管理 may do everything; an owner everything but administer users; a reviewer who was
        asked may read and review; nobody else learns that the report exists.
        """
        if not self.is_active:
            return False
        if self.role == "管理":
            return True
        is_owner = self.role == "起草" and report.owner == self.name
        match action:
            case "administer":
                return False
            case "write":
                return is_owner
            case "read" | "review":
                return is_owner or self.name in report.reviewers
        assert_never(action)
