"""What the drafting eval measures beside numbers."""

from dataclasses import replace

from jushi.documents import read_document
from jushi.drafting import ReportDraft, render_bound
from jushi.figures import FigureTable, read_workbook
from jushi.text import Section, Sentence

from evals.draft_quality import quality_of

_TABLE = read_workbook(
    "f.csv",
    "编号,指标,数值,单位,期间,上年值\na,受理案件,547,件,2024年,512\n"
    "b,案件办结率,97.4,%,2024年,97.8\nc,接受咨询,80,人次,2024年,80\n".encode(),
)
_PAST = read_document("r.txt", "某局2023年工作总结\n召开全局案件办理推进会。\n".encode())


def _said(template: str, enumerator: str = "") -> Sentence:
    return replace(render_bound(template, _TABLE).sentence, enumerator=enumerator)


def _draft(body: list[Sentence], problems: list[Sentence]) -> ReportDraft:
    sections = (
        Section("1", "工作情况", tuple(body), number="一、", path=("工作情况",)),
        Section("2", "存在问题", tuple(problems), number="二、", path=("存在问题",)),
        Section("3", "明年安排", (_said("继续办理。"),), number="三、", path=("明年安排",)),
    )
    return ReportDraft("某局2024年工作总结", 2024, "某局", Section("lead", "", level=0), sections)


def test_changes_problems_inventions_and_stale_events_are_counted() -> None:
    table: FigureTable = _TABLE
    draft = _draft(
        [
            _said("受理案件{{a}}，同比增长{{yoy(a)}}。"),
            _said("召开全局案件办理推进会。"),
            _said("被评为全省先进单位。"),
            _said("各项工作取得显著成效。"),
        ],
        [_said("一是办结率下降，为{{b}}。", "一是"), _said("二是力量不足。", "二是")],
    )
    quality = quality_of(draft, table, [_PAST])

    assert (quality.changes, quality.changes_told) == (2, 1)
    assert (quality.problems, quality.problems_proven) == (2, 1)
    assert (quality.unsupported, quality.stale) == (1, 1)
    assert quality.slogans == 1
    assert quality.repeated == 0


def test_a_sentence_that_stands_in_two_sections_is_repeated() -> None:
    said = _said("对办理中的共性问题逐件分析并督促有关科室补齐制度漏洞。")
    assert quality_of(_draft([said], [said]), _TABLE, [_PAST]).repeated == 1
