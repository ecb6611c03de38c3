"""How well a model drafts: right numbers above all, then coverage, length, cost and time.

    jushi eval draft [--model NAME …] [--report FILE …] [--only NAME] [--prices IN/OUT] [--readme]

Drafts whole reports by what `jushi draft` calls and measures each. NAME is `composer`, which needs
no model; `good`, `telling`, `sloppy`, `typist` or `copier`, scripted over the real protocol;
`small`, a real small model in llama.cpp (dependency group `model`); or any model of the endpoint
that the settings name. Writers see passages of other offices' reports, by default two real ones,
where they are. Reports are those of the sample, and any past report, rolled over to the next year
with drawn figures: by default the seed report, where it is there. Each run is kept and compared
with the one before. It fails if any number of a finished report is wrong, whoever wrote it.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from jushi.commands.parser import UsageError
from jushi.documents import read_document
from jushi.drafting import ReportDraft, skeleton_of, writing
from jushi.errors import JushiError
from jushi.fidelity import Status
from jushi.figures import FigureTable, read_workbook, render_workbook
from jushi.knowledge import Knowledge, describe_document
from jushi.llm import Model
from jushi.llm.openai_model import OpenAIModel
from jushi.services import DraftedReport, SourceFile, draft_report
from jushi.settings import load_settings
from jushi.wiring import build_model, passing_knowledge

from evals.draft_quality import quality_of
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
from evals.scripted_models import (
    copy_passages,
    pass_probe,
    type_carelessly,
    write_of_changes,
    write_sloppily,
    write_well,
)
from evals.scripted_server import Script, serve
from evals.seed_rollover import draw_values

_ROOT = Path(__file__).parents[1]
_SAMPLE = _ROOT / "knowledge" / "sample"
_SEED = _ROOT.parent / "shared" / "seed" / "report-2023.txt"
_SCRIPTED = {
    "good": pass_probe(write_well),
    "telling": pass_probe(write_of_changes),
    "sloppy": pass_probe(write_sloppily),
    "typist": type_carelessly,
    "copier": pass_probe(copy_passages),
}
_DEFAULT = ("composer", "good", "telling", "sloppy", "typist", "copier")
_OTHERS = tuple(
    _ROOT.parent / "shared" / "corpus" / "reports" / name
    for name in ("jilin-2025.docx", "xizang-2025.docx")
)


@dataclass(frozen=True, slots=True)
class Case:
    """A report to draft."""

    name: str
    figures: SourceFile
    past: SourceFile


def load_cases(reports: Sequence[Path]) -> tuple[Case, ...]:
    """Give the two reports of the sample, then `reports` rolled over to the next year."""
    sample = [
        _case(f"sample-{year}", _load(_SAMPLE / f"report-{year - 1}.txt"), _table(figures))
        for year, figures in ((2024, "figures-2024.xlsx"), (2023, "figures-2023.csv"))
    ]
    return (*sample, *(_rolled_over(path) for path in reports))


def _load(path: Path) -> SourceFile:
    return SourceFile(path.name, path.read_bytes())


def _table(name: str) -> FigureTable:
    return read_workbook(name, (_SAMPLE / name).read_bytes())


def _rolled_over(path: Path) -> Case:
    past = _load(path)
    empty = skeleton_of(read_document(past.name, past.content))
    return _case(f"{path.parent.name}/{path.stem}", past, draw_values(empty, seed=1))


def _case(name: str, past: SourceFile, table: FigureTable) -> Case:
    """The office is named in the workbook: it must be, where others' reports are given too."""
    office = describe_document(read_document(past.name, past.content), name=past.name).issuer
    named = FigureTable(
        tuple(replace(f, subject=office) if f.subject in ("", "全县") else f for f in table)
    )
    return Case(name, SourceFile("figures.xlsx", render_workbook(named)), past)


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


def measure(
    case: Case,
    model: Model | None,
    *,
    others: Sequence[SourceFile] = (),
    index: Knowledge | None = None,
    drafts: Path | None = None,
) -> Measured:
    """Draft one report, measure it, and keep it in the folder `drafts`.

    Writers see the passages that `index` finds in `others` and the past report.
    """
    began = time.monotonic()
    drafted = draft_report(
        case.figures, "draft.md", knowledge=(case.past, *others), model=model, index=index
    )
    seconds = time.monotonic() - began
    if drafts is not None:
        path = drafts / f"{model.name if model else 'composer'}-{case.name.replace('/', '-')}.md"
        drafts.mkdir(parents=True, exist_ok=True)
        path.write_bytes(drafted.file.content)
    table = read_workbook(case.figures.name, case.figures.content)
    required, told = _coverage(drafted.draft, table)
    past = read_document(case.past.name, case.past.content)
    quality = quality_of(drafted.draft, table, [past])
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
        copied=_first(notes, "copied"),
        copied_left=_left(notes, "copied"),
        residue=_first(notes, "residue"),
        residue_left=_left(notes, "residue"),
        sentences=_sentences(drafted.draft),
        by_model=_sentences(drafted.draft, "model"),
        chars=sum(n.chars for n in notes),
        target_chars=sum(n.target_chars for n in notes),
        calls=sum(n.calls for n in notes),
        input_tokens=sum(n.input_tokens for n in notes),
        output_tokens=sum(n.output_tokens for n in notes),
        changes=quality.changes,
        changes_told=quality.changes_told,
        problems=quality.problems,
        problems_proven=quality.problems_proven,
        unsupported=quality.unsupported_per_1000,
        stale=quality.stale,
        repeated=quality.repeated,
        slogans=round(quality.slogans * 100 / max(1, quality.sentences), 1),
        model_seconds=round(float(sum(n.seconds for n in notes)), 1),
        seconds=round(seconds, 1),
    )


