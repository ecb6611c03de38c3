"""Outline, bound text, and the writers that turn figures and past reports into a draft."""

from app.drafting import model_writer as writing
from app.drafting.bound_text import parse_bound
from app.drafting.composer import compose_report
from app.drafting.outline import Outline
from app.drafting.outline_file import parse_outline, render_outline
from app.drafting.past_outline import outline_of
from app.drafting.rendering import render_bound
from app.drafting.section import (
    Binding,
    CarriedFrom,
    Mark,
    ReportDraft,
    SectionDraft,
    SentenceDraft,
)
from app.drafting.skeleton import skeleton_of

__all__ = [
    "Binding",
    "CarriedFrom",
    "Mark",
    "Outline",
    "ReportDraft",
    "SectionDraft",
    "SentenceDraft",
    "compose_report",
    "outline_of",
    "parse_bound",
    "parse_outline",
    "render_bound",
    "render_outline",
    "skeleton_of",
    "writing",
]
