"""The text layer of PDF files, put back into paragraphs."""

import io
import logging
import re
import statistics
import struct
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from jushi.characters import HAN
from jushi.documents.assembly import SourceLine, assemble
from jushi.documents.boilerplate import find_boilerplate
from jushi.documents.document import Document
from jushi.documents.pdf_tables import (
    COLUMN_GAP_EM,
    PdfTable,
    Piece,
    columns_of,
    find_tables,
    may_hold_table,
)
from jushi.documents.pdf_tokens import read_operations
from jushi.documents.structure import numbered_level
from jushi.errors import DocumentError
from jushi.messages import Message
from jushi.text import CLOSERS, STATEMENT_STOPS

if TYPE_CHECKING:
    from pypdf import PdfReader

_CJK = rf"{HAN}\uf900-\ufaff\u3000-\u303f\uff00-\uffef“”‘’—…〔〕"
_BLANK_AFTER_CJK = re.compile(rf"(?<=[{_CJK}])[ \u00a0]+(?=[{_CJK}\d])")
_BLANK_BEFORE_CJK = re.compile(rf"(?<=[\d%．.])[ \u00a0]+(?=[{_CJK}])")
# Characters that look like the unified ones but are radicals: some PDF writers map fonts so.
_RADICALS = re.compile(r"[\u2e80-\u2fdf]+")
_SENTENCE_END = STATEMENT_STOPS + "：:"
# What pypdf raises, besides its own errors, over files that are damaged.
_DAMAGE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
MOST_OPERATIONS = 2_000_000
"""Those of pages count twice, when taken apart and when read; a report of 60 pages has 30,000."""
# How much of a full line a paragraph's last line must leave free to be told from a full one.
_SHORT_LINE_GAP_EM = 1.6
_INDENT_EM = 1.2


@dataclass(frozen=True, slots=True)
class _Line:
    """One printed line; lengths in points."""

    text: str
    page: int
    left: float
    top: float
    """Baseline above the foot of the page."""
    size: float
    right: float
    """Where the last piece ends, by the usual width of its characters."""
    pieces: tuple[Piece, ...] = ()
    """The line where wide gaps part it; empty for a row of a table."""
    is_row: bool = False
    """Whether it is a row of a table, its cells apart by tabs."""


