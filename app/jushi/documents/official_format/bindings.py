"""Numbers tied to their figures inside a .docx, by two anchors that survive different harm.

Each number sits in a content control whose tag is its figure expression. Programs that drop the
tags of content controls keep custom XML parts, so the bindings are stored there once more, by
sentence: a sentence that nobody changed gets its bindings back even without its controls.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from jushi.documents.document import Document
from jushi.documents.docx_reader import PositionedDocx, read_docx_with_positions
from jushi.documents.official_format.markup import XML_HEAD, attribute
from jushi.documents.official_format.remarks import Remark, read_remarks
from jushi.documents.official_format.report import Paragraph
from jushi.documents.ooxml import Element, small_number, w
from jushi.text import stored_spans

_BINDINGS = "urn:jushi:bindings:1"
_TAG_HEAD = "jushi:"
# Word allows 64 characters in a tag; longer expressions are kept in the custom part only.
_LONGEST_TAG = 64
_MOST_CHARS = 1 << 30
_ITEM_ID = "{6A757368-6900-4000-8000-62696E64696E}"


@dataclass(frozen=True, slots=True)
class TaggedNumber:
    """Characters of a document that a tag of the file ties to a figure; not yet understood."""

    start: int
    """Offset in the document's text."""
    end: int
    figure: str
    """Expression over figure ids, as the tag has it: from outside, so it may be none."""
    text: str
    """What stands there now; a person may have changed it."""


@dataclass(frozen=True, slots=True)
class BoundDocument:
    """A figure-bound .docx that came back."""

    document: Document
    numbers: tuple[TaggedNumber, ...]
    """In text order, not overlapping."""
    lost: tuple[str, ...]
    """Expressions whose number was deleted, or whose sentence changed after its control was lost,
    as often as each is missing."""
    origins: tuple[tuple[str, str], ...] = ()
    """Key and digest of each section as it went out; empty where that is not known."""
    remarks: tuple[Remark, ...] = ()
    """Tracked changes and comments that came back with it, in text order."""


@dataclass(frozen=True, slots=True)
class _Stored:
    """A binding of the custom part: its sentence, and where in it the number stands."""

    sentence: str
    start: int
    end: int
    figure: str


class BindingRecorder:
    """Gathers the bindings of a document while its body is written."""

    def __init__(self) -> None:
        self._stored: list[_Stored] = []
        self._controls = 0

    def runs_xml(self, paragraph: Paragraph, run_xml: Callable[[str], str]) -> str:
        """Give the paragraph's runs, those with a figure in content controls."""
        parts: list[str] = []
        position = 0
        for run in paragraph.runs:
            xml = run_xml(run.text)
            if run.figure and run.text:
                self._remember(paragraph.text, position, position + len(run.text), run.figure)
                xml = self._control_xml(run.figure, xml)
            parts.append(xml)
            position += len(run.text)
        return "".join(parts)

    def _remember(self, text: str, start: int, end: int, figure: str) -> None:
        for low, high in stored_spans(text):
            if low <= start and end <= high:
                self._stored.append(
                    _Stored(_digest(text[low:high]), start - low, end - low, figure)
                )
                return

    def _control_xml(self, figure: str, run: str) -> str:
        self._controls += 1
        tag = _TAG_HEAD + figure
        if len(tag) > _LONGEST_TAG:
            tag = f"{_TAG_HEAD}#{_digest(figure)}"
        return (
            f'<w:sdt><w:sdtPr><w:tag w:val={attribute(tag)}/><w:id w:val="{self._controls}"/>'
            '<w15:appearance w15:val="hidden"/></w:sdtPr>'
            f"<w:sdtContent>{run}</w:sdtContent></w:sdt>"
        )

    def parts(self, origins: tuple[tuple[str, str], ...]) -> tuple[dict[str, str], dict[str, str]]:
        """Give the custom XML parts by name, and the content types they need."""
        sections = "".join(
            f"<section key={attribute(key)} digest={attribute(digest)}/>" for key, digest in origins
        )
        rows = "".join(
            f'<binding sentence="{row.sentence}" start="{row.start}" end="{row.end}" '
            f"figure={attribute(row.figure)}/>"
            for row in self._stored
        )
        schema = "http://schemas.openxmlformats.org/officeDocument/2006/"
        parts = {
            "customXml/item1.xml": (
                f'{XML_HEAD}<bindings xmlns="{_BINDINGS}">{sections}{rows}</bindings>'
            ),
            "customXml/itemProps1.xml": (
                f'{XML_HEAD}<ds:datastoreItem ds:itemID="{_ITEM_ID}" xmlns:ds="{schema}customXml">'
                f'<ds:schemaRefs><ds:schemaRef ds:uri="{_BINDINGS}"/></ds:schemaRefs>'
                "</ds:datastoreItem>"
            ),
            "customXml/_rels/item1.xml.rels": (
                f'{XML_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                f'relationships"><Relationship Id="rId1" Type="{schema}relationships/'
                'customXmlProps" Target="itemProps1.xml"/></Relationships>'
            ),
        }
        kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
        return parts, {"customXml/itemProps1.xml": kind}


