"""Tables as WordprocessingML: repeated header rows, numbers to the right, full width."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from jushi.documents.official_format.layout import Layout
from jushi.documents.official_format.markup import run_xml
from jushi.documents.official_format.report import Paragraph, Table
from jushi.lexicon import approximator_pattern

# 1700余, 98以上, 约1.2万, +3个百分点, —
_BEHIND = rf"{approximator_pattern('inside', 'after')}|[千万亿]|个百分点| pp"
_NUMBER = re.compile(
    rf"(?:{approximator_pattern('before')})?[-+−—–]?[\d,.]*\d\s*[%％‰]?(?:{_BEHIND})?|[-—–]+"
)
_CELL_MARGINS_TWIPS = 300
_BOLD = Decimal("1.2")
"""How much wider than plain ones bold letters are, at most."""
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def table_xml(table: Table, layout: Layout, runs_xml: Callable[[Paragraph], str]) -> str:
    """Give a table as wide as the text; its header repeats, its rows do not break."""
    widths = _column_widths(table, layout)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    header = "".join(
        _cell(width, '<w:pStyle w:val="TableHeader"/>', run_xml(text, layout))
        for width, text in zip(widths, table.header, strict=True)
    )
    rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{header}</w:tr>"]
    for row in table.rows:
        cells = "".join(
            _cell(width, _cell_style(cell.text), runs_xml(cell))
            for width, cell in zip(widths, row, strict=True)
        )
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _cell(width: int, style: str, runs: str) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"<w:p><w:pPr>{style}</w:pPr>{runs}</w:p></w:tc>"
    )


def _cell_style(text: str) -> str:
    style = '<w:pStyle w:val="TableText"/>'
    return f'{style}<w:jc w:val="right"/>' if _NUMBER.fullmatch(text) else style


def _column_widths(table: Table, layout: Layout) -> list[int]:
    """Share the line: narrow columns get what their longest text needs, wide ones the rest."""
    columns, total = range(len(table.header)), layout.text_width_twips
    needs = [_need(table, n, layout) for n in columns]
    widths: dict[int, int] = {}
    for n in sorted(columns, key=lambda column: needs[column]):
        left = len(needs) - len(widths)
        widths[n] = min(needs[n], (total - sum(widths.values())) // left)
    widest = max(columns, key=lambda column: needs[column])
    widths[widest] += total - sum(widths.values())
    return [widths[n] for n in columns]


def _need(table: Table, number: int, layout: Layout) -> int:
    """Width in twips of a column's longest text, its margins included."""
    style, header = layout.style("table"), layout.style("table_header")
    bold = _BOLD if header.bold else Decimal(1)
    longest = max(
        _width_em(table.header[number]) * bold * header.size_half_points,
        *(_width_em(row[number].text) * style.size_half_points for row in table.rows),
        Decimal(0),
    )
    return int(longest * 10) + _CELL_MARGINS_TWIPS


def _width_em(text: str) -> Decimal:
    """Width in characters; digits and Latin letters take up to 0.62 of one, by typeface."""
    wide = sum(unicodedata.east_asian_width(char) in "WFA" for char in text)
    return wide + (len(text) - wide) * Decimal("0.62")
