"""The tables of a report against its own prose, with a workbook and without one."""

import pytest
from jushi.fidelity import check_alone, check_text
from jushi.figures import read_workbook

_TABLE = """
表1 2024年各镇案件情况（单位：件）
乡镇\t受理\t办结
东镇\t130\t118
西镇\t150\t149
南镇\t232\t231
合计\t512\t498
"""
_BOOK = read_workbook("表.csv", "指标,单位,2024年\n培训人数,人,88\n".encode())


def _codes(text: str, *, has_book: bool) -> list[str]:
    whole = f"2024年，{text}\n{_TABLE}"
    result = check_text(whole, _BOOK) if has_book else check_alone(whole)
    end = whole.index("\n")
    told = [v for v in result.verdicts if v.mention.is_data and v.mention.start < end]
    return [verdict.code.value for verdict in told]


@pytest.mark.parametrize("has_book", [True, False], ids=["with a workbook", "without"])
@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("东镇受理案件130件、办结118件。", ["derived", "derived"]),
        ("西镇办结149件。", ["derived"]),
        ("东镇受理案件131件。", ["inconsistent"]),
        ("南镇办结案件213件。", ["inconsistent"]),
    ],
)
def test_a_table_proves_or_contradicts_the_prose_around_it(
    text: str, codes: list[str], has_book: bool
) -> None:
    assert _codes(text, has_book=has_book) == codes


@pytest.mark.parametrize("text", ["其中民事案件受理300件。", "北镇受理77件。", "调解纠纷40起。"])
def test_what_no_cell_is_surely_of_is_left_as_it_was(text: str) -> None:
    assert _codes(text, has_book=True) == ["unsupported"]
    assert _codes(text, has_book=False) == ["unverified"]


def test_cells_of_one_row_do_not_contradict_each_other() -> None:
    result = check_text(_TABLE, _BOOK)

    assert {v.code.value for v in result.verdicts if v.mention.is_data} == {"unsupported"}
