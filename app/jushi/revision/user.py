"""The people who work on reports, and who may do what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, assert_never

from jushi.records import Report

Action = Literal["read", "write", "review", "administer"]
Role = Literal["管理", "起草", "审核"]
"""What a person may do; the words are what the page shows."""


@dataclass(frozen=True, slots=True)
class User:
    """A person who can sign in."""

    name: str
    role: Role
    password_hash: str
    """An argon2 hash with its parameters; never the password."""
    created: datetime
    is_active: bool = True
    password_changed: datetime | None = None
    """When the password was last replaced by another one; kept by the store."""

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
