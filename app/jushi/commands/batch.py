"""`jushi check --batch`: many checks in one run, one JSON line out for each line in."""

import json
import os
import pickle
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar, cast

from jushi.error_telling import tell_error
from jushi.errors import DocumentError, JushiError
from jushi.fidelity import Evidence
from jushi.figures import FigureTable
from jushi.local_files import load_file, load_files, read_lines
from jushi.messages import Language
from jushi.running import Run, run_here
from jushi.safe_parsing import MalformedError, load_json
from jushi.services import (
    REPORT_YEARS,
    SourceFile,
    Sources,
    check_draft,
    previous_figures,
    read_draft,
    read_figures,
    render_check_report,
)

_T = TypeVar("_T")
_MOST_WORKERS = 8
_AHEAD = 4
"""Lines for each worker that are taken up before the first of them is answered."""
_KEPT = 1000
"""Workbooks and documents that are kept for the lines to come."""
_KEPT_BY_A_WORKER = 8
_SECONDS = 600.0
"""That one line may take."""
_MEMORY_MB = 4096


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """What holds for every line."""

    usage_off: tuple[str, ...]
    is_strict: bool
    """Whether a row of a workbook that is no figure is an error of the line."""
    language: Language


@dataclass(frozen=True, slots=True)
class Answer:
    """What is given for one line."""

    line: str
    """JSON without a line end."""
    is_clean: bool
    """Whether it was checked and no error is open."""


def check_batch(
    path: Path, options: BatchOptions, *, workers: int | None = None
) -> Generator[Answer, None, None]:
    """Give an answer for each line of the file at `path`, in order, as soon as it is known.

    `workers` are processes, by default one for each processor. Raises DocumentError for a file
    that cannot be read; what is wrong with a line is its answer.
    """
    lines = enumerate(read_lines(path), start=1)
    wanted = workers or _processors()
    first = list(islice(lines, wanted))
    checker = _LineChecker(path, options)
    if len(first) <= 1 or wanted == 1:
        for number, line in chain(first, lines):
            yield checker.answer(number, line, run_here)
        return
    yield from _in_workers(checker, chain(first, lines), len(first))


def _processors() -> int:
    usable = getattr(os, "sched_getaffinity", None)
    return min(len(usable(0)) if usable else os.cpu_count() or 1, _MOST_WORKERS)


def _in_workers(
    checker: "_LineChecker", lines: Iterator[tuple[int, bytes]], workers: int
) -> Iterator[Answer]:
    from jushi.workers import Limits, WorkerPool

    limits = Limits(_SECONDS, _MEMORY_MB, _SECONDS, waiting=workers, waiting_each=workers)
    # One owner is never given the last worker of a pool.
    pool = WorkerPool(limits, size=workers + 1, preload=[__name__])
    threads = ThreadPoolExecutor(workers)
    ahead: deque[Future[Answer]] = deque()
    try:
        for number, line in lines:
            ahead.append(threads.submit(checker.answer, number, line, pool.runner()))
            if len(ahead) >= workers * _AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        pool.close()
        threads.shutdown()


