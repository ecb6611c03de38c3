"""The writer that needs no model: last year's sentences with this year's figures."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from jushi.documents import Document
from jushi.drafting.bound_text import parse_bound
from jushi.drafting.carry_over import Carrier
from jushi.drafting.composing_words import composing_words
from jushi.drafting.list_mending import mend_lists
from jushi.drafting.outline import Outline, OutlineSection
from jushi.drafting.past_binding import tie_mentions
from jushi.drafting.past_mention import ReadReport, read_report
from jushi.drafting.past_outline import outline_of, report_subject
from jushi.drafting.placement import place_figure, place_sections
from jushi.drafting.plain_sentence import plain_sentences
from jushi.drafting.rendering import has_value, render_bound
from jushi.drafting.report_draft import Dropped, Missing, ReportDraft
from jushi.errors import DraftError, FigureError
from jushi.facts import result_years
from jushi.figures import Figure, FigureTable, parse_formula
from jushi.text import Section, Sentence

LEAD = "lead"
"""Key of the opening."""


def compose_report(
    table: FigureTable,
    past: Sequence[Document],
    *,
    year: int | None = None,
    outline: Outline | None = None,
    subject: str = "",
) -> ReportDraft:
    """Compose the report of `year` from figures and past reports, newest first.

    The newest report gives the sentences, older ones only what it has no sentence for, plain
    sentences the rest. `outline` is the newest report's own unless given; `year` the newest that
    the figures speak of, or the one after the newest report's. Every number of the result is
    bound to figures; what was left out and what is missing is told in the draft.

    Raises DraftError where neither outline nor past report is given, or no year can be told.
    """
    reports = [read_report(document) for document in past]
    if outline is None and not past:
        raise DraftError("drafting.nothing_to_draft_from", place="draft")
    told = year if year is not None else _year_of(table, reports)
    plan = outline if outline is not None else outline_of(past[0])
    composer = _Composer(table, told, plan)
    for report in reports:
        composer.carry_over(report, is_newest=report is reports[0])
    composer.tell_the_rest()
    named = subject or next((s for r in reports if (s := report_subject(r.past))), "")
    return composer.report(named)


def _year_of(table: FigureTable, reports: Sequence[ReadReport]) -> int:
    after = [report.year + 1 for report in reports if report.year is not None]
    years = result_years(table)
    if years:
        return after[0] if after and after[0] in years else max(years)
    if after:
        return after[0]
    planned = [f.period.end.year for f in table if f.period is not None and f.period.end]
    if planned:
        return max(planned)
    raise DraftError("drafting.no_year", place="draft")


class _Composer:
    """Fills the sections of an outline, and knows which figures were told."""

    def __init__(self, table: FigureTable, year: int, outline: Outline) -> None:
        self._table = table
        self._year = year
        self._outline = outline
        self._sentences: dict[str, list[Sentence]] = {s.key: [] for s in outline}
        self._sentences.setdefault(LEAD, [])
        self._dropped: list[Dropped] = []
        self._told: set[str] = set()
        self._indicators: dict[str, list[str]] = {}
        self._tellable = FigureTable(tuple(f for f in table if f.required or has_value(f, table)))
        self._awaited = _with_computed(self._tellable, table)

    def carry_over(self, report: ReadReport, *, is_newest: bool) -> None:
        """Carry the sentences of one report over; of an older one those with untold figures."""
        untold = FigureTable(tuple(f for f in self._awaited if f.id not in self._told))
        ties = tie_mentions(report, untold, year=self._year)
        carrier = Carrier(report, ties, self._table, self._year)
        places = {LEAD: LEAD, **place_sections(self._outline, report.past.sections)}
        for read in report.sentences:
            key = places[read.section.key]
            if not is_newest and (not read.data or read.sentence.enumerator):
                continue
            carried = carrier.carry(read, key)
            if is_newest:
                self._dropped.extend(carried.dropped)
            sentence = carried.sentence
            if sentence is None or (not is_newest and not set(sentence.told_figures) - self._told):
                continue
            if not is_newest:
                sentence = replace(sentence, starts_paragraph=False)
            self._sentences[key].append(sentence)
            self._told.update(sentence.told_figures)
            # A gap tells of what it waits for: filled in later, it is told there and only there.
            self._told.update(
                name
                for name in sentence.figures
                if not has_value(self._table.by_id()[name], self._table)
            )
            self._indicators.setdefault(key, []).extend(
                self._table.by_id()[name].indicator for name in sentence.told_figures
            )

    def tell_the_rest(self) -> None:
        """Write plain sentences for the figures that no sentence told."""
        by_section: dict[str, list[Figure]] = {}
        for figure in self._tellable:
            if figure.id in self._told:
                continue
            key = place_figure(figure, self._outline, told=self._indicators)
            by_section.setdefault(key, []).append(figure)
        for key, figures in by_section.items():
            self._sentences.setdefault(key, []).extend(
                plain_sentences(figures, self._table, year=self._year)
            )

    def report(self, subject: str) -> ReportDraft:
        words = {
            "subject": subject,
            "year": str(self._year),
            "next_year": str(self._year + 1),
            "previous_year": str(self._year - 1),
        }
        sections = tuple(self._section(section, words) for section in self._outline)
        lead = Section(LEAD, "", self._lead(words), level=0)
        draft = ReportDraft(
            title=_filled(self._outline.title_template, words),
            year=self._year,
            subject=subject,
            lead=lead,
            sections=sections,
            dropped=tuple(self._dropped),
        )
        return replace(draft, missing=self._missing(draft))

    def _lead(self, words: Mapping[str, str]) -> tuple[Sentence, ...]:
        if self._sentences[LEAD] or not self._outline.lead.template:
            return mend_lists(self._sentences[LEAD])
        text = _filled(self._outline.lead.template, words)
        return (Sentence(text, starts_paragraph=True),)

    def _section(self, section: OutlineSection, words: Mapping[str, str]) -> Section:
        title = _filled(section.title, words)
        sentences = mend_lists(self._sentences[section.key])
        notes: tuple[str, ...] = ()
        if not sentences and not section.children:
            text = composing_words().missing.format(what=title)
            sentences = (Sentence(text, starts_paragraph=not section.run_in),)
            notes = ("没有可以沿用的句子，也没有归到这一节的数据",)
        if sentences and not section.run_in:
            sentences = (replace(sentences[0], starts_paragraph=True), *sentences[1:])
        return Section(
            key=section.key,
            number=section.number,
            title=title,
            level=section.level,
            path=tuple(_filled(t, words) for t in self._outline.path_of(section.key)),
            sentences=sentences,
            is_run_in=section.run_in,
            notes=notes,
        )

    def _missing(self, draft: ReportDraft) -> tuple[Missing, ...]:
        found: dict[tuple[str, str], Missing] = {}
        figures = self._table.by_id()
        for section in draft:
            for sentence in section.sentences:
                for fault in render_bound(sentence.template, self._table).faults:
                    named = parse_bound(f"{{{{{fault.expression}}}}}").figures
                    empty = [name for name in named if not has_value(figures[name], self._table)]
                    for name in empty or named[:1]:
                        entry = Missing(name, figures[name].indicator, section.key)
                        found.setdefault((section.key, name), entry)
            if section.notes:
                found.setdefault((section.key, ""), Missing("", section.title, section.key))
        return tuple(found.values())


def _with_computed(tellable: FigureTable, table: FigureTable) -> FigureTable:
    """Give those of `table` that are tellable or computed of such: a total waits for its parts."""
    known = frozenset(tellable.by_id())
    return FigureTable(tuple(f for f in table if f.id in known or _is_computed_of(f, known)))


def _is_computed_of(figure: Figure, known: frozenset[str]) -> bool:
    try:
        return bool(figure.formula) and known.issuperset(parse_formula(figure.formula).ids)
    except FigureError:
        return False


def _filled(template: str, words: Mapping[str, str]) -> str:
    for name, value in words.items():
        template = template.replace(f"{{{name}}}", value)
    return template
