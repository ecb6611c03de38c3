"""What the parts of 起草 show, as plain values for their templates."""

from collections.abc import Sequence
from typing import Any

from jushi.fidelity import Status
from jushi.messages import Language, wordings
from jushi.records import SectionVersion
from jushi.revision import locked_sentences
from jushi.services.workspace import FigurePlan, OpenReport
from jushi.web.marked_text import paint
from jushi.web.page_context import PageContext

View = dict[str, Any]


def section_list_view(
    opened: OpenReport,
    versions: Sequence[SectionVersion],
    locked: dict[str, frozenset[str]],
    language: Language,
) -> View:
    """The sections in order with the state of each; those still to be written behind."""
    words = wordings("page", language)
    errors = _errors_by_section(opened)
    rows: list[View] = []
    for version in versions:
        text = version.text
        counts = {
            "error": errors.get(text.key, 0),
            "stale": sum(s.is_stale for s in text),
            "carried": sum(bool(s.past_marks) for s in text),
            "unvouched": sum(bool(s.unvouched_marks) for s in text),
            "locked": len(locked.get(text.key, ())),
        }
        marks = [
            {"c": name, "t": f"{words[f'draft_{name}']} {count}"}
            for name, count in counts.items()
            if count
        ]
        if not text.sentences:
            marks = []
        elif not counts["error"]:
            marks.insert(0, {"c": "written", "t": words["draft_written"]})
        rows.append(
            {
                "key": text.key,
                "title": f"{text.number}{text.title}" or words["draft_lead"],
                "level": max(text.level, 1),
                "marks": marks,
                "length": text.length or "",
            }
        )
    rows += _unwritten(opened, {version.key for version in versions}, words)
    return {"rows": rows, "label": words["draft_sections"]}


def _unwritten(opened: OpenReport, known: set[str], words: dict[str, str]) -> list[View]:
    steps = opened.job.steps if opened.job else ()
    mark = [{"c": "unwritten", "t": words["draft_unwritten"]}]
    return [
        {
            "key": "",
            "title": s.title or words["draft_lead"],
            "level": 1,
            "marks": mark,
            "length": "",
        }
        for s in steps
        if s.key not in known
    ]


def _errors_by_section(opened: OpenReport) -> dict[str, int]:
    if opened.draft is None or opened.result is None:
        return {}
    wrong = [v.mention.start for v in opened.result.verdicts if v.status is Status.ERROR]
    counts: dict[str, int] = {}
    places = iter(opened.draft.places())
    place = next(places, None)
    for start in wrong:
        while place is not None and place.end <= start:
            place = next(places, None)
        if place is not None and place.start <= start:
            counts[place.section] = counts.get(place.section, 0) + 1
    return counts


def paper_view(
    context: PageContext,
    opened: OpenReport,
    versions: Sequence[SectionVersion],
    locked: dict[str, frozenset[str]],
) -> View:
    """The text with its numbers coloured, 过时 and locked sentences marked."""
    words = context.words
    if opened.draft is None or opened.result is None:
        return {"lines": [], "words": words, "hint": words["not_drafted"]}
    marks = {}
    for version in versions:
        held = locked.get(version.key, frozenset())
        for place, sentence in enumerate(version.text):
            stale = " stale" if sentence.is_stale else ""
            lock = " locked" if sentence.id in held else ""
            if stale or lock:
                marks[version.key, place] = stale + lock
    accepted = _accepted_places(context, opened)
    lines = paint(opened.draft, opened.result, context.language, marks=marks, accepted=accepted)
    return {"lines": lines, "words": words, "hint": ""}


def _accepted_places(context: PageContext, opened: OpenReport) -> set[int]:
    if opened.result is None:
        return set()
    accepted = context.workspace(opened.report.id).check.accepted(opened)
    return {n for n, v in enumerate(opened.result.verdicts) if v.mention.start in accepted}


def locked_by_section(
    context: PageContext, opened: OpenReport, versions: Sequence[SectionVersion]
) -> dict[str, frozenset[str]]:
    """Ids of the locked sentences by section key."""
    decisions = context.app_context.store.list_decisions(opened.report.id)
    return {v.key: locked_sentences(v.text, decisions, opened.table) for v in versions}


def pieces_view(pieces: Sequence[tuple[str, str]]) -> list[View]:
    """The characters of a change with the class of each stretch."""
    return [{"c": kind, "t": text} for kind, text in pieces]


def value_view(plan: FigurePlan, language: Language) -> View:
    """What a new value does: the value, then each sentence old to new."""
    words = wordings("page", language)
    rows = [
        {
            "section": e.section or words["draft_lead"],
            "pieces": pieces_view(e.pieces),
            "by_hand": "；".join(e.by_hand),
        }
        for e in plan.effects
    ]
    return {
        "head": "；".join(
            f"{cell.before or words['empty']} → {cell.after or words['empty']}"
            for cell in plan.cells
        ),
        "note": words["draft_touches"].format(n=len(rows)) if rows else words["draft_touches_none"],
        "rows": rows,
        "problems": list(plan.problems),
    }
