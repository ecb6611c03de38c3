"""The store without a database, for tests of whatever is handed one."""

from dataclasses import replace
from datetime import datetime
from threading import RLock

from jushi.errors import ConflictError, NotFoundError
from jushi.figures import Figure, FigureTable
from jushi.messages import Message
from jushi.records import (
    Change,
    Decision,
    JobRecord,
    Paper,
    Report,
    SaveConflictError,
    SectionVersion,
    Snapshot,
)
from jushi.revision import User


class MemoryStore:
    """A `Store` whose content ends with it."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._reports: dict[str, Report] = {}
        self._versions: dict[tuple[str, str], list[SectionVersion]] = {}
        self._order: dict[str, list[str]] = {}
        self._figures: dict[str, dict[str, Figure]] = {}
        self._figure_changes: dict[str, list[Change]] = {}
        self._tables: dict[tuple[str, int], tuple[Figure, ...]] = {}
        self._papers: dict[tuple[str, str], Paper] = {}
        self._decisions: dict[str, list[Decision]] = {}
        self._snapshots: dict[str, list[Snapshot]] = {}
        self._jobs: dict[str, JobRecord] = {}
        self._users: dict[str, User] = {}
        self._events: list[Change] = []

    def save_report(self, report: Report, actor: str) -> None:
        with self._lock:
            known = self._reports.get(report.id)
            if known is not None and known.figure_revision != report.figure_revision:
                raise ConflictError(
                    "store.figures_have_changed", place=Message("places.report", name=report.id)
                )
            self._reports[report.id] = report
            told = ("create", report.title) if known is None else report.change_since(known)
            self._log(report.id, actor, report.updated, *told)

    def load_reports(self, report_id: str | None = None) -> tuple[Report, ...]:
        found = [r for r in self._reports.values() if report_id in (None, r.id)]
        found.sort(key=lambda r: r.id)
        return tuple(sorted(found, key=lambda r: r.updated, reverse=True))

    def commit(self, change: Change) -> None:
        with self._lock:
            if change.report_id:
                self._commit_to_report(change)
            elif change.job is not None:
                self._save_job(change.job, change)
            self._log(change.report_id, change.actor, change.time, change.action, change.detail)

    def _commit_to_report(self, change: Change) -> None:
        report_id = change.report_id
        if change.begins is not None and report_id in self._reports:
            raise ConflictError(
                "store.exists_already", place=Message("places.report", name=repr(report_id))
            )
        report = change.begins or self._reports.get(report_id)
        if report is None:
            raise NotFoundError(
                "store.no_such_report", place=Message("places.report", name=repr(report_id))
            )
        self._refuse_lost_race(change)
        if change.job is not None:
            self._save_job(change.job, change)
        for version in change.versions:
            self._versions.setdefault((report_id, version.key), []).append(version)
            order = self._order.setdefault(report_id, [])
            if not version.parent:
                order.append(version.key)
        if change.order is not None:
            self._order[report_id] = [k for k in change.order if (report_id, k) in self._versions]
        edits = [e for e in change.figures if e.before != e.after]
        revision = report.figure_revision + bool(edits)
        self._reports[report_id] = replace(report, figure_revision=revision, updated=change.time)
        figures = self._figures.setdefault(report_id, {})
        for edit in edits:
            if edit.after is None:
                del figures[edit.figure_id]
            else:
                figures[edit.figure_id] = edit.after
        if edits:
            self._figure_changes.setdefault(report_id, []).append(
                Change(report_id, change.actor, change.time, "figures", figures=tuple(edits))
            )
        self._tables[report_id, revision] = tuple(figures.values())
        for paper in change.papers:
            self._papers[report_id, paper.name] = replace(paper, revision=paper.revision + 1)
        self._decisions.setdefault(report_id, []).extend(change.decisions)
        self._snapshots.setdefault(report_id, []).extend(change.snapshots)

    def _refuse_lost_race(self, change: Change) -> None:
        versions: list[SectionVersion] = []
        for mine in change.versions:
            stored = self._versions.get((change.report_id, mine.key), [])
            if len(stored) == mine.parent:
                continue
            if not stored:
                raise NotFoundError(
                    "store.no_parent_version",
                    place=Message("places.section", name=repr(mine.key)),
                    parent=mine.parent,
                )
            versions.append(stored[-1])
        now = self._figures.get(change.report_id, {})
        figures = tuple(
            (e.figure_id, now.get(e.figure_id))
            for e in change.figures
            if now.get(e.figure_id) != e.before
        )
        papers = tuple(
            stored_paper
            for mine_paper in change.papers
            if (stored_paper := self.load_paper(change.report_id, mine_paper.name)).revision
            != mine_paper.revision
        )
        if not (versions or figures or papers):
            return
        names = [v.text.title or v.key for v in versions]
        names += [figure_id for figure_id, _ in figures] + [paper.name for paper in papers]
        authors = "、".join(dict.fromkeys(v.author for v in versions)) or Message(
            "store.someone_else"
        )
        raise SaveConflictError(
            "store.saved_meanwhile",
            place=Message("places.report", name=change.report_id),
            names="、".join(names),
            authors=authors,
            mine=change,
            versions=tuple(versions),
            figures=figures,
            papers=papers,
        )

    def load_sections(self, report_id: str) -> tuple[SectionVersion, ...]:
        return tuple(self._versions[report_id, k][-1] for k in self._order.get(report_id, []))

    def load_version(self, report_id: str, key: str, number: int) -> SectionVersion:
        stored = self._versions.get((report_id, key), [])
        if not 0 < number <= len(stored):
            raise NotFoundError(
                "store.no_such_version",
                place=Message("places.section", name=repr(key)),
                number=number,
            )
        return stored[number - 1]

    def list_versions(self, report_id: str, key: str) -> tuple[SectionVersion, ...]:
        return tuple(reversed(self._versions.get((report_id, key), ())))

    def load_figures(self, report_id: str, revision: int | None = None) -> FigureTable:
        if revision is None:
            return FigureTable(tuple(self._figures.get(report_id, {}).values()))
        return FigureTable(self._tables.get((report_id, revision), ()))

    def list_figure_changes(self, report_id: str, figure_id: str = "") -> tuple[Change, ...]:
        found = [
            replace(c, figures=tuple(e for e in c.figures if figure_id in ("", e.figure_id)))
            for c in reversed(self._figure_changes.get(report_id, ()))
        ]
        return tuple(c for c in found if c.figures)

    def load_paper(self, report_id: str, name: str) -> Paper:
        return self._papers.get((report_id, name), Paper(name, ""))

    def list_decisions(self, report_id: str) -> tuple[Decision, ...]:
        return tuple(self._decisions.get(report_id, ()))

    def list_snapshots(self, report_id: str) -> tuple[Snapshot, ...]:
        return tuple(reversed(self._snapshots.get(report_id, ())))

    def save_job(self, job: JobRecord) -> JobRecord:
        with self._lock:
            return self._save_job(job, job)

    def _save_job(self, job: JobRecord, mine: Change | JobRecord) -> JobRecord:
        stored = self._jobs.get(job.id)
        if (stored.revision if stored else 0) != job.revision:
            raise SaveConflictError(
                "store.job_taken", place=Message("places.job", name=job.id), mine=mine
            )
        self._jobs[job.id] = replace(job, revision=job.revision + 1)
        return self._jobs[job.id]

    def load_job(self, job_id: str) -> JobRecord:
        if job_id not in self._jobs:
            raise NotFoundError("store.no_such_job", place=Message("places.job", name=repr(job_id)))
        return self._jobs[job_id]

    def list_jobs(self, *, report_id: str = "", is_open: bool = False) -> tuple[JobRecord, ...]:
        found = [
            j
            for j in sorted(self._jobs.values(), key=lambda j: j.id)
            if report_id in ("", j.report_id) and not (is_open and j.is_finished)
        ]
        return tuple(sorted(found, key=lambda j: j.created, reverse=True))

    def beat_job(self, job_id: str, worker: str, time: datetime) -> bool:
        with self._lock:
            job = self._jobs.get(job_id)
            if job is None or job.is_finished or not job.worker or job.worker != worker:
                return False
            self._jobs[job_id] = replace(job, heartbeat=time)
            return True

    def save_user(self, user: User, actor: str, time: datetime) -> None:
        former = self._users.get(user.name)
        changed = former.password_changed if former else None
        if former and former.password_hash != user.password_hash:
            changed = time
        self._users[user.name] = replace(user, password_changed=changed)
        self._log("", actor, time, "user", f"{user.name} {user.role} active={user.is_active}")

    def load_users(self, name: str | None = None) -> tuple[User, ...]:
        return tuple(u for n, u in sorted(self._users.items()) if name in (None, n))

    def list_events(self, report_id: str = "", limit: int = 200) -> tuple[Change, ...]:
        found = [e for e in reversed(self._events) if report_id in ("", e.report_id)]
        return tuple(found[:limit])

    def _log(self, report_id: str, actor: str, time: datetime, action: str, detail: str) -> None:
        self._events.append(Change(report_id, actor, time, action, detail))
