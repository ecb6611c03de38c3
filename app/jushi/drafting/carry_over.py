"""One sentence of a past report, carried over to this year's figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from jushi.drafting.fact_sheet import FactSheet
from jushi.drafting.indicator_phrase import Indicator, counter_of
from jushi.drafting.indicator_words import indicator_words
from jushi.drafting.past_binding import Tie
from jushi.drafting.past_mention import PastMention, ReadReport, ReadSentence, figures_told
from jushi.drafting.pruning import prune
from jushi.drafting.recurring_days import day_edits
from jushi.drafting.rendering import render_bound
from jushi.drafting.report_draft import Dropped
from jushi.drafting.slot_form import slot_for
from jushi.drafting.target_words import with_true_targets
from jushi.drafting.unverified import (
    marks_of,
    measure_mark,
    target_mark,
    theme_mark,
    theme_of,
    turned_marks,
    waiting_marks,
)
from jushi.drafting.year_moving import moved_dates, period_edits
from jushi.figures import Figure, FigureTable
from jushi.numbers import Mention, read_mentions
from jushi.text import (
    CLAUSE_STOPS,
    SENTENCE_STOPS,
    CarriedFrom,
    Edit,
    Mark,
    Sentence,
    Withheld,
    apply_edits,
    enumerator_of,
)

_GONE = "今年的数据表里没有对应的数据"
_UNBOUND = "套写以后仍有没有来源的数"
_SHORT_RATE = 6
"""Characters of a rate that names no thing of its own: 按期办结率."""
_BRACES = str.maketrans("{}", "｛｝")


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a sentence: it, or nothing, what was left out, and what waits."""

    sentence: Sentence | None
    dropped: tuple[Dropped, ...] = ()
    withheld: Withheld | None = None
    """What of it only the past report vouches for: the sentence, or clauses of it."""
    figures: tuple[str, ...] = ()
    """Ids of the figures that the sentence would have told."""


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
        self._sheet = FactSheet(table)
        self._shift = year - (report.year if report.year is not None else year - 1)
        self._leaning = {
            _place(past)
            for past in report.data
            if past.indicators and all(_leans(i) for i in past.indicators)
        }

    def carry(self, read: ReadSentence, key: str) -> Carried:
        """Give the sentence with this year's figures and dates, for the section `key`.

        What only the past report vouches for is withheld: the whole sentence, or the clauses
        that say it where others tell figures of this year. Clauses whose figures are gone are
        taken out, and told; where nothing worth saying stays the sentence is dropped. No number
        of the past report is left in it: what is rendered is read again, and a number that no
        figure stands behind drops the sentence.
        """
        text, data = read.sentence.text, read.data
        ties = [self._tie(read, mention) for mention in data]
        figures = tuple(dict.fromkeys(name for tie in ties if tie for name in tie.figures))
        if theme := theme_of(read.section.path):
            return Carried(None, (), self._withheld(text, (theme_mark(text, theme),)), figures)
        told = [(m.start, m.end) for m, tie in zip(data, ties, strict=True) if tie is not None]
        waiting = waiting_marks(text, read.mentions, told=told)
        if waiting and not told:
            return Carried(None, (), self._withheld(text, waiting))
        lost = frozenset(n for n, tie in enumerate(ties) if tie is None)
        leaners = frozenset(n for n, m in enumerate(data) if _offsets(read, m) in self._leaning)
        stale = [(mark.start, mark.end) for mark in waiting]
        pruned = prune(text, data, lost=lost, leaners=leaners, stale=stale)
        stays = any(not _is_inside(span, pruned.removed) for span in told)
        if waiting and not stays:
            return Carried(None, (), self._withheld(text, waiting), figures)
        if pruned.is_whole:
            return Carried(None, (Dropped(key, text, _GONE),), None, figures)
        edits = self._edits(read, data, ties)
        kept = [e for e in edits if not _is_inside(e[:2], pruned.removed)]
        escaped = text.translate(_BRACES)
        mending = [_behind(edit, len(read.sentence.enumerator)) for edit in pruned.edits]
        template = apply_edits(escaped, _ordered([*kept, *mending]))
        rendered = self._rendered(read, template, key)
        if rendered.sentence is None:
            return replace(rendered, figures=figures)
        return Carried(
            rendered.sentence,
            tuple(
                Dropped(key, text[a:b], _GONE)
                for a, b in pruned.removed
                if not any(a < end and start < b for start, end in stale)
            ),
            self._withheld_clauses(text, pruned.removed, waiting) if waiting else None,
            figures,
        )

    def _withheld(self, text: str, marks: Sequence[Mark]) -> Withheld:
        return Withheld(text, self._report.past.name, tuple(marks))

    def _withheld_clauses(
        self, text: str, removed: Sequence[tuple[int, int]], marks: Sequence[Mark]
    ) -> Withheld:
        """The clauses that were taken out for `marks`, as a sentence."""
        clauses, kept, at = [], [], 0
        for a, b in removed:
            inside = [mark for mark in marks if mark.start < b and a < mark.end]
            if not inside:
                continue
            clauses.append(text[a:b])
            kept += [replace(m, start=m.start - a + at, end=m.end - a + at) for m in inside]
            at += b - a
        joined = "".join(clauses)
        bare = joined.rstrip(CLAUSE_STOPS + "、")
        within = tuple(mark for mark in kept if mark.start >= 0 and mark.end <= len(bare))
        return self._withheld(f"{bare}。", within)

    def _rendered(self, read: ReadSentence, template: str, key: str) -> Carried:
        meant = with_true_targets(template, self._sheet)
        rendered = render_bound(meant, self._table)
        mentions = read_mentions(rendered.text)
        sentence = rendered.sentence
        spans = [(b.start, b.end) for b in sentence.filled_bindings]
        told = figures_told(rendered.text, mentions)
        loose = [m for m in told if not _overlaps(m, spans)]
        if loose:
            reason = f"{_UNBOUND}：{'、'.join(m.text for m in loose)}"
            return Carried(None, (Dropped(key, read.sentence.text, reason),))
        marks = (
            *marks_of(rendered.text, mentions, told=spans),
            *turned_marks(meant, rendered),
        )
        if meant != template:
            marks = (*marks, target_mark(rendered.text))
        if not marks and not spans and _says_something(rendered.text):
            marks = (measure_mark(rendered.text),)
        carried = replace(
            sentence,
            origin="carried",
            carried_from=CarriedFrom(self._report.past.name, read.sentence.text),
            marks=marks,
            is_carried_over=bool(marks),
            starts_paragraph=read.sentence.starts_paragraph,
            enumerator=read.sentence.enumerator,
        )
        return Carried(carried)

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


