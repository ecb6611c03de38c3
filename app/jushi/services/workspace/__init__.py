"""Reports that are kept in the store: `Workspace` is one of them, with all that is done with it.

`Reports` makes new ones; the functions are for the workers that draft them.
"""

from jushi.services.open_counts import OpenCounts, open_text
from jushi.services.workspace.candidates import CandidateRow
from jushi.services.workspace.carried import CarriedSentence
from jushi.services.workspace.check import CheckItem, CheckPass, blocking_items
from jushi.services.workspace.drafting import Writers, draft_spending, run_draft
from jushi.services.workspace.figures import (
    EDITABLE,
    CellEdit,
    FigurePlan,
    FigureRow,
    FigureState,
    tell_cell,
)
from jushi.services.workspace.group import Actor
from jushi.services.workspace.keeping import Keeping
from jushi.services.workspace.outline import OutlinePlan, template_outlines
from jushi.services.workspace.passage_choices import Choice
from jushi.services.workspace.passages import SectionPassage
from jushi.services.workspace.proposals import SectionProposal
from jushi.services.workspace.readings import ReadingPair, two_readers
from jushi.services.workspace.reports import OpenReport, Reports, Spot
from jushi.services.workspace.returned import Returned
from jushi.services.workspace.returned_lines import ReturnedLine
from jushi.services.workspace.sections import Conflict, Row
from jushi.services.workspace.self_test import SelfTest
from jushi.services.workspace.sheet_view import (
    CellView,
    SheetView,
    TwoReadings,
    tell_workbook_readings,
)
from jushi.services.workspace.sign_off import (
    BLOCKING,
    REVIEWER_TURNS,
    SIGN_OFF,
    SignOffState,
)
from jushi.services.workspace.sources import ReportSource
from jushi.services.workspace.state import open_counts
from jushi.services.workspace.versions import SnapshotDifference
from jushi.services.workspace.workers import (
    LOST_AFTER_S,
    GoneError,
    Hold,
    lost_jobs,
    new_worker,
    take_over,
)
from jushi.services.workspace.workspace import Workspace

__all__ = [
    "BLOCKING",
    "EDITABLE",
    "LOST_AFTER_S",
    "REVIEWER_TURNS",
    "SIGN_OFF",
    "Actor",
    "CandidateRow",
    "CarriedSentence",
    "CellEdit",
    "CellView",
    "CheckItem",
    "CheckPass",
    "Choice",
    "Conflict",
    "FigurePlan",
    "FigureRow",
    "FigureState",
    "GoneError",
    "Hold",
    "Keeping",
    "OpenCounts",
    "OpenReport",
    "OutlinePlan",
    "ReadingPair",
    "ReportSource",
    "Reports",
    "Returned",
    "ReturnedLine",
    "Row",
    "SectionPassage",
    "SectionProposal",
    "SelfTest",
    "SheetView",
    "SignOffState",
    "SnapshotDifference",
    "Spot",
    "TwoReadings",
    "Workspace",
    "Writers",
    "blocking_items",
    "draft_spending",
    "lost_jobs",
    "new_worker",
    "open_counts",
    "open_text",
    "run_draft",
    "take_over",
    "tell_cell",
    "tell_workbook_readings",
    "template_outlines",
    "two_readers",
]
