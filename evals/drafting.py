"""How well a model drafts: right numbers above all, then coverage, length, cost and time.

    jushi eval draft [--model NAME …] [--report FILE …] [--prices IN/OUT] [--readme]

Drafts whole reports by what `jushi draft` calls and measures each. NAME is `composer`, which needs
no model; `good`, `sloppy` or `typist`, scripted over the real protocol; `small`, a real small
model in llama.cpp (dependency group `model`); or any model of the endpoint that the settings name.
Reports are those of the sample, and any past report, rolled over to the next year with drawn
figures: by default the seed report, where it is there. Each run is kept and compared with the one
before. It fails if any number of a finished report is wrong, whoever wrote it.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from app.commands.parser import UsageError
from app.documents import read_document
from app.drafting import ReportDraft, skeleton_of
from app.errors import JushiError
from app.fidelity import Status
from app.figures import FigureTable, read_workbook, render_workbook
from app.jobs import DraftedReport, SourceFile, draft_report
from app.llm import Model
from app.llm.openai_model import OpenAIModel
from app.settings import load_settings
from app.wiring import build_model
from evals.drafting_results import (
    OWN,
    PUBLISHED,
    Measured,
    Run,
    compare,
    keep_run,
    last_run,
    write_readme,
)
from evals.seed_rollover import draw_values
from tests.llm.scripted_models import pass_probe, type_carelessly, write_sloppily, write_well
from tests.llm.scripted_server import Script, serve

_ROOT = Path(__file__).parents[1]
_SAMPLE = _ROOT / "knowledge" / "sample"
_SEED = _ROOT.parent / "shared" / "seed" / "report-2023.txt"
_SCRIPTED = {
    "good": pass_probe(write_well),
    "sloppy": pass_probe(write_sloppily),
    "typist": type_carelessly,
}
_DEFAULT = ("composer", "good", "sloppy", "typist")


@dataclass(frozen=True, slots=True)
class Case:
    """A report to draft."""

    name: str
    figures: SourceFile
    knowledge: tuple[SourceFile, ...]


def load_cases(reports: Sequence[Path]) -> tuple[Case, ...]:
    """Give the two reports of the sample, then `reports` rolled over to the next year."""
    sample = [
        Case(
            f"sample-{year}",
            _load(_SAMPLE / figures),
            (_load(_SAMPLE / f"report-{year - 1}.txt"),),
        )
        for year, figures in ((2024, "figures-2024.xlsx"), (2023, "figures-2023.csv"))
    ]
    return (*sample, *(_rolled_over(path) for path in reports))


def _load(path: Path) -> SourceFile:
    return SourceFile(path.name, path.read_bytes())


def _rolled_over(path: Path) -> Case:
    past = _load(path)
    table = draw_values(skeleton_of(read_document(past.name, past.content)), seed=1)
    workbook = SourceFile("figures.xlsx", render_workbook(table))
    return Case(f"{path.parent.name}/{path.stem}", workbook, (past,))


@contextmanager
def open_model(name: str) -> Iterator[Model | None]:
    """Give the model of that name; servers that it needs run until the end."""
    if name == "composer":
        yield None
    elif name in _SCRIPTED:
        with serve(Script(answer=_SCRIPTED[name])) as url:
            yield OpenAIModel(name, base_url=url, api_key="none")
    elif name == "small":
        from evals.real_model import serve_small_model

        with serve_small_model() as url:
            yield OpenAIModel(name, base_url=url, api_key="none", max_tokens=512)
    else:
        settings = load_settings(os.environ, Path.cwd())
        yield build_model(replace(settings, model=name))


def measure(case: Case, model: Model | None) -> Measured:
    """Draft one report and measure it."""
    began = time.monotonic()
    drafted = draft_report(case.figures, "draft.md", knowledge=case.knowledge, model=model)
    seconds = time.monotonic() - began
    table = read_workbook(case.figures.name, case.figures.content)
    required, told = _coverage(drafted.draft, table)
    notes = drafted.notes
    return Measured(
        report=case.name,
        way=notes[0].way if notes else "",
        sections=len(notes),
        failed=len(drafted.failed),
        numbers=drafted.checked.result.summary.data,
        first_errors=sum(n.first_errors for n in notes),
        errors=_errors(drafted),
        to_review=drafted.checked.result.summary.review,
        required=required,
        told=told,
        slots_offered=sum(n.offered for n in notes),
        slots_survived=sum(n.told for n in notes),
        faults=sum(len(n.faults) for n in notes),
        repaired=sum(n.repaired for n in notes),
        replaced=sum(len(n.replaced) for n in notes),
        sentences=_sentences(drafted.draft),
        by_model=_sentences(drafted.draft, "model"),
        chars=sum(n.chars for n in notes),
        target_chars=sum(n.target_chars for n in notes),
        calls=sum(n.calls for n in notes),
        input_tokens=sum(n.input_tokens for n in notes),
        output_tokens=sum(n.output_tokens for n in notes),
        model_seconds=round(float(sum(n.seconds for n in notes)), 1),
        seconds=round(seconds, 1),
    )


def _errors(drafted: DraftedReport) -> int:
    """Numbers of the finished report that the check finds wrong."""
    return sum(v.status is Status.ERROR for v in drafted.checked.result.verdicts)


def _coverage(draft: ReportDraft, table: FigureTable) -> tuple[int, int]:
    """Required figures, and those of them that the report tells or leaves a 【待补】 for."""
    required = {figure.id for figure in table if figure.required}
    told = {name for section in draft for s in section.sentences for name in s.figures}
    gaps = {missing.figure for missing in draft.missing}
    return len(required), len(required & (told | gaps))


def _sentences(draft: ReportDraft, origin: str = "") -> int:
    return sum(origin in ("", s.origin) for section in draft for s in section.sentences)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="jushi eval draft", description=__doc__)
    parser.add_argument("--model", action="append", metavar="NAME", help="may be given again")
    parser.add_argument("--report", type=Path, nargs="*", help="past reports to roll over")
    parser.add_argument("--prices", metavar="IN/OUT", help="of a million tokens, to tell the cost")
    parser.add_argument("--readme", action="store_true", help="keep the run for evals/README.md")
    given = parser.parse_args(argv)
    reports = given.report if given.report is not None else [_SEED] * _SEED.is_file()
    try:
        prices = _prices(given.prices)
        cases = load_cases(reports)
        runs = [_run(name, cases, prices) for name in given.model or _DEFAULT]
    except (JushiError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    for run in runs:
        print(compare(run, last_run(run.model, OWN, PUBLISHED)))
        keep_run(run, OWN)
        if given.readme:
            keep_run(run, PUBLISHED)
    if given.readme:
        write_readme()
    return int(any(measured.errors for run in runs for measured in run.measured))


def _prices(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    try:
        into, out = (float(part) for part in text.split("/"))
    except ValueError:
        raise UsageError("--prices", f"{text} is not IN/OUT", "give it as 2/8") from None
    return into, out


def _run(name: str, cases: Sequence[Case], prices: tuple[float, float] | None) -> Run:
    with open_model(name) as model:
        measured = tuple(measure(case, model) for case in cases)
    return Run(name, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), measured, prices)


if __name__ == "__main__":
    sys.exit(main())
