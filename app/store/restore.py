"""Reads a backup back: proven whole, and loaded once elsewhere, before anything is touched."""

import hashlib
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy import Engine, MetaData, Table, create_engine, delete, func, insert, select, text

from app.errors import StoreError
from app.figures import Figure
from app.records import Decision, JobRecord, Paper, Report, SectionVersion, Snapshot
from app.revision import User
from app.safe_parsing import load_json
from app.store.backup import FORMAT, BackupNote
from app.store.codec import decode
from app.store.database import HEAD, known_revisions, newer_database, reading, upgrade, writing
from app.store.faults import explain_file_fault, told_as_store_error
from app.store.sql_store import SqlStore
from app.store.tables import Base

_ROWS_AT_ONCE = 500
_PIECE = 1 << 20
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


@dataclass(frozen=True, slots=True)
class _Manifest:
    schema: str
    written_by: str
    folders: tuple[str, ...]
    rows: dict[str, int]
    sha256: dict[str, str]


def restore_backup(
    store: SqlStore, path: Path, folders: Mapping[str, Path] | None = None
) -> BackupNote:
    """Put the workspace back to what the backup at `path` holds; all of it, or nothing.

    `folders` says where the files of each folder in the backup belong. Everything is verified
    first: checksums, row counts, references, and that each value can be read. Backups of older
    schemas are brought up to date on the way. Raises StoreError, with nothing changed, for a
    broken, foreign or newer backup.
    """
    place = str(path)
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _verify(archive, place)
            with tempfile.TemporaryDirectory(prefix="jushi-restore-") as scratch_folder:
                scratch = create_engine(f"sqlite:///{scratch_folder}/scratch.db")
                try:
                    _load_scratch(archive, manifest, scratch, place)
                    staged = _stage_files(archive, manifest, folders or {}, place)
                    _replace_all(scratch, store)
                finally:
                    scratch.dispose()
            files = _swap_folders(staged)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise _broken(place, "it is cut off or was changed") from error
    except OSError as error:
        raise explain_file_fault(place, error) from error
    return BackupNote(path, sum(manifest.rows.values()), files, path.stat().st_size)


def _broken(place: str, what: str) -> StoreError:
    return StoreError(
        place, f"{what}; nothing was restored", "take another backup file, this one is damaged"
    )


def _verify(archive: zipfile.ZipFile, place: str) -> _Manifest:
    manifest = _read_manifest(archive, place)
    members = {name for name in archive.namelist() if name != "manifest.json"}
    if members != set(manifest.sha256):
        raise _broken(place, "it does not hold the members that it lists")
    for name, expected in manifest.sha256.items():
        if ".." in PurePosixPath(name).parts or name.startswith("/") or "\\" in name:
            raise _broken(place, f"it holds a file name that leads elsewhere: {name!r}")
        if _digest(archive, name) != expected:
            raise _broken(place, f"{name} was changed since it was written")
    return manifest


def _read_manifest(archive: zipfile.ZipFile, place: str) -> _Manifest:
    try:
        raw = load_json(archive.read("manifest.json"))
        manifest = _Manifest(
            str(raw["schema"]),
            str(raw["written_by"]),
            tuple(raw["folders"]),
            dict(raw["rows"]),
            dict(raw["sha256"]),
        )
        number = int(raw["format"])
    except (KeyError, ValueError, TypeError) as error:
        raise _broken(place, "it is no backup of Jushi") from error
    if number > FORMAT or manifest.schema not in known_revisions():
        raise newer_database(place, manifest.schema, manifest.written_by)
    return manifest


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _load_scratch(
    archive: zipfile.ZipFile, manifest: _Manifest, scratch: Engine, place: str
) -> None:
    with told_as_store_error(place), scratch.begin() as connection:
        upgrade(connection, manifest.schema, place=place)
        tables = MetaData()
        tables.reflect(connection)
        for name, count in manifest.rows.items():
            table = tables.tables.get(name)
            if table is None:
                raise _broken(place, f"it holds an unknown table {name!r}")
            connection.execute(delete(table))
            loaded = 0
            for rows in _rows(archive, name, table, place):
                connection.execute(insert(table), rows)
                loaded += len(rows)
            if loaded != count:
                raise _broken(place, f"table {name} has {loaded} rows, not {count}")
        if connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
            raise _broken(place, "it holds parts of reports that are not in it")
        if manifest.schema != HEAD:
            upgrade(connection, HEAD, place=place)
        _read_all_bodies(connection.execute, place)


