"""What the page's handlers and routes work with: the store, a clock, and a pool for long work."""

import secrets
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from jushi.errors import ConflictError, InvalidError, KnowledgeError, RefusalError
from jushi.knowledge import Knowledge
from jushi.llm import Model
from jushi.messages import Language, Message
from jushi.records import JobRecord, Report
from jushi.resources import resource_path
from jushi.revision import Store, User
from jushi.running import Run, run_here
from jushi.services import SourceFile
from jushi.services.workspace import Actor, Reports, Workspace, Writers, run_draft
from jushi.web.authorised_store import GuardedStore
from jushi.web.clock import now
from jushi.web.draft_workers import DraftWorkers
from jushi.web.library import Library
from jushi.web.setup import Setup
from jushi.workers import Cancellation, WorkerPool

OWNER = Actor.LOCAL
"""Whose reports they are while nobody signs in."""
_SAMPLE_REPORT = ("禾溪县", 2024)
_SAMPLE = resource_path("knowledge", "sample")
_POLICIES = resource_path("knowledge", "policies")


@dataclass(frozen=True, slots=True)
class AppContext:
    """One for a server."""

    store: Store
    setup: Setup
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(max_workers=2))
    owner: Callable[[], str] = lambda: OWNER
    """Name of the person who asks at this moment."""
    background: Store | None = None
    """What long work goes on with after the person who began it has left; None is `store`."""
    administers: Callable[[], bool] = lambda: True
    """Whether the person who asks may change the setup."""
    who: Callable[[], User | None] | None = None
    """The person who asks in this thread at this moment; None where nobody signs in."""
    shared_draft_workers: DraftWorkers | None = None
    """Who works at drafts; None makes them for `store`, which is then the whole."""

    def __post_init__(self) -> None:
        if self.shared_draft_workers is None:
            made = DraftWorkers(self.store, partial(_writers, self.setup))
            object.__setattr__(self, "shared_draft_workers", made)

    @property
    def draft_workers(self) -> DraftWorkers:
        """Who works at the drafts of this server, whoever asked for them."""
        assert self.shared_draft_workers is not None
        return self.shared_draft_workers

    @property
    def model(self) -> Model | None:
        """The model of the setup; None where none is set: what needs one is off."""
        return self.setup.model

    @property
    def library(self) -> Library:
        """The index of the workspace's documents, common to all who sign in."""
        return self.setup.library

    @property
    def workers(self) -> WorkerPool:
        """What reads and checks files that are sent."""
        return self.setup.workers

    def runner(
        self, cancellation: Cancellation | None = None, *, seconds: float | None = None
    ) -> Run:
        """Give what runs work on files for the person who asks, in a worker.

        `seconds` stands in place of the limit of a call.
        """
        return self.workers.runner(owner=self.owner(), cancellation=cancellation, seconds=seconds)

    def reviewers(self) -> tuple[str, ...]:
        """Names of those who can be asked to review; nobody where nobody signs in."""
        users = self.background.load_users() if self.background else ()
        return tuple(user.name for user in users if user.may("be_asked"))

    def approvers(self) -> tuple[str, ...]:
        """Names of those who can be asked to approve; nobody where nobody signs in."""
        users = self.background.load_users() if self.background else ()
        return tuple(user.name for user in users if user.may("approve"))

    @property
    def signs_in(self) -> bool:
        """Whether people sign in here."""
        return self.background is not None

    def seen_by(self, who: Callable[[], User | None]) -> "AppContext":
        """The same app_context for the person that `who` gives: what is not theirs is not there."""

        def name() -> str:
            user = who()
            return user.name if user is not None else ""

        def administers() -> bool:
            user = who()
            return user is not None and user.may("administer")

        whole = self.background or self.store
        guarded = GuardedStore(whole, who)
        return replace(
            self,
            store=guarded,
            owner=name,
            background=whole,
            administers=administers,
            who=who,
        )

    def as_asked(self) -> "AppContext":
        """The same app_context for the person who asks now, in whatever thread it is used later."""
        if self.who is None:
            return self
        user = self.who()
        return self.seen_by(lambda: user)

    def adder(self) -> str:
        """Whose the documents are that the person who asks adds; nobody's where nobody signs in."""
        return self.owner() if self.signs_in else ""

    def adds(self) -> bool:
        """Whether the person who asks may add documents to the index."""
        user = self.who() if self.who is not None else None
        return self.who is None or (user is not None and user.may("draft"))

    def may_add(self) -> None:
        """Raises RefusalError where the person who asks may not add documents to the index."""
        if not self.adds():
            raise RefusalError("web.library_read_only", place=Message("page.tab_sources"))

    def asks_reviewers(self, report: Report) -> bool:
        """Whether the person who asks may say who reviews `report`."""
        user = self.who() if self.who is not None else None
        return self.who is None or (user is not None and user.may("write", report))

    def may_change(self, owner: str) -> bool:
        """Whether the person who asks may change or remove documents of `owner`.

        Their own, and all of them where nobody signs in, or for 管理; a document that has no
        owner was added while nobody signed in.
        """
        return self.administers() or (self.adds() and owner != "" and owner == self.owner())

    def reports(self) -> tuple[Report, ...]:
        """Reports that are not deleted, newest first."""
        return tuple(report for report in self.store.load_reports() if report.deleted is None)

    def make(
        self,
        figures: SourceFile | None,
        sources: Sequence[SourceFile],
        language: Language,
        *,
        run: Run = run_here,
    ) -> Report:
        """Keep a new report; see `Reports.make`."""
        reports = Reports(self.store, self._actor(language))
        return reports.make(figures, sources, report_id=secrets.token_hex(16), run=run)

    def sample(self, language: Language) -> Report:
        """The report of the made-up county that ships; made and drafted where there is none.

        The composer drafts it, whatever model is set: a server that starts waits for no endpoint.
        """
        for report in self.reports():
            if (report.subject, report.year, report.owner) == (*_SAMPLE_REPORT, self.owner()):
                return report
        past = [_SAMPLE / "report-2023.txt", _SAMPLE / "report-2022.txt"]
        sources = [_load(path) for path in (*past, *sorted(_POLICIES.glob("*.md")))]
        report = self.make(_load(_SAMPLE / "figures-2024.xlsx"), sources, language)
        job = self._begin(report.id)
        run_draft(self.background or self.store, job.id, clock=now)
        return report

    def draft(
        self, report_id: str, keys: Collection[str] = (), *, replaces_edited: bool = False
    ) -> Future[JobRecord]:
        """Queue the drafting, see `Drafts.start`; the store tells how far it is."""
        job = self._begin(report_id, keys, replaces_edited=replaces_edited)
        return self.draft_workers.work_at(job)

    def begin_draft(
        self, report_id: str, keys: Collection[str] = (), *, replaces_edited: bool = False
    ) -> Future[JobRecord]:
        """As `draft`, for callers that name what they like.

        Raises ConflictError while the report is drafted, InvalidError for an unknown section.
        """
        workspace = self.workspace(report_id)
        opened = workspace.open()
        if opened.job is not None and not opened.job.is_finished:
            raise ConflictError(
                "services.being_drafted_already", place=Message("places.report", name=report_id)
            )
        known = {section.key for section in workspace.outline.current()}
        known |= {version.key for version in opened.versions}
        for key in keys:
            if key not in known:
                raise InvalidError("services.no_such_section", place=key)
        return self.draft(report_id, keys, replaces_edited=replaces_edited)

    def go_on(self, job: JobRecord) -> Future[JobRecord]:
        """Take up a drafting that failed or was stopped; what is done stays."""
        return self.draft_workers.work_at(self.workspace(job.report_id).draft.resume(job.id))

    def _begin(
        self, report_id: str, keys: Collection[str] = (), *, replaces_edited: bool = False
    ) -> JobRecord:
        return self.workspace(report_id).draft.start(
            job_id=secrets.token_hex(8), keys=keys, replaces_edited=replaces_edited
        )

    def workspace(self, report_id: str, language: Language = "zh") -> Workspace:
        """The report of that id, for the person who asks."""
        return Workspace(self.store, report_id, self._actor(language))

    def _actor(self, language: Language) -> Actor:
        return Actor(self.owner(), now, language, self.setup.signer)


def _writers(setup: Setup) -> Writers:
    """What a draft is written with, as the setup is now."""
    knowledge = _passages(setup.library) if setup.model else None
    return Writers(setup.model, knowledge, setup.settings.sections_at_once)


def _passages(library: Library) -> Knowledge | None:
    """The index, if there is something in it; 资料 tells why where it cannot be had."""
    try:
        knowledge = library.open()
    except KnowledgeError:
        return None
    return knowledge if knowledge.documents() else None


def _load(path: Path) -> SourceFile:
    return SourceFile(path.name, path.read_bytes())
