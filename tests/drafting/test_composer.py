"""The composer carries last year's sentences over, and says what it left out."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from jushi.documents import Document
from jushi.drafting import Outline, ReportDraft, compose_report, parse_outline
from jushi.errors import DraftError
from jushi.fidelity import check_text
from jushi.figures import FigureTable
from jushi.numbers import read_mentions

from tests.drafting.conftest import MakeFigure

MakeDocument = Callable[[str], Document]

REPORT = """某县2023年度法治政府建设工作报告

2023年以来，某县推进依法行政。今年5月，全市现场会在我县召开。现报告如下：
一、工作开展情况
（一）加强领导。县委书记周明远主持召开会议。印发《某县2023年工作要点》（某政办〔2023〕9号）。
（二）规范执法。共有1700余人参加执法培训。受理行政复议案件96件，同比增长41.2%，审结84件。
在全省第二届技能竞赛中荣获第五名。县政府公证处办理公证1235件。
二、明年工作安排
2024年，继续推进。一是抓培训；二是抓监督。
"""


@pytest.fixture
def past(make_document: MakeDocument) -> Document:
    return make_document(REPORT)


@pytest.fixture
def table(make_figure: MakeFigure) -> FigureTable:
    return FigureTable(
        (
            make_figure("trained", "1689人", "参加执法培训人员"),
            make_figure("received", "60件 96", "受理行政复议案件"),
            make_figure("closed", "58件", "审结行政复议案件"),
            make_figure("rank", "3名", "全省技能竞赛名次"),
            make_figure("towns", "7个", "新设便民服务站点", section="加强领导"),
        )
    )


def _sentence_with(draft: ReportDraft, words: str) -> str:
    return next(s.text for section in draft for s in section.sentences if words in s.text)


def test_numbers_are_this_years_in_last_years_sentences(past: Document, table: FigureTable) -> None:
    draft = compose_report(table, [past])

    assert _sentence_with(draft, "执法培训") == "共有近1700人参加执法培训。"
    assert _sentence_with(draft, "行政复议") == ("受理行政复议案件60件，同比下降37.5%，审结58件。")
    assert _sentence_with(draft, "技能竞赛") == "在全省第二届技能竞赛中荣获第三名。"


def test_years_move_on(past: Document, table: FigureTable) -> None:
    draft = compose_report(table, [past])

    assert draft.title == "某县2024年度法治政府建设工作报告"
    assert _sentence_with(draft, "依法行政") == "2024年以来，某县推进依法行政。"
    assert _sentence_with(draft, "继续推进") == "2025年，继续推进。"
    assert _sentence_with(draft, "印发") == "印发《某县2024年工作要点》（【待补：文号】）。"


@pytest.mark.parametrize(
    ("told", "carried"),
    [
        ("（某政办[2023]9号）", "（【待补：文号】）"),
        ("（某政办（2023）9号）", "（【待补：文号】）"),
        ("（某政办【2023】 9 号）", "（【待补：文号】）"),
        ("（某政办﹝2023﹞9号）", "（【待补：文号】）"),
        ("（某政办〔2023〕第9号）", "（【待补：文号】）"),
        ("（某某县人民政府办公室发〔2023〕9号）", "（【待补：文号】）"),
        ("（文号：某政办〔2023〕9号）", "（文号：【待补：文号】）"),
        ("（某政办〔2022〕58号）", "（【待补：文号】）"),
        ("（第9号）", "（【待补：文号】）"),
        ("某政办〔2023〕9号", "【待补：文号】"),
        ("，落实国发〔2023〕9号", "，落实国发〔2023〕9号"),
    ],
)
def test_no_document_number_of_last_year_stays_beside_a_title_that_moves(
    told: str, carried: str, make_document: MakeDocument, table: FigureTable
) -> None:
    past = make_document(REPORT.replace("（某政办〔2023〕9号）", told))

    draft = compose_report(table, [past])

    assert _sentence_with(draft, "印发") == f"印发《某县2024年工作要点》{carried}。"


def test_a_document_number_before_a_title_that_moves_is_emptied_too(
    make_document: MakeDocument, table: FigureTable
) -> None:
    written = REPORT.replace(
        "《某县2023年工作要点》（某政办〔2023〕9号）", "某政办[2023]9号《2023年要点》"
    )

    draft = compose_report(table, [make_document(written)])

    assert _sentence_with(draft, "印发") == "印发【待补：文号】《2024年要点》。"


def test_what_has_no_figure_any_more_is_left_out_and_told(
    past: Document, table: FigureTable
) -> None:
    draft = compose_report(table, [past])

    assert "公证" not in draft.text()
    assert [d.text for d in draft.dropped] == ["县政府公证处办理公证1235件。"]


def test_a_figure_that_no_sentence_tells_gets_a_plain_one_in_its_section(
    past: Document, table: FigureTable
) -> None:
    draft = compose_report(table, [past])

    section = next(s for s in draft.sections if s.title == "加强领导")
    last = section.sentences[-1]
    assert (last.text, last.origin) == ("全年新设便民服务站点7个。", "written")


def test_what_only_last_year_vouches_for_is_marked(past: Document, table: FigureTable) -> None:
    draft = compose_report(table, [past])

    marked = {
        s.text: {mark.kind for mark in s.marks}
        for section in draft
        for s in section.sentences
        if s.marks
    }
    assert {s.text for x in draft for s in x if s.is_carried_over} == marked.keys()
    assert marked["今年5月，全市现场会在我县召开。"] == {"date", "event"}
    assert marked["县委书记周明远主持召开会议。"] == {"person"}
    assert {"edition", "rank", "honour"} <= marked["在全省第二届技能竞赛中荣获第三名。"]
    assert marked["受理行政复议案件60件，同比下降37.5%，审结58件。"] == {"direction"}
    assert "2024年以来，某县推进依法行政。" not in marked
    assert marked["一是抓培训；"] == {"plan"}


def test_a_required_figure_without_value_is_to_be_filled_in(
    past: Document, table: FigureTable
) -> None:
    rows = [replace(f, value=None, required=True) if f.id == "closed" else f for f in table.figures]

    draft = compose_report(FigureTable(tuple(rows)), [past])

    assert "审结【待补：审结行政复议案件】。" in draft.text()
    assert [(m.figure, m.section) for m in draft.missing] == [("closed", "1.2")]


def test_a_growth_without_its_value_names_the_figure_to_be_filled_in(
    past: Document, table: FigureTable
) -> None:
    rows = [replace(f, value=None, required=True) for f in table.figures]

    draft = compose_report(FigureTable(tuple(rows)), [past])

    assert any("yoy(" in s.template for section in draft for s in section.sentences)
    assert {m.figure for m in draft.missing} <= {*table.by_id(), ""}


def test_every_number_is_bound_and_checks_clean(past: Document, table: FigureTable) -> None:
    draft = compose_report(table, [past])

    text = draft.text()
    spans = []
    sentences = [s for section in draft for s in section.sentences]
    for place, sentence in zip(draft.places(), sentences, strict=True):
        assert text[place.start : place.end] == sentence.text
        spans += [(place.start + b.start, place.start + b.end) for b in sentence.bindings]
    data = [m for m in read_mentions(text) if m.is_data]
    assert data
    assert all(any(a < m.end and m.start < b for a, b in spans) for m in data)
    assert not check_text(text, table, report_year=2024).has_errors


def test_the_text_has_the_shape_of_the_past_report(past: Document, table: FigureTable) -> None:
    lines = compose_report(table, [past]).text().split("\n")

    assert lines[:2] == ["某县2024年度法治政府建设工作报告", ""]
    assert lines[3] == "一、工作开展情况"
    assert lines[4].startswith("（一）加强领导。县委书记")
    assert [line[:3] for line in lines[5:]] == ["（二）", "在全省", "二、明", "202", ""]


def test_a_list_that_lost_an_entry_is_counted_anew(
    make_document: MakeDocument, make_figure: MakeFigure
) -> None:
    past = make_document(
        "某县2023年度工作报告\n\n一、做法\n一是办案3件；二是结案2件；三是调解4件。\n"
    )
    table = FigureTable((make_figure("a", "5件", "办案"), make_figure("c", "6件", "调解")))

    draft = compose_report(table, [past])

    assert draft.sections[0].text == "一是办案5件；二是调解6件。"


def test_an_older_report_gives_the_sentences_that_the_newest_lacks(
    make_document: MakeDocument, make_figure: MakeFigure
) -> None:
    newest = make_document("某县2023年度工作报告\n\n一、做法\n办理公证3件。\n")
    older = make_document(
        "某县2022年度工作报告\n\n一、做法\n全县人民群众申请法律援助2件。开展宣传活动。\n"
    )
    table = FigureTable(
        (make_figure("a", "5件", "办理公证"), make_figure("b", "8件", "申请法律援助"))
    )

    draft = compose_report(table, [newest, older])

    assert draft.sections[0].text == "办理公证5件。全县人民群众申请法律援助8件。"


def test_without_a_past_report_the_outline_is_filled_with_plain_sentences(
    make_figure: MakeFigure, outline: Outline
) -> None:
    rank = make_figure("rank", "4名", "依法治县考核全市名次")
    fall = make_figure("fall", "-6.9%", "行政处罚案件同比增减")
    rate = make_figure("rate", "98.5%", "行政执法考试合格率")

    draft = compose_report(
        FigureTable((rank, fall, rate)), [], outline=outline, subject="某县", year=2024
    )

    assert draft.title == "某县2024年度法治政府建设工作报告"
    assert _sentence_with(draft, "考核") == "全年依法治县考核位居全市第四名。"
    assert _sentence_with(draft, "行政处罚") == (
        "全年行政处罚案件同比下降6.9%，行政执法考试合格率为98.5%。"
    )
    assert _sentence_with(draft, "存在问题") == "【待补：存在问题及原因】"
    assert "存在问题及原因" in {missing.indicator for missing in draft.missing}


@pytest.fixture
def outline() -> Outline:
    path = Path(__file__).parents[2] / "knowledge" / "outlines" / "law-based-government.yaml"
    return parse_outline(path.read_text(encoding="utf-8"))


def test_another_outline_takes_the_sentences_of_past_sections_in(
    past: Document, table: FigureTable, outline: Outline
) -> None:
    draft = compose_report(table, [past], outline=outline)

    by_key = {section.key: section for section in draft.sections}
    assert "受理行政复议案件" in by_key["enforcement"].text + by_key["services"].text
    assert "继续推进" in by_key["plans"].text


def test_nothing_to_go_by_is_told(table: FigureTable) -> None:
    with pytest.raises(DraftError) as error:
        compose_report(table, [])

    assert str(error.value) == ("draft: has neither outline nor past report; give one of the two")


def test_a_figure_of_another_thing_does_not_take_the_place_of_one_that_is_gone(
    make_document: MakeDocument, make_figure: MakeFigure
) -> None:
    past = make_document("某县2023年度工作报告\n\n一、做法\n案卷问题整改率100%，办案3件。\n")
    table = FigureTable(
        (
            make_figure("other", "99% 100", "政务服务好差评差评整改率"),
            make_figure("cases", "4件 3", "办案"),
        )
    )

    draft = compose_report(table, [past])

    assert "案卷问题" not in draft.text()


def test_composing_twice_gives_the_same(past: Document, table: FigureTable) -> None:
    assert compose_report(table, [past]) == compose_report(table, [past])
