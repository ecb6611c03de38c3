"""Whatever a sheet holds: reading it never fails, and no number of it is lost without a word."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from jushi.figures.layout.columns import Role
from jushi.figures.layout.reading import read_layout
from jushi.figures.workbook.layout_rows import read_layout_tables
from jushi.sheets.sheet import MergedRange, RawValue, Sheet

_WORDS = (
    *(
        "指标",
        "地区",
        "农业",
        "其中：工业",
        "一、收入",
        "按行业分",
        "合计",
        "  小麦",
        "序号",
        "备注",
    ),
    *("名称", "2023年", "5月", "累计", "上年同期", "单位：万元", "（%）", "件", "绝对量", "位次"),
    *("同比增长", "—", "见附件", "注：x", "500万元以上", "8.5", "6.3(6.1)", "1,200", "12①"),
)
_NUMBERS = (Decimal(5), Decimal(7), Decimal("3.2"), Decimal(12))
_CELLS: st.SearchStrategy[RawValue] = st.one_of(
    st.none(), st.sampled_from(_WORDS), st.sampled_from(_NUMBERS), st.just(Decimal(2023))
)
_ROWS = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.tuples(*[_CELLS] * width), min_size=1, max_size=9)
)
_RANGES = st.lists(
    st.builds(
        lambda row, column, down, across: MergedRange(row, column, row + down, column + across),
        *(st.integers(1, 9), st.integers(1, 6), st.integers(0, 2), st.integers(0, 3)),
    ),
    max_size=2,
)


@settings(max_examples=300)
@given(rows=_ROWS, merged=_RANGES)
def test_each_number_is_a_figure_or_a_name_or_is_told(
    rows: list[tuple[RawValue, ...]], merged: list[MergedRange]
) -> None:
    sheet = Sheet("表", tuple(rows), tuple(merged))
    tables = read_layout(sheet)
    read_layout_tables("f.xlsx", sheet, {})

    known = {(cell.row, cell.column) for table in tables for cell in table.cells}
    known |= {(cell.row, cell.column) for table in tables for cell in table.unread}
    lines = {cell.row for table in tables for cell in table.unread if cell.code == "unread_remark"}
    names = {
        column.index
        for table in tables
        for column in table.columns
        if column.role in (Role.LABEL, Role.PERIOD)
    }
    lost = [
        (row, column)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if cell in _NUMBERS and (row, column) not in known
        if column not in names and row not in lines
    ]
    assert lost == [] or not any(table.cells for table in tables)
