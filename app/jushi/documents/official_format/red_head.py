"""版头 as WordprocessingML: marks, the red head of one office or several, number and 签发人."""

from jushi.documents.official_format.layout import Layout
from jushi.documents.official_format.markup import run_xml
from jushi.documents.official_format.parts import STYLE_IDS
from jushi.documents.official_format.report import Report, offices_of

_EMPTY = "<w:p/>"
_NAMES_IN_A_ROW = 2
_LEAST_TWIPS = 20


def red_head_xml(report: Report, layout: Layout) -> list[str]:
    """Give the paragraphs above the title: 份号, 密级 and 紧急程度, the head, number and 签发人.

    Without an issuer there is room for a printed head, whose number and 签发人 go in by hand.
    Source: GB/T 9704—2012, 7.2.
    """
    marks = _marks(report, layout)
    if not report.issuer:
        reserved = layout.number("head.reserved_lines") - len(marks)
        return [*marks, *([_EMPTY] * max(reserved, 0))]
    # 7.2.4 counts the head's 35 mm from the top of the text area, whatever marks stand there.
    before = layout.number("issuer.before_twips") - len(marks) * layout.number("body.line_twips")
    head = _issuers(report, layout, max(before, 0), has_marks=bool(marks))
    return [*marks, *head, _EMPTY, _EMPTY, *_number_lines(report, layout), _EMPTY, _EMPTY]


def _marks(report: Report, layout: Layout) -> list[str]:
    """7.2.1 to 7.2.3: one below the other at the left edge, from the first line on."""
    told = (
        ("addressee", report.serial),
        ("head_mark", report.secrecy),
        ("head_mark", report.urgency),
    )
    return [_line(element, run_xml(text, layout)) for element, text in told if text]


def _issuers(report: Report, layout: Layout, before: int, *, has_marks: bool) -> list[str]:
    offices, suffix = offices_of(report.issuer), layout.words("words.head_suffix")
    if len(offices) == 1:
        spacing = f'<w:spacing w:before="{before}"/>' if has_marks else ""
        return [_line("issuer", run_xml(report.issuer, layout), spacing)]
    has_suffix = offices[-1].endswith(suffix)
    names = [*offices[:-1], offices[-1].removesuffix(suffix)] if has_suffix else [*offices]
    longest = max(len(name) for name in names)
    room = layout.text_width_twips // ((longest + (len(suffix) + 2) * has_suffix) * 10)
    size = min(layout.style("issuer").size_half_points, room)
    look = f'<w:spacing w:before="0" w:line="{size * 23 // 2}" w:lineRule="exact"/>'
    left = "".join(_sized(name, size, look, "distribute", layout) for name in names)
    room_above = (
        '<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" '
        f'w:line="{before}" w:lineRule="exact"/></w:pPr></w:p>'
    )
    # A character of room beside each: LibreOffice breaks what fits a cell to the twip.
    widths = [(longest + 1) * size * 10, (len(suffix) + 1) * size * 10 * has_suffix]
    right = _sized(suffix, size, look, "center", layout) if has_suffix else ""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{content}</w:tc>"
        for width, content in zip(widths, (left, right), strict=True)
        if width
    )
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
        + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths if width)
        + f"</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"
    )
    return [room_above, table] if before > _LEAST_TWIPS else [table]


def _sized(text: str, size: int, look: str, align: str, layout: Layout) -> str:
    run = run_xml(text, layout, size_half_points=size)
    return _line("issuer", run, f'{look}<w:jc w:val="{align}"/>')


def _number_lines(report: Report, layout: Layout) -> list[str]:
    """The number in the middle; with 签发人, at the left on the line of the last of them.

    7.2.6: two names a row, each row below the first name of the one above.
    """
    number, names = report.document_number, report.signatories
    if not names:
        return [_line("document_number", run_xml(number, layout), _rule(layout))]
    size = layout.style("body").size_half_points * 10
    mark = layout.words("words.signatories")
    columns = min(len(names), _NAMES_IN_A_ROW)
    column = (max(len(name) for name in names) + 1) * size
    first = layout.text_width_twips - columns * column
    names_at = (first + place * column for place in range(columns))
    # The number, too, stands at a tab: the red line would begin where an indent does.
    stops = [size, first - len(mark) * size, *names_at]
    tabs = "".join(f'<w:tab w:val="left" w:pos="{stop}"/>' for stop in stops)
    left = f'<w:tabs>{tabs}</w:tabs><w:jc w:val="left"/>'
    rows = [names[at : at + columns] for at in range(0, len(names), columns)]
    lines = []
    for place, row in enumerate(rows):
        is_last = place == len(rows) - 1
        runs = run_xml("\t" + (number if is_last else "") + "\t", layout)
        runs += run_xml(mark if not place else "", layout)
        runs += "".join(
            run_xml("\t", layout) + run_xml(name, layout, style=f"{STYLE_IDS['signatory'][0]}Char")
            for name in row
        )
        lines.append(_line("document_number", runs, (_rule(layout) if is_last else "") + left))
    return lines


def _rule(layout: Layout) -> str:
    """The red line as the border of a paragraph, so that it is as wide as the text."""
    space = layout.number("head.rule_space_points")
    return (
        f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="{space}" w:color="FF0000"/></w:pBdr>'
    )


def _line(element: str, runs: str, extra: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{STYLE_IDS[element][0]}"/>{extra}</w:pPr>{runs}</w:p>'
