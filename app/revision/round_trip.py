"""A report that was edited in Word: what came back, against what went out."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents import Document
from app.records import SectionText, Sentence
from app.revision.alignment import Piece, align, mark_characters
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
class ReturnedReport:
    """What came back."""

    changes: tuple[ReturnedSentence, ...]
    """Those with changed numbers first, each group in reading order."""
    sections: tuple[SectionText, ...]
    """The sections as they would be, untouched sentences with their bindings; not yet checked."""


def compare_document(sections: Sequence[SectionText], document: Document) -> ReturnedReport:
    """Compare the text of a returned document with the stored sections.

    Headings find their sections; text that stands under a heading nobody knows belongs to the
    section before. Sentences are aligned over the whole report, so that one that was moved to
    another section is found there.
    """
    texts = _texts_by_section(sections, document)
    new_sections = tuple(
        respell(section, texts[section.key]) if section.key in texts else section
        for section in sections
    )
    changes = [
        change
        for old, new in zip(sections, new_sections, strict=True)
        for change in _changes(old, new)
    ]
    changes.sort(key=lambda change: not change.has_new_numbers)
    return ReturnedReport(tuple(changes), new_sections)


def _texts_by_section(sections: Sequence[SectionText], document: Document) -> dict[str, str]:
    known = {_plain(f"{s.number}{s.title}"): s for s in sections if s.title}
    lines: dict[str, list[str]] = {s.key: [] for s in sections}
    opening = next((s for s in sections if not s.title), None)
    current = opening.key if opening is not None else ""
    for block in document.blocks:
        if block.kind in ("title", "note", "table_row") or not block.text.strip():
            continue
        section, rest = _section_of(block.text, known)
        if section is not None:
            current = section.key
            if rest.strip():
                lines[current].append(rest)
        elif current:
            lines[current].append(block.text)
    return {key: "\n".join(found) for key, found in lines.items()}


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
