"""What this year's materials say, and the sections that it is given to."""

import pytest
from jushi.documents import read_document
from jushi.drafting import compose_report, outline_of
from jushi.drafting.model_writer import SectionTask, brief_of, plan_sections
from jushi.drafting.model_writer.repair import ask_for_repair
from jushi.drafting.model_writer.request import ask_for_section
from jushi.drafting.year_brief import Point
from jushi.drafting.year_materials import Statement, read_statements
from jushi.fidelity import Evidence
from jushi.figures import read_workbook

_PAST = """柳溪县水务局2024年工作总结
2024年，我局扎实工作。
一、主要工作
（一）供水保障
新建供水管网32公里，城乡供水水质合格率96.5%。
（二）河湖管护
开展河道巡查410次，清理河道垃圾85吨。
二、存在的问题
人手不足。
三、下一步打算
2025年，一是建成城东水厂二期工程。二是城乡供水水质合格率达到98%以上。三是出台河道采砂管理办法。四是开展智慧水务试点。
"""
_FIGURES = """编号,指标,数值,单位,期间,上年值,备注
pipes,新建供水管网,28,公里,2025年,32,
water,城乡供水水质合格率,97.1,%,2025年,96.5,
patrol,河道巡查,463,次,2025年,410,
"""
_MINUTES = """柳溪县水务局局长办公会议纪要
〔2025〕9号

2025年10月12日，局长韩守川主持召开供水工程推进会，县住建局参加。纪要如下：
一、会议听取工程进展。城东水厂二期工程因设备到货推迟，尚未完工，供水管网安装完成六成。
二、会议要求，施工单位于2026年4月底前完成设备安装。
"""
_SUMMARY = """柳溪县河湖管护中心工作小结
一、河道管护。5月，县政府印发《柳溪县河道采砂管理办法》。聘请民间河长26名，河道巡查由专人记录。
二、重点整治。8月至10月，开展河道垃圾集中清理。
"""


def _told() -> list[Evidence]:
    return [Evidence("纪要.txt", _MINUTES), Evidence("小结.txt", _SUMMARY)]


def _tasks() -> dict[str, SectionTask]:
    table = read_workbook("f.csv", _FIGURES.encode())
    past = [read_document("柳溪县水务局2024年工作总结.txt", _PAST.encode())]
    draft = compose_report(table, past)
    tasks = plan_sections(table, outline_of(past[0]), draft, past=past, materials=_told())
    return {task.key: task for task in tasks}


def _promises() -> dict[str, Point]:
    table = read_workbook("f.csv", _FIGURES.encode())
    past = [read_document("柳溪县水务局2024年工作总结.txt", _PAST.encode())]
    return {p.text: p for p in brief_of(table, 2025, past, _told()).promises}


def test_headings_addresses_and_lead_ins_are_no_statements() -> None:
    told = read_statements(_told())

    assert [(s.kind, s.text[:9]) for s in told] == [
        ("event", "2025年10月1"),
        ("setback", "城东水厂二期工程因"),
        ("task", "会议要求，施工单位"),
        ("event", "5月，县政府印发《"),
        ("event", "聘请民间河长26名"),
        ("event", "8月至10月，开展"),
    ]
    assert told[1].origin == "柳溪县水务局局长办公会议纪要，〔2025〕9号"
    assert (told[3].origin, told[3].context) == ("柳溪县河湖管护中心工作小结", "河道管护")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("各村要于6月底前完成登记。", "task"),
        ("会议明确，由教育局牵头，年底前完成验收。", "task"),
        ("新校区推迟到明年启用。", "setback"),
        ("专项行动尚在制定方案，未正式启动。", "setback"),
        ("4月，门诊楼建成启用。", "event"),
        ("全年培训教师三批。", "event"),
    ],
)
def test_an_order_is_no_result_and_what_is_put_off_is_not_done(text: str, kind: str) -> None:
    assert [s.kind for s in read_statements([Evidence("m.txt", text)])] == [kind]


def test_what_a_notice_orders_without_a_date_is_an_order() -> None:
    text = (
        "关于开展安全排查的通知\n柳教〔2025〕3号\n各学校：\n一、逐校建立台账。\n"
        "二、自3月1日起，设立举报电话。\n2025年2月20日\n"
    )
    told = read_statements([Evidence("n.txt", text)])

    assert [s.kind for s in told] == ["task", "event"]
    assert told[0].origin == "关于开展安全排查的通知，柳教〔2025〕3号，2025年2月20日"


def test_a_promise_is_kept_missed_put_off_or_open() -> None:
    states = {text: point.state for text, point in _promises().items()}

    assert states == {
        "建成城东水厂二期工程": "pending",
        "城乡供水水质合格率达到98%以上": "pending",
        "出台河道采砂管理办法": "kept",
        "开展智慧水务试点": "",
    }
    assert _promises()["开展智慧水务试点"].is_open


def test_each_statement_is_told_in_the_section_of_its_matter_and_in_one_only() -> None:
    tasks = _tasks()
    said = {
        key: [p.text for p in tasks[key].points if p.is_from_material] for key in ("1.1", "1.2")
    }

    assert [text[:6] for text in said["1.1"]] == ["2025年1", "城东水厂二期", "会议要求，施"]
    assert {text[:4] for text in said["1.2"]} == {"5月，县", "聘请民间", "8月至1"}


def test_plans_take_up_what_is_open_and_nothing_that_was_done() -> None:
    told = [point.text for point in _tasks()["3"].points]

    assert not any("采砂" in text for text in told)
    assert any("2026年4月底前" in text for text in told)
    assert "开展智慧水务试点" in told


def test_repairs_see_points_with_their_labels() -> None:
    task, table = _tasks()["1.1"], read_workbook("f.csv", _FIGURES.encode())
    drafting = ask_for_section(task, table, "slots")[-1].text
    repair = ask_for_repair(task, (), (), table, "slots")[-1].text

    for label in ("没有办成：城东水厂", "部署要求：会议要求", "上年承诺·没有办成："):
        assert label in drafting
        assert label in repair


def test_a_statement_without_a_title_is_of_its_file() -> None:
    told = read_statements([Evidence("来信.txt", "3月，新校舍投用。")])
    assert told == (Statement("3月，新校舍投用。", "来信.txt", "event"),)
