"""A workbook as its sheets stand, each cell with what it was read as."""

import pytest
from jushi.errors import FigureError
from jushi.services import SourceFile
from jushi.services.workspace.sheet_view import SheetView, view_workbook

_TABLE = "2024年案件情况表,,\n项目,受理（件）,办结率\n民事,512,98.5%\n刑事,—,99%\n行政,见附件,97%\n"


def _view(text: str = _TABLE, corrections: dict[str, dict[str, str]] | None = None) -> SheetView:
    file = SourceFile("案件.csv", text.encode())
    (sheet,) = view_workbook(file, "zh", corrections or {})
    return sheet


def test_each_cell_says_what_it_was_read_as() -> None:
    sheet = _view()

    roles = {cell.text: cell.role for _, row in sheet.rows for cell in row}
    assert (roles["512"], roles["98.5%"], roles["—"], roles["民事"]) == (
        "figure",
        "figure",
        "told",
        "label",
    )
    assert roles["见附件"] == "told"
    read = next(cell for _, row in sheet.rows for cell in row if cell.text == "512")
    assert (read.indicator, read.unit, read.period) == ("民事受理", "件", "2024年")


def test_table_of_two_readings_tells_both_and_takes_the_one_that_was_chosen() -> None:
    table = "企业数,产值\n2010,5\n2011,7\n2012,9\n"

    first = _view(table)
    other = _view(table, {first.doubts[0].form: {"reading": "other"}})

    assert not first.doubts[0].takes_other
    assert "也可以读成“企业数" in first.doubts[0].told
    assert [cell.role for cell in first.rows[1][1]] == ["period", "figure"]
    assert other.doubts[0].takes_other
    assert [cell.role for cell in other.rows[1][1]] == ["figure", "figure"]


def test_rows_keep_their_numbers_and_columns_their_letters() -> None:
    sheet = _view("项目,受理（件）\n\n民事,512\n")

    assert sheet.columns == ("A", "B")
    assert [number for number, _ in sheet.rows] == [1, 3]


def test_correction_of_a_cell_is_what_it_is_read_as() -> None:
    given = {"indicator": "民事案件受理", "unit": "起", "period": "2023年"}

    sheet = _view(corrections={"案件.csv:B3": given})

    read = next(cell for _, row in sheet.rows for cell in row if cell.text == "512")
    assert (read.indicator, read.unit, read.period) == ("民事案件受理", "起", "2023年")


def test_correction_with_no_period_is_refused() -> None:
    with pytest.raises(FigureError, match="not a period"):
        _view(corrections={"案件.csv:B3": {"period": "去年的某天吧"}})


def test_long_sheet_shows_its_first_rows_and_counts_the_others() -> None:
    rows = "".join(f"县{number},{number}\n" for number in range(400))

    sheet = _view(f"地区,受理（件）\n{rows}")

    assert (len(sheet.rows), sheet.left_out) == (300, 101)
