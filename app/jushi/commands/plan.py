"""`jushi plan`: what the year's report has to say, section by section, before it is drafted."""

import argparse
from pathlib import Path

from jushi.commands.parser import Commands, Console, Help
from jushi.commands.workbook_files import load_workbook

HELP = Help("plan --figures F [--knowledge PATH…] [--materials PATH…] [-o PLAN.yaml]", "plan")


def register(commands: Commands) -> None:
    parser = commands.add(HELP, run)
    parser.add_argument(
        "--figures", metavar="F", type=Path, required=True, help=parser.pick("draft_figures")
    )
    parser.add_argument("--outline", metavar="O", type=Path, help=parser.pick("draft_outline"))
    for name, text in (("knowledge", "draft_knowledge"), ("materials", "draft_materials")):
        parser.add_argument(
            f"--{name}",
            metavar="PATH",
            type=Path,
            nargs="+",
            action="extend",
            default=[],
            help=parser.pick(text),
        )
    parser.add_argument("-o", dest="out", metavar="PLAN", type=Path, help=parser.pick("plan_out"))


def run(given: argparse.Namespace, console: Console) -> int:
    """Print the plan as YAML, or write it; no model is asked."""
    from jushi.local_files import load_file, load_files, write_file
    from jushi.services import plan_draft

    content = plan_draft(
        load_workbook(given.figures, console),
        outline=None if given.outline is None else load_file(given.outline),
        knowledge=load_files(given.knowledge, console.warn),
        materials=load_files(given.materials, console.warn),
        language=console.language,
    )
    if given.out is None:
        console.out.write(content)
        return 0
    write_file(given.out, content.encode())
    console.say("console.plan_written", path=given.out)
    return 0
