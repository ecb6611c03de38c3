"""Workbooks of too many columns, rows, brackets and problems: refused at once, or told in short."""

import re
import time
from collections.abc import Callable

import pytest
from jushi.errors import FigureError
from jushi.figures import read_workbook, tell_problems
from jushi.safe_parsing import mend_xml

from tests.documents.word_files import part_of, with_part
from tests.figures.books import xlsx
from tests.work import calls

_SHEET = "xl/worksheets/sheet1.xml"


def _csv(row: str) -> bytes:
    return f"指标,数值,单位,期间\n{row}\n".encode()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(_csv("受理,1,件,2023年" + "," * 40_000), id="data row"),
        pytest.param(b"," * 40_000 + b"\n" + _csv("受理,1,件,2023年"), id="title row"),
        pytest.param(("指标,数值" + ",备注" * 40_000 + "\n受理,1\n").encode(), id="heading row"),
    ],
)
def test_too_many_columns_are_refused_before_anything_is_made_of_them(content: bytes) -> None:
    with pytest.raises(FigureError, match=r"too many columns: 4\d{4}, at most 16384"):
        read_workbook("f.csv", content)


def test_as_many_columns_as_a_spreadsheet_has_are_read() -> None:
    assert len(read_workbook("f.csv", _csv("受理,1,件,2023年" + "," * 16_380))) == 1


def test_cell_that_is_too_long_is_told_as_that() -> None:
    with pytest.raises(FigureError, match="line 2: a cell is longer than 131072 characters"):
        read_workbook("f.csv", _csv("受理,1,件," + "字" * 131_073))


@pytest.mark.parametrize(
    "row", ["<row/>", '<row r="#" s="1"><c r="A#" s="1"/><c r="B#"></c></row>', "<row> </row>"]
)
@pytest.mark.parametrize("before", ["</sheetData>", '<row r="2"'])
def test_rows_that_only_carry_formats_cost_nothing(row: str, before: str) -> None:
    plain = xlsx(("指标", "数值"), ("受理", 17))

    def book(count: int) -> bytes:
        rows = "\n".join(row.replace("#", f"{n}") for n in range(3, 3 + count))
        return with_part(
            plain, _SHEET, part_of(plain, _SHEET).replace(before, rows + before).encode()
        )

    few, many = book(10), book(5_000)

    assert read_workbook("f.xlsx", many) == read_workbook("f.xlsx", few)
    read = calls(lambda: read_workbook("f.xlsx", few))
    assert calls(lambda: read_workbook("f.xlsx", many)) < read + 1_000


def test_row_in_the_text_of_a_cell_stays() -> None:
    plain = xlsx(("指标", "数值"), ("受理", 17))
    text = '<row r="1"/>'
    inline = f't="inlineStr"><is><t><![CDATA[{text}]]></t></is></c>'
    sheet = re.sub(r'(<c r="A2") t="[^"]*">.*?</c>', rf"\1 {inline}", part_of(plain, _SHEET))

    table = read_workbook("f.xlsx", with_part(plain, _SHEET, sheet.encode()))

    assert [figure.indicator for figure in table] == [text]


_OPENED = [
    ("the heading of a column", lambda text: xlsx(("指标", "数值", text), ("受理", 17, "x"))),
    ("an indicator", lambda text: xlsx(("指标", "数值"), (f"受理{text}", 17))),
    ("a text of another column", lambda text: xlsx(("指标", "数值", "公式"), ("受理", 17, text))),
    ("a title", lambda text: xlsx((text,), ("指标", "数值"), ("受理", 17))),
]


@pytest.mark.parametrize(("place", "book"), _OPENED, ids=[place for place, _ in _OPENED])
@pytest.mark.parametrize("mark", ["(", "（", "[", "【", "〔", "单位：", " ", "2023年 "])
def test_signs_that_nothing_closes_take_time_with_their_number(
    place: str, book: Callable[[str], bytes], mark: str
) -> None:
    # Steps inside a regular expression are no calls; searching 20,000 times to the end takes 4 s.
    content = book(f"x{mark * (30_000 // len(mark))}x")
    began = time.process_time()

    read_workbook("f.xlsx", content)

    assert time.process_time() - began < 1.0, place


def test_brackets_are_taken_off_as_before() -> None:
    table = read_workbook(
        "f.csv", "指标,数值（说明）\n受理（批） （ 件 ） ,17\n办结(户,3\n".encode()
    )

    assert [(figure.indicator, figure.unit) for figure in table] == [
        ("受理（批）", "件"),
        ("办结(户", ""),
    ]


def test_of_one_kind_of_problem_the_first_are_told_and_the_others_counted() -> None:
    rows = "受理,1,件\n" * 40 + "结案,O1,件\n"
    table = read_workbook("f.csv", f"指标,数值,单位\n{rows}".encode())

    chinese = [line for _, line in tell_problems(table.problems, "zh")]
    english = [line for _, line in tell_problems(table.problems, "en")]

    assert len(table.problems) == 40
    assert len(chinese) == len(english) == 22
    assert [line for line in english if line.startswith("…")] == ["…and 19 more of this kind"]
    assert [line for line in chinese if line.startswith("…")] == ["……同类问题另有 19 处"]
    assert any("O1" in line for line in english)


def test_as_many_problems_as_are_told_are_not_counted() -> None:
    table = read_workbook("f.csv", ("指标,数值,单位\n" + "受理,1,件\n" * 21).encode())

    assert len([line for _, line in tell_problems(table.problems, "zh")]) == 20


def test_xml_without_halves_of_pairs_is_given_back_itself() -> None:
    content = "<a>字</a>".encode() * 1000

    assert mend_xml(content)[0] is content
