"""Runs of the drafting eval: kept, compared with the run before, and told in evals/README.md."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import MISSING, asdict, dataclass, fields
from pathlib import Path

_FOLDER = Path(__file__).parent
README = _FOLDER / "README.md"
PUBLISHED = _FOLDER / "results" / "drafting.jsonl"
"""Runs that the table in the README rests on; part of the project."""
OWN = _FOLDER.parent / "out" / "evals" / "drafting.jsonl"
"""Every run on this machine."""
_BEGIN, _END = "<!-- drafting: `jushi eval draft --readme` -->", "<!-- end of drafting -->"
_TIMES = {"model_seconds", "seconds"}


@dataclass(frozen=True, slots=True)
class Measured:
    """One report drafted by one writer. What is of the model alone is 0 for the composer."""

    report: str
    way: str
    sections: int
    """Sections that the model wrote; `failed` are those that it gave nothing for."""
    failed: int
    numbers: int
    """Numbers of the finished report that tell data."""
    first_errors: int
    """Numbers of the first replies that are wrong or that nothing proves."""
    errors: int
    """Wrong numbers of the finished report. Must be 0, whoever wrote it."""
    to_review: int
    required: int
    """Figures that the workbook calls required; `told` of them stand in the report."""
    told: int
    slots_offered: int
    """Figures that sections were asked to tell; `slots_survived` the first reply told rightly."""
    slots_survived: int
    faults: int
    """Of first replies; `repaired` ones the model put right when they were named to it."""
    repaired: int
    replaced: int
    """Sentences of the model that the composer's took the place of, or that were left out."""
    copied: int
    """Sentences of first replies that hold a long run of another office's; `copied_left` stay, for
    a person to look at. `residue`, names of other offices, likewise."""
    copied_left: int
    residue: int
    residue_left: int
    sentences: int
    by_model: int
    chars: int
    """Length of the sections that the model wrote, beside what was asked for."""
    target_chars: int
    calls: int
    input_tokens: int
    output_tokens: int
    model_seconds: float
    """Waiting for the model, summed over sections, which are written side by side."""
    seconds: float
    changes: int = 0
    """Figures that are not what they were last year; of `changes_told` the report says so."""
    changes_told: int = 0
    problems: int = 0
    """Items of the sections on problems; `problems_proven` tell a figure."""
    problems_proven: int = 0
    unsupported: float = 0
    """Persons, events, documents, causes, practices that no source holds, of 1,000 characters."""
    stale: int = 0
    """Events of last year's report that are told as this year's. Must be 0 for the composer."""
    repeated: int = 0
    """Sentences, and points of the body, that another section tells."""
    slogans: float = 0
    """Sentences of a hundred that break a rule of style."""


_ASKED = {field.name for field in fields(Measured) if field.default is MISSING}
"""Measures that every run has; older runs have no others."""


@dataclass(frozen=True, slots=True)
class Run:
    """All reports drafted by one writer."""

    model: str
    time: str
    """ISO 8601, UTC."""
    measured: tuple[Measured, ...]
    prices: tuple[float, float] | None = None
    """Of a million tokens read, and written."""

    def cost(self, measured: Measured) -> float | None:
        """In the money of the prices; None without prices."""
        if self.prices is None:
            return None
        into, out = self.prices
        return (measured.input_tokens * into + measured.output_tokens * out) / 1_000_000


