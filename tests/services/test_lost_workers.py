"""Drafts whose worker is gone, or whose database is: taken up again or ended, never left open."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from jushi.errors import StoreOutageError
from jushi.llm.openai_model import OpenAIModel
from jushi.records import JobRecord, SaveConflictError
from jushi.revision import Store
from jushi.services.workspace import Actor, Workspace, Writers, run_draft, take_over
from jushi.store import SqlStore, open_store
from jushi.web.draft_workers import DraftWorkers
from sqlalchemy import event

from evals.scripted_server import Script, serve
from tests.services.conftest import make_drafted, told
from tests.services.workspace.test_drafting import WORKER, answer, begin
from tests.settling import wait_until
from tests.store.databases import PostgresServer

SOON_S = 30.0
ONE = ("1.5",)
"""One section, where it does not matter which."""


def now() -> datetime:
    return datetime.now(UTC)


ACTOR = Actor("沈墨", now)


def writers_at(url: str, at_once: int = 2) -> Writers:
    model = OpenAIModel("scripted", base_url=url, api_key="k", backoff_s=0.01)
    return Writers(model, at_once=at_once)


@contextmanager
def working(store: Store, url: str, **given: Any) -> Iterator[DraftWorkers]:
    """A server's workers, without the server."""
    workers = DraftWorkers(store, lambda: writers_at(url), look_every_s=0.2, **given)
    workers.start()
    yield workers
    workers.stop()


def done_steps(job: JobRecord) -> int:
    return sum(step.state == "done" for step in job.steps)


def seconds_until_taken_up(store: Store) -> float:
    """How long it takes from now until somebody works at the job, or it is ended."""
    began, since = time.monotonic(), now()

    def is_taken_up() -> bool:
        job = store.load_job("m")
        return job.is_finished or (job.heartbeat is not None and job.heartbeat > since)

    wait_until(is_taken_up)
    return time.monotonic() - began


def is_ended(store: Store, job_id: str = "m") -> bool:
    return store.load_job(job_id).is_finished


def left_by(store: Store, worker: str, heartbeat: datetime, losses: int = 0) -> JobRecord:
    """A running job as `worker` left it."""
    job = store.load_job(begin(store, ONE))
    return store.save_job(
        replace(job, state="running", worker=worker, heartbeat=heartbeat, losses=losses)
    )


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    made = PostgresServer()
    yield made
    made.remove()


@pytest.mark.slow
def test_a_draft_outlives_a_postgresql_that_is_stopped_while_it_works(
    server: PostgresServer,
) -> None:
    url = f"postgresql+psycopg://jushi@127.0.0.1:{server.port}/postgres"
    store = open_store(make_drafted(url))
    script = Script(answer, tokens_per_s=60)
    with serve(script) as model, working(store, model) as workers:
        begun = workers.work_at(store.load_job(begin(store)))
        wait_until(lambda: done_steps(store.load_job("m")) >= 2)
        server.stop()
        asked = len(script.requests)
        wait_until(lambda: len(script.requests) > asked or begun.done())
        with pytest.raises(StoreOutageError):
            store.load_job("m")
        script.tokens_per_s = 0
        server.start()
        taken = seconds_until_taken_up(store)
        wait_until(lambda: is_ended(store))
        job = store.load_job("m")
        versions = [v.number for v in store.load_sections("r")]
    store.close()

    assert job.state == "done", job.error
    assert taken < SOON_S
    assert set(versions) == {2}, "each section was saved once, none was lost"


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another program that writes to the database and does not end."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


def impatient(url: str) -> SqlStore:
    """A store that waits 0.1 s for other programs, not half a minute."""
    store = open_store(url)
    event.listen(store.engine, "connect", lambda c, _: c.execute("PRAGMA busy_timeout=100").close())
    store.engine.dispose()
    return store


