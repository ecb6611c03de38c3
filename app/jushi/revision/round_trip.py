"""A report that was edited in Word: what came back, against what went out."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from jushi.documents import Document, official
from jushi.drafting import parse_bound
from jushi.revision.alignment import Piece, align, mark_characters
from jushi.revision.binding import with_places
from jushi.revision.diff import apply_changes, diff_sections
from jushi.revision.facets import read_facets
from jushi.revision.sentence import respell
from jushi.text import Binding, Section, Sentence, split_sentences


@dataclass(frozen=True, slots=True)
class ReturnedSentence:
    """One sentence before and after the trip."""

    key: str
    """Section that it belongs to."""
    place: int
    """Its place among the sentences of both texts, one that came or went counted too."""
    before: Sentence | None
    after: str
    """Empty where it was taken out."""
    pieces: tuple[Piece, ...]
    numbers_before: tuple[str, ...] = ()
    """Numbers that stand no longer there, as they were written."""
    numbers_after: tuple[str, ...] = ()
    """Numbers that are new."""
    authors: tuple[str, ...] = ()
    """Who tracked a change in it."""

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
class ReturnedComment:
    """A comment on words of the text."""

    key: str
    """Section in which it stands; empty for the title and what else is not compared."""
    author: str
    words: str
    """What it is about; empty where it hangs on a place."""
    text: str


@dataclass(frozen=True, slots=True)
class ReturnedReport:
    """What came back."""

    changes: tuple[ReturnedSentence, ...]
    """Those with changed numbers first, each group in reading order."""
    typed_over: tuple[TypedOver, ...]
    sections: tuple[Section, ...]
    """The sections as they would be, with the bindings that came back; not yet checked."""
    lost: tuple[str, ...]
    """Expressions whose numbers did not come back."""
    comments: tuple[ReturnedComment, ...] = ()

    def taken(self, before: Section, places: Collection[int] | None) -> Section:
        """Give the section `before` with its changes at `places`, or with all of them.

        Numbers that were typed over stand for themselves, to be proven or refused: a figure that
        changes later does not overwrite what was typed.
        """
        after = next(section for section in self.sections if section.key == before.key)
        over = {(t.sentence_id, t.expression) for t in self.typed_over if t.key == before.key}
        after = replace(after, sentences=tuple(_untied(s, over) for s in after))
        if places is None:
            return after
        changed = apply_changes(before, diff_sections(before, after), places)
        return replace(changed, title=after.title)


@dataclass(frozen=True, slots=True)
class _Line:
    """A stretch of the returned document, and where it stands in the text of its section."""

    key: str
    text: str
    start: int
    """Offset in the document."""


def compare_document(
    sections: Sequence[Section], returned: official.BoundDocument
) -> ReturnedReport:
    """Compare a returned document with the stored sections.

    Headings find their sections, a reworded one by its number and place; text under a heading
    nobody knows belongs to the section before. A number keeps its figure if its content control
    came back, or if its sentence was not touched. What stands in no section (title, tables, notes,
    signature, attachments) is not compared.
    """
    titles = {section.key: section.title for section in sections}
    lines = tuple(_lines(sections, returned.document, titles))
    by_key: dict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        by_key[line.key].append(line)
    new_sections = []
    changes: list[ReturnedSentence] = []
    for section in sections:
        own = by_key[section.key]
        text = "\n".join(line.text for line in own)
        spelled = replace(respell(section, text), title=titles[section.key])
        new = _with_controls(spelled, own, returned.numbers)
        new_sections.append(new)
        changes.extend(_changes(section, new, _authors(own, returned.remarks)))
    changes.sort(key=lambda change: not change.has_new_numbers)
    typed = (
        over
        for old, new in zip(sections, new_sections, strict=True)
        for over in _typed_over(old, new)
    )
    return ReturnedReport(
        tuple(changes),
        tuple(typed),
        tuple(new_sections),
        tuple(_lost(sections, new_sections)),
        _comments(lines, returned),
    )


def _lost(before: Sequence[Section], after: Sequence[Section]) -> Iterator[str]:
    for old, new in zip(before, after, strict=True):
        left = Counter(b.expression for sentence in new for b in sentence.bindings)
        for expression in (b.expression for sentence in old for b in sentence.bindings):
            if left[expression]:
                left[expression] -= 1
            else:
                yield expression


def _untied(sentence: Sentence, over: Collection[tuple[str, str]]) -> Sentence:
    kept = tuple(b for b in sentence.bindings if (sentence.id, b.expression) not in over)
    return sentence if len(kept) == len(sentence.bindings) else sentence.with_bindings(kept)


def _lines(
    sections: Sequence[Section], document: Document, titles: dict[str, str]
) -> Iterator[_Line]:
    """Give the lines of the sections; a reworded heading is put into `titles`."""
    known = {_plain(f"{s.number}{s.title}"): s for s in sections if s.title}
    seen = {_plain(split_sentences(b.text)[0]) for b in document.blocks if b.text.strip()}
    waiting = [s for heading, s in known.items() if s.number and heading not in seen]
    opening = next((s for s in sections if not s.title), None)
    current = opening.key if opening is not None else ""
    for number in official.body_range(document):
        block, start = document.blocks[number], document.starts[number]
        if block.kind in ("title", "note", "table_row") or not block.text.strip():
            continue
        section, rest = _section_of(block.text, known)
        if section is None and block.kind == "heading":
            section = next((s for s in waiting if block.text.startswith(s.number)), None)
            if section is not None:
                waiting.remove(section)
                titles[section.key] = block.text.removeprefix(section.number).strip()
        if section is not None:
            current = section.key
            if not rest.strip():
                continue
            yield _Line(current, rest, start + len(block.text) - len(rest))
        elif current:
            yield _Line(current, block.text, start)


def _with_controls(
    section: Section, lines: Sequence[_Line], numbers: Sequence[official.TaggedNumber]
) -> Section:
    """Give `section` with the bindings that its content controls brought back."""
    places: list[Binding] = []
    at = 0
    ordered = sorted(numbers, key=lambda number: number.start)
    starts = [number.start for number in ordered]
    for line in lines:
        end = line.start + len(line.text)
        for found in ordered[bisect_left(starts, line.start) : bisect_right(starts, end)]:
            if found.end <= end:
                shift = at - line.start
                figures = parse_bound(f"{{{{{found.figure}}}}}").figures
                places.append(
                    Binding(found.start + shift, found.end + shift, found.figure, figures)
                )
        at += len(line.text) + 1
    return with_places(section, places)


def _typed_over(old: Section, new: Section) -> Iterator[TypedOver]:
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


def _section_of(text: str, known: dict[str, Section]) -> tuple[Section | None, str]:
    """Give the section that a line opens, and what stands behind its heading in the same line."""
    whole = known.get(_plain(text))
    if whole is not None:
        return whole, ""
    first = split_sentences(text)[0]
    section = known.get(_plain(first))
    return section, text[len(first) :] if section is not None else ""


def _plain(heading: str) -> str:
    return "".join(heading.split()).rstrip("。：:")


def _changes(
    old: Section, new: Section, authors: Sequence[tuple[int, str]]
) -> list[ReturnedSentence]:
    pairs = align([s.text.strip() for s in old], [s.text.strip() for s in new])
    starts = new.offsets()
    found = []
    for place, (a, b) in enumerate(pairs):
        before = None if a is None else old.sentences[a]
        after = "" if b is None else new.sentences[b].text
        if before is not None and before.text.strip() == after.strip():
            continue
        ours, theirs = read_facets(before.text if before else ""), read_facets(after)
        found.append(
            ReturnedSentence(
                old.key,
                place,
                before,
                after,
                mark_characters(before.text if before else "", after),
                tuple(ours.surfaces[k] for k in sorted(ours.numbers - theirs.numbers, key=str)),
                tuple(theirs.surfaces[k] for k in sorted(theirs.numbers - ours.numbers, key=str)),
                ()
                if b is None
                else _between(authors, starts[b], starts[b] + len(new.sentences[b].text)),
            )
        )
    return found


def _authors(
    lines: Sequence[_Line], remarks: Sequence[official.Remark]
) -> tuple[tuple[int, str], ...]:
    """Give where in the section somebody tracked a change, and who."""
    return tuple(
        (place, remark.author)
        for remark in remarks
        if remark.kind != "comment" and (place := _place(lines, remark.start)) is not None
    )


def _between(authors: Sequence[tuple[int, str]], start: int, end: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(who for place, who in authors if start <= place <= end and who))


def _place(lines: Sequence[_Line], offset: int) -> int | None:
    at = 0
    for line in lines:
        if line.start <= offset <= line.start + len(line.text):
            return at + offset - line.start
        at += len(line.text) + 1
    return None


def _comments(
    lines: Sequence[_Line], returned: official.BoundDocument
) -> tuple[ReturnedComment, ...]:
    text = returned.document.text
    found = []
    for remark in returned.remarks:
        if remark.kind == "comment":
            line = next(
                (x for x in lines if x.start <= remark.start <= x.start + len(x.text)), None
            )
            words = text[remark.start : remark.end]
            key = line.key if line is not None else ""
            found.append(ReturnedComment(key, remark.author, words, remark.text))
    return tuple(found)
