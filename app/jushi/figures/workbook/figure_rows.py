"""Rows to figures without ids: cells read, context worked in, every fault noted with its place."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from jushi.errors import FigureError
from jushi.figures.figure import Figure, Problem, SourceCell
from jushi.figures.period.period import Period
from jushi.figures.period.text import parse_period, parse_without_year
from jushi.figures.problem_messages import find_problem
from jushi.figures.units import PERCENT, is_unit, parse_unit
from jushi.figures.workbook.cell_value import CellReading, is_date, is_remark, read_value
from jushi.figures.workbook.identifier import Entry, clean_id, figure_key, is_usable_id, recency
from jushi.figures.workbook.lexicon import Column, bracketed, load_words, plain_heading
from jushi.figures.workbook.plain_text import half_width
from jushi.figures.workbook.row import Row, ValueCell
from jushi.figures.workbook.totals import TotalCheck
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import cell_words, in_cells, workbook_approximators
from jushi.sheets import FaultCell, plain_text
from jushi.text import Numbering

# Formula and 必报 of a wide row speak of its newest value.
_OLDER: dict[str, Any] = {"formula": "", "required": False}
_ALIASES = lazy_pattern(r"[;；]")
_NUMBERING = lazy_pattern(rf"^(?:{Numbering.CHINESE_BRACKET}|{Numbering.CHINESE})\s*")
_REMARK = lazy_pattern(r"^([^:：]{1,8}?)\s*+\d*+\s*+[:：]")
_YEAR = lazy_pattern(r"\d{4}")
_OPENING = ("(", "（", "[", "【", "〔")
_CLOSING = (")", "）", "]", "】", "〕")


class FigureRows:
    """Reads the rows of one sheet after another; what it found is in `entries` and `problems`."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.problems: list[Problem] = []
        self._section = ""
        self._totals = TotalCheck()

    def read_rows(self, rows: Sequence[Row]) -> None:
        """Read the rows of one sheet; headings and totals of another have no say in them."""
        self._section = ""
        self._totals = TotalCheck()
        for row in rows:
            if not self._is_passed_over(row):
                self._read_figures(row)

    def _tell(self, code: str, where: SourceCell, /, **params: str) -> None:
        self.problems.append(find_problem(code, where, **params))

    def _is_passed_over(self, row: Row) -> bool:
        """Whether the row is a total, a heading or a note; it is told of, or sets the section."""
        indicator = plain_text(row.cells.get("indicator"))
        has_values = any(value.raw not in (None, "") for value in row.values)
        if re.sub(r"\s", "", half_width(indicator)).lower() in cell_words("total", "subtotal"):
            self._read_total(row, indicator)
            return True
        if has_values and plain_heading(indicator) in load_words("remark"):
            self._tell("unread_remark", row.place(row.values[0].cell), text=_told(row))
            return True
        if has_values and not row.is_merged_across:
            return False
        texts = [plain_text(raw) for raw in row.cells.values() if raw not in (None, "")]
        first = (texts or [text for _, text in row.extra] or [""])[0]
        is_heading = row.is_merged_across or (
            len(set(texts)) == 1 and _NUMBERING.match(indicator) is not None
        )
        if is_heading and not _is_remark(first):
            self._section = _NUMBERING.sub("", first)
            self._totals = TotalCheck()
        elif not _is_remark(first) and indicator:
            return False
        if first and not first.isdecimal():
            code = "unread_remark" if _is_remark(first) else "skipped_row"
            self._tell(code, row.place(row.values[0].cell), text=first)
        return True

    def _read_total(self, row: Row, text: str) -> None:
        shown = _newest(row.values, [self._period(row, value) for value in row.values])
        where = row.place(shown.cell)
        total = self._reading(row, shown).value
        self._tell("total_row", where, text=text)
        computed = self._totals.disagreement(text, total)
        if total is not None and computed is not None:
            self._tell(
                "total_disagrees", where, text=text, value=f"{total:f}", computed=f"{computed:f}"
            )

    def _read_figures(self, row: Row) -> None:
        periods = [self._period(row, value) for value in row.values]
        newest = _newest(row.values, periods)
        common = self._read_common(row)
        typed_id = self._read_id(row, common["indicator"])
        shares_row = sum(value.raw not in (None, "") for value in row.values) > 1
        for value, period in zip(row.values, periods, strict=True):
            if value is not newest and value.raw in (None, ""):
                continue
            reading = self._reading(row, value)
            unread = self._why_unread(row, reading)
            if unread:
                text = plain_text(value.raw)
                self._tell(
                    unread, row.place(value.cell), text=f"{common['indicator']} {text}".strip()
                )
                continue
            self._tell_faults(reading, row.place(value.cell))
            of_newest = self._read_newest(row, reading) if value is newest else _OLDER
            figure = Figure(
                id="",
                value=reading.value,
                unit=reading.unit,
                period=period,
                cell=row.place(value.cell),
                **(common | {"approx": reading.approx} | of_newest),
            )
            key = figure_key(figure)
            self.entries.append(Entry(figure, typed_id, shares_row, key, row.where("previous")))

    def _why_unread(self, row: Row, reading: CellReading) -> str:
        """Give the code that says why a value is no figure at all; empty for one, also a bad one.

        A date in a row with a unit is a number that the spreadsheet took for a date.
        """
        for code, params in reading.faults:
            has_unit = bool(plain_text(row.cells.get("unit")))
            if code == "date_value" or is_date(params.get("text", "")):
                return "" if has_unit else "unread_date"
            if code == "bad_number" and is_remark(params["text"]):
                return "unread_remark"
        return ""

    def _read_common(self, row: Row) -> dict[str, Any]:
        """Give the fields of a figure that all values of a row share.

        A dict: making a figure of them for each value from another takes twice as long.
        """
        indicator = self._text(row, "indicator")
        if not indicator:
            first = next(value for value in row.values if value.raw not in (None, ""))
            self._tell("missing_indicator", row.place(first.cell), value=plain_text(first.raw))
        aliases = [alias.strip() for alias in _ALIASES.split(self._text(row, "aliases"))]
        return {
            "indicator": _without_unit(indicator) if self._names_no_unit(row) else indicator,
            "previous": None,
            "subject": self._text(row, "subject"),
            "section": self._text(row, "section") or self._section,
            "aliases": tuple(alias for alias in aliases if alias),
            "required": self._required(row),
            "formula": self._text(row, "formula").removeprefix("="),
            "source": self._text(row, "source"),
            "note": self._text(row, "note"),
            "extra": row.extra,
        }

    def _names_no_unit(self, row: Row) -> bool:
        return not plain_text(row.cells.get("unit")) and not any(v.unit for v in row.values)

    def _read_newest(self, row: Row, reading: CellReading) -> dict[str, Any]:
        """Give those fields in which a row speaks of its newest value alone."""
        previous = read_value(row.cells.get("previous"), reading.unit)
        self._tell_faults(previous, row.where("previous"))
        if reading.value is not None:
            self._totals.add(reading.unit, reading.value)
        return {"previous": previous.value, "approx": self._approx(row, reading.approx)}

    def _tell_faults(self, reading: CellReading, where: SourceCell) -> None:
        for code, params in reading.faults:
            self._tell(code, where, **params)

    def _text(self, row: Row, column: Column) -> str:
        raw = row.cells.get(column)
        if not isinstance(raw, FaultCell):
            return plain_text(raw)
        if column == "formula" and raw.code == "uncached_formula":
            return raw.text  # =a+b is an Excel formula only to Excel
        self._tell(raw.code, row.where(column), text=raw.text)
        return ""

    def _read_id(self, row: Row, indicator: str) -> str:
        text = half_width(self._text(row, "id"))
        if not text or is_usable_id(text):
            return text
        made = "" if text[:1].isdigit() else clean_id(text)
        self._tell("unusable_id", row.where("id"), text=text, id=made or clean_id(indicator))
        return made

    def _unit_of(self, row: Row, value: ValueCell) -> str:
        """Give the unit that the row itself names, by column, heading or indicator; or empty."""
        text = plain_text(row.cells.get("unit")) or value.unit
        if not text:
            inside = bracketed(plain_text(row.cells.get("indicator")))
            text = inside if is_unit(inside) else ""
        return standard_unit(text)

    def _reading(self, row: Row, value: ValueCell) -> CellReading:
        unit = self._unit_of(row, value)
        default = standard_unit(row.default_unit)
        if unit or not default:
            return read_value(value.raw, unit)
        # 单位：件 above a table yields to a cell that says 98.5% of itself.
        reading = read_value(value.raw, default)
        clashes = any(code == "unit_clash" for code, _ in reading.faults)
        return read_value(value.raw, "") if clashes else reading

    def _period(self, row: Row, value: ValueCell) -> Period | None:
        text = value.period or self._text(row, "period")
        if not text and "period" not in row.marks:
            text = row.default_period
        if not text:
            return None
        year = _YEAR.match(row.default_period)
        try:
            return parse_period(text, report_year=int(year[0]) if year else None)
        except FigureError:
            if (period := parse_without_year(text)) is not None:
                return period
            self._tell("bad_period", row.where("period"), text=text)
            return None

    def _approx(self, row: Row, in_cell: str) -> str:
        text = half_width(self._text(row, "approx")).lower()
        if not text:
            return in_cell
        approx = in_cells("before", "inside", "after").get(text)
        if approx is None:
            choices = " ".join(workbook_approximators())
            self._tell("bad_approx", row.where("approx"), text=text, choices=choices)
            return in_cell
        if in_cell and in_cell != approx:
            shown = plain_text(row.values[0].raw)
            self._tell("approx_clash", row.where("approx"), text=shown, approx=text)
        return approx

    def _required(self, row: Row) -> bool:
        text = self._text(row, "required").lower()
        if text in load_words("yes"):
            return True
        if text and text not in load_words("no"):
            self._tell("bad_required", row.where("required"), text=text)
        return False


