"""Which years a text names, how each stands, and the text with some moved on."""

import pytest
from jushi.text import apply_edits, year_edits
from jushi.text.years import YearKind, years_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年办结。", [(2023, "alone")]),
        ("较 2022 年增长。", [(2022, "alone")]),
        ("截至2023年5月办结。", [(2023, "date")]),
        ("于2023-05-01施行。", [(2023, "date")]),
        ("印发《2023年要点》。", [(2023, "title")]),
        ("《2021—2025年规划》", [(2021, "range"), (2025, "range")]),
        ("2021—2023年规划", [(2021, "range"), (2023, "range")]),
        ("2021年至2023年规划", [(2021, "range"), (2023, "range")]),
        ("濮政〔2023〕9号", []),
        ("{{cases_2023年}}件", []),
        ("共2023件", []),
        ("In 2023 it closed.", [(2023, "alone")]),
        ("In May 2023 it met.", [(2023, "date")]),
        ("On May 3, 2023 it met.", [(2023, "date")]),
        ("By Sept. 2023 it met.", [(2023, "date")]),
        ("By December 2023 it met.", [(2023, "date")]),
        ("In Market 2023 it met.", [(2023, "alone")]),
        ("Maybe 2023 it met.", [(2023, "alone")]),
        ("Decisions 2023 hold.", [(2023, "alone")]),
        ("The “Outline 2023” holds.", [(2023, "title")]),
        ("The 2021–2025 plan.", [(2021, "range"), (2025, "range")]),
        ("No. 9 [2023] and (2023).", []),
        ("", []),
    ],
)
def test_each_year_is_told_with_how_it_stands(
    text: str, expected: list[tuple[int, YearKind]]
) -> None:
    years = tuple(years_in(text))

    assert [(year.value, year.kind) for year in years] == expected
    assert all(text[year.start : year.end] == str(year.value) for year in years)


@pytest.mark.parametrize(
    ("kinds", "moved"),
    [
        (("alone",), "2024年，按《2023年要点》于2023年5月办结，自2019年起。"),
        (("alone", "date"), "2024年，按《2023年要点》于2024年5月办结，自2019年起。"),
        (("title",), "2023年，按《2024年要点》于2023年5月办结，自2019年起。"),
    ],
)
def test_only_the_years_that_the_caller_names_move(kinds: tuple[YearKind, ...], moved: str) -> None:
    text = "2023年，按《2023年要点》于2023年5月办结，自2019年起。"

    assert apply_edits(text, year_edits(text, (2022, 2023, 2024), 1, kinds=kinds)) == moved


def test_of_edits_that_overlap_the_first_counts() -> None:
    assert apply_edits("一二三四", [(0, 2, "甲"), (1, 3, "乙"), (3, 4, "丙")]) == "甲三丙"
