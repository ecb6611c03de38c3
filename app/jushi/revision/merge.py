"""Two windows on one section: what both changed, joined where they do not clash."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from jushi.revision.diff import SentenceChange, apply_changes, diff_sections
from jushi.text import Section, Sentence


@dataclass(frozen=True, slots=True)
class Clash:
    """One sentence that both changed, each in their own way."""

    base: Sentence
    mine: Sentence | None
    """None where it was taken out."""
    theirs: Sentence | None


@dataclass(frozen=True, slots=True)
class Merge:
    """Both changes in one text."""

    section: Section
    """At each clash it has the stored sentence, theirs."""
    clashes: tuple[Clash, ...]
    """In reading order; a person decides."""


def merge_sections(base: Section, mine: Section, theirs: Section) -> Merge:
    """Join two texts that were made from `base`.

    A sentence that only one changed is as they made it; new sentences of both are kept, theirs
    first where both stand at one place. Nothing is left out but what one of them took out.
    """
    ours, stored = _by_place(base, mine), _by_place(base, theirs)
    sentences: list[Sentence] = []
    clashes: list[Clash] = []
    for place in range(-1, len(base.sentences)):
        if place >= 0:
            kept = _choose(base.sentences[place], ours[place][0], stored[place][0], clashes)
            sentences += [kept] if kept is not None else []
        added = [*stored[place][1], *ours[place][1]]
        texts = dict.fromkeys(sentence.text for sentence in added)
        sentences += [next(s for s in added if s.text == text) for text in texts]
    # An empty diff gives each sentence an id of its own.
    merged = apply_changes(replace(theirs, sentences=tuple(sentences)), _as_kept(sentences), ())
    return Merge(merged, tuple(clashes))


_Fate = tuple[Sentence | None, list[Sentence]]


def _by_place(base: Section, new: Section) -> dict[int, _Fate]:
    """Give for each sentence of `base` what became of it, and what was added behind it.

    Place -1 holds what was added before the first.
    """
    fates: dict[int, _Fate] = {-1: (None, [])}
    place = -1
    for change in diff_sections(base, new):
        if change.before is not None:
            place += 1
            fates[place] = (change.after, [])
        elif change.after is not None:
            fates[place][1].append(change.after)
    return fates


def _choose(
    base: Sentence, mine: Sentence | None, theirs: Sentence | None, clashes: list[Clash]
) -> Sentence | None:
    if mine is not None and theirs is not None:
        # A paragraph broken in one window joins words changed in the other.
        opens = mine if mine.starts_paragraph != base.starts_paragraph else theirs
        mine = replace(mine, starts_paragraph=opens.starts_paragraph)
        theirs = replace(theirs, starts_paragraph=opens.starts_paragraph)
    if _reads(mine) == base.text:
        return theirs
    if _reads(theirs) == base.text or _reads(mine) == _reads(theirs):
        return mine
    clashes.append(Clash(base, mine, theirs))
    return theirs


def _reads(sentence: Sentence | None) -> str | None:
    return None if sentence is None else sentence.text


def _as_kept(sentences: Sequence[Sentence]) -> tuple[SentenceChange, ...]:
    return tuple(SentenceChange("kept", s, s, (("same", s.text),)) for s in sentences)
