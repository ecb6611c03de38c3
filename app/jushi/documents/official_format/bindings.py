"""Numbers tied to their figures inside a .docx, by two anchors that survive different harm.

Each number is the text of a bookmark, `jushi_0001`: every reader of .docx sees the number, and
Word, WPS and LibreOffice keep bookmarks when they save as .docx, .odt or .doc. A custom XML part
says which expression each bookmark stands for, and says it once more by sentence: a sentence that
nobody changed gets its bindings back even without its bookmarks. Headings are bookmarks, too, whose
names hold the digest of the section's text as it went out.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from jushi.documents.document import Document
from jushi.documents.docx_reader import PositionedDocx, read_docx_with_positions
from jushi.documents.official_format.remarks import Remark, read_remarks, text_spans
from jushi.documents.official_format.report import Paragraph, Report, bound_expressions
from jushi.documents.ooxml import Element, element_maker, small_number, w
from jushi.numbers import read_mentions
from jushi.text import CLAUSE_STOPS, stored_spans

_BINDINGS = "urn:jushi:bindings:2"
_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_B = element_maker(_BINDINGS)
_DS = element_maker(_DATASTORE, ds=_DATASTORE)
_MOST_CHARS = 1 << 30
_ITEM_ID = "{6A757368-6900-4000-8000-62696E64696E}"
_NUMBER_NAME = re.compile(r"jushi_(\d{4,6})")
# A comma between digits parts thousands.
_CLAUSE = re.compile(rf"[\n、{CLAUSE_STOPS.replace(',', '')}]")
_HEADING_NAME = re.compile(r"jushi_s\d{2,4}_([0-9a-f]{16})")


@dataclass(frozen=True, slots=True)
class TaggedNumber:
    """Characters of a document that an anchor of the file ties to a figure; not yet understood."""

    start: int
    """Offset in the document's text."""
    end: int
    figure: str
    """Expression over figure ids, as the file has it: from outside, so it may be none. Empty where
    the file has a bookmark and no longer says what it stands for."""
    text: str
    """What stands there now; a person may have changed it."""
    anchor: int = 0
    """Number of the bookmark; 0 where the sentence told."""


@dataclass(frozen=True, slots=True)
class SentSection:
    """A section as it went out."""

    key: str
    """Empty where the file does not say it any more."""
    digest: str
    """Of its text."""
    place: int | None = None
    """Offset of its heading in the document that came back; None where its bookmark is lost."""


@dataclass(frozen=True, slots=True)
class BoundDocument:
    """A figure-bound .docx that came back."""

    document: Document
    numbers: tuple[TaggedNumber, ...]
    """In text order, not overlapping."""
    lost: tuple[str, ...]
    """Expressions whose number was deleted, or whose sentence changed after its bookmark was lost,
    as often as each is missing."""
    origins: tuple[SentSection, ...] = ()
    """Each section as it went out; empty where that is not known."""
    remarks: tuple[Remark, ...] = ()
    """Tracked changes and comments that came back with it, in text order."""

    def with_anchors(self, expressions: Sequence[str]) -> "BoundDocument":
        """Give the document with what its bookmarks stand for: of number n, `expressions[n - 1]`.

        For a file that was saved as .odt or .doc, which have no custom parts. A bookmark of a
        number that is not among them ties nothing.
        """
        known = dict(enumerate(expressions, start=1))
        told = (replace(n, figure=n.figure or known.get(n.anchor, "")) for n in self.numbers)
        return replace(self, numbers=tuple(number for number in told if number.figure))


@dataclass(frozen=True, slots=True)
class _Stored:
    """A binding of the custom part: its sentence, and where in it the number stands."""

    sentence: str
    start: int
    end: int
    figure: str
    anchor: int


