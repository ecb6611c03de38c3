"""All that a user asks for of reports that are kept in the store: the one name `kept`."""

from app.jobs.kept_reports import (
    KeptSource,
    OpenReport,
    make_report,
    open_report,
    report_check,
    run_draft,
    start_draft,
)
from app.jobs.kept_sections import (
    Conflict,
    Hand,
    Row,
    Spot,
    accept_number,
    accepted_numbers,
    compare_sections,
    edit_kept,
    find_spot,
    replace_number,
    weigh_conflict,
)
from app.jobs.kept_values import Effect, ValueChange, change_value, preview_value

__all__ = [
    "Conflict",
    "Effect",
    "Hand",
    "KeptSource",
    "OpenReport",
    "Row",
    "Spot",
    "ValueChange",
    "accept_number",
    "accepted_numbers",
    "change_value",
    "compare_sections",
    "edit_kept",
    "find_spot",
    "make_report",
    "open_report",
    "preview_value",
    "replace_number",
    "report_check",
    "run_draft",
    "start_draft",
    "weigh_conflict",
]
