"""Carries out one change inside one transaction: first every guard, then every write."""

from dataclasses import replace

from sqlalchemy import Connection, func, insert, select, update

from jushi.errors import ConflictError, NotFoundError
from jushi.figures import Figure
from jushi.messages import Message
from jushi.records import (
    Change,
    FigureEdit,
    JobRecord,
    Paper,
    Report,
    SaveConflictError,
    SectionVersion,
)
from jushi.store.audit import write_event
from jushi.store.codec import decode, encode, format_time
from jushi.store.tables import (
    DecisionRow,
    FigureRow,
    JobRow,
    PaperRow,
    ReportRow,
    RevisionRow,
    SectionRow,
    SnapshotRow,
    VersionRow,
)


def carry_out(connection: Connection, change: Change) -> None:
    """Store all of `change`; the caller's transaction makes it whole.

    Raises SaveConflictError, and nothing is stored, if a section, figure, paper or job moved
    on since the change was prepared; StoreError if the report is not there, or there already
    when it should begin.
    """
    if change.begins is not None:
        _begin_report(connection, change.begins)
    if change.report_id:
        report = _lock_report(connection, change.report_id)
        _refuse_lost_race(connection, change)
        _write_versions(connection, change)
        _write_figures(connection, change, report)
        _write_papers(connection, change)
    if change.job is not None:
        write_job(connection, change.job, change)
    write_event(
        connection,
        {
            "report_id": change.report_id,
            "actor": change.actor,
            "time": format_time(change.time),
            "action": change.action,
            "detail": change.detail,
        },
    )


def _begin_report(connection: Connection, report: Report) -> None:
    known = connection.execute(select(ReportRow.id).where(ReportRow.id == report.id)).scalar()
    if known is not None:
        raise ConflictError(
            "store.exists_already", place=Message("places.report", name=repr(report.id))
        )
    connection.execute(
        insert(ReportRow),
        {
            "id": report.id,
            "figure_revision": report.figure_revision,
            "updated": format_time(report.updated),
            "body": encode(report),
        },
    )


