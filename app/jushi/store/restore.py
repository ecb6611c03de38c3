"""Reads a backup back: proven whole, and loaded once elsewhere, before anything is touched."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, delete, exc, func, insert, select

from jushi.disk import is_disk_full, make_private_file, make_private_folder
from jushi.errors import StoreError
from jushi.store.archive_check import Limits, Manifest, damaged, told_as_damaged, verified
from jushi.store.backup import BackupNote
from jushi.store.database import HEAD, reading, upgrade, writing
from jushi.store.faults import explain_file_fault, told_as_store_error
from jushi.store.row_check import ROWS_AT_ONCE, check_values, load_rows
from jushi.store.sql_store import SqlStore
from jushi.store.tables import Base

_PIECE = 1 << 20
_LIMITS = Limits()


def restore_backup(
    store: SqlStore,
    path: Path,
    folders: Mapping[str, Path] | None = None,
    *,
    limits: Limits = _LIMITS,
) -> BackupNote:
    """Put the workspace back to what the backup at `path` holds; all of it, or nothing.

    `folders` says where the files of each folder in the backup belong. Everything is verified
    first: names and sizes, checksums, row counts, references, and that each value can be read.
    Backups of older schemas are brought up to date on the way. Raises StoreError, with nothing
    changed, for a broken, hostile, foreign or newer backup.
    """
    place = str(path)
    try:
        with (
            path.open("rb") as stream,
            told_as_damaged(place),
            zipfile.ZipFile(stream) as archive,
            tempfile.TemporaryDirectory(prefix="jushi-restore-") as scratch_folder,
        ):
            manifest = verified(archive, limits, place)
            scratch = create_engine(f"sqlite:///{scratch_folder}/scratch.db")
            try:
                _load_scratch(archive, manifest, scratch, limits, place)
                with _unpacked(archive, manifest, folders or {}, place) as unpacked:
                    _put_in_place(scratch, store, unpacked)
            finally:
                scratch.dispose()
        size = path.stat().st_size
    except OSError as error:
        raise explain_file_fault(place, error) from error
    files = sum(member.startswith("files/") for member in manifest.sha256)
    return BackupNote(path, sum(manifest.rows.values()), files, size)


def _load_scratch(
    archive: zipfile.ZipFile, manifest: Manifest, scratch: Engine, limits: Limits, place: str
) -> None:
    with told_as_store_error(place), scratch.begin() as connection:
        upgrade(connection, manifest.schema, place=place)
        load_rows(connection, archive, manifest.rows, longest_row=limits.row_bytes, place=place)
        if manifest.schema != HEAD:
            try:
                upgrade(connection, HEAD, place=place)
            except exc.DBAPIError as error:
                if is_disk_full(error):
                    raise
                raise damaged(place, "it cannot be brought up to date") from error
        check_values(connection, place)


@contextmanager
def _unpacked(
    archive: zipfile.ZipFile, manifest: Manifest, folders: Mapping[str, Path], place: str
) -> Iterator[dict[Path, Path]]:
    """Unpack the files beside the folders they belong to: final folder -> unpacked folder.

    What is still there when the block ends is removed.
    """
    waiting: dict[str, Path] = {}
    try:
        for name in manifest.folders:
            if name not in folders:
                raise StoreError(
                    place, f"it holds a folder {name[:80]!r}", "restore it with this Jushi"
                )
            make_private_folder(folders[name].parent)
            waiting[name] = Path(
                tempfile.mkdtemp(
                    prefix=f"{folders[name].name}.restoring-", dir=folders[name].parent
                )
            )
        for member in manifest.sha256:
            if member.startswith("files/"):
                _, name, rest = member.split("/", 2)
                _unpack(archive, member, waiting[name], rest, place)
        yield {folders[name]: folder for name, folder in waiting.items()}
    finally:
        for folder in waiting.values():
            shutil.rmtree(folder, ignore_errors=True)


def _unpack(archive: zipfile.ZipFile, member: str, folder: Path, rest: str, place: str) -> None:
    target = folder / rest
    # Its name was proven to be harmless; this holds whatever that proof has overlooked.
    if not target.resolve().is_relative_to(folder.resolve()):
        raise damaged(place, f"it holds a file name that leads elsewhere: {member[:80]!r}")
    make_private_folder(target.parent)
    make_private_file(target)
    with archive.open(member) as source, target.open("wb") as to:
        shutil.copyfileobj(source, to, _PIECE)


def _put_in_place(scratch: Engine, store: SqlStore, unpacked: Mapping[Path, Path]) -> None:
    with _swapped(unpacked), writing(store.engine, store.place) as target:
        _replace_all(scratch, target, store.place)


@contextmanager
def _swapped(unpacked: Mapping[Path, Path]) -> Iterator[None]:
    """Put unpacked folders in their places; those that stood there come back if the block fails."""
    olds = {
        folder: waiting.with_name(f"{waiting.name}.old") for folder, waiting in unpacked.items()
    }
    swapped: list[Path] = []
    try:
        for folder, waiting in unpacked.items():
            swapped.append(folder)
            if folder.exists():
                folder.rename(olds[folder])
            waiting.rename(folder)
        yield
    except BaseException:
        for folder in reversed(swapped):
            with suppress(OSError):
                if not unpacked[folder].exists():
                    folder.rename(unpacked[folder])
                if olds[folder].exists():
                    olds[folder].rename(folder)
        raise
    for old in olds.values():
        shutil.rmtree(old, ignore_errors=True)


def _replace_all(scratch: Engine, target: Connection, place: str) -> None:
    tables = [table for table in Base.metadata.sorted_tables if table.name != "meta"]
    with reading(scratch, place) as source:
        for table in reversed(tables):
            target.execute(delete(table))
        for table in tables:
            found = source.execution_options(yield_per=ROWS_AT_ONCE).execute(select(table))
            for rows in found.mappings().partitions(ROWS_AT_ONCE):
                target.execute(insert(table), [dict(row) for row in rows])
            if target.dialect.name == "postgresql" and "number" in table.primary_key.columns:
                _continue_numbering(target.execute, table)


def _continue_numbering(execute: Any, table: Table) -> None:
    # Only tables that number their own rows have a sequence; others give NULL here.
    sequence = execute(select(func.pg_get_serial_sequence(table.name, "number"))).scalar()
    if sequence:
        highest = execute(select(func.max(table.c.number))).scalar()
        execute(select(func.setval(sequence, highest or 1, highest is not None)))