@pytest.mark.slow
def test_a_draft_outlives_a_sqlite_file_that_another_program_holds(
    drafted_sqlite: Path, tmp_path: Path
) -> None:
    file = tmp_path / "jushi.db"
    file.write_bytes(drafted_sqlite.read_bytes())
    store = impatient(f"sqlite:///{file}")
    script = Script(answer, tokens_per_s=200)
    with serve(script) as model, working(store, model) as workers:
        workers.work_at(store.load_job(begin(store)))
        wait_until(lambda: done_steps(store.load_job("m")) >= 2)
        with locked(file):
            done = done_steps(store.load_job("m"))
            answered = len(script.spans)
            wait_until(lambda: len(script.spans) >= answered + 2)
            assert done_steps(store.load_job("m")) == done
        taken = seconds_until_taken_up(store)
        wait_until(lambda: is_ended(store))
        job = store.load_job("m")
        versions = [v.number for v in store.load_sections("r")]
    store.close()

    assert job.state == "done", job.error
    assert taken < SOON_S
    assert set(versions) == {2}


@pytest.mark.slow
def test_a_failure_is_told_although_the_database_is_away_when_it_happens(
    drafted_sqlite: Path, tmp_path: Path
) -> None:
    file = tmp_path / "jushi.db"
    file.write_bytes(drafted_sqlite.read_bytes())
    store = impatient(f"sqlite:///{file}")
    begin(store)
    asked, locked_now = Event(), Event()
    failed: list[object] = []
    event.listen(store.engine, "handle_error", failed.append)

    def refuse(request: dict[str, Any]) -> str:
        asked.set()
        locked_now.wait(30)
        return ""

    with serve(Script(refuse)) as model, working(store, model) as workers:
        begun = workers.work_at(store.load_job("m"))
        assert asked.wait(30)
        with locked(file):
            locked_now.set()
            wait_until(lambda: len(failed) >= 3)
            assert store.load_job("m").state == "running"
            assert not begun.done()
        wait_until(lambda: is_ended(store))
        job = store.load_job("m")
    store.close()

    assert job.state == "failed"
    assert "模型没有返回内容" in told(job.error)


@pytest.mark.slow
def test_a_draft_whose_process_was_killed_is_taken_up_and_keeps_what_is_done(
    store: Store, url: str
) -> None:
    begin(store)
    script = Script(answer, tokens_per_s=400)
    with serve(script) as model:
        worker = subprocess.Popen([sys.executable, "-c", WORKER, url, model])
        wait_until(lambda: done_steps(store.load_job("m")) >= 2)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        before = {v.key: v.number for v in store.load_sections("r")}
        script.tokens_per_s = 0
        with working(store, model, lost_after_s=4):
            taken = seconds_until_taken_up(store)
            wait_until(lambda: is_ended(store))

    job = store.load_job("m")
    after = {v.key: v.number for v in store.load_sections("r")}
    assert job.state == "done", job.error
    assert taken < SOON_S
    assert set(after.values()) == {2}
    assert all(after[key] == number for key, number in before.items() if number == 2)


def test_a_worker_that_gives_signs_of_life_keeps_its_job(store: Store) -> None:
    theirs = left_by(store, "other-host", now())
    with serve(Script(answer)) as model, working(store, model) as workers:
        workers.look()
        ended = run_draft(store, "m", clock=now, writers=writers_at(model))

    assert ended == theirs == store.load_job("m")


@pytest.mark.parametrize(
    ("worker", "age_s"), [("gone", 60), ("", 0)], ids=["silent for long", "without a worker"]
)
def test_a_running_job_that_nobody_works_at_is_taken_up(
    store: Store, worker: str, age_s: int
) -> None:
    job = left_by(store, worker, now() - timedelta(seconds=age_s))
    if not worker:
        store.save_job(replace(job, heartbeat=None))
    with serve(Script(answer)) as model, working(store, model):
        wait_until(lambda: is_ended(store))

    assert store.load_job("m").state == "done"


def test_a_queued_job_whose_server_is_gone_is_taken_up(store: Store) -> None:
    begin(store, ONE)
    with serve(Script(answer)) as model, working(store, model, lost_after_s=0.5):
        wait_until(lambda: is_ended(store))

    assert store.load_job("m").state == "done"


def test_a_job_that_its_workers_die_of_is_ended_with_a_reason(store: Store) -> None:
    long_ago = now() - timedelta(hours=1)
    for losses in range(5):
        job = store.load_job("m") if losses else left_by(store, "w0", long_ago)
        if job.is_finished:
            break
        if losses:
            job = store.save_job(
                replace(job, state="running", worker=f"w{losses}", heartbeat=long_ago)
            )
        take_over(store, job, clock=now)

    ended = store.load_job("m")
    assert ended.state == "failed"
    assert ended.losses == 4
    assert "起草接连中断 4 次" in told(ended.error)
    assert Workspace(store, "r", ACTOR).draft.resume("m").losses == 0


