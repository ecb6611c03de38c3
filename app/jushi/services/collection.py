"""Where this year's figures come from: last year's report, materials, departments."""

from jushi.services.files.departments import (
    MergedReturns,
    MergeNote,
    merge_returns,
    render_merged,
    split_table,
    tell_note,
)
from jushi.services.files.extracting import (
    Extraction,
    extract_figures,
    render_candidates,
    tell_readings,
)
from jushi.services.files.workbooks import newest_skeleton, workbook_record

__all__ = [
    "Extraction",
    "MergeNote",
    "MergedReturns",
    "extract_figures",
    "merge_returns",
    "newest_skeleton",
    "render_candidates",
    "render_merged",
    "split_table",
    "tell_note",
    "tell_readings",
    "workbook_record",
]
