"""`jushi figures`: a workbook to fill in, and whether a workbook holds together."""

import argparse
from pathlib import Path

from jushi.commands.parser import Commands, Console, Help

GROUP = Help("figures skeleton|check", "数据表：生成、检查", "workbooks: make one, check one")
SKELETON = Help(
    "skeleton REPORT -o F.xlsx",
    "由上年报告生成待填的数据表",
    "last year's numbers, as a workbook to fill in",
)
CHECK = Help("check F", "检查数据表是否有误", "does the workbook hold together")


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
    from jushi.figures import tell_problems
    from jushi.local_files import load_file
    from jushi.services import check_workbook

    table = check_workbook(load_file(given.figures))
    for problem, line in tell_problems(table.problems, console.language):
        sign = "✗" if problem.is_error else "?"
        console.out.write(f"{sign} {line}\n")
    errors = sum(problem.is_error for problem in table.problems)
    notes = len(table.problems) - errors
    console.say(
        f"{len(table)} 个数据，{errors} 处错误，{notes} 处提示",
        f"{len(table)} figures, {errors} errors, {notes} notes",
    )
    return int(errors > 0)
