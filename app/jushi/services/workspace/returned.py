"""What a report that came back from Word or WPS tells: values only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReturnedChange:
    """One sentence that was changed in Word."""

    number: int
    """Its place in `Returned.changes`, by which it is taken."""
    key: str
    """Of its section."""
    title: str
    before: str
    """As it went out; empty where it is new."""
    after: str
    """Empty where it was taken out."""
    pieces: tuple[tuple[str, str], ...]
    """Its characters: same, removed, added."""
    numbers_before: tuple[str, ...]
    """Numbers that stand there no longer."""
    numbers_after: tuple[str, ...]
    """Numbers that are new."""
    findings: tuple[str, ...]
    """What the check says of the sentence as it came back, a line each; empty if all is proven."""
    authors: tuple[str, ...]
    """Who tracked changes in it."""
    stored: str | None
    """What the same sentence says in the store where it was changed there meanwhile, otherwise
    than here; None where it was not."""
    moved: int | None = None
    """Number of the change that is its other half where the sentence was moved: where it stood, or
    where it stands now. Both are taken together."""


@dataclass(frozen=True, slots=True)
class TypedOver:
    """A number that named a figure and that somebody overtyped."""

    title: str
    """Of its section."""
    expression: str
    """The figure, or the formula over figures."""
    indicators: tuple[str, ...]
    """Names of the figures in it."""
    before: str
    after: str
    is_true: bool
    """Whether the figures prove the new number all the same."""
    explanation: str
    """What the check says of it; empty where it takes it for no number of data."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of Word."""

    title: str
    """Of the section in which it stands; empty outside of all."""
    author: str
    words: str
    """What it is about."""
    text: str


@dataclass(frozen=True, slots=True)
class TrackedChange:
    """Characters that somebody put in or took out while Word kept track."""

    title: str
    author: str
    is_deletion: bool
    text: str


@dataclass(frozen=True, slots=True)
class AddedTable:
    """A table that the report did not have, or one of an attachment with a wrong number."""

    title: str
    """Of the section in which it stands; empty for one of an attachment."""
    rows: tuple[tuple[str, ...], ...]
    findings: tuple[str, ...]
    """What the check says of its numbers, a line each; empty if all is proven."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back; nothing is stored yet."""

    changes: tuple[ReturnedChange, ...] = ()
    """Changed numbers first, each group in reading order."""
    typed_over: tuple[TypedOver, ...] = ()
    """Either the figure is to change, or the number is wrong."""
    lost: tuple[str, ...] = ()
    """Figures whose numbers did not come back."""
    comments: tuple[Comment, ...] = ()
    titles: tuple[tuple[str, str], ...] = ()
    """Headings that were reworded: before and after."""
    tracked: tuple[TrackedChange, ...] = ()
    tables: tuple[AddedTable, ...] = ()
    """A report keeps no tables in its sections: who wants one adds its figures to the workbook."""