def keep_run(run: Run, path: Path) -> None:
    """Add the run to the file, which is made if there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(run), ensure_ascii=False) + "\n")


def last_run(model: str, *paths: Path) -> Run | None:
    """Give the newest run of that writer that stands in one of the files."""
    runs = [run for path in paths for run in load_runs(path) if run.model == model]
    return max(runs, key=lambda run: run.time, default=None)


def load_runs(path: Path) -> Iterator[Run]:
    """Give the runs of a file; none if there is no file.

    Runs whose measures are not today's cannot be compared and are passed over.
    """
    names = {field.name for field in fields(Measured)}
    for line in path.read_text("utf-8").splitlines() if path.is_file() else ():
        told = json.loads(line)
        if all(_ASKED <= set(measured) <= names for measured in told["measured"]):
            measured = tuple(Measured(**one) for one in told["measured"])
            prices = tuple(told["prices"]) if told["prices"] else None
            yield Run(told["model"], told["time"], measured, prices)


def compare(run: Run, before: Run | None) -> str:
    """Render each measure of the run, with that of the run before in brackets where it differs.

    What took time is never the same twice and is told without.
    """
    old = {measured.report: measured for measured in before.measured} if before else {}
    lines = [f"{run.model}  {run.time}" + (f"  (before: {before.time})" if before else "")]
    lines.append(f"{'':16}" + "".join(f"{m.report:>18}" for m in run.measured))
    for field in fields(Measured):
        if field.name != "report":
            cells = [_cell(m, old.get(m.report), field.name) for m in run.measured]
            lines.append(f"{field.name:16}" + "".join(f"{cell:>18}" for cell in cells))
    if run.prices:
        costs = [f"{run.cost(m):.4f}" for m in run.measured]
        lines.append(f"{'cost':16}" + "".join(f"{cost:>18}" for cost in costs))
    return "\n".join(lines) + "\n"


def _cell(measured: Measured, before: Measured | None, name: str) -> str:
    now = getattr(measured, name)
    was = now if before is None or name in _TIMES else getattr(before, name)
    return f"{now}" if now == was else f"({was}) {now}"


def write_readme() -> None:
    """Write the table of evals/README.md anew."""
    text = README.read_text("utf-8")
    before, rest = text.split(_BEGIN)
    after = rest.split(_END)[1]
    table = render_table(newest_runs(PUBLISHED))
    README.write_text(f"{before}{_BEGIN}\n\n{table}\n\n{_END}{after}", "utf-8")


def newest_runs(path: Path) -> tuple[Run, ...]:
    """Give the newest run of each writer in the file, in the order in which they first ran."""
    return tuple({run.model: run for run in load_runs(path)}.values())


def render_table(runs: Sequence[Run]) -> str:
    """Give a Markdown table: a row for each writer and report."""
    head = (
        "writer", "report", "way", "wrong numbers: first replies", "finished", "required told",
        "slots kept", "faults", "mended by the model", "replaced", "copied: first, left",
        "residue: first, left", "characters of target",
        "tokens in / out", "changes told", "problems with a figure", "unsupported of 1,000",
        "stale", "repeated", "slogans of 100", "seconds",
    )  # fmt: skip
    rows = [head, ("---",) * len(head)]
    for run in runs:
        rows += [_row(run.model, measured) for measured in run.measured]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _read(m: Measured) -> tuple[str, ...]:
    """What readers look at; dashes of a run from before it was measured."""
    if not (m.changes or m.problems):
        return ("–",) * 6
    shares = (f"{m.changes_told}/{m.changes}", f"{m.problems_proven}/{m.problems}")
    return (*shares, f"{m.unsupported}", f"{m.stale}", f"{m.repeated}", f"{m.slogans}")


def _row(model: str, m: Measured) -> tuple[str, ...]:
    if not m.sections:
        own = ("–",) * 10
    else:
        own = (
            f"{m.slots_survived}/{m.slots_offered}",
            f"{m.faults}",
            f"{m.repaired}",
            f"{m.replaced}",
            f"{m.copied}, {m.copied_left}",
            f"{m.residue}, {m.residue_left}",
            f"{m.chars}/{m.target_chars}",
            f"{m.input_tokens} / {m.output_tokens}",
            m.way,
            f"{m.first_errors}",
        )
    kept, *of_text, tokens, way, first = own
    told = f"{m.told}/{m.required}"
    return (
        model, m.report, way, first, f"{m.errors}", told, kept, *of_text, tokens,
        *_read(m), f"{m.seconds}",
    )  # fmt: skip
