"""The drafting jobs that this server works at, and those that it takes up from lost workers."""

import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event, Lock, Thread

from jushi.errors import DraftError, NotFoundError, StoreError
from jushi.messages import Message
from jushi.records import JobRecord
from jushi.revision import Store
from jushi.services.workspace import (
    LOST_AFTER_S,
    GoneError,
    Hold,
    Writers,
    lost_jobs,
    new_worker,
    run_draft,
    take_over,
)
from jushi.web.clock import now

_AT_ONCE = 2
"""Reports drafted at a time; each asks the model for several sections."""
_LEAVES_WITHIN_S = 3.0
"""How long the end of the server waits for jobs to be left; else they are lost a while later."""


class DraftWorkers:
    """Works at drafting jobs in threads. One for a server, and for its store as a whole."""

    def __init__(
        self,
        store: Store,
        writers: Callable[[], Writers],
        *,
        lost_after_s: float = LOST_AFTER_S,
        look_every_s: float = 5.0,
    ) -> None:
        """`writers` gives what a job drafts with, as it is when the job begins."""
        self._store = store
        self._writers = writers
        self._lost_after_s = lost_after_s
        self._look_every_s = look_every_s
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="draft")
        self._lock = Lock()
        self._own: dict[Future[JobRecord], str] = {}
        self._stopping = Event()
        self._supervisor: Thread | None = None

    def work_at(self, job: JobRecord) -> Future[JobRecord]:
        """Work at a queued job as soon as a thread is free; the store tells how far it is."""
        with self._lock:
            begun = self._pool.submit(self._work, job.id)
            self._own[begun] = job.id
        begun.add_done_callback(self._forget)
        return begun

    def look(self) -> None:
        """Take up the open jobs that nobody works at. Raises StoreError."""
        with self._lock:
            own = frozenset(self._own.values())
        for job in lost_jobs(self._store, "draft", own, now(), self._lost_after_s):
            if self._stopping.is_set():
                return
            taken = take_over(self._store, job, clock=now)
            if taken is not None:
                self.work_at(taken)

    def start(self) -> None:
        """Look after lost jobs now and every few seconds until `stop`."""
        self._supervisor = Thread(target=self._supervise, name="supervisor", daemon=True)
        self._supervisor.start()

    @property
    def is_looking(self) -> bool:
        """Whether lost jobs are looked after."""
        return self._supervisor is not None and self._supervisor.is_alive()

    def stop(self) -> None:
        """Leave all jobs to whoever works at this store next."""
        self._stopping.set()
        self._pool.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            own = list(self._own)
        wait(own, timeout=_LEAVES_WITHIN_S)
        if self._supervisor is not None:
            self._supervisor.join(_LEAVES_WITHIN_S)

    def _supervise(self) -> None:
        while True:
            try:
                self.look()
            except (StoreError, NotFoundError):
                pass  # looked again when the store answers
            except Exception:
                traceback.print_exc()
            if self._stopping.wait(self._look_every_s):
                return

    def _work(self, job_id: str) -> JobRecord:
        worker = new_worker()
        try:
            return run_draft(
                self._store,
                job_id,
                clock=now,
                writers=self._writers(),
                worker=worker,
                stopping=self._stopping,
            )
        except GoneError:
            raise
        except Exception as error:
            traceback.print_exc()
            told = DraftError(
                "web.internal_error_in_drafting",
                place=Message("places.job", name=job_id),
                name=type(error).__name__,
            )
            hold = Hold(self._store, job_id, clock=now, worker=worker, stopping=self._stopping)
            hold.take_up()
            hold.end_failed(told)
            raise

    def _forget(self, done: Future[JobRecord]) -> None:
        with self._lock:
            self._own.pop(done, None)
