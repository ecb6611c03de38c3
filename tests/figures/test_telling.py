"""How a figure's value is written out, and by all that show one."""

from decimal import Decimal
from io import BytesIO

import pytest
from jushi.fidelity import check_text, render_xlsx
from jushi.figures import Figure, FigureTable, read_workbook
from openpyxl import load_workbook

from tests.figures.books import figure


@pytest.mark.parametrize(
    ("told", "written"),
    [
        (figure("a", "1700", "人", approx="近"), "近1700人"),
        (figure("a", "300", "人", approx="约"), "约300人"),
        (figure("a", "5000", "万元", approx="超过"), "超过5000万元"),
        (figure("a", "1700", "人", approx="余"), "1700余人"),
        (figure("a", "98", "%", approx="以上"), "98%以上"),
        (figure("a", "12.5", "kWh", approx="余"), "12.5余 kWh"),
        (figure("a", "12.5", "kWh"), "12.5 kWh"),
        (figure("a", None, "人", approx="余"), ""),
    ],
)
def test_a_value_stands_with_its_approximator_and_unit(told: Figure, written: str) -> None:
    assert told.tell_value() == written


def test_the_value_alone_keeps_its_approximator() -> None:
    assert figure("a", "98", "%", approx="以上").tell_value(with_unit=False) == "98以上"
    assert figure("a", "1700", "人", approx="近").tell_value(with_unit=False) == "近1700"


def test_the_approximator_is_of_this_year_alone() -> None:
    told = figure("a", "1700", "人", approx="近", previous=Decimal(1650))

    assert told.tell_previous() == "1650人"
    assert figure("a", "1700", "人").tell_previous() == ""


def test_the_workbook_of_a_check_writes_values_as_people_do() -> None:
    rows = "指标,数值,单位\n参训人员,近1700,人\n志愿者,约300,人\n满意率,98以上,%\n"
    table: FigureTable = read_workbook("f.csv", rows.encode())
    result = check_text("参训人员近1700人，志愿者约300人，满意率98%以上。", table)

    sheet = load_workbook(BytesIO(render_xlsx(result, table)))["逐数核对"]

    assert [row[3].value for row in sheet.iter_rows(min_row=2)] == [
        "近1700人",
        "约300人",
        "98%以上",
    ]
