"""The outline of a kept report: last year's until a person changes it."""

from dataclasses import replace

from app.drafting import Outline, outline_of, parse_outline, render_outline
from app.jobs.kept_reports import own_past
from app.jobs.kept_sections import Hand
from app.records import Change
from app.revision import Store

_OUTLINE = "outline"
"""Name of the paper that holds it as YAML."""


def report_outline(store: Store, report_id: str) -> Outline:
    """Give the outline that the report is drafted by. Raises DraftError for one of no use."""
    text = store.load_paper(report_id, _OUTLINE).text
    if text:
        return parse_outline(text)
    return outline_of(own_past(store, report_id)[0])


def keep_outline(store: Store, report_id: str, outline: Outline, *, hand: Hand) -> None:
    """Keep an outline with the report; the next drafting obeys it.

    Raises ConflictError where another person saved one meanwhile, DraftError for one that does
    not hold together.
    """
    text = render_outline(outline)
    parse_outline(text)
    paper = replace(store.load_paper(report_id, _OUTLINE), text=text)
    store.commit(Change(report_id, hand.name, hand.time, "outline", outline.name, papers=(paper,)))
