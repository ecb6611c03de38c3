"""Figures to the bytes of a workbook that `read_workbook` reads back as the same figures."""

import csv
from collections.abc import Sequence
from decimal import Decimal
from io import StringIO
from typing import assert_never

from jushi.figures.figure import Figure, FigureTable
from jushi.figures.workbook import WorkbookFormat
from jushi.figures.workbook.guide import CellContent, load_guide
from jushi.figures.workbook.lexicon import COLUMNS
from jushi.figures.workbook.locked_render import render_locked
from jushi.figures.workbook.xlsx_render import render_xlsx
from jushi.sheets import FORMULA_STARTS


def render_table(
    table: FigureTable, format: WorkbookFormat, columns: Sequence[str] | None
) -> bytes:
    """Give the bytes of one table; see `jushi.figures.workbook.render_workbook`."""
    headings = _headings(table, columns)
    rows = [[_content(figure, name, turn) for name, turn in headings] for figure in table]
    match format:
        case "csv":
            return _csv_bytes([_shown(name) for name, _ in headings], rows)
        case "xlsx":
            return render_xlsx([name for name, _ in headings], rows)
        case "locked":
            return render_locked(table)
    assert_never(format)


def _shown(name: str) -> str:
    guide = load_guide()
    return guide[name].heading if name in guide else name


def _headings(table: FigureTable, columns: Sequence[str] | None) -> list[tuple[str, int]]:
    """Give name and turn of each column; two extra columns may have one heading."""
    names = list(COLUMNS if columns is None else columns)
    if columns is None:
        most: dict[str, int] = {}
        for figure in table:
            of_figure = [name for name, _ in figure.extra]
            for name in of_figure:
                most[name] = max(most.get(name, 0), of_figure.count(name))
        names += [name for name, count in most.items() for _ in range(count)]
    return [(name, names[:index].count(name)) for index, name in enumerate(names)]


def _content(figure: Figure, name: str, turn: int) -> CellContent:
    match name:
        case "value" | "previous":
            number: Decimal | None = getattr(figure, name)
            return number
        case "period":
            return figure.period.text if figure.period else ""
        case "aliases":
            return "；".join(figure.aliases)
        case "required":
            return "是" if figure.required else ""
        case "unit":
            return f"{figure.unit}/{figure.per}" if figure.per else figure.unit
    if name in COLUMNS:
        return str(getattr(figure, name))
    texts = [text for heading, text in figure.extra if heading == name]
    return texts[turn] if turn < len(texts) else ""


def _csv_bytes(headings: Sequence[str], rows: Sequence[Sequence[CellContent]]) -> bytes:
    stream = StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([_guarded(heading) for heading in headings])
    for row in rows:
        writer.writerow(
            [f"{each:f}" if isinstance(each, Decimal) else _guarded(each or "") for each in row]
        )
    return stream.getvalue().encode("utf-8-sig")


def _guarded(text: str) -> str:
    """Give text that no spreadsheet computes; `read_csv` takes the ' off again."""
    return f"'{text}" if text and text[0] in FORMULA_STARTS + "'" else text
