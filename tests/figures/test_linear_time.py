"""Workbooks made to be slow are read in time with their length, or refused."""

import io
import time
import zipfile

import pytest
from jushi.documents import read_document
from jushi.errors import JushiError
from jushi.figures import read_workbook
from openpyxl import Workbook

from evals.bench.bench_growth import FIGURES, Slow
from tests.documents.word_files import with_part

_MOST_S = 8.0
_LAST_ROW = 1_048_576


@pytest.mark.slow
@pytest.mark.parametrize(
    "case", [pytest.param(each, id=f"{each.name} {each.title}") for each in FIGURES]
)
def test_workbook_made_to_be_slow_is_read_in_time(case: Slow) -> None:
    name, content = case.file(case.enough)
    began = time.process_time()
    try:
        read_workbook(name, content)
    except JushiError as error:
        assert "\n" not in str(error)

    assert time.process_time() - began < _MOST_S


def _book(sheets: int, row: int = 2) -> bytes:
    book = Workbook()
    for number in range(sheets):
        sheet = book.active if number == 0 else book.create_sheet()
        assert sheet is not None
        sheet.append(("指标", "数值"))
        sheet.cell(row, 1, "件")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _changed(content: bytes, part: str, before: str, after: str) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, text.replace(before, after) if name == part else text)
    return buffer.getvalue()


def _one_part_twice() -> bytes:
    return _changed(_book(2), "xl/_rels/workbook.xml.rels", "sheet2.xml", "sheet1.xml")


def _one_text_in_many_cells() -> bytes:
    """A text of 30,000 characters that stands in the file once."""
    cells = '<c t="s"><v>0</v></c>' * 9_000
    filled = _changed(
        _book(1), "xl/worksheets/sheet1.xml", "</sheetData>", f"<row>{cells}</row></sheetData>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    related = _changed(
        filled, "xl/_rels/workbook.xml.rels", "</Relationships>",
        f'<Relationship Id="text" Type="{kind}" Target="/xl/sharedStrings.xml"/></Relationships>',
    )  # fmt: skip
    strings = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    typed = _changed(
        related, "[Content_Types].xml", "</Types>",
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{strings}"/></Types>',
    )  # fmt: skip
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    texts = f'<sst xmlns="{main}"><si><t>{"长" * 30_000}</t></si></sst>'
    return with_part(typed, "xl/sharedStrings.xml", texts.encode())


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(_book(3, row=_LAST_ROW), "too large", id="rows a million apart"),
        pytest.param(_one_part_twice(), "damaged", id="two sheets of one part"),
        pytest.param(_one_text_in_many_cells(), "too large", id="one text in thousands of cells"),
    ],
)
def test_small_workbook_that_grows_when_it_is_read_is_refused(content: bytes, told: str) -> None:
    assert len(content) < 200_000
    with pytest.raises(JushiError, match=told):
        read_workbook("f.xlsx", content)
    with pytest.raises(JushiError, match=told):
        read_document("f.xlsx", content)


def test_row_at_the_foot_of_a_sheet_is_read() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("指标", "数值", "单位"))
    sheet.append(("受理", 17, "件"))
    sheet.cell(_LAST_ROW, 1, "说明：数据截至年底，以统计部门公布的为准。")
    buffer = io.BytesIO()
    book.save(buffer)

    assert [str(each.value) for each in read_workbook("f.xlsx", buffer.getvalue())] == ["17"]