def with_anchors(report: Report) -> Report:
    """Give the report with a bookmark number for each of its bound numbers; those it has stay.

    An expression that is told three times has three numbers, which each export uses in turn.
    """
    anchors = list(report.anchors)
    missing = Counter(bound_expressions(report)) - Counter(anchors)
    for expression in bound_expressions(report):
        if missing[expression]:
            missing[expression] -= 1
            anchors.append(expression)
    return replace(report, anchors=tuple(anchors))


class BindingRecorder:
    """Gathers the bindings of a document while its body is written."""

    def __init__(self, report: Report) -> None:
        self._stored: list[_Stored] = []
        self._bookmarks = 0
        self._origins = report.origins
        self._headings = [(number, origin) for number, origin in enumerate(report.origins, start=1)]
        self._free: dict[str, list[int]] = defaultdict(list)
        for number, expression in enumerate(report.anchors, start=1):
            self._free[expression].insert(0, number)

    def runs_xml(self, paragraph: Paragraph, run_xml: Callable[[str], str]) -> str:
        """Give the paragraph's runs, those with a figure between the marks of a bookmark."""
        parts: list[str] = []
        position = 0
        for run in paragraph.runs:
            xml = run_xml(run.text)
            if run.figure and run.text:
                number = self._free[run.figure].pop()
                self._remember(
                    paragraph.text, position, position + len(run.text), run.figure, number
                )
                xml = self._bookmark(f"jushi_{number:04d}", xml)
            parts.append(xml)
            position += len(run.text)
        return "".join(parts)

    def heading_xml(self, heading: str, xml: str) -> str:
        """Give a heading's runs between the marks of its section's bookmark.

        The opening, which has no heading, is marked at the title: `heading` is empty.
        """
        for place, (number, origin) in enumerate(self._headings):
            if origin.heading == heading:
                del self._headings[place]
                return self._bookmark(f"jushi_s{number:02d}_{origin.digest}", xml)
        return xml

    def _remember(self, text: str, start: int, end: int, figure: str, number: int) -> None:
        for low, high in stored_spans(text):
            if low <= start and end <= high:
                sentence = _digest(text[low:high])
                self._stored.append(_Stored(sentence, start - low, end - low, figure, number))
                return

    def _bookmark(self, name: str, xml: str) -> str:
        self._bookmarks += 1
        key = f'w:id="{self._bookmarks}"'
        return f'<w:bookmarkStart {key} w:name="{name}"/>{xml}<w:bookmarkEnd {key}/>'

    def parts(self) -> tuple[bytes, bytes]:
        """Give the custom XML part and the part that says what it is."""
        sections = (_B.section(key=origin.key, digest=origin.digest) for origin in self._origins)
        rows = (
            _B.binding(
                anchor=str(row.anchor),
                sentence=row.sentence,
                start=str(row.start),
                end=str(row.end),
                figure=row.figure,
            )
            for row in self._stored
        )
        item = _DS.datastoreItem(
            {f"{{{_DATASTORE}}}itemID": _ITEM_ID},
            _DS.schemaRefs(_DS.schemaRef({f"{{{_DATASTORE}}}uri": _BINDINGS})),
        )
        return _part(_B.bindings(*sections, *rows)), _part(item)


def _part(root: Element) -> bytes:
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def read_bound_docx(name: str, content: bytes) -> BoundDocument:
    """Give a figure-bound .docx with the bindings that are still there.

    Bookmarks come first; where a program dropped them, sentences that nobody changed get their
    bindings from the custom part. A .docx that never had bindings gives none.
    """
    positioned = read_docx_with_positions(name, content)
    part = _custom_part(positioned)
    stored = _stored_bindings(part)
    marks = _bookmarks(positioned)
    tagged = _tagged_numbers(positioned.assembly.document, marks, stored)
    by_sentence = _sentence_bindings(positioned.assembly.document.text, stored)
    taken = {place for b in tagged for place in range(b.start, b.end)}
    free = (b for b in by_sentence if taken.isdisjoint(range(b.start, b.end)))
    numbers = sorted((*tagged, *free), key=lambda number: number.start)
    missing = Counter(row.figure for row in stored) - Counter(b.figure for b in numbers)
    return BoundDocument(
        positioned.assembly.document,
        tuple(numbers),
        tuple(missing.elements()),
        _origins(part, marks),
        read_remarks(positioned),
    )


