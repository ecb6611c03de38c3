"""What drafting adds to the model's own time, and how sections share an endpoint's slots.

    python -m evals.bench.bench_drafting [--tokens-per-s 50] [--slots 4]

The endpoint is a real server in a process of its own that answers at a given speed. Two figures
must hold. The made-up county's report, drafted section after section as a kept job, must take under
5 % longer than the endpoint answers. And twice as many sections as the endpoint has slots must be
done in about two rounds. The CPU time of this process is told too: most of it goes, token by token,
into the client libraries while the endpoint is at work, so it is not waited for.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from jushi.documents import read_document
from jushi.drafting import compose_report, outline_of, writing
from jushi.figures import read_workbook
from jushi.llm import probe_model
from jushi.llm.openai_model import OpenAIModel
from jushi.services import SourceFile
from jushi.services.workspace import (
    Actor,
    Reports,
    Workspace,
    Writers,
    draft_spending,
    run_draft,
)
from jushi.store import open_store

from evals.scripted_models import pass_probe, write_well
from evals.scripted_server import Script, serve

LIMIT_OVERHEAD = 0.05
LIMIT_ROUNDS = 2.2
_SAMPLE = Path(__file__).parents[2] / "knowledge" / "sample"
_ROUND_S = 6.0
"""How long the endpoint takes for each section where rounds are counted."""


Answer = Callable[[dict[str, Any]], str]


def _now() -> datetime:
    return datetime.now(UTC)


def answer_well(request: dict[str, Any]) -> str:
    """Keep every slot, of the probe and of the sections."""
    return pass_probe(write_well)(request)


def answer_late(request: dict[str, Any]) -> str:
    """The same, each section after the length of a round."""
    time.sleep(_ROUND_S)
    return write_well(request)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server in another process."""

    url: str
    pipe: Connection

    def spans(self) -> list[tuple[float, float]]:
        """When each answer since the last call began and ended."""
        self.pipe.send("spans")
        told: list[tuple[float, float]] = self.pipe.recv()
        return told


def _play(pipe: Connection, answer: Answer, tokens_per_s: float, slots: int) -> None:
    script = Script(answer=answer, tokens_per_s=tokens_per_s, slots=slots)
    with serve(script) as url:
        pipe.send(url)
        while pipe.recv() == "spans":
            pipe.send(script.spans)
            script.spans.clear()


@contextmanager
def playing(answer: Answer, *, tokens_per_s: float = 0, slots: int = 1000) -> Iterator[Endpoint]:
    """An endpoint whose time is none of this process's."""
    context = get_context("spawn")
    ours, its = context.Pipe()
    process = context.Process(target=_play, args=(its, answer, tokens_per_s, slots), daemon=True)
    process.start()
    try:
        yield Endpoint(ours.recv(), ours)
        ours.send("end")
        process.join()
    finally:
        process.terminate()


@dataclass(frozen=True, slots=True)
class Overhead:
    """Seconds of one draft."""

    sections: int
    endpoint_s: float
    wall_s: float
    cpu_s: float

    @property
    def share(self) -> float:
        return self.wall_s / self.endpoint_s - 1


def measure_overhead(tokens_per_s: float) -> Overhead:
    """Draft the sample with a model of that speed, one section at a time."""
    names = ("figures-2024.xlsx", "report-2023.txt")
    figures, past = (SourceFile(name, (_SAMPLE / name).read_bytes()) for name in names)
    with (
        tempfile.TemporaryDirectory(prefix="jushi-bench-") as folder,
        playing(answer_well, tokens_per_s=tokens_per_s) as server,
    ):
        store = open_store(f"sqlite:///{folder}/jushi.db")
        actor = Actor("bench", _now)
        Reports(store, actor).make(figures, [past], report_id="r")
        Workspace(store, "r", actor).draft.start(job_id="j")
        model = OpenAIModel("scripted", base_url=server.url, api_key="none")
        # The model's library is loaded once for a process, not for each draft.
        probe_model(model)
        server.spans()
        cpu, wall = time.process_time(), time.perf_counter()
        job = run_draft(store, "j", clock=_now, writers=Writers(model, at_once=1))
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        store.close()
        endpoint = sum(end - begin for begin, end in server.spans())
    assert job.state == "done", job.error
    return Overhead(len(draft_spending(job).costs), endpoint, wall, cpu)


def measure_rounds(slots: int, at_once: int) -> float:
    """Write twice as many sections as there are slots; give the rounds that it took."""
    past = read_document("report-2023.txt", (_SAMPLE / "report-2023.txt").read_bytes())
    file = _SAMPLE / "figures-2024.xlsx"
    table = read_workbook(file.name, file.read_bytes())
    planned = writing.plan_sections(table, outline_of(past), compose_report(table, [past]))
    one = next(task for task in planned if task.figures and not task.needs_others)
    tasks = [replace(one, key=f"copy-{count}") for count in range(2 * slots)]
    with playing(answer_late, slots=slots) as server:
        model = OpenAIModel("scripted", base_url=server.url, api_key="none")
        outcomes = list(writing.write_sections(tasks, model, table, at_once=at_once))
        spans = server.spans()
    assert all(isinstance(done, writing.WrittenSection) for _, done in outcomes)
    assert len(spans) == len(tasks)
    began, ended = min(b for b, _ in spans), max(e for _, e in spans)
    return (ended - began) / _ROUND_S


def main() -> int:
    """Print both; 1 if one is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tokens-per-s", type=float, default=50)
    parser.add_argument("--slots", type=int, default=4)
    given = parser.parse_args()
    cost = measure_overhead(given.tokens_per_s)
    print(
        f"{cost.sections} sections at {given.tokens_per_s:g} tokens/s: endpoint "
        f"{cost.endpoint_s:.1f} s, whole {cost.wall_s:.1f} s: {cost.share:.1%} longer "
        f"(limit {LIMIT_OVERHEAD:.0%}); CPU {cost.cpu_s:.1f} s"
    )
    is_over = cost.share > LIMIT_OVERHEAD
    for at_once in (given.slots, 2 * given.slots):
        rounds = measure_rounds(given.slots, at_once)
        is_over |= rounds > LIMIT_ROUNDS
        print(
            f"{2 * given.slots} sections, {given.slots} slots, {at_once} asked at once: "
            f"{rounds:.2f} rounds (limit {LIMIT_ROUNDS:g})"
        )
    return int(is_over)


if __name__ == "__main__":
    sys.exit(main())
