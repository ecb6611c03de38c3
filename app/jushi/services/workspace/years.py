"""A kept report over the turn of the year: rolled forward, and last year's promises answered."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from jushi.documents import Document, read_document
from jushi.errors import ConflictError, InvalidError, NotFoundError
from jushi.fidelity import check_text
from jushi.figures import FigureTable
from jushi.records import Change, Decision, Paper, Report
from jushi.revision import Store, edit_section, settle_promises
from jushi.revision import roll_forward as begin_year
from jushi.services.workspace.exports import next_year_choice
from jushi.services.workspace.reports import (
    KeptSource,
    kept_report,
    kept_sources,
    report_draft,
    source_papers,
    source_text,
)
from jushi.services.workspace.sections import Hand
from jushi.text import Section

ANSWER_STATES = ("完成", "推进", "未提")
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


def roll_forward(store: Store, report_id: str, *, new_id: str, hand: Hand) -> Report:
    """Keep next year's report of this one: values become last year's, every sentence 沿用.

    Outline, layout and documents are carried over, and the text as it stands becomes the newest of
    its past reports. Raises NotFoundError if there is no such report, ConflictError if it was not
    drafted or `new_id` is in use.
    """
    report = kept_report(store, report_id)
    sections = [version.text for version in store.load_sections(report_id)]
    if not sections:
        raise ConflictError("services.no_text_yet", place=report.title)
    year = begin_year(
        report,
        sections,
        store.load_figures(report_id),
        report_id=new_id,
        author=hand.name,
        time=hand.time,
    )
    told = KeptSource(" ".join(report.title.split()), "own_report", report.year)
    documents = [
        (source, source_text(store, report_id, source))
        for source in kept_sources(store, report_id)
        if source.name != told.name
    ]
    documents.append((told, report_draft(report, sections).text()))
    papers = (store.load_paper(report_id, name) for name in _CARRIED)
    carried = tuple(
        Paper(paper.name, _CARRIED[paper.name](paper.text)) for paper in papers if paper.text
    )
    store.commit(
        replace(year.change, papers=(*source_papers(documents), *carried), begins=year.report)
    )
    return year.report


def promise_ledger(store: Store, report_id: str) -> tuple[PromiseLine, ...]:
    """Give each promise of last year's report with the sentence of this one that answers it.

    Last year's is the report that this one was rolled forward from, or else the newest of its own
    past reports; empty where there is neither, or none that plans. What a person set stands as
    long as the sentence they named does.
    """
    now = [version.text for version in store.load_sections(report_id)]
    decisions = {d.mention: d for d in store.list_decisions(report_id) if d.kind == "promise"}
    lines = []
    answers = settle_promises(_last_year(store, kept_report(store, report_id)), now)
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


def settle_promise(
    store: Store,
    report_id: str,
    promise: str,
    state: str,
    *,
    hand: Hand,
    reason: str = "",
    answer: tuple[str, str] = ("", ""),
) -> None:
    """Record what became of a promise, told by its clause; `answer` is section key and sentence.

    Raises NotFoundError for a promise or sentence that is not there, InvalidError for another
    state.
    """
    if state not in ANSWER_STATES:
        raise InvalidError("services.unknown_promise_state", place=state)
    if not any(line.text == promise for line in promise_ledger(store, report_id)):
        raise NotFoundError("services.promise_not_announced", place=promise)
    section, sentence = answer
    decision = Decision(
        report_id,
        "promise",
        hand.name,
        hand.time,
        reason.strip(),
        section,
        sentence.strip(),
        promise,
        code=state,
    )
    if sentence and not _stands(decision, [v.text for v in store.load_sections(report_id)]):
        raise NotFoundError("services.no_such_sentence", place=sentence)
    _decide(store, decision, hand)


def unsettle_promise(store: Store, report_id: str, promise: str, *, hand: Hand) -> None:
    """Take back what a person set: the draft itself answers again."""
    decision = Decision(
        report_id, "promise", hand.name, hand.time, mention=promise, is_withdrawn=True
    )
    _decide(store, decision, hand)


def _decide(store: Store, decision: Decision, hand: Hand) -> None:
    told = f"{decision.code} {decision.mention}".strip()
    store.commit(
        Change(decision.report_id, hand.name, hand.time, "promise", told, decisions=(decision,))
    )


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


def _last_year(store: Store, report: Report) -> tuple[Section, ...]:
    if report.previous_id and store.load_reports(report.previous_id):
        return tuple(version.text for version in store.load_sections(report.previous_id))
    past = [s for s in kept_sources(store, report.id) if s.kind == "own_report"]
    if not past:
        return ()
    newest = max(past, key=lambda source: source.year or 0)
    text = source_text(store, report.id, newest)
    return tuple(_sections_of(read_document(f"{newest.name}.txt", text.encode())))


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
