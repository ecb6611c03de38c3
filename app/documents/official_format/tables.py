"""Tables as WordprocessingML: repeated header rows, numbers to the right, full width."""

import re
import unicodedata
from collections.abc import Callable

from app.documents.official_format.layout import Layout
from app.documents.official_format.markup import run_xml
from app.documents.official_format.report import Paragraph, Table

_NUMBER = re.compile(r"[-+−—–]?[\d,.，]*\d[\d,.，]*\s*[%％‰]?|[-—–]+|↑.*|↓.*")
_NARROWEST_EM, _WIDEST_EM = 4, 24
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def table_xml(table: Table, layout: Layout, runs_xml: Callable[[Paragraph], str]) -> str:
    """Give a table as wide as the text; its header repeats, its rows do not break."""
    widths = _column_widths(table, layout.text_width_twips)
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


def _column_widths(table: Table, total: int) -> list[int]:
    """Share the width by the longest text of each column, within bounds; sums to `total`."""
    columns = len(table.header)
    needs = [
        max([_width_em(table.header[n]), *(_width_em(row[n].text) for row in table.rows)])
        for n in range(columns)
    ]
    bounded = [min(max(need, _NARROWEST_EM), _WIDEST_EM) for need in needs]
    widths = [total * need // sum(bounded) for need in bounded]
    widths[-1] += total - sum(widths)
    return widths


def _width_em(text: str) -> int:
    halves = sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
    return (halves + 1) // 2 + 1
