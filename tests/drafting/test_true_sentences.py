"""What a good writer says truly of figures, notes, materials and last year's plans is no fault."""

from functools import cache

import pytest
from jushi.documents import read_document
from jushi.drafting import announced_by, compose_report, outline_of
from jushi.drafting.model_writer import SectionTask, plan_sections
from jushi.drafting.model_writer.judging import Judged, judge_sentences
from jushi.drafting.model_writer.reply import read_reply
from jushi.drafting.plain_sentence import plain_sentences
from jushi.fidelity import Checker, Evidence
from jushi.figures import FigureTable, read_workbook

_PAST = """青禾县司法局2024年工作总结
2024年，我局认真履职。
一、主要工作
（一）行政复议工作
自觉接受人大监督和政协民主监督。全年受理行政复议案件92件，审结88件。开展普法活动380场次。对案情简单的申请实行当场受理、当日立案，定期组织典型案例评析会商。成立涉企案件办理专班，配备专职人员。
二、下一步打算
2025年，一是建成标准化听证室。二是政务服务事项进驻率达到100%。三是普法短视频达到20部以上。
"""
_FIGURES = """编号,指标,数值,单位,期间,上年值,备注
recon,受理行政复议案件,137,件,2025年,92,
closed,审结行政复议案件,124,件,2025年,88,
lect,开展普法活动,416,场次,2025年,380,
exam,乡镇人员培训人数,1268,人,2025年,,首次组织乡镇人员参加培训
onsite,政务服务事项进驻率,100,%,2025年,99.2,
video,制作普法短视频,21,部,2025年,13,
"""
_MATERIAL = """县司法局工作小结
4月，通过公开招录，行政复议专职办案人员由3名增至5名。
2025年6月10日，印发《关于规范涉企行政检查的通知》（青政办〔2025〕16号）。
3月举办行政执法骨干培训班第一期，9月举办第二期。
"""


@cache
def _task() -> tuple[SectionTask, Checker, FigureTable]:
    table = read_workbook("f.csv", _FIGURES.encode())
    past = [read_document("青禾县司法局2024年工作总结.txt", _PAST.encode())]
    told = [Evidence("小结.txt", _MATERIAL)]
    draft = compose_report(table, past)
    tasks = plan_sections(table, outline_of(past[0]), draft, past=past, materials=told)
    checker = Checker(table, evidence=(*told, *announced_by(past)))
    return next(t for t in tasks if t.key == "1.1"), checker, table


def _judge(sentence: str) -> tuple[Judged, ...]:
    task, checker, table = _task()
    return judge_sentences(read_reply(sentence, table), task, checker)


@pytest.mark.parametrize(
    "sentence",
    [
        "行政复议专职办案人员由3名增至5名。",
        "6月，印发《关于规范涉企行政检查的通知》（青政办〔2025〕16号）。",
        "举办行政执法骨干培训班两期。",
        "首次组织乡镇人员参加培训，培训{{exam}}。",
        "政务服务事项进驻率{{onsite}}，达到上年提出的100%目标。",
        "制作普法短视频{{video}}，超过年初确定的20部。",
        "受理行政复议案件{{recon}}，比上年增加{{diff(recon)}}。",
    ],
)
def test_what_a_source_says_is_no_fault(sentence: str) -> None:
    assert [one.faults + one.remarks for one in _judge(sentence)] == [()]


@pytest.mark.parametrize(
    "sentence",
    [
        "行政复议专职办案人员由3名增至6名。",
        "8月，印发《关于规范涉企行政检查的通知》。",
        "举办行政执法骨干培训班三期。",
        "制作普法短视频20部。",
        "制作普法短视频{{video}}，超过年初确定的18部。",
        "首次举办青年辩论赛。",
        "受理行政复议案件{{recon}}，仍有{{recon-closed}}未审结。",
    ],
)
def test_what_no_source_says_is_a_fault(sentence: str) -> None:
    assert any(one.faults for one in _judge(sentence))


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("对案情简单的申请实行当场受理、当日立案，定期组织典型案例评析会商。", ["measure"]),
        ("成立涉企案件办理专班，配备专职人员。", ["unvouched"]),
        ("通过公开招录，充实行政复议专职办案人员。", []),
        ("自觉接受人大监督和政协民主监督。", []),
        ("坚持开展普法活动，全年开展{{lect}}，定期组织典型案例评析会商。", []),
    ],
)
def test_last_years_practices_are_marked_unless_this_year_holds_them(
    sentence: str, kinds: list[str]
) -> None:
    judged = _judge(sentence)
    assert [mark.kind for one in judged for mark in one.draft.marks] == kinds
    assert bool(judged[0].remarks) is bool(kinds), "it is named to the model once"


def test_parts_that_tables_name_with_a_word_of_their_own_are_told_without_it_twice() -> None:
    rows = (
        "编号,指标,数值,单位,期间,公式\nall,卫生技术人员,90,人,2025年,doc+nur\n"
        "doc,其中：医师,40,人,2025年,\nnur,其中：护士,50,人,2025年,\n"
    )
    table = read_workbook("f.csv", rows.encode())
    told = "".join(s.text for s in plain_sentences(list(table), table, year=2025))

    assert "其中医师40人、护士50人" in told
    read = read_reply("卫生技术人员{{all}}，其中其中：医师{{doc}}。", table)
    assert read[0].template == "卫生技术人员{{all}}，其中：医师{{doc}}。"


def test_an_exact_count_is_told_without_a_vague_word() -> None:
    assert [one.draft.text for one in _judge("开展普法活动{{lect}}余场次。")] == [
        "开展普法活动416场次。"
    ]


def test_a_figure_of_some_months_is_not_told_of_the_whole_year() -> None:
    rows = "编号,指标,数值,单位,期间,上年值\ncalls,受理热线工单,1210,件,2025年1—11月,\n"
    table, (task, _, _) = read_workbook("f.csv", rows.encode()), _task()
    said = [
        judge_sentences(read_reply(text, table), task, Checker(table))[0].faults
        for text in ("全年受理热线工单{{calls}}。", "前11个月，受理热线工单{{calls}}。")
    ]
    told = ["不能说成“全年”" in "".join(f.explanation for f in faults) for faults in said]
    assert told == [True, False]
