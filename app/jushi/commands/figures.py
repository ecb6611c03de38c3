"""`jushi figures`: a workbook to fill in, whether one holds together, and what is read of it."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jushi.commands.parser import Commands, Console, Help

if TYPE_CHECKING:
    from jushi.figures import Figure, FigureTable
    from jushi.messages import Language

GROUP = Help(
    "figures skeleton|check|read",
    "数据表：生成、检查、读取",
    "workbooks: make one, check one, read one",
)
SKELETON = Help(
    "skeleton REPORT -o F.xlsx",
    "由上年报告生成待填的数据表",
    "last year's numbers, as a workbook to fill in",
)
CHECK = Help("check F", "检查数据表是否有误", "does the workbook hold together")
READ = Help(
    "read F [--format text|json]",
    "列出读到的每个数据及其单元格",
    "every figure that is read, with its cell",
)


def register(commands: Commands) -> None:
    group = commands.add(GROUP)
    below = Commands(group, group.pick("命令", "commands"))
    skeleton = below.add(SKELETON, run_skeleton)
    skeleton.add_argument(
        "report",
        metavar="REPORT",
        type=Path,
        help=skeleton.pick("上年报告", "last year's report"),
    )
    skeleton.add_argument(
        "-o",
        dest="out",
        metavar="F.xlsx",
        type=Path,
        required=True,
        help=skeleton.pick("待填的数据表", "the workbook to fill in"),
    )
    check = below.add(CHECK, run_check)
    check.add_argument("figures", metavar="F", type=Path, help=check.pick("数据表", "a workbook"))
    read = below.add(READ, run_read)
    read.add_argument("figures", metavar="F", type=Path, help=read.pick("数据表", "a workbook"))
    read.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        metavar="text|json",
        help=read.pick("输出格式", "form of the output"),
    )


def run_skeleton(given: argparse.Namespace, console: Console) -> int:
    """Write the workbook and count its rows."""
    from jushi.local_files import load_file, write_file
    from jushi.services import make_skeleton

    table, content = make_skeleton(load_file(given.report))
    write_file(given.out, content)
    console.say(
        f"数据表：{given.out}（{len(table)} 行，请填写本年数值）",
        f"workbook: {given.out} ({len(table)} rows; fill in this year's values)",
    )
    return 0


def run_check(given: argparse.Namespace, console: Console) -> int:
    """Print every problem, one a line; 1 if one of them makes the workbook unusable."""
    from jushi.local_files import load_file
    from jushi.services import check_workbook

    table = check_workbook(load_file(given.figures))
    _tell_problems(table, console)
    errors = sum(problem.is_error for problem in table.problems)
    notes = len(table.problems) - errors
    console.say(
        f"{len(table)} 个数据，{errors} 处错误，{notes} 处提示",
        f"{len(table)} figures, {errors} errors, {notes} notes",
    )
    return int(errors > 0)


def run_read(given: argparse.Namespace, console: Console) -> int:
    """Print every figure with its cell, then the problems; 1 if one of these is an error."""
    from jushi.local_files import load_file
    from jushi.services import check_workbook

    table = check_workbook(load_file(given.figures))
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
    value = "—" if figure.value is None else f"{figure.value:f}{figure.approx}{figure.unit}"
    previous = "—" if figure.previous is None else f"{figure.previous:f}{figure.unit}"
    period = figure.period.text if figure.period else "—"
    named = (str(figure.cell), figure.subject or "—", figure.indicator, period, value, previous)
    return "\t".join(" ".join(text.split()) for text in named)