def _bookmarks(positioned: PositionedDocx) -> dict[str, tuple[int, int]]:
    """Start and end of each bookmark of ours, by its name."""
    spans = text_spans(positioned)
    body = positioned.trees[positioned.package.main_part]
    found: dict[str, tuple[int, int]] = {}
    names: dict[str, str] = {}
    waiting: list[str] = []
    at = 0
    for node in body.iter():
        if node in spans:
            low, at = spans[node]
            for name in waiting:
                found[name] = (low, low)
            waiting = []
        elif node.tag == w("bookmarkStart") and node.get(w("name"), "").startswith("jushi_"):
            name = names[node.get(w("id"), "")] = node.get(w("name"))
            found[name] = (at, at)
            waiting.append(name)
        elif node.tag == w("bookmarkEnd") and node.get(w("id"), "") in names:
            name = names.pop(node.get(w("id"), ""))
            waiting = [other for other in waiting if other != name]
            found[name] = (found[name][0], max(found[name][0], at))
    return found


def _tagged_numbers(
    document: Document, marks: dict[str, tuple[int, int]], stored: list[_Stored]
) -> list[TaggedNumber]:
    """Bindings of the bookmarks that still stand around a number."""
    text = document.text
    figures = {row.anchor: row.figure for row in stored}
    found: list[TaggedNumber] = []
    taken = 0
    for name, span in sorted(marks.items(), key=lambda mark: mark[1]):
        match = _NUMBER_NAME.fullmatch(name)
        if match is None:
            continue
        start, end = _number_span(text, *span)
        if start < end and start >= taken:
            number = int(match[1])
            figure = figures.get(number, "")
            found.append(TaggedNumber(start, end, figure, text[start:end], number))
            taken = end
    return found


def _number_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the number of a bookmark stands.

    Who types over a whole number leaves its bookmark empty beside what they typed, and who writes
    on at its end may have made it longer by a clause.
    """
    inside = text[start:end]
    if start < end and not _CLAUSE.search(inside):
        return start, end
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", end)
    line = text[low : len(text) if high < 0 else high]
    near = [
        (low + m.start, low + m.end)
        for m in read_mentions(line)
        if low + m.start <= end and start <= low + m.end
    ]
    return near[0] if len(near) == 1 else (start, end)


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


def _origins(part: Element, marks: dict[str, tuple[int, int]]) -> tuple[SentSection, ...]:
    """Sections by the custom part, else by the bookmarks; two without text have one digest."""
    places: dict[str, list[int]] = defaultdict(list)
    for name, span in sorted(marks.items(), reverse=True):
        if match := _HEADING_NAME.fullmatch(name):
            places[match[1]].append(span[0])
    rows = part.iter(f"{{{_BINDINGS}}}section") if part is not None else ()
    told = [(row.get("key", ""), row.get("digest", "")) for row in rows]
    if not told:
        told = [("", digest) for digest, at in places.items() for _ in at]
    return tuple(
        SentSection(key, digest, places[digest].pop() if places[digest] else None)
        for key, digest in told
    )


def _read_row(row: Element) -> _Stored | None:
    """Give a row of the custom part; None for one that another program damaged."""
    start, end = row.get("start", ""), row.get("end", "")
    low, high = small_number(start, -1, most=_MOST_CHARS), small_number(end, -1, most=_MOST_CHARS)
    if not 0 <= low < high:
        return None
    anchor = small_number(row.get("anchor"), 0, most=_MOST_CHARS)
    return _Stored(row.get("sentence", ""), low, high, row.get("figure", ""), anchor)


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
