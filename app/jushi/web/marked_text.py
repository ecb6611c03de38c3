"""A report as the page paints it: pieces of text with the class and card of each number."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypedDict

from jushi.drafting import ReportDraft
from jushi.fidelity import CheckResult, Code, Status, Verdict
from jushi.figures import FigureTable
from jushi.messages import Language, wordings


class Piece(TypedDict):
    """A stretch of text; `id` is the number of its verdict, -1 for plain text."""

    t: str
    c: str
    id: int
    label: str


class Line(TypedDict):
    """A line of the report and how it is set: `title`, `heading` or `body`."""

    kind: str
    key: str
    """Of the section that it belongs to; empty for the title."""
    pieces: list[Piece]


Marks = Mapping[tuple[str, int], str]
"""Further CSS classes of a sentence, by section key and place: `stale`, `locked`."""


def paint(
    draft: ReportDraft,
    result: CheckResult,
    language: Language,
    *,
    marks: Marks | None = None,
    accepted: Collection[int] = (),
) -> list[Line]:
    """Give the report line by line; numbers carry their verdict, sentences their marks.

    `accepted` are places of verdicts that stand by a person's word.
    """
    sentences = _marked_sentences(draft, marks or {})
    labels = {n: _label(v, n in accepted, language) for n, v in enumerate(result.verdicts)}
    brush = _Brush(result, sentences, labels)
    keys = {section.heading: section.key for section in reversed([*draft]) if section.heading}
    title_lines = draft.title.count("\n") + 1
    lines: list[Line] = []
    offset, key = 0, ""
    for count, text in enumerate(draft.text().split("\n")):
        if text.strip():
            kind = "heading" if text in keys else "body"
            if kind == "heading":
                key = keys[text]
            elif found := brush.sentence_at(offset + len(text) - 1):
                key = found.section
            kind = "title" if count < title_lines else kind
            pieces = list(brush.pieces(text, offset))
            lines.append(Line(kind=kind, key="" if kind == "title" else key, pieces=pieces))
        offset += len(text) + 1
    return lines


def verdict_class(verdict: Verdict) -> str:
    """The CSS class that says how a number stands."""
    if verdict.status is Status.ERROR:
        return "error"
    if verdict.status is Status.REVIEW:
        return "review"
    if verdict.code is Code.NOT_DATA:
        return "plain"
    if verdict.is_loose:
        return "loose"
    return "computed" if verdict.code is Code.DERIVED else "proven"


def card(verdict: Verdict, table: FigureTable, language: Language) -> dict[str, object]:
    """What the card of a number says: rows of name and value."""
    words = wordings("page", language)
    rows = [(words["verdict"], words.get(verdict_class(verdict), words["not_data"]))]
    rows.append((words["explanation"], verdict.explanation))
    if verdict.expected:
        rows.append((words["expected"], verdict.expected))
    by_id = table.by_id()
    for figure in (by_id[i] for i in verdict.figures if i in by_id):
        rows.append((words["indicator"], figure.indicator))
        rows.append((words["this_year"], figure.tell_value()))
        if figure.previous is not None:
            rows.append((words["last_year"], figure.tell_previous()))
        if figure.formula:
            rows.append((words["computed"], figure.formula))
    if verdict.evidence:
        rows.append((words["evidence"], verdict.evidence))
    return {
        "text": verdict.mention.text,
        "c": verdict_class(verdict),
        "rows": [{"name": name, "value": value} for name, value in rows],
    }


@dataclass(frozen=True, slots=True)
class _Marked:
    start: int
    end: int
    section: str
    classes: str


def _marked_sentences(draft: ReportDraft, marks: Marks) -> list[_Marked]:
    sections = {section.key: section for section in draft}
    found = []
    for place in draft.places():
        sentence = sections[place.section].sentences[place.index]
        carried = " carried" if sentence.past_marks else ""
        carried += " unvouched" if sentence.unvouched_marks else ""
        classes = marks.get((place.section, place.index), "")
        found.append(_Marked(place.start, place.end, place.section, carried + classes))
    return found


def _label(verdict: Verdict, is_accepted: bool, language: Language) -> tuple[str, str]:
    """The class of a number and what a screen reader says of it."""
    words = wordings("page", language)
    name = "accepted" if is_accepted else verdict_class(verdict)
    told = words.get("not_data" if name == "plain" else name, name)
    return name, f"{verdict.mention.text}：{told}"


@dataclass(frozen=True, slots=True)
class _Brush:
    """Cuts lines into pieces."""

    result: CheckResult
    sentences: list[_Marked]
    """In text order."""
    labels: Mapping[int, tuple[str, str]]

    def sentence_at(self, offset: int) -> _Marked | None:
        place = bisect_right(self.sentences, offset, key=lambda s: s.start) - 1
        if place >= 0 and offset < self.sentences[place].end:
            return self.sentences[place]
        return None

    def pieces(self, text: str, offset: int) -> Iterator[Piece]:
        """Cut one line at its sentences and numbers."""
        end = offset + len(text)
        first = bisect_left(self.result.verdicts, offset, key=lambda v: v.mention.start)
        last = bisect_left(self.result.verdicts, end, key=lambda v: v.mention.start)
        numbers = {self.result.verdicts[n].mention.start: n for n in range(first, last)}
        cuts = {offset, end} | set(numbers)
        cuts |= {min(self.result.verdicts[n].mention.end, end) for n in numbers.values()}
        low = bisect_left(self.sentences, offset, key=lambda s: s.start)
        high = bisect_left(self.sentences, end, key=lambda s: s.start)
        inside = [self.result.verdicts[n].mention for n in numbers.values()]
        for sentence in self.sentences[low:high]:
            for cut in (sentence.start, min(sentence.end, end)):
                if not any(m.start < cut < m.end for m in inside):
                    cuts.add(cut)
        for start, stop in pairwise(sorted(cuts)):
            sentence_here = self.sentence_at(start)
            mark = sentence_here.classes if sentence_here else ""
            number = numbers.get(start, -1)
            stretch = self.result.text[start:stop]
            if number < 0:
                yield Piece(t=stretch, c=f"text{mark}", id=-1, label="")
            else:
                name, label = self.labels[number]
                yield Piece(t=stretch, c=f"n {name}{mark}", id=number, label=label)
