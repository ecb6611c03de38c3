"""`jushi knowledge`: past reports and policy texts, added, corrected, searched, removed."""

import argparse
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from jushi.commands.parser import Commands, Console, Help, Parser

if TYPE_CHECKING:
    from jushi.knowledge import DocumentRecord, FileOutcome, Filters, Hit, Overrides, Progress

GROUP = Help(
    "knowledge add|list|search|update|remove|rebuild",
    "资料：往年报告、范文、政策文件",
    "past reports, others' reports and policy texts",
)
ADD = Help("add PATH…", "添加文件、文件夹或压缩包", "add files, folders or archives")
LIST = Help("list", "列出已有资料", "list what is there")
SEARCH = Help(
    "search Q [--kind K…] [--year Y…] [--issuer P…] [--box B] [--section S] [--limit N]",
    "检索",
    "search",
)
UPDATE = Help(
    "update ID [--kind K] [--box B] [--year Y] [--issuer P] [--title T] [--state S]",
    "改正识别有误的类型、来源、年份、单位、标题、效力",
    "correct kind, box, year, issuer, title or state that was read wrongly",
)
REMOVE = Help("remove ID…", "删除资料", "remove documents")
REBUILD = Help(
    "rebuild",
    "由已存资料重建索引，换用 JUSHI_EMBEDDINGS 后也用它",
    "make the index again from what is stored, also for another JUSHI_EMBEDDINGS",
)

_HITS = 5
_EXCERPT_CHARS = 120
_CANCELLED = 130
_KINDS_ZH = {
    "own_report": "本单位报告",
    "other_report": "其他单位报告",
    "policy": "政策",
    "material": "材料",
}
_BOXES_ZH = {"facts": "事实材料", "style": "范文政策"}
_STATES_ZH = {"effective": "现行有效", "superseded": "已失效"}


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
    _describing(search, several=True)
    search.add_argument(
        "--section",
        metavar="S",
        default="",
        help=search.pick("标题中含有的字", "words of a heading"),
    )
    update = below.add(UPDATE, run_update)
    update.add_argument(
        "id", metavar="ID", help=update.pick("编号，见 list", "id, as list shows it")
    )
    _describing(update, several=False)
    update.add_argument("--title", metavar="T", help=update.pick("标题", "title"))
    update.add_argument(
        "--state",
        metavar="S",
        choices=_STATES_ZH,
        help=update.pick("effective 现行有效，superseded 已失效", "effective or superseded"),
    )
    remove = below.add(REMOVE, run_remove)
    remove.add_argument(
        "ids", metavar="ID", nargs="+", help=remove.pick("编号，见 list", "ids, as list shows them")
    )
    below.add(REBUILD, run_rebuild)


def _describing(parser: Parser, *, several: bool) -> None:
    """The options that say what a document is; `several` lets each be given more than once."""
    action = "append" if several else "store"
    parser.add_argument(
        "--kind",
        metavar="K",
        choices=_KINDS_ZH,
        action=action,
        help=parser.pick(
            "类型：" + "，".join(f"{kind} {zh}" for kind, zh in _KINDS_ZH.items()),
            "kind: " + ", ".join(_KINDS_ZH),
        ),
    )
    parser.add_argument(
        "--year", metavar="Y", type=int, action=action, help=parser.pick("年份", "year")
    )
    parser.add_argument("--issuer", metavar="P", action=action, help=parser.pick("单位", "issuer"))
    parser.add_argument(
        "--box",
        metavar="B",
        choices=_BOXES_ZH,
        help=parser.pick(
            "facts 事实材料，可作数字依据；style 范文政策，只供行文",
            "facts may vouch for numbers; style lends wording only",
        ),
    )


