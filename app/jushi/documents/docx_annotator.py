"""Comments, marks and tracked changes put onto the exact characters of any .docx."""

import copy
import posixpath
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from jushi.documents.annotation import Annotation
from jushi.documents.assembly import Piece
from jushi.documents.docx_reader import PositionedDocx, read_docx_with_positions
from jushi.documents.ooxml import RELATIONSHIPS, XML, Element, R, W, small_number, w
from jushi.documents.zip_writer import render_zip
from jushi.errors import DocumentError

AUTHOR = "据实 Jushi"
_INITIALS = "据"
_MOST_ID = 1 << 31
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
# Colour and underline differ both, so that a print in black or a colour-blind eye tells them too.
_LOOK_BY_STATUS = {
    "ok": ("2E7D32", "single"),
    "review": ("B26A00", "dash"),
    "error": ("C00000", "double"),
}
# The order that the schema wants inside w:rPr; what stands before colour and underline.
_BEFORE_COLOR = tuple(
    map(w, (
        "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike",
        "outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden",
    ))
)  # fmt: skip
_BEFORE_UNDERLINE = (
    *_BEFORE_COLOR,
    *map(w, ("color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight")),
)


@dataclass(frozen=True, slots=True)
class _Atom:
    """A run that holds some characters of the text and nothing else."""

    start: int
    end: int
    run: Element


def annotate_docx(
    name: str, content: bytes, annotations: Iterable[Annotation], *, date: str | None = None
) -> bytes:
    """Put annotations onto a .docx; offsets are those of `read_document(name, content).text`.

    Only the characters of an annotation are touched. Inside text boxes and footnotes, where Word
    has no comments, the comment stands at their place in the body and holds the suggestion too.
    Of suggestions that overlap the first is made, the rest are said in their comments. `date`
    (ISO 8601) is written beside comments and changes where given.

    Raises DocumentError for an annotation outside the text and for documents with macros.
    """
    positioned = read_docx_with_positions(name, content)
    if any(part.lower().endswith("vbaproject.bin") for part in positioned.package.archive.names):
        raise DocumentError("documents.holds_macros", place=name)
    ordered = sorted(annotations, key=lambda annotation: (annotation.start, annotation.end))
    length = len(positioned.assembly.document.text)
    for annotation in ordered:
        if not 0 <= annotation.start < annotation.end <= length:
            raise DocumentError(
                "documents.no_such_characters",
                place=name,
                start=annotation.start,
                end=annotation.end,
            )
    annotator = _Annotator(positioned, ordered, date)
    annotator.apply()
    return annotator.rendered()


