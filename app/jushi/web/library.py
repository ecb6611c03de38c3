"""The index of documents while the server runs: opened once, added to in the background."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from threading import Lock, Thread

from jushi.errors import ConflictError, JushiError
from jushi.knowledge import DocumentRecord, FileOutcome, Knowledge, Overrides, Progress
from jushi.workers import Cancellation, WorkerPool

Batch = tuple[Sequence[tuple[str, bytes]], Overrides]
"""Names and contents of files, and what holds for all of them."""
_BUSY = "documents are being added already"
_READ_S = 600.0
"""For one file: nobody waits at the page for it, and its adding can be stopped."""


@dataclass(frozen=True, slots=True)
class Adding:
    """How far the newest adding is."""

    number: int
    owner: str = ""
    """Who began it; empty where nobody signs in."""
    progress: Progress | None = None
    outcomes: tuple[FileOutcome, ...] | None = None
    """What became of each file; None until the end."""
    error: JushiError | None = None
    """What ended it before its end."""

    @property
    def is_running(self) -> bool:
        return self.outcomes is None and self.error is None


class Library:
    """One for a server: another process may not have the index open at the same time."""

    def __init__(
        self, open_knowledge: Callable[[], Knowledge], workers: WorkerPool | None = None
    ) -> None:
        self._open_knowledge = open_knowledge
        self._workers = workers or WorkerPool()
        self._lock = Lock()
        self._knowledge: Knowledge | None = None
        self._adding: Adding | None = None
        self._stop = Cancellation()

    def open(self) -> Knowledge:
        """The index. Raises KnowledgeError while another process has it, or if it is damaged."""
        with self._lock:
            if self._knowledge is None:
                self._knowledge = self._open_knowledge()
            return self._knowledge

    def look(self) -> tuple[Adding | None, Sequence[DocumentRecord]]:
        """The newest adding, and the documents: what an ended adding brought is among them.

        Raises KnowledgeError where the index cannot be had.
        """
        # In this order: to open takes seconds, in which an adding may begin, and one that ends
        # after it was looked at shows as running until the next look.
        knowledge = self.open()
        adding = self._adding
        return adding, knowledge.documents()

    @property
    def adding(self) -> Adding | None:
        """The newest adding."""
        return self._adding

    def add(
        self,
        batches: Sequence[Batch],
        *,
        owner: str = "",
        may_replace: Callable[[str], bool] = lambda _owner: True,
    ) -> None:
        """Begin to add files of `owner`, see `Knowledge.add`.

        Raises KnowledgeError where the index cannot be had. It goes on in a thread of its own:
        `may_replace` must answer there as here.
        """
        knowledge = self.open()
        with self._lock:
            if self._adding is not None and self._adding.is_running:
                raise ConflictError("web.adding_already", place="资料")
            self._adding = Adding(self._adding.number + 1 if self._adding else 1, owner)
            self._stop = stop = Cancellation()
        given = (knowledge, batches, stop, owner, may_replace)
        Thread(target=self._add, args=given, daemon=True).start()

    def stop(self) -> None:
        """End the adding: reading at once, else after the batch at hand; what is done stays."""
        self._stop.cancel()

    def _add(
        self,
        knowledge: Knowledge,
        batches: Sequence[Batch],
        stop: Cancellation,
        owner: str,
        may_replace: Callable[[str], bool],
    ) -> None:
        run = self._workers.runner(owner="资料", cancellation=stop, seconds=_READ_S)
        reports = []
        try:
            for files, overrides in batches:
                report = knowledge.add(
                    files,
                    progress=self._hear,
                    cancelled=lambda: stop.is_cancelled,
                    overrides=overrides,
                    run=run,
                    owner=owner,
                    may_replace=may_replace,
                )
                reports.append(report)
        except JushiError as error:
            self._end(error=error)
        except BaseException:
            self._end(error=JushiError("web.internal_error_in_adding", place="资料"))
            raise
        else:
            outcomes = tuple(outcome for report in reports for outcome in report.outcomes)
            self._end(outcomes=outcomes)

    def _hear(self, progress: Progress) -> None:
        with self._lock:
            if self._adding is not None:
                self._adding = replace(self._adding, progress=progress)

    def _end(
        self, *, outcomes: tuple[FileOutcome, ...] | None = None, error: JushiError | None = None
    ) -> None:
        with self._lock:
            if self._adding is not None:
                self._adding = replace(self._adding, outcomes=outcomes, error=error)
