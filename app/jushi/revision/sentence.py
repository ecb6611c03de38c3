"""Text that a person or a model wrote, cut into sentences that keep the ids of those they were."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from jushi.revision.alignment import align, equal_blocks
from jushi.text import Binding, Mark, Section, Sentence, enumerator_of, split_sentences

Span = TypeVar("Span", Binding, Mark)


def respell(section: Section, text: str) -> Section:
    """Give `section` with `text` in place of its own, cut at line feeds and into sentences.

    A sentence that stands unchanged stays as it is, with id, lock and bindings. One that was
    changed keeps its id, its lock and the bindings whose numbers were not touched, and is 沿用
    and 过时 no more. A new one gets a new id.
    """
    fresh = replace(section, sentences=tuple(_cut(text)))
    sentences = (
        new if old is None else _carry(old, new) for old, new in _with_origins(fresh, section)
    )
    return replace(section, sentences=tuple(sentences))


def with_ids(section: Section, base: Section | None = None) -> Section:
    """Give a drafted section as it is stored: each sentence has an id.

    A sentence that `base`, the text that was there before, has too, changed or not, keeps the id
    and the lock that it had there, and may be dropped if it might be. Others get new ids.
    """
    before = base if base is not None else replace(section, sentences=())
    sentences = (
        new
        if old is None
        else replace(new, id=old.id, lock=old.lock, is_droppable=old.is_droppable)
        for old, new in _with_origins(section, before)
    )
    return replace(section, sentences=tuple(sentences))


def _with_origins(section: Section, base: Section) -> Iterator[tuple[Sentence | None, Sentence]]:
    """Give each sentence of `section` behind the one of `base` that it was; a new id without."""
    pairs = align([s.text.strip() for s in base], [s.text.strip() for s in section])
    origin = {b: base.sentences[a] for a, b in pairs if a is not None and b is not None}
    numbers = (int(s.id[1:]) for s in base if s.id[:1] == "s" and s.id[1:].isdigit())
    free = max(numbers, default=0)
    for place, sentence in enumerate(section):
        old = origin.get(place)
        if old is None:
            free += 1
            sentence = replace(sentence, id=f"s{free}")
        yield old, sentence


def _cut(text: str) -> Iterator[Sentence]:
    for paragraph in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if not paragraph.strip():
            continue
        for place, piece in enumerate(split_sentences(paragraph)):
            yield Sentence(
                piece,
                starts_paragraph=not place,
                origin="person",
                enumerator=enumerator_of(piece),
            )


def reworded(sentence: Sentence, text: str) -> Sentence:
    """Give `sentence` with other text; bindings and marks whose characters stand stay, moved."""
    blocks = tuple(equal_blocks(sentence.text, text))
    marked = replace(sentence, text=text, marks=tuple(_moved(sentence.marks, blocks)))
    return marked.with_bindings(_moved(sentence.bindings, blocks))


def _carry(old: Sentence, new: Sentence) -> Sentence:
    if old.text == new.text:
        return replace(old, starts_paragraph=new.starts_paragraph)
    kept = reworded(old, new.text)
    return replace(
        new,
        id=old.id,
        lock=old.lock,
        is_droppable=old.is_droppable,
        bindings=kept.bindings,
        template=kept.template,
    )


def _moved(spans: tuple[Span, ...], blocks: tuple[tuple[int, int, int], ...]) -> Iterator[Span]:
    for span in spans:
        for start, end, shift in blocks:
            if start <= span.start and span.end <= end:
                yield replace(span, start=span.start + shift, end=span.end + shift)
                break
