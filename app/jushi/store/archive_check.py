"""Proves that a backup is what `write_backup` makes, before anything of it is used.

A backup comes from a stick or a mail: its names, sizes and sums may be anybody's.
"""

import errno
import hashlib
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from jushi.errors import StoreError
from jushi.messages import Message
from jushi.safe_parsing import load_json
from jushi.store.backup import FORMAT, MANIFEST, is_portable_name
from jushi.store.database import HEAD, known_revisions, newer_database

_PIECE = 1 << 20
_LONGEST_MANIFEST = 64 << 20
_SCHEMA = re.compile(r"\d{4}")
_VERSION = re.compile(r"[0-9A-Za-z.+!-]{1,40}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IS_ENCRYPTED = 0x1
_QUOTED = 80


@dataclass(frozen=True, slots=True)
class Limits:
    """What a backup may hold at most."""

    members: int = 100_000
    unpacked_bytes: int = 64 << 30
    ratio: int = 200
    """Unpacked bytes to packed ones, where they are more than `free_bytes`."""
    free_bytes: int = 256 << 20
    row_bytes: int = 256 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    schema: str
    written_by: str
    folders: tuple[str, ...]
    rows: dict[str, int]
    sha256: dict[str, str]


def damaged(place: str, what: str, **parameters: object) -> StoreError:
    """Give the error for a backup that cannot be restored.

    `what` is the code of `store.tsv` that says what is wrong with it, without the subject.
    """
    told = Message(f"store.{what}", **parameters)
    return StoreError("store.damaged_backup", place=place, what=told)


@contextmanager
def told_as_damaged(place: str) -> Iterator[None]:
    """Tell whatever reading a broken .zip raises inside as damage."""
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        NotImplementedError,
        RecursionError,
        UnicodeError,
        OverflowError,
    ) as error:
        raise damaged(place, "backup_cut_off") from error
    except OSError as error:
        # An offset that leads out of the file.
        if error.errno != errno.EINVAL:
            raise
        raise damaged(place, "backup_cut_off") from error


def verified(archive: zipfile.ZipFile, limits: Limits, place: str) -> Manifest:
    """Give the manifest of a backup whose members are all as it says.

    Raises StoreError for a broken, hostile or newer one.
    """
    _refuse_bomb(archive, limits, place)
    manifest = _read_manifest(archive, place)
    _refuse_names(archive, manifest, place)
    for name, expected in manifest.sha256.items():
        if _digest(archive, name) != expected:
            raise damaged(place, "backup_member_changed", name=name)
    return manifest


def _refuse_bomb(archive: zipfile.ZipFile, limits: Limits, place: str) -> None:
    # zipfile gives no more bytes of a member than its entry says.
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > limits.members:
        raise damaged(place, "backup_too_many_files", most=limits.members)
    if unpacked > limits.unpacked_bytes or (
        unpacked > limits.free_bytes and unpacked > limits.ratio * packed
    ):
        raise damaged(place, "backup_too_large", size=unpacked)
    for entry in entries:
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if entry.is_dir() or kind not in (0, stat.S_IFREG):
            raise damaged(place, "backup_special_file", name=entry.filename[:_QUOTED])
        if entry.flag_bits & _IS_ENCRYPTED or entry.compress_type not in _METHODS:
            raise damaged(place, "backup_packing", name=entry.filename[:_QUOTED])


def _read_manifest(archive: zipfile.ZipFile, place: str) -> Manifest:
    entries = [entry for entry in archive.infolist() if entry.filename == MANIFEST]
    if len(entries) != 1 or entries[0].file_size > _LONGEST_MANIFEST:
        raise damaged(place, "not_a_backup")
    try:
        manifest = _manifest(load_json(archive.read(entries[0])))
    except (KeyError, ValueError, TypeError) as error:
        raise damaged(place, "not_a_backup") from error
    if manifest.schema > HEAD:
        raise newer_database(place, manifest.schema, manifest.written_by)
    if manifest.schema not in known_revisions():
        raise damaged(place, "not_a_backup")
    return manifest


def _manifest(raw: Any) -> Manifest:
    """Read a manifest; ValueError, TypeError or KeyError where it is none."""
    number, folders, rows, sha256 = raw["format"], raw["folders"], raw["rows"], raw["sha256"]
    schema, written_by = raw["schema"], raw["written_by"]
    is_one = (
        type(number) is int
        and number >= 1
        and _SCHEMA.fullmatch(schema)
        and _VERSION.fullmatch(written_by)
        and isinstance(folders, list)
        and isinstance(rows, dict)
        and isinstance(sha256, dict)
        and all(isinstance(folder, str) for folder in folders)
        and all(type(count) is int for count in rows.values())
        and all(_SHA256.fullmatch(digest) for digest in sha256.values())
    )
    if not is_one:
        raise ValueError("no manifest of a backup")
    if number > FORMAT and schema <= HEAD:
        raise ValueError("a format that no Jushi of this schema wrote")
    return Manifest(schema, written_by, tuple(folders), rows, sha256)


def _refuse_names(archive: zipfile.ZipFile, manifest: Manifest, place: str) -> None:
    entries = archive.infolist()
    names = [entry.orig_filename for entry in entries]
    if sorted(names) != sorted((MANIFEST, *manifest.sha256)):
        raise damaged(place, "backup_members")
    tables = {f"tables/{table}.jsonl" for table in manifest.rows}
    if {name for name in names if name.startswith("tables/")} != tables:
        raise damaged(place, "backup_members")
    seen: set[str] = set()
    above: set[str] = set()
    for name in names:
        if name == MANIFEST or name in tables:
            continue
        parts = PurePosixPath(name).parts
        is_ours = name.startswith("files/") and len(parts) > 2 and parts[1] in manifest.folders
        if not is_ours or not is_portable_name(name):
            raise damaged(place, "backup_name_leads_out", name=name[:_QUOTED])
        # Two names may be one file where case does not count.
        folded = _folded(name)
        if folded in seen:
            raise damaged(place, "backup_name_twice", name=name[:_QUOTED])
        seen.add(folded)
        above.update(str(folder) for folder in PurePosixPath(folded).parents)
    for name in sorted(seen & above):
        raise damaged(place, "backup_file_and_folder", name=name[:_QUOTED])


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
