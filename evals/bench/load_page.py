"""Twenty clerks at once check and save for two minutes: what is lost, and how long they wait.

Each has a report of the sample county, changes a figure or asks for the check, and thinks a few
seconds in between. Afterwards the store is opened beside the server: every value that was
acknowledged must stand in it, each with its own entry in the log.
`python -m evals.bench.load_page [seconds]`
"""

import random
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import httpx
from jushi.settings import load_settings
from jushi.web import AppContext, Setup
from jushi.wiring import open_store, silence_libraries

from evals.bench.bench_page import serving

CLERKS, SECONDS = 20, 120.0
_THINKS_S = (1.0, 4.0)
_SAVES = 0.4
"""Share of requests that change a figure."""


@dataclass
class Clerk:
    """One person's day, and what the server told of it."""

    report: str
    address: str
    rng: random.Random
    waits: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    saved: dict[str, str] = field(default_factory=dict)
    saves: int = 0

    def work(self, until: float) -> None:
        with httpx.Client(base_url=self.address, timeout=60, trust_env=False) as client:
            path = f"/api/v1/reports/{self.report}"
            rows = [
                row
                for row in client.get(f"{path}/figures").json()
                if row["sections"] and not row["formula"] and (row["value"] or "").isdigit()
            ]
            while time.monotonic() < until:
                time.sleep(self.rng.uniform(*_THINKS_S))
                if self.rng.random() < _SAVES:
                    self._save(client, path, self.rng.choice(rows)["id"])
                else:
                    self._ask(client, "GET", f"{path}/check")

    def _save(self, client: httpx.Client, path: str, figure: str) -> None:
        typed = str(self.rng.randrange(1, 9000))
        edit = {"figure": figure, "field": "value", "typed": typed}
        if self._ask(client, "PATCH", f"{path}/figures", {"edits": [edit]}):
            self.saved[figure] = typed
            self.saves += 1

    def _ask(self, client: httpx.Client, method: str, path: str, body: object = None) -> bool:
        began = time.perf_counter()
        try:
            answer = client.request(method, path, json=body)
        except httpx.HTTPError as error:
            self.faults.append(type(error).__name__)
            return False
        self.waits.append(time.perf_counter() - began)
        if answer.is_error:
            self.faults.append(f"{answer.status_code} {answer.text[:200]}")
        return answer.is_success


def main(seconds: float = SECONDS) -> int:
    """Print counts and seconds; gives 1 if anything acknowledged is lost."""
    silence_libraries()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        reports = _make_reports(home)
        with serving(home) as address:
            clerks = [Clerk(r, address, random.Random(i)) for i, r in enumerate(reports)]
            until = time.monotonic() + seconds
            threads = [threading.Thread(target=clerk.work, args=(until,)) for clerk in clerks]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        return _tell(clerks, _lost(home, clerks))


def _make_reports(home: Path) -> list[str]:
    settings = load_settings({"JUSHI_HOME": str(home)})
    store = open_store(settings)
    owners = [partial(str, f"clerk-{number}") for number in range(CLERKS)]
    reports = [AppContext(store, Setup(settings), owner=o).sample("zh").id for o in owners]
    store.close()
    return reports


def _lost(home: Path, clerks: Sequence[Clerk]) -> list[str]:
    store = open_store(load_settings({"JUSHI_HOME": str(home)}))
    lost = []
    for clerk in clerks:
        table = store.load_figures(clerk.report).by_id()
        lost += [
            f"{clerk.report} {name}: {table[name].value}, not {typed}"
            for name, typed in clerk.saved.items()
            if str(table[name].value) != typed
        ]
        entries = len(store.list_events(clerk.report, limit=100_000))
        if entries < clerk.saves:
            lost.append(f"{clerk.report}: {entries} entries of {clerk.saves} saves")
    store.close()
    return lost


def _tell(clerks: Sequence[Clerk], lost: Sequence[str]) -> int:
    waits = sorted(wait for clerk in clerks for wait in clerk.waits)
    faults = [fault for clerk in clerks for fault in clerk.faults]
    saves = sum(clerk.saves for clerk in clerks)
    print(f"{CLERKS} clerks, {len(waits)} answers, {saves} saves acknowledged")
    print(f"lost {len(lost)}, refused or broken {len(faults)}")
    for line in (*lost[:10], *faults[:10]):
        print(f"  {line}")
    for share in (0.5, 0.95, 0.99):
        print(f"{share:.0%} answered within {waits[int(share * (len(waits) - 1))]:.2f} s")
    return 1 if lost or faults else 0


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:2])))
