"""One file that holds a whole workspace, whatever database it lies in.

A zip of `manifest.json`, one `tables/<name>.jsonl` a table with a JSON object a row, and the
files of the folders that belong to the workspace. The manifest names the schema, the Jushi that
wrote it, and for each member its SHA-256, for each table its number of rows.
"""

import hashlib
import json
import os
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from sqlalchemy import select

from jushi.disk import file_to_write, make_private_file
from jushi.errors import InvalidError
from jushi.store.database import HEAD, reading
from jushi.store.faults import explain_file_fault
from jushi.store.sql_store import SqlStore
from jushi.store.tables import Base

FORMAT = 1
MANIFEST = "manifest.json"
_PIECE = 1 << 20
_LONGEST_NAME, _LONGEST_PATH = 200, 800
"""Bytes: file systems take 255 and 1,024 or more."""
_UNSAFE = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|\ud800-\udfff]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
"""Names that Windows takes for devices, whatever follows the first dot."""
_ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class BackupNote:
    """What a backup holds."""

    path: Path
    rows: int
    files: int
    size_bytes: int


def is_portable_name(name: str) -> bool:
    """Whether `name`, a relative path with `/`, is one file below where it is put, anywhere.

    False for absolute paths, `..`, drives, devices, control characters, and names that some file
    system changes or refuses.
    """
    parts = name.split("/")
    return (
        not _UNSAFE.search(name)
        and len(name.encode()) <= _LONGEST_PATH
        and all(
            part not in ("", ".", "..")
            and part == part.rstrip(". ")
            and not _RESERVED.fullmatch(part)
            and len(part.encode()) <= _LONGEST_NAME
            for part in parts
        )
    )


def write_backup(
    store: SqlStore, path: Path, folders: Mapping[str, Path] | None = None
) -> BackupNote:
    """Write everything in `store`, and all files under `folders`, to one file at `path`.

    It shows one moment, also while others save. A file that stood there is replaced only once
    the new one is complete on disk; where a link leads to it, the link stays. Raises StoreError if
    it cannot be written, also for a device or a pipe.
    """
    try:
        target_path = file_to_write(path)
    except OSError as error:
        raise explain_file_fault(str(path), error) from error
    unfinished = target_path.with_name(target_path.name + ".unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        # Everything that anybody wrote is in it, and the hashes of the passwords.
        make_private_file(unfinished)
        with unfinished.open("wb") as target:
            rows, files = _write_members(store, target, folders or {})
            target.flush()
            os.fsync(target.fileno())
        unfinished.replace(target_path)
    except OSError as error:
        raise explain_file_fault(str(path), error) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return BackupNote(path, rows, files, path.stat().st_size)


def _write_members(
    store: SqlStore, target: IO[bytes], folders: Mapping[str, Path]
) -> tuple[int, int]:
    digests: dict[str, str] = {}
    counts: dict[str, int] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for table, lines in _table_lines(store):
            member = f"tables/{table}.jsonl"
            with archive.open(member, "w", force_zip64=True) as stream:
                digests[member], counts[table] = _write_lines(stream, lines)
        files = 0
        for name, folder in sorted(folders.items()):
            there = (p for p in folder.rglob("*") if p.is_file() and not p.is_symlink())
            for file in sorted(there):
                member = f"files/{name}/{file.relative_to(folder).as_posix()}"
                if not is_portable_name(member):
                    raise InvalidError("store.unportable_name", place=str(file))
                with file.open("rb") as source, archive.open(member, "w", force_zip64=True) as to:
                    digests[member] = _copy(source, to)
                files += 1
        manifest = {
            "format": FORMAT,
            "schema": HEAD,
            "written_by": version("jushi"),
            "folders": sorted(folders),
            "rows": counts,
            "sha256": digests,
        }
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    return sum(counts.values()), files


def _table_lines(store: SqlStore) -> Iterator[tuple[str, Iterator[bytes]]]:
    with reading(store.engine, store.place) as connection:
        for table in Base.metadata.sorted_tables:
            query = select(table).order_by(*table.primary_key)
            found = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(query)
            yield table.name, (_line(dict(row)) for row in found.mappings())


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"


def _write_lines(stream: IO[bytes], lines: Iterator[bytes]) -> tuple[str, int]:
    digest, count = hashlib.sha256(), 0
    for line in lines:
        digest.update(line)
        stream.write(line)
        count += 1
    return digest.hexdigest(), count


def _copy(source: IO[bytes], target: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while piece := source.read(_PIECE):
        digest.update(piece)
        target.write(piece)
    return digest.hexdigest()