@lru_cache(maxsize=4096)
def standard_unit(text: str) -> str:
    """Give a unit as figures have it: `%` for every way to write percent, no blanks, half width."""
    unit = half_width(text).strip()
    known = parse_unit(unit)
    if known == parse_unit(PERCENT):
        return PERCENT
    return "百分点" if known == parse_unit("百分点") else unit


def _newest(values: Sequence[ValueCell], periods: Sequence[Period | None]) -> ValueCell:
    latest = max(range(len(values)), key=lambda index: recency(periods[index]))
    return values[latest]


def _told(row: Row) -> str:
    cells = [row.cells.get("indicator"), *(value.raw for value in row.values)]
    return " ".join(text for text in map(plain_text, cells) if text)


def _is_remark(text: str) -> bool:
    found = _REMARK.match(half_width(text))
    return found is not None and found[1].strip().lower() in load_words("remark")


def _without_unit(indicator: str) -> str:
    """Give `受理案件` for `受理案件（件）`, whose unit is read from there."""
    if not is_unit(bracketed(indicator)):
        return indicator
    # Each kind of bracket is one character wide, full width or half.
    name = indicator.rstrip()
    if not name.endswith(_CLOSING):
        return indicator
    inside_from = max(name.rfind(mark, 0, -1) for mark in _CLOSING) + 1
    opening = min((at for mark in _OPENING if (at := name.find(mark, inside_from)) >= 0), default=0)
    return name[:opening].rstrip() or indicator
