"""The outlines that ship, and which of them a workbook is for."""

from functools import cache
from pathlib import Path

from jushi.drafting import Outline, parse_outline
from jushi.errors import DraftError
from jushi.figures import FigureTable
from jushi.resources import resource_path

_FOLDER = resource_path("knowledge", "outlines")
_STATUTORY = "law-based-government.yaml"
_SHARE = 0.5
"""Least share of the figures that an outline must have a section for."""


@cache
def shipped_outlines() -> dict[str, Outline]:
    """Give the outlines that ship, by the names of their files."""
    return {path.name: _load(path) for path in sorted(_FOLDER.glob("*.yaml"))}


def statutory_outline() -> Outline:
    """Give the outline of the report on law-based government, which the rules ask for."""
    return shipped_outlines()[_STATUTORY]


def outline_for(table: FigureTable) -> Outline:
    """Give the shipped outline that has a section for most of the figures.

    Raises DraftError where none has one for half of them: the kind of report is not known.
    """
    best = max(shipped_outlines().values(), key=lambda outline: _fitting(table, outline))
    if _fitting(table, best) < max(1, len(table) * _SHARE):
        raise DraftError("services.unknown_kind_of_report", place="draft")
    return best


def _fitting(table: FigureTable, outline: Outline) -> int:
    words = [word for section in outline for word in section.indicators]
    return sum(any(word in figure.indicator for word in words) for figure in table)


def _load(path: Path) -> Outline:
    return parse_outline(path.read_text("utf-8"), path.name)
