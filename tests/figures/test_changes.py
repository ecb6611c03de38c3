"""How a change is told: in points, with a rate of growth, or with neither."""

from decimal import Decimal

import pytest
from jushi.documents import official
from jushi.drafting.rendering import render_bound
from jushi.errors import FigureError
from jushi.fidelity import Code, check_text
from jushi.figures import Figure, FigureTable, change_of, evaluate, parse_formula, read_workbook

from tests.figures.books import figure


def _changed(value: str, previous: str, unit: str) -> Figure:
    return figure("a", value, unit, previous=Decimal(previous))


PERMILLE = _changed("5.2", "4.0", "‰")
LOSS = _changed("5", "-4", "万元")


@pytest.mark.parametrize(
    ("value", "previous", "unit", "difference", "told_in", "growth"),
    [
        ("99.5", "98.2", "%", "1.3", "个百分点", None),
        ("99.5", "98.2", "％", "1.3", "个百分点", None),
        ("5.2", "4.0", "‰", "0.12", "个百分点", None),
        ("1.5", "1.2", "倍", "0.3", "倍", "25"),
        ("110", "100", "万元", "10", "万元", "10"),
        ("5", "-4", "万元", "9", "万元", None),
        ("-5", "-4", "万元", "-1", "万元", None),
        ("5", "0", "件", "5", "件", None),
    ],
)
def test_a_change_has_points_or_growth_or_neither(
    value: str, previous: str, unit: str, difference: str, told_in: str, growth: str | None
) -> None:
    change = change_of(Decimal(value), Decimal(previous), unit)

    assert (change.difference, change.unit) == (Decimal(difference), told_in)
    assert change.growth == (None if growth is None else Decimal(growth))


@pytest.mark.parametrize(
    ("told", "changes"),
    [
        (PERMILLE, ["+0.12个百分点"]),
        (LOSS, ["+9"]),
        (_changed("6", "4", "件"), ["+2", "+50.0"]),
    ],
)
def test_the_annex_tells_it_so(told: Figure, changes: list[str]) -> None:
    """A column in which nothing would stand is left out."""
    [row] = official.annex_table([told]).rows

    assert ["".join(run.text for run in cell.runs) for cell in row[4:]] == changes


def test_a_formula_and_a_slot_tell_it_so() -> None:
    rates, losses = FigureTable((PERMILLE,)), FigureTable((LOSS,))

    assert evaluate(parse_formula("diff(a)"), rates) == Decimal("0.12")
    assert render_bound("提高{{diff(a)|.2}}。", rates).text == "提高0.12个百分点。"
    small = FigureTable((_changed("4.4", "4.0", "‰"),))
    assert render_bound("提高{{diff(a)}}。", small).text == "提高0.04个百分点。"
    assert render_bound("增加{{diff(a)}}。", losses).text == "增加9万元。"
    assert "225" not in render_bound("同比增长{{yoy(a)}}。", losses).text
    for table in (rates, losses):
        with pytest.raises(FigureError, match=r"diff\(a\)"):
            evaluate(parse_formula("yoy(a)"), table)


def test_a_multiple_changes_by_itself() -> None:
    table = FigureTable((_changed("1.5", "1.2", "倍"),))

    assert evaluate(parse_formula("diff(a)"), table) == Decimal("0.3")


@pytest.mark.parametrize(
    ("row", "text", "codes"),
    [
        ("死亡率,5.2,‰,4.0", "死亡率5.2‰，比上年提高0.12个百分点。", {Code.DERIVED}),
        (
            "人口自然增长率,5.2,‰,4.0",
            "人口自然增长率5.2‰，比上年提高0.12个百分点。",
            {Code.DERIVED},
        ),
        ("办结率,99.5,%,98.2", "办结率99.5%，比上年提高1.3个百分点。", {Code.DERIVED}),
    ],
)
def test_the_check_approves_points(row: str, text: str, codes: set[Code]) -> None:
    table = read_workbook("f.csv", f"指标,数值,单位,上年数\n{row}\n".encode())

    assert check_text(text, table).verdicts[-1].code in codes


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("死亡率,5.2,‰,4.0", "死亡率5.2‰，比上年提高1.2个百分点。"),
        ("人口自然增长率,5.2,‰,4.0", "人口自然增长率5.2‰，比上年提高1.2个百分点。"),
        ("利润总额,5,万元,-4", "利润总额5万元，同比下降225%。"),
        ("利润总额,5,万元,-4", "利润总额5万元，同比增长225%。"),
    ],
)
def test_the_check_approves_no_change_that_is_none(row: str, text: str) -> None:
    table = read_workbook("f.csv", f"指标,数值,单位,上年数\n{row}\n".encode())

    assert check_text(text, table).verdicts[-1].code not in {Code.DERIVED, Code.EXACT}
