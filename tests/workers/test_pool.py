"""Worker processes: what they give, what they may take, and how they are ended."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

import pytest
from jushi.errors import BusyError, DocumentError, GivenUpError, LimitError
from jushi.workers import Cancellation, Limits, WorkerPool

from tests.settling import wait_until
from tests.workers import tasks

LIMITS = Limits(seconds=20, memory_mb=200, wait_seconds=20)


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    pool = WorkerPool(LIMITS, size=2)
    yield pool
    pool.close()


@pytest.fixture
def patient() -> Iterator[WorkerPool]:
    """One whose calls end in this test only where they are ended."""
    pool = WorkerPool(Limits(seconds=600, wait_seconds=0.2, waiting=2, waiting_each=1), size=3)
    yield pool
    pool.close()


@contextmanager
def calling(call: Callable[[], object]) -> Iterator[Future[object]]:
    with ThreadPoolExecutor(1) as threads:
        yield threads.submit(call)


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_nothing_is_started_before_it_is_used(pool: WorkerPool) -> None:
    assert pool.pids() == ()


def test_a_call_runs_in_another_process_that_is_kept(pool: WorkerPool) -> None:
    run = pool.runner()

    first, second = run(tasks.pid), run(tasks.pid)

    assert run(tasks.add, 1, b=2) == 3
    assert first == second != os.getpid()
    assert pool.pids() == (first,)


def test_what_a_user_can_mend_comes_back_whole(pool: WorkerPool) -> None:
    with pytest.raises(DocumentError) as raised:
        pool.runner()(tasks.refuse, "a.docx")

    error = raised.value
    assert (error.place, error.problem, error.remedy, str(error)) == (
        "a.docx",
        "is empty",
        "choose the right file",
        "a.docx: is empty; choose the right file",
    )


def test_our_own_bug_is_no_fault_of_the_file(pool: WorkerPool) -> None:
    run = pool.runner()

    with pytest.raises(RuntimeError, match="of our own making"):
        run(tasks.fail)
    with pytest.raises(RuntimeError, match="pickle"):
        run(tasks.give_lambda)

    assert run(tasks.add, 1, 2) == 3


@pytest.mark.parametrize(
    ("function", "given", "problem"),
    [
        (tasks.loop, (), "took longer than 1 s"),
        (tasks.parse_yaml, ("[" * 30_000,), "broke the program that reads it"),
        (tasks.multiply, ("年" * 1000, 200_000), "needed more than 200 MB of memory"),
        (tasks.swallow, (), "needed more than 200 MB of memory"),
        (tasks.nest, (), "is nested too deeply"),
    ],
    ids=["endless", "stack of C", "memory", "memory swallowed", "stack of Python"],
)
def test_a_call_that_takes_too_much_is_told_by_its_file(
    pool: WorkerPool, function: Callable[..., object], given: tuple[object, ...], problem: str
) -> None:
    seconds = 1 if function is tasks.loop else None

    with pytest.raises(LimitError, match=f"^a.csv: {problem}; split it, or save it anew$"):
        pool.runner(seconds=seconds)(function, "a.csv", *given)

    assert pool.runner()(tasks.add, 1, 2) == 3


def test_an_ended_worker_is_replaced(pool: WorkerPool) -> None:
    run = pool.runner()
    before = run(tasks.pid)

    with pytest.raises(LimitError):
        pool.runner(seconds=0.5)(tasks.loop, "a.csv")

    assert not is_alive(before)
    assert run(tasks.pid) != before


def test_memory_of_one_call_is_not_held_against_the_next(pool: WorkerPool) -> None:
    run = pool.runner()

    assert [run(tasks.multiply, "a.csv", "年" * 1000, 40_000) for _ in range(4)] == [40_000_000] * 4


def test_what_is_given_up_ends_at_once(patient: WorkerPool, tmp_path: Path) -> None:
    cancellation, started = Cancellation(), tmp_path / "started"
    run = patient.runner(cancellation=cancellation)

    with calling(lambda: run(tasks.loop, "a.csv", started)) as made:
        wait_until(started.exists)
        wait_until(lambda: bool(started.read_text()))
        cancellation.cancel()
        assert isinstance(made.exception(timeout=10), GivenUpError)

    assert not is_alive(int(started.read_text()))
    with pytest.raises(GivenUpError):
        run(tasks.add, 1, 2)
    assert patient.runner()(tasks.add, 1, 2) == 3


def test_the_programs_of_a_call_end_with_it(patient: WorkerPool, tmp_path: Path) -> None:
    cancellation, started = Cancellation(), tmp_path / "started"
    run = patient.runner(cancellation=cancellation)

    with calling(lambda: run(tasks.run_program, "a.doc", started)) as made:
        wait_until(lambda: started.exists() and bool(started.read_text()))
        cancellation.cancel()
        assert isinstance(made.exception(timeout=10), GivenUpError)

    wait_until(lambda: not is_alive(int(started.read_text())))


@pytest.mark.parametrize("task", ["loop", "run_program"])
def test_a_busy_worker_ends_with_its_server(tmp_path: Path, task: str) -> None:
    started = tmp_path / "started"
    server = subprocess.Popen([sys.executable, "-m", "tests.workers.server", task, str(started)])
    wait_until(lambda: started.exists() and bool(started.read_text()))

    server.kill()
    server.wait()

    wait_until(lambda: not is_alive(int(started.read_text())))


def test_nobody_gets_all_workers(patient: WorkerPool, tmp_path: Path) -> None:
    cancellation, marks = Cancellation(), [tmp_path / "first", tmp_path / "second"]
    greedy = patient.runner(owner="李", cancellation=cancellation)

    with ThreadPoolExecutor(2) as threads:
        loops = [threads.submit(greedy, tasks.loop, "a.csv", mark) for mark in marks]
        wait_until(lambda: all(mark.exists() for mark in marks))
        with pytest.raises(BusyError, match="too many are being read at once"):
            greedy(tasks.add, 1, 2)
        assert patient.runner(owner="王")(tasks.add, 1, 2) == 3
        cancellation.cancel()

    assert [type(loop.exception()) for loop in loops] == [GivenUpError] * 2


def test_only_so_many_wait(tmp_path: Path) -> None:
    limits = Limits(seconds=600, wait_seconds=600, waiting=2, waiting_each=1)
    pool, cancellation, mark = WorkerPool(limits, size=1), Cancellation(), tmp_path / "started"
    run = pool.runner(owner="李", cancellation=cancellation)

    with ThreadPoolExecutor(3) as threads:
        threads.submit(run, tasks.loop, "a.csv", mark)
        wait_until(mark.exists)
        added = [threads.submit(run, tasks.add, 1, 2) for _ in range(2)]
        refused = wait(added, return_when=FIRST_COMPLETED).done
        assert [type(call.exception()) for call in refused] == [BusyError]
        cancellation.cancel()

    assert {type(call.exception()) for call in added} == {BusyError, GivenUpError}
    pool.close()


def test_a_closed_pool_leaves_no_process_and_starts_anew(pool: WorkerPool) -> None:
    run = pool.runner()
    before = run(tasks.pid)

    pool.close()

    assert not is_alive(before)
    assert pool.pids() == ()
    assert run(tasks.add, 1, 2) == 3


def test_a_worker_that_somebody_ended_is_replaced(pool: WorkerPool) -> None:
    run = pool.runner()
    before = run(tasks.pid)

    os.kill(before, 9)
    wait_until(lambda: not is_alive(before))

    assert run(tasks.pid) != before


def test_many_threads_share_the_workers(pool: WorkerPool) -> None:
    with ThreadPoolExecutor(6) as threads:
        sums = list(threads.map(lambda n: pool.runner(owner=str(n))(tasks.add, n, n), range(40)))

    assert sums == [2 * n for n in range(40)]
    assert len(pool.pids()) <= 2


def test_the_memory_of_the_server_is_not_counted_as_the_workers() -> None:
    command = [sys.executable, "-m", "tests.workers.large_server"]

    done = subprocess.run(command, capture_output=True, text=True, check=True)

    first, second = done.stdout.split()
    assert first == second
