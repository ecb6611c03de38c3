"""A report as the page paints it: pieces of text with the class and card of each number."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import TypedDict

from app.drafting import ReportDraft
from app.error_telling import Language
from app.fidelity import CheckResult, Code, Status, Verdict
from app.figures import Figure, FigureTable
from app.web.page_words import page_words


class Piece(TypedDict):
    """A stretch of text; `id` is the number of its verdict, -1 for plain text."""

    t: str
    c: str
    id: int
    label: str


class Line(TypedDict):
    """A line of the report and how it is set: `title`, `heading` or `body`."""

    kind: str
    pieces: list[Piece]


def paint(draft: ReportDraft, result: CheckResult, language: Language) -> list[Line]:
    """Give the report line by line; numbers carry their verdict, 沿用 sentences a mark."""
    words = page_words(language)
    carried = _carried_spans(draft)
    lines: list[Line] = []
    offset = 0
    title_lines = draft.title.count("\n") + 1
    headings = {section.heading for section in draft if section.heading}
    for count, text in enumerate(draft.text().split("\n")):
        pieces = list(_pieces(text, offset, result, carried, words))
        if text.strip():
            kind = "title" if count < title_lines else "body"
            if text in headings:
                kind = "heading"
            lines.append(Line(kind=kind, pieces=pieces))
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
    words = page_words(language)
    rows = [(words["verdict"], words.get(verdict_class(verdict), words["not_data"]))]
    rows.append((words["explanation"], verdict.explanation))
    if verdict.expected:
        rows.append((words["expected"], verdict.expected))
    by_id = table.by_id()
    for figure in (by_id[i] for i in verdict.figures if i in by_id):
        rows.append((words["indicator"], figure.indicator))
        rows.append((words["this_year"], tell(figure, figure.value)))
        if figure.previous is not None:
            rows.append((words["last_year"], tell(figure, figure.previous)))
        if figure.formula:
            rows.append((words["computed"], figure.formula))
    if verdict.evidence:
        rows.append((words["evidence"], verdict.evidence))
    return {
        "text": verdict.mention.text,
        "c": verdict_class(verdict),
        "rows": [{"name": name, "value": value} for name, value in rows],
    }


def tell(figure: Figure, value: Decimal | None) -> str:
    """A value with its unit; empty where there is none."""
    return "" if value is None else f"{value:f}{figure.approx}{figure.unit}"


def _carried_spans(draft: ReportDraft) -> list[tuple[int, int]]:
    sections = {section.key: section for section in draft}
    return [
        (place.start, place.end)
        for place in draft.places()
        if sections[place.section].sentences[place.index].vouched_only_by_past
    ]


def _pieces(
    text: str,
    offset: int,
    result: CheckResult,
    carried: list[tuple[int, int]],
    words: dict[str, str],
) -> Iterator[Piece]:
    end = offset + len(text)
    cuts = {offset, end}
    for start, stop in carried:
        cuts |= {c for c in (start, stop) if offset < c < end}
    numbers = {}
    for place, verdict in enumerate(result.verdicts):
        mention = verdict.mention
        if offset <= mention.start < end:
            numbers[mention.start] = place
            cuts = {c for c in cuts if not mention.start < c < mention.end}
            cuts |= {mention.start, mention.end}
    ordered = sorted(cuts)
    for start, stop in pairwise(ordered):
        place = numbers.get(start, -1)
        is_carried = any(a <= start < b for a, b in carried)
        mark = " carried" if is_carried else ""
        if place < 0:
            yield Piece(t=result.text[start:stop], c=f"text{mark}", id=-1, label="")
        else:
            verdict = result.verdicts[place]
            name = verdict_class(verdict)
            label = words.get("not_data" if name == "plain" else name, name)
            yield Piece(
                t=verdict.mention.text,
                c=f"n {name}{mark}",
                id=place,
                label=f"{verdict.mention.text}：{label}",
            )
