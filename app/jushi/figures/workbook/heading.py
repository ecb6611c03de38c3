"""What the headings of a table say: which column is which, and the period of each value column."""

from collections.abc import Sequence
from dataclasses import dataclass

from jushi.characters import ONE_TO_NINE
from jushi.errors import FigureError
from jushi.figures.figure import Problem, SourceCell
from jushi.figures.period.text import parse_period
from jushi.figures.problem_messages import find_problem
from jushi.figures.units import is_unit
from jushi.figures.workbook.guide import load_guide
from jushi.figures.workbook.lexicon import (
    Column,
    bracketed,
    load_headings,
    plain_heading,
    without_brackets,
)
from jushi.lazy_pattern import lazy_pattern
from jushi.sheets import RawValue, plain_text
from jushi.text import FAR_CENTURY

_VALUE_TAIL = lazy_pattern(
    r"(?:的)?(?:数值|数据|实际数|实际值|完成数|完成值|合计数|值|数|实际|完成)$"
)
_PERIOD_START = lazy_pattern(
    rf"{FAR_CENTURY}\d\d|[〇零二][〇零{ONE_TO_NINE}]{{3}}年|截至|[“\"]?十?[{ONE_TO_NINE}]五"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading: a known column, or a period whose values stand below it, or neither."""

    text: str
    column: Column | None
    period: str = ""
    unit: str = ""
    """Of `2023年（万元）` or `金额（元）`; else empty."""

    @property
    def has_values(self) -> bool:
        """Whether values stand below it."""
        return self.column == "value" or bool(self.period)


def parse_heading(raw: RawValue) -> Heading:
    """Give what one cell of a heading row says; never raises."""
    text = plain_text(raw)
    plain = plain_heading(text)
    column = load_headings().get(plain)
    unit = _unit_in(text)
    if column is not None:
        return Heading(text, column, unit=unit if column in ("value", "previous") else "")
    period = _period_in(text)
    return Heading(text, "value", period, unit) if period else Heading(text, None)


def _unit_in(text: str) -> str:
    unit = bracketed(text).removeprefix("单位").lstrip(":： ")
    return unit if is_unit(unit) else ""


def _period_in(text: str) -> str:
    without_unit = without_brackets(text).strip()
    if not _PERIOD_START.match(without_unit) or len(without_unit) > 30:
        return ""
    for candidate in (without_unit, _VALUE_TAIL.sub("", without_unit)):
        try:
            return parse_period(candidate).text
        except FigureError:
            continue
    return ""


def find_heading_row(rows: Sequence[Sequence[RawValue]]) -> int | None:
    """Give the index of the row that heads the table: it names an indicator and values.

    Of rows that follow one another the one that tells most columns apart; None if there is none.
    """
    best, best_score = None, 0
    for index, row in enumerate(rows):
        score = _score(row)
        # The lower of two that tell as much wins: 数值 stands over 2022年 and 2023年.
        if score and score >= best_score:
            best, best_score = index, score
        elif best is not None:
            break
    return best


def _score(row: Sequence[RawValue]) -> int:
    headings = [parse_heading(raw) for raw in row if raw is not None and raw != ""]
    if not any(heading.column == "indicator" for heading in headings):
        return 0
    if not any(heading.has_values for heading in headings):
        return 0
    return len({(heading.column, heading.period) for heading in headings if heading.column})


def twin_columns(where: SourceCell, first: Heading, second: Heading) -> Problem:
    """Give the problem of two headings that mean the same column."""
    column = second.column or "value"
    meant = second.period or f"{load_guide()[column].heading} {column}"
    return find_problem(
        "duplicate_column", where, first=first.text, second=second.text, column=meant
    )
