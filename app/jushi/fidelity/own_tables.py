"""The tables of a report held against its prose: they prove a number of it or contradict it."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from jushi.fidelity.text_tables import text_table_blocks
from jushi.fidelity.verdict import CheckResult, Code, Status, Verdict
from jushi.figures import FigureTable, tables
from jushi.messages import render
from jushi.text import CLAUSE_STOPS

_OPEN = frozenset({Code.UNSUPPORTED, Code.UNVERIFIED, Code.INCONSISTENT})
_JOINTS = frozenset("·（）() ")
_PROVEN = frozenset({Code.EXACT, Code.APPROXIMATE, Code.DERIVED})


def cell_starts(text: str, starts: Sequence[int]) -> frozenset[int]:
    """Give those of `starts` that lie in a table of the text; they ascend."""
    found: list[int] = []
    for block in text_table_blocks(text):
        first, last = block.span
        found += starts[bisect_right(starts, first - 1) : bisect_right(starts, last)]
    return frozenset(found)


def with_own_tables(
    result: CheckResult,
    check: Callable[[FigureTable], CheckResult],
    language: str,
) -> tuple[Verdict, ...]:
    """Give the verdicts of `result`, open ones of the prose judged by the text's own tables.

    `check` checks the text against a workbook. What a table of the same text says is `derived`,
    what it contradicts `inconsistent`; what no figure and no table names stays as it is.
    """
    starts = [verdict.mention.start for verdict in result.verdicts]
    cells = cell_starts(result.text, starts)
    prose = [v for v in result.verdicts if v.mention.start not in cells]
    if not cells or not any(_is_open(verdict) for verdict in prose):
        return result.verdicts
    table = tables.read_text_figures([block.rows for block in text_table_blocks(result.text)])
    if not len(table):
        return result.verdicts
    seen = {v.mention.start: v for v in check(table).verdicts}
    return tuple(
        _judged(v, seen[v.mention.start], table, _clause(result.text, v), language)
        if _is_open(v) and v.mention.start not in cells and v.mention.start in seen
        else v
        for v in result.verdicts
    )


def _names_all(clause: str, name: str) -> bool:
    """Whether a clause surely speaks of one cell: 民事案件受理300件 is none of 合计受理."""
    return set(name) - _JOINTS <= set(clause) and not any(mark in clause for mark in ("其中", "占"))


def _is_open(verdict: Verdict) -> bool:
    return verdict.mention.is_data and verdict.code in _OPEN


def _clause(text: str, verdict: Verdict) -> str:
    start = max(text.rfind(mark, 0, verdict.mention.start) for mark in (*CLAUSE_STOPS, "\n"))
    return text[start + 1 : verdict.mention.end]


def _judged(
    verdict: Verdict, seen: Verdict, table: FigureTable, clause: str, language: str
) -> Verdict:
    figure = table.by_id().get(seen.figures[0]) if seen.figures else None
    if figure is None or seen.mention.detail == "lookalike":
        return verdict
    told = {
        "told": verdict.mention.text,
        "name": figure.indicator,
        "value": figure.tell_value(),
        "number": figure.cell.sheet,
    }
    if seen.code in _PROVEN and seen.status is Status.OK:
        code, reason = Code.DERIVED, "own_table"
    elif seen.code is Code.WRONG_VALUE and _names_all(clause, figure.indicator):
        code, reason = Code.INCONSISTENT, "own_table_differs"
    else:
        return verdict
    line = render(f"verdicts.{reason}", language, **told)
    return replace(verdict, code=code, explanation=line, evidence=None, figures=())
