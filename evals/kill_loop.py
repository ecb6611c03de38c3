"""Kills a working process again and again, with signal 9, and proves that nothing it had
acknowledged is lost and nothing is half there.

    python -m evals.kill_loop --kills 200 [--url sqlite:///FILE] [--seed 1]

The worker saves in six ways in turn: an edit (text, figure and paper in one change), a drafting
job (section and job step in one change), an import of 300 figures, a new report with its text and
figures, a real report (the sample's files taken in and drafted, a draft that was cut off resumed),
a backup. After each save it
writes a line; what stands in such a line is what the parent expects to find.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from jushi.errors import JushiError
from jushi.figures import Figure, SourceCell
from jushi.records import Change, FigureEdit, JobRecord, JobStep, Paper, Report, SectionVersion
from jushi.services import SourceFile
from jushi.services.workspace import Actor, Reports, Workspace, run_draft
from jushi.store import SqlStore, open_store, restore_backup, write_backup
from jushi.text import Section, Sentence
from sqlalchemy import text

KINDS = ("edit", "draft", "import", "begin", "report", "backup")
_IMPORTED = 300
_EARLY = 5
"""Every fifth worker is killed while it starts, before it has acknowledged anything."""
_LONGEST_S = {"report": 1.0}
"""Seconds that a worker goes on for after its first acknowledgement, where that is much."""
_SAMPLE = Path(__file__).parents[1] / "knowledge" / "sample"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tally:
    """What a loop saw."""

    kills: int
    acknowledged: int
    in_flight_stored: int
    """Saves that were complete in the store although their line was never written."""
    lost: tuple[str, ...]
    """One line for each thing that was acknowledged and not found, or found in part."""
    by_kind: tuple[tuple[str, int], ...]
    """How many kills hit each kind of work."""
    seconds: float


def run_kills(url: str, kills: int, *, backup: Path, seed: int = 1) -> Tally:
    """Kill a worker on the database at `url` that many times; `backup` is where it backs up."""
    draw, began = random.Random(seed), time.monotonic()
    _with_store(url, lambda store: store.save_report(_report(), "loop"))
    acknowledged = in_flight = 0
    lost: list[str] = []
    hits: Counter[str] = Counter()
    for kill in range(kills):
        kind = KINDS[kill % len(KINDS)]
        is_early = kill % _EARLY == _EARLY - 1
        longest_s = 1.0 if is_early else _LONGEST_S.get(kind, 0.12)
        delay_s = draw.uniform(0.0, longest_s)
        last = _kill_once(url, kind, backup, delay_s=delay_s, is_early=is_early)
        found = _with_store(url, lambda store: _state(store, backup))
        hits[kind] += 1
        acknowledged += last.get("count", 0)
        faults = [f"{kind}: {fault}" for fault in _faults(last, found)]
        if not last and not is_early:
            faults.append(f"{kind}: the worker never acknowledged anything")
        lost += faults
        in_flight += not faults and found["edits"] > last.get("edits", found["edits"])
    seconds = time.monotonic() - began
    return Tally(kills, acknowledged, in_flight, tuple(lost), tuple(sorted(hits.items())), seconds)


def _with_store(url: str, work: Callable[[SqlStore], T]) -> T:
    store = open_store(url)
    try:
        return work(store)
    finally:
        store.close()


def _kill_once(
    url: str, kind: str, backup: Path, *, delay_s: float, is_early: bool
) -> dict[str, int]:
    command = [sys.executable, "-m", "evals.kill_loop", "--worker", kind]
    worker = subprocess.Popen(
        [*command, "--url", url, "--backup", str(backup)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[1],
        text=True,
    )
    assert worker.stdout is not None
    first = "" if is_early else worker.stdout.readline()
    time.sleep(delay_s)
    worker.kill()
    # A line cut off by the kill was not heard by anyone, so it acknowledges nothing.
    lines = [first, *worker.stdout.read().splitlines(keepends=True)]
    worker.wait()
    worker.stdout.close()
    whole = [line for line in lines if line.endswith("\n")]
    return {**json.loads(whole[-1]), "count": len(whole)} if whole else {}


def _faults(last: dict[str, int], found: dict[str, int]) -> list[str]:
    faults = []
    for name in (
        "edits",
        "drafted",
        "imported",
        "begun",
        "taken_in",
        "drafted_reports",
        "backed_up",
    ):
        if last.get(name, 0) > found[name]:
            faults.append(f"{name}: acknowledged {last[name]}, found {found[name]}")
    if found["edits"] != found["edited_figure"] or found["edits"] != found["paper"]:
        faults.append(f"an edit is half there: {found}")
    if found["drafted"] != found["steps"]:
        faults.append(f"a drafted section is half there: {found}")
    if found["imported_rows"] not in (0, _IMPORTED) or found["imported_values"] > 1:
        faults.append(f"an import is half there: {found}")
    if found["begun"] != found["begun_whole"]:
        faults.append(f"a new report is half there: {found}")
    if found["taken_in"] != found["taken_in_whole"] or found["torn_steps"]:
        faults.append(f"a real report is half there: {found}")
    return faults


def _state(store: SqlStore, backup: Path) -> dict[str, int]:
    with store.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            sound = connection.execute(text("PRAGMA integrity_check")).scalar()
            if sound != "ok":
                raise SystemExit(f"the database is damaged: {sound}")
    heads = {version.key: version for version in store.load_sections("loop")}
    figures = store.load_figures("loop").by_id()
    imported = [f for name, f in figures.items() if name.startswith("import_")]
    jobs = store.list_jobs(report_id="loop")
    names = [report.id for report in store.load_reports()]
    begun = [name for name in names if name.startswith("begun-")]
    real = [name for name in names if name.startswith("real-")]
    drafts = [job for name in real for job in store.list_jobs(report_id=name)]
    state = {
        "edits": heads["edit"].number if "edit" in heads else 0,
        "edited_figure": int(figures["edited"].value or 0) if "edited" in figures else 0,
        "paper": store.load_paper("loop", "outline").revision,
        "drafted": heads["draft"].number if "draft" in heads else 0,
        "steps": jobs[0].steps[0].version if jobs and jobs[0].steps else 0,
        "imported": int(imported[0].value or 0) if imported else 0,
        "imported_rows": len(imported),
        "imported_values": len({f.value for f in imported}),
        "begun": len(begun),
        "begun_whole": len(begun) if all(_is_whole(store, name) for name in begun[:3]) else 0,
        "taken_in": len(real),
        "taken_in_whole": sum(len(store.load_figures(name).figures) > 100 for name in real),
        "drafted_reports": sum(job.state == "done" for job in drafts),
        "torn_steps": sum(_torn_steps(store, job) for job in drafts),
        "backed_up": 0,
    }
    if backup.exists():
        with tempfile.TemporaryDirectory() as folder:
            copy = open_store(f"sqlite:///{folder}/copy.db")
            restore_backup(copy, backup)
            marks = copy.load_paper("loop", "backups")
            state["backed_up"] = marks.revision
            copy.close()
    return state


def _is_whole(store: SqlStore, name: str) -> bool:
    return len(store.load_sections(name)) == 1 and len(store.load_figures(name).figures) == 2


def _torn_steps(store: SqlStore, job: JobRecord) -> int:
    """Count the steps of a job that are done and whose section is not there."""
    there = {version.key: version.number for version in store.load_sections(job.report_id)}
    return sum(s.state == "done" and there.get(s.key, 0) < max(s.version, 1) for s in job.steps)


def _report(name: str = "loop") -> Report:
    now = datetime.now(UTC)
    return Report(name, "杀进程", "本县", 2023, "zh", "loop", now, now)


def _figure(name: str, value: int) -> Figure:
    cell = SourceCell("loop.csv", "", "C2")
    return Figure(
        name, name, Decimal(value), "件", "", None, None, "", "", (), False, "", "", "", cell
    )


def _work(url: str, kind: str, backup: Path) -> None:
    store = open_store(url)
    state = _state(store, backup)
    steps = {"edit": _edit, "draft": _draft, "import": _import, "begin": _begin}
    steps["report"] = _take_in
    step = steps.get(kind, _back_up)
    while True:
        step(store, state, backup)
        print(json.dumps(state), flush=True)


def _change(**parts: object) -> Change:
    return replace(Change("loop", "loop", datetime.now(UTC), "loop"), **parts)  # type: ignore[arg-type]


def _version(key: str, number: int) -> SectionVersion:
    sentences = tuple(Sentence(f"第{number}次，共{n}件。", id=f"s{n}") for n in range(40))
    text_ = Section(key, key, sentences)
    return SectionVersion("loop", number - 1, text_, "loop", datetime.now(UTC), "edit")


def _edit(store: SqlStore, state: dict[str, int], backup: Path) -> None:
    number = state["edits"] + 1
    before = _figure("edited", number - 1) if number > 1 else None
    edit = FigureEdit("edited", before, _figure("edited", number))
    paper = Paper("outline", f"number: {number}", number - 1)
    store.commit(_change(versions=(_version("edit", number),), figures=(edit,), papers=(paper,)))
    state.update(edits=number, edited_figure=number, paper=number)


def _draft(store: SqlStore, state: dict[str, int], backup: Path) -> None:
    number, now = state["drafted"] + 1, datetime.now(UTC)
    jobs = store.list_jobs(report_id="loop")
    job = jobs[0] if jobs else JobRecord("job", "loop", "draft", "loop", now, now)
    job = job.with_step(JobStep("draft", "done", 100, version=number), now)
    store.commit(_change(versions=(_version("draft", number),), job=job))
    state.update(drafted=number, steps=number)


def _import(store: SqlStore, state: dict[str, int], backup: Path) -> None:
    number, known = state["imported"] + 1, store.load_figures("loop").by_id()
    names = [f"import_{n}" for n in range(_IMPORTED)]
    edits = tuple(FigureEdit(n, known.get(n), _figure(n, number)) for n in names)
    store.commit(_change(figures=edits))
    state.update(imported=number)


def _begin(store: SqlStore, state: dict[str, int], backup: Path) -> None:
    number = state["begun"] + 1
    report = _report(f"begun-{number}")
    versions = (replace(_version("only", 1), report_id=report.id),)
    figures = tuple(FigureEdit(f"f{n}", None, _figure(f"f{n}", n)) for n in range(2))
    begun = replace(_change(versions=versions, figures=figures), report_id=report.id)
    store.commit(replace(begun, begins=report))
    state.update(begun=number, begun_whole=number)


def _take_in(store: SqlStore, state: dict[str, int], backup: Path) -> None:
    cut_off = [job for job in store.list_jobs(is_open=True) if job.report_id.startswith("real-")]
    actor = Actor("loop", _now)
    for job in cut_off:
        resumed = Workspace(store, job.report_id, actor).draft.resume(job.id)
        _draft_real(store, resumed.id, state)
    number = state["taken_in"] + 1
    figures, past = (
        SourceFile(name, (_SAMPLE / name).read_bytes())
        for name in ("figures-2024.xlsx", "report-2023.txt")
    )
    report = Reports(store, actor).make(figures, [past], report_id=f"real-{number}")
    state.update(taken_in=number, taken_in_whole=number)
    print(json.dumps(state), flush=True)
    job = Workspace(store, report.id, actor).draft.start(job_id=f"job-{number}")
    _draft_real(store, job.id, state)


def _draft_real(store: SqlStore, job_id: str, state: dict[str, int]) -> None:
    if run_draft(store, job_id, clock=_now).state == "done":
        state["drafted_reports"] += 1
        print(json.dumps(state), flush=True)


def _now() -> datetime:
    return datetime.now(UTC)


def _back_up(store: SqlStore, state: dict[str, int], backup: Path) -> None:
    mark = store.load_paper("loop", "backups")
    store.commit(_change(papers=(mark,)))
    write_backup(store, backup)
    state.update(backed_up=mark.revision + 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--url", default="")
    parser.add_argument("--backup", type=Path)
    parser.add_argument("--worker", choices=KINDS)
    given = parser.parse_args()
    if given.worker:
        try:
            _work(given.url, given.worker, given.backup)
        except JushiError as error:
            print(error, file=sys.stderr)
            return 2
    with tempfile.TemporaryDirectory(prefix="jushi-kill-") as folder:
        url = given.url or f"sqlite:///{folder}/jushi.db"
        backup = given.backup or Path(folder) / "jushi.backup"
        tally = run_kills(url, given.kills, backup=backup, seed=given.seed)
    kinds = ", ".join(f"{kind} {count}" for kind, count in tally.by_kind)
    print(f"kills {tally.kills} ({kinds}) in {tally.seconds:.0f} s")
    print(f"acknowledged {tally.acknowledged}")
    print(f"stored whole, but killed before saying so {tally.in_flight_stored}")
    print(f"lost or torn {len(tally.lost)}")
    for line in tally.lost:
        print(f"  {line}")
    return 1 if tally.lost else 0


if __name__ == "__main__":
    sys.exit(main())
