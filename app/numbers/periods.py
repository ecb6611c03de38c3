"""All the time anchors of a text, those without a numeral included: 今年以来, 截至目前, 全年."""

import re
from functools import cache

from app.numbers.found import ONE
from app.numbers.lexicon import load_rows
from app.numbers.mention import Form, Kind, Mention
from app.numbers.reader import read_mentions


def read_periods(text: str) -> tuple[Mention, ...]:
    """Find every date, period and word for a time in `text`, in text order, not overlapping.

    What `read_mentions` gives as date or period, and words such as 今年以来, 截至目前, 去年, 每月;
    `iso` of these counts from the report's year (`Y+0`). Never raises.
    """
    dated = [m for m in read_mentions(text) if m.kind in (Kind.DATE, Kind.PERIOD)]
    taken, place, found = [], 0, []
    for match in _pattern().finditer(text):
        while place < len(dated) and dated[place].end <= match.start():
            place += 1
        if place < len(dated) and dated[place].start < match.end():
            continue
        taken.append(_mention(match))
    found = [*dated, *taken]
    return tuple(sorted(found, key=lambda m: m.start))


@cache
def _iso_by_word() -> dict[str, tuple[str, str]]:
    return {word: (iso, role) for word, iso, role in load_rows("time_words.tsv")}


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(map(re.escape, _iso_by_word()), key=lambda w: (-len(w), w))
    since = r"(?:以来|起|至今|开始)"
    return re.compile(rf"(?P<word>{'|'.join(words)})(?P<since>{since})?")


def _mention(match: re.Match[str]) -> Mention:
    iso, role = _iso_by_word()[match["word"]]
    if match["since"] and role == "year" and iso.startswith("Y"):
        iso, role = f"{iso}/..", "since"
    kind = Kind.DATE if role in ("year", "month", "day") else Kind.PERIOD
    return Mention(
        start=match.start(),
        end=match.end(),
        text=match.group(),
        kind=kind,
        value=None,
        low=None,
        high=None,
        unit=None,
        form=Form.EXACT,
        approximator=None,
        step=None,
        scale=ONE,
        core_start=match.start(),
        core_end=match.end(),
        detail=role,
        iso=iso or None,
    )
