"""An outline: the tree of sections of one kind of report, and what the rules ask of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from app.numbers import format_chinese


@dataclass(frozen=True, slots=True)
class Basis:
    """A document that asks for the report."""

    title: str
    number: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class ContentItem:
    """Something that the rules say a report must tell."""

    key: str
    text: str
    basis: str = ""
    """Number of the document that asks for it."""
    words: tuple[str, ...] = ()
    """Words by which a heading or text shows that it answers the item."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Opening or closing of a report; `template` may hold {subject}, {year}, {next_year}."""

    template: str = ""
    guidance: str = ""
    target_chars: int = 0


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """One section: what it is called, what it should tell, how long it should be."""

    key: str
    """Unique in the outline."""
    title: str
    """Without its number; may hold {year} and {next_year}."""
    level: int
    number: str = ""
    """As printed: `（二）`."""
    run_in: bool = False
    """Whether the heading runs into its paragraph."""
    guidance: str = ""
    target_chars: int = 0
    """Characters of its own text without its children; 0 for a heading alone."""
    queries: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    """Ids of figures that were assigned by hand."""
    required_items: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    """Words; a figure whose indicator holds one belongs here, the longest word wins."""
    children: tuple["OutlineSection", ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """The tree of sections with title, opening, closing and required contents."""

    name: str
    title_template: str
    sections: tuple[OutlineSection, ...]
    lead: Passage = Passage()
    closing: Passage = Passage()
    basis: tuple[Basis, ...] = ()
    items: tuple[ContentItem, ...] = ()

    def __iter__(self) -> Iterator[OutlineSection]:
        """Give all sections, parents before their children."""
        for section in self.sections:
            yield from _walk(section)

    def path_of(self, key: str) -> tuple[str, ...]:
        """Titles from the top down to section `key`; empty if there is none."""
        for section in self.sections:
            if path := _path(section, key):
                return path
        return ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which sections answer one required item; a gap has none."""

    item: ContentItem
    sections: tuple[str, ...]
    """Keys, in outline order."""
    found_by: Literal["assigned", "heading", "text", "nothing"]
    """Whether the outline says so, or only words of a heading or of the text suggest it."""


def numbered(sections: tuple[OutlineSection, ...]) -> tuple[OutlineSection, ...]:
    """Give the sections with 一、（一）1.（1） in order, whatever numbers they had."""
    return tuple(
        replace(
            section, number=number_at(section.level, place), children=numbered(section.children)
        )
        for place, section in enumerate(sections, start=1)
    )


def number_at(level: int, place: int) -> str:
    """Give the printed number of the `place`th heading of `level`, as GB/T 9704—2012 has it."""
    match level:
        case 1:
            return f"{format_chinese(place)}、"
        case 2:
            return f"（{format_chinese(place)}）"
        case 3:
            return f"{place}."
        case _:
            return f"（{place}）"


def coverage(
    outline: Outline,
    items: tuple[ContentItem, ...] | None = None,
    *,
    texts: Mapping[str, str] | None = None,
) -> tuple[Coverage, ...]:
    """Give for each required item the sections that answer it, in the order of the items.

    What the outline assigns counts first; then headings that hold a word of the item; then
    `texts`, by section key, which hold one. `items` are the outline's own unless given.
    """
    wanted = outline.items if items is None else items
    return tuple(_covered(item, outline, texts or {}) for item in wanted)


def _covered(item: ContentItem, outline: Outline, texts: Mapping[str, str]) -> Coverage:
    assigned = tuple(s.key for s in outline if item.key in s.required_items)
    if assigned:
        return Coverage(item, assigned, "assigned")
    by_heading = tuple(s.key for s in outline if any(word in s.title for word in item.words))
    if by_heading:
        return Coverage(item, by_heading, "heading")
    by_text = tuple(
        s.key for s in outline if any(word in texts.get(s.key, "") for word in item.words)
    )
    return Coverage(item, by_text, "text" if by_text else "nothing")


def _walk(section: OutlineSection) -> Iterator[OutlineSection]:
    yield section
    for child in section.children:
        yield from _walk(child)


def _path(section: OutlineSection, key: str) -> tuple[str, ...]:
    if section.key == key:
        return (section.title,)
    for child in section.children:
        if below := _path(child, key):
            return (section.title, *below)
    return ()
