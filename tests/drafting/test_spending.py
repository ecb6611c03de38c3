"""What a draft costs, and what the rest will at that rate."""

from decimal import Decimal

import pytest
from jushi.drafting.model_writer import Spending


@pytest.mark.parametrize(
    ("left", "at_once", "tokens_left", "wait_s"),
    [(4, 4, 800, 20), (4, 2, 800, 40), (2, 4, 400, 20), (5, 4, 1000, 25), (0, 4, 0, 0)],
    ids=["one round", "two rounds", "fewer than slots", "one over", "all written"],
)
def test_the_rest_costs_what_the_written_cost_on_average(
    left: int, at_once: int, tokens_left: int, wait_s: int
) -> None:
    spending = Spending([(100, Decimal(10)), (300, Decimal(30))], left, at_once)

    assert (spending.tokens, spending.seconds) == (400, Decimal(40))
    assert (spending.tokens_left, spending.wait_s) == (tokens_left, wait_s)


def test_before_anything_is_written_nothing_is_estimated() -> None:
    spending = Spending([], 9)

    assert spending.tokens == 0
    assert spending.tokens_left is None
    assert spending.wait_s is None