def read_pdf(name: str, content: bytes, *, most_operations: int = MOST_OPERATIONS) -> Document:
    """Give the text layer of a PDF: paragraphs joined, page numbers and running heads taken out.

    Pages without text are named in the notices; nothing is recognised from images.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    # It reports every mended flaw of a file on stderr, in words that help nobody here.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _protected(name)
        notices: list[Message] = []
        ruled: list[int] = []
        pages = list(_read_pages(reader, notices, ruled, _Budget(name, most_operations)))
    except DependencyError as error:
        raise _protected(name) from error
    except (PyPdfError, *_DAMAGE) as error:
        raise DocumentError("documents.unreadable_pdf", place=name) from error
    removed: list[str] = []
    kept = _without_running_heads(pages, removed)
    if ruled:
        kept = _with_tables(kept, find_tables(content, ruled))
    kept = list(_with_columns(kept))
    lines = [
        SourceLine(text, "table_row" if is_row else "paragraph", page=page, index=index)
        for index, (text, page, is_row) in enumerate(_paragraphs(kept))
    ]
    return assemble(name, lines, removed=removed, notices=notices).document


def _protected(name: str) -> DocumentError:
    return DocumentError("documents.password", place=name)


class _Budget:
    """Drawing operations that may still be read from one file.

    Pages share contents and forms draw each other ten times over: a file of one kilobyte may ask
    for billions.
    """

    def __init__(self, name: str, most: int) -> None:
        self._name = name
        self._most = most
        self._left = most

    def spend_one(self, *_: object) -> None:
        """Called by pypdf before each operation, also those of forms."""
        self.spend(1)

    def spend(self, operations: int) -> None:
        self._left -= operations
        if self._left < 0:
            raise DocumentError(
                "documents.too_many_drawing_operations", place=self._name, most=self._most
            )


def _read_pages(
    reader: "PdfReader", notices: list[Message], ruled: list[int], budget: _Budget
) -> Iterator[list[_Line]]:
    """Give the lines of each page; `ruled` takes the numbers of those that may hold a table."""
    for number, page in enumerate(reader.pages, start=1):
        lines = _read_lines(page, number, budget)
        if not lines:
            has_image = "/XObject" in (page.get("/Resources") or {})
            what = "scanned_page" if has_image else "empty_page"
            notices.append(Message(f"document_notices.{what}", number=number))
        elif (drawing := page.get_contents()) is not None and may_hold_table(drawing.get_data()):
            ruled.append(number)
        yield lines


def _read_lines(page: Any, number: int, budget: _Budget) -> list[_Line]:
    """Group the text of one page by baseline, from top to bottom."""
    found: list[tuple[float, float, float, str]] = []

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        if text.strip():
            scale = abs(tm[3] * cm[3]) or 1.0
            x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            for offset, part in enumerate(text.split("\n")):
                if part.strip():
                    found.append((y - offset * size * scale, x, (size or 1.0) * scale, part))

    _take_apart(page, budget)
    page.extract_text(visitor_text=visit, visitor_operand_before=budget.spend_one)
    lines: list[_Line] = []
    for y, x, size, text in found:
        last = lines[-1] if lines else None
        if last is not None and _on_one_line(last, x, y, size):
            # The visitor gives pieces of one line in reading order.
            gap = " " if x - last.right > 0.5 * size and x > last.left else ""
            right = x + _width_em(text.rstrip()) * size
            joined = last.text + gap + text
            pieces = last.pieces
            if x - last.right > COLUMN_GAP_EM * size:
                pieces += (Piece(text, x, right),)
            else:
                pieces = (*pieces[:-1], pieces[-1].joined(gap + text, x, right))
            left = min(last.left, x)
            lines[-1] = replace(last, text=joined, left=left, right=right, pieces=pieces)
        else:
            right = x + _width_em(text.rstrip()) * size
            lines.append(_Line(text, number, x, y, size, right, (Piece(text, x, right),)))
    return [replace(line, text=_normalise(line.text)) for line in lines]


def _take_apart(page: Any, budget: _Budget) -> None:
    """Hand pypdf the page's operations where they are plain enough to be read quickly."""
    from pypdf.generic import NameObject

    content = page.get_contents()
    operations = None if content is None else read_operations(content.get_data())
    if operations is not None:
        budget.spend(len(operations))
        content.operations = operations
        page[NameObject("/Contents")] = content


def _on_one_line(last: _Line, x: float, y: float, size: float) -> bool:
    """Whether a piece goes on with the line; a superscript does, a running head beside not."""
    if abs(last.top - y) >= 0.4 * max(size, last.size):
        return False
    return abs(last.size - size) < 0.2 * last.size or abs(x - last.right) < last.size


def _normalise(text: str) -> str:
    """Take out the blanks that typesetting puts around digits; undo radical look-alikes."""
    text = _RADICALS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = _BLANK_AFTER_CJK.sub("", text.strip())
    return _BLANK_BEFORE_CJK.sub("", text)


