"""Who may look at a kept report besides its owner."""

from collections.abc import Sequence
from dataclasses import replace

from jushi.records import Report
from jushi.revision import Store
from jushi.services.workspace.reports import kept_report
from jushi.services.workspace.sections import Hand


def ask_reviewers(store: Store, report_id: str, names: Sequence[str], *, hand: Hand) -> Report:
    """Let these people, and no other reviewers, read and review a report.

    Raises NotFoundError if there is none of that id, ConflictError if its figures changed
    meanwhile.
    """
    report = replace(kept_report(store, report_id), reviewers=tuple(names), updated=hand.time)
    store.save_report(report, hand.name)
    return report
