"""Lists of 一是…二是… that lost an entry: counted anew, and closed by a full stop."""

from collections.abc import Sequence
from dataclasses import replace

from jushi.numbers import format_chinese
from jushi.text import Sentence, enumerator_of

_COUNTS = {format_chinese(count): count for count in range(1, 21)}


def mend_lists(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Give the sentences with 一是…二是… counted without gaps and the last ； turned into 。"""
    mended: list[Sentence] = []
    count = last = 0
    for sentence in sentences:
        told = _count_of(sentence.enumerator)
        if told:
            # A number no higher than the one before it begins another list.
            count = count + 1 if told > last else 1
            last = told
            sentence = _renumbered(sentence, count)
        mended.append(sentence)
    return tuple(
        _closed(sentence)
        if sentence.text.endswith(("；", ";")) and not _goes_on(mended, place)
        else sentence
        for place, sentence in enumerate(mended)
    )


def _count_of(enumerator: str) -> int:
    """What 三是 counts; 0 for no enumerator and for those of other kinds."""
    return _COUNTS.get(enumerator[:-1], 0) if enumerator.endswith(("是", "要")) else 0


def _goes_on(sentences: Sequence[Sentence], place: int) -> bool:
    return place + 1 < len(sentences) and bool(sentences[place + 1].enumerator)


def _renumbered(sentence: Sentence, count: int) -> Sentence:
    old = sentence.enumerator
    new = f"{format_chinese(count)}{old[-1]}"
    if new == old or not enumerator_of(sentence.text):
        return sentence
    by = len(new) - len(old)
    return replace(
        sentence,
        template=sentence.template and new + sentence.template.removeprefix(old),
        text=new + sentence.text.removeprefix(old),
        enumerator=new,
        bindings=tuple(replace(b, start=b.start + by, end=b.end + by) for b in sentence.bindings),
        marks=tuple(replace(m, start=m.start + by, end=m.end + by) for m in sentence.marks),
    )


def _closed(sentence: Sentence) -> Sentence:
    return replace(
        sentence,
        template=sentence.template and f"{sentence.template[:-1]}。",
        text=f"{sentence.text[:-1]}。",
    )
