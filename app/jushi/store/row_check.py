"""Rows of a backup, as its JSON has them, held against the tables that they go into."""

import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    exc,
    insert,
    select,
    text,
)

from jushi.figures import Figure
from jushi.records import Decision, JobRecord, Paper, Report, SectionVersion, Snapshot
from jushi.revision import User
from jushi.safe_parsing import load_json
from jushi.store.archive_check import damaged
from jushi.store.codec import decode_checked, format_time
from jushi.store.tables import Base

ROWS_AT_ONCE = 500
_LARGEST_INTEGER = 2**31 - 1
_BODIES: dict[str, type[Any]] = {
    "users": User,
    "reports": Report,
    "versions": SectionVersion,
    "figures": Figure,
    "papers": Paper,
    "decisions": Decision,
    "snapshots": Snapshot,
    "jobs": JobRecord,
}
_TIMES = (
    ("users", "password_changed"),
    ("reports", "updated"),
    ("versions", "time"),
    ("figure_revisions", "time"),
    ("jobs", "created"),
    ("jobs", "heartbeat"),
    ("events", "time"),
)
_SECTIONS_WITHOUT_TEXT = """
    SELECT 1 FROM sections s WHERE NOT EXISTS (SELECT 1 FROM versions v
    WHERE v.report_id = s.report_id AND v.key = s.key AND v.number = s.number)"""


def load_rows(
    connection: Connection,
    archive: zipfile.ZipFile,
    counts: dict[str, int],
    *,
    longest_row: int,
    place: str,
) -> None:
    """Put the rows of every table of a backup into the tables behind `connection`.

    Raises StoreError where they are not those of the schema, or not as many as `counts` says.
    """
    tables = MetaData()
    tables.reflect(connection)
    found = {name: t for name, t in tables.tables.items() if name != "alembic_version"}
    if set(found) != set(counts):
        raise damaged(place, "backup_tables")
    for table in tables.sorted_tables:
        if table.name in found:
            loaded = _load_table(connection, archive, table, longest_row, place)
            if loaded != counts[table.name]:
                raise damaged(
                    place,
                    "backup_row_count",
                    table=table.name,
                    rows=loaded,
                    expected=counts[table.name],
                )
    if connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
        raise damaged(place, "backup_stray_parts")


def check_values(connection: Connection, place: str) -> None:
    """Raise StoreError where a value in the tables of today cannot be read back."""
    for name, kind in _BODIES.items():
        column = Base.metadata.tables[name].c.body
        for body in connection.execute(select(column)).scalars():
            try:
                decode_checked(kind, body)
            except (ValueError, TypeError, KeyError, ArithmeticError, RecursionError) as error:
                raise damaged(place, "backup_row", table=name) from error
    for name, field in _TIMES:
        column = Base.metadata.tables[name].c[field]
        for time in connection.execute(select(column).where(column.is_not(None))).scalars():
            if not _is_time(time):
                raise damaged(place, "backup_row", table=name)
    if connection.execute(text(_SECTIONS_WITHOUT_TEXT)).first() is not None:
        raise damaged(place, "backup_without_texts")


def _load_table(
    connection: Connection, archive: zipfile.ZipFile, table: Table, longest: int, place: str
) -> int:
    loaded = 0
    connection.execute(table.delete())
    for rows in _rows(archive, table, longest, place):
        try:
            connection.execute(insert(table), rows)
        except exc.IntegrityError as error:
            raise damaged(place, "backup_row_twice", table=table.name) from error
        loaded += len(rows)
    return loaded


def _rows(
    archive: zipfile.ZipFile, table: Table, longest: int, place: str
) -> Iterator[list[dict[str, Any]]]:
    columns = {column.name: column for column in table.columns}
    batch: list[dict[str, Any]] = []
    with archive.open(f"tables/{table.name}.jsonl") as stream:
        while line := stream.readline(longest + 1):
            try:
                row = load_json(line) if len(line) <= longest else None
            except (ValueError, RecursionError) as error:
                raise damaged(place, "backup_table", table=table.name) from error
            if not isinstance(row, dict) or set(row) != set(columns):
                raise damaged(place, "backup_columns", table=table.name)
            for name, value in row.items():
                if not _fits(columns[name], value):
                    raise damaged(place, "backup_row", table=table.name)
            batch.append(row)
            if len(batch) == ROWS_AT_ONCE:
                yield batch
                batch = []
    if batch:
        yield batch


def _fits(column: Column[Any], value: object) -> bool:
    """Whether both SQLite and PostgreSQL take `value` there."""
    if value is None:
        return bool(column.nullable)
    if isinstance(column.type, Integer):
        return type(value) is int and 0 <= value <= _LARGEST_INTEGER
    assert isinstance(column.type, String)
    if not isinstance(value, str) or "\0" in value:
        return False
    if column.type.length is not None and len(value) > column.type.length:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_time(value: str) -> bool:
    try:
        return format_time(datetime.fromisoformat(value)) == value
    except (ValueError, OverflowError):
        return False
