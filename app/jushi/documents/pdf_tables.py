"""Tables on the pages of a PDF: those with rules by pdfplumber, others by the gaps of their lines.

pdfplumber takes long to load and to read: it is asked where a page has rules.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jushi.characters import HAN

_RULE = re.compile(rb"(?<![\w./])(?:re|l)\s")
_FEWEST_RULES = 6
"""Lines and boxes on a page that may hold a table: two rows of two cells have as many."""
_MOST_RULES = 20_000
_MOST_PAGES = 100
"""Pages of one file on which tables are looked for; each takes a good part of a second."""
_MOST_CELLS = 5_000
_SPACED_DIGITS = re.compile(r"[\d,.%+\-](?: [\d,.%]){2,}")
_SPACED_WORDS = re.compile(rf"(?<=[{HAN}（）])\s+(?=[{HAN}（）])")
COLUMN_GAP_EM = 1.5
"""Width from which a gap in a line parts columns; justified text has narrower ones."""
_NUMBER = re.compile(r"[+−–-]?\d[\d,]*(?:\.\d+)?[%‰]?(?:\([+-]?\d[\d.]*\))?")
_FEWEST_LINES = 2
_MOST_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a printed line, between wide gaps; its ends in points from the left edge."""

    text: str
    left: float
    right: float

    def joined(self, text: str, left: float, right: float) -> "Piece":
        """Give it with more text behind it."""
        return Piece(self.text + text, min(self.left, left), max(self.right, right))


def columns_of(lines: Sequence[Sequence[Piece]]) -> list[list[str]] | None:
    """Give lines that stand one below another as rows of cells; None where they are no table.

    Pieces that overlap from line to line make a column. A table has numbers behind the first
    column in most of its lines, and never two pieces of a line in one column.
    """
    numbered = sum(any(_NUMBER.fullmatch(_cell(p.text)) for p in line[1:]) for line in lines)
    if len(lines) < _FEWEST_LINES or 2 * numbered < len(lines):
        return None
    spans: list[tuple[float, float]] = []
    for piece in sorted((piece for line in lines for piece in line), key=lambda each: each.left):
        if spans and piece.left < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], piece.right))
        else:
            spans.append((piece.left, piece.right))
    if len(spans) > _MOST_COLUMNS:
        return None
    rows: list[list[str]] = []
    for line in lines:
        row = [""] * len(spans)
        for piece in line:
            place = next(n for n, span in enumerate(spans) if span[0] <= piece.left <= span[1])
            if row[place]:
                return None
            row[place] = _cell(piece.text)
        rows.append(row)
    return rows


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A table on a page; lengths in points from the foot and the left edge of the page."""

    page: int
    left: float
    right: float
    top: float
    bottom: float
    rows: tuple[tuple[str, ...], ...]
    """Cells covered by a merged one are empty."""


def may_hold_table(drawing: bytes) -> bool:
    """Whether the operations of a page draw as many lines as a table has."""
    found = len(_RULE.findall(drawing, 0, 2_000_000))
    return _FEWEST_RULES <= found <= _MOST_RULES


def find_tables(content: bytes, pages: list[int]) -> tuple[PdfTable, ...]:
    """Give the ruled tables on `pages`, counted from 1, from the top of each; none where broken."""
    if not pages:
        return ()
    import pdfplumber
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    broken = (
        PDFException, PSException, MalformedPDFException, PdfminerException, ArithmeticError,
        AttributeError, LookupError, NotImplementedError, OSError, RecursionError, TypeError,
        ValueError, AssertionError,
    )  # fmt: skip
    found: list[PdfTable] = []
    try:
        with pdfplumber.open(io.BytesIO(content), pages=pages[:_MOST_PAGES]) as pdf:
            for page in pdf.pages:
                found += _of_page(page)
                page.close()
    except broken:
        return tuple(found)  # the lines of the pages that are left are read as text
    return tuple(found)


def _of_page(page: Any) -> Iterator[PdfTable]:
    for table in page.find_tables():
        rows = [[_cell(text) for text in row] for row in table.extract()]
        width = max(map(len, rows), default=0)
        filled = sum(1 for row in rows for text in row if text)
        if len(rows) < 2 or width < 2 or not filled > 2 or len(rows) * width > _MOST_CELLS:
            continue  # a frame around text
        left, top, right, bottom = table.bbox
        height = float(page.height)
        yield PdfTable(
            page.page_number, left, right, height - top, height - bottom, tuple(map(tuple, rows))
        )


def _cell(text: str | None) -> str:
    """Give the text of a cell on one line, without the blanks that typesetting spreads it by."""
    line = " ".join((text or "").split())
    if _SPACED_DIGITS.fullmatch(line):
        return line.replace(" ", "")
    return _SPACED_WORDS.sub("", line)
