"""Figures as a sheet that a department fills in: labels locked, values to be typed beside last
year's."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from jushi.figures.figure import Figure, FigureTable
from jushi.figures.units import parse_unit
from jushi.figures.workbook.guide import load_guide
from jushi.figures.workbook.lexicon import Column
from jushi.figures.workbook.xlsx_render import cell_width, fit_to_page, fixed_bytes, write_cell
from jushi.lexicon import workbook_approximators

_COLUMNS: tuple[Column, ...] = (
    *("id", "indicator", "period", "unit", "value", "approx", "previous"),
    *("subject", "source", "note"),
)
_TYPED: frozenset[str] = frozenset({"value", "approx"})
_REMARKS = ("填报人", "填报说明")
"""Extra columns in which a department says who filled the sheet in, and what is to be known."""
_ASK = "请在“数值”栏填写本期数；灰色栏已锁定。没有的项请在“填报说明”中写明。填好后把本文件发回。"
_LAST_YEAR = "上年：{previous}"
_PROMPT = "单位：{unit}。{last}"
_REFUSED = "请只填数字；单位是“{unit}”。"
_WIDEST, _NARROWEST = 40, 10
"""Widths of columns, in half-width characters."""
_FIRST_ROW = 3
"""Below the line that asks, and the headings."""
_LARGEST = 10**15


def render_locked(table: FigureTable) -> bytes:
    """Give the .xlsx; the same figures give the same bytes. It is read as any workbook is.

    The sheet is protected without a password: it keeps from mishaps, and nobody from changing it.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "数据"
    write_cell(sheet.cell(1, 1), _ASK)
    sheet.cell(1, 1).font = Font(bold=True)
    guide = load_guide()
    headings = [*(guide[name].heading for name in _COLUMNS), *_REMARKS]
    for column, heading in enumerate(headings, start=1):
        cell = sheet.cell(2, column)
        write_cell(cell, heading)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EEF7")
    for row, figure in enumerate(table, start=_FIRST_ROW):
        _write_row(sheet, row, figure)
    sheet.add_data_validation(_approximator_rule(len(table) + _FIRST_ROW))
    _size_columns(sheet, headings, table)
    fit_to_page(sheet)
    sheet.print_title_rows = "2:2"
    sheet.freeze_panes = f"C{_FIRST_ROW}"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    for cells in sheet.iter_rows(min_row=_FIRST_ROW):
        for cell in cells:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    stream = BytesIO()
    book.save(stream)
    return fixed_bytes(stream.getvalue())


def _write_row(sheet: Any, row: int, figure: Figure) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Border, PatternFill, Protection, Side

    line = Side(style="thin", color="B0B0B0")
    locked = PatternFill("solid", fgColor="F2F2F2")
    for column, name in enumerate((*_COLUMNS, *_REMARKS), start=1):
        cell = sheet.cell(row, column)
        content = _content(figure, name)
        if content is not None and content != "":
            write_cell(cell, content)
        if name in _TYPED or name in _REMARKS:
            cell.protection = Protection(locked=False)
            cell.border = Border(line, line, line, line)
        else:
            cell.fill = locked
    value = sheet.cell(row, _COLUMNS.index("value") + 1)
    last = _LAST_YEAR.format(previous=figure.tell_previous()) if figure.tell_previous() else ""
    if last:
        value.comment = Comment(last, "据实", width=180, height=60)
    sheet.add_data_validation(_number_rule(figure, value.coordinate, last))


def _content(figure: Figure, name: str) -> str | Decimal | None:
    match name:
        case "value":
            return figure.value
        case "previous":
            return figure.previous
        case "period":
            return figure.period.text if figure.period else ""
        case "id" | "indicator" | "unit" | "approx" | "subject" | "source" | "note":
            return str(getattr(figure, name))
    return ""


def _number_rule(figure: Figure, where: str, last: str) -> Any:
    """Numbers alone; of what is counted and of money none below zero."""
    from openpyxl.worksheet.datavalidation import DataValidation

    least = 0 if parse_unit(figure.unit).is_counter else -_LARGEST
    rule = DataValidation(
        type="decimal", operator="between", formula1=str(least), formula2=str(_LARGEST)
    )
    rule.showErrorMessage = rule.showInputMessage = True
    rule.error = _REFUSED.format(unit=figure.unit or "无")
    rule.promptTitle = figure.indicator[:30]
    rule.prompt = _PROMPT.format(unit=figure.unit or "无", last=last)
    rule.add(where)
    return rule


def _approximator_rule(last_row: int) -> Any:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    choices = ",".join(workbook_approximators())
    rule = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True)
    letter = get_column_letter(_COLUMNS.index("approx") + 1)
    rule.add(f"{letter}{_FIRST_ROW}:{letter}{last_row}")
    return rule


def _size_columns(sheet: Any, headings: Sequence[str], table: FigureTable) -> None:
    from openpyxl.utils import get_column_letter

    for column, name in enumerate((*_COLUMNS, *_REMARKS), start=1):
        texts = [headings[column - 1], *(str(_content(f, name) or "") for f in table)]
        width = min(max(cell_width(text) for text in texts) + 2, _WIDEST)
        # An id is there for whoever puts the sheets together; nobody has to read it whole.
        wanted = _NARROWEST if name == "id" else max(width, _NARROWEST)
        sheet.column_dimensions[get_column_letter(column)].width = wanted
