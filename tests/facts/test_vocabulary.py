"""Scores of names: what they are made of, and that they are the same on every run."""

import random

from jushi.facts import Vocabulary, on_grid, phrase_tokens
from jushi.facts.vocabulary import Wording


def vocabulary_of(*names: tuple[str, ...]) -> Vocabulary:
    return Vocabulary(Wording(tuple(map(phrase_tokens, phrases))) for phrases in names)


def test_a_score_does_not_depend_on_the_order_of_its_words() -> None:
    """The order of a set of words differs from run to run, and with it that of the sum."""
    words = vocabulary_of(("行政复议案件受理数",), ("行政应诉案件数",), ("法律援助案件办结率",))
    rng = random.Random(7)
    held = [(token, on_grid(rng.random())) for token in sorted(phrase_tokens("行政复议案件办结数"))]
    sums = set()
    for _ in range(200):
        rng.shuffle(held)
        total = 0.0
        for token, near in held:
            total += words.weight(token) * near
        sums.add(total)

    assert len(sums) == 1
