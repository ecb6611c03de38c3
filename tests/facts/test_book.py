"""Everything that a workbook states: levels, changes, growth, points, completion, ratios."""

from decimal import Decimal

import pytest
from jushi.facts import Base, Fact, FactBook, Measure
from jushi.figures import parse_period, read_workbook


def book_of(rows: str, year: int = 2024) -> FactBook:
    return FactBook(read_workbook("f.csv", rows.encode()), year=year)


def facts(book: FactBook, measure: Measure, base: Base | None = None) -> list[Fact]:
    return [f for f in book if f.measure is measure and (base is None or f.base is base)]


def values(book: FactBook, measure: Measure, base: Base | None = None) -> list[Decimal]:
    return [f.value.quantize(Decimal("0.01")) for f in facts(book, measure, base)]


@pytest.mark.parametrize(
    "rows",
    [
        "指标,数值,单位,期间,上年值\n案件,120,件,2024年,100\n",
        "指标,数值,单位,上年值\n案件,120,件,100\n",
        "指标,数值,单位,期间\n案件,120,件,2024年\n案件,100,件,2023年\n",
        "指标,数值,单位,期间,上年值\n案件,120,件,1-9月,100\n",
        "指标,数值,单位,期间,上年值\n案件,120,件,2024年末,100\n",
    ],
)
def test_a_change_is_computed_wherever_the_year_before_stands(rows: str) -> None:
    book = book_of(rows)

    assert values(book, Measure.CHANGE, Base.YEAR) == [Decimal(20)]
    assert values(book, Measure.GROWTH, Base.YEAR) == [Decimal(20)]
    assert values(book, Measure.MULTIPLE, Base.YEAR) == [Decimal("1.2")]


def test_a_rate_changes_by_points_and_has_no_growth() -> None:
    book = book_of("指标,数值,单位,期间,上年值\n办结率,98.5,%,2024年,96\n")

    assert values(book, Measure.POINTS) == [Decimal("2.5")]
    assert facts(book, Measure.GROWTH) == []


def test_a_growth_rate_quickens_by_points_of_growth() -> None:
    book = book_of("指标,数值,单位,期间,上年值\n产值增速,5.2,%,2024年,4.4\n")

    (points,) = facts(book, Measure.POINTS)
    assert (points.value, points.of) == (Decimal("0.8"), Measure.GROWTH)


def test_a_month_is_held_against_the_month_before_and_not_against_the_months_so_far() -> None:
    book = book_of(
        "指标,数值,单位,期间\n产值,110,亿元,2024年5月\n产值,100,亿元,2024年4月\n"
        "产值,480,亿元,2024年1—5月\n"
    )

    assert values(book, Measure.GROWTH, Base.PERIOD) == [Decimal(10)]
    assert facts(book, Measure.GROWTH, Base.YEAR) == []


def test_a_target_gives_completion_and_a_gap() -> None:
    book = book_of("指标,数值,单位,期间\n投资,103,亿元,2024年\n投资目标,100,亿元,2024年\n")

    assert values(book, Measure.COMPLETION) == [Decimal(103)]
    assert values(book, Measure.GAP) == [Decimal(3)]


def test_a_rise_in_rank_is_a_fall_of_its_number() -> None:
    book = book_of("指标,数值,单位,期间,上年值\nGDP全省排名,3,位,2024年,5\n")

    assert values(book, Measure.CHANGE) == [Decimal(2)]


def test_a_ratio_that_the_field_knows_is_computed_with_its_change() -> None:
    book = book_of(
        "指标,数值,单位,期间,上年值\n规上工业产值,200,亿元,2024年,180\n"
        "规上销售产值,196,亿元,2024年,171\n"
    )

    ratio = next(f for f in book if f.unit == "%" and f.is_current and f.measure is Measure.LEVEL)
    assert book.topics[ratio.topic].name == "产销率"
    assert (ratio.value, ratio.formula) == (Decimal(98), "196/200")
    assert Decimal("3.00") in values(book, Measure.POINTS)


def test_a_change_since_a_stretch_that_a_text_names() -> None:
    book = book_of("指标,数值,单位,期间\n产值增速,5.2,%,2024年1-9月\n产值增速,4.8,%,2024年1-6月\n")

    (change,) = book.changes_since(0, parse_period("2024年1-6月"))
    assert (change.value, change.base) == (Decimal("0.4"), Base.NAMED)


def test_a_fact_says_what_it_rests_on() -> None:
    book = book_of("编号,指标,数值,单位,期间\na,投资,103,亿元,2024年\nb,投资目标,100,亿元,2024年\n")

    (done,) = facts(book, Measure.COMPLETION)
    assert set(done.figures) == {"a", "b"}
    assert "C2" in done.evidence
    assert "C3" in done.evidence


def test_short_names_are_found_where_they_are_spelled_out() -> None:
    book = book_of("指标,数值,单位\n拆违,4.28,万平方米\n社零,71,亿元\n")

    assert book.shortened("拆除违法建设") == [0]
    assert book.shortened("社会消费品零售总额") == [1]
    assert book.shortened("清理垃圾") == []


@pytest.mark.parametrize("unit", ["亿元", "万元"])
def test_a_target_of_nothing_is_missed_in_whatever_unit_it_is_told(unit: str) -> None:
    book = book_of(f"指标,数值,单位,期间\n新增债务,3,亿元,2024年\n新增债务目标,0,{unit},2024年\n")

    assert values(book, Measure.GAP, Base.TARGET) == [Decimal(3)]
    assert facts(book, Measure.COMPLETION) == []


def test_what_an_average_may_be_per_is_found_by_its_unit() -> None:
    book = book_of(
        "指标,数值,单位,期间\n户数,5,户,2024年\n人口,2,万人,2024年\n职工,800,人,2024年\n"
        "人口目标,3,万人,2024年\n停办学校,0,人,2024年\n"
    )

    found = [(fact.indicator, share) for fact, share in book.counted_in(("千人",))]

    assert found == [("人口", Decimal("0.1")), ("职工", Decimal(1000))]
