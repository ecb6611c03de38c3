"""A document as Jushi sees it: blocks of text with the place that each stood in."""

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["title", "heading", "paragraph", "table_row", "note"]


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph or table row."""

    kind: BlockKind
    text: str
    """Plain text; cells of a table row are apart by tabs."""
    level: int = 0
    """1 to 4 for headings (一、 （一） 1. （1）), 0 for the rest."""
    page: int | None = None
    """From 1; only paged formats know it."""
    index: int = 0
    """Place among the blocks of the source file, from 0."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: its blocks in order, and what was taken out of them."""

    name: str
    """File name without folders."""
    blocks: tuple[Block, ...]
    removed: tuple[str, ...] = ()
    """Debris that was taken out, one line each: page numbers, running heads, bookmarks."""
    notices: tuple[str, ...] = ()
    """What could not be read, one line each: `page 3 is a scanned image without text`."""

    @property
    def text(self) -> str:
        """Blocks joined by line feeds: the text that offsets of a check refer to."""
        return "\n".join(block.text for block in self.blocks)
