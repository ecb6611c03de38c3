"""Many sections at once, within what the endpoint can bear."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from threading import Lock

from jushi.drafting.model_writer.repeats import SaidSentences
from jushi.drafting.model_writer.task import ROLES, SectionTask
from jushi.drafting.model_writer.whole_report import mend_repeats
from jushi.drafting.model_writer.writer import write_section
from jushi.drafting.model_writer.written import Way, WrittenSection
from jushi.errors import ModelError, ReplyError
from jushi.fidelity import Checker, Evidence
from jushi.figures import FigureTable
from jushi.llm import CancelledError, Model
from jushi.text import Section

_GIVEN_UP_AFTER = 2
"""Sections in a row that fail in the same way; each may take as long as a reply is waited for."""

Outcome = WrittenSection | ModelError | ReplyError | CancelledError


def write_sections(
    tasks: Sequence[SectionTask],
    model: Model,
    table: FigureTable,
    *,
    way: Way = "slots",
    at_once: int = 4,
    evidence: Sequence[Evidence] = (),
    standing: Mapping[str, Sequence[str]] | None = None,
    on_text: Callable[[str, str], None] = lambda _key, _text: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[SectionTask, Outcome]]:
    """Give each task with its section, or with why there is none, as they get done.

    At most `at_once` at a time, `ROLES` in turn, each role with the sections before it and those
    of `standing`: heading to sentences of what is not written now. What is said again is named to
    the model once. `on_text` hears key and piece. After two alike failures the rest is left.
    """
    said, checker = SaidSentences(standing or {}), Checker(table, evidence=evidence)
    texts, failures = _Texts(tasks, standing or {}), _Failures()

    def write(task: SectionTask) -> WrittenSection:
        if is_cancelled():
            raise CancelledError
        with failures.counted():
            return write_section(
                texts.seen_by(task),
                model,
                table,
                way=way,
                evidence=evidence,
                on_text=lambda piece: on_text(task.key, piece),
                is_cancelled=is_cancelled,
            )

    mend = partial(
        mend_repeats, said=said, model=model, checker=checker, way=way, is_cancelled=is_cancelled
    )
    with ThreadPoolExecutor(at_once, thread_name_prefix="section") as pool:
        for role in ROLES:
            asked = {pool.submit(write, t): t for t in tasks if t.role == role}
            for done in as_completed(asked):
                task, outcome = asked[done], _outcome(done)
                if isinstance(outcome, WrittenSection):
                    outcome = mend(outcome, texts.seen_by(task))
                    texts.add(outcome.section)
                yield task, outcome


class _Texts:
    """Whole sections that stand already, in the order of the report."""

    def __init__(self, tasks: Sequence[SectionTask], standing: Mapping[str, Sequence[str]]) -> None:
        self._keys = [task.key for task in tasks]
        self._stood = [f"{heading}\n{''.join(told)}" for heading, told in standing.items()]
        self._written: dict[str, str] = {}

    def add(self, section: Section) -> None:
        self._written[section.key] = f"{section.heading or '开头'}\n{section.text}"

    def seen_by(self, task: SectionTask) -> SectionTask:
        """Give the task with what stands before it, where it is written after others."""
        if not task.needs_others:
            return task
        written = [self._written[key] for key in self._keys if key in self._written]
        return replace(task, others=(*self._stood, *written))


class _Failures:
    """Sections that failed one after another, as they ended, over all threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last: ModelError | None = None
        self._in_a_row = 0

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count what becomes of one section; not even begun where the model is given up."""
        self._check()
        try:
            yield
        except ModelError as error:
            self._add(error)
            raise
        self._clear()

    def _check(self) -> None:
        """Raise the kind of error that lasts, told as such, where the model is given up."""
        with self._lock:
            error, is_lasting = self._last, self._in_a_row >= _GIVEN_UP_AFTER
        if error is not None and is_lasting:
            kind = ReplyError if isinstance(error, ReplyError) else ModelError
            raise kind(
                "drafting.given_up",
                place=error.told_place,
                problem=error.told_problem,
                remedy=error.told_remedy,
            )

    def _add(self, error: ModelError) -> None:
        with self._lock:
            if self._in_a_row >= _GIVEN_UP_AFTER:
                return
            is_same = self._last is not None and self._last.problem == error.problem
            self._last, self._in_a_row = error, self._in_a_row + 1 if is_same else 1

    def _clear(self) -> None:
        with self._lock:
            # Those that were under way when the model was given up change nothing.
            if self._in_a_row < _GIVEN_UP_AFTER:
                self._last, self._in_a_row = None, 0


def _outcome(done: Future[WrittenSection]) -> Outcome:
    try:
        return done.result()
    except (ModelError, ReplyError, CancelledError) as error:
        return error
