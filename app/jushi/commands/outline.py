"""`jushi outline`: the outline of an existing report."""

import argparse
from pathlib import Path

from jushi.commands.parser import Commands, Console, Help

HELP = Help("outline REPORT [-o outline.yaml]", "outline")


def register(commands: Commands) -> None:
    parser = commands.add(HELP, run)
    parser.add_argument("report", metavar="REPORT", type=Path, help=parser.pick("outline_report"))
    parser.add_argument("-o", dest="out", metavar="OUT", type=Path, help=parser.pick("outline_out"))


def run(given: argparse.Namespace, console: Console) -> int:
    """Print the outline as YAML, or write it and count its sections."""
    from jushi.local_files import load_file, write_file
    from jushi.services import outline_report

    outline, content = outline_report(load_file(given.report))
    if given.out is None:
        console.out.write(content)
        return 0
    write_file(given.out, content.encode())
    count = sum(1 for _ in outline)
    console.say("console.outline_written", path=given.out, count=count)
    return 0
