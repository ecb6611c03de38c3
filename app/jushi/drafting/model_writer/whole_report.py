"""What only the whole report shows: a section that says again what another says, put right once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from jushi.drafting.list_mending import mend_lists
from jushi.drafting.model_writer.judging import Judged, judge_sentences
from jushi.drafting.model_writer.repair import ask_for_repair, read_repair
from jushi.drafting.model_writer.repeats import SaidSentences
from jushi.drafting.model_writer.reply import ReplySentence, read_reply
from jushi.drafting.model_writer.task import SectionTask
from jushi.drafting.model_writer.written import Way, WritingFault, WrittenSection
from jushi.errors import ModelError
from jushi.fidelity import Checker
from jushi.llm import CancelledError, Message, Model, Reply
from jushi.text import Sentence


def mend_repeats(
    written: WrittenSection,
    task: SectionTask,
    *,
    said: SaidSentences,
    model: Model,
    checker: Checker,
    way: Way,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> WrittenSection:
    """Name to the model what `written` says again of `said`, once, and take what is better.

    A mended section that has a fault or loses a required figure is not taken. What is left is
    among the remarks, and `said` holds the section's sentences after.
    """
    again = said.repeats_in(written.section, task.role)
    if again and written.notes.given_up is None:
        try:
            asked = _request(written, again, task, checker, way)
            reply = model.write(asked, is_cancelled=is_cancelled)
        except (ModelError, CancelledError):
            pass  # it stays as it is, remarked
        else:
            written = _mended(written, again, reply, task, checker)
            again = said.repeats_in(written.section, task.role)
    said.add(written.section, task.role)
    lines = tuple(f"请看一看：{fault.explanation}" for fault in again)
    section = replace(written.section, notes=(*written.section.notes, *lines))
    notes = replace(written.notes, remarks=(*written.notes.remarks, *again))
    return WrittenSection(section, notes)


def _request(
    written: WrittenSection,
    again: Sequence[WritingFault],
    task: SectionTask,
    checker: Checker,
    way: Way,
) -> tuple[Message, ...]:
    judged = [
        Judged(
            sentence,
            (),
            frozenset(),
            0,
            tuple(fault for fault in again if fault.sentence == sentence.bound_text),
        )
        for sentence in written.section.sentences
    ]
    return ask_for_repair(task, judged, (), checker.table, way)


def _mended(
    written: WrittenSection,
    again: Sequence[WritingFault],
    reply: Reply,
    task: SectionTask,
    checker: Checker,
) -> WrittenSection:
    """The section with the sentences that the reply mends, if nothing is wrong with them."""
    named = {fault.sentence for fault in again}
    answers = read_repair(reply.text)
    trial: list[ReplySentence | Sentence] = []
    for place, sentence in enumerate(written.section.sentences, 1):
        if sentence.bound_text in named and place in answers:
            trial += _read(answers[place], sentence, checker)
        else:
            trial.append(sentence)
    judged = judge_sentences(trial, task, checker)
    before = {name for s in written.section.sentences for name in s.told_figures}
    kept = mend_lists([one.draft for one in judged])
    lost = task.required & before - {name for s in kept for name in s.told_figures}
    notes = replace(
        written.notes,
        calls=written.notes.calls + 1,
        input_tokens=written.notes.input_tokens + (reply.input_tokens or 0),
        output_tokens=written.notes.output_tokens + (reply.output_tokens or 0),
        seconds=written.notes.seconds + Decimal(f"{reply.seconds:.3f}"),
    )
    if not kept or lost or any(one.faults for one in judged):
        return replace(written, notes=notes)
    section = replace(written.section, sentences=kept)
    return WrittenSection(section, replace(notes, chars=section.length))


def _read(answer: str, sentence: Sentence, checker: Checker) -> list[ReplySentence]:
    read = read_reply(answer, checker.table) if answer else ()
    return [
        replace(one, starts_paragraph=sentence.starts_paragraph and not place)
        for place, one in enumerate(read)
    ]