def _first(notes: Sequence[writing.WritingNotes], kind: writing.FaultKind) -> int:
    return sum(fault.kind == kind for told in notes for fault in told.faults)


def _left(notes: Sequence[writing.WritingNotes], kind: writing.FaultKind) -> int:
    return sum(fault.kind == kind for told in notes for fault in told.remarks)


def _errors(drafted: DraftedReport) -> int:
    """Numbers of the finished report that the check finds wrong."""
    return sum(v.status is Status.ERROR for v in drafted.checked.result.verdicts)


def _coverage(draft: ReportDraft, table: FigureTable) -> tuple[int, int]:
    """Required figures, and those of them that the report tells or leaves a 【待补】 for."""
    required = {figure.id for figure in table if figure.required}
    told = {name for section in draft for s in section.sentences for name in s.told_figures}
    gaps = {missing.figure for missing in draft.missing}
    return len(required), len(required & (told | gaps))


def _sentences(draft: ReportDraft, origin: str = "") -> int:
    return sum(origin in ("", s.origin) for section in draft for s in section.sentences)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="jushi eval draft", description=__doc__)
    parser.add_argument("--model", action="append", metavar="NAME", help="may be given again")
    parser.add_argument("--report", type=Path, nargs="*", help="past reports to roll over")
    parser.add_argument("--only", metavar="NAME", help="the one of these reports: sample-2024")
    parser.add_argument("--drafts", type=Path, metavar="FOLDER", help="keep the drafts there")
    parser.add_argument("--prices", metavar="IN/OUT", help="of a million tokens, to tell the cost")
    parser.add_argument("--readme", action="store_true", help="keep the run for evals/README.md")
    parser.add_argument(
        "--others", type=Path, nargs="*", metavar="FILE", help="other offices' reports"
    )
    given = parser.parse_args(argv)
    reports = _named(given.report, [_SEED])
    try:
        prices = _prices(given.prices)
        cases = [c for c in load_cases(reports) if given.only in (None, c.name)]
        others = [_load(p) for p in _named(given.others, _OTHERS)]
        with ExitStack() as stack:
            measuring = _measuring(cases, others, given.drafts, stack)
            wrong = 0
            for name in given.model or _DEFAULT:
                run = _run(name, cases, measuring, prices)
                print(compare(run, last_run(run.model, OWN, PUBLISHED)), flush=True)
                for path in (OWN, PUBLISHED) if given.readme else (OWN,):
                    keep_run(run, path)
                wrong += sum(measured.errors for measured in run.measured)
    except (JushiError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    if given.readme:
        write_readme()
    return int(wrong > 0)


def _prices(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    try:
        into, out = (float(part) for part in text.split("/"))
    except ValueError:
        raise UsageError("evals.not_two_prices", place="--prices", text=text) from None
    return into, out


def _named(given: Sequence[Path] | None, usual: Sequence[Path]) -> list[Path]:
    """Give what was named; of the usual ones, no part of the project, those that are there."""
    return [path for path in usual if path.is_file()] if given is None else list(given)


def _measuring(
    cases: Sequence[Case], others: Sequence[SourceFile], drafts: Path | None, stack: ExitStack
) -> Callable[[Case, Model | None], Measured]:
    """Give what measures a case with an index of its own, filled before, one for all writers."""
    indexes: dict[str, Knowledge] = {}
    for case in cases if others else ():
        index = stack.enter_context(passing_knowledge(load_settings({})))
        index.add([(file.name, file.content) for file in others])
        indexes[case.name] = index

    def measuring(case: Case, model: Model | None) -> Measured:
        return measure(case, model, others=others, index=indexes.get(case.name), drafts=drafts)

    return measuring


def _run(
    name: str,
    cases: Sequence[Case],
    measuring: Callable[[Case, Model | None], Measured],
    prices: tuple[float, float] | None,
) -> Run:
    with open_model(name) as model:
        measured = tuple(measuring(case, model) for case in cases)
    return Run(name, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), measured, prices)


if __name__ == "__main__":
    sys.exit(main())
