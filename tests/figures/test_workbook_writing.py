"""Workbooks that are written read back as the same figures and are safe to open."""

import csv
import zipfile
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jushi.errors import FigureError
from jushi.figures import (
    Figure,
    FigureTable,
    SourceCell,
    read_workbook,
    render_workbook,
)
from jushi.figures.workbook.guide import load_guide
from openpyxl import load_workbook

from tests.figures.books import figure, table_of, xlsx_of
from tests.figures.strategies import tables

_NOWHERE = SourceCell("", "", "")
_FORMATS: tuple[Literal["xlsx", "csv"], ...] = ("xlsx", "csv")


def _same(figures: FigureTable) -> list[Figure]:
    """Give the figures without the cells that they stood in, extra columns in any order."""
    return [replace(each, cell=_NOWHERE, extra=tuple(sorted(each.extra))) for each in figures]


@pytest.mark.parametrize("format", _FORMATS)
@settings(max_examples=40)
@given(table=tables())
def test_written_workbook_reads_back_as_the_same_figures(
    format: Literal["xlsx", "csv"], table: FigureTable
) -> None:
    back = read_workbook(f"f.{format}", render_workbook(table, format=format))

    assert _same(back) == _same(table)


@pytest.mark.parametrize("format", _FORMATS)
def test_seed_workbook_survives_writing(shared: Path, format: Literal["xlsx", "csv"]) -> None:
    table = read_workbook("f.csv", (shared / "seed" / "figures-2023.csv").read_bytes())

    back = read_workbook(f"f.{format}", render_workbook(table, format=format))

    assert _same(back) == _same(table)


def test_computed_values_survive_writing() -> None:
    rows = [
        ("编号", "指标", "数值", "单位", "公式"),
        ("a", "甲", 2, "件", ""),
        ("b", "乙", 3, "件", ""),
        ("c", "丙", None, "%", "a/b"),
    ]
    table = read_workbook("f.xlsx", xlsx_of({"数据": rows}))

    back = read_workbook("f.xlsx", render_workbook(table))

    assert _same(back) == _same(table)
    assert not [problem for problem in back.problems if problem.is_error]


@given(st.permutations(range(6)), st.integers(0, 6))
@settings(max_examples=25)
def test_order_of_rows_and_sheets_changes_no_figure(order: list[int], split: int) -> None:
    heading = ("指标", "数值", "单位", "期间", "主体", "公式")
    rows = [
        ("受理", 764, "件", "2023年", "", ""),
        ("受理", 701, "件", "2022年", "", ""),
        ("受理", "1.2万", "人次", "2023年", "", ""),
        ("办结", 12, "件", "2023年", "甲局", ""),
        ("办结", 13, "件", "2023年", "乙局", ""),
        ("办结总数", None, "件", "2023年", "", "办结_甲局+办结_乙局"),
    ]
    shuffled = [rows[index] for index in order]
    sheets = {"一": [heading, *shuffled[:split]], "二": [heading, *shuffled[split:]]}

    plain = read_workbook("f.xlsx", xlsx_of({"数据": [heading, *rows]}))
    mixed = read_workbook("f.xlsx", xlsx_of(sheets))

    assert sorted(_same(mixed), key=lambda each: each.id) == sorted(
        _same(plain), key=lambda each: each.id
    )
    assert mixed.problems == ()


def test_same_figures_make_the_same_bytes() -> None:
    table = table_of(figure("a", "1"), figure("b", "2.5", "%"))

    assert render_workbook(table) == render_workbook(table)


_FORMULAS = ['=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "#N/A", "'quoted"]


@pytest.mark.parametrize("text", _FORMULAS)
def test_text_that_a_spreadsheet_would_compute_stays_text_in_xlsx(text: str) -> None:
    content = render_workbook(table_of(figure("a", "1", note=text, extra=(("附", text),))))

    sheet = load_workbook(BytesIO(content)).worksheets[0]
    shown = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    xml = zipfile.ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert shown
    assert b"<f>" not in xml
    assert b't="e"' not in xml


@pytest.mark.parametrize("text", _FORMULAS)
def test_text_that_a_spreadsheet_would_compute_is_marked_in_csv(text: str) -> None:
    content = render_workbook(table_of(figure("a", "1", note=text)), format="csv")

    _, row = csv.reader(StringIO(content.decode("utf-8-sig")))
    assert row[-1] == (text if text.startswith("#") else f"'{text}")
    assert read_workbook("f.csv", content).figures[0].note == text.strip()


def test_negative_numbers_stay_numbers_in_csv() -> None:
    content = render_workbook(table_of(figure("a", "-3.5", "%")), format="csv")

    assert ",-3.5,%" in content.decode("utf-8-sig")


def test_csv_opens_in_excel_as_utf_8() -> None:
    content = render_workbook(table_of(figure("a", "1")), format="csv")

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 2


def test_xlsx_has_headings_that_stay_in_sight_with_what_they_are_for() -> None:
    book = load_workbook(BytesIO(render_workbook(table_of(figure("a", "1")))))

    sheet = book["数据"]
    headings = [cell.value for cell in sheet[1]]
    assert headings == [guide.heading for guide in load_guide().values()]
    assert sheet.freeze_panes == "C2"
    assert all(cell.comment is not None for cell in sheet[1])
    assert all(sheet.column_dimensions[cell.column_letter].width >= 8 for cell in sheet[1])
    assert sheet["A2"].number_format == "@"
    assert sheet["C2"].value == 1


def test_chosen_columns_are_written_in_their_order_extra_ones_by_their_heading() -> None:
    table = table_of(figure("a", None, previous=None, extra=(("原句", "受理764件。"),)))

    content = render_workbook(table, format="csv", columns=("indicator", "unit", "原句", "value"))

    assert content.decode("utf-8-sig") == "指标,单位,原句,数值\r\na,件,受理764件。,\r\n"


def test_two_extra_columns_with_one_heading_are_both_kept() -> None:
    table = table_of(figure("a", "1", extra=(("附", "甲"), ("附", "乙"))))

    back = read_workbook("f.csv", render_workbook(table, format="csv"))

    assert back.figures[0].extra == (("附", "甲"), ("附", "乙"))


def test_empty_table_is_the_template_to_fill_in() -> None:
    content = render_workbook(FigureTable(()))

    book = load_workbook(BytesIO(content))
    assert book.sheetnames == ["数据", "说明"]
    guide = [cell.value for cell in book["说明"]["D"] if cell.value]
    assert guide[1:] == [each.meaning for each in load_guide().values()]
    with pytest.raises(FigureError, match="holds no figures"):
        read_workbook("template.xlsx", content)


def test_template_that_was_filled_in_is_read() -> None:
    book = load_workbook(BytesIO(render_workbook(FigureTable(()))))
    book["数据"].append([None, "受理案件", 764, "件", None, "2023年"])
    stream = BytesIO()
    book.save(stream)

    table = read_workbook("f.xlsx", stream.getvalue())

    assert [(each.id, str(each.value)) for each in table] == [("受理案件", "764")]
    assert [problem.code for problem in table.problems] == ["skipped_sheet"]


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    table = table_of(figure("a", "1", note="一\x00二\x1f三\ufffe", source="_x0041_"))

    (back,) = read_workbook("f.xlsx", render_workbook(table))

    assert (back.note, back.source) == ("一二三", "_x0041_")
