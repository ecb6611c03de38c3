"""The text of one section as it is kept: sentences with stable ids, bindings, locks and marks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Lock = Literal["auto", "on", "off"]
"""Whether a model may reword a sentence. `auto`: not once a person confirmed one of its numbers;
`on`: never; `off`: lifted by a person, free whatever was confirmed."""


@dataclass(frozen=True, slots=True)
class Binding:
    """A mention tied to figures; offsets count characters of the sentence."""

    start: int
    end: int
    expression: str
    """What the writer asked for, without braces: `norm_total`, `a/b|%1`, `yoy(cases)`."""
    figures: tuple[str, ...]
    """Ids of the figures that the expression rests on, in its order."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a sentence that only last year's report vouches for (沿用)."""

    start: int
    end: int
    text: str
    kind: str
    """`person`, `event`, `date`, `honour`, …"""
    reason: str
    """Why a person should look, in the words that the page shows."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its closing punctuation."""

    id: str
    """Unique in its section and kept as long as the sentence lives: `s12`."""
    text: str
    """Trailing blanks are part of it, so that joined sentences give the paragraph back."""
    bindings: tuple[Binding, ...] = ()
    """In text order, not overlapping; a gap that still reads 【待补：…】 is bound too."""
    template: str = ""
    """Bound text, `梳理{{norm_total}}`, of which `text` is the rendering; empty where no figure is
    named. It knows more than the bindings: a change of nothing, 持平, leaves no number to bind."""
    starts_paragraph: bool = False
    lock: Lock = "auto"
    is_carried_over: bool = False
    """沿用: stands as last year's report had it, and nobody has touched it yet."""
    is_stale: bool = False
    """过时: a figure that it names has changed since it was written."""
    is_droppable: bool = False
    """A person marked it as the first to go when the section must be shorter."""
    origin: Literal["carried", "written", "model", "person"] = "written"
    marks: tuple[Mark, ...] = ()
    """Of a carried sentence, in text order."""
    carried_from: tuple[str, str] | None = None
    """Name of the past report and the sentence as it stood there."""
    enumerator: str = ""
    """The run-in number that the text begins with: `一是`, `2.`; empty for most."""

    @property
    def figures(self) -> tuple[str, ...]:
        """Ids of the figures that its bindings rest on, each once, in text order."""
        return tuple(dict.fromkeys(name for b in self.bindings for name in b.figures))


@dataclass(frozen=True, slots=True)
class SectionText:
    """One section: its key in the outline, its heading, and its sentences in order."""

    key: str
    title: str
    sentences: tuple[Sentence, ...] = ()
    level: int = 1
    """Depth of the heading, 1 to 4; 0 for the opening."""
    number: str = ""
    """Of the heading, as printed: `一、`, `（二）`."""
    path: tuple[str, ...] = ()
    """Titles from the top down to this one, itself included."""
    is_run_in: bool = False
    """Whether heading and first sentence share a paragraph."""
    notes: tuple[str, ...] = ()
    """What a person should know of how it was made, one line each."""

    def __iter__(self) -> Iterator[Sentence]:
        return iter(self.sentences)

    @property
    def text(self) -> str:
        """The sentences joined, a line feed before each that starts a paragraph but the first."""
        return "".join(
            ("\n" if n and s.starts_paragraph else "") + s.text
            for n, s in enumerate(self.sentences)
        )

    @property
    def bound_text(self) -> str:
        """As `text`, with a slot, `{{norm_total}}`, for each number that names a figure."""
        return "".join(
            ("\n" if n and s.starts_paragraph else "") + (s.template or s.text)
            for n, s in enumerate(self.sentences)
        )

    @property
    def length(self) -> int:
        """Characters without blanks and line feeds, as a clerk counts 字数."""
        return sum(len("".join(s.text.split())) for s in self.sentences)

    def offsets(self) -> tuple[int, ...]:
        """Give for each sentence where it starts in `text`."""
        starts, at = [], 0
        for n, sentence in enumerate(self.sentences):
            at += 1 if n and sentence.starts_paragraph else 0
            starts.append(at)
            at += len(sentence.text)
        return tuple(starts)

    def by_id(self) -> dict[str, Sentence]:
        return {sentence.id: sentence for sentence in self.sentences}
