"""What drafting adds to the model's own time, and how sections share an endpoint's slots.

    python -m evals.bench.bench_drafting [--tokens-per-s 50] [--slots 4]

The endpoint is a real server that answers at a given speed. Two figures must hold. The made-up
county's report, drafted section after section as a kept job, must cost under 5 % of the endpoint's
time in own time: that of this process, in which the endpoint itself runs. And twice as many
sections as the endpoint has slots must be done in about two rounds.
"""

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.documents import read_document
from app.drafting import compose_report, outline_of, writing
from app.figures import read_workbook
from app.jobs import SourceFile, kept
from app.llm import probe_model
from app.llm.openai_model import OpenAIModel
from app.store import open_store
from tests.llm.scripted_models import pass_probe, write_well
from tests.llm.scripted_server import Script, serve

LIMIT_OVERHEAD = 0.05
LIMIT_ROUNDS = 2.2
_SAMPLE = Path(__file__).parents[2] / "knowledge" / "sample"
_ROUND_S = 6.0
"""How long the endpoint takes for each section where rounds are counted."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Overhead:
    """Seconds of one draft."""

    sections: int
    endpoint_s: float
    own_s: float
    wall_s: float

    @property
    def share(self) -> float:
        return self.own_s / self.endpoint_s


def measure_overhead(tokens_per_s: float) -> Overhead:
    """Draft the sample with a model of that speed, one section at a time."""
    script = Script(answer=pass_probe(write_well), tokens_per_s=tokens_per_s)
    names = ("figures-2024.xlsx", "report-2023.txt")
    figures, past = (SourceFile(name, (_SAMPLE / name).read_bytes()) for name in names)
    with tempfile.TemporaryDirectory(prefix="jushi-bench-") as folder, serve(script) as url:
        store = open_store(f"sqlite:///{folder}/jushi.db")
        kept.make_report(store, figures, [past], report_id="r", owner="bench", clock=_now)
        kept.start_draft(store, "r", job_id="j", owner="bench", clock=_now)
        model = OpenAIModel("scripted", base_url=url, api_key="none")
        # The model's library is loaded once for a process, not for each draft.
        probe_model(model)
        script.spans.clear()
        own, wall = time.process_time(), time.perf_counter()
        job = kept.run_draft(store, "j", clock=_now, writers=kept.Writers(model, at_once=1))
        own, wall = time.process_time() - own, time.perf_counter() - wall
        store.close()
    assert job.state == "done", job.error
    endpoint = sum(end - begin for begin, end in script.spans)
    return Overhead(len(kept.draft_spending(job).costs), endpoint, own, wall)


def measure_rounds(slots: int, at_once: int) -> float:
    """Write twice as many sections as there are slots; give the rounds that it took."""
    past = read_document("report-2023.txt", (_SAMPLE / "report-2023.txt").read_bytes())
    file = _SAMPLE / "figures-2024.xlsx"
    table = read_workbook(file.name, file.read_bytes())
    planned = writing.plan_sections(table, outline_of(past), compose_report(table, [past]))
    one = next(task for task in planned if task.figures and not task.needs_summaries)
    tasks = [replace(one, key=f"copy-{count}") for count in range(2 * slots)]

    def hold(request: dict[str, Any]) -> str:
        time.sleep(_ROUND_S)
        return write_well(request)

    script = Script(answer=hold, slots=slots)
    with serve(script) as url:
        model = OpenAIModel("scripted", base_url=url, api_key="none")
        outcomes = list(writing.write_sections(tasks, model, table, at_once=at_once))
    assert all(isinstance(done, writing.WrittenSection) for _, done in outcomes)
    assert len(script.spans) == len(tasks)
    began, ended = min(b for b, _ in script.spans), max(e for _, e in script.spans)
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
        f"{cost.endpoint_s:.1f} s, own {cost.own_s:.2f} s ({cost.share:.1%}, "
        f"limit {LIMIT_OVERHEAD:.0%}), wall {cost.wall_s:.1f} s"
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
