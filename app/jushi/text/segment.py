"""Where sentences, statements and clauses end, in Chinese and in English.

The only place that knows which marks end what. Three grains, each a refinement of the one before
but for what quotes and brackets hold together:

- a *sentence* is what a writer closes: `他说：“办。快办。”`, and each part of `一是…；二是…`;
- a *statement* is what one check looks at: ； ends one, and so does every stop inside quotes;
- a *clause* ends at a comma or colon too.

What they do with each kind of text stands in `tests/data/text/segments.jsonl`. All take a time
that grows with the text and not with its square.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

from jushi.characters import CIRCLED_NUMBERS, COUNTING, HAN
from jushi.lazy_pattern import lazy_pattern
from jushi.resources import lexicon_rows

Span = tuple[int, int]

_ENUMERATOR = lazy_pattern(
    # 一是 其二要, but 一是一 and 是否 are none
    rf"(?:其?[{COUNTING}]{{1,3}}(?:是|要)(?![否的个])|[（(]\d{{1,2}}[）)]|[{CIRCLED_NUMBERS}]"
    rf"|第[{COUNTING}]{{1,2}}[，、])"
)
"""The number that a part of a run-in list begins with."""

SENTENCE_STOPS = "。！？!?"
STATEMENT_STOPS = SENTENCE_STOPS + "；;"
CLAUSE_STOPS = STATEMENT_STOPS + "，,：:"

_PAIRS = {
    "“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "(": ")",
    "《": "》", "〈": "〉", "【": "】", "〔": "〕",
}  # fmt: skip
OPENERS = "".join(_PAIRS)
CLOSERS = "".join(_PAIRS.values())
_PARTNERS = {**_PAIRS, '"': '"'}

_BEHIND = rf"[{re.escape(CLOSERS)}\"']*"
LINK = lazy_pattern(rf"(?:[a-zA-Z][a-zA-Z0-9+.-]{{1,10}}://|www\.)[^\s，。；、：！？”》）){HAN}]+")
"""A web address; its last full stop may belong to the sentence."""
# 完成。 · 怎么办？！ · 怎么会？…… · “好。”
_STOP = lazy_pattern(rf"(?P<marks>[{SENTENCE_STOPS}]+…*)(?P<behind>{_BEHIND})\s*|\n\s*")
# It rose by 3 percent. The county … · It fell.” Then …; no dot before, so that a run is seen once
_FULL_STOP = lazy_pattern(r"(?<!\.)\.++[”’\"')]*+(?=\s++(?P<next>[A-Z0-9“\"‘(]))")
_PART = lazy_pattern(rf"(?<=[；;：:])(?={_ENUMERATOR.pattern})")
_STATEMENT = lazy_pattern(rf"[{STATEMENT_STOPS}\n]+[”’」』）)]*")
_CLAUSE = lazy_pattern(rf"[，,：:](?!\d{{3}}(?!\d))|[{STATEMENT_STOPS}\n]|——")
_BLANKS = lazy_pattern(r"\s*")
# “真的？”，他问。 · “好。”的评价 · （“好。”）。 · "Go!" he said: the sentence is not over.
_GOES_ON = lazy_pattern(r"[，、；：,;:的。！？!?…]|\s*[a-z]")
_LEADS_IN = CLAUSE_STOPS + "、\n "
_LONGEST_NAME = 15
"""Characters of a quoted name with ！or ？ in it: `“学法了吗？”活动`; what is longer is speech."""
_LONGEST_SENTENCE = 1000
"""Characters; people write none of 400. What is made of a sentence takes time that grows with the
square of it."""
_PAUSE = lazy_pattern("[，；、：]")
_LAST_WORD = lazy_pattern(r"[A-Za-z0-9.,%)\]-]*$")
_LONGEST_WORD = 20
_COUNTER = lazy_pattern(r"\d{1,3}|[A-Za-z]")
_INITIALS = lazy_pattern(r"(?:[A-Za-z]\.)*[A-Za-z]")
_WORD = lazy_pattern(r"\s*[“\"‘(]?([A-Za-z]*)")


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Give start and end of each sentence, closing marks and the blanks behind them included.

    In order; together they cover the text whole. A sentence ends at 。！？, at an English full
    stop and at a line feed, outside quotes and brackets or behind the quote that closes with
    it. An opening mark that its line never closes counts for nothing. The parts of
    一是…；二是… are sentences of their own, and so is what introduces them: `做好以下工作：`.
    What runs on for longer than people write is cut at its pauses.
    """
    return tuple(
        piece
        for start, end in _between(text, _sentence_ends(text))
        for piece in _pieces(text, start, end)
    )


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > _LONGEST_SENTENCE:
        pauses = [match.end() for match in _PAUSE.finditer(text, start, start + _LONGEST_SENTENCE)]
        cut = pauses[-1] if pauses else start + _LONGEST_SENTENCE
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def split_sentences(text: str) -> tuple[str, ...]:
    """Give the sentences of `text` as `sentence_spans` has them; joined they are `text`."""
    return tuple(text[start:end] for start, end in sentence_spans(text))


