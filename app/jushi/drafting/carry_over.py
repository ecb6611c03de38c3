"""One sentence of a past report, carried over to this year's figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from jushi.drafting.indicator_phrase import Indicator, counter_of
from jushi.drafting.indicator_words import indicator_words
from jushi.drafting.past_binding import Tie
from jushi.drafting.past_mention import PastMention, ReadReport, ReadSentence, figures_told
from jushi.drafting.pruning import prune
from jushi.drafting.recurring_days import day_edits
from jushi.drafting.rendering import render_bound
from jushi.drafting.report_draft import Dropped
from jushi.drafting.slot_form import slot_for
from jushi.drafting.unverified import marks_of, turned_marks
from jushi.drafting.year_moving import moved_dates, period_edits
from jushi.figures import Figure, FigureTable
from jushi.numbers import Mention, read_mentions
from jushi.text import CarriedFrom, Edit, Sentence, apply_edits

_GONE = "今年的数据表里没有对应的数据"
_UNBOUND = "套写以后仍有没有来源的数"
_SHORT_RATE = 6
"""Characters of a rate that names no thing of its own: 按期办结率."""
_BRACES = str.maketrans("{}", "｛｝")


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a sentence: it, or nothing, and what was left out."""

    sentence: Sentence | None
    dropped: tuple[Dropped, ...]


class Carrier:
    """Carries the sentences of one past report over to the figures of a year."""

    def __init__(
        self,
        report: ReadReport,
        ties: Mapping[tuple[int, int], Tie],
        table: FigureTable,
        year: int,
    ) -> None:
        self._report = report
        self._ties = ties
        self._table = table
        self._figures: Mapping[str, Figure] = table.by_id()
        self._shift = year - (report.year if report.year is not None else year - 1)
        self._leaning = {
            _place(past)
            for past in report.data
            if past.indicators and all(_leans(i) for i in past.indicators)
        }

    def carry(self, read: ReadSentence, key: str) -> Carried:
        """Give the sentence with this year's figures and dates, for the section `key`.

        Clauses whose figures are gone are taken out, and told; where nothing worth saying stays
        the sentence is dropped. No number of the past report is left in it: what is rendered is
        read again, and a number that no figure stands behind drops the sentence.
        """
        text, data = read.sentence.text, read.data
        ties = [self._tie(read, mention) for mention in data]
        lost = frozenset(n for n, tie in enumerate(ties) if tie is None)
        leaners = frozenset(n for n, m in enumerate(data) if _offsets(read, m) in self._leaning)
        pruned = prune(text, data, lost=lost, leaners=leaners)
        if pruned.is_whole:
            return Carried(None, (Dropped(key, text, _GONE),))
        edits = self._edits(read, data, ties)
        kept = [e for e in edits if not any(a <= e[0] and e[1] <= b for a, b in pruned.removed)]
        escaped = text.translate(_BRACES)
        template = apply_edits(escaped, _ordered([*kept, *pruned.edits]))
        dropped = tuple(Dropped(key, text[a:b], _GONE) for a, b in pruned.removed)
        return self._rendered(read, template, key, dropped)

    def _rendered(
        self, read: ReadSentence, template: str, key: str, dropped: tuple[Dropped, ...]
    ) -> Carried:
        rendered = render_bound(template, self._table)
        mentions = read_mentions(rendered.text)
        sentence = rendered.sentence
        spans = [(b.start, b.end) for b in sentence.filled_bindings]
        told = figures_told(rendered.text, mentions)
        loose = [m for m in told if not _overlaps(m, spans)]
        if loose:
            reason = f"{_UNBOUND}：{'、'.join(m.text for m in loose)}"
            return Carried(None, (*dropped, Dropped(key, read.sentence.text, reason)))
        marks = (
            *marks_of(rendered.text, mentions, heading=read.section.title),
            *turned_marks(template, rendered),
        )
        carried = replace(
            sentence,
            origin="carried",
            carried_from=CarriedFrom(self._report.past.name, read.sentence.text),
            marks=marks,
            is_carried_over=bool(marks),
            starts_paragraph=read.sentence.starts_paragraph,
            enumerator=read.sentence.enumerator,
        )
        return Carried(carried, dropped)

    def _tie(self, read: ReadSentence, mention: Mention) -> Tie | None:
        return self._ties.get(_offsets(read, mention))

    def _edits(
        self, read: ReadSentence, data: Sequence[Mention], ties: Sequence[Tie | None]
    ) -> list[Edit]:
        text = read.sentence.text
        edits: list[Edit] = []
        for mention, tie in zip(data, ties, strict=True):
            if tie is None:
                continue
            slot = slot_for(mention, tie.formula, unit=tie.unit)
            edits.append((mention.start, mention.end - _noun_of(mention, tie.unit), slot))
            edits.extend(period_edits(text, mention, period=self._figures[tie.figures[0]].period))
        edits += day_edits(text, read.mentions, table=self._table)
        return edits + moved_dates(text, read.mentions, year=self._report.year, shift=self._shift)


def _leans(indicator: Indicator) -> bool:
    """Whether its words borrow from those before: 办结率 does, 负责人出庭应诉率 does not."""
    is_rate = indicator.own.endswith(indicator_words().rates)
    return indicator.phrase != indicator.own or (is_rate and len(indicator.own) <= _SHORT_RATE)


def _noun_of(mention: Mention, unit: str) -> int:
    """Length of the noun that a mention took in with its unit and a figure has not: 18个|单位."""
    counter, noun = counter_of(mention)
    return len(noun) if unit == counter and mention.text.endswith(noun) else 0


def _overlaps(mention: Mention, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < mention.end and mention.start < end for start, end in spans)


def _ordered(edits: Sequence[Edit]) -> list[Edit]:
    return sorted(set(edits), key=lambda edit: (edit[0], -edit[1], edit[2]))


def _offsets(read: ReadSentence, mention: Mention) -> tuple[int, int]:
    return read.sentence.start + mention.start, read.sentence.start + mention.end


def _place(past: PastMention) -> tuple[int, int]:
    return past.sentence.start + past.mention.start, past.sentence.start + past.mention.end
