"""Outline, bound text, and the writers that turn figures and past reports into a draft."""

from jushi.drafting import model_writer as writing
from jushi.drafting.bound_text import parse_bound
from jushi.drafting.composer import compose_report
from jushi.drafting.outline import Outline
from jushi.drafting.outline_file import parse_outline, render_outline
from jushi.drafting.past_outline import outline_of
from jushi.drafting.rendering import render_bound
from jushi.drafting.section import (
    Binding,
    CarriedFrom,
    Mark,
    ReportDraft,
    SectionDraft,
    SentenceDraft,
)
from jushi.drafting.skeleton import skeleton_of

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
