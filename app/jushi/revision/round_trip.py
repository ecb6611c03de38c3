"""A report that was edited in Word: what came back, against what went out."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from jushi.documents import Document, heading_number, official
from jushi.drafting import parse_bound
from jushi.numbers import read_mentions
from jushi.revision.alignment import MOVED_SENTENCE, Piece, align, likeness, mark_characters
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
    start: int = 0
    """Offset of `after` in the text of its section as it came back."""

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
    start: int
    """Offset of `after` in the text of its section as it came back."""


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
class TrackedChange:
    """Characters that somebody put in or took out while their program kept track."""

    key: str
    """Section in which they stand; empty for the title and what else is not compared."""
    kind: official.RemarkKind
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class ReturnedTable:
    """A table of the returned file."""

    key: str
    """Section in which it stands; empty for one of an attachment."""
    rows: tuple[str, ...]
    """Cells apart by tabs."""


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
    tracked: tuple[TrackedChange, ...] = ()
    """In text order."""
    tables: tuple[ReturnedTable, ...] = ()
    """Sections have none when they go out: those in one are new. Those of attachments follow."""

    @property
    def moves(self) -> tuple[tuple[int, int], ...]:
        """Sentences that stand elsewhere now: places in `changes` of the old and of the new one."""
        gone = {n: c.before for n, c in enumerate(self.changes) if c.before and not c.after}
        pairs = []
        for new, change in enumerate(self.changes):
            if change.before is not None:
                continue
            worth = {
                old: likeness(sentence.text.strip(), change.after.strip())
                for old, sentence in gone.items()
            }
            best = max(worth, key=lambda old: worth[old], default=None)
            if best is not None and worth[best] >= MOVED_SENTENCE:
                del gone[best]
                pairs.append((best, new))
        return tuple(pairs)

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
    is_row: bool = False
    """A row of a table, which is no text of the section."""
    block: int = 0


def compare_document(
    sections: Sequence[Section], returned: official.BoundDocument
) -> ReturnedReport:
    """Compare a returned document with the stored sections.

    Headings find their sections, a reworded one by its bookmark, or by its number and place; text
    under a heading nobody knows belongs to the section before. A number keeps its figure if its
    bookmark came back, if its sentence was not touched, or if nothing but another number stands in
    its place. What stands in no section (title, notes, signature) is not compared.
    """
    titles = {section.key: section.title for section in sections}
    every = tuple(_lines(sections, returned, titles))
    lines = tuple(line for line in every if not line.is_row)
    by_key: dict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        by_key[line.key].append(line)
    new_sections = []
    changes: list[ReturnedSentence] = []
    for section in sections:
        own = by_key[section.key]
        text = "\n".join(line.text for line in own)
        spelled = replace(respell(section, text), title=titles[section.key])
        new = _retied(section, _with_bookmarks(spelled, own, returned.numbers))
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
        _comments(every, returned),
        _tracked(every, returned.remarks),
        (*_tables(every), *_attached_tables(returned.document)),
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
    sections: Sequence[Section], returned: official.BoundDocument, titles: dict[str, str]
) -> Iterator[_Line]:
    """Give the lines of the sections; a reworded heading is put into `titles`."""
    document = returned.document
    by_key = {section.key: section for section in sections}
    marked = {sent.place: by_key.get(sent.key) for sent in returned.origins if sent.place}
    known = {_plain(f"{s.number}{s.title}"): s for s in sections if s.title}
    seen = {_plain(split_sentences(b.text)[0]) for b in document.blocks if b.text.strip()}
    waiting = [s for heading, s in known.items() if s.number and heading not in seen]
    opening = next((s for s in sections if not s.title), None)
    current = opening.key if opening is not None else ""
    for number in official.body_range(document):
        block, start = document.blocks[number], document.starts[number]
        if block.kind in ("title", "note") or not block.text.strip():
            continue
        if block.kind == "table_row":
            yield _Line(current, block.text, start, True, number)
            continue
        section, rest = _section_of(block.text, known)
        if section is None and block.kind == "heading":
            numbered = next((s for s in waiting if block.text.startswith(s.number)), None)
            section = marked.get(start) or numbered
            if section is not None:
                waiting = [other for other in waiting if other is not section]
                number_told = heading_number(block.text)
                titles[section.key] = block.text.removeprefix(number_told).strip()
        if section is not None:
            current = section.key
            if not rest.strip():
                continue
            yield _Line(current, rest, start + len(block.text) - len(rest))
        elif current:
            yield _Line(current, block.text, start)


def _with_bookmarks(
    section: Section, lines: Sequence[_Line], numbers: Sequence[official.TaggedNumber]
) -> Section:
    """Give `section` with the bindings that its bookmarks brought back."""
    places: list[Binding] = []
    at = 0
    ordered = sorted(numbers, key=lambda number: number.start)
    starts = [number.start for number in ordered]
    for line in lines:
        end = line.start + len(line.text)
        for found in ordered[bisect_left(starts, line.start) : bisect_right(starts, end)]:
            if found.end <= end:
                shift = at - line.start
                places.append(_tied(found.start + shift, found.end + shift, found.figure))
        at += len(line.text) + 1
    return with_places(section, places)


def _tied(start: int, end: int, expression: str) -> Binding:
    return Binding(start, end, expression, parse_bound(f"{{{{{expression}}}}}").figures)


def _retied(old: Section, new: Section) -> Section:
    """Give `new` with the bindings of numbers in whose place another number stands.

    A program may drop the bookmark of a number that is typed over: the sentence tells.
    """
    known = old.by_id()
    return replace(new, sentences=tuple(_retied_sentence(known.get(s.id), s) for s in new))


def _retied_sentence(old: Sentence | None, new: Sentence) -> Sentence:
    if old is None or old.text == new.text:
        return new
    missing = Counter(b.expression for b in old.filled_bindings)
    missing -= Counter(b.expression for b in new.bindings)
    if not missing:
        return new
    mentions = [m for m in read_mentions(new.text) if m.is_data]
    found = list(new.bindings)
    for start, end, low, high in _replaced(old.text, new.text):
        lost = [
            b
            for b in old.filled_bindings
            if missing[b.expression] and b.start < end and start < b.end
        ]
        own = [m for m in mentions if m.start < high and low < m.end]
        if len(lost) == len(own) == 1:
            fresh = _tied(own[0].start, own[0].end, lost[0].expression)
            if not any(b.start < fresh.end and fresh.start < b.end for b in found):
                missing[fresh.expression] -= 1
                found.append(fresh)
    return new.with_bindings(sorted(found, key=lambda b: b.start))


def _replaced(before: str, after: str) -> Iterator[tuple[int, int, int, int]]:
    """Give each stretch of `before` that became another: its start and end in both texts."""
    at_before = at_after = 0
    pieces = mark_characters(before, after)
    for (kind, text), (following, other) in zip(pieces, (*pieces[1:], ("same", "")), strict=True):
        if kind == "removed" and following == "added":
            yield at_before, at_before + len(text), at_after, at_after + len(other)
        at_before += len(text) if kind != "added" else 0
        at_after += len(text) if kind != "removed" else 0


def _typed_over(old: Section, new: Section) -> Iterator[TypedOver]:
    known = old.by_id()
    for begin, sentence in zip(new.offsets(), new, strict=True):
        before = known.get(sentence.id)
        surfaces = (
            {b.expression: before.text[b.start : b.end] for b in before.bindings} if before else {}
        )
        for binding in sentence.bindings:
            after = sentence.text[binding.start : binding.end]
            was = surfaces.get(binding.expression, "")
            if was != after and before is not None and before.text != sentence.text:
                start = begin + binding.start
                yield TypedOver(new.key, sentence.id, binding.expression, was, after, start)


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
                0 if b is None else starts[b],
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
    return tuple(
        ReturnedComment(
            _key_at(lines, remark), remark.author, text[remark.start : remark.end], remark.text
        )
        for remark in returned.remarks
        if remark.kind == "comment"
    )


def _tracked(
    lines: Sequence[_Line], remarks: Sequence[official.Remark]
) -> tuple[TrackedChange, ...]:
    return tuple(
        TrackedChange(_key_at(lines, remark), remark.kind, remark.author, remark.text)
        for remark in remarks
        if remark.kind != "comment"
    )


def _key_at(lines: Sequence[_Line], remark: official.Remark) -> str:
    near = (x.key for x in lines if x.start <= remark.start <= x.start + len(x.text))
    return next(near, "")


def _tables(lines: Sequence[_Line]) -> Iterator[ReturnedTable]:
    """Rows of one section that stand together are one table."""
    rows: list[_Line] = []
    for line in (*(line for line in lines if line.is_row), None):
        if rows and (line is None or (line.key, line.block) != (rows[-1].key, rows[-1].block + 1)):
            yield ReturnedTable(rows[0].key, tuple(row.text for row in rows))
            rows = []
        if line is not None:
            rows.append(line)


def _attached_tables(document: Document) -> Iterator[ReturnedTable]:
    behind = official.body_range(document).stop
    lines = [
        _Line("", block.text, 0, True, number)
        for number, block in enumerate(document.blocks)
        if number >= behind and block.kind == "table_row"
    ]
    yield from _tables(lines)
