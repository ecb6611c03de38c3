"""The people who work on reports, and who may do what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, assert_never, overload

from jushi.records import Report
from jushi.revision.role import Role

ReportAction = Literal["read", "write", "review"]
Action = Literal["administer", "draft", "be_asked", "approve"]
"""`administer`: change the setup and see the users; `draft`: begin reports and add documents;
`be_asked`: be asked to review the reports of others; `approve`: be asked to approve them."""


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

    @overload
    def may(self, action: ReportAction, report: Report) -> bool: ...

    @overload
    def may(self, action: Action) -> bool: ...

    def may(self, action: ReportAction | Action, report: Report | None = None) -> bool:
        """Whether this person may do `action`, with `report` where it is done to one.

        管理 may do everything but be asked to review; 起草 drafts, and an owner does everything
        with their report; a reviewer or approver who was asked may read and review; nobody else
        learns that the report exists.
        """
        if not self.is_active:
            return False
        is_owner = report is not None and self.role == "起草" and report.owner == self.name
        match action:
            case "be_asked":
                return self.role == "审核"
            case "approve":
                return self.role in ("管理", "审核")
            case "administer":
                return self.role == "管理"
            case "draft":
                return self.role in ("管理", "起草")
            case "write":
                return self.role == "管理" or is_owner
            case "read" | "review":
                is_asked = report is not None and self.name in (*report.reviewers, report.approver)
                return self.role == "管理" or is_owner or is_asked
        assert_never(action)
