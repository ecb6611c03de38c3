"""The characters of one paragraph of a .docx, each with the text node that holds it."""

import re
from dataclasses import dataclass, field

from jushi.documents.assembly import Piece, SourceLine
from jushi.documents.ooxml import MC, XML, Element, M, w

LINE_BREAK = "\n"
_CONTENTS = "TOC"
_MATH = "oMath oMathPara r e num den sup sub d f sSup sSub sSubSup nary rad deg"
_CONTAINERS = ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo")
_TRANSPARENT = {
    *map(w, (*_CONTAINERS, "rubyBase", "ruby")),
    *(f"{{{M}}}{name}" for name in _MATH.split()),
}
_LEFT_OUT = {w("del"), w("moveFrom")}
_MARKS = {
    w("noBreakHyphen"): "-",
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): LINE_BREAK,
    w("cr"): LINE_BREAK,
}
_TEXT_BOX = w("txbxContent")
# 1, ①, [2], 注1 and * behind a word or a number; but km² and 3×10⁸ are no notes.
_NOTE_MARK = re.compile(
    r"[\[［〔(（]?\s*注?\s*(?:\d{1,3}|[①-⑳])(?:\s*[,，、—-]\s*\d{1,3})*\s*[\]］〕)）]?|[*＊※†‡]+"
)
_OF_POWERS = re.compile(r"[A-Za-z]$|(?<![\d.])10$|米$")
_TAIL = 4
_XML_BLANKS = str.maketrans("\r\n\t", "   ")


@dataclass
class Field:
    """A field that is open: its code is not text, its result is."""

    head: str = ""
    """The first letters of its code, which say what it is."""
    in_result: bool = False
    is_contents: bool = False


@dataclass
class Tally:
    """What was met in a document besides its text, to be told in notices."""

    inserted: int = 0
    deleted: int = 0
    pictures: int = 0
    objects: int = 0
    hidden: list[str] = field(default_factory=list)
    struck: int = 0
    """Runs that are struck out."""
    marks: int = 0
    """Raised marks of notes."""


@dataclass
class Inline:
    """What one paragraph holds: its characters, and what hangs on it."""

    text: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)
    """`footnote` or `endnote` and its id, in order."""
    boxes: list[Element] = field(default_factory=list)
    """Contents of text boxes anchored in the paragraph."""

    def add(self, text: str, node: Element = None, offset: int = 0) -> None:
        if not text:
            return
        if node is not None:
            self.pieces.append(Piece(self.length, len(text), node, offset))
        self.text.append(text)
        self.length += len(text)

    def line(self) -> SourceLine:
        return SourceLine("".join(self.text), pieces=tuple(self.pieces))


