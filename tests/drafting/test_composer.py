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
    assert _sentence_with(draft, "技能竞赛") == "全省技能竞赛位居第三名。"


def test_years_move_on(past: Document, table: FigureTable) -> None:
    draft = compose_report(table, [past])

    assert draft.title == "某县2024年度法治政府建设工作报告"
    assert _sentence_with(draft, "依法行政") == "2024年以来，某县推进依法行政。"


@pytest.mark.parametrize(
    "stale",
    [
        "今年5月，全市现场会在我县召开。",
        "县委书记周明远主持召开会议。",
        "印发《某县2023年工作要点》（某政办〔2023〕9号）。",
        "在全市率先完成清理工作。",
        "县法院王建国院长来我县调研。",
        "护理部李敏在全省护理技能大赛中荣获二等奖。",
        "邀请省委党校教授讲授民法典。",
        "医院6月通过三级乙等评审。",
        "《人民日报》刊发了我县的做法。",
        "组织骨干赴苏州考察学习。",
        "先后召开座谈会数十场。",
        "年初部署了全年工作。",
        "将供水管网改造、卫生中心建设等9项决策纳入目录。",
    ],
)
def test_what_only_last_year_vouches_for_waits_outside_the_draft(
    stale: str, make_document: MakeDocument, table: FigureTable
) -> None:
    past = make_document(f"某县2023年度工作报告\n\n一、做法\n{stale}抓实日常管理。\n")

    draft = compose_report(table, [past])

    waiting = [w for s in draft.sections for w in s.withheld if w.text == stale]
    assert stale.rstrip("。") not in draft.text()
    assert "抓实日常管理。" in draft.text()
    assert [(w.document, bool(w.marks)) for w in waiting] == [(past.name, True)]
    for mark in waiting[0].marks:
        assert stale[mark.start : mark.end] == mark.text


@pytest.mark.parametrize(
    "timeless",
    [
        "坚持党委领导下的院长负责制。",
        "严格落实十八项核心制度。",
        "每月1日至25日为企业“宁静日”。",
        "落实《提升行政执法质量三年行动计划（2023—2025年）》。",
        "将述职情况列为年终述职的必述内容。",
        "健全通报表扬机制。",
    ],
)
def test_timeless_measures_stay_marked(
    timeless: str, make_document: MakeDocument, table: FigureTable
) -> None:
    past = make_document(REPORT.replace("（一）加强领导。", f"（一）加强领导。{timeless}"))

    draft = compose_report(table, [past])

    sentence = next(s for x in draft for s in x if s.text == timeless)
    assert sentence.is_carried_over
    assert sentence.marks


def test_no_date_is_moved_to_make_an_old_event_new(past: Document, table: FigureTable) -> None:
    draft = compose_report(table, [past])

    assert "现场会" not in draft.text()
    assert "2024年5月" not in draft.text()
    assert "2024年工作要点" not in draft.text()


def test_a_clause_that_waits_leaves_the_figures_of_its_sentence(
    make_document: MakeDocument, make_figure: MakeFigure
) -> None:
    past = make_document(
        "某局2023年度工作报告\n\n一、做法\n一是邀请教授王志远授课，举办培训班3期。二是办案5件。\n"
    )
    table = FigureTable((make_figure("a", "4期", "举办培训班"), make_figure("b", "6件", "办案")))

    draft = compose_report(table, [past])

    assert draft.sections[0].text == "一是举办培训班4期。二是办案6件。"
    assert [w.text for w in draft.sections[0].withheld] == ["一是邀请教授王志远授课。"]


def test_a_headline_without_its_sentences_waits_too(
    make_document: MakeDocument, make_figure: MakeFigure
) -> None:
    past = make_document(
        "某局2023年度工作报告\n\n一、做法\n一是加强领导。局长何平主持召开会议。二是抓好办案。办案5件。\n"
    )
    table = FigureTable((make_figure("b", "6件", "办案"),))

    draft = compose_report(table, [past])

    assert draft.sections[0].text == "一是抓好办案。办案6件。"
    assert [w.text for w in draft.sections[0].withheld] == [
        "一是加强领导。",
        "局长何平主持召开会议。",
    ]


def test_required_content_that_waits_is_to_be_filled_in(
    make_document: MakeDocument, table: FigureTable, outline: Outline
) -> None:
    duty = "县委书记周明远主持召开会议，履行第一责任人职责。"
    past = make_document(REPORT.replace("县委书记周明远主持召开会议。", duty))

    draft = compose_report(table, [past], outline=outline)

    leadership = next(s for s in draft.sections if s.key == "leadership")
    assert "【待补：党政主要负责人履行推进法治建设第一责任人职责" in leadership.text


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
    assert (last.text, last.origin) == ("全年新设便民服务站点共7个。", "written")


def test_a_turned_direction_is_marked(past: Document, table: FigureTable) -> None:
    draft = compose_report(table, [past])

    marked = {s.text: {mark.kind for mark in s.marks} for x in draft for s in x if s.marks}
    assert marked["受理行政复议案件60件，同比下降37.5%，审结58件。"] == {"direction"}
    assert {s.text for x in draft for s in x if s.is_carried_over} == marked.keys()


