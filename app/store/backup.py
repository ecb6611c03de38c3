"""One file that holds a whole workspace, whatever database it lies in.

A zip of `manifest.json`, one `tables/<name>.jsonl` a table with a JSON object a row, and the
files of the folders that belong to the workspace. The manifest names the schema, the Jushi that
wrote it, and for each member its SHA-256, for each table its number of rows.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from sqlalchemy import select

from app.store.database import HEAD, reading
from app.store.faults import explain_file_fault
from app.store.sql_store import SqlStore
from app.store.tables import Base

FORMAT = 1
_PIECE = 1 << 20
_ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class BackupNote:
    """What a backup holds."""

    path: Path
    rows: int
    files: int
    size_bytes: int


def write_backup(
    store: SqlStore, path: Path, folders: Mapping[str, Path] | None = None
) -> BackupNote:
    """Write everything in `store`, and all files under `folders`, to one file at `path`.

    It shows one moment, also while others save. A file that stood there is replaced only once
    the new one is complete on disk. Raises StoreError if it cannot be written.
    """
    unfinished = path.with_name(path.name + ".unfinished")
    try:
        with unfinished.open("wb") as target:
            rows, files = _write_members(store, target, folders or {})
            target.flush()
            os.fsync(target.fileno())
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise explain_file_fault(str(path), error) from error
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
            for file in sorted(p for p in folder.rglob("*") if p.is_file()):
                member = f"files/{name}/{file.relative_to(folder).as_posix()}"
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
        archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
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
