"""An outline: the tree of sections of one kind of report, and what the rules ask of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Literal

from jushi.numbers import format_chinese

_MAX_LEVEL = 4

Way = Literal["up", "down", "in", "out"]
"""Where a section goes: one place further, or one level."""


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

    def coverage(
        self, items: tuple[ContentItem, ...] = (), *, texts: Mapping[str, str] | None = None
    ) -> tuple["Coverage", ...]:
        """Give for each required item the sections that answer it, in the order of the items.

        What the outline assigns counts first; then headings that hold a word of the item; then
        `texts`, by section key, which hold one. `items` are the outline's own unless given.
        """
        return tuple(_covered(item, self, texts or {}) for item in items or self.items)

    def edited(self, key: str, **changes: Any) -> "Outline":
        """Give the outline with fields of the section `key` changed; its children stay."""
        return self._with(key, lambda row, at: _put(row, at, replace(row[at], **changes)))

    def with_new(self, after: str, title: str) -> "Outline":
        """Give the outline with an empty section behind `after` and on its level.

        Behind all others where there is no `after`.
        """
        known = {section.key for section in self}
        key = next(name for n in count(1) if (name := f"new{n}") not in known)
        if after not in known:
            return self._renumbered((*self.sections, OutlineSection(key, title, 1)))
        return self._with(
            after,
            lambda row, at: (
                *row[: at + 1],
                OutlineSection(key, title, row[at].level, run_in=row[at].run_in),
                *row[at + 1 :],
            ),
        )

    def without(self, key: str) -> "Outline":
        """Give the outline without the section `key` and those below it."""
        return self._with(key, lambda row, at: (*row[:at], *row[at + 1 :]))

    def moved(self, key: str, way: Way) -> "Outline":
        """Give the outline with the section one place further, or one level.

        `in` makes it the last below the one before it, `out` puts it behind the one above it.
        The same outline where there is no such place; levels go from 1 to 4.
        """
        if way == "out":
            return self._moved_out(key)
        return self._with(key, _MOVES[way])

    def _moved_out(self, key: str) -> "Outline":
        parent = next((s for s in self if any(c.key == key for c in s.children)), None)
        if parent is None:
            return self
        child = next(c for c in parent.children if c.key == key)
        kept = tuple(c for c in parent.children if c.key != key)
        return self._with(
            parent.key,
            lambda row, at: (
                *row[:at],
                replace(row[at], children=kept),
                _at_level(child, parent.level),
                *row[at + 1 :],
            ),
        )

    def _with(self, key: str, change: "_Change") -> "Outline":
        return self._renumbered(_changed(self.sections, key, change))

    def _renumbered(self, sections: tuple[OutlineSection, ...]) -> "Outline":
        return replace(self, sections=numbered(sections))


_Change = Callable[[tuple[OutlineSection, ...], int], tuple[OutlineSection, ...]]
"""Makes new siblings of the old ones and the place of one of them."""


def _changed(
    row: tuple[OutlineSection, ...], key: str, change: _Change
) -> tuple[OutlineSection, ...]:
    for at, section in enumerate(row):
        if section.key == key:
            return change(row, at)
    return tuple(replace(s, children=_changed(s.children, key, change)) for s in row)


def _put(
    row: tuple[OutlineSection, ...], at: int, section: OutlineSection
) -> tuple[OutlineSection, ...]:
    return (*row[:at], section, *row[at + 1 :])


def _up(row: tuple[OutlineSection, ...], at: int) -> tuple[OutlineSection, ...]:
    return row if at == 0 else (*row[: at - 1], row[at], row[at - 1], *row[at + 1 :])


def _down(row: tuple[OutlineSection, ...], at: int) -> tuple[OutlineSection, ...]:
    return row if at + 1 == len(row) else _up(row, at + 1)


def _in(row: tuple[OutlineSection, ...], at: int) -> tuple[OutlineSection, ...]:
    if at == 0 or _depth(row[at]) == _MAX_LEVEL:
        return row
    above = row[at - 1]
    below = (*above.children, _at_level(row[at], above.level + 1))
    return (*row[: at - 1], replace(above, children=below), *row[at + 1 :])


_MOVES: Mapping[str, _Change] = {"up": _up, "down": _down, "in": _in}


def _depth(section: OutlineSection) -> int:
    return max((_depth(child) for child in section.children), default=section.level)


def _at_level(section: OutlineSection, level: int) -> OutlineSection:
    children = tuple(_at_level(child, level + 1) for child in section.children)
    return replace(section, level=level, children=children)


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
