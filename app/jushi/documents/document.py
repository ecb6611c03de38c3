"""A document as Jushi sees it: blocks of text with the place that each stood in."""

from dataclasses import dataclass
from typing import Literal

from jushi.messages import Message

BlockKind = Literal["title", "heading", "paragraph", "table_row", "note"]


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, table row or note (footnote, text box)."""

    kind: BlockKind
    text: str
    """Plain text; cells of a table row are apart by tabs."""
    level: int = 0
    """1 to 4 for headings (一、 （一） 1. （1）), 0 for the rest."""
    page: int | None = None
    """From 1; only paged formats know it."""
    index: int = 0
    """Place among the paragraphs of the source file, from 0. Blocks that stood in one
    paragraph (a run-in heading and what follows it, lines apart by soft breaks) share it."""
    run_in: bool = False
    """A heading that the next block follows on the same line: `（一）高位统筹。县委、县政府…`."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: its blocks in order, and what was taken out of them."""

    name: str
    """File name without folders."""
    blocks: tuple[Block, ...]
    removed: tuple[str, ...] = ()
    """Debris that was taken out, one line each: page numbers, running heads, bookmarks."""
    notices: tuple[Message, ...] = ()
    """What could not be read, or was mended: `page 3 is a scanned image without text`."""

    @property
    def text(self) -> str:
        """The text that offsets of a check refer to: blocks joined by line feeds.

        A run-in heading and the block behind it are joined by nothing, so that a paragraph
        of the source is one line here too and its sentences stay whole.
        """
        return "".join(
            block.text + separator
            for block, separator in zip(self.blocks, self._separators(), strict=True)
        )

    @property
    def starts(self) -> tuple[int, ...]:
        """Offset in `text` of the first character of each block."""
        offsets: list[int] = []
        position = 0
        for block, separator in zip(self.blocks, self._separators(), strict=True):
            offsets.append(position)
            position += len(block.text) + len(separator)
        return tuple(offsets)

    def _separators(self) -> list[str]:
        """What stands behind each block in `text`."""
        separators = ["" if block.run_in else "\n" for block in self.blocks]
        if separators:
            separators[-1] = ""
        return separators
