"""Days that come every month, 每月1日至25日, tied to the figures that say which."""

import re
from collections.abc import Sequence

from app.drafting.placement import shared_part
from app.drafting.year_moving import Edit
from app.figures import Figure, FigureTable
from app.numbers import Mention

_DAY = re.compile(r"(\d{1,2})(?=日)")
_FIRST, _LAST = re.compile(r"起|始"), re.compile(r"止|终|末|结束")


def day_edits(text: str, mentions: Sequence[Mention], table: FigureTable) -> list[Edit]:
    """Give the edits that put figures in place of the days of 每月1日至25日.

    Only where the workbook has a monthly figure in 日 for each of the days, the first (起) and
    the last (止), whose indicator shares its words with the sentence; else none.
    """
    edits: list[Edit] = []
    for mention in mentions:
        if not (mention.iso or "").startswith("XXXX-XX"):
            continue
        days = list(_DAY.finditer(text, mention.start, min(len(text), mention.end + 1)))
        figures = _figures_for(text, table, len(days))
        for day, figure in zip(days, figures, strict=False):
            edits.append((day.start(), day.end(), f"{{{{{figure.id}|数}}}}"))
    return edits


def _figures_for(text: str, table: FigureTable, count: int) -> list[Figure]:
    """The figures of the first and the last day, or of the one; empty unless all are there."""
    known = [
        f
        for f in table
        if f.unit == "日"
        and f.value is not None
        and f.period is not None
        and f.period.recurrence == "month"
        and shared_part(f.indicator, text) > 0
    ]
    known.sort(key=lambda figure: -shared_part(figure.indicator, text))
    first = [f for f in known if _FIRST.search(f.indicator)]
    last = [f for f in known if _LAST.search(f.indicator)]
    if count == 2 and first and last:
        return [first[0], last[0]]
    return known[:1] if count == 1 and len(known) == 1 else []
