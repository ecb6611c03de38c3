"""The words around a number, by how near they stand in the structure of the text."""

from bisect import bisect_left
from collections.abc import Container, Sequence
from operator import itemgetter

from jushi.facts import Token, on_grid, tokens_with_offsets
from jushi.fidelity.clause import Layout
from jushi.fidelity.structure import Span

_SAME_CLAUSE, _EARLIER_CLAUSE, _LATER, _HEADING = map(on_grid, (0.75, 0.6, 0.2, 0.3))

_STATEMENTS_BEFORE = tuple(map(on_grid, (0.4, 0.3, 0.22, 0.16)))
"""Weights of the statements before, nearest first: who is spoken of is named once a paragraph."""


class Zones:
    """Reads the words around one mention after the other; keeps what those of a sentence share."""

    def __init__(self, layout: Layout, masked: str, names: Container[Token] | None) -> None:
        """`masked` is the text without its numbers; words that `names` lacks are left out."""
        self.layout = layout
        self.masked = masked
        self.names = names
        self._around_of: tuple[Span, dict[Token, float], dict[Token, float]] | None = None
        self._tokens: dict[Span, tuple[list[int], list[Token]]] = {}

    def of(self, sentence: Span, clause: Span, own: Span, named: str | None) -> dict[Token, float]:
        """The words around a mention; of one that stands twice the nearer place counts."""
        starts, tokens = self._tokens_of(sentence)
        here, begin, end = (bisect_left(starts, at) for at in (clause[0], own[0], own[1]))
        far, near = self._around(sentence)
        zones = dict(far)  # from the least weight to the greatest
        zones.update(dict.fromkeys(tokens[end:], _LATER))
        if named:
            zones.update(dict.fromkeys(tokens[here:begin], _LATER))
        zones.update(near)
        zones.update(dict.fromkeys(tokens[:here], _EARLIER_CLAUSE))
        if named:
            zones.update(dict.fromkeys(self._known(tokens_with_offsets(named)), 1.0))
        else:
            zones.update(dict.fromkeys(tokens[here:begin], _SAME_CLAUSE))
            zones.update(dict.fromkeys(tokens[begin:end], 1.0))
        return zones

    def _known(self, found: Sequence[tuple[int, Token]]) -> list[Token]:
        if self.names is None:
            return [token for _, token in found]
        return [token for _, token in found if token in self.names]

    def _tokens_of(self, sentence: Span) -> tuple[list[int], list[Token]]:
        """The words of a sentence that some name has, and where they stand."""
        known = self._tokens.get(sentence)
        if known is None:
            names = self.names
            found = tokens_with_offsets(self.masked[sentence[0] : sentence[1]])
            if names is not None:
                found = [(offset, token) for offset, token in found if token in names]
            known = ([sentence[0] + offset for offset, _ in found], [token for _, token in found])
            if len(self._tokens) > 2 * len(_STATEMENTS_BEFORE):
                del self._tokens[next(iter(self._tokens))]
            self._tokens[sentence] = known
        return known

    def _around(self, sentence: Span) -> tuple[dict[Token, float], dict[Token, float]]:
        """The heading and the statements before: what weighs less than the words behind a
        mention, and what weighs more."""
        if self._around_of is None or self._around_of[0] != sentence:
            heading = tokens_with_offsets(self.layout.heading_before(sentence[0]))
            layers = [(_HEADING, self._known(heading))]
            paragraph = self.layout.paragraph_at(sentence[0])[0]
            place = sentence[0]
            for weight in _STATEMENTS_BEFORE:
                if place <= paragraph:
                    break
                before = self.layout.sentence_at(place - 1)
                starts, tokens = self._tokens_of(before)
                layers.append((weight, tokens[bisect_left(starts, paragraph) :]))
                place = before[0]
            far: dict[Token, float] = {}
            near: dict[Token, float] = {}
            for weight, tokens in sorted(layers, key=itemgetter(0)):
                (far if weight < _LATER else near).update(dict.fromkeys(tokens, weight))
            self._around_of = (sentence, far, near)
        return self._around_of[1:]
