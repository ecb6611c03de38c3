"""English prose is checked as Chinese prose is."""

import pytest
from jushi.fidelity import check_text
from jushi.figures import read_workbook

TABLE = read_workbook(
    "f.csv",
    b"""indicator,value,unit,period,previous
administrative reconsideration cases accepted,8170,cases,2023,7494
cases concluded,7852,cases,2023,7100
officers trained,1701,people,2023,1650
mediation rate of settled cases,38.5,%,2023,33.5
legal aid funds,3.2,million yuan,2023,2.8
""",
)


ACCEPTED = "8,170 administrative reconsideration cases were accepted"
MEDIATED = "The mediation rate of settled cases"


@pytest.mark.parametrize(
    ("text", "told", "code"),
    [
        (f"{ACCEPTED}, up 9.0%.", "9.0%", "derived"),
        (f"{ACCEPTED}, down 9%.", "9%", "wrong_direction"),
        (f"{ACCEPTED}, a 9% rise.", "9%", "derived"),
        ("Legal aid funds reached 32 million yuan.", "32 million yuan", "wrong_scale"),
        (f"{MEDIATED} rose by 5 percentage points.", "5 percentage points", "derived"),
        (f"{MEDIATED} fell by 5 percentage points.", "5 percentage points", "wrong_direction"),
        ("1,650 officers were trained in 2023.", "1,650 officers", "stale"),
        (f"{ACCEPTED}, up from 7,494 in 2022.", "7,494", "exact"),
        ("Hexi County 2024 Annual Report", "2024", "not_data"),
        ("Annual Report 2024", "2024", "not_data"),
        ("The group trained 1,701 officers.", "1,701 officers", "exact"),
    ],
)
def test_an_english_number_gets_its_code(text: str, told: str, code: str) -> None:
    result = check_text(text, TABLE, language="en")

    assert {v.mention.text: v.code.value for v in result.verdicts}[told] == code


def test_the_right_form_is_english_too() -> None:
    result = check_text("Nearly 1,700 officers were trained.", TABLE, language="en")

    assert result.verdicts[0].expected == "Over 1,700 officers"
    assert "is 1701 people (f.csv:B4)" in result.verdicts[0].explanation
