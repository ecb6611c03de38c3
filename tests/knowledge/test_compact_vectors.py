"""Vectors in a byte a number find what the vectors themselves find."""

from collections.abc import Sequence

import numpy as np
import pytest
from jushi.knowledge.compact_vectors import CompactVectors
from jushi.knowledge.embedder import Vectors
from numpy.typing import NDArray

ROWS = np.arange(10, 2010, dtype=np.int64)
_DRAWN = np.random.default_rng(5).standard_normal((2000, 48)).astype(np.float32)
VECTORS: Vectors = _DRAWN / np.linalg.norm(_DRAWN, axis=1, keepdims=True)
ASKED: Vectors = VECTORS[700]


class Shelf:
    """Vectors by row, and which rows were asked for."""

    def __init__(self) -> None:
        self.by_row = {int(row): VECTORS[n] for n, row in enumerate(ROWS)}
        self.read: list[int] = []

    def __call__(self, rows: Sequence[int]) -> dict[int, Vectors]:
        self.read += rows
        return {row: self.by_row[row] for row in rows if row in self.by_row}


def nearest(rows: NDArray[np.int64], limit: int) -> list[int]:
    order = np.argsort(-(VECTORS[rows - 10] @ ASKED), kind="stable")
    return [int(row) for row in rows[order[:limit]]]


@pytest.mark.parametrize("step", [1, 3, 40], ids=["all", "a third", "a fortieth"])
def test_the_nearest_of_the_allowed_rows_are_those_of_the_whole_vectors(step: int) -> None:
    compact = CompactVectors(Shelf())

    found = compact.nearest(ASKED, ROWS[::step], ROWS, 20)

    assert found == nearest(ROWS[::step], 20)


def test_one_choice_of_rows_after_another_finds_as_if_each_came_first() -> None:
    compact = CompactVectors(Shelf())

    for part in (ROWS[1::2], ROWS[::3], ROWS[900:], ROWS):
        assert compact.nearest(ASKED, part, ROWS, 10) == nearest(part, 10)


def test_a_vector_that_is_held_is_read_again_only_where_it_is_among_the_best() -> None:
    shelf = Shelf()
    compact = CompactVectors(shelf)
    compact.nearest(ASKED, ROWS, ROWS, 10)
    shelf.read.clear()

    compact.nearest(ASKED, ROWS, ROWS, 10)

    assert len(shelf.read) == 20


def test_rows_that_went_are_not_found_and_are_let_go() -> None:
    shelf = Shelf()
    compact = CompactVectors(shelf)
    best = compact.nearest(ASKED, ROWS, ROWS, 1)[0]
    del shelf.by_row[best]
    stays = ROWS[best != ROWS]

    assert compact.nearest(ASKED, stays, stays, 5) == nearest(stays, 5)


def test_fewer_rows_than_wanted_are_all_given() -> None:
    assert len(CompactVectors(Shelf()).nearest(ASKED, ROWS[:3], ROWS, 50)) == 3


def test_no_row_gives_none() -> None:
    assert CompactVectors(Shelf()).nearest(ASKED, ROWS[:0], ROWS, 5) == []
