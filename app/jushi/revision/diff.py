"""What a new text does to a section, sentence by sentence, each to be taken or left."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from jushi.revision.alignment import (
    MOST_CELLS,
    MOVED_SENTENCE,
    Piece,
    align,
    likeness,
    mark_characters,
)
from jushi.text import Section, Sentence

ChangeKind = Literal["kept", "changed", "added", "removed"]


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """One sentence before and after."""

    kind: ChangeKind
    before: Sentence | None
    after: Sentence | None
    pieces: tuple[Piece, ...]
    """The characters: same, removed, added."""
    moved_with: int | None = None
    """Place, in the list of changes, of the other half of a sentence that changed its place:
    a removal and an addition that are taken or left together."""


def diff_sections(before: Section, after: Section) -> tuple[SentenceChange, ...]:
    """Give the changes that lead from one text to the other, in reading order."""
    ours, theirs = before.sentences, after.sentences
    pairs = align([s.text.strip() for s in ours], [s.text.strip() for s in theirs])
    changes = [
        _change(None if a is None else ours[a], None if b is None else theirs[b]) for a, b in pairs
    ]
    return _link_moves(changes)


def apply_changes(
    before: Section, changes: tuple[SentenceChange, ...], accepted: Collection[int]
) -> Section:
    """Give `before` with those of `changes` whose places are in `accepted`.

    All of them give the new text, none the old one. Half of a move brings its other half.
    """
    taken = set(accepted)
    taken |= {
        c.moved_with for n, c in enumerate(changes) if n in taken and c.moved_with is not None
    }
    sentences = []
    for place, change in enumerate(changes):
        kept = change.after if place in taken else change.before
        if kept is not None:
            sentences.append(kept)
    if sentences and before.sentences and not sentences[0].starts_paragraph:
        # Whatever comes first opens the paragraph that the first sentence opened.
        opens = before.sentences[0].starts_paragraph
        sentences[0] = replace(sentences[0], starts_paragraph=opens)
    return replace(before, sentences=tuple(_with_own_ids(sentences)))


def _with_own_ids(sentences: list[Sentence]) -> list[Sentence]:
    """Give a sentence that shares an id with an earlier one, a moved half left behind, a new id."""
    seen: set[str] = set()
    numbers = [int(s.id[1:]) for s in sentences if s.id[1:].isdigit()]
    free = max(numbers, default=0)
    unique = []
    for sentence in sentences:
        if sentence.id in seen:
            free += 1
            sentence = replace(sentence, id=f"s{free}")
        seen.add(sentence.id)
        unique.append(sentence)
    return unique


def _change(before: Sentence | None, after: Sentence | None) -> SentenceChange:
    if before is None:
        assert after is not None
        return SentenceChange("added", None, after, (("added", after.text),))
    if after is None:
        return SentenceChange("removed", before, None, (("removed", before.text),))
    pieces = mark_characters(before.text, after.text)
    is_same = before.text == after.text and before.starts_paragraph == after.starts_paragraph
    return SentenceChange("kept" if is_same else "changed", before, after, pieces)


def _link_moves(changes: list[SentenceChange]) -> tuple[SentenceChange, ...]:
    added = [n for n, c in enumerate(changes) if c.kind == "added"]
    if len(added) * sum(c.kind == "removed" for c in changes) > MOST_CELLS:
        return tuple(changes)
    for place, change in enumerate(changes):
        if change.kind != "removed" or change.before is None:
            continue
        for other in added:
            new = changes[other].after
            assert new is not None
            if likeness(change.before.text, new.text) >= MOVED_SENTENCE:
                changes[place] = replace(change, moved_with=other)
                changes[other] = replace(changes[other], moved_with=place)
                added.remove(other)
                break
    return tuple(changes)
