"""Sentences around slots: what a slot prints is right, what is said of it may not be."""

import pytest
from jushi.documents import read_document
from jushi.drafting import compose_report, outline_of
from jushi.drafting.model_writer import SectionTask, plan_sections
from jushi.drafting.model_writer.judging import judge_sentences
from jushi.drafting.model_writer.reply import read_reply
from jushi.fidelity import Checker
from jushi.figures import FigureTable, read_workbook

_HEAD = "编号,指标,数值,单位,期间,上年值,必报,章节,备注\n"
_ROWS = """\
beds,开放床位,620,张,2024年,600,,,
out,门诊人次,412000,人次,2024年,331000,,,
stay,平均住院日,7.4,天,2024年,7.9,,,
sat,患者满意度,91.5,%,2024年,93.0,,,
cure,急危重症抢救成功率,96.1,%,2024年,95.2,,,
ops,手术台次,15240,台次,2024年,14000,,,
ops4,四级手术台次,2210,台次,2024年,1800,,,
found,医疗质量检查发现问题,52,个,2024年,60,,,
fixed,医疗质量检查问题整改完成,49,个,2024年,58,,,
place,全市绩效考核综合得分排名,3,位,2024年,5,,,
"""
_PAST = (
    "某市人民医院2023年工作总结\n一、医疗服务\n全年开放床位600张，门诊人次33万。\n"
    "二、存在问题\n服务还有不足。\n"
)


@pytest.fixture(scope="module")
def table() -> FigureTable:
    return read_workbook("f.csv", (_HEAD + _ROWS).encode())


@pytest.fixture(scope="module")
def task(table: FigureTable) -> SectionTask:
    past = read_document("r.txt", _PAST.encode())
    tasks = plan_sections(table, outline_of(past), compose_report(table, [past]), past=[past])
    return next(t for t in tasks if t.key == "1")


def _faults(sentence: str, task: SectionTask, table: FigureTable) -> list[str]:
    judged = judge_sentences(read_reply(sentence, table), task, Checker(table))
    return [fault.kind for one in judged for fault in one.faults]


@pytest.mark.parametrize(
    "sentence",
    [
        "全年开放床位{{beds}}，比上年多{{diff(beds)}}。",
        "门诊人次由上年的{{prev(out)|万}}增加到{{out|万}}，同比增长{{yoy(out)}}。",
        "门诊人次达{{out|万|余}}，上年为{{prev(out)|万}}。",
        "平均住院日由{{prev(stay)}}缩短至{{stay}}，缩短{{diff(stay)}}。",
        "患者满意度为{{sat}}，较上年下降{{diff(sat)}}，抢救成功率则提高{{diff(cure)}}。",
        "患者满意度、抢救成功率分别为{{sat, cure}}。",
        "完成手术{{ops}}，其中四级手术{{ops4}}，占{{ops4/ops|%1}}。",
        "四级手术占比由{{prev(ops4)/prev(ops)|%1}}提高到{{ops4/ops|%1}}。",
        "检查发现问题{{found}}，整改完成{{fixed}}，仍有{{found-fixed}}没有整改到位。",
        "质量检查还有{{found-fixed}}问题未整改完成。",
        "全市绩效考核由{{prev(place)|第}}升至{{place|第}}，前移{{diff(place)}}。",
        "手术台次、四级手术台次分别比上年增加{{diff(ops)}}和{{diff(ops4)}}。",
    ],
)
def test_a_true_sentence_around_slots_is_no_fault(
    sentence: str, task: SectionTask, table: FigureTable
) -> None:
    assert _faults(sentence, task, table) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "患者满意度同比增长{{beds}}。",
        "开放床位比上年增加{{beds}}。",
        "上年开放床位为{{beds}}，今年继续增加。",
        "开放床位{{diff(beds)}}。",
        "全年开放床位{{prev(beds)}}。",
        "全年完成四级手术台次{{out}}。",
        "急危重症抢救成功率{{sat}}。",
    ],
)
def test_a_sentence_that_says_something_else_of_a_slot_is_a_fault(
    sentence: str, task: SectionTask, table: FigureTable
) -> None:
    assert _faults(sentence, task, table) == ["misused_slot"]
