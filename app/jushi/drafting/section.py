"""A draft: sentences with their bindings, marks and origin, in sections, in a report."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from jushi.documents import Block, Document

Origin = Literal["carried", "written", "model", "person"]
"""Who wrote a sentence: the past report, the composer, a model, a person."""


@dataclass(frozen=True, slots=True)
class Binding:
    """A number of a sentence tied to figures; offsets count characters of the sentence's text."""

    start: int
    end: int
    expression: str
    """What the template has between braces: `norm_total`, `trained|余`, `yoy(cases)`."""
    figures: tuple[str, ...]
    """Ids of the figures that the expression rests on, each once, in its order."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a carried sentence that only the past report vouches for (沿用)."""

    start: int
    end: int
    text: str
    kind: str
    """Key of `knowledge/lexicons/vouching.yaml`: `person`, `event`, `date`, `honour`, `edition`."""
    reason: str
    """Why a person should look, in the words that the page shows."""


@dataclass(frozen=True, slots=True)
class CarriedFrom:
    """The sentence of a past report that a sentence was carried over from."""

    document: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SentenceDraft:
    """One sentence with its closing punctuation."""

    template: str
    """Bound text: the sentence with `{{…}}` in place of each number that rests on figures."""
    text: str
    """The template rendered."""
    bindings: tuple[Binding, ...] = ()
    """In text order, not overlapping."""
    origin: Origin = "written"
    carried_from: CarriedFrom | None = None
    marks: tuple[Mark, ...] = ()
    """In text order; empty where nothing rests on the past report alone."""
    starts_paragraph: bool = False
    enumerator: str = ""
    """The run-in number that the text begins with: `一是`, `2.`; empty for most."""

    @property
    def vouched_only_by_past(self) -> bool:
        """Whether it says something that only the past report vouches for: shown as 沿用."""
        return bool(self.marks)

    @property
    def reason(self) -> str:
        """Why it is shown as 沿用, each reason once; empty if it is not."""
        return "；".join(dict.fromkeys(mark.reason for mark in self.marks))

    @property
    def figures(self) -> tuple[str, ...]:
        """Ids of all figures that it is bound to, each once, in text order."""
        return tuple(dict.fromkeys(name for b in self.bindings for name in b.figures))


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
class SectionDraft:
    """One section: its heading and its sentences in order."""

    key: str
    """Its key in the outline: `1`, `1.2`, or a template's own word; `lead` for the opening."""
    number: str
    """As printed: `一、`, `（二）`; empty for the opening."""
    title: str
    level: int
    """Depth of the heading, 1 to 4; 0 for the opening."""
    path: tuple[str, ...] = ()
    """Titles from the top down to this one, itself included."""
    sentences: tuple[SentenceDraft, ...] = ()
    is_run_in: bool = False
    """Whether heading and first sentence share a paragraph: `（一）高位统筹。县委…`."""
    notes: tuple[str, ...] = ()
    """What a person should know of how it was made, one line each."""

    @property
    def heading(self) -> str:
        """Number and title, closed by 。 where it runs in; empty for the opening."""
        if not self.title:
            return ""
        return f"{self.number}{self.title}" + ("。" if self.is_run_in else "")

    @property
    def text(self) -> str:
        """The sentences joined, a line feed before each that starts a paragraph but the first."""
        return "".join(
            ("\n" if place and sentence.starts_paragraph else "") + sentence.text
            for place, sentence in enumerate(self.sentences)
        )

    @property
    def length(self) -> int:
        """Characters without blanks and line feeds, as a clerk counts 字数."""
        return len("".join(self.text.split()))


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
    lead: SectionDraft
    sections: tuple[SectionDraft, ...]
    """In the order of the outline, parents before their children."""
    missing: tuple[Missing, ...] = ()
    dropped: tuple[Dropped, ...] = ()

    def __iter__(self) -> Iterator[SectionDraft]:
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