def test_a_section_that_gets_done_forgets_what_was_lost_before(store: Store) -> None:
    left_by(store, "gone", now() - timedelta(hours=1), losses=2)
    with serve(Script(answer)) as model, working(store, model):
        wait_until(lambda: is_ended(store))

    assert store.load_job("m").state == "done"
    assert store.load_job("m").losses == 0


@pytest.mark.slow
@pytest.mark.parametrize("how", ["taken by another", "cancelled", "resumed by a person"])
def test_a_worker_that_lost_its_job_writes_nothing_and_asks_no_more(store: Store, how: str) -> None:
    begin(store)
    script = Script(answer, tokens_per_s=40)
    with serve(script) as model:
        thread = threading.Thread(
            target=run_draft,
            args=(store, "m"),
            kwargs={"clock": now, "writers": writers_at(model)},
        )
        thread.start()
        wait_until(lambda: done_steps(store.load_job("m")) >= 1)
        newer = lose(store, how)
        lost = time.monotonic()
        versions = store.load_sections("r")
        thread.join(30)
        left = time.monotonic() - lost

    assert left < 2
    assert not [t for t in threading.enumerate() if t.name.startswith("section")]
    assert store.load_job("m") == newer
    assert store.load_sections("r") == versions


def lose(store: Store, how: str) -> JobRecord:
    """Take the job from its worker; gives it as it is then."""
    ws = Workspace(store, "r", ACTOR)
    if how == "cancelled":
        return ws.draft.cancel("m")
    while True:
        job = store.load_job("m")
        try:
            if how == "resumed by a person":
                return ws.draft.resume("m")
            return store.save_job(replace(job, worker="other", heartbeat=now()))
        except SaveConflictError:
            continue


def test_a_job_cancelled_while_it_waits_is_not_begun(store: Store) -> None:
    begin(store, ONE)
    Workspace(store, "r", ACTOR).draft.cancel("m")

    assert run_draft(store, "m", clock=now).state == "cancelled"


@pytest.mark.slow
def test_a_server_that_ends_leaves_its_jobs_to_the_next(store: Store) -> None:
    script = Script(answer, tokens_per_s=40)
    with serve(script) as model:
        with working(store, model) as workers:
            workers.work_at(store.load_job(begin(store)))
            wait_until(lambda: done_steps(store.load_job("m")) >= 1)
        left = store.load_job("m")
        script.tokens_per_s = 0
        with working(store, model):
            taken = seconds_until_taken_up(store)
            wait_until(lambda: is_ended(store))

    assert (left.state, left.worker, left.losses) == ("running", "", 0)
    assert store.load_job("m").state == "done"
    assert taken < SOON_S


def test_a_fault_of_our_own_ends_the_job_and_says_so(
    store: Store, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken() -> Writers:
        raise ZeroDivisionError("a bug")

    workers = DraftWorkers(store, broken)
    begun = workers.work_at(store.load_job(begin(store)))
    with pytest.raises(ZeroDivisionError):
        begun.result(30)
    workers.stop()

    job = store.load_job("m")
    assert job.state == "failed"
    assert "软件自身出错（ZeroDivisionError）" in told(job.error)
    assert "a bug" in capfd.readouterr().err


def test_a_database_that_stays_away_does_not_keep_the_server_from_ending(
    drafted_sqlite: Path, tmp_path: Path
) -> None:
    file = tmp_path / "jushi.db"
    file.write_bytes(drafted_sqlite.read_bytes())
    store = impatient(f"sqlite:///{file}")
    with serve(Script(answer, tokens_per_s=200)) as model, working(store, model) as workers:
        begun = workers.work_at(store.load_job(begin(store)))
        wait_until(lambda: done_steps(store.load_job("m")) >= 1)
        with locked(file):
            began = time.monotonic()
            workers.stop()
            taken = time.monotonic() - began
            job = store.load_job("m")
        wait_until(begun.done)
    store.close()

    assert taken < 10
    assert job.state == "running"
