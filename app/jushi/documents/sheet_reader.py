"""Spreadsheets as rows of text: each sheet a heading, each row a table row."""

from collections.abc import Iterator

from jushi.documents.assembly import SourceLine, assemble
from jushi.documents.document import Document
from jushi.documents.plain_text import decode_text
from jushi.documents.text_reader import read_text_document
from jushi.errors import DocumentError, FigureError
from jushi.safe_parsing import mend_surrogates
from jushi.sheets import Records, Sheet, plain_text, read_workbook_file


def read_csv(name: str, content: bytes) -> Document:
    """Give the rows of a .csv or .tsv as table rows; one with a stray quotation mark as text."""
    halves = mend_surrogates(decode_text(content, name))[1]
    try:
        return _read(name, content, halves)
    except DocumentError:
        return read_text_document(name, content)


def read_spreadsheet(name: str, content: bytes) -> Document:
    """Give the sheets of a workbook as headings and table rows, cells as they show.

    Raises DocumentError for what cannot be read.
    """
    return _read(name, content, halves=0)


def _read(name: str, content: bytes, halves: int) -> Document:
    try:
        sheets = read_workbook_file(name, content)
    except FigureError as error:
        raise DocumentError(
            "documents.unreadable_workbook",
            place=name,
            problem=error.told_problem,
            remedy=error.told_remedy,
        ) from error
    assert not isinstance(sheets, Records)
    return assemble(name, list(_lines(sheets)), halves=halves).document


def _lines(sheets: tuple[Sheet, ...]) -> Iterator[SourceLine]:
    index = 0
    for sheet in sheets:
        is_empty = True
        for row in sheet.rows:
            text = "\t".join(" ".join(plain_text(raw).split()) for raw in row).rstrip("\t")
            if not text:
                continue
            if is_empty and sheet.name:
                yield SourceLine(sheet.name, "heading", 1, index=index)
                index += 1
            is_empty = False
            yield SourceLine(text, "table_row", index=index)
            index += 1