class _Annotator:
    """Changes the trees of one document and writes it again."""

    def __init__(
        self, positioned: PositionedDocx, annotations: Sequence[Annotation], date: str | None
    ) -> None:
        self._positioned = positioned
        self._package = positioned.package
        self._main = self._package.main_part
        self._annotations = annotations
        self._date = date
        self._comments_part = self._package.related(self._main, "comments")
        existing = self._package.tree(self._comments_part) if self._comments_part else None
        self._comments = existing if existing is not None else _new_root("comments")
        ids = [node.get(w("id"), "") for node in self._comments.iter(w("comment"))]
        self._next_comment = max((small_number(i, 0, most=_MOST_ID) for i in ids), default=-1) + 1
        self._next_change = 9000
        self._body = positioned.trees[self._main]
        marks = self._body.iter(w("footnoteReference"), w("endnoteReference"))
        self._references: dict[tuple[str, str], Element] = {}
        for node in marks:
            self._references.setdefault((node.tag, node.get(w("id"))), node)

    def apply(self) -> None:
        cuts = {
            offset
            for annotation in self._annotations
            for offset in (annotation.start, annotation.end)
        }
        atoms = self._atoms(cuts)
        changed_until = 0
        starts = [atom.start for atom in atoms]
        for annotation in self._annotations:
            # Every bound of an annotation is a cut, so that no atom reaches over one.
            own = atoms[bisect_left(starts, annotation.start) : bisect_left(starts, annotation.end)]
            if not own:
                continue
            anchor = self._anchor(own[0].run)
            is_changed = (
                annotation.suggestion is not None
                and anchor is None
                and annotation.start >= changed_until
            )
            if annotation.status is not None:
                for atom in own:
                    _mark(atom.run, *_LOOK_BY_STATUS[annotation.status])
            comment = annotation.comment
            if annotation.suggestion is not None and not is_changed:
                wish = f"建议改为：{annotation.suggestion}" if annotation.suggestion else "建议删去"
                comment = f"{comment} {wish}".strip()
            if comment:
                self._comment(comment, anchor, own)
            if is_changed:
                self._replace(own, annotation.suggestion or "")
                changed_until = annotation.end

    def _atoms(self, cuts: set[int]) -> list[_Atom]:
        """Split runs so that each holds the text between two cuts, and give them in order."""
        document = self._positioned.assembly.document
        touched = _merged((annotation.start, annotation.end) for annotation in self._annotations)
        pieces_by_node: dict[Element, list[tuple[Piece, int]]] = {}
        for start, pieces in zip(document.starts, self._positioned.assembly.pieces, strict=True):
            for piece in pieces:
                low = start + piece.start
                if piece.node.tag == w("t") and _touches(touched, low, low + piece.length):
                    pieces_by_node.setdefault(piece.node, []).append((piece, low))
        atoms: list[_Atom] = []
        for node, placed in pieces_by_node.items():
            atoms.extend(_split_node(node, placed, cuts))
        return sorted(atoms, key=lambda atom: atom.start)

    def _anchor(self, run: Element) -> Element:
        """For text in a box or note the run of the body that it hangs on; None in the body."""
        tree = run.getroottree().getroot()
        if tree is not self._body:
            note = next(run.iterancestors(w("footnote"), w("endnote")))
            reference = f"{etree.QName(note).localname}Reference"
            node = self._references.get((w(reference), note.get(w("id"))))
            if node is not None:
                return node.getparent()
        boxes = list(run.iterancestors(w("txbxContent")))
        return next(boxes[-1].iterancestors(w("r")), None) if boxes else None

    def _comment(self, text: str, anchor: Element, atoms: list[_Atom]) -> None:
        key = str(self._next_comment)
        self._next_comment += 1
        first = anchor if anchor is not None else atoms[0].run
        last = anchor if anchor is not None else atoms[-1].run
        _outermost_change(first).addprevious(_element("commentRangeStart", id=key))
        end = _element("commentRangeEnd", id=key)
        _outermost_change(last).addnext(end)
        reference = _element("r")
        reference.append(_element("commentReference", id=key))
        end.addnext(reference)
        comment = _element("comment", id=key, author=AUTHOR, initials=_INITIALS)
        if self._date:
            comment.set(w("date"), self._date)
        for line in text.split("\n"):
            paragraph, run = _element("p"), _element("r")
            run.append(_text_element("t", line))
            paragraph.append(run)
            comment.append(paragraph)
        self._comments.append(comment)

    def _replace(self, atoms: list[_Atom], suggestion: str) -> None:
        """Strike the runs out and put the suggestion behind them, as tracked changes."""
        last = atoms[-1].run
        inserted = _element("r")
        properties = atoms[0].run.find(w("rPr"))
        if properties is not None:
            inserted.append(copy.deepcopy(properties))
        inserted.append(_text_element("t", suggestion))
        for atom in atoms:
            run = atom.run
            for node in run.findall(w("t")):
                node.tag = w("delText")
            deletion = self._change("del")
            run.addprevious(deletion)
            deletion.append(run)
            if run is last:
                last = deletion
        if not suggestion:
            return
        # Word does not nest insertions: inside one, the new run is inserted text already.
        if last.getparent().tag == w("ins"):
            last.addnext(inserted)
            return
        insertion = self._change("ins")
        insertion.append(inserted)
        last.addnext(insertion)

    def _change(self, kind: str) -> Element:
        self._next_change += 1
        change = _element(kind, id=str(self._next_change), author=AUTHOR)
        if self._date:
            change.set(w("date"), self._date)
        return change

    def rendered(self) -> bytes:
        """Give the package with the changed parts in place of the old ones."""
        changed = {part: _serialised(tree) for part, tree in self._positioned.trees.items()}
        if len(self._comments):
            part = self._comments_part or self._add_comments_part(changed)
            changed[part] = _serialised(self._comments)
        self._cut_template_link(changed)
        archive = self._package.archive
        contents = {
            part: changed.pop(part) if part in changed else archive.read(part)
            for part in archive.names
        }
        return render_zip(contents | changed)

    def _add_comments_part(self, changed: dict[str, bytes]) -> str:
        folder, base = posixpath.split(self._main)
        part = posixpath.join(folder, "comments.xml")
        number = 1
        while self._package.has(part):
            number += 1
            part = posixpath.join(folder, f"comments{number}.xml")
        relations_part = posixpath.join(folder, "_rels", f"{base}.rels")
        relations = self._package.tree(relations_part)
        if relations is None:
            relations = etree.Element(f"{{{RELATIONSHIPS}}}Relationships")
        relation = etree.SubElement(relations, f"{{{RELATIONSHIPS}}}Relationship")
        relation.set("Id", "rIdJushiComments")
        relation.set("Type", f"{R}/comments")
        relation.set("Target", posixpath.basename(part))
        changed[relations_part] = _serialised(relations)
        types = self._package.tree("[Content_Types].xml")
        override = etree.SubElement(types, f"{{{_CONTENT_TYPES}}}Override")
        override.set("PartName", f"/{part}")
        override.set("ContentType", _COMMENTS_TYPE)
        changed["[Content_Types].xml"] = _serialised(types)
        return part

    def _cut_template_link(self, changed: dict[str, bytes]) -> None:
        """A template on another machine would be fetched by whoever opens the review copy."""
        folder = posixpath.dirname(self._main)
        part = posixpath.join(folder, "_rels", "settings.xml.rels")
        relations = self._package.tree(part)
        settings_part = posixpath.join(folder, "settings.xml")
        settings = self._package.tree(settings_part)
        if relations is None or settings is None:
            return
        for node in list(relations):
            if node.get("TargetMode") == "External":
                relations.remove(node)
        for node in list(settings.iter(w("attachedTemplate"))):
            node.getparent().remove(node)
        changed[part] = _serialised(relations)
        changed[settings_part] = _serialised(settings)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give spans in order, those that overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _touches(spans: list[tuple[int, int]], low: int, high: int) -> bool:
    at = bisect_left(spans, (high,)) - 1
    return at >= 0 and spans[at][1] > low


