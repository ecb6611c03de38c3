"""Text that a person or a model wrote, cut into sentences that keep the ids of those they were."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from jushi.records import Binding, Mark, SectionText, Sentence
from jushi.revision.alignment import align, equal_blocks
from jushi.revision.template import template_of

Span = TypeVar("Span", Binding, Mark)

_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》"}
_CLOSERS = "”’」』）)》"
# 一是…；二是…: each part stands and falls alone, so each is a sentence. 一是一 is none.
_ENUMERATOR = (
    r"(?:其?[一二三四五六七八九十]{1,3}(?:是|要)(?![否的个])|[（(]\d{1,2}[）)]|[①-⑳]"
    r"|第[一二三四五六七八九十]{1,2}[，、])"
)
_CUT = re.compile(
    rf"[。！？!?]+[{_CLOSERS}]*\s*"  # 完成。  他说：“好。”
    rf"|(?<=[；;：:])(?={_ENUMERATOR})"  # 做好以下工作：一是…；二是…
    r"|(?<=[a-z0-9)\"”])\.[\"”)]*\s+(?=[A-Z\"“(])"  # It rose by 3 percent. The county …
)
_STARTS_WITH = re.compile(_ENUMERATOR)


def split_sentences(paragraph: str) -> tuple[str, ...]:
    """Cut one paragraph into sentences; joined they give it back, blanks included.

    A sentence ends at 。！？ outside quotes and brackets, or behind the quote that it closes;
    the parts of 一是…；二是… are sentences of their own, and so is what introduces them.
    """
    depths = _depths(paragraph)
    pieces, last = [], 0
    for match in _CUT.finditer(paragraph):
        cut = match.end()
        if depths[cut] or not paragraph[last:cut].strip():
            continue
        pieces.append(paragraph[last:cut])
        last = cut
    if last < len(paragraph):
        pieces.append(paragraph[last:])
    return tuple(pieces)


def enumerator_of(sentence: str) -> str:
    """Give the number that a sentence begins with: `一是`, `（2）`, `①`; empty for most."""
    match = _STARTS_WITH.match(sentence)
    return match.group() if match else ""


def respell(section: SectionText, text: str) -> SectionText:
    """Give `section` with `text` in place of its own, cut at line feeds and into sentences.

    A sentence that stands unchanged stays as it is, with id, lock and bindings. One that was
    changed keeps its id, its lock and the bindings whose numbers were not touched, and is 沿用
    and 过时 no more. A new one gets a new id.
    """
    fresh = tuple(_cut(text))
    pairs = align([s.text.strip() for s in section], [s.text.strip() for s in fresh])
    origin = {b: section.sentences[a] for a, b in pairs if a is not None and b is not None}
    numbers = [int(s.id[1:]) for s in section if s.id[:1] == "s" and s.id[1:].isdigit()]
    free = max(numbers, default=0)
    sentences = []
    for place, sentence in enumerate(fresh):
        old = origin.get(place)
        if old is None:
            free += 1
            sentences.append(replace(sentence, id=f"s{free}"))
        else:
            sentences.append(_carry(old, sentence))
    return replace(section, sentences=tuple(sentences))


def _cut(text: str) -> Iterator[Sentence]:
    for paragraph in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if not paragraph.strip():
            continue
        for place, piece in enumerate(split_sentences(paragraph)):
            yield Sentence(
                "",
                piece,
                starts_paragraph=not place,
                origin="person",
                enumerator=enumerator_of(piece),
            )


def reworded(sentence: Sentence, text: str) -> Sentence:
    """Give `sentence` with other text; bindings and marks whose characters stand stay, moved."""
    blocks = tuple(equal_blocks(sentence.text, text))
    bindings = tuple(_moved(sentence.bindings, blocks))
    return replace(
        sentence,
        text=text,
        bindings=bindings,
        template=template_of(text, bindings),
        marks=tuple(_moved(sentence.marks, blocks)),
    )


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


def _depths(text: str) -> list[int]:
    """Give for each offset how many quotes and brackets are open there.

    One that is never closed does not count: it would swallow the rest of the paragraph.
    """
    closes: dict[int, int] = {}
    opened: list[int] = []
    for place, character in enumerate(text):
        if character in _PAIRS:
            opened.append(place)
        elif opened and any(_PAIRS[text[o]] == character for o in opened[-3:]):
            while _PAIRS[text[opened[-1]]] != character:
                opened.pop()
            closes[opened.pop()] = place
    steps = [0] * (len(text) + 2)
    for start, end in closes.items():
        steps[start + 1] += 1
        steps[end + 1] -= 1
    depths, depth = [], 0
    for step in steps:
        depth += step
        depths.append(depth)
    return depths
