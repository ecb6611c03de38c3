"""The store as one person may use it: what is not theirs is not there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from jushi.errors import NotFoundError, RefusalError
from jushi.figures import FigureTable
from jushi.messages import Message
from jushi.records import (
    Change,
    Decision,
    JobRecord,
    Paper,
    Report,
    SectionVersion,
    Snapshot,
)
from jushi.revision import Store, User
from jushi.services.workspace import REVIEWER_TURNS, SIGN_OFF

Who = Callable[[], User | None]
"""Gives the person who asks at this moment; None is nobody, who may do nothing."""


@dataclass(frozen=True, slots=True)
class GuardedStore:
    """A `Store` that asks `User.may` before everything.

    A report that may not be read is told like one that does not exist, so that ids cannot be
    probed; one that may be read but not changed is refused.
    """

    inner: Store
    who: Who

    def save_report(self, report: Report, actor: str) -> None:
        if self.inner.load_reports(report.id):
            self._write(report.id)
        elif not self._may_make(report):
            raise _refusal(report.id)
        self.inner.save_report(report, actor)

    def load_reports(self, report_id: str | None = None) -> tuple[Report, ...]:
        user = self.who()
        found = self.inner.load_reports(report_id)
        return tuple(r for r in found if user is not None and user.may("read", r))

    def commit(self, change: Change) -> None:
        if change.begins is not None:
            if change.begins.id != change.report_id or not self._may_make(change.begins):
                raise _refusal(change.report_id)
        elif change.report_id:
            report, user = self._report(change.report_id), self.who()
            action: Literal["write", "review"] = "write" if _writes(change) else "review"
            if user is None or not user.may(action, report):
                raise _refusal(change.report_id)
        self.inner.commit(change)

    def load_sections(self, report_id: str) -> tuple[SectionVersion, ...]:
        self._report(report_id)
        return self.inner.load_sections(report_id)

    def load_version(self, report_id: str, key: str, number: int) -> SectionVersion:
        self._report(report_id)
        return self.inner.load_version(report_id, key, number)

    def list_versions(self, report_id: str, key: str) -> tuple[SectionVersion, ...]:
        self._report(report_id)
        return self.inner.list_versions(report_id, key)

    def load_figures(self, report_id: str, revision: int | None = None) -> FigureTable:
        self._report(report_id)
        return self.inner.load_figures(report_id, revision)

    def list_figure_changes(self, report_id: str, figure_id: str = "") -> tuple[Change, ...]:
        self._report(report_id)
        return self.inner.list_figure_changes(report_id, figure_id)

    def load_paper(self, report_id: str, name: str) -> Paper:
        self._report(report_id)
        return self.inner.load_paper(report_id, name)

    def list_decisions(self, report_id: str) -> tuple[Decision, ...]:
        self._report(report_id)
        return self.inner.list_decisions(report_id)

    def list_snapshots(self, report_id: str) -> tuple[Snapshot, ...]:
        self._report(report_id)
        return self.inner.list_snapshots(report_id)

    def save_job(self, job: JobRecord) -> JobRecord:
        self._write(job.report_id)
        return self.inner.save_job(job)

    def load_job(self, job_id: str) -> JobRecord:
        job = self.inner.load_job(job_id)
        self._report(job.report_id)
        return job

    def list_jobs(self, *, report_id: str = "", is_open: bool = False) -> tuple[JobRecord, ...]:
        seen = {report.id for report in self.load_reports(report_id or None)}
        found = self.inner.list_jobs(report_id=report_id, is_open=is_open)
        return tuple(job for job in found if job.report_id in seen)

    def beat_job(self, job_id: str, worker: str, time: datetime) -> bool:
        self._write(self.load_job(job_id).report_id)
        return self.inner.beat_job(job_id, worker, time)

    def save_user(self, user: User, actor: str, time: datetime) -> None:
        self._administer()
        self.inner.save_user(user, actor, time)

    def load_users(self, name: str | None = None) -> tuple[User, ...]:
        self._administer()
        return self.inner.load_users(name)

    def list_events(self, report_id: str = "", limit: int = 200) -> tuple[Change, ...]:
        if report_id:
            self._report(report_id)
        else:
            self._administer()
        return self.inner.list_events(report_id, limit)

    def _report(self, report_id: str) -> Report:
        found = self.load_reports(report_id)
        if not found:
            raise NotFoundError(
                "services.no_such_report", place=Message("places.report", name=report_id)
            )
        return found[0]

    def _write(self, report_id: str) -> None:
        report, user = self._report(report_id), self.who()
        if user is None or not user.may("write", report):
            raise _refusal(report_id)

    def _may_make(self, report: Report) -> bool:
        user = self.who()
        return user is not None and user.may("write", report) and report.owner == user.name

    def _administer(self) -> None:
        user = self.who()
        if user is None or not user.may("administer"):
            raise RefusalError("web.users_not_shown", place=Message("places.users"))


def _writes(change: Change) -> bool:
    """Whether it does what only those may do who may write the report."""
    if any((change.versions, change.figures, change.job, change.order)):
        return True
    # A reviewer's turn is kept in a paper; to send a report, or to call it back, is its writer's.
    is_turn = change.action in REVIEWER_TURNS and {p.name for p in change.papers} == {SIGN_OFF}
    return bool(change.papers) and not is_turn


def _refusal(report_id: str) -> RefusalError:
    return RefusalError("web.report_read_only", place=Message("places.report", name=report_id))
