"""What came back from Word as lines to read: the same on the page and at the command line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from jushi.messages import Language, render
from jushi.services.workspace.returned import Returned, ReturnedChange

LineKind = Literal[
    "changed",
    "added",
    "removed",
    "moved_here",
    "moved_away",
    "typed_over",
    "lost",
    "heading",
    "table",
    "comment",
    "inserted",
    "deleted",
]


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """One thing that came back."""

    kind: LineKind
    label: str
    """The kind in words."""
    title: str
    """Of the section; empty outside of all."""
    pieces: tuple[tuple[str, str], ...]
    """What it says: stretches that are the same, removed or added."""
    notes: tuple[str, ...] = ()
    """What a person should know of it before it is taken: wrong numbers, who changed it, what the
    report says by now."""
    number: int | None = None
    """By which it is taken; None for what is only told."""

    @property
    def text(self) -> str:
        """The pieces as a line, `[-15-]{+51+}项`."""
        marks = {"removed": "[-{}-]", "added": "{{+{}+}}"}
        return "".join(marks.get(kind, "{}").format(text) for kind, text in self.pieces)


def tell_returned(returned: Returned, language: Language) -> tuple[ReturnedLine, ...]:
    """Give what came back, a line each: sentences, numbers, headings, tables, remarks."""
    return tuple(_lines(returned, language))


def _lines(returned: Returned, language: Language) -> Iterator[ReturnedLine]:
    def line(
        kind: LineKind, title: str, *pieces: tuple[str, str], notes: tuple[str, ...] = ()
    ) -> ReturnedLine:
        return ReturnedLine(kind, render(f"returned.{kind}", language), title, pieces, notes)

    for change in returned.changes:
        kind = _kind_of(change)
        label = render(f"returned.{kind}", language)
        notes = tuple(_notes(change, language))
        yield ReturnedLine(kind, label, change.title, change.pieces, notes, change.number)
    for over in returned.typed_over:
        truth = render("returned.is_true" if over.is_true else "returned.is_untrue", language)
        name = "、".join(over.indicators)
        told = (("same", f"{name} "), ("removed", over.before), ("added", over.after))
        notes = (truth, over.explanation) if over.explanation else (truth,)
        yield line("typed_over", over.title, *told, notes=notes)
    for expression in returned.lost:
        yield line("lost", "", ("same", expression))
    for before, after in returned.titles:
        yield line("heading", before, ("removed", before), ("added", after))
    for table in returned.tables:
        rows = "\n".join(" | ".join(row) for row in table.rows)
        notes = (*table.findings, render("returned.tables_stay", language))
        yield line("table", table.title, ("added", rows), notes=notes)
    for comment in returned.comments:
        said = render("returned.said", language, author=comment.author, words=comment.words)
        yield line("comment", comment.title, ("same", f"{said}{comment.text}"))
    for tracked in returned.tracked:
        who = (render("returned.by", language, authors=tracked.author),) if tracked.author else ()
        mark = "removed" if tracked.is_deletion else "added"
        kind_told: LineKind = "deleted" if tracked.is_deletion else "inserted"
        yield line(kind_told, tracked.title, (mark, tracked.text), notes=who)


def _kind_of(change: ReturnedChange) -> LineKind:
    if change.moved is not None:
        return "moved_here" if change.after else "moved_away"
    if not change.before:
        return "added"
    return "changed" if change.after else "removed"


def _notes(change: ReturnedChange, language: Language) -> Iterator[str]:
    if change.stored is not None:
        code = "returned.stored" if change.stored else "returned.stored_none"
        yield render(code, language, text=change.stored)
    if change.authors:
        yield render("returned.by", language, authors="、".join(change.authors))
    yield from change.findings
