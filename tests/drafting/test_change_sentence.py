"""What changed, told at the end of a section; what sweeps over all waits for a person."""

from jushi.documents import read_document
from jushi.drafting import ReportDraft, compose_report
from jushi.fidelity import Status, check_text
from jushi.figures import FigureTable, read_workbook

_ROWS = """编号,指标,数值,单位,期间,上年值,方向
calls,受理热线工单,1327,件,2025年,1506,
rate,热线工单办结率,96.4,%,2025年,98.1,越高越好
visits,走访企业,212,家,2025年,208,
"""
_PAST = """平川局2024年工作总结
一、热线工作
全年受理热线工单1506件，全部按期办结，热线工单办结率98.1%。走访企业208家，实现规上企业全覆盖。
二、存在的问题
人手不足。
"""


def _table() -> FigureTable:
    return read_workbook("f.csv", _ROWS.encode())


def _draft(past: str = _PAST) -> ReportDraft:
    return compose_report(_table(), [read_document("r.txt", past.encode())])


def test_a_section_ends_with_what_changed_the_worse_first_and_small_changes_left_out() -> None:
    section = next(s for s in _draft() if s.key == "1")

    assert section.sentences[-1].text == (
        "与上年相比，热线工单办结率下降1.7个百分点，受理热线工单下降11.9%。"
    )
    checked = check_text(_draft().text(), _table(), report_year=2025)
    assert [v.mention.text for v in checked.verdicts if v.status is Status.ERROR] == []


def test_a_change_that_is_told_is_not_told_again() -> None:
    past = _PAST.replace("工单1506件", "工单1506件，同比增长5.0%").replace(
        "率98.1%", "率98.1%，比上年提高1.0个百分点"
    )
    section = next(s for s in _draft(past) if s.key == "1")
    assert "与上年相比" not in section.text


def test_that_all_was_done_waits_for_a_person() -> None:
    section = next(s for s in _draft() if s.key == "1")

    assert "受理热线工单1327件，" in section.text
    assert "全部" not in section.text and "全覆盖" not in section.text
    withheld = "".join(one.text for one in section.withheld)
    assert "全部按期办结" in withheld and "全覆盖" in withheld
