"""Taking out of a sentence the clauses whose figures are gone, so that what stays is a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from jushi.drafting.composing_words import composing_words
from jushi.numbers import Mention
from jushi.text import CLAUSE_STOPS, CLOSERS, OPENERS, SENTENCE_STOPS, Edit

_RANK = {"、": 0, "和": 0, "及": 0, "，": 1, ",": 1, "：": 1, "；": 2, ";": 2}
_FEWEST_CHARS = 6
"""What is left of a sentence without a number must be at least this long to be worth keeping."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """What becomes of a sentence."""

    edits: tuple[Edit, ...]
    """Removals and the mending around them; offsets count characters of the sentence."""
    removed: tuple[tuple[int, int], ...]
    """Spans that go, in order."""
    is_whole: bool
    """Whether nothing worth keeping stays."""


@dataclass(slots=True)
class _Segment:
    """A clause, or an item of a list of numbers, with the mark that closes it."""

    start: int
    end: int
    mark: str
    is_item: bool
    """Whether it goes on a list: 修改1件 of 保留91件、修改1件."""
    mentions: list[int]
    is_lost: bool = False
    is_stale: bool = False


def prune(
    sentence: str,
    data: Sequence[Mention],
    *,
    lost: frozenset[int],
    leaners: frozenset[int],
    stale: Sequence[tuple[int, int]] = (),
) -> Pruned:
    """Take out of `sentence` the clauses that hold a lost mention, and those that hang on one.

    So go the clauses that overlap one of the `stale` spans.

    `data` are its data mentions, `lost` the numbers of those without a figure, `leaners` the
    numbers of those whose words borrow what they measure from a mention before them (办结率).
    """
    if not lost and not stale:
        return Pruned((), (), False)
    segments = _segments(sentence, data)
    _lose(segments, sentence, lost, leaners)
    for segment in segments:
        segment.is_stale = any(a < segment.end and segment.start < b for a, b in stale)
        segment.is_lost = segment.is_lost or segment.is_stale
    _lose_loose_ends(segments, sentence, leaners)
    kept = [segment for segment in segments if not segment.is_lost]
    text = "".join(sentence[s.start : s.end] for s in kept).strip(CLAUSE_STOPS + "、 ")
    holds_number = any(segment.mentions for segment in kept)
    if not kept or (not holds_number and len(text) < _FEWEST_CHARS):
        return Pruned((), ((0, len(sentence)),), True)
    removed = tuple((s.start, s.end + len(s.mark)) for s in segments if s.is_lost)
    return Pruned(tuple(_edits(segments, sentence)), removed, False)


def _segments(sentence: str, data: Sequence[Mention]) -> list[_Segment]:
    ends = {mention.end for mention in data}
    inside = {offset for m in data for offset in range(m.start, m.end)}
    segments: list[_Segment] = []
    start, depth, is_item = 0, 0, False
    for offset, character in enumerate(sentence):
        if character in OPENERS:
            depth += 1
        elif character in CLOSERS:
            depth = max(0, depth - 1)
        if depth or offset in inside or character not in _RANK or offset < start:
            continue
        is_list = _RANK[character] == 0
        if is_list and (offset not in ends or "分别" in sentence[start:offset]):
            continue
        segments.append(_Segment(start, offset, character, is_item, []))
        start, is_item = offset + 1, is_list
    tail = len(sentence) - len(sentence.rstrip(SENTENCE_STOPS + "；. ”’"))
    closing = sentence[len(sentence) - tail :] if tail else ""
    if sentence[start : len(sentence) - tail]:
        segments.append(_Segment(start, len(sentence) - tail, closing, is_item, []))
    elif segments:
        segments[-1].mark += closing
    for number, mention in enumerate(data):
        for segment in segments:
            if segment.start <= mention.start < segment.end:
                segment.mentions.append(number)
    return segments


def _lose(
    segments: list[_Segment], sentence: str, lost: frozenset[int], leaners: frozenset[int]
) -> None:
    """Mark the segments that hold a lost mention, and those that depend on what went."""
    words = composing_words()
    above_lost = last_lost = list_lost = False
    for segment in segments:
        text = sentence[segment.start : segment.end].lstrip()
        leans = bool(leaners & set(segment.mentions))
        depends = words.dependent.match(text) is not None
        if segment.is_item:
            segment.is_lost = list_lost
        else:
            list_lost = (leans and above_lost) or (depends and (above_lost or last_lost))
            segment.is_lost = list_lost
        if lost & set(segment.mentions):
            segment.is_lost = True
        if segment.mentions:
            last_lost = segment.is_lost
        if segment.mentions and not (leans or depends or segment.is_item):
            above_lost = segment.is_lost


def _lose_loose_ends(segments: list[_Segment], sentence: str, leaners: frozenset[int]) -> None:
    """Lose what cannot stand without the clause that went: lead-ins before, results behind."""
    words = composing_words()
    for place in range(len(segments) - 1, 0, -1):
        before = segments[place - 1]
        text = sentence[before.start : before.end].strip()
        leans = words.leaning.match(text) is not None or text.endswith(words.leading_on)
        if segments[place].is_lost and not before.mentions and leans:
            before.is_lost = True
    _lose_results(segments, sentence)
    standing = False
    for segment in segments:
        is_result = not segment.mentions or bool(leaners & set(segment.mentions))
        if not segment.is_lost and is_result and not standing:
            # The first clause stands by itself; a later one needs a kept clause to follow on.
            segment.is_lost = segment is not segments[0]
        standing = standing or not segment.is_lost


def _lose_results(segments: list[_Segment], sentence: str) -> None:
    """Lose what a lost number led to: 共计1700余人参加了培训，实现培训全覆盖."""
    follows_lost = False
    for segment in segments:
        text = sentence[segment.start : segment.end].lstrip()
        if segment.is_item:
            follows_lost = follows_lost and segment.is_lost
        elif segment.mentions or segment.is_stale or composing_words().afresh.match(text):
            follows_lost = segment.is_lost
        elif follows_lost:
            segment.is_lost = True


def _edits(segments: list[_Segment], sentence: str) -> list[Edit]:
    words = composing_words()
    edits: list[Edit] = []
    last_kept: _Segment | None = None
    owed = ""
    for place, segment in enumerate(segments):
        text = sentence[segment.start : segment.end]
        if segment.is_lost:
            edits.append((segment.start, segment.end + len(segment.mark), ""))
            if not segment.is_item and text.lstrip().startswith("其中") and last_kept is not None:
                owed = "其中"
            continue
        if last_kept is None and place:
            match = words.connective.match(text)
            lead = segment.start + (match.end() if match else 0)
            if match:
                edits.append((segment.start, lead, ""))
        elif owed and segment.is_item and not text.lstrip().startswith(owed):
            edits.append((segment.start, segment.start, owed))
        owed = ""
        last_kept = segment
        edits.extend(_closing(segments, place))
    return edits


def _closing(segments: list[_Segment], place: int) -> list[Edit]:
    """The mark behind a kept segment, as strong as that of the lost ones that follow it."""
    own = segments[place]
    mark = own.mark
    for following in segments[place + 1 :]:
        if not following.is_lost:
            break
        if _strength(following.mark) >= _strength(mark):
            mark = following.mark
    if mark == own.mark:
        return []
    return [(own.end, own.end + len(own.mark), mark)]


def _strength(mark: str) -> int:
    return _RANK.get(mark, 3)
