"""The numbers of a past report with what each measures, when, and where it stands."""

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jushi.characters import TITLE
from jushi.documents import Document
from jushi.drafting.indicator_phrase import Indicator, indicators_of
from jushi.drafting.past_outline import report_year
from jushi.drafting.past_report import PastReport, SourceSection, SourceSentence, read_past_report
from jushi.figures import Period, parse_period, period_of_iso
from jushi.numbers import Form, Kind, Mention, read_mentions
from jushi.text import CLAUSE_STOPS

_TITLE = re.compile(rf"{TITLE}|[（(][^（()）]*[）)]")
_DOCUMENT = re.compile(TITLE)
_MONTH = re.compile(r"(?:\d{4}|Y[+-]\d)-\d\d")


def figures_told(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Give the mentions of `text` that a figure must stand behind.

    Data that is told in a number: not 数十 and not 率先, which only the past report vouches for,
    and not the numbers in titles of documents, 《…三年行动计划》.
    """
    titles = [match.span() for match in _DOCUMENT.finditer(text)]
    return tuple(
        m
        for m in mentions
        if m.is_data
        and m.form is not Form.VAGUE
        and m.detail != "superlative"
        and not _is_within(m.start, titles)
    )


def _is_within(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether one of `spans`, which are in order and apart, holds `offset`."""
    place = bisect_right(spans, (offset, math.inf)) - 1
    return place >= 0 and offset < spans[place][1]


@dataclass(frozen=True, slots=True)
class PastMention:
    """One data mention of a past report."""

    mention: Mention
    """Offsets count characters of the sentence."""
    indicators: tuple[Indicator, ...]
    """What it measures; several that share the number, or none where no word says."""
    period: Period | None
    """What the sentence names nearest before it; None where it leaves it to the report."""
    section: SourceSection
    sentence: SourceSentence


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence with its mentions of every kind; offsets count characters of the sentence."""

    section: SourceSection
    sentence: SourceSentence
    mentions: tuple[Mention, ...]

    @property
    def data(self) -> tuple[Mention, ...]:
        """Those that a figure must stand behind."""
        return figures_told(self.sentence.text, self.mentions)


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A past report, read: structure, year, sentences with mentions, and the data among them."""

    past: PastReport
    year: int | None
    text: str
    """The document's text, to which the sentences' own offsets refer."""
    sentences: tuple[ReadSentence, ...]
    data: tuple[PastMention, ...]


def read_report(document: Document, *, year: int | None = None) -> ReadReport:
    """Read structure and numbers of a past report; `year` is what it is about, if known."""
    past = read_past_report(document)
    told = year if year is not None else report_year(past)
    text = document.text
    sentences = tuple(_sentences(past, text))
    data = tuple(found for read in sentences for found in _data(read, told))
    return ReadReport(past, told, text, sentences, data)


def _sentences(past: PastReport, text: str) -> Iterator[ReadSentence]:
    mentions = read_mentions(text)
    starts = [mention.start for mention in mentions]
    for section in past:
        for sentence in section.sentences:
            first, last = (bisect_left(starts, at) for at in (sentence.start, sentence.end))
            inside = [m for m in mentions[first:last] if m.end <= sentence.end]
            yield ReadSentence(section, sentence, tuple(_moved(m, -sentence.start) for m in inside))


def _moved(mention: Mention, by: int) -> Mention:
    return replace(
        mention,
        start=mention.start + by,
        end=mention.end + by,
        core_start=mention.core_start + by,
        core_end=mention.core_end + by,
    )


def _data(read: ReadSentence, year: int | None) -> Iterator[PastMention]:
    data = read.data
    for mention, indicators in zip(data, indicators_of(read.sentence.text, data), strict=True):
        yield PastMention(
            mention,
            indicators,
            _period_before(read.sentence.text, read.mentions, mention, year),
            read.section,
            read.sentence,
        )


def _period_before(
    text: str, mentions: Sequence[Mention], mention: Mention, year: int | None
) -> Period | None:
    """The stretch of time named nearest before a mention in its sentence.

    Single days are when something was done, not what a number covers; a month counts only in
    the mention's own clause; years in the titles of documents are theirs.
    """
    titles = [match.span() for match in _TITLE.finditer(text)]
    for earlier in reversed(mentions):
        is_time = earlier.kind in (Kind.DATE, Kind.PERIOD) and earlier.iso is not None
        if earlier.start >= mention.start or not is_time:
            continue
        if any(start <= earlier.start < end for start, end in titles):
            continue
        period = period_of_iso(earlier.iso or "", year)
        if period is None or period.recurrence or period.start == period.end:
            continue
        if period.end is None and period.start is not None:  # 2023年以来 is the year so far
            return parse_period(f"{period.start.year}年")
        is_month = _MONTH.fullmatch(earlier.iso or "") is not None
        if is_month and re.search(f"[{CLAUSE_STOPS}]", text[earlier.end : mention.start]):
            continue
        return period
    return None
