"""Where a mention stands: its paragraph, sentence and clause, and the heading above it."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from jushi.lazy_pattern import lazy_pattern
from jushi.text import Numbering, clause_spans, statement_spans

# （1） numbers the parts of a paragraph as often as headings.
_NUMBERINGS = (
    Numbering.CHINESE,
    Numbering.CHINESE_BRACKET,
    Numbering.DIGIT,
    Numbering.DIVISION,
)
_HEADING = lazy_pattern(
    r"^[^\S\n]*(?:\[[^\]\n]{0,30}\]\s*)?"
    rf"(?:{'|'.join(_NUMBERINGS)})"
    r"[^。\n]{2,40}[。\n]?",
    re.MULTILINE,
)

_LONGEST_SENTENCE = 1000
"""Characters; the longest sentence of ten provincial work reports of 2025 has 389.

Every mention is read with its whole sentence, so this bounds what one more mention can cost.
"""
_LONGEST_QUOTE = 500
"""Characters of a sentence that a report shows beside a number."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a text as sorted offsets; every lookup is a binary search."""

    text: str
    sentence_starts: tuple[int, ...]
    clause_starts: tuple[int, ...]
    heading_spans: tuple[tuple[int, int], ...]
    paragraph_starts: tuple[int, ...]

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Span of the sentence that holds `offset`."""
        return _span(self.sentence_starts, offset, len(self.text))

    def clause_at(self, offset: int) -> tuple[int, int]:
        """Span of the clause that holds `offset`, its closing punctuation included."""
        return _span(self.clause_starts, offset, len(self.text))

    def paragraph_at(self, offset: int) -> tuple[int, int]:
        """Span of the paragraph that holds `offset`."""
        return _span(self.paragraph_starts, offset, len(self.text))

    def heading_before(self, offset: int) -> str:
        """Text of the nearest heading at or above `offset`; empty before the first."""
        place = bisect_right(self.heading_spans, (offset, len(self.text))) - 1
        if place < 0:
            return ""
        start, end = self.heading_spans[place]
        return self.text[start:end]

    def quote_at(self, offset: int) -> str:
        """The sentence that holds `offset`; of one longer than people write, the part around it."""
        start, end = self.sentence_at(offset)
        if end - start > _LONGEST_QUOTE:
            start = max(start, offset - _LONGEST_QUOTE // 2)
            end = min(end, start + _LONGEST_QUOTE)
        return self.text[start:end].strip()


def lay_out(text: str) -> Layout:
    """Split `text` into paragraphs, sentences and clauses, and find its headings.

    A sentence ends at 。！？； and at a line feed, a clause also at ，：and ——. Commas inside
    grouped digits (12,345) end nothing. What runs on for longer than people write is cut at its
    commas, and where it has none after so many characters, so that the time a check takes grows
    with the text and not with its square.
    """
    clauses = _starts(clause_spans(text))
    written = _starts(statement_spans(text))
    sentences = _cut(written, clauses, len(text))
    return Layout(
        text=text,
        sentence_starts=sentences,
        clause_starts=tuple(sorted({*clauses, *(set(sentences) - set(written))})),
        heading_spans=tuple((m.start(), m.end()) for m in _HEADING.finditer(text)),
        paragraph_starts=(0, *(m.end() for m in re.finditer(r"\n", text))),
    )


def _cut(sentences: tuple[int, ...], clauses: tuple[int, ...], length: int) -> tuple[int, ...]:
    starts: list[int] = []
    for start, end in zip(sentences, (*sentences[1:], length), strict=True):
        starts.append(start)
        if end - start <= _LONGEST_SENTENCE:
            continue
        inner = clauses[bisect_right(clauses, start) : bisect_left(clauses, end)]
        for clause in (*inner, end):
            while clause - starts[-1] > 2 * _LONGEST_SENTENCE:
                starts.append(starts[-1] + _LONGEST_SENTENCE)
            if clause - starts[-1] > _LONGEST_SENTENCE and clause < end:
                starts.append(clause)
    return tuple(starts)


def _starts(spans: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    return tuple(start for start, _ in spans) or (0,)


def _span(starts: tuple[int, ...], offset: int, length: int) -> tuple[int, int]:
    place = bisect_right(starts, offset)
    end = starts[place] if place < len(starts) else length
    return starts[place - 1], end