def read_bound_docx(name: str, content: bytes) -> BoundDocument:
    """Give a figure-bound .docx with the bindings that are still there.

    Content controls come first; where a program dropped their tags, sentences that nobody
    changed get their bindings from the custom part. A .docx that never had bindings gives none.
    """
    positioned = read_docx_with_positions(name, content)
    part = _custom_part(positioned)
    stored = _stored_bindings(part)
    tagged = _tagged_numbers(positioned, {_digest(row.figure): row.figure for row in stored})
    by_sentence = _sentence_bindings(positioned.assembly.document.text, stored)
    taken = {place for b in tagged for place in range(b.start, b.end)}
    free = (b for b in by_sentence if taken.isdisjoint(range(b.start, b.end)))
    numbers = sorted((*tagged, *free), key=lambda number: number.start)
    missing = Counter(row.figure for row in stored) - Counter(b.figure for b in numbers)
    return BoundDocument(
        positioned.assembly.document,
        tuple(numbers),
        tuple(missing.elements()),
        _origins(part),
        read_remarks(positioned),
    )


def _tagged_numbers(
    positioned: PositionedDocx, long_by_digest: dict[str, str]
) -> list[TaggedNumber]:
    """Bindings of the content controls that still carry their tag."""
    document = positioned.assembly.document
    spans: dict[Element, tuple[int, int, str]] = {}
    controls = _Controls()
    for start, pieces in zip(document.starts, positioned.assembly.pieces, strict=True):
        for piece in pieces:
            control, tag = controls.around(piece.node)
            if control is None:
                continue
            low, high = start + piece.start, start + piece.start + piece.length
            known = spans.get(control)
            figure = long_by_digest.get(tag[1:], tag) if tag.startswith("#") else tag
            spans[control] = (min(low, known[0]), high, figure) if known else (low, high, figure)
    text = document.text
    return [TaggedNumber(low, high, figure, text[low:high]) for low, high, figure in spans.values()]


class _Controls:
    """The content controls of a document, each looked into once: one may hold all its text."""

    def __init__(self) -> None:
        self._tags: dict[Element, str | None] = {}

    def around(self, node: Element) -> tuple[Element, str]:
        """Give the content control of ours that a text node sits in, or None, and its tag."""
        for parent in node.iterancestors(w("sdt")):
            if parent not in self._tags:
                self._tags[parent] = _own_tag(parent)
            tag = self._tags[parent]
            if tag is not None:
                return parent, tag
        return None, ""


def _own_tag(control: Element) -> str | None:
    tag = control.find(f"{w('sdtPr')}/{w('tag')}")
    value = "" if tag is None else tag.get(w("val"), "")
    return value.removeprefix(_TAG_HEAD) if value.startswith(_TAG_HEAD) else None


def _custom_part(positioned: PositionedDocx) -> Element:
    """Root of the custom part, whatever name a program gave it; None where it is lost."""
    package = positioned.package
    for part in package.archive.names:
        if not (part.startswith("customXml/") and part.endswith(".xml")):
            continue
        if _BINDINGS.encode() not in package.read(part):
            continue
        root = package.tree(part)
        if etree.QName(root).localname == "bindings":
            return root
    return None


def _stored_bindings(part: Element) -> list[_Stored]:
    rows = part.iter(f"{{{_BINDINGS}}}binding") if part is not None else ()
    return [stored for row in rows if (stored := _read_row(row)) is not None]


def _origins(part: Element) -> tuple[tuple[str, str], ...]:
    rows = part.iter(f"{{{_BINDINGS}}}section") if part is not None else ()
    return tuple((row.get("key", ""), row.get("digest", "")) for row in rows)


def _read_row(row: Element) -> _Stored | None:
    """Give a row of the custom part; None for one that another program damaged."""
    start, end = row.get("start", ""), row.get("end", "")
    low, high = small_number(start, -1, most=_MOST_CHARS), small_number(end, -1, most=_MOST_CHARS)
    if not 0 <= low < high:
        return None
    return _Stored(row.get("sentence", ""), low, high, row.get("figure", ""))


def _sentence_bindings(text: str, stored: list[_Stored]) -> Iterator[TaggedNumber]:
    """Bindings of the sentences of `text` that are still what they were."""
    spans_by_digest: dict[str, list[tuple[int, int]]] = {}
    for low, high in stored_spans(text):
        spans_by_digest.setdefault(_digest(text[low:high]), []).append((low, high))
    for row in _apart(stored):
        for low, high in spans_by_digest.get(row.sentence, ()):
            start, end = low + row.start, low + row.end
            if end <= high:
                yield TaggedNumber(start, end, row.figure, text[start:end])


def _apart(stored: list[_Stored]) -> Iterator[_Stored]:
    """Give the bindings of each sentence that do not overlap one before them.

    So there are never more than characters, however often a sentence and its row are repeated.
    """
    taken: dict[str, int] = {}
    for row in sorted(stored, key=lambda row: (row.sentence, row.start)):
        if row.start >= taken.get(row.sentence, 0):
            taken[row.sentence] = row.end
            yield row


def _digest(text: str) -> str:
    return hashlib.sha256(text.strip().encode()).hexdigest()[:16]