def _split_node(node: Element, placed: list[tuple[Piece, int]], cuts: set[int]) -> list[_Atom]:
    """Split the run of a text node at the cuts that fall into it.

    `placed` are the node's pieces with their offset in the document; what lies between them
    (trimmed blanks, boilerplate) gets runs of its own.
    """
    run = _run_with_only(node)
    text = node.text or ""
    offset_by_bound: dict[int, int | None] = {0: None, len(text): None}
    for piece, low in placed:
        offset_by_bound.setdefault(piece.offset + piece.length, None)
        for at in range(piece.length):
            if at == 0 or low + at in cuts:
                offset_by_bound[piece.offset + at] = low + at
    atoms: list[_Atom] = []
    current = run
    for start, end in pairwise(sorted(offset_by_bound)):
        if start == 0:
            target = run
        else:
            target = copy.deepcopy(run)
            current.addnext(target)
        _set_text(target.find(w("t")), text[start:end])
        current = target
        offset = offset_by_bound[start]
        if offset is not None:
            atoms.append(_Atom(offset, offset + end - start, target))
    return atoms


def _run_with_only(node: Element) -> Element:
    """Give a run that holds just this text node; what stood around it moves to runs beside."""
    run = node.getparent()
    properties = run.find(w("rPr"))
    for is_behind in (False, True):
        siblings = node.itersiblings(preceding=not is_behind)
        others = [other for other in siblings if other is not properties]
        if not others:
            continue
        side = _element("r")
        if properties is not None:
            side.append(copy.deepcopy(properties))
        for other in others if is_behind else reversed(others):
            side.append(other)
        if is_behind:
            run.addnext(side)
        else:
            run.addprevious(side)
    return run


def _mark(run: Element, color: str, underline: str) -> None:
    properties = run.find(w("rPr"))
    if properties is None:
        properties = _element("rPr")
        run.insert(0, properties)
    for name in ("color", "u"):
        for old in properties.findall(w(name)):
            properties.remove(old)
    _insert_behind(properties, _element("color", val=color), _BEFORE_COLOR)
    _insert_behind(properties, _element("u", val=underline, color=color), _BEFORE_UNDERLINE)


def _insert_behind(properties: Element, node: Element, earlier: tuple[str, ...]) -> None:
    place = 0
    for position, child in enumerate(properties):
        if child.tag in earlier:
            place = position + 1
    properties.insert(place, node)


def _outermost_change(run: Element) -> Element:
    """The run, or the tracked deletion that wraps it: ranges do not begin inside one."""
    parent = run.getparent()
    return parent if parent.tag == w("del") else run


def _element(name: str, **attributes: str) -> Element:
    node = etree.Element(w(name), nsmap={"w": W})
    for key, value in attributes.items():
        node.set(w(key), value)
    return node


def _text_element(name: str, text: str) -> Element:
    node = _element(name)
    _set_text(node, text)
    return node


def _set_text(node: Element, text: str) -> None:
    try:
        node.text = text
    except ValueError as error:
        raise DocumentError(
            "documents.control_character_in", place="annotation", text=text
        ) from error
    node.set(f"{{{XML}}}space", "preserve")


def _new_root(name: str) -> Element:
    return etree.Element(w(name), nsmap={"w": W, "r": R})


def _serialised(tree: Element) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
