"""Counters and the words of cells, as the lexicon tells them."""

import pytest
from jushi.lexicon import all_counters, cell_words, count_the_same
from jushi.numbers import read_mentions


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("人", "名", True), ("场次", "场", True), ("人", "人次", False), ("件", "起", False)],
)
def test_counters_of_one_thing_agree(one: str, other: str, same: bool) -> None:
    assert count_the_same(one, other) is same


@pytest.mark.parametrize("role", ["documents", "light", "apart", "leads"])
def test_every_counter_is_a_unit_that_a_text_may_hold(role: str) -> None:
    unknown = {
        counter
        for counter in all_counters(role)  # type: ignore[arg-type]
        if counter not in "区县省市国大步"
        and read_mentions(f"共办理205{counter}。")[0].unit is None
    }

    assert unknown == set()


def test_no_word_of_a_cell_means_two_things() -> None:
    total, subtotal, empty = cell_words("total"), cell_words("subtotal"), cell_words("empty")

    assert len({*total, *subtotal, *empty}) == len(total) + len(subtotal) + len(empty)
