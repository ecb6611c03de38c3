"""A stored report in the list of reports: renamed, archived, deleted and taken back."""

from dataclasses import dataclass, replace

from jushi.errors import InvalidError
from jushi.messages import Message
from jushi.records import Report
from jushi.services.workspace.group import Group
from jushi.services.workspace.reports import StoredReport

_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Keeping(Group):
    """One stored report in the list. Each call raises NotFoundError if there is none of that id."""

    def rename(self, title: str) -> Report:
        """Give it another title, which its text has, too. InvalidError for one of no use."""
        title = " ".join(title.split())
        if not 0 < len(title) <= _LONGEST_TITLE or not title.isprintable():
            raise InvalidError(
                "services.not_a_title", place=Message("places.report", name=self.report_id)
            )
        return self._save(replace(self._record(), title=title))

    def archive(self, *, is_archived: bool) -> Report:
        """Put it away, or back among those in work; it can be opened as before."""
        return self._save(replace(self._record(), is_archived=is_archived))

    def delete(self) -> Report:
        """Take it off the list; nothing of it is lost, see `restore`."""
        return self._save(replace(self._record(), deleted=self.actor.clock()))

    def restore(self) -> Report:
        """Take back that it was deleted."""
        return self._save(replace(self._record(), deleted=None))

    def _record(self) -> Report:
        return self._group(StoredReport).record()

    def _save(self, report: Report) -> Report:
        # `updated` orders the list: what was put away comes first where it is looked for.
        kept = replace(report, updated=self.actor.clock())
        self.store.save_report(kept, self.actor.name)
        return kept
