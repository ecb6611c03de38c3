"""What a model wrote of a section, and the account of how it came about."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from jushi.drafting.report_draft import Dropped, Missing
from jushi.errors import ReplyError
from jushi.text import Section

Way = Literal["slots", "digits"]
"""How a model tells figures: as `{{id}}`, or typed as it sees them and bound afterwards."""

FaultKind = Literal[
    "unreadable_slot",
    "unknown_figure",
    "false_form",
    "no_value",
    "unproven_number",
    "misused_slot",
    "mask",
    "foreign",
    "no_report",
    "unused_figure",
    "wrong_language",
    "repeated",
    "copied",
    "residue",
    "invented",
    "style",
    "short",
]


@dataclass(frozen=True, slots=True)
class WritingFault:
    """Something in a model's text that must not stay."""

    kind: FaultKind
    sentence: str
    """As the model wrote it, slots and all; empty where a sentence is lacking."""
    subject: str
    """What it is about: the slot, the number, the id of the figure."""
    explanation: str
    """One sentence, in Chinese: it is read by the model and by the clerk."""


@dataclass(frozen=True, slots=True)
class WritingNotes:
    """How a section was written."""

    model: str
    prompt: str
    """Name and version: `draft_section.v3`."""
    prompt_hash: str
    way: Way
    calls: int
    input_tokens: int
    """As the server counted them; 0 where it does not say. `output_tokens` likewise."""
    output_tokens: int
    seconds: Decimal
    """Of the model's own time, over all calls."""
    faults: tuple[WritingFault, ...]
    """Of the first reply."""
    slots: int
    """Slots that the first reply held and that could be read, known or not."""
    told: int
    """Figures of the section's table that the first reply told rightly."""
    offered: int
    """Figures of that table."""
    remarks: tuple[WritingFault, ...]
    """Left for a person to look at: what was copied, names that are another office's, brevity."""
    repaired: int
    """Faults of the first reply that the model itself put right."""
    replaced: tuple[Dropped, ...]
    """Sentences of the model that the composer's took the place of, or that were left out."""
    missing: tuple[Missing, ...]
    passages: tuple[str, ...]
    """Ids of the passages that it saw."""
    first_errors: int
    """Numbers of the first reply that the check finds wrong or without a source."""
    last_errors: int
    """The same of the finished section."""
    target_chars: int
    """Length that was asked for; `chars` is that of the finished section."""
    chars: int
    given_up: ReplyError | None = None
    """Why the section is the composer's although the model replied; None where it is not."""

    @property
    def tokens(self) -> int:
        """Read and written."""
        return self.input_tokens + self.output_tokens


@dataclass(frozen=True, slots=True)
class WrittenSection:
    """A finished section."""

    section: Section
    notes: WritingNotes
