"""`jushi revise`: one section changed as asked, the whole checked again."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from jushi.commands.parser import Commands, Console, Help, UsageError

if TYPE_CHECKING:
    from jushi.services import RevisedReport

HELP = Help(
    'revise DRAFT --figures F --section S --instruction "…" -o OUT',
    "按要求修改一节，再核对全文",
    "change one section as asked, then check the whole",
)

_SUFFIXES = (".docx", ".md")


def register(commands: Commands) -> None:
    parser = commands.add(HELP, run)
    parser.add_argument("draft", metavar="DRAFT", type=Path, help=parser.pick("报告", "the report"))
    parser.add_argument(
        "--figures",
        metavar="F",
        type=Path,
        required=True,
        help=parser.pick("数据表", "the workbook"),
    )
    parser.add_argument(
        "--section",
        metavar="S",
        required=True,
        help=parser.pick("要改的一节：标题或其中几个字", "the section: part of its heading"),
    )
    parser.add_argument(
        "--instruction",
        metavar="…",
        required=True,
        help=parser.pick(
            "怎么改：去掉套话、压缩到300字、重排一是二是；设了模型时可随意说",
            "how: Drop empty phrases, Shorten to 300 characters; any words where a model is set",
        ),
    )
    parser.add_argument(
        "-o",
        dest="out",
        metavar="OUT",
        type=Path,
        required=True,
        help=parser.pick("写到这里：.docx 或 .md", "where it goes: .docx or .md"),
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
        load_file(given.figures),
        given.out.name,
        section=given.section,
        instruction=given.instruction,
        language=console.language,
        model=build_model(console.settings),
    )
    write_file(given.out, revised.file.content)
    console.say(
        f"{revised.heading} {revised.before} 字 → {revised.after} 字",
        f"{revised.heading} {revised.before} → {revised.after} characters",
    )
    for sentence in revised.dropped:
        console.say(f"删去：{sentence}", f"dropped: {sentence}")
    if revised.over:
        console.say(
            f"还多 {revised.over} 字：其余各句都有数据，不自动删",
            f"{revised.over} characters over: the rest tells numbers and stays",
        )
    _say_left(revised, console)
    summary = revised.checked.result.summary
    console.say(
        f"数字 {summary.data} 处：有据 {summary.ok}，待核 {summary.review}，有误 {summary.error}",
        f"{summary.data} numbers: {summary.ok} proven, {summary.review} to review, "
        f"{summary.error} wrong",
    )
    console.say(f"报告：      {given.out}", f"report:        {given.out}")
    return int(revised.checked.result.has_errors)


def _say_left(revised: "RevisedReport", console: Console) -> None:
    """Tell the changes that were not taken, and why."""
    bins = {"需确认": "to confirm", "已拒绝": "refused"}
    for change in revised.left:
        told = "；".join(change.reasons)
        before, after = change.before or "—", change.after or "—"
        console.say(
            f"未采纳（{change.bin}：{told}）：{before} → {after}",
            f"not taken ({bins[change.bin]}: {told}): {before} → {after}",
        )
