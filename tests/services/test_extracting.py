"""Materials of every kind give candidates, and a workbook whose rows prove nothing yet."""

from decimal import Decimal

from jushi.figures import read_workbook
from jushi.services import SourceFile
from jushi.services.collection import extract_figures, render_candidates

SUMMARY = SourceFile("司法局.txt", "县司法局2024年工作总结\n\n受理法律援助案件531件。\n".encode())
TABLE = SourceFile("附表.csv", "指标,数值,单位,期间\n主动公开信息,7010,条,2024年\n".encode())
MARKDOWN = SourceFile(
    "通报.md",
    "# 2024年通报\n\n| 指标 | 数值 | 单位 |\n|---|---|---|\n| 办理公证 | 1290 | 件 |\n".encode(),
)


def test_sentences_workbooks_and_tables_of_documents_are_read() -> None:
    extraction = extract_figures([SUMMARY, TABLE, MARKDOWN])

    told = [(c.figure.indicator, c.figure.tell_value()) for c in extraction.candidates]
    assert told == [
        ("受理法律援助案件", "531件"),
        ("主动公开信息", "7010条"),
        ("办理公证", "1290件"),
    ]
    assert extraction.candidates[2].figure.cell.cell.startswith("第5段表格")


def test_a_row_has_no_value_until_somebody_confirms_it() -> None:
    content = render_candidates(extract_figures([TABLE]))

    (figure,) = read_workbook("f.xlsx", content)
    problems = read_workbook("f.xlsx", content).problems
    assert figure.value is None
    assert "unconfirmed" in [problem.code for problem in problems]


def test_a_row_that_was_confirmed_is_a_figure() -> None:
    rows = "指标,数值,单位,状态\n主动公开信息,7010,条,{}\n"

    held, kept = (
        read_workbook("f.csv", rows.format(state).encode()).figures[0]
        for state in ("待确认", "已确认")
    )

    assert (held.value, kept.value) == (None, Decimal(7010))


def test_materials_that_contradict_leave_the_row_empty_and_tell_both() -> None:
    other = SourceFile("通报.txt", "2024年，受理法律援助案件529件。".encode())

    (figure,) = read_workbook("f.xlsx", render_candidates(extract_figures([SUMMARY, other])))

    assert figure.value is None
    assert "531件" in figure.note
    assert "529件" in figure.note
