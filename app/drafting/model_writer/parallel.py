"""Many sections at once, within what the endpoint can bear."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed

from app.drafting.model_writer.task import SectionTask
from app.drafting.model_writer.writer import write_section
from app.drafting.model_writer.written import Way, WrittenSection
from app.errors import ModelError, ReplyError
from app.fidelity import Evidence
from app.figures import FigureTable
from app.llm import CancelledError, Model

_SUMMARY_CHARS = 120

Outcome = WrittenSection | ModelError | ReplyError | CancelledError


def write_sections(
    tasks: Sequence[SectionTask],
    model: Model,
    table: FigureTable,
    *,
    way: Way = "slots",
    at_once: int = 4,
    evidence: Sequence[Evidence] = (),
    on_text: Callable[[str, str], None] = lambda _key, _text: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[SectionTask, Outcome]]:
    """Give each task with its section, or with why there is none, as they get done.

    At most `at_once` are asked for at a time. Those that speak of the whole report are asked for
    when the others are done, with the beginnings of these. `on_text` hears key and piece, from
    several threads. One that fails leaves the others be.
    """
    beginnings: dict[str, str] = {}

    def write(task: SectionTask) -> WrittenSection:
        if is_cancelled():
            raise CancelledError
        summaries = [beginnings[t.key] for t in tasks if t.key in beginnings]
        return write_section(
            task,
            model,
            table,
            way=way,
            summaries=summaries if task.needs_summaries else (),
            evidence=evidence,
            on_text=lambda piece: on_text(task.key, piece),
            is_cancelled=is_cancelled,
        )

    with ThreadPoolExecutor(at_once, thread_name_prefix="section") as pool:
        for is_last in (False, True):
            asked = {pool.submit(write, t): t for t in tasks if t.needs_summaries is is_last}
            for done in as_completed(asked):
                outcome = _outcome(done)
                if isinstance(outcome, WrittenSection):
                    beginnings[asked[done].key] = outcome.section.text[:_SUMMARY_CHARS]
                yield asked[done], outcome


def _outcome(done: Future[WrittenSection]) -> Outcome:
    try:
        return done.result()
    except (ModelError, ReplyError, CancelledError) as error:
        return error
