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
from jushi.knowledge import BOXES, KINDS, STATUSES
from jushi.messages import Language, Message, list_messages, render

if TYPE_CHECKING:
    from jushi.knowledge import DocumentRecord, FileOutcome, Filters, Hit, Overrides, Progress

GROUP = Help("knowledge add|list|search|update|remove|rebuild", "knowledge")
ADD = Help("add PATH…", "knowledge_add")
LIST = Help("list", "knowledge_list")
SEARCH = Help(
    "search Q [--kind K…] [--year Y…] [--issuer P…] [--box B] [--section S] [--limit N]",
    "knowledge_search",
)
UPDATE = Help(
    "update ID [--kind K] [--box B] [--year Y] [--issuer P] [--title T] [--state S]",
    "knowledge_update",
)
REMOVE = Help("remove ID…", "knowledge_remove")
REBUILD = Help("rebuild", "knowledge_rebuild")

_HITS = 5
_EXCERPT_CHARS = 120
_CANCELLED = 130


def register(commands: Commands) -> None:
    group = commands.add(GROUP)
    below = Commands(group, group.pick("commands"))
    add = below.add(ADD, run_add)
    add.add_argument(
        "paths", metavar="PATH", type=Path, nargs="+", help=add.pick("knowledge_add_paths")
    )
    below.add(LIST, run_list)
    search = below.add(SEARCH, run_search)
    search.add_argument("query", metavar="Q", help=search.pick("knowledge_search_query"))
    search.add_argument(
        "--limit",
        metavar="N",
        type=int,
        default=_HITS,
        help=search.pick("knowledge_search_limit", most=_HITS),
    )
    _describing(search, several=True)
    search.add_argument(
        "--section", metavar="S", default="", help=search.pick("knowledge_search_section")
    )
    update = below.add(UPDATE, run_update)
    update.add_argument("id", metavar="ID", help=update.pick("knowledge_update_id"))
    _describing(update, several=False)
    update.add_argument("--title", metavar="T", help=update.pick("knowledge_update_title"))
    update.add_argument(
        "--state", metavar="S", choices=STATUSES, help=update.pick("knowledge_update_state")
    )
    remove = below.add(REMOVE, run_remove)
    remove.add_argument("ids", metavar="ID", nargs="+", help=remove.pick("knowledge_remove_ids"))
    below.add(REBUILD, run_rebuild)


def _describing(parser: Parser, *, several: bool) -> None:
    """The options that say what a document is; `several` lets each be given more than once."""
    action = "append" if several else "store"
    parser.add_argument(
        "--kind", metavar="K", choices=KINDS, action=action, help=parser.pick("knowledge_kind")
    )
    parser.add_argument(
        "--year", metavar="Y", type=int, action=action, help=parser.pick("knowledge_year")
    )
    parser.add_argument(
        "--issuer", metavar="P", action=action, help=parser.pick("knowledge_issuer")
    )
    parser.add_argument("--box", metavar="B", choices=BOXES, help=parser.pick("knowledge_box"))


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
    console.show()
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
        console.say("console.documents_cancelled", left=left)
        return _CANCELLED
    return 2 if is_refused else 0


def _tell_stored(outcome: "FileOutcome", console: Console) -> None:
    """Print what became of a file that was not refused."""
    from jushi.error_telling import tell_message

    told = Message(f"console.outcome_{outcome.outcome}")
    if outcome.document_id:
        console.say(
            "console.document_stored",
            id=outcome.document_id,
            outcome=told,
            name=outcome.name,
            passages=outcome.passages,
        )
    else:
        console.say("console.document_outcome", id=_NO_ID, outcome=told, name=outcome.name)
    if outcome.removed:
        console.say(
            "console.document_text_removed",
            removed=list_messages(outcome.removed, code="lists.clauses"),
        )
    if outcome.flagged:
        console.say("console.document_flagged", count=outcome.flagged)
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
        console.show("console.progress", told=progress_text(progress, console.language))

    return tell


def progress_text(progress: "Progress", language: Language) -> str:
    """One line: passages done and known so far, rate, time that remains, the file at hand."""
    done, total = progress.passages_done, progress.passages_total
    parts = [render("console.progress_passages", language, done=done, total=total)]
    if progress.rate:
        parts.append(render("console.progress_rate", language, rate=progress.rate))
    if progress.remaining_s is not None:
        minutes, seconds = divmod(round(progress.remaining_s), 60)
        left = render("console.progress_left", language, minutes=minutes, seconds=seconds)
        parts.append(left)
    return "  ".join((*parts, progress.name))


def run_list(_given: argparse.Namespace, console: Console) -> int:
    """Print one line for each document."""
    from jushi.wiring import open_knowledge

    with open_knowledge(console.settings) as knowledge:
        documents = knowledge.documents()
    for record in documents:
        console.out.write(_document_line(record, console))
    console.say("console.documents_counted", count=len(documents))
    return 0


def _document_line(record: "DocumentRecord", console: Console) -> str:
    language = console.language
    kind = render(f"console.kind_{record.kind}", language)
    box = render(f"console.box_{record.box}", language)
    state = render(f"console.status_{record.status}", language)
    if record.superseded_by:
        state += f" → {record.superseded_by}"
    if record.flagged:
        state += f"  {render('console.passages_flagged', language, count=record.flagged)}"
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
    console.show()
    console.say("console.index_rebuilt", passages=passages, model=model)
    return 0


def run_search(given: argparse.Namespace, console: Console) -> int:
    """Print the hits as a writer would see them, best first."""
    from jushi.wiring import open_knowledge

    with open_knowledge(console.settings) as knowledge:
        hits = knowledge.search(given.query, _filters(given), limit=given.limit)
    for hit in hits:
        text = " ".join(hit.for_writer().split())
        excerpt = text if len(text) <= _EXCERPT_CHARS else text[:_EXCERPT_CHARS] + "…"
        why = _why(hit, console.language)
        console.out.write(f"{hit.rank}. {hit.passage.citation}\n   {excerpt}\n   {why}\n")
    if not hits:
        console.say("console.documents_not_found")
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


def _why(hit: "Hit", language: Language) -> str:
    """Why the hit came: words, likeness, filters."""
    why = hit.why
    parts = []
    if why.words:
        parts.append(render("console.why_words", language, words="、".join(why.words)))
    if why.similarity is not None:
        parts.append(render("console.why_similarity", language, similarity=why.similarity))
    if why.filters:
        parts.append(why.filters)
    if hit.passage.flags:
        parts.append(render("console.why_flagged", language))
    return f"[{'  '.join(parts)}]"


def run_remove(given: argparse.Namespace, console: Console) -> int:
    """Remove the documents; an unknown id is an error and removes nothing."""
    from jushi.wiring import open_knowledge

    with open_knowledge(console.settings) as knowledge:
        for document_id in given.ids:
            knowledge.passages_of(document_id)
        for document_id in given.ids:
            knowledge.remove(document_id)
            console.say("console.document_removed", id=document_id)
    return 0


_NO_ID = " " * 12
