"""Outline, bound text, and the writers that turn figures and past reports into a draft."""

from app.drafting.section import (
    Binding,
    CarriedFrom,
    Dropped,
    Mark,
    Missing,
    Origin,
    Place,
    ReportDraft,
    SectionDraft,
    SentenceDraft,
)

__all__ = [
    "Binding",
    "CarriedFrom",
    "Dropped",
    "Mark",
    "Missing",
    "Origin",
    "Place",
    "ReportDraft",
    "SectionDraft",
    "SentenceDraft",
]
