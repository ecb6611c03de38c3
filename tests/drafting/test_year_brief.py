"""The year brief: what figures, notes, materials and last year's plans say of the year."""

from pathlib import Path

from jushi.documents import read_document
from jushi.drafting.fact_sheet import FactSheet
from jushi.drafting.past_report import PastReport, read_past_report
from jushi.drafting.year_brief import Point, YearBrief, make_brief
from jushi.fidelity import Evidence
from jushi.figures import FigureTable, read_workbook

_SAMPLE = Path(__file__).parents[2] / "knowledge" / "sample"
_HEAD = "编号,指标,数值,单位,期间,上年值,必报,备注,方向\n"


def _table(*rows: str) -> FigureTable:
    return read_workbook("f.csv", (_HEAD + "\n".join(rows)).encode())


def _told(brief: YearBrief, table: FigureTable) -> dict[str, list[str]]:
    sheet = FactSheet(table)
    found: dict[str, list[str]] = {}
    for point in brief:
        found.setdefault(point.kind, []).append(sheet.print(point.text) or point.text)
    return found


def _past(text: str) -> PastReport:
    return read_past_report(read_document("r.txt", text.encode()))


def test_a_hospitals_year_is_told_by_what_got_better_and_worse() -> None:
    table = _table(
        "use,抗菌药物使用强度,38.6,DDDs,2024年,36.2,,,",
        "stay,平均住院日,7.4,天,2024年,7.9,,,",
        "cure,急危重症抢救成功率,96.1,%,2024年,95.2,,,",
        "out,门诊人次,412000,人次,2024年,331000,,,",
        "sat,患者满意度,91.5,%,2024年,93.0,,第三方调查，因门诊改造受到影响,",
    )
    told = _told(make_brief(table, year=2024), table)
    assert told["worse"] == [
        "抗菌药物使用强度38.6DDDs，上年36.2DDDs，较上年增加2.4DDDs",
        "患者满意度91.5%，上年93.0%，较上年下降1.5个百分点",
    ]
    assert told["better"] == [
        "平均住院日7.4天，上年7.9天，较上年减少0.5天",
        "急危重症抢救成功率96.1%，上年95.2%，较上年提高0.9个百分点",
    ]
    assert told["rose"] == ["门诊人次412000人次，上年331000人次，同比增长24.5%"]


def test_a_column_of_the_workbook_says_which_way_is_better() -> None:
    table = _table("wait,老人申请排队,40,人,2024年,30,,,越低越好")
    assert [p.kind for p in make_brief(table, year=2024)] == ["worse"]


def test_what_is_not_all_done_is_unfinished() -> None:
    table = _table(
        "found,法治督察发现问题,39,个,2024年,,,,",
        "fixed,法治督察问题整改完成,38,个,2024年,,,,",
        "taken,受理信访事项,120,件,2024年,,,,",
        "closed,办结信访事项,120,件,2024年,,,,",
    )
    assert _told(make_brief(table, year=2024), table) == {
        "unfinished": ["法治督察发现问题39个，法治督察问题整改完成38个，仍有1个没有完成"]
    }


def test_what_came_in_and_what_was_closed_leave_nothing_where_last_year_may_have_left_some() -> (
    None
):
    table = _table(
        "all,受理仲裁案件,389,件,2024年,350,,,",
        "closed,审结仲裁案件,371,件,2024年,342,,,",
        "aid,受理法律援助案件,120,件,2024年,110,,,",
        "aided,办结法律援助案件,117,件,2024年,110,,,",
        "calls,受理热线工单,900,件,2024年,,,,",
        "answered,办结热线工单,880,件,2024年,,,,",
    )
    assert _told(make_brief(table, year=2024), table)["unfinished"] == [
        "受理法律援助案件120件，办结法律援助案件117件，仍有3件没有完成"
    ]


def test_a_missed_target_is_a_problem_and_a_reached_one_is_none() -> None:
    table = _table(
        "built,新建学位,2600,个,2024年,,,,",
        "plan,新建学位年度目标,3000,个,2024年,,,,",
        "drop,义务教育辍学率,0.1,%,2024年,,,,",
        "drop_plan,义务教育辍学率目标,0.2,%,2024年,,,,",
    )
    brief = make_brief(table, year=2024)
    assert _told(brief, table) == {
        "below_target": ["新建学位2600个，目标3000个，完成86.7%"],
        "above_target": ["义务教育辍学率0.1%，目标0.2%"],
    }
    assert [p.figures[0] for p in brief.problems] == ["built"]


def test_a_cause_is_only_what_a_note_or_a_material_says() -> None:
    table = _table(
        "sat,提案委员满意率,98.7,%,2024年,99.3,,,",
        "cases,案件办结率,95,%,2024年,97,,办案系统升级导致积压,",
        "exam,考试合格率,90,%,2024年,95,,,",
    )
    why = Evidence(
        "办公室总结.docx", "提案委员满意率下降，主要原因是沟通不及时。考试合格率为九成。"
    )
    brief = make_brief(table, year=2024, materials=[why])
    points = {p.figures[0]: p for p in brief if p.figures}
    assert (points["sat"].cause, points["sat"].origin) == (
        "提案委员满意率下降，主要原因是沟通不及时。",
        "办公室总结.docx",
    )
    assert (points["cases"].cause, points["cases"].origin) == ("办案系统升级导致积压", "备注")
    assert points["exam"].cause == ""


def test_a_promise_is_open_until_a_figure_or_a_material_speaks_of_it() -> None:
    past = _past(
        "某县2023年工作总结\n一、工作情况\n全年平稳。\n二、明年工作安排\n"
        "2024年，一是建成职工文化广场并投入使用。二是提高提案委员满意率。三是修订车辆管理办法。\n"
    )
    table = _table("sat,提案委员满意率,98.7,%,2024年,98.7,,,")
    done = Evidence("纪要.docx", "职工文化广场5月建成并投入使用。")

    def promises(*materials: Evidence) -> dict[str, Point]:
        brief = make_brief(table, year=2024, past=past, materials=materials)
        return {p.text: p for p in brief.promises}

    without, given = promises(), promises(done)
    assert {text for text, p in without.items() if p.is_open} == {
        "建成职工文化广场并投入使用",
        "修订车辆管理办法",
    }
    assert without["提高提案委员满意率"].figures == ("sat",)
    assert given["建成职工文化广场并投入使用"].evidence == done.text
    assert given["修订车辆管理办法"].is_open


def test_the_samples_year_has_its_problems_figures_and_promises() -> None:
    file = _SAMPLE / "figures-2024.xlsx"
    table = read_workbook(file.name, file.read_bytes())
    past = _past((_SAMPLE / "report-2023.txt").read_text("utf-8"))
    brief = make_brief(table, year=2024, past=past)
    worse = {p.figures[0] for p in brief if p.kind == "worse"}
    assert worse == {"cppcc_satisfied_rate", "inspection_fix_rate"}
    assert {p.figures for p in brief if p.kind == "unfinished"} == {
        ("inspection_problems", "inspection_fixed"),
    }
    assert "建成县法治文化公园并对外开放" in {p.text for p in brief.problems}
    assert [p.text for p in brief if p.kind == "waiting"] == ["群众对法治建设的满意度"]
