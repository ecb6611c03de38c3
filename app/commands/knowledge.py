"""`jushi knowledge`: past reports and policy texts, added, listed, searched, removed."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.parser import Commands, Console, Help

if TYPE_CHECKING:
    from app.knowledge import Progress

GROUP = Help(
    "knowledge add|list|search|remove",
    "资料：往年报告、范文、政策文件",
    "past reports, others' reports and policy texts",
)
ADD = Help("add PATH…", "添加文件、文件夹或压缩包", "add files, folders or archives")
LIST = Help("list", "列出已有资料", "list what is there")
SEARCH = Help("search Q [--limit N]", "检索", "search")
REMOVE = Help("remove ID…", "删除资料", "remove documents")

_HITS = 5
_EXCERPT_CHARS = 120
_CLEAR_LINE = "\r\033[K"


def register(commands: Commands) -> None:
    group = commands.add(GROUP)
    below = Commands(group, group.pick("命令", "commands"))
    add = below.add(ADD, run_add)
    add.add_argument(
        "paths",
        metavar="PATH",
        type=Path,
        nargs="+",
        help=add.pick("文件、文件夹或 .zip", "files, folders or a .zip"),
    )
    below.add(LIST, run_list)
    search = below.add(SEARCH, run_search)
    search.add_argument("query", metavar="Q", help=search.pick("检索词", "what to look for"))
    search.add_argument(
        "--limit",
        metavar="N",
        type=int,
        default=_HITS,
        help=search.pick(f"最多列出几条（默认 {_HITS}）", f"how many hits at most ({_HITS})"),
    )
    remove = below.add(REMOVE, run_remove)
    remove.add_argument(
        "ids", metavar="ID", nargs="+", help=remove.pick("编号，见 list", "ids, as list shows them")
    )


def run_add(given: argparse.Namespace, console: Console) -> int:
    """Add the files and tell what became of each; 2 if one of them was refused."""
    from app.commands.files import load_files
    from app.error_telling import in_chinese, tell_line
    from app.wiring import open_knowledge

    told = in_chinese if console.language == "zh" else str
    files = load_files(given.paths)
    with open_knowledge(console.settings) as knowledge:
        report = knowledge.add(
            ((file.name, file.content) for file in files), progress=_progress_line()
        )
    if sys.stderr.isatty():
        print(_CLEAR_LINE, end="", file=sys.stderr)
    is_refused = False
    for outcome in report.outcomes:
        if outcome.outcome == "refused":
            is_refused = True
            print(tell_line(outcome.message, console.language), file=sys.stderr)
            continue
        console.say(
            f"{outcome.document_id}  {_OUTCOMES_ZH[outcome.outcome]}  {outcome.name}"
            f"（{outcome.passages} 段）",
            f"{outcome.document_id}  {outcome.outcome}  {outcome.name}"
            f" ({outcome.passages} passages)",
        )
        for notice in (*outcome.notices, *((outcome.message,) if outcome.message else ())):
            console.out.write(f"    {told(notice)}\n")
    return 2 if is_refused else 0


def _progress_line() -> Callable[["Progress"], None]:
    """What rewrites one line of the terminal; nothing where errors go to a file."""
    if not sys.stderr.isatty():
        return lambda _: None

    def tell(progress: "Progress") -> None:
        rest = "" if progress.remaining_s is None else f"  {progress.remaining_s:.0f} s"
        done = f"{progress.passages_done}/{progress.passages_total}"
        print(f"{_CLEAR_LINE}{done}{rest}  {progress.name}", end="", file=sys.stderr, flush=True)

    return tell


def run_list(_given: argparse.Namespace, console: Console) -> int:
    """Print one line for each document."""
    from app.wiring import open_knowledge

    with open_knowledge(console.settings) as knowledge:
        documents = knowledge.documents()
    for record in documents:
        kind = _KINDS_ZH[record.kind] if console.language == "zh" else record.kind
        state = _STATES_ZH[record.status] if console.language == "zh" else record.status
        console.out.write(
            f"{record.id}  {kind}  {record.year or '----'}  {record.issuer or '-'}  "
            f"{record.title}  {record.passages}  {state}\n"
        )
    console.say(f"共 {len(documents)} 份", f"{len(documents)} documents")
    return 0


def run_search(given: argparse.Namespace, console: Console) -> int:
    """Print the hits as a writer would see them, best first."""
    from app.wiring import open_knowledge

    with open_knowledge(console.settings) as knowledge:
        hits = knowledge.search(given.query, limit=given.limit)
    for hit in hits:
        text = " ".join(hit.for_writer().split())
        excerpt = text if len(text) <= _EXCERPT_CHARS else text[:_EXCERPT_CHARS] + "…"
        console.out.write(f"{hit.rank}. {hit.passage.citation}\n   {excerpt}\n")
    if not hits:
        console.say("没有找到", "nothing found")
    return 0


def run_remove(given: argparse.Namespace, console: Console) -> int:
    """Remove the documents; an unknown id is an error and removes nothing."""
    from app.wiring import open_knowledge

    with open_knowledge(console.settings) as knowledge:
        for document_id in given.ids:
            knowledge.remove(document_id)
            console.say(f"已删除 {document_id}", f"removed {document_id}")
    return 0


_OUTCOMES_ZH = {
    "added": "已添加",
    "replaced": "已更新",
    "unchanged": "未变",
    "duplicate": "重复",
    "cancelled": "已取消",
}
_KINDS_ZH = {
    "own_report": "本单位报告",
    "other_report": "其他单位报告",
    "policy": "政策",
    "material": "材料",
}
_STATES_ZH = {"effective": "现行有效", "superseded": "已失效"}
