"""Outlines are read out of reports and YAML, and say what they cover."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jushi.documents import Document, read_document
from jushi.drafting.outline import ContentItem, Outline, OutlineSection, number_at, numbered
from jushi.drafting.outline_file import parse_outline, render_outline
from jushi.drafting.past_outline import outline_of
from jushi.drafting.past_report import read_past_report
from jushi.errors import DraftError

WAYS: tuple[Literal["up", "down", "in", "out"], ...] = ("up", "down", "in", "out")
OUTLINES = Path(__file__).parents[2] / "knowledge" / "outlines"

REPORT = """某县2023年度法治政府建设工作报告

2023年，某县推进依法行政。现报告如下：
一、工作开展情况
（一）加强领导。县政府定期研究。一是学法。二是述法。
（二）规范执法。办理案件12件。
二、存在问题
队伍建设不足。
三、2024年工作安排
1.抓培训
继续培训。
"""


def test_headings_become_a_tree_with_the_next_year_kept_open(
    make_document: Callable[[str], Document],
) -> None:
    outline = outline_of(make_document(REPORT))

    told = [(s.key, s.number, s.title, s.level, s.run_in) for s in outline]
    assert told == [
        ("1", "一、", "工作开展情况", 1, False),
        ("1.1", "（一）", "加强领导", 2, True),
        ("1.2", "（二）", "规范执法", 2, True),
        ("2", "二、", "存在问题", 1, False),
        ("3", "三、", "{next_year}年工作安排", 1, False),
        ("3.1", "1.", "抓培训", 3, False),
    ]
    assert outline.title_template == "{subject}{year}年度法治政府建设工作报告"
    assert outline.path_of("1.2") == ("工作开展情况", "规范执法")


def test_the_seed_has_five_run_in_sections_and_no_boilerplate(shared: Path) -> None:
    seed = shared / "seed" / "report-2023.txt"

    outline = outline_of(read_document(seed.name, seed.read_bytes()))

    below = outline.sections[0].children
    assert [section.number for section in below] == [
        "（一）",
        "（二）",
        "（三）",
        "（四）",
        "（五）",
    ]
    assert all(section.run_in for section in below)
    assert below[3].title == "高标推进，执法行为更规范"
    assert [s.title for s in outline.sections] == ["工作开展情况", "存在问题", "明年工作安排"]


@pytest.mark.parametrize("path", sorted(OUTLINES.glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_outlines_are_read_and_written_back_the_same(path: Path) -> None:
    outline = parse_outline(path.read_text(encoding="utf-8"), path.name)

    assert parse_outline(render_outline(outline)) == outline


def test_an_outline_read_from_a_report_is_written_and_read_back(
    make_document: Callable[[str], Document],
) -> None:
    outline = outline_of(make_document(REPORT))

    assert parse_outline(render_outline(outline)) == outline


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sections: [", "outline.yaml, line 1: "),
        ("name: x", "outline.yaml: has no sections; add at least one under sections:"),
        ("sections: 3", "outline.yaml, sections: is not a list; begin each entry with a dash"),
        ("sections:\n- key: a", "outline.yaml, sections[0]: has no title; add title:"),
        (
            "sections:\n- {key: a, title: A, colour: red}",
            "outline.yaml, sections[0]: 'colour' is unknown here; ",
        ),
        (
            "sections:\n- {key: a, title: A}\n- {key: a, title: B}",
            "outline.yaml: key 'a' is told twice; give each section its own",
        ),
        (
            "content_items: [{key: m}]\nsections:\n- {key: a, title: A, required_items: [n]}",
            "outline.yaml, section a: required item 'n' is not among content_items; use one of m",
        ),
        (
            "sections:\n- {key: a, title: A, target_chars: many}",
            "outline.yaml, sections[0] target_chars: 'many' is no count; write a whole number",
        ),
        ("- a", "outline.yaml: holds no entries of the form key: value; see a shipped outline"),
    ],
    ids=["broken", "empty", "no-list", "untitled", "unknown", "twice", "item", "count", "top"],
)
def test_a_broken_outline_is_told_in_one_line(text: str, told: str) -> None:
    with pytest.raises(DraftError) as error:
        parse_outline(text)

    assert str(error.value).startswith(told) if told.endswith(" ") else str(error.value) == told


def test_coverage_shows_who_answers_and_where_nothing_does(
    make_document: Callable[[str], Document],
) -> None:
    outline = outline_of(make_document(REPORT))
    items = (
        ContentItem("shortcomings", "不足和原因", words=("问题", "不足")),
        ContentItem("first", "第一责任人", words=("第一责任人",)),
        ContentItem("others", "其他", words=("其他",)),
    )

    covered = outline.coverage(items, texts={"1.1": "履行第一责任人职责"})

    assert [(c.item.key, c.sections, c.found_by) for c in covered] == [
        ("shortcomings", ("2",), "heading"),
        ("first", ("1.1",), "text"),
        ("others", (), "nothing"),
    ]


@pytest.mark.parametrize(
    ("level", "place", "number"),
    [(1, 1, "一、"), (1, 12, "十二、"), (2, 20, "（二十）"), (3, 3, "3."), (4, 4, "（4）")],
)
def test_numbers_of_headings(level: int, place: int, number: str) -> None:
    assert number_at(level, place) == number


def test_the_seeds_outline_leaves_two_statutory_contents_open(shared: Path) -> None:
    seed = shared / "seed" / "report-2023.txt"
    document = read_document(seed.name, seed.read_bytes())
    statutory = parse_outline((OUTLINES / "law-based-government.yaml").read_text("utf-8")).items

    covered = outline_of(document).coverage(statutory)

    assert {c.item.key: c.sections for c in covered} == {
        "measures": ("1",),
        "shortcomings": ("2",),
        "first_responsible": (),
        "next_year": ("3",),
        "others": (),
    }


def tree() -> Outline:
    below = tuple(OutlineSection(f"1.{n}", f"乙{n}", 2) for n in (1, 2, 3))
    above = (OutlineSection("1", "甲", 1, children=below), OutlineSection("2", "丙", 1))
    return Outline("试", "{subject}报告", numbered(above))


def told(outline: Outline) -> str:
    return " ".join(f"{section.number}{section.title}" for section in outline)


@pytest.mark.parametrize(
    ("key", "way", "after"),
    [
        ("1.2", "up", "一、甲 （一）乙2 （二）乙1 （三）乙3 二、丙"),
        ("1.2", "down", "一、甲 （一）乙1 （二）乙3 （三）乙2 二、丙"),
        ("1.1", "up", "一、甲 （一）乙1 （二）乙2 （三）乙3 二、丙"),
        ("1.2", "in", "一、甲 （一）乙1 1.乙2 （二）乙3 二、丙"),
        ("2", "in", "一、甲 （一）乙1 （二）乙2 （三）乙3 （四）丙"),
        ("1.2", "out", "一、甲 （一）乙1 （二）乙3 二、乙2 三、丙"),
        ("1", "out", "一、甲 （一）乙1 （二）乙2 （三）乙3 二、丙"),
    ],
)
def test_a_section_moves_among_its_like_and_between_levels(
    key: str, way: Literal["up", "down", "in", "out"], after: str
) -> None:
    assert told(tree().moved(key, way)) == after


def test_sections_are_added_changed_and_taken_out() -> None:
    outline = tree().with_new("1.1", "新的").edited("2", title="改过", target_chars=300)

    assert told(outline) == "一、甲 （一）乙1 （二）新的 （三）乙2 （四）乙3 二、改过"
    assert told(outline.without("1")) == "一、改过"
    assert len({section.key for section in outline.with_new("new1", "再一节")}) == 7
    assert parse_outline(render_outline(outline)) == outline


@given(
    st.lists(
        st.tuples(st.sampled_from(["1", "1.1", "1.2", "1.3", "2"]), st.sampled_from(WAYS)),
        max_size=12,
    )
)
def test_no_move_loses_a_section_or_leaves_the_four_levels(
    moves: list[tuple[str, Literal["up", "down", "in", "out"]]],
) -> None:
    outline = tree()
    for key, way in moves:
        outline = outline.moved(key, way)

    assert sorted(section.key for section in outline) == ["1", "1.1", "1.2", "1.3", "2"]
    assert all(1 <= section.level <= 4 for section in outline)
    assert parse_outline(render_outline(outline)) == outline


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("濮阳县2023年法治政府建设\n工 作 报 告", "濮阳县2023年法治政府建设\n工作报告"),
        ("关于2023年度工作的\n报　　告", "关于2023年度工作的\n报告"),
        ("2023 年度 法治政府 建设情况", "2023 年度 法治政府 建设情况"),
    ],
    ids=["four", "wide-blanks", "words"],
)
def test_a_title_that_is_set_apart_is_read_as_words(line: str, title: str) -> None:
    text = f"{line}\n\n一、总体情况\n全县开展工作。\n"
    assert read_past_report(read_document("report.txt", text.encode())).title == title
