"""Plain text and Markdown to documents."""

import re
from collections.abc import Iterator

from app.documents.assembly import SourceLine, assemble
from app.documents.document import Document
from app.documents.plain_text import read_plain_text

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*")
_RULE = re.compile(r"\s*([-*_=]\s*){3,}\s*|\s*\|?(\s*:?-+:?\s*\|)+\s*(:?-+:?\s*)?")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")


def read_text_document(name: str, content: bytes) -> Document:
    """Give a text file as a document, one block a line."""
    text = read_plain_text(content, name)
    lines = (SourceLine(line, index=index) for index, line in enumerate(text.splitlines()))
    return assemble(name, lines).document


def read_markdown(name: str, content: bytes) -> Document:
    """Give a Markdown file as a document: `#` is the title, `##` level 1, `|` rows of a table.

    A file with several `#` has no title: they are its headings of level 1.
    """
    lines = read_plain_text(content, name).splitlines()
    return assemble(name, _markdown_lines(lines)).document


def _markdown_lines(lines: list[str]) -> Iterator[SourceLine]:
    tops = sum(1 for line in lines if line.startswith("# "))
    for index, line in enumerate(lines):
        heading = _HEADING.fullmatch(line)
        if heading:
            depth = len(heading[1]) - (1 if tops == 1 else 0)
            text = _EMPHASIS.sub(r"\2", heading[2])
            if depth == 0:
                yield SourceLine(text, "title", index=index)
            else:
                yield SourceLine(text, "heading", min(depth, 4), index=index)
        elif _RULE.fullmatch(line):
            continue
        elif line.lstrip().startswith("|"):
            cells = line.strip().strip("|").split("|")
            text = "\t".join(_EMPHASIS.sub(r"\2", cell.strip()) for cell in cells)
            yield SourceLine(text, "table_row", index=index)
        else:
            yield SourceLine(_EMPHASIS.sub(r"\2", line), index=index)
