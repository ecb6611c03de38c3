"""Numbers of materials become candidate figures; what disagrees stays apart."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from jushi.documents import Document, read_document
from jushi.drafting import (
    Candidate,
    match_candidates,
    merge_observations,
    observe_document,
    skeleton_of,
)

MakeDocument = Callable[[str], Document]


def _candidates(*texts: str) -> tuple[Candidate, ...]:
    documents = [read_document(f"{n}.txt", text.encode()) for n, text in enumerate(texts, 1)]
    found = [one for d in documents for one in observe_document(d, year=2024)[0]]
    return merge_observations(found)


def _told(candidate: Candidate) -> list[str]:
    return [reading[0].figure.tell_value() for reading in candidate.readings]


def test_a_number_is_a_candidate_with_its_sentence_and_its_place() -> None:
    (candidate,) = _candidates("县司法局2024年工作总结\n\n受理法律援助案件531余件。\n")

    figure = candidate.figure
    assert (figure.indicator, figure.value, figure.unit, figure.approx) == (
        "受理法律援助案件",
        Decimal(531),
        "件",
        "余",
    )
    assert figure.period is not None
    assert figure.period.text == "2024年"
    assert figure.source == "县司法局"
    assert str(figure.cell) == "1.txt:第3段“531余件”"
    assert figure.note.endswith("：受理法律援助案件531余件。")


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("受理法律援助案件531件。", "法律援助案件受理531件。", ["531件"]),
        ("受理法律援助案件531件。", "受理法律援助案件529件。", ["531件", "529件"]),
        ("挽回经济损失1520余万元。", "挽回经济损失1523万元。", ["1523万元"]),
        ("清偿账款1.27亿元。", "清偿账款12730万元。", ["12730万元"]),
        ("清偿账款1.27亿元。", "清偿账款12830万元。", ["12830万元", "1.27亿元"]),
        ("受理案件531件。", "2023年受理案件520件。", ["531件"]),
        ("办结率98%。", "满意率98%。", ["98%"]),
    ],
    ids=[
        "other order of words",
        "contradiction",
        "approximate",
        "rounded",
        "rounded wrongly",
        "another year",
        "another indicator",
    ],
)
def test_what_agrees_is_one_reading_and_what_does_not_is_two(
    first: str, second: str, told: list[str]
) -> None:
    assert _told(_candidates(first, second)[0]) == told


def test_plans_and_distances_are_left_out_with_their_reason(make_document: MakeDocument) -> None:
    text = "县司法局2024年工作总结\n\n一、工作情况\n办结率高于全市平均3.2个百分点。\n"
    text += "二、2025年工作计划\n2025年计划受理法律援助案件600件。\n"

    found, left = observe_document(make_document(text))

    assert found == ()
    assert [(one.text, one.reason) for one in left] == [
        ("3.2个百分点", "compared"),
        ("600件", "planned"),
    ]


def test_a_growth_meets_the_row_that_computes_it(make_document: MakeDocument) -> None:
    last_year = "某县2023年度工作报告\n\n一、情况\n受理案件764件，同比增长5.3%。\n"
    table = skeleton_of(make_document(last_year))

    matched = match_candidates(_candidates("受理案件802件，同比增长5.0%。"), table)

    assert list(matched.values()) == ["受理案件", "受理案件同比增长"]
