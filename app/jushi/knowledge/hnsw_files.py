"""The files that Chroma keeps of one graph of vectors, held to each other before they are loaded.

Chroma reads them into memory as they are: what is no graph ends the process. The layout is that
of hnswlib as Chroma 1 writes it; a test holds it to an index that was really made.
"""

import pickletools
import struct
from pathlib import Path

HEADER = "header.bin"
_ELEMENTS, _LENGTHS, _LINKS = "data_level0.bin", "length.bin", "link_lists.bin"
_NAMES = "index_metadata.pickle"
_LAYOUT = struct.Struct("<i6QiI3QdQ")
_VERSION = 1
_LINK_BYTES = 4
_CALLS = frozenset(
    ("GLOBAL", "STACK_GLOBAL", "INST", "OBJ", "NEWOBJ", "NEWOBJ_EX", "REDUCE", "BUILD")
)
"""Of a pickle, what calls something: the names of vectors are plain numbers and texts."""


def damaged_graph_file(folder: Path) -> str:
    """Give the name of the file in `folder` that does not fit the others; empty if all do.

    The content of length.bin says nothing: Chroma neither sets nor reads it. Raises OSError.
    """
    header = (folder / HEADER).read_bytes()
    if len(header) != _LAYOUT.size:
        return HEADER
    version, offset, most, number, size, label_at, data_at, level, *_ = _LAYOUT.unpack(header)
    is_one = (
        version == _VERSION
        and number <= most
        and offset <= data_at < label_at < size
        and level >= -1
        and (number > 0 or level == -1)
    )
    if not is_one:
        return HEADER
    # Before the first vector is written to it, the file has its whole length; then that of those.
    if _size(folder / _ELEMENTS) not in {number * size, most * size if not number else -1}:
        return _ELEMENTS
    if _size(folder / _LENGTHS) not in {number * _LINK_BYTES, most * _LINK_BYTES}:
        return _LENGTHS
    if not _is_list_of(number, folder / _LINKS):
        return _LINKS
    names = folder / _NAMES
    if number and not names.is_file():
        return _NAMES
    return "" if not names.is_file() or _is_plain(names) else _NAMES


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else -1


def _is_list_of(number: int, file: Path) -> bool:
    """Whether the file holds a length and as many bytes of links for each of `number` vectors."""
    if not file.is_file():
        return False
    links = file.read_bytes()
    at = 0
    for _ in range(number):
        if at + _LINK_BYTES > len(links):
            return False
        (length,) = struct.unpack_from("<I", links, at)
        at += _LINK_BYTES + length
    return at == len(links)


def _is_plain(file: Path) -> bool:
    try:
        return not any(code.name in _CALLS for code, _, _ in pickletools.genops(file.read_bytes()))
    except ValueError:
        return False