def statement_spans(text: str) -> tuple[Span, ...]:
    """Give the parts of `text` that each state one thing; together they cover it whole.

    A statement ends at 。！？；, at an English full stop and at a line feed, inside quotes and
    brackets too; closing quotes stay with it.
    """
    ends = [m.end() for m in _outside_links(_STATEMENT, text)]
    return tuple(_joined(text, sorted({*ends, *_full_stops(text)})))


def clause_spans(text: str) -> tuple[Span, ...]:
    """Give the clauses of `text` with their closing mark; together they cover it whole.

    A clause ends where a statement ends, and at ，：and ——. The comma of 12,345 ends none.
    """
    ends = [m.end() for m in _outside_links(_CLAUSE, text)]
    return tuple(_joined(text, sorted({*ends, *_full_stops(text)})))


def sentence_at(text: str, offset: int) -> Span:
    """Give the span of the sentence that holds `offset`; looks at its line alone."""
    low = text.rfind("\n", 0, offset) + 1
    stop = text.find("\n", offset)
    line = text[low : len(text) if stop < 0 else stop]
    start, end = span_at(sentence_spans(line) or ((0, len(line)),), offset - low)
    return low + start, low + end


def span_at(spans: Sequence[Span], offset: int) -> Span:
    """Give the one of `spans`, which lie in order, that holds `offset`, by binary search."""
    return spans[max(bisect_right(spans, offset, key=lambda span: span[0]) - 1, 0)]


def ends_sentence(text: str) -> bool:
    """Whether `text` closes with 。！or ？, quotes and brackets behind it or not."""
    return text.rstrip(CLOSERS + "\"'")[-1:] in tuple(SENTENCE_STOPS)


def enumerator_of(sentence: str) -> str:
    """Give the number that a sentence begins with: `一是`, `（2）`, `①`; empty for most."""
    match = _ENUMERATOR.match(sentence)
    return match.group() if match else ""


def stored_spans(text: str) -> Iterator[Span]:
    """Give the stretches by which a .docx that went out remembers its numbers.

    Cut at every 。！？；and line feed, the latter left out. Part of the file format: digests of
    these stretches stand in files that clerks hold, so this never changes with the rules above.
    """
    for match in re.finditer(r"[^。！？；\n]*[。！？；\n]?", text):
        if match.end() > match.start():
            yield match.start(), match.end() - (1 if match[0].endswith("\n") else 0)


def _sentence_ends(text: str) -> list[int]:
    partner = _partners(text)
    depths = _depths(partner, len(text))
    ends = {m.end() for m in _PART.finditer(text)}
    for match in _outside_links(_STOP, text):
        if "\n" in match.group() or not _is_within(text, match, partner):
            ends.add(match.end())
    for stop in _full_stops(text):
        blanks = _BLANKS.match(text, stop)
        ends.add(blanks.end() if blanks else stop)
    return sorted(end for end in ends if not depths[end])


