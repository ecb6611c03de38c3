"""The store over SQLAlchemy: the same for SQLite and PostgreSQL."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine, insert, select, update

from jushi.errors import ConflictError, NotFoundError
from jushi.figures import Figure, FigureTable
from jushi.messages import Message
from jushi.records import (
    Change,
    Decision,
    FigureEdit,
    JobRecord,
    Paper,
    Report,
    SectionVersion,
    Snapshot,
)
from jushi.revision import User
from jushi.store.audit import LogProof, prove_log
from jushi.store.codec import decode, encode, format_time
from jushi.store.committing import carry_out, paper_now, write_job
from jushi.store.database import reading, writing
from jushi.store.tables import (
    DecisionRow,
    EventRow,
    FigureRow,
    JobRow,
    ReportRow,
    RevisionRow,
    SectionRow,
    SnapshotRow,
    UserRow,
    VersionRow,
)

_OPEN_STATES = ("queued", "running")
_JOB_COLUMNS = (JobRow.body, JobRow.worker, JobRow.heartbeat)


class SqlStore:
    """A `Store` in a database. Safe to share between threads; close it when done."""

    def __init__(self, engine: Engine, place: str) -> None:
        self.engine = engine
        self.place = place

    def close(self) -> None:
        """Give back connections and files."""
        self.engine.dispose()

    # reports

    def save_report(self, report: Report, actor: str) -> None:
        with writing(self.engine, self.place) as connection:
            found = connection.execute(
                select(ReportRow.figure_revision, ReportRow.body).where(ReportRow.id == report.id)
            ).one_or_none()
            if found is None:
                begun = Change(
                    report.id, actor, report.updated, "create", report.title, begins=report
                )
                carry_out(connection, begun)
                return
            revision, body = found
            if revision != report.figure_revision:
                raise ConflictError(
                    "store.figures_have_changed", place=Message("places.report", name=report.id)
                )
            row = {"updated": format_time(report.updated), "body": encode(report)}
            connection.execute(update(ReportRow).where(ReportRow.id == report.id).values(row))
            told = report.change_since(decode(Report, body))
            carry_out(connection, Change(report.id, actor, report.updated, *told))

    def load_reports(self, report_id: str | None = None) -> tuple[Report, ...]:
        query = select(ReportRow.body).order_by(ReportRow.updated.desc(), ReportRow.id)
        if report_id is not None:
            query = query.where(ReportRow.id == report_id)
        with reading(self.engine, self.place) as connection:
            return tuple(decode(Report, body) for body in connection.execute(query).scalars())

    def commit(self, change: Change) -> None:
        with writing(self.engine, self.place) as connection:
            carry_out(connection, change)

    # versions

    def load_sections(self, report_id: str) -> tuple[SectionVersion, ...]:
        query = (
            select(VersionRow.body)
            .join(
                SectionRow,
                (SectionRow.report_id == VersionRow.report_id)
                & (SectionRow.key == VersionRow.key)
                & (SectionRow.number == VersionRow.number),
            )
            .where(SectionRow.report_id == report_id, SectionRow.position.is_not(None))
            .order_by(SectionRow.position)
        )
        with reading(self.engine, self.place) as connection:
            bodies = connection.execute(query).scalars()
            return tuple(decode(SectionVersion, body) for body in bodies)

    def load_version(self, report_id: str, key: str, number: int) -> SectionVersion:
        query = select(VersionRow.body).where(
            VersionRow.report_id == report_id,
            VersionRow.key == key,
            VersionRow.number == number,
        )
        with reading(self.engine, self.place) as connection:
            body = connection.execute(query).scalar()
            if body is not None:
                return decode(SectionVersion, body)
        raise NotFoundError(
            "store.no_such_version", place=Message("places.section", name=repr(key)), number=number
        )

    def list_versions(self, report_id: str, key: str) -> tuple[SectionVersion, ...]:
        query = (
            select(VersionRow.body)
            .where(VersionRow.report_id == report_id, VersionRow.key == key)
            .order_by(VersionRow.number.desc())
        )
        with reading(self.engine, self.place) as connection:
            bodies = connection.execute(query).scalars()
            return tuple(decode(SectionVersion, body) for body in bodies)

    # figures

    def load_figures(self, report_id: str, revision: int | None = None) -> FigureTable:
        query = select(FigureRow.body).where(FigureRow.report_id == report_id)
        if revision is None:
            query = query.where(FigureRow.until.is_(None))
        else:
            query = query.where(
                FigureRow.since <= revision,
                FigureRow.until.is_(None) | (FigureRow.until > revision),
            )
        with reading(self.engine, self.place) as connection:
            bodies = connection.execute(query.order_by(FigureRow.position)).scalars()
            return FigureTable(tuple(decode(Figure, body) for body in bodies))

    def list_figure_changes(self, report_id: str, figure_id: str = "") -> tuple[Change, ...]:
        query = select(FigureRow.figure_id, FigureRow.since, FigureRow.until, FigureRow.body)
        query = query.where(FigureRow.report_id == report_id)
        if figure_id:
            query = query.where(FigureRow.figure_id == figure_id)
        saves = select(RevisionRow.revision, RevisionRow.author, RevisionRow.time)
        saves = saves.where(RevisionRow.report_id == report_id)
        with reading(self.engine, self.place) as connection:
            rows = connection.execute(query.order_by(FigureRow.position)).all()
            revisions = connection.execute(saves.order_by(RevisionRow.revision.desc())).all()
            figures = [decode(Figure, row.body) for row in rows]
        edits: dict[int, dict[str, FigureEdit]] = {}
        for row, figure in zip(rows, figures, strict=True):
            fresh = FigureEdit(row.figure_id, None, None)
            began = edits.setdefault(row.since, {})
            began[row.figure_id] = replace(began.get(row.figure_id, fresh), after=figure)
            if row.until is not None:
                ended = edits.setdefault(row.until, {})
                ended[row.figure_id] = replace(ended.get(row.figure_id, fresh), before=figure)
        return tuple(
            Change(
                report_id,
                author,
                datetime.fromisoformat(time),
                "figures",
                figures=tuple(edits[revision].values()),
            )
            for revision, author, time in revisions
            if revision in edits
        )

    # papers

    def load_paper(self, report_id: str, name: str) -> Paper:
        with reading(self.engine, self.place) as connection:
            return paper_now(connection, report_id, name)

    def list_decisions(self, report_id: str) -> tuple[Decision, ...]:
        query = select(DecisionRow.body).where(DecisionRow.report_id == report_id)
        with reading(self.engine, self.place) as connection:
            bodies = connection.execute(query.order_by(DecisionRow.number)).scalars()
            return tuple(decode(Decision, body) for body in bodies)

    def list_snapshots(self, report_id: str) -> tuple[Snapshot, ...]:
        query = select(SnapshotRow.body).where(SnapshotRow.report_id == report_id)
        with reading(self.engine, self.place) as connection:
            bodies = connection.execute(query.order_by(SnapshotRow.number.desc())).scalars()
            return tuple(decode(Snapshot, body) for body in bodies)

    # jobs

    def save_job(self, job: JobRecord) -> JobRecord:
        with writing(self.engine, self.place) as connection:
            return write_job(connection, job, job)

    def load_job(self, job_id: str) -> JobRecord:
        query = select(*_JOB_COLUMNS).where(JobRow.id == job_id)
        with reading(self.engine, self.place) as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise NotFoundError("store.no_such_job", place=Message("places.job", name=repr(job_id)))
        return _job(*row)

    def list_jobs(self, *, report_id: str = "", is_open: bool = False) -> tuple[JobRecord, ...]:
        query = select(*_JOB_COLUMNS).order_by(JobRow.created.desc(), JobRow.id)
        if report_id:
            query = query.where(JobRow.report_id == report_id)
        if is_open:
            query = query.where(JobRow.state.in_(_OPEN_STATES))
        with reading(self.engine, self.place) as connection:
            return tuple(_job(*row) for row in connection.execute(query))

    def beat_job(self, job_id: str, worker: str, time: datetime) -> bool:
        beat = (
            update(JobRow)
            .where(JobRow.id == job_id, JobRow.worker == worker, JobRow.state.in_(_OPEN_STATES))
            .values(heartbeat=format_time(time))
        )
        with writing(self.engine, self.place) as connection:
            return connection.execute(beat).rowcount == 1

    # people and log

    def save_user(self, user: User, actor: str, time: datetime) -> None:
        with writing(self.engine, self.place) as connection:
            stored = connection.execute(
                select(UserRow.body, UserRow.password_changed)
                .where(UserRow.name == user.name)
                .with_for_update()
            ).one_or_none()
            values = {"body": encode(replace(user, password_changed=None))}
            if stored is None:
                connection.execute(insert(UserRow), {"name": user.name, **values})
            else:
                if _user(*stored).password_hash != user.password_hash:
                    values["password_changed"] = format_time(time)
                connection.execute(update(UserRow).where(UserRow.name == user.name).values(values))
            change = Change(
                "", actor, time, "user", f"{user.name} {user.role} active={user.is_active}"
            )
            carry_out(connection, change)

    def load_users(self, name: str | None = None) -> tuple[User, ...]:
        query = select(UserRow.body, UserRow.password_changed).order_by(UserRow.name)
        if name is not None:
            query = query.where(UserRow.name == name)
        with reading(self.engine, self.place) as connection:
            return tuple(_user(*row) for row in connection.execute(query))

    def list_events(self, report_id: str = "", limit: int = 200) -> tuple[Change, ...]:
        query = select(
            EventRow.report_id, EventRow.actor, EventRow.time, EventRow.action, EventRow.detail
        ).order_by(EventRow.number.desc())
        if report_id:
            query = query.where(EventRow.report_id == report_id)
        with reading(self.engine, self.place) as connection:
            return tuple(
                Change(owner, actor, datetime.fromisoformat(time), action, detail)
                for owner, actor, time, action, detail in connection.execute(query.limit(limit))
            )

    def prove_log(self, noted: str = "") -> LogProof:
        """Say whether the log is what it was when it was written; see `audit.prove_log`."""
        with reading(self.engine, self.place) as connection:
            return prove_log(connection, noted)


def _job(body: str, worker: str | None, heartbeat: str | None) -> JobRecord:
    beat = None if heartbeat is None else datetime.fromisoformat(heartbeat)
    return replace(decode(JobRecord, body), worker=worker or "", heartbeat=beat)


def _user(body: str, password_changed: str | None) -> User:
    changed = None if password_changed is None else datetime.fromisoformat(password_changed)
    return replace(decode(User, body), password_changed=changed)
