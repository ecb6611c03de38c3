"""The work of the check grows with the text and with the figures, whatever they are."""

import io
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from jushi.facts import FactBook
from jushi.fidelity import (
    Code,
    Evidence,
    bind_mentions,
    check_text,
    render_junit,
    render_text,
    render_xlsx,
)
from jushi.fidelity.clause import lay_out
from jushi.figures import FigureTable, read_workbook
from openpyxl import load_workbook

from tests.work import calls, dense_units, grows_with, repeated

TABLE = read_workbook(
    "now.csv",
    """指标,数值,单位,期间,上年值
受理案件,5,件,2024年,4
办结案件,7,件,2024年,9
办结率,100,%,2024年,99
满意率,100,%,2024年,98
地区生产总值,502.3,亿元,2024年,480.1
""".encode(),
)
_LONGEST = 2_000
"""Characters of the longest sentence or clause that the check reads."""


@pytest.mark.slow
@settings(max_examples=8)
@given(dense_units)
def test_twice_the_text_is_twice_the_work(unit: str) -> None:
    assert grows_with(lambda text: check_text(text, TABLE), unit, 2_000)


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "1 ",
        "、件、1",
        "受理案件5件办结案件7件",
        "甲、乙分别为5件、6件、",
        "受理案件5件、其余5件、",
        "受理案件5件、占5%、",
        "受理案件增长到5件、",
        "地区生产总值同比增长",
        "5件",
    ],
)
def test_one_sentence_of_many_numbers_costs_no_square(unit: str) -> None:
    assert grows_with(lambda text: check_text(text, TABLE), unit, 2_000)


def test_binding_costs_no_square() -> None:
    assert grows_with(lambda text: bind_mentions(text, TABLE), "受理案件5件办结案件7件", 2_000)


@pytest.mark.slow
def test_evidence_that_says_one_number_again_and_again_costs_no_square() -> None:
    names = count()

    def work(text: str) -> object:
        # Another name each time: the numbers of known evidence are not read again.
        return check_text(text, TABLE, evidence=(Evidence(f"依据{next(names)}", text),))

    assert grows_with(work, "来访群众9人，接待游客9人，", 2_000)


@pytest.mark.parametrize("unit", ["5件", "坚持依法行政", "5 cases ", "，", "受理案件5件，办结"])
def test_what_runs_on_is_cut(unit: str) -> None:
    layout = lay_out(repeated(unit, 20_000))

    for starts in (layout.sentence_starts, layout.clause_starts):
        ends = (*starts[1:], len(layout.text))
        assert max(b - a for a, b in zip(starts, ends, strict=True)) <= _LONGEST
    assert set(layout.sentence_starts) <= set(layout.clause_starts)


def test_a_sentence_that_people_write_is_not_cut() -> None:
    text = "，".join(["坚持依法行政"] * 90) + "。" + "办结案件7件。"

    assert lay_out(text).sentence_starts == (0, 90 * 7)


def test_blank_lines_before_a_heading_are_no_part_of_it() -> None:
    layout = lay_out("\n" * 50_000 + "一、受理情况\n受理案件5件。")

    assert layout.heading_before(50_020).strip() == "一、受理情况"


@pytest.mark.parametrize("between", ["达到" * 40 + "的", "达到达到为" * 12 + "约"])
def test_words_that_part_in_many_ways_are_read_in_one(between: str) -> None:
    """Each way to part them was tried: forty times 达到 took for ever."""
    result = check_text(f"受理案件增至{between}5件。", TABLE)

    assert [v.mention.value for v in result.verdicts] == [5]


def test_a_rate_with_many_places_in_a_table_is_false_not_a_failure() -> None:
    text = f"指标\t单位\t2024年\t2023年\t增长（%）\n受理案件\t件\t5\t4\t25.{'0' * 40}1\n"

    verdicts = {v.mention.text: v.code for v in check_text(text, TABLE).verdicts}

    assert verdicts[f"25.{'0' * 40}1"] is Code.WRONG_ARITHMETIC


def test_reports_show_lines_and_columns() -> None:
    result = check_text("受理案件6件。\n办结案件7件，\n受理案件8件。", TABLE)

    told = render_text(result).splitlines()

    assert [line.split()[1] for line in told if line.startswith("✗")] == ["1:5", "3:5"]


def test_a_report_quotes_of_an_endless_sentence_what_stands_around_the_number() -> None:
    result = check_text("受理案件6件办结案件8件" * 300, TABLE)

    assert len(render_junit(result)) < 800 * len(result.verdicts)
    rows = load_workbook(io.BytesIO(render_xlsx(result, TABLE))).worksheets[0].rows
    quotes = [str(row[1].value) for row in rows][1:]
    assert max(map(len, quotes)) <= 500
    assert all(("6件" in quote) and ("8件" in quote) for quote in quotes)


@pytest.mark.slow
def test_rows_of_the_workbook_cost_no_square() -> None:
    def work(text: str) -> object:
        return render_xlsx(check_text(text, TABLE), TABLE)

    assert grows_with(work, "受理案件6件，\n", 1_500)


@pytest.mark.slow
def test_many_periods_of_one_indicator_cost_no_square() -> None:
    def table(size: int) -> FigureTable:
        first = TABLE.figures[0]
        return FigureTable(tuple(replace(first, id=f"f{n}", previous=None) for n in range(size)))

    small, large = table(500), table(1_000)
    none = FigureTable(figures=())

    once = calls(lambda: FactBook(small, none, year=2024))

    assert calls(lambda: FactBook(large, none, year=2024)) <= 2.3 * once