def run_add(given: argparse.Namespace, console: Console) -> int:
    """Add the files and tell what became of each; 2 if one of them was refused.

    Ctrl+C ends it after the batch at hand: files that are done stay, 130 is given back.
    """
    from jushi.error_telling import tell_message
    from jushi.local_files import load_files
    from jushi.wiring import open_knowledge

    files = load_files(given.paths, console.warn)
    with _interrupt() as cancelled, open_knowledge(console.settings) as knowledge:
        report = knowledge.add(
            ((file.name, file.content) for file in files),
            progress=_progress_line(console),
            cancelled=cancelled,
        )
    console.show("", "")
    is_refused = False
    left = sum(outcome.outcome == "cancelled" for outcome in report.outcomes)
    for outcome in report.outcomes:
        if outcome.outcome == "cancelled":
            continue
        if outcome.outcome == "refused" and outcome.message:
            is_refused = True
            print(tell_message(outcome.message, console.language), file=sys.stderr)
            continue
        _tell_stored(outcome, console)
    if report.is_cancelled:
        console.say(
            f"已取消：其余 {left} 个文件未添加，再次添加时从此处继续",
            f"cancelled: {left} files were not added; add them again to go on from here",
        )
        return _CANCELLED
    return 2 if is_refused else 0


def _tell_stored(outcome: "FileOutcome", console: Console) -> None:
    """Print what became of a file that was not refused."""
    from jushi.error_telling import tell_message

    is_stored = bool(outcome.document_id)
    console.say(
        f"{outcome.document_id or _NO_ID}  {_OUTCOMES_ZH[outcome.outcome]}  {outcome.name}"
        + (f"（{outcome.passages} 段）" if is_stored else ""),
        f"{outcome.document_id or _NO_ID}  {outcome.outcome}  {outcome.name}"
        + (f" ({outcome.passages} passages)" if is_stored else ""),
    )
    if outcome.removed:
        console.say(
            f"    已清除：{'；'.join(outcome.removed)}",
            f"    removed: {'; '.join(outcome.removed)}",
        )
    if outcome.flagged:
        console.say(
            f"    {outcome.flagged} 段含指令式文字：已作普通文字收录并标明",
            f"    {outcome.flagged} passages instruct a model: kept as text, and marked",
        )
    messages = (outcome.message,) if outcome.message else ()
    for message in (*outcome.notices, *messages):
        console.out.write(f"    {tell_message(message, console.language)}\n")


@contextmanager
def _interrupt() -> Iterator[Callable[[], bool]]:
    """Tell by a function whether Ctrl+C was pressed; pressed again, it stops at once."""
    pressed = False

    def note(_number: int, _frame: FrameType | None) -> None:
        nonlocal pressed
        pressed = True
        signal.signal(signal.SIGINT, former)

    former = signal.signal(signal.SIGINT, note)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, former)


def _progress_line(console: Console) -> Callable[["Progress"], None]:
    """What shows how far it is in one line of the terminal."""

    def tell(progress: "Progress") -> None:
        zh, en = (progress_text(progress, is_chinese=is_chinese) for is_chinese in (True, False))
        console.show(zh, en)

    return tell


def progress_text(progress: "Progress", *, is_chinese: bool) -> str:
    """One line: passages done and known so far, rate, time that remains, the file at hand."""
    done = f"{progress.passages_done}/{progress.passages_total}"
    parts = [f"{done} 段" if is_chinese else f"{done} passages"]
    if progress.rate:
        parts.append(f"{progress.rate:.1f} 段/秒" if is_chinese else f"{progress.rate:.1f}/s")
    if progress.remaining_s is not None:
        minutes, seconds = divmod(round(progress.remaining_s), 60)
        parts.append(f"{'还需' if is_chinese else 'left'} {minutes}:{seconds:02}")
    return "  ".join((*parts, progress.name))


def run_list(_given: argparse.Namespace, console: Console) -> int:
    """Print one line for each document."""
    from jushi.wiring import open_knowledge

    with open_knowledge(console.settings) as knowledge:
        documents = knowledge.documents()
    for record in documents:
        console.out.write(_document_line(record, console))
    console.say(f"共 {len(documents)} 份", f"{len(documents)} documents")
    return 0


