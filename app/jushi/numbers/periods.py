"""All the time anchors of a text, those without a numeral included: 今年以来, 截至目前, 全年."""

import re
from collections.abc import Sequence
from functools import cache

from jushi.lazy_pattern import lazy_pattern
from jushi.numbers.found import ONE
from jushi.numbers.mention import Form, Kind, Mention
from jushi.resources import lexicon_rows


def scan_periods(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Give the time anchors of `text`, as `read_periods` of the door says."""
    dated = [m for m in mentions if m.kind in (Kind.DATE, Kind.PERIOD)]
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
    rows = lexicon_rows("time_words.tsv")
    return {word: (iso, role) for word, iso, role, _ in rows if role != "cell"}


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(map(re.escape, _iso_by_word()), key=lambda w: (-len(w), w))
    since = r"(?:以来|起|至今|开始)"
    return lazy_pattern(rf"(?P<word>{'|'.join(words)})(?P<since>{since})?")


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
