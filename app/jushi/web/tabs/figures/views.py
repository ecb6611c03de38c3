"""What the parts of 数据 show, as plain values for their templates."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any, get_args

from jushi.messages import Language, wordings
from jushi.records import Report
from jushi.services.workspace import (
    EDITABLE,
    CellView,
    FigurePlan,
    FigureRow,
    FigureState,
    SheetView,
    tell_cell,
)
from jushi.web.page_context import PageContext
from jushi.web.readings_panel import readings_view

View = dict[str, Any]

_COLUMNS = (
    "indicator",
    "this_year",
    "last_year",
    "change",
    "unit",
    "period",
    "figures_subject",
    "state",
    "used_in",
    "source_cell",
)
_BEFORE_CHANGE = ("value", "previous")
_MOST_CELLS = 60
"""Changed cells that are listed; a whole workbook of another year has hundreds."""


def grid_view(report: Report, rows: Sequence[FigureRow], language: Language) -> View:
    """The figure table, problems at their rows."""
    words = wordings("page", language)
    counts: Counter[str] = Counter(row.state for row in rows)
    files = f"/files/{report.id}/{language}"
    return {
        "words": words,
        "columns": [words[name] for name in _COLUMNS],
        "counts": [
            {"c": name, "t": words[f"figures_{name}"], "n": counts[name]}
            for name in get_args(FigureState)
            if counts[name]
        ],
        "rows": [_row(row, words) for row in rows],
        "workbook": f"{files}/figures.xlsx",
        "template": f"{files}/template.xlsx",
    }


def plan_view(plan: FigurePlan, language: Language) -> View:
    """What a change of figures does: cells, and sentences before and after."""
    words = wordings("page", language)
    if not plan.faults and not plan.notes and plan.change is None:
        return {"head": "", "faults": [], "kept": False}
    head = words["figures_plan"].format(cells=len(plan.cells), sentences=len(plan.effects))
    more = len(plan.cells) - _MOST_CELLS
    return {
        "head": words["figures_faults"].format(n=len(plan.faults)) if plan.faults else head,
        "cells": [
            {
                "indicator": cell.indicator,
                "field": words[f"figures_field_{cell.field}"],
                "before": cell.before or words["figures_nothing"],
                "after": cell.after or words["figures_nothing"],
            }
            for cell in plan.cells[:_MOST_CELLS]
        ],
        "more": words["figures_more"].format(n=more) if more > 0 else "",
        "effects": [
            {
                "section": effect.section or words["draft_lead"],
                "pieces": [{"c": kind, "t": text} for kind, text in effect.pieces],
                "by_hand": "；".join(effect.by_hand),
            }
            for effect in plan.effects
        ],
        "problems": list(plan.problems),
        "notes": list(plan.notes),
        "faults": [{"id": name, "field": field, "text": why} for name, field, why in plan.faults],
        "kept": False,
    }


def sheets_view(
    sheets: Sequence[SheetView], corrections: Collection[str], context: PageContext
) -> View:
    """The sheets of a workbook as they stand, each cell with what it was read as."""
    words = context.words
    counts = Counter(cell.role for sheet in sheets for _, row in sheet.rows for cell in row)
    return {
        "words": words,
        "legend": [
            {"c": role, "t": words[f"sheet_{role}"], "n": counts[role]}
            for role in ("figure", "told", "fault", "period", "unit", "label")
            if counts[role]
        ],
        "sheets": [
            {
                "name": sheet.name,
                "doubts": readings_view(sheet.doubts, context),
                "columns": list(sheet.columns),
                "rows": [
                    {"n": number, "cells": [_sheet_cell(cell, corrections) for cell in row]}
                    for number, row in sheet.rows
                ],
                "more": words["sheet_more"].format(n=sheet.left_out) if sheet.left_out else "",
            }
            for sheet in sheets
        ],
    }


def _sheet_cell(cell: CellView, corrections: Collection[str]) -> View:
    read = " ".join(part for part in (cell.indicator, cell.unit, cell.period) if part)
    return {
        "t": cell.text,
        "c": cell.role + (" corrected" if cell.address in corrections else ""),
        "address": cell.address if cell.role == "figure" else "",
        "indicator": cell.indicator,
        "unit": cell.unit,
        "period": cell.period,
        "title": "\n".join(part for part in (read, cell.told) if part),
    }


def _row(row: FigureRow, words: dict[str, str]) -> View:
    figure = row.figure
    change = ""
    if figure.value is not None and figure.previous is not None:
        change = f"{figure.value - figure.previous:+f}"
    fields = [
        {
            "field": field,
            "t": tell_cell(figure, field),
            "c": "number" if field in _BEFORE_CHANGE else "",
            "label": f"{figure.indicator} {words[f'figures_field_{field}']}",
        }
        for field in EDITABLE
    ]
    return {
        "id": figure.id,
        "c": row.state,
        "indicator": figure.indicator,
        "before": [f for f in fields if f["field"] in _BEFORE_CHANGE],
        "change": change,
        "after": [f for f in fields if f["field"] not in _BEFORE_CHANGE],
        "state": row.state,
        "state_text": words[f"figures_{row.state}"],
        "state_label": f"{figure.indicator} {words[f'figures_{row.state}']}",
        "problems": list(row.problems),
        "sections": list(row.sections),
        "stands": str(figure.cell),
    }
