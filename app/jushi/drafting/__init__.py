"""Outline, bound text, and the writers that turn figures and past reports into a draft."""

from typing import TYPE_CHECKING

from jushi.lazy_names import lazy_names

if TYPE_CHECKING:
    from jushi.drafting import model_writer as writing
    from jushi.drafting.announcements import announced_by
    from jushi.drafting.bound_text import parse_bound
    from jushi.drafting.candidates import (
        Candidate,
        LeftOut,
        Observation,
        match_candidates,
        merge_observations,
        observe_document,
        observe_table,
    )
    from jushi.drafting.composer import compose_report
    from jushi.drafting.language import refuse_english
    from jushi.drafting.outline import ContentItem, Outline, Way
    from jushi.drafting.outline_file import parse_outline, render_outline
    from jushi.drafting.past_outline import outline_of
    from jushi.drafting.promises import AnswerState, settle_promises
    from jushi.drafting.rendering import render_bound
    from jushi.drafting.report_draft import ReportDraft
    from jushi.drafting.skeleton import skeleton_of

__all__ = [
    "AnswerState",
    "Candidate",
    "ContentItem",
    "LeftOut",
    "Observation",
    "Outline",
    "ReportDraft",
    "Way",
    "announced_by",
    "compose_report",
    "match_candidates",
    "merge_observations",
    "observe_document",
    "observe_table",
    "outline_of",
    "parse_bound",
    "parse_outline",
    "refuse_english",
    "render_bound",
    "render_outline",
    "settle_promises",
    "skeleton_of",
    "writing",
]

__getattr__ = lazy_names(
    __name__,
    {
        "model_writer": "as writing",
        "announcements": "announced_by",
        "bound_text": "parse_bound",
        "candidates": "Candidate LeftOut Observation match_candidates merge_observations"
        " observe_document observe_table",
        "composer": "compose_report",
        "language": "refuse_english",
        "outline": "ContentItem Outline Way",
        "outline_file": "parse_outline render_outline",
        "past_outline": "outline_of",
        "promises": "AnswerState settle_promises",
        "rendering": "render_bound",
        "report_draft": "ReportDraft",
        "skeleton": "skeleton_of",
    },
)
