"""Plain text and Markdown to documents."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from jushi.documents.assembly import SourceLine, assemble
from jushi.documents.document import Document
from jushi.documents.plain_text import decode_text

_HEADING = re.compile(r"(#{1,6})\s")
_TABLE_RULE = re.compile(r"\|?(?::?-++:?\|)++(?::?-++:?)?")
# [text](address "title"), ![text](address), <https://address>
_LINK = re.compile(r"!?\[([^\[\]\n]{0,400})\]\((?:[^()\s]{0,2000})(?: \"[^\"\n]{0,200}\")?\)")
_BARE_LINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)")
_EMPHASIS_ENDS = {mark: re.compile(rf"(?<=\S)(?={re.escape(mark)})") for mark in ("**", "__")}


def read_text_document(name: str, content: bytes) -> Document:
    """Give a text file as a document, one block a line."""
    text = decode_text(content, name)
    lines = (SourceLine(line, index=index) for index, line in enumerate(text.splitlines()))
    return assemble(name, lines).document


def read_markdown(name: str, content: bytes) -> Document:
    """Give a Markdown file as a document: `#` is the title, `##` level 1, `|` rows of a table.

    A file with several `#` has no title: they are its headings of level 1.
    """
    lines = decode_text(content, name).splitlines()
    return assemble(name, _markdown_lines(lines)).document


def _markdown_lines(lines: list[str]) -> Iterator[SourceLine]:
    tops = sum(1 for line in lines if line.startswith("# "))
    for index, line in enumerate(lines):
        heading = _HEADING.match(line)
        if heading:
            depth = len(heading[1]) - (1 if tops == 1 else 0)
            text = _plain(line[heading.end() :].strip().rstrip("#").rstrip())
            if depth == 0:
                yield SourceLine(text, "title", index=index)
            else:
                yield SourceLine(text, "heading", min(depth, 4), index=index)
        elif _is_rule("".join(line.split())):
            continue
        elif line.lstrip().startswith("|"):
            cells = line.strip().strip("|").split("|")
            text = "\t".join(_plain(cell.strip()) for cell in cells)
            yield SourceLine(text, "table_row", index=index)
        else:
            yield SourceLine(_plain(line), index=index)


def _is_rule(letters: str) -> bool:
    """Whether a line, told without its blanks, is a rule or parts the head of a table."""
    if len(letters) >= 3 and not letters.strip("-*_="):
        return True
    return _TABLE_RULE.fullmatch(letters) is not None


def _plain(text: str) -> str:
    """Give a line as a reader of the page sees it: links by their text, without marks."""
    return _without_emphasis(_BARE_LINK.sub(r"\1", _LINK.sub(r"\1", text)))


def _without_emphasis(text: str) -> str:
    """Take out the marks of **strong** and __strong__ text.

    A mark that nothing closes stays. Where each ends is looked up, not searched for from each
    mark anew: a line of a million open marks is read in time with its length.
    """
    ends: dict[str, list[int]] = {}
    kept: list[str] = []
    done = 0
    opened = _EMPHASIS.search(text)
    while opened is not None:
        mark = opened[1]
        if mark not in ends:
            ends[mark] = [found.start() for found in _EMPHASIS_ENDS[mark].finditer(text)]
        place = bisect_left(ends[mark], opened.end() + 1)
        if place < len(ends[mark]):
            end = ends[mark][place]
            kept += (text[done : opened.start()], text[opened.end() : end])
            done = end + len(mark)
            opened = _EMPHASIS.search(text, done)
        else:
            opened = _EMPHASIS.search(text, opened.start() + 1)
    return "".join(kept) + text[done:]