def _lock_report(connection: Connection, report_id: str) -> Report:
    # One change to a report at a time: the guards below hold until the transaction ends.
    row = connection.execute(
        select(ReportRow.body).where(ReportRow.id == report_id).with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFoundError(
            "store.no_such_report", place=Message("places.report", name=repr(report_id))
        )
    return decode(Report, row.body)


def _refuse_lost_race(connection: Connection, change: Change) -> None:
    versions = tuple(
        v for mine in change.versions if (v := _newer_version(connection, mine)) is not None
    )
    stored = {e.figure_id: _figure_now(connection, change.report_id, e) for e in change.figures}
    figures = tuple((e.figure_id, stored[e.figure_id]) for e in change.figures)
    moved = tuple(
        pair for pair, edit in zip(figures, change.figures, strict=True) if pair[1] != edit.before
    )
    papers = tuple(
        p
        for mine in change.papers
        if (p := paper_now(connection, change.report_id, mine.name)).revision != mine.revision
    )
    if not (versions or moved or papers):
        return
    raise SaveConflictError(
        "store.saved_meanwhile",
        place=Message("places.report", name=change.report_id),
        names="、".join(_names(versions, moved, papers)),
        authors="、".join(dict.fromkeys(v.author for v in versions))
        or Message("store.someone_else"),
        mine=change,
        versions=versions,
        figures=moved,
        papers=papers,
    )


def _names(
    versions: tuple[SectionVersion, ...],
    figures: tuple[tuple[str, Figure | None], ...],
    papers: tuple[Paper, ...],
) -> list[str]:
    names = [v.text.title or v.key for v in versions]
    return [*names, *(figure_id for figure_id, _ in figures), *(paper.name for paper in papers)]


def _newer_version(connection: Connection, mine: SectionVersion) -> SectionVersion | None:
    number = connection.execute(
        select(SectionRow.number).where(
            SectionRow.report_id == mine.report_id, SectionRow.key == mine.key
        )
    ).scalar()
    if (number or 0) == mine.parent:
        return None
    if number is None:
        raise NotFoundError(
            "store.no_parent_version",
            place=Message("places.section", name=repr(mine.key)),
            parent=mine.parent,
        )
    body = connection.execute(
        select(VersionRow.body).where(
            VersionRow.report_id == mine.report_id,
            VersionRow.key == mine.key,
            VersionRow.number == number,
        )
    ).scalar_one()
    return decode(SectionVersion, body)


def _figure_now(connection: Connection, report_id: str, edit: FigureEdit) -> Figure | None:
    body = connection.execute(
        select(FigureRow.body).where(
            FigureRow.report_id == report_id,
            FigureRow.figure_id == edit.figure_id,
            FigureRow.until.is_(None),
        )
    ).scalar()
    return None if body is None else decode(Figure, body)


def paper_now(connection: Connection, report_id: str, name: str) -> Paper:
    """Give the newest state of a paper, an empty one of revision 0 if there is none."""
    body = connection.execute(
        select(PaperRow.body)
        .where(PaperRow.report_id == report_id, PaperRow.name == name)
        .order_by(PaperRow.revision.desc())
        .limit(1)
    ).scalar()
    return Paper(name, "") if body is None else decode(Paper, body)


def _write_versions(connection: Connection, change: Change) -> None:
    report_id = change.report_id
    for version in change.versions:
        connection.execute(
            insert(VersionRow),
            {
                "report_id": report_id,
                "key": version.key,
                "number": version.number,
                "author": version.author,
                "time": format_time(version.time),
                "cause": version.cause,
                "note": version.note,
                "body": encode(version),
            },
        )
        head = (SectionRow.report_id == report_id, SectionRow.key == version.key)
        if version.parent:
            connection.execute(update(SectionRow).where(*head).values(number=version.number))
        else:
            last = connection.execute(
                select(func.max(SectionRow.position)).where(SectionRow.report_id == report_id)
            ).scalar()
            connection.execute(
                insert(SectionRow),
                {
                    "report_id": report_id,
                    "key": version.key,
                    "number": version.number,
                    "position": 0 if last is None else last + 1,
                },
            )
    if change.order is not None:
        _reorder(connection, report_id, change.order)


def _reorder(connection: Connection, report_id: str, order: tuple[str, ...]) -> None:
    of_report = SectionRow.report_id == report_id
    connection.execute(update(SectionRow).where(of_report).values(position=None))
    for position, key in enumerate(order):
        connection.execute(
            update(SectionRow).where(of_report, SectionRow.key == key).values(position=position)
        )


def _write_figures(connection: Connection, change: Change, report: Report) -> None:
    edits = [edit for edit in change.figures if edit.before != edit.after]
    revision = report.figure_revision + (1 if edits else 0)
    touched = replace(report, figure_revision=revision, updated=change.time)
    connection.execute(
        update(ReportRow)
        .where(ReportRow.id == report.id)
        .values(
            figure_revision=revision, updated=format_time(touched.updated), body=encode(touched)
        )
    )
    if not edits:
        return
    connection.execute(
        insert(RevisionRow),
        {
            "report_id": report.id,
            "revision": revision,
            "author": change.actor,
            "time": format_time(change.time),
        },
    )
    last = connection.execute(
        select(func.max(FigureRow.position)).where(FigureRow.report_id == report.id)
    ).scalar()
    free = 0 if last is None else last + 1
    rows = []
    for offset, edit in enumerate(edits):
        position = _close_figure(connection, report.id, edit, revision)
        if edit.after is not None:
            rows.append(
                {
                    "report_id": report.id,
                    "figure_id": edit.figure_id,
                    "since": revision,
                    "until": None,
                    "position": free + offset if position is None else position,
                    "body": encode(edit.after),
                }
            )
    if rows:
        connection.execute(insert(FigureRow), rows)


def _close_figure(
    connection: Connection, report_id: str, edit: FigureEdit, revision: int
) -> int | None:
    now = (
        FigureRow.report_id == report_id,
        FigureRow.figure_id == edit.figure_id,
        FigureRow.until.is_(None),
    )
    position = connection.execute(select(FigureRow.position).where(*now)).scalar()
    connection.execute(update(FigureRow).where(*now).values(until=revision))
    return position


def _write_papers(connection: Connection, change: Change) -> None:
    for paper in change.papers:
        newer = replace(paper, revision=paper.revision + 1)
        connection.execute(
            insert(PaperRow),
            {
                "report_id": change.report_id,
                "name": paper.name,
                "revision": newer.revision,
                "body": encode(newer),
            },
        )
    for decision in change.decisions:
        connection.execute(
            insert(DecisionRow), {"report_id": change.report_id, "body": encode(decision)}
        )
    for snapshot in change.snapshots:
        connection.execute(
            insert(SnapshotRow), {"report_id": change.report_id, "body": encode(snapshot)}
        )


def write_job(connection: Connection, job: JobRecord, mine: Change | JobRecord) -> JobRecord:
    """Store `job` and give it back with its new revision; SaveConflictError if it moved on."""
    newer = replace(job, revision=job.revision + 1)
    # Worker and heartbeat have columns of their own, and are there alone.
    body = encode(replace(newer, worker="", heartbeat=None))
    values = {
        "report_id": job.report_id,
        "state": job.state,
        "created": format_time(job.created),
        "revision": newer.revision,
        "body": body,
        "worker": job.worker or None,
        "heartbeat": None if job.heartbeat is None else format_time(job.heartbeat),
    }
    if job.revision:
        done = connection.execute(
            update(JobRow)
            .where(JobRow.id == job.id, JobRow.revision == job.revision)
            .values(**values)
        )
        was_lost = done.rowcount != 1
    else:
        was_lost = (
            connection.execute(select(JobRow.id).where(JobRow.id == job.id)).scalar() is not None
        )
        if not was_lost:
            connection.execute(insert(JobRow), {"id": job.id, **values})
    if was_lost:
        raise SaveConflictError(
            "store.job_taken", place=Message("places.job", name=job.id), mine=mine
        )
    return newer
