"""Everything that may be wrong with a workbook, and the sentence for it in both languages."""

from datetime import date
from string import Formatter
from typing import Any

import pytest
from jushi.figures import FigureTable, Problem, SourceCell, read_workbook, tell_problem
from jushi.figures.problem_messages import find_problem
from jushi.messages import wordings

from tests.figures.books import read_rows, told, xlsx_of

_HEADING = ("编号", "指标", "数值", "单位", "约数", "期间", "上年值", "必报", "公式")


_PLACE = "figures.xlsx, sheet 数据, "


def _read(*rows: tuple[Any, ...]) -> list[str]:
    return _lines(read_rows(_HEADING, *rows))


def _lines(table: FigureTable) -> list[str]:
    """Give what is wrong with a table, without the file and sheet in front."""
    return [line.removeprefix(_PLACE) for line in told(table)]


def test_bad_cell_is_told_with_its_place_and_what_was_meant() -> None:
    table = read_rows(("编号", "指标", "数值"), ("a", "受理", 1), ("b", "办结", "8,21O"))

    (problem,) = table.problems
    assert tell_problem(problem, "en") == (
        'figures.xlsx, sheet 数据, C3: "8,21O" is not a number; did you mean 8210?'
    )
    assert tell_problem(problem, "zh") == (
        "figures.xlsx，工作表“数据”，C3：“8,21O”不是数；是否应为 8210？"
    )
    assert problem.message == "“8,21O”不是数；是否应为 8210？"
    assert problem.place == "figures.xlsx, sheet 数据, C3"
    assert problem.is_error
    assert table.by_id()["b"].value is None


def test_all_problems_of_a_file_are_told_in_one_go() -> None:
    lines = _read(
        ("a", "甲", "约百", "件", "", "2023年", "", "", ""),
        ("b", "乙", 1, "件", "许多", "去年某时", "x", "也许", "a+"),
        ("c-1", "丙", True, "件", "", "", "", "", ""),
        ("", "", 7, "件", "", "", "", "", ""),
    )

    assert lines == [
        'C2: "约百" is not a number; write digits, 1.2万 or 一百二十',
        ('F3: the period "去年某时" is unknown; write 2023年, 2023年前11个月, 2023-11 or 每月'),
        'H3: the required column says "也许"; write yes or leave it empty',
        'G3: "x" is not a number; write digits, 1.2万 or 一百二十',
        ('E3: the approximation "许多" is unknown; choose from 余 多 以上 以下 近 约 不足 超过'),
        (
            'A4: the id "c-1" cannot be used in formulas '
            "(letters, digits and _ only, a letter first); c1 is used instead"
        ),
        "C4: the cell holds TRUE, not a number; type the number",
        "C5: there is the value 7 but no indicator; name the indicator",
        (
            'C3: the formula "a+" cannot be read from "…" on; '
            "use + - * / ( ) sum yoy share diff prev and ids"
        ),
    ]


def test_same_id_with_another_value_is_an_error() -> None:
    lines = _read(
        ("a", "受理", 764, "件", "", "2023年", "", "", ""),
        ("a", "办结", 700, "件", "", "2023年", "", "", ""),
    )

    assert lines == [
        (
            "C3: the id a also stands in 数据, C2 and says something else "
            "(2023年办结 700件 here, 2023年受理 764件 there); "
            "give one of them another id or delete it"
        )
    ]


def test_same_figure_with_another_value_is_an_error_whatever_the_ids() -> None:
    table = read_rows(
        _HEADING,
        ("a", "受理", 764, "件", "", "2023年", "", "", ""),
        ("b", "受理", 746, "件", "", "2023年", "", "", ""),
    )

    assert _lines(table) == [
        (
            'C3: "受理" (2023年) also stands in 数据, C2 with another value '
            "(746 here, 764 there); keep the right one"
        )
    ]
    assert table.problems[0].is_error


def test_same_figure_with_the_same_value_is_a_notice_and_kept_once() -> None:
    table = read_workbook(
        "figures.xlsx",
        xlsx_of(
            {"一": [("指标", "数值"), ("受理", 764)], "二": [("指标", "数值"), ("受理", "764")]}
        ),
    )

    assert len(table) == 1
    assert _lines(table) == [
        'figures.xlsx, sheet 二, B2: "受理" stands in 一, B2 too, with the same value; one is kept'
    ]
    assert not table.problems[0].is_error


def test_previous_value_that_last_years_row_contradicts_is_an_error() -> None:
    lines = _read(
        ("now", "受理", 764, "件", "", "2023年", 710, "", ""),
        ("then", "受理", 701, "件", "", "2022年", "", "", ""),
    )

    assert lines == [("G2: the previous value 710 differs from 701 in 数据, C3; mend one of them")]


def test_previous_value_is_filled_from_last_years_row() -> None:
    table = read_rows(
        _HEADING,
        ("now", "受理", 764, "件", "", "2023年", "", "", ""),
        ("then", "受理", 701, "件", "", "2022年", "", "", ""),
        ("growth", "增长", None, "%", "", "2023年", "", "", "yoy(now)"),
    )

    assert table.by_id()["now"].previous == 701
    assert str(table.by_id()["growth"].value) == "8.98716119828816"
    assert _lines(table) == []


def test_approximation_told_twice_and_differently_is_an_error() -> None:
    assert _read(("a", "受理", "1200余", "件", "近", "2023年", "", "", "")) == [
        ('E2: "1200余" has another approximation than its column, "近"; mend one of them')
    ]


