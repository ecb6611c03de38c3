"""Who may look at a kept report besides its owner."""

from collections.abc import Sequence
from dataclasses import replace

from app.jobs.kept_reports import kept_report
from app.jobs.kept_sections import Hand
from app.records import Report
from app.revision import Store


def ask_reviewers(store: Store, report_id: str, names: Sequence[str], *, hand: Hand) -> Report:
    """Let these people, and no other reviewers, read and review a report.

    Raises StoreError if there is none of that id, or if its figures changed meanwhile.
    """
    report = replace(kept_report(store, report_id), reviewers=tuple(names), updated=hand.time)
    store.save_report(report, hand.name)
    return report
