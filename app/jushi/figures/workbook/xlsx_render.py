"""Rows of cells to .xlsx bytes. The only file of this package that knows openpyxl's writer."""

import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any
from unicodedata import east_asian_width

from jushi.figures.workbook.guide import CellContent, load_guide
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import workbook_approximators

_SIGNIFICANT = 15
"""Digits that a spreadsheet keeps of a number; a longer one is written as text."""
_WIDTHS = (8, 48)
"""Least and greatest width of a column, in half-width characters."""
_FORBIDDEN = lazy_pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = lazy_pattern(r"_(?=x[0-9A-Fa-f]{4}_)")
_STAMP = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_LIST_ROWS = 2000
_MEANING_WIDTH = 62
"""Of the widest column of the guide, in half-width characters."""
_LINE_POINTS = 15
_NOTES = (
    "怎么填",
    "一行一项数据；列的先后可以换，也可以加自己的列，都会保留。",
    "也可以一年一列：指标、单位、2021年、2022年、2023年。几张工作表合成一份数据。",
    "标题行上面可以有表名和“单位：件”；“合计”行不作为数据读入。",
    "本表（说明）不作为数据读入。",
)
_CHOICES = {"approx": ",".join(workbook_approximators()), "required": "是"}


def render_xlsx(names: Sequence[str], rows: Sequence[Sequence[CellContent]]) -> bytes:
    """Give a workbook with the sheets 数据 and 说明; the same input gives the same bytes.

    `names` are column names or headings of extra columns; `rows` hold as many cells each.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "数据"
    guide = load_guide()
    headings = [guide[name].heading if name in guide else name for name in names]
    _write_heading(sheet, headings)
    for number, row in enumerate(rows, start=2):
        for column, content in enumerate(row, start=1):
            if content is not None and content != "":
                write_cell(sheet.cell(number, column), content)
    _style_table(sheet, names, headings, rows)
    _write_guide(book.create_sheet("说明"))
    stream = BytesIO()
    book.save(stream)
    return fixed_bytes(stream.getvalue())


def write_cell(cell: Any, content: str | Decimal) -> None:
    """Put a number or a text into a cell so that a spreadsheet shows and keeps it as it is."""
    if isinstance(content, Decimal) and len(content.as_tuple().digits) <= _SIGNIFICANT:
        cell.value = content
        return
    text = f"{content:f}" if isinstance(content, Decimal) else _storable(content)
    cell.value = text
    cell.data_type = "s"  # openpyxl takes =A1 for a formula and #N/A for an error
    cell.number_format = "@"
    cell.quotePrefix = text[:1] in ("=", "+", "-", "@")


def _storable(text: str) -> str:
    """Give text as the format can hold it: without control characters, `_x0041_` not as A."""
    return _ESCAPED.sub("_x005F_", _FORBIDDEN.sub("", text))


def _write_heading(sheet: Any, headings: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    line = Side(style="thin", color="B0B0B0")
    for column, heading in enumerate(headings, start=1):
        cell = sheet.cell(1, column)
        write_cell(cell, heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EEF7")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = Border(bottom=line)


def _style_table(
    sheet: Any,
    names: Sequence[str],
    headings: Sequence[str],
    rows: Sequence[Sequence[CellContent]],
) -> None:
    from openpyxl.comments import Comment
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    guide = load_guide()
    for column, (name, heading) in enumerate(zip(names, headings, strict=True), start=1):
        letter = get_column_letter(column)
        texts = [heading, *(_text(row[column - 1]) for row in rows[:500])]
        width = max(cell_width(text) for text in texts) + 2
        sheet.column_dimensions[letter].width = min(max(width, _WIDTHS[0]), _WIDTHS[1])
        if name in guide:
            told = guide[name]
            comment = Comment(f"{told.need}。{told.meaning}", "据实", width=280, height=110)
            sheet.cell(1, column).comment = comment
        if name in _CHOICES:
            choice = DataValidation(type="list", formula1=f'"{_CHOICES[name]}"', allow_blank=True)
            choice.showErrorMessage = False  # the reader knows more words than the list shows
            choice.add(f"{letter}2:{letter}{max(len(rows) + 1, _LIST_ROWS)}")
            sheet.add_data_validation(choice)
    frozen = names.index("indicator") + 2 if "indicator" in names[:3] else 1
    sheet.freeze_panes = f"{get_column_letter(frozen)}2"
    sheet.print_title_rows = "1:1"
    fit_to_page(sheet)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{len(rows) + 1}"


def _write_guide(sheet: Any) -> None:
    from openpyxl.styles import Alignment, Font

    for number, line in enumerate(_NOTES, start=1):
        sheet.cell(number, 1, line).font = Font(bold=number == 1)
    first = len(_NOTES) + 2
    table = [("列名", "英文", "必填", "含义", "示例")] + [
        (told.heading, told.column, told.need, told.meaning, told.example)
        for told in load_guide().values()
    ]
    for number, row in enumerate(table, start=first):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(number, column, text)
            cell.font = Font(bold=number == first)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        lines = 1 + cell_width(row[3]) // _MEANING_WIDTH
        sheet.row_dimensions[number].height = _LINE_POINTS * lines
    for letter, width in zip("ABCDE", (10, 12, 8, _MEANING_WIDTH, 26), strict=True):
        sheet.column_dimensions[letter].width = width
    fit_to_page(sheet)


def fit_to_page(sheet: Any) -> None:
    """Let the sheet print on landscape pages as wide as the table."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _text(content: CellContent) -> str:
    return f"{content:f}" if isinstance(content, Decimal) else content or ""


def cell_width(text: str) -> int:
    """Give the width of the longest line of `text`, in half-width characters."""
    longest = max(text.splitlines(), key=len, default="")[:200]
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in longest)


def fixed_bytes(content: bytes) -> bytes:
    """Give the package with fixed times, so that the same figures make the same file."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            xml = old.read(part)
            if part.filename == "docProps/core.xml":
                xml = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", xml)
            stamped = zipfile.ZipInfo(part.filename, _STAMP)
            stamped.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(stamped, xml)
    return stream.getvalue()
