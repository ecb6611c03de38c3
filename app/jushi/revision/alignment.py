"""Which sentence became which, and which characters of it changed."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import Literal

Pair = tuple[int | None, int | None]
Piece = tuple[Literal["same", "removed", "added"], str]

SAME_SENTENCE = 0.4
"""Least likeness of two sentences that are one, changed; below it one goes and another comes."""
MOVED_SENTENCE = 0.85
MOST_CELLS = 250_000
"""Of one alignment table: 500 changed sentences against 500; beyond, they are paired in order."""
_MOST_PAIRS = 4_000_000
"""Of two texts, whose sentences are all compared where all are the same: 2,000 against 2,000."""
_MOST_TOKENS = 3_000
# A number is one token, so that 136→163 shows as one change and not as two swapped digits.
_TOKEN = re.compile(r"\d[\d,.，．]*\d|\d|[A-Za-z]+|\s+|.", re.DOTALL)


def align(before: Sequence[str], after: Sequence[str]) -> tuple[Pair, ...]:
    """Pair the sentences of two texts, in order; None where a sentence has no partner.

    Sentences removed come before those added at the same place.
    """
    if len(before) * len(after) > _MOST_PAIRS:
        return tuple(_align_long(before, after))
    pairs: list[Pair] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            pairs += zip(range(a1, a2), range(b1, b2), strict=True)
        else:
            pairs += _align_changed(before[a1:a2], after[b1:b2], a1, b1)
    return tuple(pairs)


def _align_long(before: Sequence[str], after: Sequence[str]) -> Iterator[Pair]:
    """Pair texts too long to be compared sentence by sentence: the same beginning, the same end,
    and what stands between in order."""
    shorter = min(len(before), len(after))
    head = next((n for n in range(shorter) if before[n] != after[n]), shorter)
    left = shorter - head
    tail = next((n for n in range(left) if before[-1 - n] != after[-1 - n]), left)
    yield from ((n, n) for n in range(head))
    ours, theirs = before[head : len(before) - tail], after[head : len(after) - tail]
    if len(ours) * len(theirs) > _MOST_PAIRS:
        yield from _align_changed(ours, theirs, head, head)
    else:
        for a, b in align(ours, theirs):
            yield None if a is None else a + head, None if b is None else b + head
    yield from ((len(before) - n, len(after) - n) for n in range(tail, 0, -1))


def likeness(a: str, b: str) -> float:
    """Give how much two sentences share, 0 to 1: Dice's measure over pairs of characters."""
    ours, theirs = _grams(a), _grams(b)
    total = len(ours) + len(theirs)
    return 2 * len(ours & theirs) / total if total else float(a == b)


def mark_characters(before: str, after: str) -> tuple[Piece, ...]:
    """Give `after` as a change of `before`: the smallest marks, numbers and words kept whole.

    The pieces `same` and `removed` joined give `before`, `same` and `added` joined `after`.
    """
    ours, theirs = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(ours), len(theirs)) > _MOST_TOKENS:
        return tuple(p for p in (("removed", before), ("added", after)) if p[1])
    pieces: list[Piece] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(ours[a1:a2])))
            continue
        if a2 > a1:
            pieces.append(("removed", "".join(ours[a1:a2])))
        if b2 > b1:
            pieces.append(("added", "".join(theirs[b1:b2])))
    return tuple(pieces)


def equal_blocks(before: str, after: str) -> Iterator[tuple[int, int, int]]:
    """Give start and end in `before` of each stretch that stands in `after`, and its shift."""
    at_before = at_after = 0
    for kind, text in mark_characters(before, after):
        if kind == "same":
            yield at_before, at_before + len(text), at_after - at_before
        at_before += len(text) if kind != "added" else 0
        at_after += len(text) if kind != "removed" else 0


@cache
def _grams(text: str) -> frozenset[str]:
    bare = "".join(text.split())
    return frozenset(bare[n : n + 2] for n in range(max(len(bare) - 1, 1)))


def _align_changed(
    before: Sequence[str], after: Sequence[str], first: int, second: int
) -> Iterator[Pair]:
    """Pair two stretches without an equal sentence so that the summed likeness is greatest."""
    if len(before) * len(after) > MOST_CELLS:
        yield from ((first + n, second + n) for n in range(min(len(before), len(after))))
        yield from ((first + n, None) for n in range(len(after), len(before)))
        yield from ((None, second + n) for n in range(len(before), len(after)))
        return
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    alike = [[_worth(a, b) for b in after] for a in before]
    for i in range(len(before) - 1, -1, -1):
        for j in range(len(after) - 1, -1, -1):
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    i = j = 0
    while i < len(before) or j < len(after):
        both_left = i < len(before) and j < len(after)
        if both_left and alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            yield first + i, second + j
            i, j = i + 1, j + 1
        elif i < len(before) and (j == len(after) or best[i][j] == best[i + 1][j]):
            yield first + i, None
            i += 1
        else:
            yield None, second + j
            j += 1


def _worth(a: str, b: str) -> float:
    found = likeness(a, b)
    return found if found >= SAME_SENTENCE else 0.0
