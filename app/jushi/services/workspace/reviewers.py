"""Who may look at a stored report besides its owner."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from jushi.records import Report
from jushi.services.workspace.group import Group
from jushi.services.workspace.reports import StoredReport


@dataclass(frozen=True, slots=True)
class Reviewers(Group):
    """Who may look at one stored report."""

    def ask(self, names: Sequence[str], approver: str = "") -> Report:
        """Let these people, and no others, read and review the report, and `approver` approve it.

        Raises NotFoundError if there is none of that id, ConflictError if its figures changed
        meanwhile.
        """
        time = self.actor.clock()
        report = replace(
            self._group(StoredReport).record(),
            reviewers=tuple(names),
            approver=approver,
            updated=time,
        )
        self.store.save_report(report, self.actor.name)
        return report
