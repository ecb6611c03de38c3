"""A report as it was drafted: its sections, what is missing in it and what was left out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from jushi.documents import Block, Document
from jushi.text import Section


@dataclass(frozen=True, slots=True)
class Missing:
    """A figure that must be reported and has no value: the text says 【待补：…】."""

    figure: str
    """Its id; empty where the outline asks for something that no figure answers."""
    indicator: str
    section: str
    """Key of the section."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence or clause of a past report that was not carried over, and why."""

    section: str
    """Key of the section."""
    text: str
    """As it stood in the past report."""
    reason: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands in the text of the whole report."""

    section: str
    """Key of the section."""
    index: int
    """Number of the sentence in its section, from 0."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """A whole report as it was drafted, with what is missing and what was left out."""

    title: str
    """May hold line feeds, as a long title is printed."""
    year: int
    subject: str
    lead: Section
    sections: tuple[Section, ...]
    """In the order of the outline, parents before their children."""
    missing: tuple[Missing, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    """What no figure of this year stands behind; what waits for a person is in the sections."""

    def __iter__(self) -> Iterator[Section]:
        """Give the opening, then the sections in order."""
        yield self.lead
        yield from self.sections

    def text(self) -> str:
        """Title, an empty line, then a line for each heading and paragraph.

        A run-in heading shares the line of its first sentence.
        """
        return "".join(piece for piece, _ in self._pieces())

    def places(self) -> tuple[Place, ...]:
        """Give for each sentence where it stands in `text()`, in text order."""
        places, offset = [], 0
        for piece, mark in self._pieces():
            if mark is not None:
                places.append(Place(mark[0], mark[1], offset, offset + len(piece)))
            offset += len(piece)
        return tuple(places)

    def document(self, name: str) -> Document:
        """Give title, headings and paragraphs as blocks; its text is `text()` but for blanks."""
        blocks = [Block("title", line.strip()) for line in self.title.splitlines() if line.strip()]
        for section in self:
            if section.title:
                runs_in = section.is_run_in and bool(section.sentences)
                blocks.append(Block("heading", section.heading, section.level, run_in=runs_in))
            if section.sentences:
                blocks.extend(Block("paragraph", line) for line in section.text.split("\n"))
        return Document(name, tuple(replace(b, index=place) for place, b in enumerate(blocks)))

    def _pieces(self) -> Iterator[tuple[str, tuple[str, int] | None]]:
        yield self.title + "\n", None
        for section in self:
            yield "\n", None
            yield section.heading, None
            if section.title and not section.is_run_in and section.sentences:
                yield "\n", None
            for index, sentence in enumerate(section.sentences):
                if index and sentence.starts_paragraph:
                    yield "\n", None
                yield sentence.text, (section.key, index)
        yield "\n", None