class _LineChecker:
    """Reads lines and what they name, every file once, and has the drafts checked."""

    def __init__(self, cases: Path, options: BatchOptions) -> None:
        self._cases = cases
        self._options = options
        self._lock = Lock()
        self._table = _once(self._read_table)
        self._previous = _once(self._read_previous)
        self._evidence = _once(self._read_evidence)

    def answer(self, number: int, line: bytes, run: Run) -> Answer:
        """Give the answer for line `number`; `run` says where the check is done."""
        place = f"{self._cases.name}:{number}"
        name: str | int | None = None
        try:
            case = _object(place, line, is_first=number == 1)
            name = _id(place, case)
            draft, text = self._draft(place, case)
            report, is_clean = run(_check, draft, text, self._sources(place, case), self._options)
        except JushiError as error:
            return self._error(name, error)
        except Exception as error:
            # A line must not end the run, whatever is wrong with us.
            last = str(error).rstrip().rpartition("\n")[2]
            told = f"{type(error).__name__}: {last}"
            fault = DocumentError("commands.internal_error", place=place, error=told)
            return self._error(name, fault)
        told = json.dumps(name, ensure_ascii=False)
        return Answer(f'{{"id": {told}, "result": {report}}}', is_clean)

    def _error(self, name: str | int | None, error: JushiError) -> Answer:
        told = {"id": name, "error": tell_error(error, self._options.language)}
        return Answer(json.dumps(told, ensure_ascii=False), is_clean=False)

    def _draft(self, place: str, case: dict[str, Any]) -> tuple[SourceFile, str | None]:
        text, path = _of(str, place, case, "text"), _of(str, place, case, "draft")
        if (text is None) == (path is None):
            raise DocumentError("commands.draft_or_text", place=place)
        if text is not None:
            return SourceFile(place, b""), text
        return load_file(self._path(path or ""), may_be_pipe=True), None

    def _sources(self, place: str, case: dict[str, Any]) -> bytes:
        """Give the figures and documents, pickled: the same bytes for all lines with the same."""
        figures, previous = _of(str, place, case, "figures"), _of(str, place, case, "previous")
        evidence: list[Any] = _of(list, place, case, "evidence") or []
        if not all(isinstance(each, str) for each in evidence):
            raise DocumentError("commands.evidence_not_a_list", place=place)
        year = _of(int, place, case, "year")
        if year is not None and year not in REPORT_YEARS:
            raise DocumentError("commands.year_out_of_range", place=place, year=year)
        with self._lock:
            sources = Sources(
                None if figures is None else self._table(self._path(figures)),
                FigureTable(()) if previous is None else self._previous(self._path(previous)),
                tuple(d for each in evidence for d in self._evidence(self._path(each))),
                year,
            )
            return pickle.dumps(sources, pickle.HIGHEST_PROTOCOL)

    def _path(self, text: str) -> Path:
        path = Path(text)
        beside = self._cases.parent / path
        try:
            is_beside = not path.exists() and beside.exists()
        except OSError:
            is_beside = False  # a name that no file can have: reading it says so
        return beside if is_beside else path

    def _read_table(self, path: Path) -> FigureTable:
        options = self._options
        file = load_file(path, may_be_pipe=True)
        return read_figures(file, options.language, is_strict=options.is_strict)

    def _read_previous(self, path: Path) -> FigureTable:
        return previous_figures(load_file(path, may_be_pipe=True), self._options.language)

    def _read_evidence(self, path: Path) -> tuple[Evidence, ...]:
        return tuple(Evidence(file.name, read_draft(file)) for file in load_files([path]))


def _once(read: Callable[[Path], _T]) -> Callable[[Path], _T]:
    """Give `read` so that it reads each file once, also one that cannot be used."""

    @lru_cache(_KEPT)
    def outcome(path: Path) -> tuple[_T, None] | tuple[None, JushiError]:
        try:
            return read(path), None
        except JushiError as error:
            return None, error

    def read_once(path: Path) -> _T:
        value, error = outcome(path)
        if error is not None:
            raise error.with_traceback(None)
        return cast(_T, value)

    return read_once


def _check(
    draft: SourceFile, text: str | None, sources: bytes, options: BatchOptions
) -> tuple[str, bool]:
    """Give the check report as JSON in one line, and whether no error is open."""
    checked = check_draft(
        draft,
        _unpickled(sources),
        text=text,
        usage_off=options.usage_off,
        language=options.language,
    )
    report = json.loads(render_check_report(checked, "json", language=options.language))
    return json.dumps(report, ensure_ascii=False), not checked.result.has_errors


@lru_cache(_KEPT_BY_A_WORKER)
def _unpickled(sources: bytes) -> Sources:
    known: Sources = pickle.loads(sources)
    return known


def _object(place: str, line: bytes, *, is_first: bool) -> dict[str, Any]:
    try:
        case = load_json(line.decode("utf-8-sig" if is_first else "utf-8"))
    except (MalformedError, UnicodeDecodeError) as error:
        raise DocumentError("commands.invalid_json", place=place) from error
    if not isinstance(case, dict):
        raise DocumentError("commands.not_an_object", place=place)
    return case


def _id(place: str, case: dict[str, Any]) -> str | int:
    name = case.get("id")
    if not isinstance(name, str | int) or isinstance(name, bool):
        raise DocumentError("commands.no_id", place=place)
    return name


def _of(kind: type[_T], place: str, case: dict[str, Any], key: str) -> _T | None:
    value = case.get(key)
    if value is not None and (not isinstance(value, kind) or isinstance(value, bool)):
        raise DocumentError("commands.invalid_value", place=place, key=key)
    return value
