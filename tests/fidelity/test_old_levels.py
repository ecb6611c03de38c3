"""由…至: the first of the two is of the year before, whatever stretch of it is told."""

import pytest
from jushi.fidelity import check_text
from jushi.figures import read_workbook

TABLE = read_workbook(
    "f.csv",
    "指标,数值,单位,期间,上年值\n"
    "处罚案件,742,件,1-6月,688\n食品类案件,213,件,1-6月,241\n"
    "苗木产值,2.47,亿元,2024年,1.93\n驿站,9,个,2024年末,5\n".encode(),
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("上半年，处罚案件742件，其中食品类案件213件，占比由35.0%降到28.7%。", "35.0%"),
        ("2024年，苗木产值从1.93亿元跃升至2.47亿元。", "1.93亿元"),
        ("驿站由5个增加到9个。", "5个"),
        ("2024年，驿站由5个增加到9个。", "5个"),
    ],
)
@pytest.mark.parametrize("report_year", [2024, 2025])
def test_the_first_is_the_value_of_the_year_before(text: str, told: str, report_year: int) -> None:
    result = check_text(text, TABLE, report_year=report_year)

    (verdict,) = (v for v in result.verdicts if v.mention.text == told)
    assert verdict.status.value == "ok"


@pytest.mark.parametrize(
    "text", ["驿站由9个增加到5个。", "2024年，苗木产值从2.47亿元降至1.93亿元。"]
)
def test_two_that_change_places_are_wrong(text: str) -> None:
    verdicts = check_text(text, TABLE).verdicts

    assert [v.status.value for v in verdicts if v.mention.is_data] == ["error", "error"]
