"""What a model could not put right: its sentence gives way to the composer's, or is left out."""

import re
from collections.abc import Sequence
from dataclasses import replace

from jushi.drafting.list_mending import mend_lists
from jushi.drafting.model_writer.judging import Judged, judge_sentences
from jushi.drafting.model_writer.task import SectionTask
from jushi.drafting.plain_sentence import plain_sentences
from jushi.drafting.report_draft import Dropped
from jushi.fidelity import Checker
from jushi.figures import FigureTable
from jushi.text import Sentence

_SLOT_NAME = re.compile(r"\{\{([^{}|]+)")
_ROUNDS = 3
"""Taking a sentence out can spoil what the next leans on; then the composer's text stands."""


def settle(
    judged: Sequence[Judged],
    task: SectionTask,
    checker: Checker,
) -> tuple[tuple[Sentence, ...], tuple[Dropped, ...]]:
    """Give sentences without faults that tell the section's figures, and what had to go for them.

    Figures that are required or that the composer tells are told. Where nothing was written or
    faults will not end, the whole section is the composer's.
    """
    if not judged:
        return task.composed.sentences, ()
    dropped: list[Dropped] = []
    for _ in range(_ROUNDS):
        sentences = _replaced(judged, task, dropped)
        sentences += _lacking(judged, sentences, task, checker.table)
        judged = judge_sentences(sentences, task, checker)
        if not any(one.faults or one.errors for one in judged):
            return _finished(sentences, task), tuple(dropped)
    for one in judged:
        if one.draft.origin == "model":
            dropped.append(Dropped(task.key, one.draft.text, "这一节核不上，改用不靠模型的稿子"))
    return task.composed.sentences, tuple(dropped)


def _replaced(
    judged: Sequence[Judged], task: SectionTask, dropped: list[Dropped]
) -> list[Sentence]:
    kept = frozenset(n for one in judged if not one.faults for n in one.told)
    used: list[Sentence] = []
    sentences: list[Sentence] = []
    known = {figure.id for figure in task.figures}
    for one in judged:
        if not one.faults:
            sentences.append(one.draft)
            continue
        reason = "；".join(dict.fromkeys(fault.explanation for fault in one.faults))
        dropped.append(Dropped(task.key, one.draft.text, reason))
        meant = (frozenset(one.draft.told_figures) | one.told) & known - kept
        for own in task.composed.sentences:
            if own not in used and meant & set(own.told_figures):
                used.append(own)
                sentences.append(own)
    return sentences


def _lacking(
    judged: Sequence[Judged],
    sentences: Sequence[Sentence],
    task: SectionTask,
    table: FigureTable,
) -> list[Sentence]:
    """Sentences for figures that nothing tells: the composer's, plain ones for required figures."""
    told = {n for one in judged if not one.faults for n in one.told}
    told.update(n for s in sentences for n in s.told_figures)
    wanted = {f.id for f in task.figures} - told
    more: list[Sentence] = []
    for own in task.composed.sentences:
        names = _names(own)
        if own not in sentences and names & wanted:
            more.append(replace(own, starts_paragraph=False))
            wanted -= names
    left = [f for f in task.figures if f.required and f.id in wanted]
    return [*more, *plain_sentences(left, table, year=task.year)]


def _names(own: Sentence) -> frozenset[str]:
    """Ids of the figures that it tells or is to tell once they have a value."""
    return frozenset(own.told_figures) | frozenset(_SLOT_NAME.findall(own.template))


def _finished(sentences: Sequence[Sentence], task: SectionTask) -> tuple[Sentence, ...]:
    mended = mend_lists(sentences)
    if not mended:
        return task.composed.sentences
    opens = not task.composed.is_run_in
    return (replace(mended[0], starts_paragraph=opens), *mended[1:])
