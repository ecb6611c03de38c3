"""Two rankings to one: reciprocal rank fusion."""

from collections.abc import Sequence
from dataclasses import dataclass

# Cormack, Clarke and Büttcher, SIGIR 2009: the constant of the original paper.
_K = 60
# Measured on Chinese official prose: meaning finds paraphrases that words miss, and words alone
# rank many look-alikes high; equal weights lose against dense search alone.
_DENSE_WEIGHT = 2.0
_LEXICAL_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """A row with its place in both rankings."""

    row: int
    score: float
    dense_rank: int | None
    """From 1."""
    lexical_rank: int | None


def fuse_rankings(dense: Sequence[int], lexical: Sequence[int]) -> tuple[Ranked, ...]:
    """Give the rows of both rankings, best first; equals in order of rows.

    One of them may be empty: the other then decides alone.
    """
    dense_rank = {row: n for n, row in enumerate(dense, start=1)}
    lexical_rank = {row: n for n, row in enumerate(lexical, start=1)}
    ranked = (
        Ranked(
            row,
            _share(dense_rank.get(row), _DENSE_WEIGHT)
            + _share(lexical_rank.get(row), _LEXICAL_WEIGHT),
            dense_rank.get(row),
            lexical_rank.get(row),
        )
        for row in dense_rank | lexical_rank
    )
    return tuple(sorted(ranked, key=lambda entry: (-entry.score, entry.row)))


def _share(rank: int | None, weight: float) -> float:
    return weight / (_K + rank) if rank else 0.0
