"""What one save does to a report: all of it, or nothing; and what a lost race tells."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from jushi.errors import ConflictError
from jushi.figures import Figure
from jushi.messages import Message
from jushi.records.job import JobRecord
from jushi.records.report import Report
from jushi.records.version import SectionVersion, Snapshot

DecisionKind = Literal["accepted", "confirmed", "dismissed", "promise", "read", "disputed"]


@dataclass(frozen=True, slots=True)
class FigureEdit:
    """One figure before and after. None before: it is new; None after: it was taken out."""

    figure_id: str
    before: Figure | None
    after: Figure | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a number or finding, kept for the exported check report."""

    report_id: str
    kind: DecisionKind
    """`accepted`: stands although no source proves it. `confirmed`: compared with its source
    (已核). `dismissed`: a finding that was looked at and is none. `promise`: what became of
    something that last year's report announced. `read`, `disputed`: what two people who read
    the report aloud said of a number."""
    who: str
    time: datetime
    reason: str = ""
    """Never empty for `accepted`."""
    section: str = ""
    sentence: str = ""
    """Text of the sentence at that moment; a changed sentence asks anew."""
    mention: str = ""
    """Surface of the number: `1700余人`; of a promise the clause that made it."""
    figure_id: str = ""
    value: Decimal | None = None
    """The figure's value that was confirmed; another value asks anew."""
    code: str = ""
    """Code of the verdict or finding decided on; of a promise 完成, 推进 or 未提."""
    is_withdrawn: bool = False
    figures: tuple[str, ...] = ()
    """Ids of the figures that the verdict or finding rests on; with `code`, `section`,
    `sentence_id` and `ordinal` they tell which one it is, in no language."""
    sentence_id: str = ""
    """Id of the sentence; in a heading its line; empty for a finding of the whole report."""
    ordinal: int = 0
    """Which of the sentence it is, from 1. 0: of an older program, which knew a finding by its
    explanation, then in `sentence`."""
    values: tuple[Decimal | None, ...] = ()
    """Of `figures`, of a finding also last year's; other values ask anew."""
    basis: tuple[str, ...] = ()
    """What the finding said, in no language; another basis asks anew."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A text kept beside a report under a name: the outline, pinned passages, settings.

    `revision` guards it as in a job: 0 for one that was never saved.
    """

    name: str
    text: str
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One save. It is stored whole or not at all, and is one line of the audit log."""

    report_id: str
    actor: str
    time: datetime
    action: str
    """A verb for the log: `draft`, `revise`, `edit`, `figures`, `accept`, `export`, …"""
    detail: str = ""
    versions: tuple[SectionVersion, ...] = ()
    figures: tuple[FigureEdit, ...] = ()
    papers: tuple[Paper, ...] = ()
    decisions: tuple[Decision, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    begins: Report | None = None
    """The report itself where it is new: it is there with its content, or not at all."""
    job: JobRecord | None = None
    """The job that reports this progress, saved in the same step."""
    order: tuple[str, ...] | None = None
    """New order of the sections; those not named leave the report, their versions stay."""


class SaveConflictError(ConflictError):
    """Somebody else saved first. Nothing of this save was stored, and nothing of it is lost."""

    def __init__(
        self,
        code: str,
        *,
        place: Message,
        mine: Change | JobRecord,
        versions: tuple[SectionVersion, ...] = (),
        figures: tuple[tuple[str, Figure | None], ...] = (),
        papers: tuple[Paper, ...] = (),
        **parameters: object,
    ) -> None:
        super().__init__(code, place=place, **parameters)
        self.mine = mine
        """The save that was refused, whole."""
        self.versions = versions
        """The newest stored version of each section that moved on."""
        self.figures = figures
        """Id and stored state of each figure that moved on."""
        self.papers = papers
        """The stored state of each paper that moved on."""
