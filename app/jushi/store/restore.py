"""Reads a backup back: proven whole, and loaded once elsewhere, before anything is touched."""

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, delete, exc, func, insert, select

from jushi.disk import file_to_read, is_disk_full, make_private_file, make_private_folder
from jushi.errors import StoreError
from jushi.messages import Message
from jushi.store.archive_check import Limits, Manifest, damaged, told_as_damaged, verified
from jushi.store.backup import BackupNote
from jushi.store.database import HEAD, reading, upgrade, writing
from jushi.store.faults import explain_file_fault, told_as_store_error
from jushi.store.row_check import ROWS_AT_ONCE, check_values, load_rows
from jushi.store.sql_store import SqlStore
from jushi.store.tables import Base

_PIECE = 1 << 20
_LIMITS = Limits()
_FILES = "files/"


FindDamage = Callable[[Path], Message | None]
"""Gives what is wrong with a copy of a folder, which it may change, and names the folder; None if
nothing is."""


@dataclass(frozen=True, slots=True)
class ProvenBackup:
    """A backup of which all is known to be sound; see `proven_backup`."""

    note: BackupNote
    _archive: zipfile.ZipFile
    _manifest: Manifest
    _scratch: Engine

    def put_in_place(self, store: SqlStore, folders: Mapping[str, Path]) -> None:
        """Put the workspace back to what the backup holds; all of it, or nothing.

        `folders` says where the files of each folder in the backup belong. Raises StoreError.
        """
        place = str(self.note.path)
        with _unpacked_beside(self._archive, self._manifest, folders, place) as unpacked:
            _put_in_place(self._scratch, store, unpacked)


@contextmanager
def proven_backup(
    path: Path, checks: Mapping[str, FindDamage], *, limits: Limits = _LIMITS
) -> Iterator[ProvenBackup]:
    """Give the backup at `path`, verified in a passing folder; no workspace is looked at.

    Verified are names and sizes, checksums, row counts, references, that each value can be read,
    and each folder by what `checks` has for its name; no other folder is known. Backups of older
    schemas are brought up to date on the way. Raises StoreError for a broken, hostile, foreign or
    newer backup.
    """
    place = str(path)
    try:
        with (
            file_to_read(path).open("rb") as stream,
            told_as_damaged(place),
            zipfile.ZipFile(stream) as archive,
            tempfile.TemporaryDirectory(prefix="jushi-restore-") as scratch_folder,
        ):
            manifest = verified(archive, limits, place)
            scratch = create_engine(f"sqlite:///{scratch_folder}/scratch.db")
            try:
                _load_scratch(archive, manifest, scratch, limits, place)
                _refuse_damaged(archive, manifest, checks, Path(scratch_folder), place)
                files = sum(member.startswith(_FILES) for member in manifest.sha256)
                size = path.stat().st_size
                note = BackupNote(path, sum(manifest.rows.values()), files, size)
                yield ProvenBackup(note, archive, manifest, scratch)
            finally:
                scratch.dispose()
    except OSError as error:
        raise explain_file_fault(place, error) from error


def restore_backup(
    store: SqlStore,
    path: Path,
    folders: Mapping[str, Path] | None = None,
    *,
    limits: Limits = _LIMITS,
) -> BackupNote:
    """Put the workspace back to what the backup at `path` holds; all of it, or nothing.

    As `proven_backup` and `put_in_place`, for folders of which nothing but their names is known.
    """
    unchecked = dict.fromkeys(folders or (), lambda _: None)
    with proven_backup(path, unchecked, limits=limits) as proven:
        proven.put_in_place(store, folders or {})
        return proven.note


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
                raise damaged(place, "backup_not_upgraded") from error
        check_values(connection, place)


def _refuse_damaged(
    archive: zipfile.ZipFile,
    manifest: Manifest,
    checks: Mapping[str, FindDamage],
    scratch_folder: Path,
    place: str,
) -> None:
    for name in manifest.folders:
        if name not in checks:
            raise StoreError("store.unknown_folder", place=place, name=name[:80])
    for name in manifest.folders:
        copy = scratch_folder / "folders" / name
        _unpack(archive, manifest, name, copy, place)
        if damage := checks[name](copy):
            raise StoreError("store.damaged_backup", place=place, what=damage)
        shutil.rmtree(copy, ignore_errors=True)


@contextmanager
def _unpacked_beside(
    archive: zipfile.ZipFile, manifest: Manifest, folders: Mapping[str, Path], place: str
) -> Iterator[dict[Path, Path]]:
    """Unpack the files beside the folders they belong to: final folder -> unpacked folder.

    What is still there when the block ends is removed.
    """
    waiting: dict[str, Path] = {}
    try:
        for name in manifest.folders:
            make_private_folder(folders[name].parent)
            waiting[name] = Path(
                tempfile.mkdtemp(
                    prefix=f"{folders[name].name}.restoring-", dir=folders[name].parent
                )
            )
            _unpack(archive, manifest, name, waiting[name], place)
        yield {folders[name]: folder for name, folder in waiting.items()}
    finally:
        for folder in waiting.values():
            shutil.rmtree(folder, ignore_errors=True)


def _unpack(
    archive: zipfile.ZipFile, manifest: Manifest, name: str, folder: Path, place: str
) -> None:
    """Unpack the files of the folder `name` into `folder`."""
    make_private_folder(folder)
    start = f"{_FILES}{name}/"
    for member in manifest.sha256:
        if member.startswith(start):
            _unpack_file(archive, member, folder, member.removeprefix(start), place)


def _unpack_file(
    archive: zipfile.ZipFile, member: str, folder: Path, rest: str, place: str
) -> None:
    target = folder / rest
    # Its name was proven to be harmless; this holds whatever that proof has overlooked.
    if not target.resolve().is_relative_to(folder.resolve()):
        raise damaged(place, "backup_name_leads_out", name=member[:80])
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