class RunReader:
    """Reads paragraphs in document order; fields may reach over several of them."""

    def __init__(self) -> None:
        self.tally = Tally()
        self._fields: list[Field] = []
        # How many of them show no result yet, and how many are tables of contents.
        self._without_result = 0
        self._contents = 0

    @property
    def in_contents(self) -> bool:
        """Whether the table of contents is open."""
        return self._contents > 0

    def read(self, paragraph: Element) -> Inline:
        """Give the characters of a paragraph as they stand once changes are accepted."""
        inline = Inline()
        self._children(paragraph, inline)
        return inline

    def _children(self, node: Element, inline: Inline) -> None:
        for child in node:
            self._child(child, inline)

    def _child(self, node: Element, inline: Inline) -> None:
        tag = node.tag
        if tag == w("r"):
            self._run(node, inline)
        elif tag in _LEFT_OUT:
            self.tally.deleted += 1
        elif tag in _TRANSPARENT:
            self.tally.inserted += tag == w("ins")
            self._children(node, inline)
        elif tag == w("sdt"):
            content = node.find(w("sdtContent"))
            if content is not None:
                self._children(content, inline)
        elif tag == f"{{{M}}}t":
            inline.add(node.text or "", node)
        elif tag == f"{{{MC}}}AlternateContent":
            self._alternative(node, inline)

    def _run(self, run: Element, inline: Inline) -> None:
        hidden = run.find(f"{w('rPr')}/{w('vanish')}")
        if hidden is not None and hidden.get(w("val"), "1") not in ("0", "false"):
            text = "".join(node.text or "" for node in run.iter(w("t")))
            if text.strip():
                self.tally.hidden.append(text)
            return
        properties = run.find(w("rPr"))
        if properties is not None:
            text = "".join(node.text or "" for node in run.iter(w("t")))
            if any(_is_on(properties, name) for name in ("strike", "dstrike")):
                self.tally.struck += bool(text.strip())
                return
            if _is_raised(properties) and _is_note_mark(text.strip(), inline):
                self.tally.marks += 1
                return
        for child in run:
            self._run_child(child, inline)

    def _run_child(self, node: Element, inline: Inline) -> None:
        tag = node.tag
        if tag == w("fldChar"):
            self._field_mark(node.get(w("fldCharType")))
        elif tag == w("instrText"):
            self._field_code(node.text or "")
        elif self._without_result:
            return
        elif tag == w("t"):
            _add_text(node, inline)
        elif tag in _MARKS:
            inline.add(_MARKS[tag])
        elif tag == w("sym"):
            inline.add("□")
        elif tag in (w("footnoteReference"), w("endnoteReference")):
            kind = "footnote" if tag == w("footnoteReference") else "endnote"
            inline.notes.append((kind, node.get(w("id"), "")))
        elif tag == f"{{{MC}}}AlternateContent":
            self._alternative(node, inline)
        elif tag in (w("drawing"), w("pict"), w("object")):
            self._drawing(node, inline)
        elif tag in _TRANSPARENT:
            self._children(node, inline)

    def _field_mark(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(Field())
            self._without_result += 1
        elif kind == "separate" and self._fields:
            self._without_result -= not self._fields[-1].in_result
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            closed = self._fields.pop()
            self._without_result -= not closed.in_result
            self._contents -= closed.is_contents

    def _field_code(self, text: str) -> None:
        if self._fields and len(self._fields[-1].head) < len(_CONTENTS):
            opened = self._fields[-1]
            opened.head = (opened.head + text).lstrip()[: len(_CONTENTS)]
            if opened.head.upper() == _CONTENTS and not opened.is_contents:
                opened.is_contents = True
                self._contents += 1

    def _alternative(self, node: Element, inline: Inline) -> None:
        """Choice and fallback say the same twice; the first is read."""
        for branch in node:
            if len(branch):
                for child in branch:
                    if child.tag in (w("drawing"), w("pict"), w("object")):
                        self._drawing(child, inline)
                    else:
                        self._child(child, inline)
                return

    def _drawing(self, node: Element, inline: Inline) -> None:
        boxes = [
            box
            for box in node.iter(_TEXT_BOX)
            if not any(parent.tag == _TEXT_BOX for parent in _ancestors(box, node))
        ]
        inline.boxes.extend(boxes)
        if not boxes:
            if node.tag == w("object"):
                self.tally.objects += 1
            else:
                self.tally.pictures += 1


def _is_on(properties: Element, name: str) -> bool:
    node = properties.find(w(name))
    return node is not None and node.get(w("val"), "1") not in ("0", "false")


def _is_raised(properties: Element) -> bool:
    node = properties.find(w("vertAlign"))
    return node is not None and node.get(w("val")) == "superscript"


def _is_note_mark(mark: str, inline: Inline) -> bool:
    """Whether a raised number is the mark of a note: not the 2 of m², nor an exponent of 10."""
    if not _NOTE_MARK.fullmatch(mark):
        return False
    before = "".join(inline.text[-_TAIL:])[-_TAIL:]
    return not (mark.isdecimal() and _OF_POWERS.search(before))


def _ancestors(node: Element, top: Element) -> list[Element]:
    found = []
    parent = node.getparent()
    while parent is not None and parent is not top:
        found.append(parent)
        parent = parent.getparent()
    return found


def _add_text(node: Element, inline: Inline) -> None:
    # A line end inside w:t is a blank of the XML file, not a break.
    text = (node.text or "").translate(_XML_BLANKS)
    if node.get(f"{{{XML}}}space") == "preserve":
        inline.add(text, node)
        return
    # Without xml:space Word drops the blanks at both ends.
    stripped = text.strip(" ")
    inline.add(stripped, node, text.find(stripped) if stripped else 0)
