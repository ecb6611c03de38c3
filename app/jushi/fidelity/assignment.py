"""Give each mention of a sentence a fact of its own so that the whole fits best."""

from collections.abc import Sequence

_NEVER = 1e9


def assign(scores: Sequence[dict[int, float]]) -> list[int | None]:
    """Choose for each row one column so that no column is taken twice and the sum is greatest.

    `scores[i]` maps the columns that row `i` may take to what that is worth; a row may stay
    without one, which is worth 0. Rows come back in order, None where nothing was taken.

    Source: shortest augmenting paths (Jonker and Volgenant 1987), on the small dense matrix
    that one sentence makes.
    """
    columns = sorted({column for row in scores for column in row})
    if not columns:
        return [None] * len(scores)
    place = {column: number for number, column in enumerate(columns)}
    width = len(columns) + len(scores)
    cost = [[_NEVER] * len(columns) + [0.0] * len(scores) for _ in scores]
    for i, row in enumerate(scores):
        for column, worth in row.items():
            cost[i][place[column]] = -worth
    taken = _solve(cost, width)
    return [columns[j] if j < len(columns) else None for j in taken]


def _solve(cost: list[list[float]], width: int) -> list[int]:
    """Column of each row in a cheapest full assignment; rows are no more than columns."""
    row_of = [-1] * (width + 1)
    prices = ([0.0] * len(cost), [0.0] * (width + 1))
    for start in range(len(cost)):
        row_of[width] = start
        here, came = _cheapest_path(cost, row_of, prices)
        while here != width:
            row_of[here] = row_of[came[here]]
            here = came[here]
    taken = [-1] * len(cost)
    for j in range(width):
        if row_of[j] >= 0:
            taken[row_of[j]] = j
    return taken


def _cheapest_path(
    cost: list[list[float]], row_of: list[int], prices: tuple[list[float], list[float]]
) -> tuple[int, list[int]]:
    """The free column that the newest row reaches most cheaply, and the way back from it.

    Updates the prices on the way, as the Hungarian method has it.
    """
    row_price, column_price = prices
    width = len(row_of) - 1
    here, slack = width, [float("inf")] * width
    came, used = [width] * width, [False] * (width + 1)
    while row_of[here] != -1:
        used[here] = True
        row = row_of[here]
        for j in range(width):
            reduced = cost[row][j] - row_price[row] - column_price[j]
            if not used[j] and reduced < slack[j]:
                slack[j], came[j] = reduced, here
        nearest = min((j for j in range(width) if not used[j]), key=slack.__getitem__)
        step = slack[nearest]
        for j in range(width + 1):
            if used[j]:
                row_price[row_of[j]] += step
                column_price[j] -= step
            elif j < width:
                slack[j] -= step
        here = nearest
    return here, came
