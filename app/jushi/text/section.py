"""The text of a report: sections of sentences, with what their numbers and names rest on.

One model for a draft, for what is stored of a report and for a text under revision. A sentence
of a draft has no id; it gets one when its section is stored.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

Origin = Literal["carried", "written", "model", "person"]
"""Who wrote a sentence: the past report, the composer, a model, a person."""

LockState = Literal["auto", "on", "off"]
"""Whether a model may reword a sentence. `auto`: not once a person confirmed one of its numbers;
`on`: never; `off`: lifted by a person, free whatever was confirmed."""

_GAP_OPENS, _GAP_CLOSES = "【待补：", "】"


def gap_text(label: str) -> str:
    """Give what a text says where a number is lacking: 【待补：办结率】."""
    return f"{_GAP_OPENS}{label}{_GAP_CLOSES}"


_UNVOUCHED = "unvouched"


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
    """A stretch that a person should look at: only the past report vouches for it, or nothing."""

    start: int
    end: int
    text: str
    kind: str
    """`person`, `event`, `date`, `honour`, `edition` and other keys of `unverified.yaml` of what a
    past report alone says (沿用); `unvouched` of what no source says (请核实)."""
    reason: str
    """Why a person should look, in the words that the page shows."""

    @property
    def is_unvouched(self) -> bool:
        """Whether no source says it."""
        return self.kind == _UNVOUCHED

    @classmethod
    def of_unvouched(cls, text: str, reason: str) -> "Mark":
        """Give the mark of a whole sentence, `text`, that no source vouches for."""
        return cls(0, len(text), text, _UNVOUCHED, reason)


class CarriedFrom(NamedTuple):
    """The sentence of a past report that a sentence was carried over from; stored as a pair."""

    document: str
    """Name of the past report."""
    sentence: str
    """As it stood there."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """A sentence of the past report that the draft leaves out until a person decides on it."""

    text: str
    """As it stood there, its numbers and dates included."""
    document: str
    """Name of the past report."""
    marks: tuple[Mark, ...]
    """What in `text` only the past report vouches for, in text order."""
    place: int = 0
    """How many sentences of the section stood before it when the section was drafted."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its closing punctuation."""

    text: str
    """Trailing blanks are part of it, so that joined sentences give the paragraph back."""
    template: str = ""
    """Bound text, `梳理{{norm_total}}`, of which `text` is the rendering; empty where no figure is
    named, for then braces in `text` are braces."""
    bindings: tuple[Binding, ...] = ()
    """One for each slot of the template, in text order, not overlapping; a gap that still reads
    【待补：…】 is bound, too."""
    id: str = ""
    """Unique in its section and kept as long as the sentence lives: `s12`; empty in a draft."""
    starts_paragraph: bool = False
    enumerator: str = ""
    """The run-in number that the text begins with: `一是`, `2.`; empty for most."""
    origin: Origin = "written"
    carried_from: CarriedFrom | None = None
    marks: tuple[Mark, ...] = ()
    """In text order."""
    is_carried_over: bool = False
    """沿用: says what last year's report had, and nobody has touched it yet."""
    is_stale: bool = False
    """过时: a figure that it names has changed since it was written."""
    is_droppable: bool = False
    """A person marked it as the first to go when the section must be shorter."""
    lock: LockState = "auto"

    @property
    def bound_text(self) -> str:
        """The text with a slot, `{{norm_total}}`, for each number that names a figure."""
        return self.template or self.text

    @property
    def figures(self) -> tuple[str, ...]:
        """Ids of the figures that its bindings rest on, each once, in text order."""
        return _figures_of(self.bindings)

    @property
    def gaps(self) -> int:
        """How many times it says that something is lacking: 【待补：…】."""
        return self.text.count(_GAP_OPENS)

    @property
    def past_marks(self) -> tuple[Mark, ...]:
        """The marks of what the past report alone vouches for: 沿用."""
        return tuple(mark for mark in self.marks if not mark.is_unvouched)

    @property
    def unvouched_marks(self) -> tuple[Mark, ...]:
        """The marks of what no source says: 请核实."""
        return tuple(mark for mark in self.marks if mark.is_unvouched)

    @property
    def filled_bindings(self) -> tuple[Binding, ...]:
        """The bindings of numbers that are there: not those of gaps."""
        return tuple(b for b in self.bindings if not self.text.startswith(_GAP_OPENS, b.start))

    @property
    def told_figures(self) -> tuple[str, ...]:
        """As `figures`, without those of which it only says that they are lacking."""
        return _figures_of(self.filled_bindings)

    def with_bindings(self, bindings: Iterable[Binding]) -> "Sentence":
        """Give the sentence with these bindings, in text order, and the template they make."""
        bound = tuple(bindings)
        pieces, last = [], 0
        for binding in bound:
            pieces += [self.text[last : binding.start], "{{", binding.expression, "}}"]
            last = binding.end
        template = "".join((*pieces, self.text[last:])) if bound else ""
        return replace(self, bindings=bound, template=template)


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its key in the outline, its heading, and its sentences in order."""

    key: str
    """`1`, `1.2`, or a template's own word; `lead` for the opening."""
    title: str
    sentences: tuple[Sentence, ...] = ()
    level: int = 1
    """Depth of the heading, 1 to 4; 0 for the opening."""
    number: str = ""
    """Of the heading, as printed: `一、`, `（二）`; empty for the opening."""
    path: tuple[str, ...] = ()
    """Titles from the top down to this one, itself included."""
    is_run_in: bool = False
    """Whether heading and first sentence share a paragraph: `（一）高位统筹。县委…`."""
    notes: tuple[str, ...] = ()
    """What a person should know of how it was made, one line each."""
    withheld: tuple[Withheld, ...] = ()
    """What the past report said here and nothing of this year vouches for, in its order."""

    def __iter__(self) -> Iterator[Sentence]:
        return iter(self.sentences)

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
            ("\n" if n and s.starts_paragraph else "") + s.text
            for n, s in enumerate(self.sentences)
        )

    @property
    def bound_text(self) -> str:
        """As `text`, with a slot, `{{norm_total}}`, for each number that names a figure."""
        return "".join(
            ("\n" if n and s.starts_paragraph else "") + s.bound_text
            for n, s in enumerate(self.sentences)
        )

    @property
    def length(self) -> int:
        """Characters without blanks and line feeds, as a clerk counts 字数."""
        return len("".join(self.text.split()))

    def offsets(self) -> tuple[int, ...]:
        """Give for each sentence where it starts in `text`."""
        starts, at = [], 0
        for n, sentence in enumerate(self.sentences):
            at += 1 if n and sentence.starts_paragraph else 0
            starts.append(at)
            at += len(sentence.text)
        return tuple(starts)

    def by_id(self) -> dict[str, Sentence]:
        """Give the sentences by their ids, in order."""
        return {sentence.id: sentence for sentence in self.sentences}


def _figures_of(bindings: tuple[Binding, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for binding in bindings for name in binding.figures))
