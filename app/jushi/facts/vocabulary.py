"""How well the words around a mention speak of an indicator: weighted character bigrams.

A bigram that few indicators share tells more than one that many share (inverse document
frequency; Spärck Jones 1972). Words need no segmenter, so 案件审结率 and 审结案件的比率 still meet.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from operator import add
from typing import NamedTuple

from jushi.characters import HAN
from jushi.lazy_pattern import lazy_pattern

_WORDS = lazy_pattern(rf"[{HAN}]+|[A-Za-z]+(?:-[A-Za-z]+)*|[A-Za-z]*\d+(?:\.\d+)?")
_LINKING = lazy_pattern(r"[的和与及等、，“”‘’《》（）()\s]+")
_ENGLISH_STOP = frozenset(
    ("the", "a", "an", "of", "in", "for", "and", "to", "by", "at", "on", "was", "were", "is", "are")
)

Token = str

_STEPS = 2**20


def on_grid(number: float) -> float:
    """`number` to the nearest 2**-20.

    Products of two such numbers add up without rounding, so that a score does not depend on the
    order of its words: that of a set differs from one run of Python to the next.
    """
    return round(number * _STEPS) / _STEPS


def tokens_with_offsets(text: str) -> list[tuple[int, Token]]:
    """Tokens of `text` with the offset of each: bigrams of Chinese runs, words of the rest.

    A Chinese run of one character gives that character.
    """
    found: list[tuple[int, Token]] = []
    for run in _WORDS.finditer(text):
        word, start = run.group(), run.start()
        if word[0] >= "\u3400":
            found.extend(enumerate(word, start))
            found.extend(enumerate(map(add, word, word[1:]), start))
        elif (stem := _stem(word)) not in _ENGLISH_STOP:
            found.append((start, stem))
    return found


def _stem(word: str) -> str:
    lower = word.lower()
    return lower[:-1] if len(lower) > 3 and lower.endswith("s") else lower


def phrase_tokens(phrase: str) -> tuple[Token, ...]:
    """Tokens of an indicator, sorted; 和, 的 and the like neither count nor part its words."""
    kept = _LINKING.sub("\0", phrase)
    tokens = {token for _, token in tokens_with_offsets(kept)}
    if kept != phrase:
        joined = _LINKING.sub("", phrase)
        tokens.update(token for _, token in tokens_with_offsets(joined))
    return tuple(sorted(tokens))


@dataclass(frozen=True, slots=True)
class Wording:
    """The ways to name one thing that is measured: its indicator and its aliases."""

    phrases: tuple[tuple[Token, ...], ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words around a mention, weighed once for all names that are held against them."""

    gains: dict[Token, float]
    """Words that some name has: their weight times how near they stand."""
    tokens: frozenset[Token]
    """The words of `gains`."""
    beside: dict[Token, float]
    """The same of the words right beside the mention."""
    beside_tokens: frozenset[Token]
    held: frozenset[Token]
    """Words so near that they are part of the mention's own name."""
    total: float
    """Weight of all words right beside the mention, those of no name too."""


class Match(NamedTuple):
    """How well the words around a mention name one thing; shares of 0 to 1."""

    covered: float
    """How much of its best phrase stands around the mention."""
    explained: float
    """How much of the words right beside the mention it has."""
    own: float
    """How much of its best phrase stands right beside the mention."""
    whole: frozenset[Token]
    """Its longest phrase that stands whole beside the mention; empty if none does."""


