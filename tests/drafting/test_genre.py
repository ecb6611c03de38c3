"""What the rules of a kind ask, put into the outline of a past report."""

import pytest
from jushi.documents import read_document
from jushi.drafting import outline_of
from jushi.drafting.genre import genre_of, with_genre

_PAST = """某县2023年度法治政府建设工作报告

2023年，某县扎实推进依法行政。
一、工作开展情况
（一）高位统筹，法治氛围更浓厚。县政府常务会议研究法治议题13项。
（二）严格执法，执法行为更规范。办理行政处罚案件120件。
（三）特色工作。建成法治公园。
二、存在问题
执法力量不足。
三、明年工作安排
加强培训。
"""


def test_guidance_contents_and_lengths_of_the_kind_reach_a_past_outline() -> None:
    outline = with_genre(outline_of(read_document("r.txt", _PAST.encode())))
    by_title = {section.title: section for section in outline}

    assert "主要原因是" in by_title["存在问题"].guidance
    assert by_title["存在问题"].required_items == ("shortcomings",)
    assert "第一责任人" in by_title["高位统筹，法治氛围更浓厚"].guidance
    assert "执法监督" in by_title["严格执法，执法行为更规范"].guidance
    assert by_title["特色工作"].guidance == ""
    assert {item.key for item in outline.items} >= {"shortcomings", "next_year"}
    # Six characters were last year's problems; the kind has 300.
    assert by_title["存在问题"].target_chars == 180
    assert "现将有关情况报告如下" in outline.lead.guidance


def test_what_the_outline_says_itself_goes_first() -> None:
    outline = outline_of(read_document("r.txt", _PAST.encode())).edited("2", guidance="只写两条。")
    assert {s.key: s for s in with_genre(outline)}["2"].guidance == "只写两条。"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("某市2024年法治政府建设年度报告", "法治政府建设年度报告"),
        ("某局2024年政府信息公开工作年度报告", "政府信息公开工作年度报告"),
        ("某医院2024年工作总结", None),
    ],
)
def test_the_kind_is_told_by_the_title(title: str, name: str | None) -> None:
    found = genre_of(title)
    assert (found.name if found else None) == name


def test_what_is_asked_of_one_section_is_not_asked_of_another_that_shares_a_word() -> None:
    text = _PAST.replace(
        "（三）特色工作", "（三）强化监督制约，权力运行更规范。承办建议12件。\n（四）特色工作"
    )
    outline = with_genre(outline_of(read_document("r.txt", text.encode())))
    by_title = {section.title: section for section in outline}

    assert "执法监督" in by_title["严格执法，执法行为更规范"].guidance
    assert by_title["强化监督制约，权力运行更规范"].guidance == ""
