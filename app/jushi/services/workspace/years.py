"""A stored report over the turn of the year: rolled forward, and last year's promises answered."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import get_args

from jushi.documents import Document, read_document
from jushi.drafting import AnswerState, settle_promises
from jushi.errors import ConflictError, InvalidError, NotFoundError
from jushi.fidelity import check_text
from jushi.figures import FigureTable
from jushi.records import Change, Decision, Paper, Report
from jushi.revision import edit_section
from jushi.revision import roll_forward as begin_year
from jushi.services.workspace.exports import next_year_choice
from jushi.services.workspace.group import Group
from jushi.services.workspace.reports import StoredReport, report_draft
from jushi.services.workspace.sources import ReportSource, Sources, source_papers
from jushi.text import Section

ANSWER_STATES = get_args(AnswerState)
_CARRIED: Mapping[str, Callable[[str], str]] = {"outline": str, "export": next_year_choice}
"""Papers that a new year's report begins with, and what each becomes."""
_NOTHING = FigureTable(figures=())


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One thing that last year's report announced, and what this year's says of it."""

    number: int
    """From 1, in the order of last year's report."""
    text: str
    """The clause that announced it."""
    sentence: str
    """The sentence it stood in."""
    state: str
    """One of `ANSWER_STATES`."""
    section: str
    """Key of the section that answers; empty where none does."""
    answer: str
    """The sentence that answers."""
    share: float
    """How much of the promise the answer repeats, 0 to 1; 0 where a person named it."""
    decision: Decision | None
    """Who set it by hand, when and why; None where nobody did."""


@dataclass(frozen=True, slots=True)
class Years(Group):
    """One stored report over the turn of the year."""

    def roll_forward(self, *, new_id: str) -> Report:
        """Keep next year's report of this one: values become last year's, every sentence 沿用.

        Outline, layout and documents are carried over, and the text as it stands becomes the newest
        of its past reports. Raises NotFoundError if there is no such report, ConflictError if it
        was not drafted or `new_id` is in use.
        """
        time = self.actor.clock()
        report = self._group(StoredReport).record()
        sections = [version.text for version in self.store.load_sections(self.report_id)]
        if not sections:
            raise ConflictError("services.no_text_yet", place=report.title)
        year = begin_year(
            report,
            sections,
            self.store.load_figures(self.report_id),
            report_id=new_id,
            author=self.actor.name,
            time=time,
        )
        sources = self._group(Sources)
        told = ReportSource(" ".join(report.title.split()), "own_report", report.year)
        documents = [
            (source, sources.text(source)) for source in sources.all() if source.name != told.name
        ]
        documents.append((told, report_draft(report, sections).text()))
        papers = (self.store.load_paper(self.report_id, name) for name in _CARRIED)
        carried = tuple(
            Paper(paper.name, _CARRIED[paper.name](paper.text)) for paper in papers if paper.text
        )
        self.store.commit(
            replace(year.change, papers=(*source_papers(documents), *carried), begins=year.report)
        )
        return year.report

    def promises(self) -> tuple[PromiseLine, ...]:
        """Give each promise of last year's report with the sentence of this one that answers it.

        Last year's is the report that this one was rolled forward from, or else the newest of its
        own past reports; empty where there is neither, or none that plans. What a person set stands
        as long as the sentence they named does.
        """
        now = [version.text for version in self.store.load_sections(self.report_id)]
        decisions = {
            d.mention: d for d in self.store.list_decisions(self.report_id) if d.kind == "promise"
        }
        lines = []
        answers = settle_promises(self._last_year(), now)
        for number, answer in enumerate(answers, 1):
            line = PromiseLine(
                number,
                answer.promise.text,
                answer.promise.sentence.text.strip(),
                answer.state,
                answer.section,
                answer.sentence.text.strip() if answer.sentence else "",
                answer.share,
                None,
            )
            lines.append(_by_hand(line, decisions.get(line.text), now))
        return tuple(lines)

    def settle(
        self, promise: str, state: str, *, reason: str = "", answer: tuple[str, str] = ("", "")
    ) -> None:
        """Record what became of a promise, told by its clause; `answer` is section and sentence.

        Raises NotFoundError for a promise or sentence that is not there, InvalidError for another
        state.
        """
        time = self.actor.clock()
        if state not in ANSWER_STATES:
            raise InvalidError("services.unknown_promise_state", place=state)
        if not any(line.text == promise for line in self.promises()):
            raise NotFoundError("services.promise_not_announced", place=promise)
        section, sentence = answer
        decision = Decision(
            self.report_id,
            "promise",
            self.actor.name,
            time,
            reason.strip(),
            section,
            sentence.strip(),
            promise,
            code=state,
        )
        now = [version.text for version in self.store.load_sections(self.report_id)]
        if sentence and not _stands(decision, now):
            raise NotFoundError("services.no_such_sentence", place=sentence)
        self._decide(decision)

    def unsettle(self, promise: str) -> None:
        """Take back what a person set: the draft itself answers again."""
        time = self.actor.clock()
        decision = Decision(
            self.report_id, "promise", self.actor.name, time, mention=promise, is_withdrawn=True
        )
        self._decide(decision)

    def _decide(self, decision: Decision) -> None:
        told = f"{decision.code} {decision.mention}".strip()
        self.store.commit(
            Change(
                self.report_id,
                decision.who,
                decision.time,
                "promise",
                told,
                decisions=(decision,),
            )
        )

    def _last_year(self) -> tuple[Section, ...]:
        report, sources = self._group(StoredReport).record(), self._group(Sources)
        if report.previous_id and self.store.load_reports(report.previous_id):
            return tuple(version.text for version in self.store.load_sections(report.previous_id))
        past = [s for s in sources.all() if s.kind == "own_report"]
        if not past:
            return ()
        newest = max(past, key=lambda source: source.year or 0)
        text = sources.text(newest)
        return tuple(_sections_of(read_document(f"{newest.name}.txt", text.encode())))


def _by_hand(line: PromiseLine, decision: Decision | None, now: Sequence[Section]) -> PromiseLine:
    if decision is None or decision.is_withdrawn:
        return line
    if not decision.sentence:
        return replace(line, state=decision.code, decision=decision)
    if not _stands(decision, now):
        return line
    return replace(
        line,
        state=decision.code,
        section=decision.section,
        answer=decision.sentence,
        share=0.0,
        decision=decision,
    )


def _stands(decision: Decision, now: Sequence[Section]) -> bool:
    return any(
        section.key == decision.section and sentence.text.strip() == decision.sentence
        for section in now
        for sentence in section
    )


def _sections_of(document: Document) -> Iterator[Section]:
    """The sections of a document that carry text, with the titles above them."""
    path: list[tuple[int, str]] = []
    lines: list[str] = []
    for block in document.blocks:
        if block.kind == "heading":
            yield from _section(path, lines)
            path = [*(p for p in path if p[0] < block.level), (block.level, block.text)]
            lines = []
        elif block.kind == "paragraph":
            lines.append(block.text)
    yield from _section(path, lines)


def _section(path: Sequence[tuple[int, str]], lines: Sequence[str]) -> Iterator[Section]:
    if lines and path:
        titles = tuple(title for _, title in path)
        empty = Section(titles[-1], titles[-1], path=titles)
        check = partial(check_text, table=_NOTHING)
        yield edit_section(empty, "\n".join(lines), check, _NOTHING)