def test_values_still_open_are_counted_and_the_required_ones_named() -> None:
    table = read_rows(
        _HEADING,
        ("a", "受理", None, "件", "", "2023年", 764, "是", ""),
        ("b", "办结", "", "件", "", "2023年", 700, "", ""),
    )

    assert _lines(table) == [
        'C2: the required "受理" has no value yet',
        "figures.xlsx: 2 figures have no value yet",
    ]
    assert not any(problem.is_error for problem in table.problems)


def test_two_columns_for_one_thing_are_an_error() -> None:
    assert _lines(
        read_rows(("指标", "数值", "数量", "单位", "计量单位"), ("受理", 1, 2, "件", "件"))
    ) == [
        ('C1: the columns "数值" and "数量" both mean 数值 value; keep one'),
        ('E1: the columns "单位" and "计量单位" both mean 单位 unit; keep one'),
    ]


def test_sheet_without_values_beside_good_ones_is_an_error() -> None:
    table = read_workbook(
        "figures.xlsx",
        xlsx_of(
            {"一": [("指标", "数值"), ("受理", 764)], "二": [("指标", "单位"), ("办结", "件")]}
        ),
    )

    assert _lines(table) == [
        (
            'figures.xlsx, sheet 二: there is a column "指标" but none of values, '
            "so the sheet was not read; add a column 数值, or one column a year"
        )
    ]
    assert table.problems[0].is_error


_CODES = [
    (subject, code)
    for subject in ("figure_problems", "figure_notices")
    for code in wordings(subject, "zh")
]


@pytest.mark.parametrize(("subject", "code"), _CODES)
def test_every_code_has_a_sentence_in_both_languages(subject: str, code: str) -> None:
    sentence = wordings(subject, "en")[code]
    names = {name for _, name, *_ in Formatter().parse(sentence) if name}
    problem = find_problem(
        code, SourceCell("f.xlsx", "表", "C1"), **{name: name.upper() for name in names}
    )

    chinese, english = tell_problem(problem, "zh"), tell_problem(problem, "en")
    assert chinese.startswith("f.xlsx，工作表“表”，C1：")
    assert english.startswith("f.xlsx, sheet 表, C1: ")
    assert "{" not in chinese + english
    assert problem.is_error is (subject == "figure_problems")


def test_pasted_page_does_not_drown_its_sentence() -> None:
    (problem,) = read_rows(("指标", "数值"), ("受理", "8\n9" * 5000)).problems

    line = tell_problem(problem, "en")
    assert len(line) < 250
    assert "\n" not in line


UNREAD_ROWS = {
    "date": (("会议日期", date(2024, 3, 5), None), "unread_date"),
    "written_date": (("会议日期", "2024年12月31日", None), "unread_date"),
    "date_with_dashes": (("会议日期", "2024-12-31", None), "unread_date"),
    "month": (("评估时间", "2024/12", None), "unread_date"),
    "remark": (("总体情况", "较多，见附件", None), "unread_remark"),
    "remark_with_a_number": (("总体情况", "见附件2，待市局核定", None), "unread_remark"),
    "remark_with_a_unit": (("矛盾纠纷", "由街道另报", "件"), "unread_remark"),
    "who_filled_it_in": (("联系电话", "13800000000", None), "unread_remark"),
    "note": (("注：数据截至年底", None, None), "unread_remark"),
}
NUMBERS_GONE_WRONG = {
    "date_for_a_count": (("受理", date(2024, 3, 5), "件"), "date_value"),
    "range_that_looks_like_a_date": (("受理", "2024-12", "件"), "range_value"),
    "letter_for_a_digit": (("受理", "8,21O", None), "bad_number_suggestion"),
    "vague": (("受理", "上千", None), "bad_number"),
    "two": (("受理", "8件9件", None), "bad_number"),
    "range": (("受理", "80-90", None), "range_value"),
}


@pytest.mark.parametrize(("row", "code"), UNREAD_ROWS.values(), ids=UNREAD_ROWS.keys())
def test_a_row_that_is_no_figure_is_left_out_and_told(row: tuple[Any, ...], code: str) -> None:
    rows = (("指标", "数值", "单位"), ("办结", 700, "件"), row)
    table = read_rows(*rows)

    (problem,) = table.problems
    assert [figure.indicator for figure in table] == ["办结"]
    assert (problem.code, problem.is_error, problem.is_unread_row) == (code, False, True)
    assert problem.where is not None and problem.where.cell == "B3"


@pytest.mark.parametrize(
    ("row", "code"), NUMBERS_GONE_WRONG.values(), ids=NUMBERS_GONE_WRONG.keys()
)
def test_a_number_that_went_wrong_stays_an_error(row: tuple[Any, ...], code: str) -> None:
    table = read_rows(("指标", "数值", "单位"), ("办结", 700, "件"), row)

    assert [(p.code, p.is_error, p.is_unread_row) for p in table.problems] == [(code, True, False)]


def test_of_a_wide_row_the_years_with_numbers_are_read() -> None:
    table = read_rows(("指标", "2022年", "2023年"), ("受理", 80, 90), ("开庭", 7, "停办"))

    read = [(f.indicator, str(f.value)) for f in table]
    assert read == [("受理", "80"), ("受理", "90"), ("开庭", "7")]
    assert [(p.code, p.where and p.where.cell) for p in table.problems] == [("unread_remark", "C3")]


def test_problem_made_by_another_room_is_told_as_it_stands() -> None:
    problem = Problem("somewhere", "a sentence", is_error=False)

    assert tell_problem(problem, "zh") == "somewhere: a sentence"
