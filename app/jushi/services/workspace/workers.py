"""Who works at a stored job: it is taken up, held by heartbeats, let go, and found when lost."""

import os
import secrets
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from threading import Event, Thread
from types import TracebackType
from typing import TypeVar

from jushi.errors import DraftError, JushiError, NotFoundError, StoreError, StoreOutageError
from jushi.records import JobRecord, SaveConflictError
from jushi.revision import Store
from jushi.services.workspace.group import Clock
from jushi.services.workspace.reports import load_report
from jushi.stored_messages import dump_message

HEARTBEAT_S = 3.0
"""How often a worker gives a sign of life: five of them may fail before the job counts as lost."""
LOST_AFTER_S = 15.0
"""A running job without a sign of life for so long has lost its worker. With a look every five
seconds it is taken up 20 s later; a shorter time takes jobs from workers that a busy database lets
wait."""
MOST_LOSSES = 3
"""A job that loses its worker more often in a row is what the workers die of: it is ended."""
_LOOKED_EVERY_S = 0.5
"""How often a worker looks whether its job was stopped or taken up by another."""
_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.2, 5.0
"""Between two tries of a store that does not answer."""
_PAUSE_S = 0.1
_T = TypeVar("_T")


class GoneError(Exception):
    """The job is not this worker's any more: nothing of it may be written."""


class Hold:
    """A worker's hold on a job: begins with `take_up`, ends with the `with` block."""

    def __init__(
        self, store: Store, job_id: str, *, clock: Clock, worker: str = "", stopping: Event
    ) -> None:
        """`stopping` is set when the process that the worker is in wants to end."""
        self.worker = worker or new_worker()
        self._store = store
        self._job_id = job_id
        self._clock = clock
        self._stopping = stopping
        self._gone, self._over = Event(), Event()
        self._watch = Thread(target=self._keep_up, name=f"hold-{job_id}", daemon=True)

    def take_up(self) -> JobRecord | None:
        """Make the job this worker's; None where it is finished or another works at it.

        Raises NotFoundError where there is no such job, GoneError as `stored`.
        """
        while True:
            job = self._load()
            if self.is_mine(job):
                return job  # it was stored, and only the answer was lost
            if job.state != "queued" and not is_lost(job, self._clock()):
                return None
            now = self._clock()
            mine = replace(job, state="running", worker=self.worker, updated=now, heartbeat=now)
            with suppress(SaveConflictError):
                return self.stored(partial(self._store.save_job, mine))

    def __enter__(self) -> "Hold":
        self._watch.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._over.set()
        # It may hang in a database that does not answer; what it finds then changes nothing.
        self._watch.join(_LOOKED_EVERY_S)

    @property
    def is_gone(self) -> bool:
        """Whether to stop: the job was stopped or taken up by another, or the process ends."""
        return self._gone.is_set() or self._stopping.is_set()

    def stored(self, work: Callable[[], _T]) -> _T:
        """Do what reads or writes the store; while it does not answer, again after growing waits.

        Raises GoneError when there is no reason to wait any more.
        """
        wait_s = _FIRST_WAIT_S
        while True:
            try:
                return work()
            except StoreOutageError as error:
                until = time.monotonic() + wait_s
                while time.monotonic() < until:
                    if self.is_gone:
                        raise GoneError from error
                    self._gone.wait(_PAUSE_S)
                wait_s = min(2 * wait_s, _LONGEST_WAIT_S)

    def is_mine(self, job: JobRecord) -> bool:
        """Whether `job`, as it is stored, is still worked at by this worker."""
        return job.state == "running" and job.worker == self.worker

    def release(self) -> None:
        """Leave the job, if it is this worker's, to whoever comes next: it counts as lost at once.

        Where the store does not answer, it is found by its last heartbeat.
        """
        try:
            job = self._store.load_job(self._job_id)
            if self.is_mine(job):
                self._store.save_job(replace(job, worker="", heartbeat=None))
        except (StoreError, NotFoundError, SaveConflictError):
            return

    def end_failed(self, error: JushiError) -> None:
        """End the job, if it is still this worker's, as failed by `error`.

        Waits for a store that does not answer. Raises GoneError as `stored`.
        """
        while self.is_mine(job := self._load()):
            told = dump_message(error.message)
            ended = replace(job, state="failed", error=told, updated=self._clock())
            with suppress(SaveConflictError):
                self.stored(partial(self._store.save_job, ended))

    def _load(self) -> JobRecord:
        return self.stored(partial(self._store.load_job, self._job_id))

    def _keep_up(self) -> None:
        beaten = time.monotonic()
        while not self._over.wait(_LOOKED_EVERY_S):
            try:
                if not self.is_mine(self._store.load_job(self._job_id)):
                    break
                if time.monotonic() - beaten > HEARTBEAT_S:
                    beaten = time.monotonic()
                    if not self._store.beat_job(self._job_id, self.worker, self._clock()):
                        break
            except StoreOutageError:
                continue
            except (StoreError, NotFoundError):
                break  # the job itself is gone
        self._gone.set()


def new_worker() -> str:
    """Give an id that no other worker has."""
    return f"{os.getpid()}-{secrets.token_hex(8)}"


def is_lost(job: JobRecord, now: datetime, lost_after_s: float = LOST_AFTER_S) -> bool:
    """Whether an open job has given no sign of life for so long.

    One that waits in a queue gives none; it is lost where nobody has begun with it for so long.
    """
    last = job.updated if job.state == "queued" else job.heartbeat
    long_ago = last is None or last < now - timedelta(seconds=lost_after_s)
    return long_ago and not job.is_finished


def lost_jobs(
    store: Store, kind: str, own: Collection[str], now: datetime, lost_after_s: float
) -> tuple[JobRecord, ...]:
    """Give open jobs of `kind` that nobody works at, oldest first; `own` are ids to leave out."""
    found = store.list_jobs(is_open=True)
    return tuple(
        job
        for job in reversed(found)
        if job.kind == kind and job.id not in own and is_lost(job, now, lost_after_s)
    )


def take_over(store: Store, job: JobRecord, *, clock: Clock) -> JobRecord | None:
    """Queue a job that lost its worker anew; None where another was faster or it is ended.

    What is done stays. It is ended as failed where it lost too many workers.
    """
    losses = job.losses + bool(job.worker)
    again = replace(job.resumed(clock()), losses=losses)
    try:
        if losses <= MOST_LOSSES:
            return store.save_job(again)
        report = load_report(store, job.report_id)
        title = report.title.replace("\n", "")
        error = DraftError("services.drafting_broke_off", place=title, losses=losses)
        store.save_job(replace(again, state="failed", error=dump_message(error.message)))
    except SaveConflictError:
        pass
    return None
