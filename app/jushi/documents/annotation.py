"""What a review copy says of a stretch of text."""

from dataclasses import dataclass
from typing import Literal

MarkStatus = Literal["ok", "review", "error"]


@dataclass(frozen=True, slots=True)
class Annotation:
    """Something said of the characters `text[start:end]` of a document."""

    start: int
    end: int
    comment: str = ""
    """Text of a Word comment; empty for none."""
    status: MarkStatus | None = None
    """Marks the characters by colour and kind of underline; None leaves their look alone."""
    suggestion: str | None = None
    """Replacement, written as a tracked change that a person accepts or rejects; "" deletes."""
