"""How much of one file is read: rows, cells and characters, whatever the file claims of itself."""

from collections.abc import Sequence

from jushi.errors import FigureError
from jushi.sheets.sheet import LARGEST_BYTES, MOST_CELLS, MOST_ROWS, RawValue

LAST_ROW = 1_048_576
"""The last row of a spreadsheet."""
_MOST_GAPS = 2 * LAST_ROW
"""Empty rows above filled ones, of all sheets."""


def too_large(name: str) -> FigureError:
    """Give the error for a file whose content nobody could have meant to read here."""
    return FigureError(
        "figures.file_too_large", place=name, most_rows=MOST_ROWS, number=LARGEST_BYTES >> 20
    )


class Budget:
    """Rows, cells and characters that may still be read from one file.

    A cell may name a text that others name too, and a row may stand a million rows below the one
    before it: what is counted is what the reading makes of it.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._rows = MOST_ROWS
        self._gaps = _MOST_GAPS
        self._cells = MOST_CELLS
        self._chars = LARGEST_BYTES

    def spend(self, cells: Sequence[RawValue], gap: int) -> None:
        """Take off a row and the `gap` empty ones above it; FigureError where too few are left."""
        self._rows -= bool(cells)
        self._gaps -= gap
        self._cells -= len(cells)
        self._chars -= sum(len(cell) for cell in cells if type(cell) is str)
        if min(self._rows, self._gaps, self._cells, self._chars) < 0:
            raise too_large(self._name)
