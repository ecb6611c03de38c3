"""Whether a table holds together."""

import time
from decimal import Decimal

import pytest
from jushi.figures import Figure, FigureTable, check_table, read_workbook, tell_problem
from jushi.figures.rules import fill_formulas

from tests.figures.books import figure, table_of


def _told(*figures: Figure) -> list[str]:
    return [tell_problem(problem, "en") for problem in check_table(table_of(*figures))]


def test_true_formula_says_nothing() -> None:
    parts = figure("kept", "91"), figure("amended", "1"), figure("repealed", "44")

    assert _told(figure("total", "136", formula="kept+amended+repealed"), *parts) == []


def test_wrong_total_is_an_error_that_names_both_numbers() -> None:
    parts = figure("kept", "91"), figure("amended", "1"), figure("repealed", "44")

    problems = check_table(
        table_of(figure("total", "163", formula="kept+amended+repealed"), *parts)
    )

    assert [tell_problem(problem, "en") for problem in problems] == [
        (
            "figures.xlsx, sheet 数据, Ctotal: the formula kept+amended+repealed gives 136, "
            "but the cell says 163; mend one of them"
        )
    ]
    assert problems[0].message == (
        "公式 kept+amended+repealed 算得 136，而填写的是 163；请核对数值或公式"
    )
    assert problems[0].is_error


@pytest.mark.parametrize(
    ("typed", "agrees"),
    [
        pytest.param("99.5", True, id="rounded to a tenth"),
        pytest.param("99.51", True, id="rounded to a hundredth"),
        pytest.param("100", True, id="rounded to a whole"),
        pytest.param("99.52", False, id="off by a hundredth"),
        pytest.param("99.6", False, id="rounded up wrongly"),
        pytest.param("99", False, id="cut off"),
        pytest.param("99.50", False, id="a zero that claims a hundredth"),
    ],
)
def test_formula_is_compared_at_the_places_that_are_written(typed: str, agrees: bool) -> None:
    told = _told(
        figure("rate", typed, "%", formula="res/acc"), figure("res", "8170"), figure("acc", "8210")
    )

    assert (told == []) is agrees


@pytest.mark.parametrize(
    ("approx", "typed", "agrees"),
    [
        pytest.param("余", "8200", True, id="over, from below"),
        pytest.param("余", "8300", False, id="over, from above"),
        pytest.param("以上", "8210", True, id="at least, exactly"),
        pytest.param("近", "8300", True, id="nearly, from above"),
        pytest.param("近", "8200", False, id="nearly, from below"),
        pytest.param("约", "8000", True, id="about"),
        pytest.param("约", "5000", False, id="about, far away"),
        pytest.param("余", "1700", False, id="over, far below"),
        pytest.param("近", "9300", False, id="nearly, far above"),
        pytest.param("超过", "8210", False, id="more than, exactly"),
        pytest.param("超过", "8200", True, id="more than, from below"),
        pytest.param("不足", "8210", False, id="less than, exactly"),
        pytest.param("以内", "8210", True, id="at most, exactly"),
    ],
)
def test_approximate_value_bounds_its_formula(approx: str, typed: str, agrees: bool) -> None:
    told = _told(figure("all", typed, approx=approx, formula="part+40"), figure("part", "8170"))

    assert (told == []) is agrees


def test_disagreement_names_the_approximator() -> None:
    [told] = _told(figure("all", "8210", approx="超过", formula="part+40"), figure("part", "8170"))

    assert "gives 8210, but the cell says 超过8210" in told


def test_approximator_behind_ten_thousands_reaches_as_far_as_in_a_text() -> None:
    def told(part: str) -> list[str]:
        all_of_it = figure("all", "30", "万人", approx="余", formula="part")
        return _told(all_of_it, figure("part", part, "人"))

    assert told("340000") == []
    assert len(told("380000")) == 1


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        pytest.param(
            "a+",
            'the formula "a+" cannot be read from "…" on; use + - * / ( ) sum yoy '
            "share diff prev and ids",
            id="syntax",
        ),
        pytest.param(
            "lega_aid",
            'the formula "lega_aid" names lega_aid, which is no id of this '
            "workbook; did you mean legal_aid?",
            id="near id",
        ),
        pytest.param(
            "zz9",
            'the formula "zz9" names zz9, which is no id of this workbook; mend the id',
            id="unknown id",
        ),
        pytest.param(
            "legal_aid/zero",
            'the formula "legal_aid/zero" divides by zero; mend the divisor',
            id="zero",
        ),
        pytest.param(
            "yoy(legal_aid)",
            'the formula "yoy(legal_aid)" needs the previous value of '
            "legal_aid, which is empty; fill it in",
            id="no previous",
        ),
        pytest.param(
            "legal_aid/legal_aid",
            'the formula "legal_aid/legal_aid" gives a plain '
            'number, which is not comparable with the unit "件"; mend the formula or the '
            "unit",
            id="unit",
        ),
        pytest.param(
            "empty+1", 'the formula "empty+1" waits for the value of empty; fill it in', id="waits"
        ),
    ],
)
def test_formula_that_cannot_be_used_is_told(formula: str, line: str) -> None:
    told = _told(
        figure("x", None, formula=formula),
        figure("legal_aid", "764"),
        figure("zero", "0"),
        figure("empty", None),
    )

    assert told == [f"figures.xlsx, sheet 数据, Cx: {line}"]