def _is_inside(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in spans)


def _behind(edit: Edit, lead: int) -> Edit:
    """An edit at the beginning of a sentence leaves its enumerator, `lead` characters, alone."""
    start, end, words = edit
    return (min(lead, end), end, words) if start < lead else edit


def _says_something(text: str) -> bool:
    """Whether a sentence is more than a headline, 一是加强领导。, or a lead-in that ends in ：."""
    return not (is_headline(text) or text.endswith(("：", ":")))


def is_headline(text: str) -> bool:
    """Whether it only names the point that the sentences behind it make: 一是加强组织领导。"""
    body = text.removeprefix(enumerator_of(text)).rstrip(SENTENCE_STOPS)
    return body != text.rstrip(SENTENCE_STOPS) and not any(stop in body for stop in CLAUSE_STOPS)


def _overlaps(mention: Mention, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < mention.end and mention.start < end for start, end in spans)


def _ordered(edits: Sequence[Edit]) -> list[Edit]:
    return sorted(set(edits), key=lambda edit: (edit[0], -edit[1], edit[2]))


def _offsets(read: ReadSentence, mention: Mention) -> tuple[int, int]:
    return read.sentence.start + mention.start, read.sentence.start + mention.end


def _place(past: PastMention) -> tuple[int, int]:
    return past.sentence.start + past.mention.start, past.sentence.start + past.mention.end
