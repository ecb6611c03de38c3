"""A report that was edited in Word: what came back, against what went out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.documents import Document, official
from app.drafting import parse_bound
from app.records import Binding, SectionText, Sentence
from app.revision.alignment import Piece, align, mark_characters
from app.revision.binding import with_places
from app.revision.facets import read_facets
from app.revision.sentence import respell, split_sentences


@dataclass(frozen=True, slots=True)
class ReturnedSentence:
    """One sentence before and after the trip."""

    key: str
    """Section that it belongs to."""
    before: Sentence | None
    after: str
    """Empty where it was taken out."""
    pieces: tuple[Piece, ...]
    numbers_before: tuple[str, ...] = ()
    """Numbers that stand no longer there, as they were written."""
    numbers_after: tuple[str, ...] = ()
    """Numbers that are new."""

    @property
    def has_new_numbers(self) -> bool:
        return bool(self.numbers_before or self.numbers_after)


@dataclass(frozen=True, slots=True)
class TypedOver:
    """A number that names a figure and that somebody overtyped in Word: either the figure is to
    change, or the number."""

    key: str
    sentence_id: str
    expression: str
    before: str
    """As it went out; empty where the report does not have it any more."""
    after: str


@dataclass(frozen=True, slots=True)
class ReturnedReport:
    """What came back."""

    changes: tuple[ReturnedSentence, ...]
    """Those with changed numbers first, each group in reading order."""
    typed_over: tuple[TypedOver, ...]
    sections: tuple[SectionText, ...]
    """The sections as they would be, with the bindings that came back; not yet checked."""
    lost: tuple[str, ...]
    """Expressions whose numbers did not come back."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A stretch of the returned document, and where it stands in the text of its section."""

    key: str
    text: str
    start: int
    """Offset in the document."""


def compare_document(
    sections: Sequence[SectionText], returned: official.BoundDocument
) -> ReturnedReport:
    """Compare a returned document with the stored sections.

    Headings find their sections; text under a heading nobody knows belongs to the section
    before. A number keeps its figure if its content control came back, or if its sentence was
    not touched. What stands in no section (title, tables, notes) is not compared.
    """
    lines = tuple(_lines(sections, returned.document))
    new_sections = []
    for section in sections:
        own = [line for line in lines if line.key == section.key]
        text = "\n".join(line.text for line in own)
        new_sections.append(_with_controls(respell(section, text), own, returned.bindings))
    changes = [
        change
        for old, new in zip(sections, new_sections, strict=True)
        for change in _changes(old, new)
    ]
    changes.sort(key=lambda change: not change.has_new_numbers)
    typed = (
        over
        for old, new in zip(sections, new_sections, strict=True)
        for over in _typed_over(old, new)
    )
    return ReturnedReport(tuple(changes), tuple(typed), tuple(new_sections), returned.lost)


def _lines(sections: Sequence[SectionText], document: Document) -> Iterator[_Line]:
    known = {_plain(f"{s.number}{s.title}"): s for s in sections if s.title}
    opening = next((s for s in sections if not s.title), None)
    current = opening.key if opening is not None else ""
    for block, start in zip(document.blocks, document.starts, strict=True):
        if block.kind in ("title", "note", "table_row") or not block.text.strip():
            continue
        section, rest = _section_of(block.text, known)
        if section is not None:
            current = section.key
            if not rest.strip():
                continue
            yield _Line(current, rest, start + len(block.text) - len(rest))
        elif current:
            yield _Line(current, block.text, start)


def _with_controls(
    section: SectionText, lines: Sequence[_Line], bindings: Sequence[official.Binding]
) -> SectionText:
    """Give `section` with the bindings that its content controls brought back."""
    places: list[Binding] = []
    at = 0
    for line in lines:
        for found in bindings:
            if line.start <= found.start and found.end <= line.start + len(line.text):
                shift = at - line.start
                figures = parse_bound(f"{{{{{found.figure}}}}}").figures
                places.append(
                    Binding(found.start + shift, found.end + shift, found.figure, figures)
                )
        at += len(line.text) + 1
    return with_places(section, places)


def _typed_over(old: SectionText, new: SectionText) -> Iterator[TypedOver]:
    known = old.by_id()
    for sentence in new:
        before = known.get(sentence.id)
        surfaces = (
            {b.expression: before.text[b.start : b.end] for b in before.bindings} if before else {}
        )
        for binding in sentence.bindings:
            after = sentence.text[binding.start : binding.end]
            was = surfaces.get(binding.expression, "")
            if was != after and before is not None and before.text != sentence.text:
                yield TypedOver(new.key, sentence.id, binding.expression, was, after)


def _section_of(text: str, known: dict[str, SectionText]) -> tuple[SectionText | None, str]:
    """Give the section that a line opens, and what stands behind its heading in the same line."""
    whole = known.get(_plain(text))
    if whole is not None:
        return whole, ""
    first = split_sentences(text)[0]
    section = known.get(_plain(first))
    return section, text[len(first) :] if section is not None else ""


def _plain(heading: str) -> str:
    return "".join(heading.split()).rstrip("。：:")


def _changes(old: SectionText, new: SectionText) -> list[ReturnedSentence]:
    pairs = align([s.text.strip() for s in old], [s.text.strip() for s in new])
    found = []
    for a, b in pairs:
        before = None if a is None else old.sentences[a]
        after = "" if b is None else new.sentences[b].text
        if before is not None and before.text.strip() == after.strip():
            continue
        ours, theirs = read_facets(before.text if before else ""), read_facets(after)
        found.append(
            ReturnedSentence(
                old.key,
                before,
                after,
                mark_characters(before.text if before else "", after),
                tuple(ours.surfaces[k] for k in sorted(ours.numbers - theirs.numbers, key=str)),
                tuple(theirs.surfaces[k] for k in sorted(theirs.numbers - ours.numbers, key=str)),
            )
        )
    return found
