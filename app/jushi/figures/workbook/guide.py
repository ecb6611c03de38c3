"""What each column of a written workbook is for: `knowledge/lexicons/workbook_guide.tsv`."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from jushi.figures.workbook.lexicon import COLUMNS, Column
from jushi.resources import lexicon_rows

CellContent = str | Decimal | None
"""What is written into a cell; None and empty text leave it empty."""


@dataclass(frozen=True, slots=True)
class ColumnGuide:
    """What a person who fills in a column must know."""

    column: Column
    heading: str
    need: str
    """必填 or 可空."""
    meaning: str
    example: str


@cache
def load_guide() -> dict[Column, ColumnGuide]:
    """Load the guide of every column, in the order in which columns are written."""
    rows = lexicon_rows("workbook_guide.tsv")
    by_name = {row[0]: row[1:] for row in rows}
    return {column: ColumnGuide(column, *by_name[column]) for column in COLUMNS}
