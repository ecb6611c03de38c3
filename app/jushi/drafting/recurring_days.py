"""Days that come every month, 每月1日至25日, tied to the figures that say which."""

import re
from collections.abc import Sequence

from jushi.drafting.placement import shared_part
from jushi.figures import Figure, FigureTable
from jushi.numbers import Mention
from jushi.text import Edit

_DAY = re.compile(r"(\d{1,2})(?=日)")
_FIRST, _LAST = re.compile(r"起|始"), re.compile(r"止|终|末|结束")


def day_edits(text: str, mentions: Sequence[Mention], *, table: FigureTable) -> list[Edit]:
    """Give the edits that put figures in place of the days of 每月1日至25日.

    Monthly figures in 日 whose indicator shares words with the sentence: that of a first day (起)
    is the first, that of a last day (止) the last of two. Days without a figure stay.
    """
    edits: list[Edit] = []
    for mention in mentions:
        if not (mention.iso or "").startswith("XXXX-XX"):
            continue
        days = list(_DAY.finditer(text, mention.start, min(len(text), mention.end + 1)))
        figures = _figures_for(text, table)
        if len(days) == 2:
            tied = list(zip(days, (_with(figures, _FIRST), _with(figures, _LAST)), strict=True))
        else:
            tied = [(day, figures[0]) for day in days[:1] if len(figures) == 1]
        edits.extend(
            (day.start(), day.end(), f"{{{{{figure.id}|数}}}}")
            for day, figure in tied
            if figure is not None
        )
    return edits


def _with(figures: Sequence[Figure], words: re.Pattern[str]) -> Figure | None:
    return next((figure for figure in figures if words.search(figure.indicator)), None)


def _figures_for(text: str, table: FigureTable) -> list[Figure]:
    """Monthly figures in 日 that share words with `text`, likest first."""
    known = [
        f
        for f in table
        if f.unit == "日"
        and f.value is not None
        and f.period is not None
        and f.period.recurrence == "month"
        and shared_part(f.indicator, text) > 0
    ]
    return sorted(known, key=lambda figure: -shared_part(figure.indicator, text))
