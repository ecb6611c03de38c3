"""Headings of a past report whose result this year's figures do not bear out, made neutral.

Words in `knowledge/lexicons/heading_claims.yaml`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from jushi.drafting.fact_sheet import FactRow, FactSheet
from jushi.drafting.promises import words_of
from jushi.drafting.rendering import value_of
from jushi.drafting.report_draft import ReportDraft
from jushi.figures import FigureTable
from jushi.resources import lexicon_yaml
from jushi.text import Section

_WHOLE = 100


@dataclass(frozen=True, slots=True)
class _Claim:
    kind: Literal["steady", "up", "done"]
    pattern: re.Pattern[str]


def with_sound_headings(draft: ReportDraft, table: FigureTable) -> ReportDraft:
    """Give `draft` without results in headings that the figures of their sections contradict.

    招生规模保持稳定 over a fall becomes 招生规模, 抓项目促投资，投资平稳增长 its first clause. The
    section's notes tell what its heading was. That all was done stays only where a figure says so.
    """
    sheet, renamed = FactSheet(table), {}
    sections = []
    for place, section in enumerate(draft.sections):
        rows = _rows(draft.sections, place, sheet)
        title = sound_title(section.title, rows, table)
        if title != section.title:
            renamed[section.title] = title
            told = _words()["note"].format(old=section.title, new=title)
            section = replace(section, title=title, notes=(*section.notes, told))
        path = tuple(renamed.get(name, name) for name in section.path)
        sections.append(replace(section, path=path))
    return replace(draft, sections=tuple(sections))


def sound_title(title: str, rows: Sequence[FactRow], table: FigureTable) -> str:
    """Give a heading without the results that `rows`, the figures below it, contradict."""
    clauses = title.split("，")
    kept, cut = [], []
    for clause in clauses:
        claim, match = _claimed(clause)
        if (
            claim is None
            or match is None
            or not _is_contradicted(claim, clause, match, rows, table)
        ):
            kept.append(clause)
        else:
            cut.append(clause[: match.start()])
    if not cut:
        return title
    return "，".join(kept) or next((left for left in cut if len(left) > 1), _words()["left_empty"])


def _claimed(clause: str) -> tuple[_Claim, re.Match[str]] | tuple[None, None]:
    if re.match(_words()["intent"], clause):
        return None, None
    found = ((claim, claim.pattern.search(clause)) for claim in _claims())
    return next(((claim, match) for claim, match in found if match), (None, None))


def _is_contradicted(
    claim: _Claim,
    clause: str,
    match: re.Match[str],
    rows: Sequence[FactRow],
    table: FigureTable,
) -> bool:
    if claim.kind == "done":
        return not any(_is_all_done(row, table) for row in rows)
    subject = words_of(clause[: match.start()])
    about = [row for row in rows if subject & words_of(row.figure.indicator)]
    if claim.kind == "steady":
        return any(_is_worse(row) or _moved(row) for row in about)
    if about:
        return any(_is_worse(row) or _fell(row) for row in about)
    return any(map(_is_worse, rows)) and not any(row.standing == "better" for row in rows)


def _is_all_done(row: FactRow, table: FigureTable) -> bool:
    is_whole = row.figure.unit == "%" and value_of(row.figure, table) == _WHOLE
    return is_whole or row.is_target_reached is True


def _is_worse(row: FactRow) -> bool:
    return row.standing == "worse" or row.is_target_reached is False


def _moved(row: FactRow) -> bool:
    return row.growth_percent is not None and abs(row.growth_percent) >= _words()["least"]


def _fell(row: FactRow) -> bool:
    return row.standing == "open" and row.difference is not None and row.difference < 0


def _rows(sections: Sequence[Section], place: int, sheet: FactSheet) -> list[FactRow]:
    """The rows of what a section and those below it tell."""
    own = sections[place]
    names = [name for s in (own, *_below(sections, place)) for x in s for name in x.told_figures]
    return [sheet.rows[name] for name in dict.fromkeys(names) if name in sheet.rows]


def _below(sections: Sequence[Section], place: int) -> Iterator[Section]:
    for section in sections[place + 1 :]:
        if section.level <= sections[place].level:
            return
        yield section


@cache
def _claims() -> tuple[_Claim, ...]:
    return tuple(_Claim(row["kind"], re.compile(row["pattern"])) for row in _words()["claims"])


@cache
def _words() -> dict[str, Any]:
    return dict(lexicon_yaml("heading_claims.yaml"))
