"""The check as a workbook, the 核数表: one row a number, with a column for who confirmed it."""

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from jushi.fidelity.clause import Layout, lay_out
from jushi.fidelity.verdict import CheckResult, Finding, Status, Verdict
from jushi.figures import Figure, FigureTable
from jushi.messages import wordings

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_COLUMNS = {
    "number": 14,
    "sentence": 48,
    "indicator": 28,
    "value": 14,
    "last_year": 12,
    "formula": 20,
    "cell": 24,
    "verdict": 12,
    "expected": 14,
    "explanation": 48,
    "confirmed_by": 32,
}
_MOST_DIGITS = 15
"""What a number of a workbook, a binary one, holds exactly."""
_FILLS = {Status.OK: "E7F4EC", Status.REVIEW: "FFF3D6", Status.ERROR: "FBE3E1"}


def render_xlsx(result: CheckResult, table: FigureTable, *, language: str = "zh") -> bytes:
    """Give the workbook: sheets of numbers, of findings and of usage, headers frozen.

    The figure's value and last year's are numbers in the figure's own places where the row has one
    figure; all else is text.
    """
    from openpyxl import Workbook

    words = wordings("check", language)
    book = Workbook()
    numbers = book.worksheets[0]
    numbers.title = words["mentions"]
    _header(numbers, [words[key] for key in _COLUMNS], list(_COLUMNS.values()))
    layout, by_id = lay_out(result.text), table.by_id()
    told = [v for v in result.verdicts if v.mention.is_data or v.status is not Status.OK]
    for row, verdict in enumerate(told, start=2):
        ruling = verdict.ruling.tell(language) if verdict.ruling else ""
        _row(numbers, row, [*_cells(verdict, layout, by_id, words), ruling], _fill(verdict))
    findings = book.create_sheet(words["findings"])
    _header(findings, [words["verdict"], words["explanation"], words["confirmed_by"]], [14, 80, 32])
    for row, finding in enumerate(result.findings, start=2):
        ruling = finding.ruling.tell(language) if finding.ruling else ""
        texts = [words[finding.code.value], finding.explanation, ruling]
        _row(findings, row, texts, _fill(finding))
    usage = book.create_sheet(words["usage"])
    titles = [words[key] for key in ("quote", "rule", "explanation", "rule_source")]
    _header(usage, [*titles, words["confirmed_by"]], [24, 14, 60, 28, 14])
    for row, remark in enumerate(result.remarks, start=2):
        rule = f"{remark.rule} {words[remark.severity]}"
        quote = result.text[remark.start : remark.end]
        _row(usage, row, [quote, rule, remark.message, remark.source, ""], _FILLS[Status.REVIEW])
    for sheet in (numbers, findings, usage):
        sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(
    verdict: Verdict, layout: Layout, by_id: Mapping[str, Figure], words: dict[str, str]
) -> list[str | Decimal]:
    figures = [by_id[i] for i in verdict.figures if i in by_id]
    return [
        verdict.mention.text,
        layout.quote_at(verdict.mention.start),
        "、".join(figure.indicator for figure in figures),
        _number([f.value for f in figures if not f.approx])
        or "、".join(f.tell_value() for f in figures if f.value is not None),
        _number([f.previous for f in figures])
        or "、".join(f"{f.previous:f}" for f in figures if f.previous is not None),
        "、".join(figure.formula for figure in figures if figure.formula),
        verdict.evidence or "",
        words["loose"] if verdict.is_loose else words[verdict.code.value],
        verdict.expected or "",
        verdict.explanation,
    ]


def _number(values: Sequence[Decimal | None]) -> Decimal | None:
    """The value of the only figure, where a cell can hold it exactly."""
    if len(values) != 1 or values[0] is None:
        return None
    exact = len(values[0].as_tuple().digits) <= _MOST_DIGITS
    return values[0] if exact else None


def _fill(told: Verdict | Finding) -> str:
    return _FILLS[Status.REVIEW if told.is_accepted else told.status]


def _header(sheet: "Worksheet", titles: Sequence[str], widths: Sequence[int]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.append(list(titles))
    for number, width in enumerate(widths, start=1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"


def _row(sheet: "Worksheet", row: int, told: Sequence[str | Decimal], colour: str) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, PatternFill

    for column, value in enumerate(told, start=1):
        cell = sheet.cell(row, column)
        if isinstance(value, Decimal):
            cell.value = value
            exponent = value.as_tuple().exponent
            places = max(-exponent, 0) if isinstance(exponent, int) else 0
            cell.number_format = f"#,##0.{'0' * places}" if places else "#,##0"
        else:
            clean = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
            cell.value = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in clean)
            # A sentence that begins with = would else be run as a formula where it is opened.
            cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.fill = PatternFill("solid", fgColor=colour)
