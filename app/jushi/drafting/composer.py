"""The writer that needs no model: last year's sentences with this year's figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from jushi.documents import Document
from jushi.drafting.bound_text import parse_bound
from jushi.drafting.carry_over import Carried, Carrier, is_headline
from jushi.drafting.change_sentence import change_sentence
from jushi.drafting.fact_sheet import FactSheet
from jushi.drafting.headings import with_sound_headings
from jushi.drafting.language import refuse_english
from jushi.drafting.list_mending import mend_lists
from jushi.drafting.outline import Outline, OutlineSection
from jushi.drafting.past_binding import tie_mentions
from jushi.drafting.past_mention import ReadReport, read_report
from jushi.drafting.past_outline import outline_of, report_subject
from jushi.drafting.past_report import SourceSentence
from jushi.drafting.placement import place_figure, place_sections, shared_part
from jushi.drafting.plain_sentence import plain_sentences, said_once
from jushi.drafting.problems_and_plans import plan_sentences, problem_sentences
from jushi.drafting.rendering import has_value, render_bound
from jushi.drafting.report_draft import Dropped, Missing, ReportDraft
from jushi.drafting.unverified import measure_mark, theme_of, themes_of
from jushi.drafting.year_brief import make_brief
from jushi.errors import DraftError, FigureError
from jushi.facts import result_years
from jushi.fidelity import Status, check_text
from jushi.figures import Figure, FigureTable, parse_formula
from jushi.text import Section, Sentence, Withheld, gap_text

LEAD = "lead"
"""Key of the opening."""
_FAULTED = "套写以后数据对不上，改为逐项写明"
_NEAR = 0.3
"""Share of an indicator's words from which a sentence speaks of the same thing."""


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

    Raises DraftError where neither outline nor past report is given, where no year can be told,
    and for figures or reports in English.
    """
    refuse_english(table, past)
    reports = [read_report(document) for document in past]
    if outline is None and not past:
        raise DraftError("drafting.nothing_to_draft_from", place="draft")
    told = year if year is not None else _year_of(table, reports)
    plan = outline if outline is not None else outline_of(past[0])
    named = subject or next((s for r in reports if (s := report_subject(r.past))), "")
    draft = _composed(table, reports, plan, told).report(named)
    if faulted := _faulted(draft, table):
        # A number that went to another figure's place: both are told plainly instead.
        draft = _composed(table, reports, plan, told, faulted=faulted).report(named)
    return draft


def _composed(
    table: FigureTable,
    reports: Sequence[ReadReport],
    plan: Outline,
    year: int,
    *,
    faulted: frozenset[str] = frozenset(),
) -> "_Composer":
    composer = _Composer(table, year, plan, reports[0] if reports else None)
    for report in reports:
        composer.carry_over(report, is_newest=report is reports[0], faulted=faulted)
    composer.tell_the_rest()
    return composer


def _faulted(draft: ReportDraft, table: FigureTable) -> frozenset[str]:
    """Sentences of past reports, as they stood there, whose numbers are wrong as carried over."""
    wrong = [
        verdict.mention.start
        for verdict in check_text(draft.text(), table, report_year=draft.year).verdicts
        if verdict.status is Status.ERROR
    ]
    sections = {section.key: section.sentences for section in draft}
    found = [
        sections[place.section][place.index].carried_from
        for place in draft.places()
        if any(place.start <= start < place.end for start in wrong)
    ]
    return frozenset(origin.sentence for origin in found if origin is not None)


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


@dataclass(slots=True, eq=False)
class _Row:
    """One sentence of the newest past report, or none: what stands in its place."""

    past: SourceSentence | None = None
    sentence: Sentence | None = None
    withheld: Withheld | None = None
    behind: list[Sentence] = field(default_factory=list)
    """Plain sentences that follow, of figures that belong here."""

    @property
    def sentences(self) -> list[Sentence]:
        return [*([self.sentence] if self.sentence is not None else []), *self.behind]

    @property
    def text(self) -> str:
        """What was told here, whether it stayed or not."""
        return self.past.text if self.past is not None else ""


class _Composer:
    """Fills the sections of an outline, and knows which figures were told."""

    def __init__(
        self, table: FigureTable, year: int, outline: Outline, newest: ReadReport | None
    ) -> None:
        self._table = table
        self._year = year
        self._outline = outline
        self._newest = newest
        self._above = _stale_sections(outline, newest)
        self._rows: dict[str, list[_Row]] = {s.key: [] for s in outline}
        self._rows.setdefault(LEAD, [])
        self._dropped: list[Dropped] = []
        self._told: set[str] = set()
        self._indicators: dict[str, list[str]] = {}
        self._homes: dict[str, tuple[str, _Row]] = {}
        """Of figures whose past sentence could not stay: where it stood."""
        self._tellable = FigureTable(tuple(f for f in table if f.required or has_value(f, table)))
        self._awaited = _with_computed(self._tellable, table)

    def carry_over(
        self, report: ReadReport, *, is_newest: bool, faulted: frozenset[str] = frozenset()
    ) -> None:
        """Carry the sentences of one report over; of an older one those with untold figures.

        What stands in `faulted` is dropped, and its figures wait to be told plainly.
        """
        untold = FigureTable(tuple(f for f in self._awaited if f.id not in self._told))
        ties = tie_mentions(report, untold, year=self._year)
        carrier = Carrier(report, ties, self._table, self._year)
        places = {LEAD: LEAD, **place_sections(self._outline, report.past.sections)}
        for read in report.sentences:
            key = places[read.section.key]
            key = self._above.get(key, key)
            if not is_newest and (not read.data or read.sentence.enumerator):
                continue
            carried = carrier.carry(read, key)
            if read.sentence.text in faulted and carried.sentence is not None:
                dropped = Dropped(key, read.sentence.text, _FAULTED)
                carried = Carried(None, (dropped,), None, carried.figures)
            sentence = carried.sentence
            if is_newest:
                self._dropped.extend(carried.dropped)
                row = _Row(read.sentence, sentence, carried.withheld)
                if not theme_of(read.section.path):
                    self._homes.update(dict.fromkeys(carried.figures, (key, row)))
            elif sentence is None or not set(sentence.told_figures) - self._told:
                continue
            else:
                row = _Row(None, replace(sentence, starts_paragraph=False))
            self._rows[key].append(row)
            if sentence is not None:
                self._tell(key, sentence)

    def _tell(self, key: str, sentence: Sentence) -> None:
        self._told.update(sentence.told_figures)
        # A gap tells of what it waits for: filled in later, it is told there and only there.
        figures = self._table.by_id()
        self._told.update(n for n in sentence.figures if not has_value(figures[n], self._table))
        self._indicators.setdefault(key, []).extend(
            figures[name].indicator for name in sentence.told_figures
        )

    def tell_the_rest(self) -> None:
        """Write plain sentences for the figures that no sentence told, where they belong."""
        texts = {key: "".join(row.text for row in rows) for key, rows in self._rows.items()}
        groups: dict[tuple[str, int], list[Figure]] = {}
        for figure in self._tellable:
            if figure.id in self._told:
                continue
            if figure.id in self._homes:
                key, row = self._homes[figure.id]
            else:
                key = place_figure(figure, self._outline, told=self._indicators, texts=texts)
                key = self._above.get(key, key)
                row = self._row_for(figure, key)
            at = self._first_alike(self._rows[key], self._rows[key].index(row))
            groups.setdefault((key, at), []).append(figure)
        for (key, at), figures in groups.items():
            sentences = plain_sentences(figures, self._table, year=self._year)
            self._rows[key][at].behind.extend(sentences)

    @staticmethod
    def _first_alike(rows: Sequence[_Row], at: int) -> int:
        """The first row of the stretch without a sentence that the one at `at` ends."""
        while at and rows[at].sentence is None and rows[at - 1].sentence is None:
            at -= 1
        return at

    def _row_for(self, figure: Figure, key: str) -> _Row:
        """The row of a section that speaks most of what `figure` tells; the last where none does.

        What a headline speaks of follows the sentences of its point, and a list, 一是…；二是…。,
        is not broken: what belongs to a point of it follows the list.
        """
        rows = self._rows.setdefault(key, [])
        if not rows:
            rows.append(_Row())
        alike = [(shared_part(figure.indicator, row.text), -at) for at, row in enumerate(rows)]
        likest, minus = max(alike)
        at = -minus if likest >= _NEAR else len(rows) - 1
        if is_headline(rows[at].text):
            at += len(_point_of(rows, at))
        while at + 1 < len(rows) and rows[at].text.endswith(("；", ";", "：", ":")):
            at += 1
        return rows[at]

    def report(self, subject: str) -> ReportDraft:
        words = {
            "subject": subject,
            "year": str(self._year),
            "next_year": str(self._year + 1),
            "previous_year": str(self._year - 1),
        }
        self._write_changes()
        self._write_year_end()
        sections = tuple(
            self._section(section, words)
            for section in self._outline
            if section.key not in self._above
        )
        lead = self._lead(words)
        draft = ReportDraft(
            title=_filled(self._outline.title_template, words),
            year=self._year,
            subject=subject,
            lead=lead,
            sections=sections,
            dropped=tuple(self._dropped),
        )
        return with_sound_headings(replace(draft, missing=self._missing(draft)), self._table)

    def _write_changes(self) -> None:
        """Let each section say last what changed of its figures."""
        sheet = FactSheet(self._table)
        for section in self._outline:
            rows = self._rows[section.key]
            if themes_of(section.title) or not rows:
                continue
            told = change_sentence([s for row in rows for s in row.sentences], sheet)
            if told is not None:
                rows[-1].behind.append(told)

    def _write_year_end(self) -> None:
        """Write problems and plans, each into the first section that is for them."""
        past = self._newest.past if self._newest is not None else None
        brief = make_brief(self._table, year=self._year, past=past)
        written = {
            "problem": problem_sentences(brief, self._table),
            "plan": plan_sentences(
                brief, self._table, next_year=self._year + 1, past=past.name if past else ""
            ),
        }
        for section in self._outline:
            if section.children and section.key not in self._above.values():
                continue
            for theme in ("problem", "plan"):
                if theme in themes_of(section.title):
                    self._rows[section.key].append(_Row(behind=list(written[theme])))
                    written[theme] = ()

    def _lead(self, words: Mapping[str, str]) -> Section:
        sentences, withheld = self._written(LEAD)
        if not sentences and self._outline.lead.template:
            text = _filled(self._outline.lead.template, words)
            sentences = (Sentence(text, starts_paragraph=True),)
        return Section(LEAD, "", sentences, level=0, withheld=withheld)

    def _section(self, section: OutlineSection, words: Mapping[str, str]) -> Section:
        title = _filled(section.title, words)
        sentences, withheld = self._written(section.key)
        notes: tuple[str, ...] = ()
        has_others = any(child.key not in self._above for child in section.children)
        sentences = (*sentences, *self._required_gaps(section))
        if not sentences and not has_others:
            text = gap_text(title)
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
            withheld=withheld,
        )

    def _required_gaps(self, section: OutlineSection) -> list[Sentence]:
        """A 【待补：…】 for each required content that only sentences that wait had told."""
        items = {item.key: item for item in self._outline.items}
        rows = [row for rows in self._rows.values() for row in rows]
        said = "".join(sentence.text for row in rows for sentence in row.sentences)
        waits = "".join(row.withheld.text for row in rows if row.withheld is not None)
        return [
            Sentence(gap_text(items[key].text))
            for key in section.required_items
            if key in items
            and any(word in waits for word in items[key].words)
            and not any(word in said + section.title for word in items[key].words)
        ]

    def _written(self, key: str) -> tuple[tuple[Sentence, ...], tuple[Withheld, ...]]:
        """The sentences of a section, and what waits, each with its place among them."""
        rows = self._rows[key]
        sentences: list[Sentence] = []
        withheld: list[Withheld] = []
        opens = False
        for at, row in enumerate(rows):
            opens = opens or (row.past is not None and row.past.starts_paragraph)
            if row.sentence is not None and _has_lost_its_point(rows, at):
                mark = measure_mark(row.text)
                row.withheld = Withheld(row.text, _origin(row.sentence), (mark,))
                row.sentence = None
            if row.withheld is not None:
                withheld.append(replace(row.withheld, place=len(sentences)))
            for sentence in row.sentences:
                told = replace(sentence, starts_paragraph=opens)
                sentences.append(told if opens else said_once(told, sentences[-1:]))
                opens = False
        return mend_lists(sentences), tuple(withheld)

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


def _stale_sections(outline: Outline, newest: ReadReport | None) -> dict[str, str]:
    """Sections of last year's problems and plans, by key, with the key of the one above.

    （一）执法力量不足 below 二、存在问题 is one of last year's problems itself. What an outline
    of its own asks for below such a heading stays.
    """
    known = {s.title for s in newest.past.sections} if newest is not None else set()
    found: dict[str, str] = {}

    def walk(sections: Sequence[OutlineSection], above: OutlineSection | None) -> None:
        for section in sections:
            themes = themes_of(section.title)
            is_of_same = above is not None and themes in (frozenset(), themes_of(above.title))
            if above is not None and is_of_same and section.title in known:
                found[section.key] = above.key
                walk(section.children, above)
            else:
                walk(section.children, section if themes else above)

    walk(outline.sections, None)
    return found


def _has_lost_its_point(rows: Sequence[_Row], at: int) -> bool:
    """Whether a headline, 四是开展法治督察。, has lost all the sentences that made its point."""
    if not is_headline(rows[at].text) or rows[at].behind:
        return False
    point = _point_of(rows, at)
    return bool(point) and not any(row.sentences for row in point)


def _point_of(rows: Sequence[_Row], at: int) -> list[_Row]:
    """The rows behind the one at `at` that make its point: up to the next number."""
    return list(takewhile(lambda row: not _is_numbered(row), rows[at + 1 :]))


def _is_numbered(row: _Row) -> bool:
    return row.past is not None and bool(row.past.enumerator)


def _origin(sentence: Sentence) -> str:
    return sentence.carried_from.document if sentence.carried_from else ""


def _filled(template: str, words: Mapping[str, str]) -> str:
    for name, value in words.items():
        template = template.replace(f"{{{name}}}", value)
    return template
