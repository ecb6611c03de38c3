"""Mentions of a sentence get facts of their own, so that the whole fits best."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st
from jushi.fidelity.assignment import assign


def test_two_rows_that_want_one_column_are_told_apart_by_the_sum() -> None:
    scores = [{7: 0.9, 8: 0.8}, {7: 0.9, 8: 0.1}]

    assert assign(scores) == [8, 7]


def test_a_row_without_options_stays_without() -> None:
    assert assign([{}, {3: 0.2}]) == [None, 3]


def test_nothing_to_assign_gives_nothing() -> None:
    assert assign([]) == []


@given(st.lists(st.dictionaries(st.integers(0, 4), st.floats(0.01, 1), max_size=4), max_size=4))
def test_no_other_assignment_is_worth_more(scores: list[dict[int, float]]) -> None:
    taken = assign(scores)

    worth = sum(row[c] for row, c in zip(scores, taken, strict=True) if c is not None)
    columns = [*range(5), *([None] * len(scores))]
    best = max(
        (
            sum(row.get(c, 0.0) for row, c in zip(scores, choice, strict=True) if c is not None)
            for choice in permutations(columns, len(scores))
        ),
        default=0.0,
    )
    assert worth >= best - 1e-9
    chosen = [c for c in taken if c is not None]
    assert len(chosen) == len(set(chosen))