def _without_running_heads(pages: list[list[_Line]], removed: list[str]) -> list[_Line]:
    """Drop page numbers and lines that stand at the same edge of most pages."""
    edges: Counter[tuple[str, str]] = Counter()
    for page in pages:
        for edge, line in _edge_lines(page):
            edges[edge, _masked(line.text)] += 1
    threshold = max(2, (len(pages) + 1) // 2)
    kept: list[_Line] = []
    for page in pages:
        heads = {
            id(line): edge
            for edge, line in _edge_lines(page)
            if edges[edge, _masked(line.text)] >= threshold or _is_page_number(line)
        }
        for line in page:
            if id(line) in heads:
                what = "page number" if _is_page_number(line) else f"running {heads[id(line)]}"
                removed.append(f"{what}: {line.text} (page {line.page})")
            else:
                kept.append(line)
    return kept


def _edge_lines(page: list[_Line]) -> list[tuple[str, _Line]]:
    """The topmost and the lowest line; a page of one line has no edge."""
    if len(page) < 2:
        return []
    ordered = sorted(page, key=lambda line: line.top)
    return [("foot", ordered[0]), ("head", ordered[-1])]


def _masked(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _is_page_number(line: _Line) -> bool:
    text = line.text.strip()
    if text.isdecimal() and len(text) <= 4:
        return True
    return any(piece.name == "page number" for piece in find_boilerplate(text))


def _with_tables(lines: list[_Line], tables: tuple[PdfTable, ...]) -> list[_Line]:
    """Put the rows of tables where the lines stood that they were printed as."""
    kept = [line for line in lines if not any(_is_inside(line, table) for table in tables)]
    for table in tables:
        above = [
            place
            for place, line in enumerate(kept)
            if (line.page, -line.top) < (table.page, -table.top)
        ]
        place = above[-1] + 1 if above else 0
        kept[place:place] = [
            _Line("\t".join(row), table.page, table.left, table.top, 0.0, table.right, is_row=True)
            for row in table.rows
        ]
    return kept


def _with_columns(lines: list[_Line]) -> Iterator[_Line]:
    """Give the lines, those of tables without rules as rows: wide gaps part their cells."""
    for (_, is_parted), group in groupby(lines, lambda each: (each.page, len(each.pieces) > 1)):
        run = list(group)
        rows = columns_of([line.pieces for line in run]) if is_parted else None
        if rows is None:
            yield from run
            continue
        for line, row in zip(run, rows, strict=True):
            yield replace(line, text="\t".join(row), is_row=True)


def _is_inside(line: _Line, table: PdfTable) -> bool:
    is_between = table.bottom <= line.top <= table.top
    return line.page == table.page and is_between and table.left - 1 <= line.left <= table.right


def _paragraphs(lines: list[_Line]) -> Iterator[tuple[str, int, bool]]:
    """Join printed lines to paragraphs, each with its page and whether it is a row of a table."""
    if not lines:
        return
    printed = [line for line in lines if not line.is_row] or lines
    left = _body_left(printed)
    right = _body_right(printed)
    text, page, previous = "", 0, None
    for line in lines:
        if previous is not None and _continues(previous, line, left, right):
            text += _glue(text, line.text) + line.text
        else:
            if text:
                yield text, page, previous is not None and previous.is_row
            text, page = line.text, line.page
        previous = line
    yield text, page, lines[-1].is_row


def _body_left(lines: list[_Line]) -> float:
    """Left edge of the text: the most frequent start of a line that is no first line."""
    starts = Counter(round(line.left) for line in lines if _width_em(line.text) > 8)
    if not starts:
        return min(line.left for line in lines)
    common = max(starts.values())
    return min(start for start, count in starts.items() if count * 3 >= common)


def _body_right(lines: list[_Line]) -> float:
    """Right edge of the text, as the longer lines reach it."""
    ends = sorted(line.right for line in lines)
    return statistics.quantiles(ends, n=10)[-1] if len(ends) >= 10 else ends[-1]


def _continues(previous: _Line, line: _Line, left: float, right: float) -> bool:
    if previous.is_row or line.is_row:
        return False
    if abs(previous.size - line.size) > 0.15 * line.size or "  " in line.text:
        return False
    if numbered_level(line.text) and line.left - left > _INDENT_EM * line.size:
        return False
    if line.left - left > _INDENT_EM * line.size:
        return False
    ends_early = right - previous.right > _SHORT_LINE_GAP_EM * previous.size
    if not ends_early:
        return True
    # A line may end early because what follows does not break: a long number, an opening quote.
    ends_sentence = previous.text.rstrip(CLOSERS)[-1:] in _SENTENCE_END
    return not ends_sentence and right - previous.right < 4 * previous.size


def _glue(before: str, after: str) -> str:
    """A blank between Latin words, nothing in Chinese; a hyphenated word is left hyphenated."""
    if before[-1:].isascii() and after[:1].isascii():
        is_word = before[-1:].isalpha() or before[-1:] in ".,;:)"
        return " " if is_word or after[:1].isalpha() else ""
    return ""


def _width_em(text: str) -> float:
    return sum(0.5 if ord(char) < 0x2000 else 1.0 for char in text)
