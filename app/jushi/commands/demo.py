"""`jushi demo`: the whole job on the bundled sample."""

import argparse
from pathlib import Path

from jushi.commands.parser import Commands, Console, Help
from jushi.resources import resource_path

HELP = Help("demo", "demo")

_SAMPLE = resource_path("knowledge", "sample")
_POLICIES = resource_path("knowledge", "policies")
_OUT = Path("out") / "demo"


def register(commands: Commands) -> None:
    commands.add(HELP, run)


def run(_given: argparse.Namespace, console: Console) -> int:
    """Draft the sample county's report into `out/demo`; 1 if a number of it is wrong."""
    from jushi.commands.draft import write_drafted
    from jushi.local_files import load_file, load_files
    from jushi.services import draft_report

    figures = _SAMPLE / "figures-2024.xlsx"
    past = (_SAMPLE / "report-2023.txt", _SAMPLE / "report-2022.txt")
    console.say("console.sample")
    console.say("console.sample_figures", path=_shown(figures))
    console.say("console.sample_past_report", path=_shown(past[0]))
    console.say("console.sample_past_report_too", path=_shown(past[1]))
    out = _OUT / "禾溪县2024年度法治政府建设工作报告.docx"
    drafted = draft_report(
        load_file(figures),
        out.name,
        knowledge=load_files((*past, _POLICIES)),
        language=console.language,
    )
    write_drafted(drafted, out, console)
    return int(drafted.checked.result.has_errors)


def _shown(path: Path) -> Path:
    """The path as seen from the current folder, where it lies below it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
