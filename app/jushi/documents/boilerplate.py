"""Boilerplate: bookmarks, page numbers, watermark lines; what it looks like is in a data file."""

import re
from dataclasses import dataclass
from functools import cache

from jushi.characters import INVISIBLE_RANGES
from jushi.resources import resource_yaml


@dataclass(frozen=True, slots=True)
class DebrisPattern:
    """One kind of boilerplate under the name by which its removal is told."""

    name: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """A piece to take out of a line: `line[start:end]`."""

    name: str
    start: int
    end: int


@cache
def _patterns() -> tuple[tuple[DebrisPattern, ...], tuple[DebrisPattern, ...]]:
    """Give the inline patterns and the patterns of whole lines."""
    table: dict[str, list[dict[str, str]]] = resource_yaml(
        "knowledge", "layouts", "boilerplate.yaml"
    )
    inline, lines = (
        tuple(DebrisPattern(row["name"], re.compile(row["pattern"])) for row in table[part])
        for part in ("inline", "lines")
    )
    unseen = DebrisPattern("invisible characters", re.compile(f"[{INVISIBLE_RANGES}]+"))
    return (*inline, unseen), lines


def find_boilerplate(line: str) -> tuple[Boilerplate, ...]:
    """Find what is to be taken out of a line, in text order; a line of it is one whole piece."""
    inline, lines = _patterns()
    stripped = line.strip()
    if stripped:
        for kind in lines:
            if kind.pattern.fullmatch(stripped):
                return (Boilerplate(kind.name, 0, len(line)),)
    found = [
        Boilerplate(kind.name, match.start(), match.end())
        for kind in inline
        for match in kind.pattern.finditer(line)
    ]
    return tuple(sorted(found, key=lambda piece: piece.start))


def without_boilerplate(line: str) -> tuple[str, tuple[str, ...]]:
    """Give the line without its boilerplate, and one line of text for each piece taken out."""
    kept: list[str] = []
    told: list[str] = []
    position = 0
    for piece in find_boilerplate(line):
        if piece.start < position:
            continue
        kept.append(line[position : piece.start])
        told.append(f"{piece.name}: {line[piece.start : piece.end].strip()}")
        position = piece.end
    return "".join(kept) + line[position:], tuple(told)
