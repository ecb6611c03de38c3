"""The workbook stream inside a compound file, as .xls and .et are.

Source: Microsoft Open Specifications [MS-CFB].
"""

from jushi.sheets.binary_sheet import number_at

_SECTOR_END = 0xFFFFFFFA
"""Numbers above it name no sector."""
_HEADER = 512
_ENTRY = 128


def read_workbook_stream(content: bytes) -> bytes:
    """Give the stream `Workbook` of a compound file; empty where it has none.

    Raises IndexError where the file is damaged.
    """
    size = 1 << min(number_at(content, 30, 2), 20)
    table = _fat(content, size)
    directory = _chain(content, table, number_at(content, 48, 4), size)
    root = directory[:_ENTRY]
    for start in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        entry = directory[start : start + _ENTRY]
        name = entry[: max(number_at(entry, 64, 2) - 2, 0)].decode("utf-16-le", "replace")
        if name.lower() not in ("workbook", "book"):
            continue
        first, length = number_at(entry, 116, 4), number_at(entry, 120, 4)
        if length >= number_at(content, 56, 4):
            return _chain(content, table, first, size)[:length]
        small = 1 << min(number_at(content, 32, 2), 20)
        within = _chain(content, table, number_at(root, 116, 4), size)
        tables = _numbers(_chain(content, table, number_at(content, 60, 4), size))
        return _chain(within, tables, first, small, header=0)[:length]
    return b""


def _fat(content: bytes, size: int) -> list[int]:
    """Give for each sector the one that follows it."""
    sectors = [number_at(content, 76 + 4 * place, 4) for place in range(109)]
    more, seen = number_at(content, 68, 4), 0
    while more < _SECTOR_END and seen * size <= len(content):
        found = _numbers(_sector(content, more, size, _HEADER))
        sectors += found[:-1]
        more, seen = found[-1], seen + 1
    used = [sector for sector in sectors if sector < _SECTOR_END]
    return _numbers(b"".join(_sector(content, sector, size, _HEADER) for sector in used))


def _chain(content: bytes, table: list[int], first: int, size: int, header: int = _HEADER) -> bytes:
    found: list[bytes] = []
    while first < len(table) and len(found) * size <= len(content):
        found.append(_sector(content, first, size, header))
        first = table[first]
    return b"".join(found)


def _sector(content: bytes, number: int, size: int, header: int) -> bytes:
    start = max(header, size if header else 0) + number * size
    if start >= len(content):
        raise IndexError(f"sector {number}")
    return content[start : start + size]


def _numbers(raw: bytes) -> list[int]:
    return [number_at(raw, start, 4) for start in range(0, len(raw) - 3, 4)]