def _document_line(record: "DocumentRecord", console: Console) -> str:
    is_chinese = console.language == "zh"
    kind = _KINDS_ZH[record.kind] if is_chinese else record.kind
    box = _BOXES_ZH[record.box] if is_chinese else record.box
    state = _STATES_ZH[record.status] if is_chinese else record.status
    if record.superseded_by:
        state += f" → {record.superseded_by}"
    if record.flagged:
        warned = f"{record.flagged} 段含指令式文字"
        state += f"  {warned if is_chinese else f'{record.flagged} passages instruct a model'}"
    return (
        f"{record.id}  {kind}  {box}  {record.year or '----'}  {record.issuer or '-'}  "
        f"{record.title}  {record.passages}  {state}\n"
    )


def run_update(given: argparse.Namespace, console: Console) -> int:
    """Correct what was read of one document, and print its line as `list` does."""
    from jushi.wiring import open_knowledge

    with open_knowledge(console.settings) as knowledge:
        record = knowledge.update(given.id, _overrides(given))
    console.out.write(_document_line(record, console))
    return 0


def _overrides(given: argparse.Namespace) -> "Overrides":
    from jushi.knowledge import Overrides

    return Overrides(
        kind=given.kind,
        box=given.box,
        year=given.year,
        issuer=given.issuer,
        title=given.title,
        status=given.state,
    )


def run_rebuild(_given: argparse.Namespace, console: Console) -> int:
    """Make the index again from the documents that are stored."""
    from jushi.wiring import open_knowledge

    with open_knowledge(console.settings) as knowledge:
        knowledge.rebuild(progress=_progress_line(console))
        passages = sum(record.passages for record in knowledge.documents())
        model = knowledge.model
    console.show("", "")
    console.say(
        f"已重建索引：{passages} 段，模型 {model}", f"index rebuilt: {passages} passages, {model}"
    )
    return 0


def run_search(given: argparse.Namespace, console: Console) -> int:
    """Print the hits as a writer would see them, best first."""
    from jushi.wiring import open_knowledge

    with open_knowledge(console.settings) as knowledge:
        hits = knowledge.search(given.query, _filters(given), limit=given.limit)
    for hit in hits:
        text = " ".join(hit.for_writer().split())
        excerpt = text if len(text) <= _EXCERPT_CHARS else text[:_EXCERPT_CHARS] + "…"
        why = _why(hit, is_chinese=console.language == "zh")
        console.out.write(f"{hit.rank}. {hit.passage.citation}\n   {excerpt}\n   {why}\n")
    if not hits:
        console.say("没有找到", "nothing found")
    return 0


def _filters(given: argparse.Namespace) -> "Filters":
    from jushi.knowledge import Filters

    return Filters(
        kinds=tuple(given.kind or ()),
        box=given.box,
        years=tuple(given.year or ()),
        issuers=tuple(given.issuer or ()),
        section=given.section,
    )


def _why(hit: "Hit", *, is_chinese: bool) -> str:
    """Why the hit came: words, likeness, filters."""
    words, likeness = ("词语", "相似度") if is_chinese else ("words", "similarity")
    why = hit.why
    parts = [f"{words} {'、'.join(why.words)}"] if why.words else []
    if why.similarity is not None:
        parts.append(f"{likeness} {why.similarity:.2f}")
    if why.filters:
        parts.append(why.filters)
    if hit.passage.flags:
        parts.append("含指令式文字" if is_chinese else "instructs a model")
    return f"[{'  '.join(parts)}]"


def run_remove(given: argparse.Namespace, console: Console) -> int:
    """Remove the documents; an unknown id is an error and removes nothing."""
    from jushi.wiring import open_knowledge

    with open_knowledge(console.settings) as knowledge:
        for document_id in given.ids:
            knowledge.passages_of(document_id)
        for document_id in given.ids:
            knowledge.remove(document_id)
            console.say(f"已删除 {document_id}", f"removed {document_id}")
    return 0


_NO_ID = " " * 12
_OUTCOMES_ZH = {
    "added": "已添加",
    "replaced": "已更新",
    "unchanged": "未变",
    "duplicate": "重复",
}
