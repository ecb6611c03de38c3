"""How well the words around a mention speak of an indicator: weighted character bigrams.

A bigram that few indicators share tells more than one that many share (inverse document
frequency; Spärck Jones 1972). Words need no segmenter, so 案件审结率 and 审结案件的比率 still meet.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

_WORDS = re.compile(r"[\u3400-\u9fff]+|[A-Za-z]+(?:-[A-Za-z]+)*|[A-Za-z]*\d+(?:\.\d+)?")
_LINKING = re.compile(r"[的和与及等、，“”‘’《》（）()\s]+")
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
            found.extend((start + i, character) for i, character in enumerate(word))
            found.extend((start + i, word[i : i + 2]) for i in range(len(word) - 1))
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
    joined = _LINKING.sub("", phrase)
    return tuple(sorted(tokens | {token for _, token in tokens_with_offsets(joined)}))


@dataclass(frozen=True, slots=True)
class Wording:
    """The ways to name one thing that is measured: its indicator and its aliases."""

    phrases: tuple[tuple[Token, ...], ...]


class Vocabulary:
    """The tokens of all indicators: their weights, and which indicator holds which."""

    def __init__(self, wordings: Iterable[Wording]) -> None:
        self.wordings = tuple(wordings)
        self._sets = [tuple(map(frozenset, wording.phrases)) for wording in self.wordings]
        self._all = [frozenset().union(*phrases) for phrases in self._sets]
        self._postings: dict[Token, list[int]] = defaultdict(list)
        for number, wording in enumerate(self.wordings):
            for token in sorted({token for phrase in wording.phrases for token in phrase}):
                self._postings[token].append(number)
        count = len(self.wordings)
        self._weights = {
            token: on_grid(math.log(1 + count / len(postings)))
            for token, postings in self._postings.items()
        }
        self._totals = [
            tuple(sum(self._weights[token] for token in phrase) for phrase in phrases)
            for phrases in self._sets
        ]
        self.rare = on_grid(math.log(1 + count))
        """Weight of a token that no indicator holds."""

    def __contains__(self, token: Token) -> bool:
        return token in self._weights

    def weight(self, token: Token) -> float:
        """How much `token` tells, in nats; the most for a token of no indicator."""
        return self._weights.get(token, self.rare)

    def candidates(self, zones: Mapping[Token, float], limit: int) -> list[int]:
        """Numbers of the wordings that share most with `zones`, best first, `limit` at most.

        Rare tokens are looked up first and the look-up ends after a fixed number of postings, so
        the cost does not grow with the number of figures.
        """
        known = [token for token in zones if token in self._weights]
        known.sort(key=lambda token: (-self._weights[token] * zones[token], token))
        gains: dict[int, float] = defaultdict(float)
        budget = 60 * limit
        for token in known:
            postings = self._postings[token]
            if gains and budget < len(postings):
                continue
            budget -= len(postings)
            gain = self._weights[token] * zones[token]
            for number in postings:
                gains[number] += gain
        return sorted(gains, key=lambda number: (-gains[number], number))[:limit]

    def tokens(self, number: int) -> frozenset[Token]:
        """All tokens of wording `number`, whatever the phrase."""
        return self._all[number]

    def whole(self, number: int, held: Set[Token]) -> frozenset[Token]:
        """The longest phrase of wording `number` that stands whole in `held`; empty if none."""
        found = [phrase for phrase in self._sets[number] if phrase and phrase <= held]
        return max(found, key=len, default=frozenset())

    def coverage(self, number: int, zones: Mapping[Token, float], absent: float) -> float:
        """Share, 0 to 1, of wording `number` that stands in `zones`; its best phrase counts.

        Tokens that stand nowhere in `zones` weigh `absent` of their weight in the denominator: a
        report may well leave out half of what the workbook calls a thing.
        """
        best = 0.0
        for phrase, total in zip(self._sets[number], self._totals[number], strict=True):
            gained, present = 0.0, 0.0
            for token in phrase & zones.keys():
                weight = self._weights[token]
                present += weight
                gained += weight * zones[token]
            possible = present + (total - present) * absent
            if gained > best * possible:
                best = gained / possible
        return best

    def weighted(self, head: Mapping[Token, float]) -> tuple[dict[Token, float], float]:
        """The words next to a mention with their weight, and the weight of all of them."""
        weights = {token: self.weight(token) * near for token, near in head.items()}
        return weights, sum(weights.values())

    def explained(self, number: int, head: Mapping[Token, float], total: float) -> float:
        """Share, 0 to 1, of the weighted words next to a mention that wording `number` has."""
        if not total:
            return 0.0
        best = 0.0
        for phrase in self._sets[number]:
            best = max(best, sum(head[token] for token in phrase & head.keys()))
        return best / total
