"""What single value cells say."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jushi.figures import read_workbook
from jushi.figures.workbook.cell_value import read_value
from jushi.figures.workbook.plain_text import half_width
from jushi.sheets.sheet import DateCell, FaultCell, PercentCell, RawValue

from tests.figures.cases import load_cases


@pytest.mark.parametrize("case", load_cases("value_cells.jsonl"))
def test_value_cell_is_read_with_unit_and_approximation(case: dict[str, Any]) -> None:
    reading = read_value(case["input"], case["unit"])

    assert (str(reading.value), reading.unit, reading.approx, reading.faults) == (
        case["value"],
        case["unit_read"],
        case["approx"],
        (),
    )


@pytest.mark.parametrize("case", load_cases("value_cells_refused.jsonl"))
def test_value_cell_that_says_no_number_tells_why(case: dict[str, Any]) -> None:
    reading = read_value(case["input"], case["unit"])

    assert reading.value is None
    assert reading.faults == ((case["code"], case["params"]),)


@pytest.mark.parametrize(
    ("raw", "unit", "value"),
    [
        pytest.param(PercentCell(Decimal("98.5")), "%", "98.5", id="percent format, unit percent"),
        pytest.param(PercentCell(Decimal("98.5")), "", "98.5", id="percent format, no unit"),
        pytest.param(PercentCell(Decimal("2.5")), "百分点", "2.5", id="percent format, points"),
        pytest.param(PercentCell(Decimal("98.5")), "‰", "985", id="percent format, unit permille"),
        pytest.param(Decimal("8210"), "件", "8210", id="number"),
    ],
)
def test_number_typed_as_a_number_is_kept(raw: RawValue, unit: str, value: str) -> None:
    assert str(read_value(raw, unit).value) == value


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        pytest.param(True, "boolean_value", id="boolean"),
        pytest.param(DateCell("2023年3月5日"), "date_value", id="date"),
        pytest.param(FaultCell("error_value", "#REF!"), "error_value", id="error"),
        pytest.param(FaultCell("uncached_formula", "=A1"), "uncached_formula", id="no result"),
        pytest.param(FaultCell("nested_value", "…"), "nested_value", id="nested"),
        pytest.param(PercentCell(Decimal("98.5")), "unit_clash", id="percent format of a count"),
        pytest.param(Decimal("NaN"), "bad_number", id="not a number at all"),
    ],
)
def test_cell_of_another_kind_is_told(raw: RawValue, code: str) -> None:
    reading = read_value(raw, "件")

    assert reading.value is None
    assert [fault for fault, _ in reading.faults] == [code]


def test_fraction_where_percent_is_asked_for_is_kept_and_told() -> None:
    reading = read_value(Decimal("0.985"), "%")

    assert reading.value == Decimal("0.985")
    assert reading.faults == (("maybe_percent", {"value": "0.985", "suggestion": "98.5"}),)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3))
def test_number_reads_back_from_its_digits_whatever_their_width(number: Decimal) -> None:
    digits = f"{number:f}"
    wide = digits.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})

    assert read_value(digits, "件").value == number
    assert read_value(wide, "件").value == number


@given(st.integers(-(10**12), 10**12))
def test_grouping_changes_no_number(number: int) -> None:
    assert read_value(f"{number:,}", "件").value == number


@given(st.text(max_size=40), st.sampled_from(["", "件", "万元", "%"]))
def test_any_cell_gives_a_value_or_a_fault(text: str, unit: str) -> None:
    reading = read_value(text, unit)

    assert reading.value is None or reading.value.is_finite()
    assert reading.value is not None or reading.faults or not half_width(text).strip()


def test_tables_of_equal_values_are_told_apart_by_how_these_are_written() -> None:
    rows = ("9.0", "9.00")
    one, other = (
        read_workbook("a.csv", f"编号,指标,数值,单位\na,受理量增幅,{value},%\n".encode())
        for value in rows
    )

    assert one == other
    assert one.spelled() != other.spelled()