def test_problems_and_plans_are_this_years(
    make_document: MakeDocument, make_figure: MakeFigure
) -> None:
    past = make_document(
        "某局2023年度工作报告\n\n一、做法\n投诉办结率100%，受理案件5件，办结5件。\n二、存在问题\n"
        "（一）人手不足。执法人员偏少。\n三、明年工作安排\n2024年，年底前建成青少年活动中心。全面加强领导。\n"
    )
    table = FigureTable(
        (
            make_figure("rate", "98.6% 100", "投诉办结率"),
            make_figure("got", "9件 5", "受理案件"),
            make_figure("done", "8件 5", "办结案件"),
        )
    )

    draft = compose_report(table, [past])

    problems, plans = draft.sections[1], draft.sections[2]
    assert [s.title for s in draft.sections] == ["做法", "存在问题", "明年工作安排"]
    assert [s.text for s in problems][1:] == [
        "一是受理案件9件，办结案件8件，仍有1件没有完成，主要原因是【待补：原因】。",
        "二是投诉办结率98.6%，比上年下降1.4个百分点，主要原因是【待补：原因】。",
    ]
    assert [s.text for s in plans] == [
        "2025年，重点抓好以下工作：",
        "一是抓紧办理案件中尚未完成的事项，【待补：措施和时限】。",
        "二是针对投诉办结率下降的情况采取措施，【待补：措施和时限】。",
        "三是建成青少年活动中心，【待补：进展和时限】。",
    ]
    assert "执法人员偏少。" in [w.text for w in problems.withheld]
    assert plans.sentences[-1].is_carried_over
    assert not check_text(draft.text(), table, report_year=2024).has_errors


def test_a_cause_is_told_where_a_source_gives_it(
    make_document: MakeDocument, make_figure: MakeFigure
) -> None:
    past = make_document("某院2023年工作总结\n\n一、做法\n满意度96%。\n二、存在问题\n床位紧张。\n")
    fell = replace(make_figure("a", "95% 96", "患者满意度"), note="因门诊楼改造，候诊时间延长")

    draft = compose_report(FigureTable((fell,)), [past])

    assert draft.sections[1].sentences[-1].text == (
        "一是患者满意度95%，比上年下降1个百分点，因门诊楼改造，候诊时间延长。"
    )


def test_new_figures_read_as_sentences_in_their_section(
    make_document: MakeDocument, make_figure: MakeFigure
) -> None:
    past = make_document(
        "某院2023年工作总结\n\n一、医疗服务\n门诊5次。\n二、质量管理\n规范抗菌药物使用，控制使用强度。\n"
    )
    table = FigureTable(
        (
            make_figure("a", "6次 5", "门诊"),
            make_figure("b", "39.4DDDs 38.6", "抗菌药物使用强度"),
            make_figure("c", "100% 100", "处方点评率"),
            make_figure("d", "100% 100", "处方合格率"),
            make_figure("e", "512例 430", "日间手术"),
            make_figure("f", "12个", "基层服务点"),
        )
    )

    draft = compose_report(table, [past])

    assert draft.sections[1].text.startswith(
        "规范抗菌药物使用，控制使用强度。全年抗菌药物使用强度为39.4DDDs，比上年增加0.8DDDs"
    )
    assert "处方点评率、处方合格率均为100%" in draft.text()
    assert "日间手术共512例，同比增长19.1%" in draft.text()
    assert "基层服务点共12个" in draft.text()


def test_two_numbers_of_last_year_keep_their_own_figures(
    make_document: MakeDocument, make_figure: MakeFigure
) -> None:
    past = make_document("某局2023年工作总结\n\n一、做法\n新增市级龙头企业7家，累计达到63家。\n")
    table = FigureTable(
        (
            make_figure("new", "5家 7", "新增市级龙头企业"),
            make_figure("all", "68家 63", "市级龙头企业总数"),
        )
    )

    draft = compose_report(table, [past])

    assert "新增市级龙头企业68家" not in draft.text()
    assert "新增市级龙头企业5家" in draft.text()


def test_a_required_figure_without_value_is_to_be_filled_in(
    past: Document, table: FigureTable
) -> None:
    rows = [replace(f, value=None, required=True) if f.id == "closed" else f for f in table.figures]

    draft = compose_report(FigureTable(tuple(rows)), [past])

    assert "审结【待补：审结行政复议案件】。" in draft.text()
    assert ("closed", "1.2") in [(m.figure, m.section) for m in draft.missing]


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
    assert lines[4].startswith("（一）加强领导。全年新设")
    assert [line[:3] for line in lines[5:]] == ["（二）", "全省技", "二、明", "202", ""]


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
    assert _sentence_with(draft, "考核") == "依法治县考核位居全市第四名。"
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
    assert "2024年，继续推进。" in [withheld.text for withheld in by_key["plans"].withheld]


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


def test_numbers_that_would_be_wrong_as_carried_over_are_told_plainly(
    make_document: MakeDocument, make_figure: MakeFigure
) -> None:
    past = make_document(
        "某局2023年工作总结\n\n一、做法\n新增市级以上龙头企业7家，累计达到63家。办案5件。\n"
    )
    table = FigureTable(
        (
            make_figure("new", "5家", "新增市级以上龙头企业"),
            make_figure("all", "68家", "市级以上龙头企业总数"),
            make_figure("cases", "6件", "办案"),
        )
    )

    draft = compose_report(table, [past])

    assert draft.sections[0].text == (
        "全年新增市级以上龙头企业5家，市级以上龙头企业总数共68家。办案6件。"
    )
    assert [d.text for d in draft.dropped] == ["新增市级以上龙头企业7家，累计达到63家。"]
    assert not check_text(draft.text(), table, report_year=2024).has_errors
