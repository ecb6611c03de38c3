"""What is open in a stored report: counted once, and told alike wherever it is told."""

from collections.abc import Sequence

from jushi.services.open_counts import OpenCounts
from jushi.services.workspace.check import CheckPass
from jushi.services.workspace.reports import OpenReport


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
