"""Zip containers, opened with limits: small files that unpack to gigabytes are refused."""

import io
import lzma
import struct
import zipfile
import zlib

from jushi.errors import DocumentError

MAX_UNPACKED_BYTES = 400_000_000
MAX_ENTRIES = 10_000
# Real .docx text packs some 20:1 and empty .xlsx sheets 100:1; bombs pack 1000:1.
MAX_RATIO = 200
_RATIO_MATTERS_FROM_BYTES = 20_000_000
# What zipfile and its decompressors raise over containers that are damaged.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError,
    OverflowError, NotImplementedError, RuntimeError,
)  # fmt: skip


class SafeArchive:
    """A zip file whose entries are read one by one and never beyond the limits."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            entries = self._zip.infolist()
        except _DAMAGE as error:
            raise DocumentError("documents.damaged_zip", place=name) from error
        self._entry_by_name = {_entry_name(entry): entry for entry in entries if not entry.is_dir()}
        self._refuse_bombs(entries, len(content))

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the files inside, in the order of the archive."""
        return tuple(self._entry_by_name)

    def read(self, entry_name: str) -> bytes:
        """Give one file's bytes; KeyError if there is none of that name."""
        entry = self._entry_by_name[entry_name]
        if entry.flag_bits & 0x1:
            raise DocumentError("documents.password", place=self.name)
        try:
            with self._zip.open(entry) as stream:
                return stream.read(entry.file_size)
        except _DAMAGE as error:
            raise DocumentError("documents.damaged", place=f"{self.name}:{entry_name}") from error

    def _refuse_bombs(self, entries: list[zipfile.ZipInfo], packed: int) -> None:
        unpacked = sum(entry.file_size for entry in entries)
        if len(entries) > MAX_ENTRIES:
            raise DocumentError(
                "documents.too_many_files", place=self.name, count=len(entries), most=MAX_ENTRIES
            )
        if unpacked > MAX_UNPACKED_BYTES:
            megabytes = unpacked // 1_000_000
            raise DocumentError("documents.unpacks_too_large", place=self.name, megabytes=megabytes)
        if unpacked > _RATIO_MATTERS_FROM_BYTES and unpacked > MAX_RATIO * max(packed, 1):
            ratio = unpacked // max(packed, 1)
            raise DocumentError("documents.zip_bomb", place=self.name, ratio=ratio)


def read_archive(name: str, content: bytes) -> tuple[tuple[str, bytes], ...]:
    """Give the files of a .zip as path and bytes, in the archive's order; folders are left out.

    Names written by old Chinese systems in GBK are decoded. Raises DocumentError for what is no
    zip, for bombs, passwords and for paths that lead out of the archive.
    """
    archive = SafeArchive(name, content)
    kept = [entry for entry in archive.names if not _is_system_file(entry)]
    for entry in kept:
        parts = entry.replace("\\", "/").split("/")
        if ".." in parts or entry.startswith(("/", "\\")) or ":" in parts[0]:
            raise DocumentError("documents.path_leads_out", place=name, entry=entry)
    return tuple((entry, archive.read(entry)) for entry in kept)


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """Undo code page 437, which zipfile assumes where a name has no UTF-8 flag."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _is_system_file(entry: str) -> bool:
    return entry.startswith("__MACOSX/") or entry.rsplit("/", 1)[-1] in {".DS_Store", "Thumbs.db"}
