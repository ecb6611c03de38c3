"""Lines of any source file put together to a document: boilerplate out, titles, headings told."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from jushi.documents.boilerplate import find_boilerplate
from jushi.documents.document import Block, BlockKind, Document
from jushi.documents.structure import count_title_lines, split_run_in
from jushi.messages import Message
from jushi.safe_parsing import has_surrogates, mend_surrogates

_BLANKS = " \t\r\n\v\f\u00a0\u2002\u2003\u3000\ufeff"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a line that came from one text node of the source file."""

    start: int
    """Offset in the line."""
    length: int
    node: Any
    """The XML element that holds them; only its adapter looks into it."""
    offset: int
    """Offset in the element's own text."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of the source, before anything is taken out of it."""

    text: str
    kind: BlockKind = "paragraph"
    level: int = 0
    """Level of a real heading style, 0 where there is none."""
    page: int | None = None
    index: int = 0
    is_centred: bool = False
    pieces: tuple[Piece, ...] = ()
    """Where the characters came from, in the order of the line and apart from each other;
    characters without a piece were rendered."""

    def part(self, start: int, end: int) -> "SourceLine":
        """Give the line's characters from `start` to `end`, with their pieces."""
        if start == 0 and end == len(self.text):
            return self
        kept: list[Piece] = []
        # A line may be cut into thousands of parts: each looks at its own pieces only.
        first = max(bisect_right(self.pieces, start, key=_start_of) - 1, 0)
        for place in range(first, len(self.pieces)):
            piece = self.pieces[place]
            if piece.start >= end:
                break
            low, high = max(piece.start, start), min(piece.start + piece.length, end)
            if low < high:
                offset = piece.offset + low - piece.start
                kept.append(Piece(low - start, high - low, piece.node, offset))
        return replace(self, text=self.text[start:end], pieces=tuple(kept))


def _start_of(piece: Piece) -> int:
    return piece.start


def join_lines(lines: Sequence[SourceLine]) -> SourceLine:
    """Give the characters of all lines as one, which is for the rest what the first line is."""
    if len(lines) == 1:
        return lines[0]
    pieces: list[Piece] = []
    shift = 0
    for line in lines:
        pieces.extend(
            Piece(piece.start + shift, piece.length, piece.node, piece.offset)
            for piece in line.pieces
        )
        shift += len(line.text)
    return replace(lines[0], text="".join(line.text for line in lines), pieces=tuple(pieces))


@dataclass(frozen=True, slots=True)
class Assembly:
    """A document and, for each of its blocks, where the characters came from."""

    document: Document
    pieces: tuple[tuple[Piece, ...], ...] = field(repr=False)


def assemble(
    name: str,
    lines: Iterable[SourceLine],
    *,
    removed: Iterable[str] = (),
    notices: Iterable[Message] = (),
    halves: int = 0,
) -> Assembly:
    """Put lines together to a document: blanks and boilerplate out, title, headings, run-in told.

    `halves` is how many halves of surrogate pairs the reader replaced; those of the lines are
    replaced here.
    """
    told = list(removed)
    cleaned: list[SourceLine] = []
    for line in lines:
        if has_surrogates(line.text):
            text, count = mend_surrogates(line.text)
            line = replace(line, text=text, pieces=())
            halves += count
        cleaned.append(_cleaned(line, told))
    kept = [line for line in cleaned if line.text]
    _mark_title(kept)
    blocks: list[Block] = []
    origins: list[tuple[Piece, ...]] = []
    for line in kept:
        position = 0
        block = Block(line.kind, line.text, line.level, line.page, line.index)
        for part in _in_context(split_run_in(block), blocks):
            end = position + len(part.text)
            blocks.append(part)
            origins.append(line.part(position, end).pieces)
            position = end
    told = [mend_surrogates(each)[0] for each in told]
    document = Document(name, tuple(blocks), tuple(told), (*_broken(halves), *notices))
    return Assembly(document, tuple(origins))


def _broken(halves: int) -> tuple[Message, ...]:
    return (Message("document_notices.broken_characters", count=halves),) if halves else ()


def _in_context(parts: tuple[Block, ...], before: list[Block]) -> tuple[Block, ...]:
    """`（五）其他措施。` behind an entry that ends in ； closes a list and is no heading."""
    first = parts[0]
    is_closing = first.kind == "heading" and first.text[-1:] == "。" and not first.run_in
    if is_closing and before and before[-1].text[-1:] in "；：;:":
        return (replace(first, kind="paragraph", level=0),)
    return parts


def _mark_title(lines: list[SourceLine]) -> None:
    """Set the kind of the title lines in place; a real title style outranks the guess."""
    if any(line.kind == "title" for line in lines):
        return
    candidates: list[tuple[str, bool]] = []
    for line in lines[:5]:
        if line.kind != "paragraph" or line.level:
            break
        candidates.append((line.text, line.is_centred))
    if len(candidates) < len(lines):
        # The line behind the candidates ends the title, so that it may not be all there is.
        candidates.append(("。", False))
    for position in range(count_title_lines(candidates)):
        lines[position] = replace(lines[position], kind="title")


def _cleaned(line: SourceLine, told: list[str]) -> SourceLine:
    """Give the line without boilerplate and without blanks at both ends."""
    kept: list[SourceLine] = []
    position = 0
    for piece in find_boilerplate(line.text):
        if piece.start >= position:
            told.append(f"{piece.name}: {line.text[piece.start : piece.end].strip()}")
            kept.append(line.part(position, piece.start))
            position = piece.end
    result = join_lines([*kept, line.part(position, len(line.text))]) if position else line
    # Tabs at the ends of a table row are empty cells.
    blanks = _BLANKS.replace("\t", "") if line.kind == "table_row" else _BLANKS
    text = result.text
    start = len(text) - len(text.lstrip(blanks))
    end = len(text.rstrip(blanks))
    if not text.strip(_BLANKS):
        return result.part(0, 0)
    return result if (start, end) == (0, len(text)) else result.part(start, end)
