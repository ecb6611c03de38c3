"""The characters of one paragraph of a .docx, each with the text node that holds it."""

import re
from dataclasses import dataclass, field

from jushi.characters import CIRCLED_NUMBERS
from jushi.documents.assembly import Piece, SourceLine
from jushi.documents.docx_effects import RunEffects
from jushi.documents.docx_math import RAISED, equation_tokens
from jushi.documents.ooxml import MC, XML, Element, M, w

LINE_BREAK = "\n"
_CONTENTS = "TOC"
_CONTAINERS = ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo")
_TRANSPARENT = {*map(w, (*_CONTAINERS, "rubyBase", "ruby"))}
_EQUATIONS = {f"{{{M}}}{name}" for name in ("oMath", "oMathPara")}
_LEFT_OUT = {w("del"), w("moveFrom")}
_MARKS = {
    w("noBreakHyphen"): "-",
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): LINE_BREAK,
    w("cr"): LINE_BREAK,
}
_TEXT_BOX = w("txbxContent")
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
# Digits in circles of Wingdings, by their codes there.
_CIRCLED = dict(zip(range(0x81, 0x8B), "①②③④⑤⑥⑦⑧⑨⑩", strict=True)) | dict(
    zip(range(0x8C, 0x96), "❶❷❸❹❺❻❼❽❾❿", strict=True)
)
_MARK = re.compile(rf"[\d{CIRCLED_NUMBERS}*†‡\[\]［］〔〕()（）,，、–-]+")
_MOVED_UP = re.compile("[\uf020-\uf0ff]")
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
    charts: int = 0
    equations: int = 0
    hidden: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)
    """Marks of notes, which are no digits of the number before them."""


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
    arts: list[str] = field(default_factory=list)
    """Words of WordArt anchored in it."""

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

    def __init__(self, effects: RunEffects, open_fields: frozenset[Element]) -> None:
        self.tally = Tally()
        self._effects = effects
        self._open_fields = open_fields
        self._style = ""
        self._is_raised = False
        self._font = ""
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
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        self._style = "" if style is None else style.get(w("val"), "")
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
        elif tag in _EQUATIONS:
            self.tally.equations += 1
            for text, source in equation_tokens(node):
                inline.add(text, source)
        elif tag == f"{{{MC}}}AlternateContent":
            self._alternative(node, inline)

    def _run(self, run: Element, inline: Inline) -> None:
        effects = self._effects.of(run, self._style)
        if "hidden" in effects or "struck" in effects:
            text = "".join(node.text or "" for node in run.iter(w("t")))
            if text.strip():
                told = self.tally.hidden if "hidden" in effects else self.tally.struck
                told.append(text)
            # What it begins or ends stays: a field reaches over it.
            for child in run.iter(w("fldChar"), w("instrText")):
                self._run_child(child, inline)
            return
        self._is_raised = "raised" in effects
        self._font = _font_of(run)
        for child in run:
            self._run_child(child, inline)
        self._is_raised = False

    def _run_child(self, node: Element, inline: Inline) -> None:
        tag = node.tag
        if tag == w("fldChar"):
            if node not in self._open_fields:
                self._field_mark(node.get(w("fldCharType")))
        elif tag == w("instrText"):
            self._field_code(node.text or "")
        elif self._without_result:
            return
        elif tag == w("t"):
            self._text(node, inline)
        elif tag in _MARKS:
            inline.add(_MARKS[tag])
        elif tag == w("sym"):
            inline.add(_symbol(node))
        elif tag in (w("footnoteReference"), w("endnoteReference")):
            kind = "footnote" if tag == w("footnoteReference") else "endnote"
            inline.notes.append((kind, node.get(w("id"), "")))
        elif tag == f"{{{MC}}}AlternateContent":
            self._alternative(node, inline)
        elif tag in (w("drawing"), w("pict"), w("object")):
            self._drawing(node, inline)
        elif tag in _TRANSPARENT:
            self._children(node, inline)

    def _text(self, node: Element, inline: Inline) -> None:
        if self._is_raised and _MARK.fullmatch((node.text or "").strip()):
            self._raised_mark(node, inline)
        else:
            _add_text(node, inline, self._font)

    def _raised_mark(self, node: Element, inline: Inline) -> None:
        """A power (km², 10⁴) keeps its raised digits; the mark of a note is left out."""
        text = (node.text or "").strip()
        before = "".join(inline.text[-2:])[-4:]
        if text.strip("-–").isdecimal() and re.search(r"[A-Za-z]$|(?<!\d)10$", before):
            raised = text.translate(RAISED)
            inline.add(raised, node, (node.text or "").find(text))
        else:
            self.tally.raised.append(text)

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
            for art in node.iter(_WORD_ART):
                inline.arts.append(art.get("string", ""))
            if next(node.iter(_CHART, _DIAGRAM), None) is not None:
                self.tally.charts += 1
            elif node.tag == w("object"):
                self.tally.objects += 1
            else:
                self.tally.pictures += 1


def _symbol(node: Element) -> str:
    try:
        place = int(node.get(w("char"), ""), 16)
    except ValueError:
        return "□"
    return _symbol_character(place, node.get(w("font"), "").lower())


def _symbol_character(place: int, font: str) -> str:
    """A character of a symbol font: digits and letters where it has them, else an empty box."""
    plain = place - 0xF000 if 0xF000 <= place < 0xF100 else place
    if font.startswith(("wingdings", "webdings")):
        return _CIRCLED.get(plain, "□") if font == "wingdings" else "□"
    if font == "symbol" and plain > 0x7E:
        return "□"
    # Fonts without a table of their own keep ASCII, moved up by F000 or not.
    is_text = 0x20 <= plain < 0x7F or (place >= 0xA0 and not 0xE000 <= place < 0xF900)
    return chr(plain) if is_text and plain < 0x11_0000 and not 0xD800 <= plain < 0xE000 else "□"


def _font_of(run: Element) -> str:
    """The font that a run names for its symbols, in small letters; empty where it names none."""
    fonts = run.find(f"{w('rPr')}/{w('rFonts')}")
    return "" if fonts is None else fonts.get(w("ascii"), fonts.get(w("hAnsi"), "")).lower()


def open_field_marks(root: Element) -> frozenset[Element]:
    """Give the marks of fields that never end, which would take in all the text behind them."""
    waiting: list[list[Element]] = []
    for node in root.iter(w("fldChar")):
        kind = node.get(w("fldCharType"))
        if kind == "begin":
            waiting.append([node])
        elif kind == "end" and waiting:
            waiting.pop()
        elif waiting:
            waiting[-1].append(node)
    return frozenset(node for marks in waiting for node in marks)


def _ancestors(node: Element, top: Element) -> list[Element]:
    found = []
    parent = node.getparent()
    while parent is not None and parent is not top:
        found.append(parent)
        parent = parent.getparent()
    return found


def _add_text(node: Element, inline: Inline, font: str = "") -> None:
    # A line end inside w:t is a blank of the XML file, not a break.
    text = (node.text or "").translate(_XML_BLANKS)
    if font:
        # Word keeps what is typed in a symbol font at F000 and above.
        text = _MOVED_UP.sub(lambda found: _symbol_character(ord(found[0]), font), text)
    if node.get(f"{{{XML}}}space") == "preserve":
        inline.add(text, node)
        return
    # Without xml:space Word drops the blanks at both ends.
    stripped = text.strip(" ")
    inline.add(stripped, node, text.find(stripped) if stripped else 0)
