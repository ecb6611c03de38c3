"""Where this year's figures come from: last year's report, materials, departments."""

from jushi.services.files.extracting import (
    Extraction,
    extract_figures,
    render_candidates,
    tell_readings,
)
from jushi.services.files.workbooks import newest_skeleton

__all__ = [
    "Extraction",
    "extract_figures",
    "newest_skeleton",
    "render_candidates",
    "tell_readings",
]
