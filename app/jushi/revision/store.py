"""What a store must do. Jobs are handed one; which one is wiring's choice.

All of it may raise `StoreError`; a save that lost a race raises `SaveConflictError`, and one for a
report that is not there `NotFoundError`.
"""

from datetime import datetime
from typing import Protocol

from jushi.figures import FigureTable
from jushi.records import (
    Change,
    Decision,
    JobRecord,
    Paper,
    Report,
    SectionVersion,
    Snapshot,
)
from jushi.revision.user import User


class ReportStore(Protocol):
    """Reports themselves, and the one way to change what is in them."""

    def save_report(self, report: Report, actor: str) -> None:
        """Store a new report, or new words about a known one. Its content is not touched."""

    def load_reports(self, report_id: str | None = None) -> tuple[Report, ...]:
        """Give all reports, newest first; or the one named, or nothing."""

    def commit(self, change: Change) -> None:
        """Store all of `change` or nothing. Once it returns, the change survives a crash.

        A change that holds nothing is only logged: an export, a sign-in (no report), a refusal.
        """


class VersionStore(Protocol):
    """Texts of sections."""

    def load_sections(self, report_id: str) -> tuple[SectionVersion, ...]:
        """Give the newest version of each section, in outline order."""

    def load_version(self, report_id: str, key: str, number: int) -> SectionVersion:
        """Give one version; `NotFoundError` if there is none."""

    def list_versions(self, report_id: str, key: str) -> tuple[SectionVersion, ...]:
        """Give the versions of one section, newest first."""


class FigureStore(Protocol):
    """Figures of a report, and how they came to be what they are."""

    def load_figures(self, report_id: str, revision: int | None = None) -> FigureTable:
        """Give the figures in workbook order, as they are or as they were at `revision`."""

    def list_figure_changes(self, report_id: str, figure_id: str = "") -> tuple[Change, ...]:
        """Give the saves that changed one figure, or any, newest first: who, when, the edits."""


class PaperStore(Protocol):
    """What lies beside the text: papers, decisions, snapshots."""

    def load_paper(self, report_id: str, name: str) -> Paper:
        """Give a paper; one that was never saved is empty, with revision 0."""

    def list_decisions(self, report_id: str) -> tuple[Decision, ...]:
        """Give what was decided, oldest first, withdrawals included."""

    def list_snapshots(self, report_id: str) -> tuple[Snapshot, ...]:
        """Give the snapshots, newest first."""


class JobStore(Protocol):
    """Long work."""

    def save_job(self, job: JobRecord) -> JobRecord:
        """Store the job and give it back with its new revision. Two workers that take up one
        job are told apart here: the second gets a `SaveConflictError`."""

    def load_job(self, job_id: str) -> JobRecord:
        """Give one job; `NotFoundError` if there is none."""

    def list_jobs(self, *, report_id: str = "", is_open: bool = False) -> tuple[JobRecord, ...]:
        """Give jobs, newest first: of one report, and only unfinished ones, if so asked."""

    def beat_job(self, job_id: str, worker: str, time: datetime) -> bool:
        """Note a sign of life of `worker`; the job's revision stays.

        False, and nothing is noted, where the job is finished, gone or run by another worker.
        """


class UserStore(Protocol):
    """People who may sign in."""

    def save_user(self, user: User, actor: str, time: datetime) -> None:
        """Store a person, new or changed."""

    def load_users(self, name: str | None = None) -> tuple[User, ...]:
        """Give all people by name; or the one named, or nothing."""


class AuditStore(Protocol):
    """Who did what."""

    def list_events(self, report_id: str = "", limit: int = 200) -> tuple[Change, ...]:
        """Give who did what when, newest first, of one report or of all: changes without their
        content."""


class Store(
    ReportStore,
    VersionStore,
    FigureStore,
    PaperStore,
    JobStore,
    UserStore,
    AuditStore,
    Protocol,
):
    """All of it."""
