"""`jushi return`: a stored report that comes back edited in Word or WPS."""

import argparse
import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from jushi.characters import NOTHING_TOLD
from jushi.commands.parser import Commands, Console, Help, UsageError
from jushi.errors import NotFoundError
from jushi.messages import Message

if TYPE_CHECKING:
    from jushi.records import Report
    from jushi.revision import Store
    from jushi.services.workspace import ReturnedLine

HELP = Help("return REPORT FILE [--take all|NUMBERS] [--format text|json]", "return")
_ACTOR = "jushi return"


def register(commands: Commands) -> None:
    parser = commands.add(HELP, run)
    parser.add_argument("report", metavar="REPORT", help=parser.pick("return_report"))
    parser.add_argument("file", metavar="FILE", type=Path, help=parser.pick("return_file"))
    parser.add_argument("--take", metavar="NUMBERS", help=parser.pick("return_take"))
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=parser.pick("return_format")
    )


def run(given: argparse.Namespace, console: Console) -> int:
    """Tell what came back; with --take keep it, all or the changes of these numbers."""
    from jushi.local_files import load_file
    from jushi.services.workspace import Actor, Workspace
    from jushi.wiring import open_store

    taken = _numbers(given.take)
    store = open_store(console.settings)
    report = _known(store, given.report)
    actor = Actor(_ACTOR, lambda: datetime.now(UTC), console.language)
    returns = Workspace(store, report.id, actor).returns
    file = load_file(given.file)
    returned = returns.compare(file)
    if given.format == "json":
        console.out.write(json.dumps(asdict(returned), ensure_ascii=False, indent=1) + "\n")
    else:
        for line in returns.lines(returned):
            _print(line, console)
    if given.take is None:
        return 0
    made = returns.apply(file, taken=taken)
    if given.format == "text":
        titles = "、".join(version.text.heading or report.title for version in made)
        console.say("console.returned_taken", count=len(made), titles=titles)
    return 0


def _print(line: "ReturnedLine", console: Console) -> None:
    number = "" if line.number is None else f"[{line.number}] "
    place = f"{line.title}：" if line.title else ""
    console.out.write(f"{number}{line.label}  {place}{line.text}\n")
    for note in line.notes:
        console.out.write(f"    {note}\n")


def _numbers(told: str | None) -> set[int] | None:
    """The numbers of changes in `1,3`; None for all."""
    if told is None or told == "all":
        return None
    parts = [part.strip() for part in told.split(",")]
    if not all(part.isdecimal() for part in parts):
        raise UsageError("commands.no_numbers_of_changes", place="--take", told=told)
    return {int(part) for part in parts}


def _known(store: "Store", name: str) -> "Report":
    """The report of that id, or the only one whose title holds the words."""
    reports = store.load_reports()
    plain = "".join(name.split())
    found = [r for r in reports if r.id == name] or [
        r for r in reports if plain and plain in "".join(r.title.split())
    ]
    if len(found) != 1:
        listed = "；".join(f"{r.id} {' '.join(r.title.split())}" for r in found or reports)
        raise NotFoundError(
            "commands.which_report",
            place=Message("places.report", name=name),
            count=len(found),
            listed=listed or NOTHING_TOLD,
        )
    return found[0]
