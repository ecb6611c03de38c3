"""What the office's last report said was to be reached: a source for targets, for nothing else."""

from collections.abc import Sequence

from jushi.documents import Document
from jushi.drafting.past_report import PastReport, read_past_report
from jushi.drafting.promises import is_plan
from jushi.fidelity import Evidence
from jushi.text import Section, Sentence


def announced_by(past: Sequence[Document]) -> tuple[Evidence, ...]:
    """Give the plans of the newest of `past`, the office's own reports, newest first.

    As one piece of evidence for numbers that are told as targets, 达到上年承诺的20个; empty where
    there is no report or it announces nothing.
    """
    if not past:
        return ()
    sections = sections_of(read_past_report(past[0]))
    text = "\n".join(section.text for section in sections if is_plan(section))
    return (Evidence(past[0].name, text, is_announced=True),) if text.strip() else ()


def sections_of(past: PastReport) -> tuple[Section, ...]:
    """Give a past report's sections as those of a report, the opening first."""
    return tuple(
        Section(
            section.key,
            section.title,
            tuple(Sentence(s.text, enumerator=s.enumerator) for s in section.sentences),
            level=section.level,
            path=section.path,
        )
        for section in past.sections
    )