def _rows(
    archive: zipfile.ZipFile, name: str, table: Table, place: str
) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    with archive.open(f"tables/{name}.jsonl") as stream:
        for line in stream:
            try:
                row = load_json(line)
            except ValueError as error:
                raise _broken(place, f"table {name} cannot be read") from error
            if not isinstance(row, dict) or set(row) != set(table.columns.keys()):
                raise _broken(place, f"table {name} has other columns than its schema")
            batch.append(row)
            if len(batch) == _ROWS_AT_ONCE:
                yield batch
                batch = []
    if batch:
        yield batch


def _read_all_bodies(execute: Any, place: str) -> None:
    for name, kind in _BODIES.items():
        for body in execute(select(Base.metadata.tables[name].c.body)).scalars():
            try:
                decode(kind, body)
            except (ValueError, TypeError, KeyError, ArithmeticError, RecursionError) as error:
                raise _broken(place, f"a row of table {name} cannot be read") from error


def _stage_files(
    archive: zipfile.ZipFile, manifest: _Manifest, folders: Mapping[str, Path], place: str
) -> dict[Path, Path]:
    """Unpack the files beside the folders they belong to: final folder -> unpacked folder."""
    staged: dict[Path, Path] = {}
    for name in manifest.folders:
        if name not in folders:
            raise StoreError(place, f"it holds a folder {name!r}", "restore it with this Jushi")
        waiting = folders[name].with_name(folders[name].name + ".restoring")
        shutil.rmtree(waiting, ignore_errors=True)
        waiting.mkdir(parents=True)
        staged[folders[name]] = waiting
    for member in manifest.sha256:
        if not member.startswith("files/"):
            continue
        _, name, rest = member.split("/", 2)
        target = staged[folders[name]] / rest
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as source, target.open("wb") as to:
            shutil.copyfileobj(source, to, _PIECE)
    return staged


def _replace_all(scratch: Engine, store: SqlStore) -> None:
    tables = [table for table in Base.metadata.sorted_tables if table.name != "meta"]
    with reading(scratch, store.place) as source, writing(store.engine, store.place) as target:
        for table in reversed(tables):
            target.execute(delete(table))
        for table in tables:
            found = source.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(table))
            for rows in found.mappings().partitions(_ROWS_AT_ONCE):
                target.execute(insert(table), [dict(row) for row in rows])
            if target.dialect.name == "postgresql" and "number" in table.primary_key.columns:
                _continue_numbering(target.execute, table)


def _continue_numbering(execute: Any, table: Table) -> None:
    # Only tables that number their own rows have a sequence; others give NULL here.
    sequence = execute(select(func.pg_get_serial_sequence(table.name, "number"))).scalar()
    if sequence:
        highest = execute(select(func.max(table.c.number))).scalar()
        execute(select(func.setval(sequence, highest or 1, highest is not None)))


def _swap_folders(staged: dict[Path, Path]) -> int:
    files = 0
    for folder, waiting in staged.items():
        files += sum(1 for p in waiting.rglob("*") if p.is_file())
        replaced = folder.with_name(folder.name + ".replaced")
        shutil.rmtree(replaced, ignore_errors=True)
        if folder.exists():
            folder.rename(replaced)
        waiting.rename(folder)
        shutil.rmtree(replaced, ignore_errors=True)
    return files
