"""What people left in a .docx beside its text: tracked changes and comments, each at its place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from jushi.documents.docx_reader import PositionedDocx
from jushi.documents.ooxml import Element, w

RemarkKind = Literal["comment", "inserted", "deleted"]
_TRACKED: dict[str, RemarkKind] = {
    w("ins"): "inserted",
    w("moveTo"): "inserted",
    w("del"): "deleted",
    w("moveFrom"): "deleted",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment, or one tracked change."""

    kind: RemarkKind
    author: str
    """As the program wrote it; may be empty."""
    text: str
    """The comment, or the characters that were put in or taken out."""
    start: int
    """Offset in the document's text, in which every tracked change is accepted."""
    end: int
    """Behind the last character; equal to `start` for what was taken out."""


def read_remarks(positioned: PositionedDocx) -> tuple[Remark, ...]:
    """Give the remarks of the body, in text order; changes of one person that touch are one."""
    spans = text_spans(positioned)
    comments = _comments(positioned)
    body = positioned.trees[positioned.package.main_part]
    found: list[Remark] = []
    starts: list[int] = []
    # How many texts stood before the comment began.
    open_comments: dict[str, int] = {}
    at = 0
    for node in body.iter():
        if node in spans:
            low, at = spans[node]
            starts.append(low)
        elif node.tag == w("commentRangeStart"):
            open_comments[node.get(w("id"), "")] = len(starts)
        elif node.tag == w("commentRangeEnd"):
            name = node.get(w("id"), "")
            first = open_comments.pop(name, len(starts))
            start = starts[first] if first < len(starts) else at
            if name in comments:
                found.append(replace(comments.pop(name), start=start, end=at))
        elif node.tag in _TRACKED:
            found.extend(_tracked(node, spans, at))
    # A comment without a range hangs on the whole text.
    found.extend(comments.values())
    return tuple(_joined(sorted(found, key=lambda remark: (remark.start, remark.end))))


def text_spans(positioned: PositionedDocx) -> dict[Element, tuple[int, int]]:
    """Where in the document's text each text node stands."""
    document = positioned.assembly.document
    spans: dict[Element, tuple[int, int]] = {}
    for start, pieces in zip(document.starts, positioned.assembly.pieces, strict=True):
        for piece in pieces:
            low, high = start + piece.start, start + piece.start + piece.length
            known = spans.get(piece.node)
            spans[piece.node] = (known[0], high) if known else (low, high)
    return spans


def _comments(positioned: PositionedDocx) -> dict[str, Remark]:
    part = positioned.package.related(positioned.package.main_part, "comments")
    root = positioned.package.tree(part) if part else None
    found = {}
    for node in root.iter(w("comment")) if root is not None else ():
        lines = ("".join(t.text or "" for t in p.iter(w("t"))) for p in node.iter(w("p")))
        told = "\n".join(line for line in lines if line.strip())
        found[node.get(w("id"), "")] = Remark("comment", node.get(w("author"), ""), told, 0, 0)
    return found


def _tracked(node: Element, spans: dict[Element, tuple[int, int]], at: int) -> Iterator[Remark]:
    kind, author = _TRACKED[node.tag], node.get(w("author"), "")
    if kind == "deleted":
        text = "".join(t.text or "" for t in node.iter(w("delText"), w("t")))
        if text:
            yield Remark(kind, author, text, at, at)
        return
    own = [(spans[t], t.text or "") for t in node.iter(w("t")) if t in spans]
    if own:
        text = "".join(text for _, text in own)
        yield Remark(kind, author, text, own[0][0][0], own[-1][0][1])


def _joined(remarks: list[Remark]) -> Iterator[Remark]:
    """Programs write one change as several runs."""
    waiting: list[Remark] = []
    for remark in remarks:
        last = waiting[-1] if waiting else remark
        is_same = (remark.kind, remark.author, remark.start) == (last.kind, last.author, last.end)
        if waiting and (remark.kind == "comment" or not is_same):
            yield _as_one(waiting)
            waiting = []
        waiting.append(remark)
    if waiting:
        yield _as_one(waiting)


def _as_one(remarks: list[Remark]) -> Remark:
    text = "".join(remark.text for remark in remarks)
    return replace(remarks[0], text=text, end=remarks[-1].end)
