"""What a sentence says of a target agrees with the figures."""

import pytest
from jushi.documents import read_document
from jushi.drafting import compose_report
from jushi.drafting.fact_sheet import FactSheet
from jushi.drafting.target_words import with_true_targets
from jushi.figures import FigureTable, read_workbook

_ROWS = """编号,指标,数值,单位,期间,上年值,方向
staff,招聘专业技术人员,29,人,2025年,42,
plan,招聘专业技术人员年度计划,40,人,2025年,40,
loss,一审行政败诉率,12.1,%,2025年,9.0,越低越好
limit,一审行政败诉率目标,10,%,2025年,10,
skill,开展职业技能培训,7864,人次,2025年,7312,
wanted,开展职业技能培训目标,7500,人次,2025年,7000,
"""


def _table() -> FigureTable:
    return read_workbook("f.csv", _ROWS.encode())


@pytest.mark.parametrize(
    ("told", "true"),
    [
        ("招聘{{staff}}，完成{{plan}}的年度计划。", "招聘{{staff}}，未完成{{plan}}的年度计划。"),
        ("招聘{{staff}}，超过{{plan}}的计划。", "招聘{{staff}}，未达到{{plan}}的计划。"),
        ("招聘{{staff}}，未完成{{plan}}的计划。", "招聘{{staff}}，未完成{{plan}}的计划。"),
        (
            "败诉率{{loss}}，实现控制在{{limit}}以内的目标。",
            "败诉率{{loss}}，未实现控制在{{limit}}以内的目标。",
        ),
        ("培训{{skill}}，未达到{{wanted}}的目标。", "培训{{skill}}，达到{{wanted}}的目标。"),
        ("培训{{skill}}，超过{{wanted}}的目标。", "培训{{skill}}，超过{{wanted}}的目标。"),
        ("完成培训{{skill}}，招聘{{staff}}。", "完成培训{{skill}}，招聘{{staff}}。"),
    ],
)
def test_a_target_is_told_as_reached_only_where_it_was(told: str, true: str) -> None:
    assert with_true_targets(told, FactSheet(_table())) == true


def test_last_years_success_is_not_told_of_a_target_that_was_missed() -> None:
    past = read_document(
        "r.txt",
        "平川医院2024年工作总结\n一、人才工作\n全年招聘专业技术人员42人，完成40人的年度计划。\n"
        "医院被市卫生健康委评为“人才工作先进单位”。\n".encode(),
    )
    draft = compose_report(_table(), [past])

    text = draft.text()
    assert "招聘专业技术人员29人，未完成40人的年度计划" in text
    assert "评为" not in text
    assert any("先进单位" in one.text for s in draft for one in s.withheld)
