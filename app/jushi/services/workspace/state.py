"""What is open in a stored report: counted once, and told alike wherever it is told."""

from collections.abc import Sequence
from dataclasses import dataclass

from jushi.services.workspace.check import CheckPass
from jushi.services.workspace.reports import OpenReport


@dataclass(frozen=True, slots=True)
class OpenCounts:
    """How many things of a report wait for a person; what was decided on is not among them."""

    errors: int = 0
    """Numbers and findings that are wrong."""
    numbers: int = 0
    """Numbers at review."""
    findings: int = 0
    """Findings and remarks on usage at review."""
    carried: int = 0
    """Sentences that only last year's report, or nothing, vouches for."""
    gaps: int = 0
    """Sentences that say that something is lacking: 【待补】."""
    stale: int = 0
    """Sentences whose figure has changed since."""

    @property
    def places(self) -> int:
        """All but wrong numbers and numbers at review."""
        return self.findings + self.carried + self.gaps + self.stale

    @property
    def total(self) -> int:
        return self.errors + self.numbers + self.places


def open_counts(opened: OpenReport, passes: Sequence[CheckPass]) -> OpenCounts:
    """Count what is open in `opened`, whose check is `passes`; nothing before a draft.

    A sentence counts once: with a gap it is a gap, else stale, else carried over.
    """
    items = [item for one in passes for item in one.items if item.is_open]
    sentences = [s for section in opened.draft or () for s in section]
    whole = [s for s in sentences if not s.gaps]
    return OpenCounts(
        errors=sum(item.grade == "error" for item in items),
        numbers=sum(item.grade != "error" and item.verdict is not None for item in items),
        findings=sum(item.grade != "error" and item.verdict is None for item in items),
        carried=sum((bool(s.marks) or s.is_carried_over) and not s.is_stale for s in whole),
        gaps=len(sentences) - len(whole),
        stale=sum(s.is_stale for s in whole),
    )