def _is_within(text: str, stop: re.Match[str], partner: dict[int, int]) -> bool:
    """Whether the sentence goes on behind a stop and the quotes and brackets that close with it."""
    behind, place = stop["behind"], stop.end("marks")
    is_narrow = stop["marks"][-1] in "!?"
    if (behind or is_narrow) and _GOES_ON.match(text, stop.end("behind")):
        return True
    if not behind:
        return False
    if behind[0] in "》〉】〕":  # 印发《怎么办？》一书
        return True
    start = partner.get(place)
    if start is None or "。" in stop["marks"] or place - start > _LONGEST_NAME:
        return False
    if start == 0 or text[start - 1] in _LEADS_IN:  # 他问：“办了吗？”
        return False
    inside = text[start + 1 : stop.start()]
    return bool(text[stop.end() :][:1].strip()) and not any(c in CLAUSE_STOPS for c in inside)


def _full_stops(text: str) -> Iterator[int]:
    """Give the places behind English full stops that end a sentence, closing quotes included."""
    return (m.end() for m in _FULL_STOP.finditer(text) if _is_full_stop(text, m))


def _is_full_stop(text: str, stop: re.Match[str]) -> bool:
    at = stop.start()
    low = max(0, at - _LONGEST_WORD)
    found = _LAST_WORD.search(text, low, at)
    word = found.group() if found else ""
    before = text[low : at - len(word)].rstrip(" \t")
    if _COUNTER.fullmatch(word) and (not before or before[-1] in STATEMENT_STOPS + "：:.\n"):
        return False  # 1. Rules stand · A. Scope
    kinds = _abbreviations()
    kind = kinds.get(word) or kinds.get(word.capitalize(), "")
    is_digit = stop["next"].isdigit()
    if kind == "title" or (kind == "number" and is_digit):
        return False
    if kind == "word" or _INITIALS.fullmatch(word):
        following = _WORD.match(text, stop.end())
        return following is not None and kinds.get(following[1]) == "start"
    # 3. 5% is a number with a blank in it; The rate fell. 12 counties … are two sentences.
    return not is_digit or word[-1:].isalpha() or word[-1:] in (")", "%")


@cache
def _abbreviations() -> dict[str, str]:
    """Kind of each word of `knowledge/lexicons/abbreviations.tsv`."""
    return {row[0]: row[1] for row in lexicon_rows("abbreviations.tsv")}


def _outside_links(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Give the matches that begin outside web addresses: `?` in http://a.cn/x?y=1 asks nothing."""
    links = [(m.start(), m.start() + len(m.group().rstrip(".!?,;"))) for m in LINK.finditer(text)]
    place = 0
    for match in pattern.finditer(text):
        while place < len(links) and links[place][1] <= match.start():
            place += 1
        if place == len(links) or match.start() < links[place][0]:
            yield match


def _between(text: str, ends: Sequence[int]) -> Iterator[Span]:
    """Give the spans between `ends`; a blank one joins the next, the last stands for itself."""
    last = 0
    for end in ends:
        if text[last:end].strip():
            yield last, end
            last = end
    if last < len(text):
        yield last, len(text)


def _joined(text: str, ends: Sequence[int]) -> Iterator[Span]:
    starts = [0, *(end for end in ends if end < len(text))]
    if text:
        yield from zip(starts, (*starts[1:], len(text)), strict=True)


def _partners(text: str) -> dict[int, int]:
    """Give for each closing quote and bracket the offset of the one that it closes.

    One that is never closed in its line counts for nothing: it would swallow the rest.
    """
    partner: dict[int, int] = {}
    opened: list[int] = []
    for place, character in enumerate(text):
        if character == "\n":
            opened.clear()
        elif opened and any(_PARTNERS[text[o]] == character for o in opened[-3:]):
            while _PARTNERS[text[opened[-1]]] != character:
                opened.pop()
            partner[place] = opened.pop()
        elif character in _PARTNERS:
            opened.append(place)
    return partner


def _depths(partner: dict[int, int], length: int) -> list[int]:
    """Give for each offset how many quotes and brackets are open there."""
    steps = [0] * (length + 2)
    for end, start in partner.items():
        steps[start + 1] += 1
        steps[end + 1] -= 1
    return list(accumulate(steps))
