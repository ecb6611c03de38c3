"""Versions of a section, and named snapshots of a report."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from jushi.text import Section

Cause = Literal[
    "draft",
    "edit",
    "revision",
    "figures",
    "roll_forward",
    "round_trip",
    "restore",
    "undo",
    "merge",
]


@dataclass(frozen=True, slots=True)
class WritingRecord:
    """How a text was made; empty fields where they do not apply."""

    writer: str
    """`model`, `composer`, `preset` or `person`."""
    model: str = ""
    prompt: str = ""
    """Name and version: `draft_section.v3`."""
    prompt_hash: str = ""
    passages: tuple[str, ...] = ()
    """Ids of the passages that the writer saw."""
    figures: tuple[str, ...] = ()
    """Ids of the figures that the writer was given."""
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class SectionVersion:
    """One state of a section. Versions of a section are numbered from 1 without gaps."""

    report_id: str
    parent: int
    """Number of the version it was made from, 0 for the first. A save holds only while the
    parent is still the newest."""
    text: Section
    author: str
    time: datetime
    """Timezone-aware."""
    cause: Cause
    note: str = ""
    """The instruction, the figures changed, the version restored: one line for people."""
    record: WritingRecord | None = None
    job_id: str = ""
    """The job that wrote it, so that a job taken up again sees what it had finished."""

    @property
    def number(self) -> int:
        return self.parent + 1

    @property
    def key(self) -> str:
        return self.text.key


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A named state of a whole report: which version each section had, and which figures."""

    report_id: str
    name: str
    author: str
    time: datetime
    versions: tuple[tuple[str, int], ...]
    """Section key and version number, in outline order."""
    figure_revision: int
