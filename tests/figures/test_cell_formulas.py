"""Formula cells that no spreadsheet has computed: computed here, or told."""

import pytest
from jushi.figures import FigureTable, read_workbook
from openpyxl import Workbook

from tests.figures.books import book_bytes


def _read(formulas: dict[str, str], percent: str = "") -> FigureTable:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["项目", "预算数（万元）", "决算数（万元）", "完成情况"],
        ["基本支出", 900, 880.5, None],
        ["项目支出", 100, 99.5, None],
        ["其他支出", "—", None, None],
        ["支出合计", None, None, None],
    ):
        sheet.append(row)
    for cell, formula in formulas.items():
        sheet[cell] = formula
    if percent:
        sheet[percent].number_format = "0.0%"
    return read_workbook("f.xlsx", book_bytes(book))


def _value(table: FigureTable, cell: str) -> str | None:
    return next((str(each.value) for each in table if each.cell.cell == cell), None)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(B2:B4)", "1000"),
        ("=B2+B3", "1000"),
        ("=SUM($B$2:$B$3)-B3*2", "800"),
        ("=AVERAGE(B2:B4)", "500"),
        ("=ROUND(B2/7,2)", "128.57"),
        ("=(B2-B3)/B3*100", "800"),
        ("=C5", "980"),
    ],
)
def test_formula_over_cells_of_its_sheet_is_computed_and_told(formula: str, value: str) -> None:
    table = _read({"B5": formula, "C5": "=C2+C3"})

    assert _value(table, "B5") == value
    told = [dict(p.params)["cells"] for p in table.problems if p.code == "computed_formulas"]
    assert told == ["B5、C5"]


def test_percent_format_of_a_computed_cell_is_kept() -> None:
    table = _read({"D2": "=C2/B2", "D3": "=C3/B3"}, percent="D2")

    assert [(_value(table, "D2"), _value(table, "D3"))] == [("97.8333333333333", "0.995")]


@pytest.mark.parametrize(
    "formula", ["=VLOOKUP(A2,B2:C4,2)", "=旧表!B2", "=B5+1", "=A2+1", "=B2/B9", "=SUM(B2,"]
)
def test_formula_that_is_not_computed_is_told_at_its_cell(formula: str) -> None:
    table = _read({"B5": formula})

    assert _value(table, "B5") in (None, "None")
    assert "B5" in {p.where.cell for p in table.problems if p.where is not None}
