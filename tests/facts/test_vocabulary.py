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


def test_a_name_is_covered_by_its_best_phrase_and_whole_only_where_all_of_it_stands() -> None:
    words = vocabulary_of(("行政复议案件", "复议"), ("行政应诉案件",))
    head = dict.fromkeys(phrase_tokens("复议"), 1.0)
    zones = dict.fromkeys(phrase_tokens("行政机关的复议"), 1.0)
    around = words.surroundings(words.gains(zones), head, stands=0.5)

    first, second = (words.match(number, around, absent=0.35) for number in (0, 1))

    assert (first.covered, first.own) == (1.0, 1.0)
    assert first.whole == frozenset(phrase_tokens("复议"))
    assert 0 < second.covered < 1
    assert second.whole == frozenset()


def test_candidates_are_those_that_share_most_the_least_number_first_of_equals() -> None:
    words = vocabulary_of(("乙村人口",), ("甲村人口",), ("丙村人口",), ("甲镇面积",))
    zones = words.gains(dict.fromkeys(phrase_tokens("甲村的人口"), 1.0))

    assert words.candidates(zones, 2) == [1, 0]
    assert words.candidates(zones, 9) == [1, 0, 2, 3]