class Vocabulary:
    """The tokens of all indicators: their weights, and which indicator holds which."""

    def __init__(self, wordings: Iterable[Wording]) -> None:
        self.wordings = tuple(wordings)
        sets = [tuple(map(frozenset, wording.phrases)) for wording in self.wordings]
        self._all = [frozenset[Token]().union(*phrases) for phrases in sets]
        postings: dict[Token, list[int]] = defaultdict(list)
        for number, tokens in enumerate(self._all):
            for token in tokens:
                postings[token].append(number)
        self._postings = dict(postings)
        count = len(self.wordings)
        self._weights = {
            token: on_grid(math.log(1 + count / len(holders)))
            for token, holders in postings.items()
        }
        weigh = self._weights.__getitem__
        self._phrases = [
            tuple((phrase, sum(map(weigh, phrase))) for phrase in phrases if phrase)
            for phrases in sets
        ]
        """Of each wording its phrases with what all their tokens weigh."""
        self.rare = on_grid(math.log(1 + count))
        """Weight of a token that no indicator holds."""

    @property
    def words(self) -> Set[Token]:
        """The tokens that some wording has."""
        return self._weights.keys()

    def weight(self, token: Token) -> float:
        """How much `token` tells, in nats; the most for a token of no indicator."""
        return self._weights.get(token, self.rare)

    def gains(self, zones: Mapping[Token, float]) -> dict[Token, float]:
        """The tokens of `zones` that some wording has, with weight times nearness."""
        weights = self._weights
        return {token: weights[token] * near for token, near in zones.items() if token in weights}

    def surroundings(
        self,
        gains: dict[Token, float],
        head: Mapping[Token, float],
        stands: float,
    ) -> Surroundings:
        """What `match` takes: `gains` of all words, and `head`, those right beside the mention.

        From `stands` on a word of `head` is part of the mention's name.
        """
        words, total = self.weighted(head)
        beside = {token: words[token] for token in words.keys() & self._weights.keys()}
        held = frozenset(token for token, near in head.items() if near >= stands)
        return Surroundings(gains, frozenset(gains), beside, frozenset(beside), held, total)

    def candidates(self, gains: Mapping[Token, float], limit: int) -> list[int]:
        """Numbers of the wordings that share most with `gains`, best first, `limit` at most.

        Rare tokens are looked up first and the look-up ends after a fixed number of postings, so
        the cost does not grow with the number of figures.
        """
        budget = 60 * limit
        postings = self._postings
        ordered: Iterable[Token] = gains
        if sum(map(len, map(postings.__getitem__, gains))) > budget:
            ordered = sorted(sorted(gains), key=gains.__getitem__, reverse=True)
        found: dict[int, float] = {}
        known = found.get  # most wordings are met once: quicker than a defaultdict
        for token in ordered:
            holders = postings[token]
            left = budget - len(holders)
            if left < 0 and found:
                continue
            budget = left
            gain = gains[token]
            for number in holders:
                found[number] = known(number, 0.0) + gain
        if len(found) > limit:
            least = sorted(found.values(), reverse=True)[limit - 1]
            found = {number: gain for number, gain in found.items() if gain >= least}
        return [number for _, number in sorted((-gain, number) for number, gain in found.items())][
            :limit
        ]

    def tokens(self, number: int) -> frozenset[Token]:
        """All tokens of wording `number`, whatever the phrase."""
        return self._all[number]

    def match(self, number: int, around: Surroundings, absent: float) -> Match:
        """Hold wording `number` against the words around a mention; its best phrase counts.

        Tokens that stand nowhere weigh `absent` of their weight in the denominator of what is
        covered: a report may well leave out half of what the workbook calls a thing.
        """
        weigh, gain, beside = self._weights.__getitem__, around.gains.__getitem__, around.beside
        tokens, beside_tokens, held = around.tokens, around.beside_tokens, around.held
        covered, explained, own = 0.0, 0.0, 0.0
        whole: frozenset[Token] = frozenset()
        for phrase, total in self._phrases[number]:
            if common := phrase & tokens:
                gained, present = sum(map(gain, common)), sum(map(weigh, common))
                possible = present + (total - present) * absent
                if gained > covered * possible:
                    covered = gained / possible
            if near := phrase & beside_tokens:
                if (worth := sum(map(beside.__getitem__, near))) > explained:
                    explained = worth
                if (share := sum(map(weigh, near)) / total) > own:
                    own = share
                if near == phrase and len(phrase) > len(whole) and phrase <= held:
                    whole = phrase
        return Match(covered, explained / around.total if explained else 0.0, own, whole)

    def coverage(self, number: int, zones: Mapping[Token, float], absent: float) -> float:
        """Share, 0 to 1, of wording `number` that stands in `zones`, as `match` has it."""
        return self.match(number, self.surroundings(self.gains(zones), {}, 1.0), absent).covered

    def weighted(self, head: Mapping[Token, float]) -> tuple[dict[Token, float], float]:
        """The words next to a mention with their weight, and the weight of all of them."""
        known, rare = self._weights.get, self.rare
        weights = {token: known(token, rare) * near for token, near in head.items()}
        return weights, sum(weights.values())

    def explained(self, number: int, head: Mapping[Token, float], total: float) -> float:
        """Share, 0 to 1, of the weighted words next to a mention that wording `number` has."""
        if not total:
            return 0.0
        best = 0.0
        for phrase, _ in self._phrases[number]:
            best = max(best, sum(head[token] for token in phrase & head.keys()))
        return best / total
