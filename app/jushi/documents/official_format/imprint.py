"""版记 as WordprocessingML: lines at the foot of the last page that say who got and printed it."""

from jushi.documents.official_format.layout import Layout
from jushi.documents.official_format.markup import run_xml
from jushi.documents.official_format.report import Report

# As low as a paragraph can be, so that it needs no new page.
_LOW = (
    '<w:p><w:pPr>{}<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" '
    'w:lineRule="exact"/></w:pPr></w:p>'
)


def imprint_xml(report: Report, layout: Layout, *, is_apart: bool) -> str:
    """Give the imprint of a report that names who it is copied to or printed by, else nothing.

    As wide as the text; the last line lies on the lower edge of the text area, thick lines above
    and below, a thin one between. What `is_apart` has a page of its own; below a table it must:
    Word makes one table of two that touch, and LibreOffice does not find the end of a long one
    above a floating one.
    Source: GB/T 9704—2012, 7.4.
    """
    rows = [row for row in (_copies(report, layout), _printing(report, layout)) if row]
    if not rows:
        return ""
    edge, inner = layout.number("imprint.edge_line"), layout.number("imprint.inner_line")
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in (("top", edge), ("bottom", edge), ("insideH", inner))
    )
    width, left = layout.text_width_twips, layout.number("page.left_twips")
    cells = "".join(
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        f'<w:vAlign w:val="center"/></w:tcPr>{row}</w:tc></w:tr>'
        for row in rows
    )
    apart = _LOW.format("<w:pageBreakBefore/>") if is_apart else ""
    return (
        f'{apart}<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" '
        'w:vertAnchor="margin" '
        # LibreOffice lets a table as wide as the text float only where the page is its anchor.
        f'w:horzAnchor="page" w:tblpX="{left}" w:tblpYSpec="bottom"/>'
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>{cells}</w:tbl>{_LOW.format("")}'
    )


def _copies(report: Report, layout: Layout) -> str:
    """抄送：… with further lines below the first name, one character free at both sides."""
    if not report.copied_to:
        return ""
    mark, stop = layout.words("words.copied_to"), layout.words("words.full_stop")
    hanging = 100 * len(mark) if layout.is_chinese else 0
    edge = layout.number("imprint.edge_chars")
    text = mark + report.copied_to.rstrip("。.") + stop
    indents = (
        f'<w:ind w:leftChars="{edge + hanging}" w:left="{_twips(edge + hanging, layout)}" '
        f'w:rightChars="{edge}" w:right="{_twips(edge, layout)}" '
        f'w:hangingChars="{hanging}" w:hanging="{_twips(hanging, layout)}"/>'
    )
    return _paragraph(text, indents, layout)


def _printing(report: Report, layout: Layout) -> str:
    """The printing office at the left and the date at the right, one character free each."""
    if not (report.printer or report.print_date):
        return ""
    edge = layout.number("imprint.edge_chars")
    twips = _twips(edge, layout)
    place = layout.text_width_twips - twips
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{place}"/></w:tabs>'
    indents = f'<w:ind w:leftChars="{edge}" w:left="{twips}" w:firstLineChars="0" w:firstLine="0"/>'
    date = layout.words("words.printed").format(report.print_date) if report.print_date else ""
    return _paragraph(f"{report.printer}\t{date}", tab + indents, layout)


def _paragraph(text: str, properties: str, layout: Layout) -> str:
    style = '<w:pStyle w:val="Imprint"/>'
    return f"<w:p><w:pPr>{style}{properties}</w:pPr>{run_xml(text, layout)}</w:p>"


def _twips(chars: int, layout: Layout) -> int:
    return chars * layout.style("imprint").size_half_points // 10
