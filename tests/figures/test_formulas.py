"""What formulas give, in which unit, and which are refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jushi.errors import FigureError
from jushi.figures import evaluate, parse_formula
from jushi.figures.formula.parsing import LONGEST, Formula

from tests.figures.books import figure, table_of

TABLE = table_of(
    figure("res", "8170"),
    figure("acc", "8210"),
    figure("acts", "7", "起"),
    figure("wan", "1.2", "万元"),
    figure("yuan", "500", "元"),
    figure("rate", "95", "%", previous=Decimal(90)),
    figure("aid", "764", "件", previous=Decimal(701)),
    figure("people", "1000", "人"),
    figure("homes", "10", "户"),
    figure("nothing", "0"),
    figure("open", None),
    figure("bare", "5", ""),
    figure("法援案件", "3"),
)


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        pytest.param("res+acc", "件", "16380", id="sum"),
        pytest.param("acc-res", "件", "40", id="difference"),
        pytest.param("-res+acc", "件", "40", id="leading minus"),
        pytest.param("sum(res, acc, 法援案件)", "件", "16383", id="sum over a list"),
        pytest.param("=SUM(res，acc)", "件", "16380", id="as typed in Excel, full width"),
        pytest.param("（res＋acc）×2", "件", "32760", id="full-width signs"),
        pytest.param("res/acc", "%", "99.51278928136419001218026797", id="quotient in percent"),
        pytest.param("res/acc", None, "0.9951278928136419001218026797", id="plain quotient"),
        pytest.param("res/acc*100", "%", "99.51278928136419001218026797", id="times 100"),
        pytest.param("100*res÷acc", "%", "99.51278928136419001218026797", id="100 in front"),
        pytest.param("res/acc*100%", "%", "99.51278928136419001218026797", id="times 100%"),
        pytest.param("share(res, acc)", None, "99.51278928136419001218026797", id="share"),
        pytest.param("res/acts*100", "%", "116714.2857142857142857142857", id="件 by 起, percent"),
        pytest.param("yoy(aid)", "%", "8.987161198288159771754636234", id="growth"),
        pytest.param("yoy(aid)", None, "8.987161198288159771754636234", id="growth, no unit asked"),
        pytest.param(
            "(acc-res)/res*100", "%", "0.4895960832313341493268053856", id="change by hand"
        ),
        pytest.param("prev(aid)", "件", "701", id="last year's"),
        pytest.param("aid/prev(aid)", None, "1.089871611982881597717546362", id="by last year's"),
        pytest.param("diff(aid)", "件", "63", id="change of a count"),
        pytest.param("diff(rate)", None, "5", id="change of a rate in points"),
        pytest.param("diff(rate)", "百分点", "5", id="change of a rate, asked in points"),
        pytest.param("wan+yuan", None, "1.25", id="scale words count, first unit leads"),
        pytest.param("wan+yuan", "元", "12500", id="scale words count, unit asked"),
        pytest.param("people+homes", "人", "1010", id="classifiers are added as they stand"),
        pytest.param("wan/people", "元", "12", id="per head in 元"),
        pytest.param("wan/people", "元/人", "12", id="per head in 元/人"),
        pytest.param("acc*rate", "件", "7799.5", id="percent of a count"),
        pytest.param("rate+1", None, "96", id="bare number counts in the other's unit"),
        pytest.param("res+bare", "件", "8175", id="figure without unit"),
        pytest.param("rate/rate", None, "1", id="rate by rate"),
        pytest.param("acc*2", "万件", "1.642", id="asked in a scaled unit"),
        pytest.param("res-acc*0.5", "件", "4065", id="precedence"),
        pytest.param("(res-acc)*0.5", "件", "-20", id="brackets"),
        pytest.param("acc/4/5", "件", "410.5", id="division from the left"),
        pytest.param("(acc/3)*3", "件", "8210", id="thirds come back whole"),
    ],
)
def test_formula_gives_its_value_in_the_unit_asked_for(
    text: str, unit: str | None, expected: str
) -> None:
    assert str(evaluate(parse_formula(text), TABLE, unit=unit)) == expected


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        pytest.param("", "…", id="empty"),
        pytest.param("res+", "…", id="open end"),
        pytest.param("res acc", "acc", id="two ids"),
        pytest.param("share(res)", "res)", id="too few arguments"),
        pytest.param("yoy(res+acc)", "res+acc)", id="growth of a sum"),
        pytest.param("(res", "…", id="open bracket"),
        pytest.param("__import__('os')", "('os')", id="python"),
        pytest.param("res**2", "*2", id="power"),
        pytest.param("res.value", ".value", id="attribute"),
        pytest.param("1" * 40, "1" * 20, id="endless number"),
        pytest.param("lambda: 1", ": 1", id="lambda"),
        pytest.param("2023_total", "_total", id="id that begins with a digit"),
    ],
)
def test_what_is_no_formula_is_refused_at_its_place(text: str, rest: str) -> None:
    with pytest.raises(FigureError) as refusal:
        parse_formula(text)

    assert str(refusal.value) == (
        f'formula: the formula "{text}" cannot be read from "{rest}" on; '
        "use + - * / ( ) sum yoy share diff prev and ids"
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("+".join(["res"] * LONGEST), id="long"),
        pytest.param("(" * 60 + "res" + ")" * 60, id="deep"),
        pytest.param("sum(" * 60 + "res" + ")" * 60, id="deep in functions"),
    ],
)
def test_formula_without_end_is_refused(text: str) -> None:
    with pytest.raises(FigureError, match="too long or too deeply nested"):
        parse_formula(text)


@pytest.mark.parametrize(
    ("text", "unit", "problem"),
    [
        pytest.param(
            "peopel",
            None,
            "names peopel, which is no id of this workbook; did you mean people?",
            id="near id",
        ),
        pytest.param(
            "xyz", None, "names xyz, which is no id of this workbook; mend the id", id="unknown id"
        ),
        pytest.param("res/nothing", "%", "divides by zero; mend the divisor", id="zero"),
        pytest.param("open+1", None, "waits for the value of open; fill it in", id="empty figure"),
        pytest.param(
            "yoy(acc)", "%", "needs the previous value of acc, which is empty", id="no previous"
        ),
        pytest.param(
            "wan+people", None, "gives 万元, which is not comparable", id="money and people"
        ),
        pytest.param(
            "res/acc",
            "件",
            "gives a plain number, which is not comparable",
            id="quotient as a count",
        ),
        pytest.param("wan", "人", "gives 万元, which is not comparable", id="money as people"),
    ],
)
def test_formula_that_cannot_be_computed_says_why(
    text: str, unit: str | None, problem: str
) -> None:
    with pytest.raises(FigureError) as refusal:
        evaluate(parse_formula(text), TABLE, unit=unit)

    assert problem in str(refusal.value)


def test_formula_names_its_ids_once_in_order() -> None:
    formula = parse_formula("b + sum(a, b, 2*c) - a")

    assert formula.ids == ("b", "a", "c")


@pytest.mark.parametrize(
    ("text", "parts", "ratio"),
    [
        pytest.param("a+b+c", ("a", "b", "c"), None, id="sum"),
        pytest.param("sum(a, b)", ("a", "b"), None, id="sum over a list"),
        pytest.param("a-b", (), None, id="difference"),
        pytest.param("a+1", (), None, id="sum with a number"),
        pytest.param("a/b", (), ("a", "b"), id="quotient"),
        pytest.param("a/b*100", (), ("a", "b"), id="quotient times 100"),
        pytest.param("share(a, b)", (), ("a", "b"), id="share"),
        pytest.param("a/b/c", (), None, id="two divisors"),
        pytest.param("a", (), None, id="one id"),
    ],
)
def test_formula_knows_its_parts_and_its_whole(
    text: str, parts: tuple[str, ...], ratio: tuple[str, str] | None
) -> None:
    formula = parse_formula(text)

    assert (formula.parts, formula.ratio) == (parts, ratio)


def test_thousand_terms_are_no_deeper_than_two() -> None:
    formula = parse_formula("+".join(["bare"] * 400))

    assert evaluate(formula, TABLE) == 2000


_NUMBERS = st.integers(1, 10**6)


@given(st.lists(_NUMBERS, min_size=1, max_size=30))
def test_sum_is_the_sum(numbers: list[int]) -> None:
    table = table_of(*(figure(f"n{i}", str(n)) for i, n in enumerate(numbers)))

    formula = parse_formula("sum(" + ",".join(f"n{i}" for i in range(len(numbers))) + ")")

    assert evaluate(formula, table, unit="件") == sum(numbers)


@given(_NUMBERS, _NUMBERS)
def test_share_of_the_whole_and_of_the_rest_are_hundred(part: int, rest: int) -> None:
    table = table_of(figure("a", str(part)), figure("b", str(rest)))

    shares = parse_formula("a/(a+b)+b/(a+b)")

    assert evaluate(shares, table, unit="%") == 100


@given(st.text(alphabet="ab12+-*/(),%. sumyo（）", max_size=40))
def test_any_text_is_a_formula_or_refused(text: str) -> None:
    try:
        assert isinstance(parse_formula(text), Formula)
    except FigureError as error:
        assert error.remedy
