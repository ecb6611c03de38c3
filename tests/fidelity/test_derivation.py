"""Numbers that the text computes: a bound proves nothing that it is far from."""

import pytest
from jushi.fidelity import check_text
from jushi.figures import read_workbook

TABLE = read_workbook(
    "f.csv",
    "指标,数值,单位\n梳理行政规范性文件,118,件\n保留,83,件\n修改,9,件\n废止,26,件\n".encode(),
)


@pytest.mark.parametrize(
    ("told", "code"),
    [("118件", "exact"), ("不足110件", "wrong_rounding"), ("近120件", "approximate")],
)
def test_a_total_is_held_against_its_figure_before_its_parts(told: str, code: str) -> None:
    text = f"共梳理行政规范性文件{told}，其中保留83件、修改9件、废止26件。"

    assert check_text(text, TABLE).verdicts[0].code.value == code


def test_a_total_without_a_figure_is_the_sum_of_its_parts() -> None:
    parts = read_workbook("f.csv", "指标,数值,单位\n保留,83,件\n修改,9,件\n".encode())

    result = check_text("共梳理92件，其中保留83件、修改9件。", parts)

    assert [v.code.value for v in result.verdicts] == ["derived", "exact", "exact"]
