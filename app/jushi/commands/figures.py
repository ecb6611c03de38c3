"""`jushi figures`: a workbook to fill in, whether one holds together, and what is read of it."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jushi.commands.parser import Commands, Console, Help

if TYPE_CHECKING:
    from jushi.figures import Figure, FigureTable
    from jushi.messages import Language

GROUP = Help("figures skeleton|check|read", "figures")
SKELETON = Help("skeleton REPORT -o F.xlsx", "figures_skeleton")
CHECK = Help("check F", "figures_check")
READ = Help("read F [--format text|json] [--other-reading SHEET]", "figures_read")


def register(commands: Commands) -> None:
    group = commands.add(GROUP)
    below = Commands(group, group.pick("commands"))
    skeleton = below.add(SKELETON, run_skeleton)
    skeleton.add_argument(
        "report", metavar="REPORT", type=Path, help=skeleton.pick("figures_skeleton_report")
    )
    skeleton.add_argument(
        "-o",
        dest="out",
        metavar="F.xlsx",
        type=Path,
        required=True,
        help=skeleton.pick("figures_skeleton_out"),
    )
    check = below.add(CHECK, run_check)
    check.add_argument("figures", metavar="F", type=Path, help=check.pick("figures_check_figures"))
    read = below.add(READ, run_read)
    read.add_argument("figures", metavar="F", type=Path, help=read.pick("figures_read_figures"))
    read.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        metavar="text|json",
        help=read.pick("figures_read_format"),
    )

    read.add_argument(
        "--other-reading",
        dest="other",
        metavar="SHEET",
        action="append",
        default=[],
        help=read.pick("figures_read_other"),
    )


def run_skeleton(given: argparse.Namespace, console: Console) -> int:
    """Write the workbook and count its rows."""
    from jushi.local_files import load_file, write_file
    from jushi.services import make_skeleton

    table, content = make_skeleton(load_file(given.report))
    write_file(given.out, content)
    console.say("console.workbook_written", path=given.out, rows=len(table))
    return 0


def run_check(given: argparse.Namespace, console: Console) -> int:
    """Print every problem, one a line; 1 if one of them makes the workbook unusable."""
    from jushi.local_files import load_file
    from jushi.services import check_workbook

    table = check_workbook(load_file(given.figures))
    _tell_problems(table, console)
    errors = sum(problem.is_error for problem in table.problems)
    notes = len(table.problems) - errors
    console.say("console.figures_checked", figures=len(table), errors=errors, notes=notes)
    return int(errors > 0)


def run_read(given: argparse.Namespace, console: Console) -> int:
    """Print every figure with its cell, then the problems; 1 if one of these is an error."""
    from jushi.local_files import load_file
    from jushi.services import check_workbook

    table = check_workbook(load_file(given.figures), given.other)
    if given.format == "json":
        records = _as_records(table, console.language)
        print(json.dumps(records, ensure_ascii=False, indent=1), file=console.out)
    else:
        for figure in table:
            print(_line(figure), file=console.out)
        _tell_problems(table, console)
    return int(any(problem.is_error for problem in table.problems))


def _tell_problems(table: "FigureTable", console: Console) -> None:
    from jushi.figures import tell_problems

    for problem, line in tell_problems(table.problems, console.language):
        sign = "✗" if problem.is_error else "?"
        console.out.write(f"{sign} {line}\n")


def _as_records(table: "FigureTable", language: "Language") -> dict[str, Any]:
    """The form that outside scripts rely on; numbers are decimal strings."""
    from jushi.figures import tell_problem

    return {
        "figures": [
            {
                "id": figure.id,
                "indicator": figure.indicator,
                "subject": figure.subject,
                "value": None if figure.value is None else f"{figure.value:f}",
                "unit": figure.unit,
                "period": figure.period.text if figure.period else "",
                "approx": figure.approx,
                "previous": None if figure.previous is None else f"{figure.previous:f}",
                "cell": str(figure.cell),
            }
            for figure in table
        ],
        "problems": [tell_problem(problem, language) for problem in table.problems],
    }


def _line(figure: "Figure") -> str:
    """Cell, subject, indicator, period, value and last year's, apart by tabs; — for what is not."""
    value, previous = figure.tell_value() or "—", figure.tell_previous() or "—"
    period = figure.period.text if figure.period else "—"
    named = (str(figure.cell), figure.subject or "—", figure.indicator, period, value, previous)
    return "\t".join(" ".join(text.split()) for text in named)
