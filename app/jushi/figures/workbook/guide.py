"""What each column of a written workbook is for: `knowledge/lexicons/workbook_guide.tsv`."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from jushi.figures.workbook.lexicon import COLUMNS, Column
from jushi.resources import resource_path

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
    path = resource_path("knowledge", "lexicons", "workbook_guide.tsv")
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    by_name = {row[0]: row[1:] for row in rows}
    return {column: ColumnGuide(column, *by_name[column]) for column in COLUMNS}
