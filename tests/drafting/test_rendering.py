"""Bound text is written so that every number is true of its figure."""

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from jushi.drafting.rendering import render_bound
from jushi.figures import FigureTable, read_workbook
from jushi.text import Sentence

from tests.drafting.conftest import MakeFigure

_CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data/drafting/rendering.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


@pytest.mark.parametrize("case", _CASES, ids=[case["id"] for case in _CASES])
def test_slots_are_written_in_the_form_asked_for(
    case: dict[str, str], make_table: Callable[..., FigureTable]
) -> None:
    table = make_table(**case["figures"])

    rendered = render_bound(case["bound"], table)

    assert rendered.text == case["text"]
    assert not rendered.faults


def test_bindings_quote_the_number_and_name_the_figure(
    make_table: Callable[..., FigureTable],
) -> None:
    table = make_table(people="1701人", rate="98.5%")

    rendered = render_bound("共{{people|余}}，合格率{{rate}}。", table)

    told = [(rendered.text[b.start : b.end], b.expression, b.figures) for b in rendered.bindings]
    assert told == [("1700余人", "people|余", ("people",)), ("98.5%", "rate", ("rate",))]


def test_a_figure_without_value_reads_as_to_be_filled_in(make_figure: MakeFigure) -> None:
    table = FigureTable((make_figure("aid", "件", "受理法律援助案件"),))

    rendered = render_bound("受理{{aid}}。", table)

    assert rendered.text == "受理【待补：受理法律援助案件】。"
    assert [fault.kind for fault in rendered.faults] == ["no_value"]
    assert [(rendered.text[b.start : b.end], b.expression) for b in rendered.bindings] == [
        ("【待补：受理法律援助案件】", "aid")
    ]
    assert rendered.sentence.filled_bindings == ()


def test_a_gap_among_numbers_is_bound_where_it_stands(
    make_figure: MakeFigure, make_table: Callable[..., FigureTable]
) -> None:
    table = make_table(closed="44件", kept="91件")
    table = FigureTable((*table, make_figure("aid", "件", "受理法律援助案件")))

    rendered = render_bound("审结{{closed}}，受理{{aid}}，保留{{kept}}。", table)

    assert [(rendered.text[b.start : b.end], b.expression) for b in rendered.bindings] == [
        ("44件", "closed"),
        ("【待补：受理法律援助案件】", "aid"),
        ("91件", "kept"),
    ]
    assert rendered.sentence.figures == ("closed", "aid", "kept")
    assert rendered.sentence.told_figures == ("closed", "kept")


def test_a_text_without_slots_has_no_template(make_table: Callable[..., FigureTable]) -> None:
    assert render_bound("群众满意。", make_table(aid="3件")).sentence == Sentence("群众满意。")


def test_an_unknown_figure_is_told(make_table: Callable[..., FigureTable]) -> None:
    rendered = render_bound("受理{{nobody}}。", make_table(aid="3件"))

    assert [(fault.kind, fault.expression) for fault in rendered.faults] == [
        ("unknown_figure", "nobody")
    ]


def test_growth_without_last_year_is_told_not_invented(
    make_table: Callable[..., FigureTable],
) -> None:
    rendered = render_bound("同比增长{{yoy(aid)}}。", make_table(aid="3件"))

    assert [fault.kind for fault in rendered.faults] == ["no_value"]


def test_a_change_figure_of_the_workbook_turns_the_word_of_direction(
    make_figure: MakeFigure,
) -> None:
    falling = make_figure("change", "-6.9%", "行政处罚案件同比增减")

    rendered = render_bound("同比增长{{change}}。", FigureTable((falling,)))

    assert rendered.text == "同比下降6.9%。"


def test_a_figure_that_is_itself_a_fall_keeps_its_word(make_figure: MakeFigure) -> None:
    fall = make_figure("fall", "6.9%", "行政处罚案件同比下降")

    rendered = render_bound("同比下降{{fall}}。", FigureTable((fall,)))

    assert rendered.text == "同比下降6.9%。"


def test_a_formula_in_the_workbook_gives_the_value(make_figure: MakeFigure) -> None:
    table = FigureTable(
        (
            make_figure("kept", "91件"),
            make_figure("ended", "44件"),
            make_figure("all", "件", formula="kept + ended"),
        )
    )

    rendered = render_bound("梳理{{all}}。", table)

    assert rendered.text == "梳理135件。"


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("由{{prev(rank)|第}}升至{{rank|第}}。", "由第6位升至第4位。"),
        ("比上年下降{{diff(rank)}}。", "比上年上升2位。"),
        ("上年为{{prev(rate)}}。", "上年为93.0%。"),
        ("上年清偿{{prev(paid)|亿}}。", "上年清偿1.27亿元。"),
        ("是上年的{{paid/prev(paid)|.1}}倍。", "是上年的1.1倍。"),
        ("考核排名较上年升降{{diff(rank)}}。", "考核排名较上年上升2位。"),
        ("满意度较上年增减{{diff(rate)}}。", "满意度较上年下降1.5个百分点。"),
        ("满意度低于上年{{diff(rate)}}。", "满意度低于上年1.5个百分点。"),
        ("满意度比上年高{{diff(rate)}}。", "满意度比上年低1.5个百分点。"),
        ("上年{{prev(new)}}。", "上年【待补：新增事项】。"),
    ],
)
def test_last_years_value_and_the_move_of_a_rank_are_told(
    template: str, text: str, make_figure: MakeFigure
) -> None:
    table = FigureTable(
        (
            replace(make_figure("rank", "4位", "考核全市排名"), previous=Decimal(6)),
            replace(make_figure("rate", "91.5%", "满意度"), previous=Decimal("93.0")),
            replace(make_figure("paid", "14160万元", "清偿账款"), previous=Decimal(12730)),
            make_figure("new", "3项", "新增事项"),
        )
    )
    assert render_bound(template, table).text == text


@pytest.mark.parametrize(
    ("unit", "told"), [("个工作日", "5个工作日"), ("个月", "5个月"), ("个", "5个")]
)
def test_a_change_is_told_in_units_that_begin_with_a_classifier(unit: str, told: str) -> None:
    rows = f"编号,指标,数值,单位,期间,上年值\na,平均用时,18,{unit},2025年,23\n"
    table = read_workbook("f.csv", rows.encode())

    assert render_bound("比上年减少{{diff(a)}}。", table).sentence.text == f"比上年减少5{unit}。"


@pytest.mark.parametrize(
    ("value", "previous", "unit", "told"),
    [
        ("5.88", "5.5", "亿元", "增加0.38亿元"),
        ("86.07", "85.92", "%", "增加0.15个百分点"),
        ("1203.45", "1210.5", "万元", "减少7.05万元"),
        ("4.125", "4.25", "公顷", "减少0.125公顷"),
    ],
)
def test_a_difference_is_told_with_all_its_places(
    value: str, previous: str, unit: str, told: str
) -> None:
    rows = f"编号,指标,数值,单位,期间,上年值\na,完成投资,{value},{unit},2025年,{previous}\n"
    table = read_workbook("f.csv", rows.encode())

    assert render_bound("增加{{diff(a)}}", table).text == told
