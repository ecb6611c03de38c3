"""Where sentences end, and which number they begin with."""

import re
from collections.abc import Iterator

_CLOSERS = "”’」』）)》"
# 。 inside “……。” ends the sentence behind the quote; ； ends none: the parts of a list belong
# together, but for 一是…；二是…, whose parts stand and fall alone.
_ENDING = re.compile(rf"[。！？!?][{_CLOSERS}]*\s*")
_OPENERS = "“‘「『（(《"
_PAIRS = dict(zip("”’」』）)》", _OPENERS, strict=False))
ENUMERATOR = re.compile(
    r"(?:其?[一二三四五六七八九十]{1,3}(?:是|要)(?!(?:否|的|个))|[（(]\d{1,2}[）)]|[①-⑳]|第[一二三四五六七八九十]{1,2}[，、])"
)
_BEFORE_ENUMERATOR = re.compile(rf"(?<=[。；;：:！？])(?={ENUMERATOR.pattern})")


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Give start and end of each sentence of one paragraph, closing marks and blanks included.

    Spans are in order and cover the text whole. A sentence ends at 。！？ outside quotes and
    brackets, or behind the quote that they close; the parts of 一是…；二是… are sentences of their
    own, and so is what introduces them: `重点做好以下工作：`.
    """
    cuts = {match.start() for match in _BEFORE_ENUMERATOR.finditer(text)}
    cuts |= {match.end() for match in _ENDING.finditer(text) if not _is_inside(text, match)}
    last = 0
    for cut in sorted(cuts | {len(text)}):
        if text[last:cut].strip():
            yield last, cut
            last = cut
        elif cut == len(text) and cut > last:
            yield last, cut


def enumerator_of(sentence: str) -> str:
    """Give the number that a sentence begins with: `一是`, `（2）`, `①`; empty for most."""
    match = ENUMERATOR.match(sentence)
    return match.group() if match else ""


def _is_inside(text: str, ending: re.Match[str]) -> bool:
    """Whether the full stop stands inside quotes that do not close with it."""
    opened: list[str] = []
    for character in text[: ending.end()]:
        if character in _OPENERS:
            opened.append(character)
        elif opened and _PAIRS.get(character) == opened[-1]:
            opened.pop()
    return bool(opened)