def test_circle_of_formulas_is_told_once() -> None:
    told = _told(
        figure("a", None, formula="b+1"),
        figure("b", None, formula="c+1"),
        figure("c", None, formula="a+1"),
        figure("d", None, formula="a+1"),
    )

    assert told[0].startswith(
        "figures.xlsx, sheet 数据, Ca: the formulas refer to each other in a circle: a → b → c → a;"
    )
    assert [line for line in told if "circle" in line] == told[:1]


def test_formula_of_itself_is_a_circle() -> None:
    assert "in a circle: a → a" in _told(figure("a", "5", formula="a+0"))[0]


def test_empty_values_are_computed_in_whatever_order_they_stand() -> None:
    table = table_of(
        figure("grand", None, formula="total*2"),
        figure("rate", None, "%", formula="part/total"),
        figure("total", None, formula="part+rest"),
        figure("part", "1"),
        figure("rest", "2"),
    )

    filled = fill_formulas(table).by_id()

    assert filled["total"].value == 3
    assert filled["grand"].value == 6
    assert filled["rate"].value == Decimal("33.3333333333333")
    assert check_table(fill_formulas(table)) == ()


def test_typed_value_is_never_replaced_by_its_formula() -> None:
    table = table_of(figure("total", "4", formula="part+2"), figure("part", "1"))

    assert fill_formulas(table).by_id()["total"].value == 4


def test_chain_of_formulas_of_any_length_is_computed() -> None:
    length = 3000
    chain = [figure(f"n{i}", None, formula=f"n{i + 1}+1") for i in range(length)]

    filled = fill_formulas(table_of(*chain, figure(f"n{length}", "0")))

    assert filled.figures[0].value == length


@pytest.mark.parametrize(
    ("odd", "line"),
    [
        pytest.param(
            figure("案件办结率", "101.5", "%"),
            '"案件办结率" is 101.5%, more than 100%; check it',
            id="rate over hundred",
        ),
        pytest.param(
            figure("受理案件", "-3"), '"受理案件" is negative, -3; check it', id="negative count"
        ),
        pytest.param(
            figure("受理案件", "3.5"),
            '"受理案件" is counted in 件 but is no whole number: 3.5; check it',
            id="half a case",
        ),
        pytest.param(
            figure("参训人员", "0.00005", "万人"),
            '"参训人员" is counted in 万人 but is no whole number: 0.00005; check it',
            id="half a person in 万",
        ),
    ],
)
def test_unlikely_value_is_told_as_a_notice(odd: Figure, line: str) -> None:
    problems = check_table(table_of(odd))

    assert [tell_problem(problem, "en").split(": ", 1)[1] for problem in problems] == [line]
    assert not any(problem.is_error for problem in problems)


@pytest.mark.parametrize(
    "fine",
    [
        pytest.param(figure("投资增长率", "130", "%"), id="growth over hundred"),
        pytest.param(figure("任务完成率", "120", "%"), id="plan more than met"),
        pytest.param(figure("案件增减", "-3"), id="change that is negative"),
        pytest.param(figure("参训人员", "1.2345", "万人"), id="whole number in 万"),
        pytest.param(figure("投资额", "12.5", "万元"), id="money"),
        pytest.param(figure("同比", "-5.2", "%"), id="negative growth"),
    ],
)
def test_likely_value_is_not_told(fine: Figure) -> None:
    assert check_table(table_of(fine)) == ()


def test_part_greater_than_its_whole_is_told() -> None:
    told = _told(
        figure("办结率", None, "%", formula="办结/受理"), figure("办结", "12"), figure("受理", "10")
    )

    assert told == [
        (
            "figures.xlsx, sheet 数据, C办结率: 办结 is 12件, "
            "more than its whole 受理, 10件; check them"
        )
    ]


_HEAD = "编号,指标,数值,单位,公式\n"


