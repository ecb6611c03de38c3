"""Word documents in the wild to blocks, with the place of every character."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from jushi.documents.assembly import Assembly, SourceLine, assemble, join_lines
from jushi.documents.document import BlockKind, Document
from jushi.documents.docx_effects import RunEffects
from jushi.documents.docx_numbering import NumberingCounter
from jushi.documents.docx_runs import LINE_BREAK, RunReader, open_field_marks
from jushi.documents.docx_styles import StyleTable
from jushi.documents.ooxml import MC, Element, OfficePackage, small_number, w
from jushi.documents.structure import goes_on
from jushi.errors import DocumentError
from jushi.messages import Message

_WRAPPERS = {
    w(name) for name in ("sdtContent", "customXml", "ins", "moveTo", "smartTag", "txbxContent")
}


@dataclass(frozen=True, slots=True)
class PositionedDocx:
    """A .docx that was read, and the trees that its characters stand in."""

    package: OfficePackage
    trees: dict[str, Element]
    """Parsed parts that hold text: the body, footnotes, endnotes."""
    assembly: Assembly


def read_docx(name: str, content: bytes) -> Document:
    """Give a .docx as a document; what it hides, deletes or only shows is told."""
    return read_docx_with_positions(name, content).assembly.document


def read_docx_with_positions(name: str, content: bytes) -> PositionedDocx:
    """Give a .docx as a document together with where each character stands in its XML."""
    package = OfficePackage(name, content)
    reader = _StoryReader(package)
    reader.read_body()
    assembly = assemble(
        name,
        reader.lines,
        removed=reader.removed(),
        notices=reader.notices(),
        halves=package.halves,
    )
    return PositionedDocx(package, reader.trees, assembly)


_MARKS_TOLD = 5
_MOST_PARAGRAPHS = 200_000
"""A hundred times what the longest reports have: each costs time, be it empty."""


class _StoryReader:
    """Walks through one document and collects its lines."""

    def __init__(self, package: OfficePackage) -> None:
        self.lines: list[SourceLine] = []
        self.trees: dict[str, Element] = {}
        self._package = package
        self._main = package.main_part
        body_root = package.tree(self._main)
        if body_root is None:
            raise DocumentError("documents.no_body", place=package.name)
        self.trees[self._main] = body_root
        styles = package.related(self._main, "styles")
        style_root = package.tree(styles) if styles else None
        self._styles = StyleTable(style_root)
        self._numbering = NumberingCounter(package, package.related(self._main, "numbering"))
        self._notes = {kind: self._load_notes(kind) for kind in ("footnote", "endnote")}
        open_marks = frozenset().union(*map(open_field_marks, self.trees.values()))
        self._open_fields = sum(m.get(w("fldCharType")) == "begin" for m in open_marks)
        self._runs = RunReader(RunEffects(style_root), open_marks)
        self._carried: list[SourceLine] = []
        self._index = -1
        self._contents_lines: list[str] = []
        self._foreign_parts = 0

    def read_body(self) -> None:
        body = self.trees[self._main].find(w("body"))
        if body is None:
            raise DocumentError("documents.no_body", place=self._package.name)
        self._container(body)
        if self._carried:
            self._add(join_lines(self._carried))

    def _load_notes(self, kind: str) -> dict[str, Element]:
        part = self._package.related(self._main, f"{kind}s")
        root = self._package.tree(part) if part else None
        if part is None or root is None:
            return {}
        self.trees[part] = root
        return {node.get(w("id"), ""): node for node in root.iter(w(kind))}

    def _container(self, node: Element, kind: BlockKind = "paragraph") -> None:
        for child in node:
            tag = child.tag
            if tag == w("p"):
                self._paragraph(child, kind)
            elif tag == w("tbl"):
                self._table(child)
            elif tag == w("sdt"):
                self._content_control(child, kind)
            elif tag in _WRAPPERS:
                self._container(child, kind)
            elif tag == f"{{{MC}}}AlternateContent" and len(child):
                self._container(child[0], kind)
            elif tag == w("altChunk"):
                self._foreign_parts += 1

    def _content_control(self, node: Element, kind: BlockKind) -> None:
        gallery = node.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
        content = node.find(w("sdtContent"))
        if gallery is not None and gallery.get(w("val")) == "Table of Contents":
            self._contents_lines += [_plain_text(line) for line in node.iter(w("p"))]
        elif content is not None:
            self._container(content, kind)

    def _paragraph(self, node: Element, kind: BlockKind) -> None:
        self._index += 1
        if self._index >= _MOST_PARAGRAPHS:
            raise DocumentError(
                "documents.too_many_paragraphs",
                place=self._package.name,
                most_paragraphs=_MOST_PARAGRAPHS,
            )
        properties = node.find(w("pPr"))
        look = self._styles.look(properties)
        was_contents = self._runs.in_contents
        inline = self._runs.read(node)
        if look.is_contents or was_contents or self._runs.in_contents:
            self._contents_lines.append("".join(inline.text))
            return
        line = inline.line()
        is_merged = properties is not None and properties.find(f"{w('rPr')}/{w('del')}") is not None
        is_empty = not (line.text.strip() or inline.notes)
        if look.num_id is not None and not (is_empty and is_merged):
            # An empty paragraph is counted, too: Word shows its number alone.
            number = self._numbering.next_number(look.num_id, look.num_level)
            line = line if is_empty else join_lines([SourceLine(number), line])
        if is_merged:
            # The mark between two paragraphs is deleted: once accepted they are one.
            self._carried.append(line)
        else:
            line = join_lines([*self._carried, line])
            self._carried = []
            own_kind: BlockKind = "title" if look.is_title else "heading" if look.level else kind
            self._add(
                replace(
                    line,
                    kind=own_kind if kind == "paragraph" else kind,
                    level=look.level if kind == "paragraph" else 0,
                    index=self._index,
                    is_centred=look.is_centred,
                )
            )
        for words in inline.arts:
            self._add(SourceLine(words, kind="note", index=self._index))
        for box in inline.boxes:
            self._container(box, "note")
        for note_kind, note_id in inline.notes:
            # A note is read where it is first referred to: it may refer to itself.
            note = self._notes[note_kind].pop(note_id, None)
            if note is not None:
                self._container(note, "note")

    def _add(self, line: SourceLine) -> None:
        """Add a line, or several where soft breaks part it; one within a sentence parts nothing."""
        parts: list[SourceLine] = []
        position = 0
        for text in line.text.split(LINE_BREAK):
            part = line.part(position, position + len(text))
            position += len(text) + 1
            if parts and goes_on(parts[-1].text, text):
                is_latin = parts[-1].text[-1:].isascii() and text[:1].isascii()
                blank = SourceLine(" " if is_latin and text[:1].isalpha() else "")
                parts[-1] = join_lines([parts[-1], blank, part])
            else:
                parts.append(part)
        self.lines.extend(parts)

    def _table(self, table: Element) -> None:
        rows = [row for row in _inside(table, "tr") if not _is_deleted_row(row)]
        is_frame = all(len(list(_inside(row, "tc"))) == 1 for row in rows)
        for row in rows:
            if is_frame:
                # Tables of one column are frames around text, not tables.
                for cell in _inside(row, "tc"):
                    self._container(cell)
            else:
                self._row(row)

    def _row(self, row: Element) -> None:
        parts = [SourceLine("", kind="table_row", index=self._index)]
        nested: list[SourceLine] = []
        for number, cell in enumerate(_inside(row, "tc")):
            inner = self._cell_lines(cell)
            nested.extend(line for line in inner if line.kind == "table_row")
            if number:
                parts.append(SourceLine("\t"))
            if not _continues_cell_above(cell):
                parts.extend(_joined([ln for ln in inner if ln.kind != "table_row"]))
            parts.append(SourceLine("\t" * (_columns(cell) - 1)))
        self.lines.append(replace(join_lines(parts), index=self._index))
        self.lines.extend(nested)

    def _cell_lines(self, cell: Element) -> list[SourceLine]:
        outer, self.lines = self.lines, []
        self._container(cell)
        inner, self.lines = self.lines, outer
        return inner

    def removed(self) -> Iterator[str]:
        """Tell running heads and the table of contents, which are no text of the document."""
        relations = self._package.relationships(self._main)
        # Many sections may share one running head, which is read once.
        inside = dict.fromkeys(
            (kind, target) for _, kind, target, is_ext in relations if not is_ext
        )
        for kind, target in inside:
            if kind in ("header", "footer"):
                root = self._package.tree(target)
                text = "" if root is None else _plain_text(root)
                if text.strip():
                    yield f"{'running head' if kind == 'header' else 'footer'}: {text.strip()}"
        for text in filter(str.strip, self._contents_lines):
            yield f"table of contents: {text.strip()}"
        for text in self._runs.tally.hidden:
            yield f"hidden text: {text}"
        for text in self._runs.tally.struck:
            yield f"struck-out text: {text}"
        for text in self._runs.tally.raised:
            yield f"note mark: {text}"

    def notices(self) -> Iterator[Message]:
        """Tell what was not read, or read in a way that a person should know."""
        tally = self._runs.tally
        if tally.inserted or tally.deleted:
            yield Message(
                "document_notices.tracked_changes",
                inserted=tally.inserted,
                deleted=tally.deleted,
            )
        for code, texts in (("hidden_text", tally.hidden), ("struck_text", tally.struck)):
            if texts:
                yield Message(f"document_notices.{code}", count=len(texts), first=texts[0])
        if tally.raised:
            marks = " ".join(dict.fromkeys(tally.raised[:_MARKS_TOLD]))
            yield Message("document_notices.note_marks", count=len(tally.raised), marks=marks)
        if self._open_fields:
            yield Message("document_notices.open_fields", count=self._open_fields)
        if tally.equations:
            yield Message("document_notices.equations", count=tally.equations)
        if tally.charts:
            yield Message("document_notices.charts", count=tally.charts)
        if tally.pictures:
            yield Message("document_notices.pictures", count=tally.pictures)
        if tally.objects:
            yield Message("document_notices.embedded_objects", count=tally.objects)
        if self._foreign_parts:
            yield Message("document_notices.embedded_documents", count=self._foreign_parts)
        if any(part.lower().endswith("vbaproject.bin") for part in self._package.archive.names):
            yield Message("document_notices.macros")
        yield from self._external_notices()
        yield from self._comment_notices()

    def _external_notices(self) -> Iterator[Message]:
        links = [
            target
            for part in (self._main, "word/settings.xml")
            for _, kind, target, is_external in self._package.relationships(part)
            if is_external and kind != "hyperlink"
        ]
        for target in links:
            yield Message("document_notices.external_link", target=target)

    def _comment_notices(self) -> Iterator[Message]:
        part = self._package.related(self._main, "comments")
        root = self._package.tree(part) if part else None
        if root is None:
            return
        for node in root.iter(w("comment")):
            text = _plain_text(node)
            author = node.get(w("author"), "") or Message("document_notices.unknown_author")
            yield Message("document_notices.comment", author=author, text=text)


def _inside(node: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also where content controls wrap them."""
    for child in node:
        if child.tag == w(name):
            yield child
        elif child.tag == w("sdt"):
            content = child.find(w("sdtContent"))
            if content is not None:
                yield from _inside(content, name)
        elif child.tag in _WRAPPERS:
            yield from _inside(child, name)


def _plain_text(node: Element) -> str:
    """The characters of a node; a tab parts a heading of the contents from its page."""
    pieces = (piece for run in node.iter(w("r")) for piece in run.iterchildren(w("t"), w("tab")))
    return "".join("\t" if piece.tag == w("tab") else piece.text or "" for piece in pieces)


def _is_deleted_row(row: Element) -> bool:
    return row.find(f"{w('trPr')}/{w('del')}") is not None


def _continues_cell_above(cell: Element) -> bool:
    merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
    return merge is not None and merge.get(w("val"), "continue") == "continue"


def _columns(cell: Element) -> int:
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    # Word allows 63 columns; more is damage or malice.
    return 1 if span is None else small_number(span.get(w("val")), 1, most=63)


def _joined(lines: list[SourceLine]) -> Iterator[SourceLine]:
    """A cell's paragraphs, a blank between two; tabs part columns: those in the text are blanks."""
    is_first = True
    for line in lines:
        if not line.text.strip():
            continue
        if not is_first:
            yield SourceLine(" ")
        is_first = False
        yield replace(line, text=line.text.replace("\t", " "))
