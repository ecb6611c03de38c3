"""`jushi revise`: one section changed as asked, the whole checked again."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from jushi.characters import NOTHING_TOLD
from jushi.commands.parser import Commands, Console, Help, UsageError
from jushi.commands.workbook_files import load_workbook
from jushi.messages import Message

if TYPE_CHECKING:
    from jushi.services import RevisedReport

HELP = Help(
    'revise DRAFT --figures F --section S --instruction "…" [--only "…"] [--take-refused] -o OUT',
    "revise",
)

_SUFFIXES = (".docx", ".md")
_TRIAGES = {
    "需确认": Message("console.revision_to_confirm"),
    "已拒绝": Message("console.revision_refused"),
}


def register(commands: Commands) -> None:
    parser = commands.add(HELP, run)
    parser.add_argument("draft", metavar="DRAFT", type=Path, help=parser.pick("revise_draft"))
    parser.add_argument(
        "--figures", metavar="F", type=Path, required=True, help=parser.pick("revise_figures")
    )
    parser.add_argument("--section", metavar="S", required=True, help=parser.pick("revise_section"))
    parser.add_argument(
        "--instruction", metavar="…", required=True, help=parser.pick("revise_instruction")
    )
    parser.add_argument("--only", metavar="…", default="", help=parser.pick("revise_only"))
    parser.add_argument(
        "--take-refused", action="store_true", help=parser.pick("revise_take_refused")
    )
    parser.add_argument(
        "-o", dest="out", metavar="OUT", type=Path, required=True, help=parser.pick("revise_out")
    )


def run(given: argparse.Namespace, console: Console) -> int:
    """Write the revised draft and say what changed; 1 if a number of it is wrong."""
    from jushi.local_files import load_file, write_file
    from jushi.services import revise_report
    from jushi.wiring import build_model

    if given.out.suffix.lower() not in _SUFFIXES:
        raise UsageError("commands.unknown_suffix", place="jushi revise", out=given.out)
    revised = revise_report(
        load_file(given.draft),
        load_workbook(given.figures, console),
        given.out.name,
        section=given.section,
        instruction=given.instruction,
        only=given.only,
        overrules=given.take_refused,
        language=console.language,
        model=build_model(console.settings),
    )
    write_file(given.out, revised.file.content)
    console.say(
        "console.revision_counted",
        heading=revised.heading,
        before=revised.before,
        after=revised.after,
    )
    for sentence in revised.dropped:
        console.say("console.revision_dropped", sentence=sentence)
    if revised.over:
        console.say("console.revision_over", count=revised.over)
    _say_left(revised, console)
    summary = revised.checked.result.summary
    console.say(
        "console.numbers_checked",
        data=summary.data,
        ok=summary.ok,
        review=summary.review,
        wrong=summary.error,
    )
    console.say("console.report", path=given.out)
    return int(revised.checked.result.has_errors)


def _say_left(revised: "RevisedReport", console: Console) -> None:
    """Tell the changes that were not taken, and why."""
    for change in revised.left:
        console.say(
            "console.revision_left",
            triage=_TRIAGES[change.triage],
            reasons="；".join(change.reasons),
            before=change.before or NOTHING_TOLD,
            after=change.after or NOTHING_TOLD,
        )
