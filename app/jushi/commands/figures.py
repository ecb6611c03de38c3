"""`jushi figures`: a workbook to fill in, whether one holds together, and what is read of it."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from jushi.characters import NOTHING_TOLD
from jushi.commands.parser import Commands, Console, Help
from jushi.commands.workbook_files import add_readings, chosen_readings, load_workbook
from jushi.messages import Message, list_messages

if TYPE_CHECKING:
    from jushi.figures import Figure, FigureTable

GROUP = Help("figures skeleton|check|read|extract|split|merge", "figures")
SKELETON = Help("skeleton REPORT -o F.xlsx", "figures_skeleton")
CHECK = Help("check F", "figures_check")
READ = Help(
    "read F [--format text|json] [--other-reading SHEET] [--first-reading SHEET]", "figures_read"
)
EXTRACT = Help("extract MATERIAL… -o F.xlsx", "figures_extract")
SPLIT = Help("split F -o FOLDER", "figures_split")
MERGE = Help("merge F RETURNED… -o F2.xlsx", "figures_merge")


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
    add_readings(read)
    _register_extract(below)
    _register_departments(below)


def _register_extract(below: Commands) -> None:
    extract = below.add(EXTRACT, run_extract)
    extract.add_argument(
        "materials",
        metavar="MATERIAL",
        type=Path,
        nargs="+",
        help=extract.pick("figures_extract_materials"),
    )
    extract.add_argument(
        "-o",
        dest="out",
        metavar="F.xlsx",
        type=Path,
        required=True,
        help=extract.pick("figures_extract_out"),
    )
    extract.add_argument("--year", type=int, metavar="Y", help=extract.pick("figures_extract_year"))


def _register_departments(below: Commands) -> None:
    split = below.add(SPLIT, run_split)
    split.add_argument("figures", metavar="F", type=Path, help=split.pick("figures_check_figures"))
    told = split.pick("figures_split_out")
    split.add_argument("-o", dest="out", metavar="FOLDER", type=Path, required=True, help=told)
    merge = below.add(MERGE, run_merge)
    merge.add_argument("figures", metavar="F", type=Path, help=merge.pick("figures_check_figures"))
    told = merge.pick("figures_merge_returned")
    merge.add_argument("returned", metavar="RETURNED", type=Path, nargs="+", help=told)
    told = merge.pick("figures_merge_out")
    merge.add_argument("-o", dest="out", metavar="F2.xlsx", type=Path, required=True, help=told)


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
    from jushi.services import check_workbook

    table = check_workbook(load_workbook(given.figures, console))
    _tell_problems(table, console)
    errors = sum(problem.is_error for problem in table.problems)
    notes = len(table.problems) - errors
    console.say("console.figures_checked", figures=len(table), errors=errors, notes=notes)
    return int(errors > 0)


def run_read(given: argparse.Namespace, console: Console) -> int:
    """Print every figure with its cell, then the problems; 1 if one of these is an error."""
    from jushi.services import check_workbook, collecting

    table = check_workbook(load_workbook(given.figures, console, given))
    _keep_readings(table, given, console)
    if given.format == "json":
        records = collecting.workbook_record(table, console.language)
        print(json.dumps(records, ensure_ascii=False, indent=1), file=console.out)
    else:
        for figure in table:
            print(_line(figure), file=console.out)
        _tell_problems(table, console)
    return int(any(problem.is_error for problem in table.problems))


def _keep_readings(table: "FigureTable", given: argparse.Namespace, console: Console) -> None:
    """Keep what was chosen of this workbook for other tables of the same form."""
    from jushi.figures import tables
    from jushi.kept_readings import keep_readings

    chosen = chosen_readings(given)
    kept = {}
    for problem in table.problems:
        told = dict(problem.params)
        if problem.code == "chosen_layout" and problem.where and problem.where.sheet in chosen:
            kept[tables.form_key(told["form"])] = told["chosen"]
    if kept:
        keep_readings(console.settings.home, kept)
        console.say("console.readings_kept", count=len(kept))


def run_extract(given: argparse.Namespace, console: Console) -> int:
    """Write the candidates, and tell what contradicts and what was left out."""
    from jushi.local_files import load_files, write_file
    from jushi.services import collecting

    extraction = collecting.extract_figures(load_files(given.materials), year=given.year)
    write_file(given.out, collecting.render_candidates(extraction))
    contradicted = [c for c in extraction.candidates if c.is_contradicted]
    for candidate in contradicted:
        told = [one.figure for reading in candidate.readings for one in reading[:1]]
        parts = [Message("figures.reading", value=f.tell_value(), place=f.cell) for f in told]
        readings = list_messages(parts, code="lists.items")
        console.say(
            "console.contradiction", indicator=candidate.figure.indicator, readings=readings
        )
    for left in extraction.left_out:
        reason = Message(f"console.left_out_{left.reason}")
        console.say("console.left_out", where=left.where, reason=reason)
    console.say(
        "console.candidates_written",
        path=given.out,
        candidates=len(extraction.candidates),
        contradictions=len(contradicted),
    )
    return 0


def run_split(given: argparse.Namespace, console: Console) -> int:
    """Write a sheet to fill in for each department."""
    from jushi.local_files import write_file
    from jushi.services import collecting, read_figures

    source = load_workbook(given.figures, console)
    table = read_figures(source, console.language)
    files = collecting.split_table(table, source.name, console.language)
    for file in files:
        write_file(given.out / file.name, file.content)
        console.say("console.sheet_written", path=given.out / file.name)
    console.say("console.sheets_written", count=len(files))
    return 0


def run_merge(given: argparse.Namespace, console: Console) -> int:
    """Write the workbook with what came back; 1 where a value could not be taken."""
    from jushi.local_files import load_files, write_file
    from jushi.services import collecting, read_figures

    table = read_figures(load_workbook(given.figures, console), console.language)
    merged = collecting.merge_returns(table, load_files(given.returned), console.language)
    write_file(given.out, collecting.render_merged(merged, table))
    for note in merged.notes:
        sign = "✗" if note.is_error else "?"
        console.out.write(f"{sign} {collecting.tell_note(note, console.language)}\n")
    console.say(
        "console.returns_merged", path=given.out, taken=merged.taken, notes=len(merged.notes)
    )
    return int(any(note.is_error for note in merged.notes))


def _tell_problems(table: "FigureTable", console: Console) -> None:
    from jushi.figures import tell_problems

    for problem, line in tell_problems(table.problems, console.language):
        sign = "✗" if problem.is_error else "?"
        console.out.write(f"{sign} {line}\n")


def _line(figure: "Figure") -> str:
    """Cell, subject, indicator, period, value and last year's, apart by tabs; — for what is not."""
    value, previous = figure.tell_value() or NOTHING_TOLD, figure.tell_previous() or NOTHING_TOLD
    period = figure.period.text if figure.period else NOTHING_TOLD
    named = (
        str(figure.cell),
        figure.subject or NOTHING_TOLD,
        figure.indicator,
        period,
        value,
        previous,
    )
    return "\t".join(" ".join(text.split()) for text in named)
