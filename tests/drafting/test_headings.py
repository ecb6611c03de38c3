"""Results that headings of a past report tell, held against this year's figures."""

from pathlib import Path

import pytest
import yaml
from jushi.documents import read_document
from jushi.drafting import compose_report
from jushi.drafting.fact_sheet import FactSheet
from jushi.drafting.headings import sound_title
from jushi.figures import read_workbook

_LEXICON = Path(__file__).parents[2] / "knowledge" / "lexicons" / "heading_claims.yaml"
_HEAD = "编号,指标,数值,单位,期间,上年值,方向\n"


def _sound(title: str, *rows: str) -> str:
    table = read_workbook("f.csv", (_HEAD + "\n".join(rows)).encode())
    return sound_title(title, tuple(FactSheet(table).rows.values()), table)


@pytest.mark.parametrize(
    ("title", "row", "sound"),
    [
        ("招生规模保持稳定", "a,招生人数,1820,人,2025年,2260,", "招生规模"),
        ("招生规模保持稳定", "a,招生人数,2240,人,2025年,2260,", "招生规模保持稳定"),
        (
            "多措并举稳就业，就业形势总体平稳",
            "a,城镇新增就业,4870,人,2025年,5348,",
            "多措并举稳就业",
        ),
        ("患者满意度不断提高", "a,住院患者满意度,91.2,%,2025年,93.0,", "患者满意度"),
        ("患者满意度不断提高", "a,住院患者满意度,94.1,%,2025年,93.0,", "患者满意度不断提高"),
        ("医疗收入稳步增长", "a,医疗收入,2.12,亿元,2025年,2.20,", "医疗收入"),
        ("污染防治取得全面胜利", "a,优良天数比例,86.3,%,2025年,88.0,", "污染防治"),
        ("民生实事全部完成", "a,民生实事完成率,100,%,2025年,100,", "民生实事全部完成"),
        ("营商环境更加优化", "a,新登记经营主体,6842,户,2025年,6315,", "营商环境更加优化"),
        ("牢牢守住安全稳定底线", "a,生产安全事故,12,起,2025年,9,", "牢牢守住安全稳定底线"),
    ],
)
def test_a_heading_keeps_its_result_only_where_figures_bear_it_out(
    title: str, row: str, sound: str
) -> None:
    assert _sound(title, row) == sound


def test_a_draft_tells_what_its_heading_was() -> None:
    past = read_document(
        "r.txt",
        "青石中学2024年工作总结\n一、主要工作\n（一）招生规模保持稳定\n全年招生2260人。\n"
        "（二）教师队伍更加壮大\n专任教师120人。\n".encode(),
    )
    rows = "a,招生人数,1820,人,2025年,2260,\nb,专任教师,131,人,2025年,120,\n"
    draft = compose_report(read_workbook("f.csv", (_HEAD + rows).encode()), [past])

    titles = {section.key: section.title for section in draft}
    assert (titles["1.1"], titles["1.2"]) == ("招生规模", "教师队伍更加壮大")
    section = next(section for section in draft if section.key == "1.1")
    assert "招生规模保持稳定" in section.notes[-1]
    assert section.path[-1] == "招生规模"


@pytest.mark.parametrize("row", yaml.safe_load(_LEXICON.read_text("utf-8"))["claims"])
def test_the_examples_of_the_lexicon_hold(row: dict[str, list[str]]) -> None:
    worse = ["a,指标,1,%,2025年,9,越高越好"]
    for title in row["right"]:
        assert _sound(title, *worse) == title
    for title in row["wrong"]:
        claimed = _sound(title, f"a,{title[:4]},1,%,2025年,9,越高越好")
        assert claimed != title and title.startswith(claimed)
