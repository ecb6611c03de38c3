"""One stored report, with all that can be done with it in groups."""

from dataclasses import dataclass

from jushi.services.workspace.candidates import Candidates
from jushi.services.workspace.carried import Carried
from jushi.services.workspace.check import Check
from jushi.services.workspace.drafting import Drafts
from jushi.services.workspace.exports import Export
from jushi.services.workspace.figures import Figures
from jushi.services.workspace.keeping import Keeping
from jushi.services.workspace.locks import Locks
from jushi.services.workspace.outline import ReportOutline
from jushi.services.workspace.passages import Passages
from jushi.services.workspace.proposals import Proposals
from jushi.services.workspace.readings import Readings
from jushi.services.workspace.reports import StoredReport
from jushi.services.workspace.returns import Returns
from jushi.services.workspace.reviewers import Reviewers
from jushi.services.workspace.sections import Sections
from jushi.services.workspace.self_test import SelfTests
from jushi.services.workspace.sign_off import SignOff
from jushi.services.workspace.sources import Sources
from jushi.services.workspace.versions import Versions
from jushi.services.workspace.writing_plan import WritingPlan
from jushi.services.workspace.years import Years


@dataclass(frozen=True, slots=True)
class Workspace(StoredReport):
    """One stored report, for the one who acts: `Workspace(store, report_id, actor)`.

    Its groups hold nothing: each call reads the store as it is then.
    """

    @property
    def sources(self) -> Sources:
        """The documents that it was made with."""
        return self._group(Sources)

    @property
    def figures(self) -> Figures:
        """Its figures: previewed, changed, confirmed."""
        return self._group(Figures)

    @property
    def candidates(self) -> Candidates:
        """Numbers of this year's materials that wait to be confirmed as figures."""
        return self._group(Candidates)

    @property
    def outline(self) -> ReportOutline:
        """Its outline: planned, changed."""
        return self._group(ReportOutline)

    @property
    def passages(self) -> Passages:
        """Passages of the knowledge index for its sections: found, pinned, rejected."""
        return self._group(Passages)

    @property
    def draft(self) -> Drafts:
        """Its drafting in the background: started, stopped, resumed."""
        return self._group(Drafts)

    @property
    def sections(self) -> Sections:
        """The text of its sections, edited by a person."""
        return self._group(Sections)

    @property
    def carried(self) -> Carried:
        """What only last year's report vouches for: kept, written anew, left out."""
        return self._group(Carried)

    @property
    def locks(self) -> Locks:
        """The sentences that no model may reword."""
        return self._group(Locks)

    @property
    def proposals(self) -> Proposals:
        """Revisions of its sections: asked for, accepted, left."""
        return self._group(Proposals)

    @property
    def versions(self) -> Versions:
        """Versions of its sections, and named states of the whole: compared, restored."""
        return self._group(Versions)

    @property
    def check(self) -> Check:
        """Its check in five passes, and what was decided on it."""
        return self._group(Check)

    @property
    def readings(self) -> Readings:
        """唱校: its numbers read aloud by two people."""
        return self._group(Readings)

    @property
    def self_test(self) -> SelfTests:
        """自测: what the check finds of errors put into copies of it."""
        return self._group(SelfTests)

    @property
    def keeping(self) -> Keeping:
        """Its place in the list of reports: renamed, archived, deleted, taken back."""
        return self._group(Keeping)

    @property
    def reviewers(self) -> Reviewers:
        """Who may look at it besides its owner."""
        return self._group(Reviewers)

    @property
    def sign_off(self) -> SignOff:
        """送审: sent, commented on, passed, approved."""
        return self._group(SignOff)

    @property
    def export(self) -> Export:
        """Its files, and how they are laid out."""
        return self._group(Export)

    @property
    def returns(self) -> Returns:
        """What came back from Word or WPS."""
        return self._group(Returns)

    @property
    def plan(self) -> WritingPlan:
        """Which section tells which point of the year."""
        return self._group(WritingPlan)

    @property
    def years(self) -> Years:
        """Next year's report of it, and last year's promises."""
        return self._group(Years)