def _table(*rows: tuple[str, str, str]) -> FigureTable:
    lines = (
        f"{name},第{n}项,{value},件,{formula}\n" for n, (name, value, formula) in enumerate(rows)
    )
    return read_workbook("f.csv", (_HEAD + "".join(lines)).encode())


def _codes(table: FigureTable) -> set[str]:
    return {problem.code for problem in table.problems}


@pytest.mark.slow
@pytest.mark.parametrize("step", [1, -1])
def test_chain_of_thousands_of_formulas_is_computed(step: int) -> None:
    chain = [("n0", "1", ""), *((f"n{n}", "", f"n{n - 1}+1") for n in range(1, 3000))]

    table = _table(*chain[::step])

    assert table.by_id()["n2999"].value == 3000
    assert table.problems == ()


def test_circle_of_thousands_of_formulas_is_told_once_and_short() -> None:
    table = _table(*((f"n{n}", "", f"n{(n + 1) % 3000}+1") for n in range(3000)))

    told = [tell_problem(each, "en") for each in table.problems if each.code == "formula_cycle"]

    told_circle = "n0 → n1 → n2 → n3 → …（3000）… → n2998 → n2999 → n0"
    assert told == [
        f"f.csv, C2: the formulas refer to each other in a circle: {told_circle}; mend one of them"
    ]


@pytest.mark.slow
def test_formulas_that_all_name_each_other_are_sorted_out_in_time() -> None:
    rows = [
        (f"n{n}", "", "+".join(f"n{(n + d) % 1000}" for d in range(1, 100))) for n in range(1000)
    ]
    began = time.process_time()

    table = _table(*rows)

    assert time.process_time() - began < 10
    assert "formula_cycle" in _codes(table)


def test_two_circles_are_two_problems() -> None:
    table = _table(
        ("a", "", "b+1"), ("b", "", "a+1"), ("c", "", "d+a"), ("d", "", "e"), ("e", "", "c"),
    )  # fmt: skip

    told = [dict(each.params)["ids"] for each in table.problems if each.code == "formula_cycle"]

    assert told == ["a → b → a", "c → d → e → c"]


@pytest.mark.parametrize(
    "formula", ["a*a", "1/a/a", "a*a*a*a", "*".join(["a"] * 600), "/".join(["1", *["a"] * 600])]
)
def test_number_beyond_all_size_is_told_and_not_written_out(formula: str) -> None:
    squares = [(f"s{n}", "", f"s{n - 1}*s{n - 1}" if n else "x*x") for n in range(60)]

    table = _table(("a", "9" * 25, ""), ("x", "", formula), *squares)

    assert "formula_beyond_size" in _codes(table)
    assert all(each.value is None or abs(each.value.adjusted()) <= 30 for each in table)


def test_value_that_was_computed_here_agrees_with_its_formula() -> None:
    table = _table(("a", "999999999", ""), ("b", "", "a*a"), ("c", "", "b+a"))

    assert table.problems == ()


@pytest.mark.parametrize(
    "formula",
    [
        "(" * 900 + "a" + ")" * 900, "-" * 900 + "a", "sum(" * 400 + "a" + ")" * 400,
        "a+" * 40_000 + "a", "(" * 1900, "sum(" * 400, "yoy(" * 400, "," * 1900,
    ],
)  # fmt: skip
def test_formula_that_nobody_can_read_is_told(formula: str) -> None:
    table = _table(("a", "1", ""), ("b", "1", f'"{formula}"'))

    assert _codes(table) & {"formula_too_long", "formula_syntax"}


def test_thousands_of_unknown_ids_are_told_in_time() -> None:
    began = time.process_time()

    table = _table(*((f"indicator_{n}", "1", f"indicator{n}+1") for n in range(1000)))

    assert time.process_time() - began < 10
    assert _codes(table) == {"formula_unknown_id_suggestion"}


def test_lost_characters_are_told() -> None:
    content = "\ufeff指标,数值,主体\n受理\ud83d案件,17,县\n".encode("utf-16-le", "surrogatepass")
    table = read_workbook("f.csv", content)
    listed = read_workbook("f.json", b'[{"indicator": "a\\ud83d", "value": 1}]')
    whole = read_workbook("f.json", b'[{"indicator": "a\\ud83d\\ude00", "value": 1}]')

    assert [tell_problem(each, "zh") for each in table.problems] == [
        "f.csv，B2：“受理\ufffd案件”中有损坏的字符（\ufffd），请改正"
    ]
    assert _codes(listed) == {"broken_character"}
    assert [each.indicator for each in whole] == ["a😀"]
