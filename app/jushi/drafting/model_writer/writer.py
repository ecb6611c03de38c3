"""One section written by a model: asked, judged, mended in a bounded loop, settled."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from jushi.characters import language_of
from jushi.drafting.bound_text import parse_bound
from jushi.drafting.model_writer.judging import Judged, judge_sentences
from jushi.drafting.model_writer.loss import why_given_up
from jushi.drafting.model_writer.repair import ask_for_repair, read_repair
from jushi.drafting.model_writer.reply import ReplySentence, read_reply
from jushi.drafting.model_writer.request import DRAFT_PROMPT, ask_for_section
from jushi.drafting.model_writer.settling import settle
from jushi.drafting.model_writer.task import SectionTask
from jushi.drafting.model_writer.written import Way, WritingFault, WritingNotes, WrittenSection
from jushi.drafting.rendering import render_bound
from jushi.drafting.report_draft import Dropped, Missing
from jushi.errors import DraftError, ReplyError
from jushi.fidelity import Checker, Evidence
from jushi.figures import Figure, FigureTable
from jushi.llm import (
    Message,
    Model,
    ProbeResult,
    Reply,
    load_prompt,
    probe_model,
)
from jushi.text import Section, Sentence

_REPAIRS = 2
_GIVEN_UP = "这一节改用不靠模型的稿子"
_PATIENCE_S = 60.0
"""A reply of no use that took longer is not asked for again: the next one would take as long."""
_SURVIVAL = 0.8
"""Share of slots that must survive the probe for a model to be asked for slots."""
_GAP = re.compile("【待补：([^【】]{1,24})】")
_SLOT = re.compile(r"(?<!\{)\{+[^{}]*\}+")


def choose_way(probe: ProbeResult) -> Way:
    """Give `slots` for a model that keeps them, `digits` for one that loses them or types."""
    return "slots" if probe.survival >= _SURVIVAL and not probe.typed_digits else "digits"


def measure_way(model: Model, *, is_cancelled: Callable[[], bool] = lambda: False) -> Way:
    """Probe `model`, twice where the first reply is of no use, and give the way for it.

    Raises ModelError where it cannot be had, ReplyError where no reply is of use, CancelledError.
    """
    began = time.monotonic()
    try:
        return choose_way(probe_model(model, is_cancelled=is_cancelled))
    except ReplyError:
        if time.monotonic() - began > _PATIENCE_S:
            raise
        return choose_way(probe_model(model, is_cancelled=is_cancelled))


def write_section(
    task: SectionTask,
    model: Model,
    table: FigureTable,
    *,
    way: Way = "slots",
    evidence: Sequence[Evidence] = (),
    on_text: Callable[[str], None] = lambda _text: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> WrittenSection:
    """Let `model` write the section; every number of what comes back is proven or a 【待补】.

    Faults are named to the model at most twice, what no source says and style once; then the
    composer's sentences take the place of what is still wrong, and the composer's section that of
    a reply of which too little is left: `notes.given_up` says why. Raises what the model raises:
    ModelError, CancelledError, and ReplyError where two replies in turn are of no use.
    """
    calls = _Calls(model, on_text, is_cancelled)
    shown = [Evidence(p.origin, p.text) for p in task.passages if p.is_material]
    checker = Checker(table, evidence=(*evidence, *shown))
    sentences = calls.first(ask_for_section(task, table, way), task, table)
    judged = first = judge_sentences(sentences, task, checker)
    for turn in range(_REPAIRS if sentences else 0):
        lacking = _lacking(judged, task)
        is_remarked = not turn and any(one.remarks for one in judged)
        if not (lacking or is_remarked or any(one.faults for one in judged)):
            break
        try:
            reply = calls.ask(ask_for_repair(task, judged, lacking, table, way))
        except ReplyError:
            break
        judged = _mended(judged, read_repair(reply.text), task, checker)
    return _finished(first, judged, calls, task, way, checker=checker)


def _finished(
    first: Sequence[Judged],
    judged: Sequence[Judged],
    calls: "_Calls",
    task: SectionTask,
    way: Way,
    *,
    checker: Checker,
) -> WrittenSection:
    """The section settled, with its notes: `first` are the sentences before the repair."""
    finished, replaced = settle(judged, task, checker)
    given_up = calls.given_up or why_given_up(calls.model_name, judged, finished, task)
    if given_up is not None:
        kept = [s for s in finished if s.origin == "model"]
        replaced += tuple(Dropped(task.key, s.text, _GIVEN_UP) for s in kept)
        finished = task.composed.sentences
    last = judge_sentences(finished, task, checker)
    notes = calls.notes(task, way, first)
    left = {(f.kind, f.subject) for one in judged for f in (*one.faults, *one.remarks)}
    mended = sum((f.kind, f.subject) not in left for f in notes.faults)
    lines = tuple(f"{d.reason}：{d.text}" for d in replaced)
    section = replace(task.composed, sentences=finished)
    remarks = tuple(remark for one in last for remark in one.remarks)
    if given_up is None:
        remarks += _brevity(section, task)
    # What no source says is marked in the text itself.
    seen = (remark for remark in remarks if remark.kind != "invented")
    lines += tuple(f"请看一看：{remark.explanation}" for remark in seen)
    notes = replace(
        notes,
        repaired=0 if given_up else mended,
        remarks=remarks,
        replaced=replaced,
        missing=_missing(finished, task, checker.table),
        last_errors=sum(one.errors for one in last),
        chars=section.length,
        given_up=given_up,
    )
    return WrittenSection(replace(section, notes=lines), notes)


def _brevity(section: Section, task: SectionTask) -> tuple[WritingFault, ...]:
    """A remark on a section of less than half the length that it could have."""
    expected = min(task.target_chars, task.composed.length)
    if section.length * 2 >= expected:
        return ()
    told = f"只写了{section.length}字，应有{expected}字左右，看看有没有漏写的工作"
    subject = f"{section.length} characters of some {expected}"
    return (WritingFault("short", "", subject, told),)


class _Calls:
    """Asks the model and keeps count of what it cost."""

    def __init__(
        self, model: Model, on_text: Callable[[str], None], is_cancelled: Callable[[], bool]
    ) -> None:
        self._model = model
        self._on_text = on_text
        self._is_cancelled = is_cancelled
        self._replies: list[Reply] = []
        self._wrong_language = 0
        self.given_up: ReplyError | None = None
        """Why there is no first reply of use."""

    @property
    def model_name(self) -> str:
        return self._model.name

    def ask(self, messages: Sequence[Message]) -> Reply:
        reply = self._model.write(messages, on_text=self._on_text, is_cancelled=self._is_cancelled)
        self._replies.append(reply)
        return reply

    def first(
        self, messages: Sequence[Message], task: SectionTask, table: FigureTable
    ) -> tuple[ReplySentence, ...]:
        """The first reply of use; none of a model that writes another language twice."""
        for is_last in (False, True):
            began = time.monotonic()
            try:
                text = self.ask(messages).text
            except ReplyError:
                if is_last or time.monotonic() - began > _PATIENCE_S:
                    raise
                continue
            if not _is_chinese(task.title) or _is_chinese(text):
                return read_reply(text, table, heading=task.composed.heading)
            self._wrong_language += 1
        self.given_up = ReplyError("drafting.other_language", place=self._model.name)
        return ()

    def notes(self, task: SectionTask, way: Way, first: Sequence[Judged]) -> WritingNotes:
        faults = [fault for one in first for fault in (*one.faults, *one.remarks)]
        faults += [
            WritingFault("unused_figure", "", f.id, f"没有写到{f.indicator}")
            for f in _lacking(first, task)
        ]
        if self._wrong_language:
            faults.append(WritingFault("wrong_language", "", "", "没有用报告的语言写"))
        offered = {figure.id for figure in task.figures}
        return WritingNotes(
            model=self._model.name,
            prompt="{}.v{}".format(*DRAFT_PROMPT),
            prompt_hash=load_prompt(*DRAFT_PROMPT).digest,
            way=way,
            calls=len(self._replies),
            input_tokens=sum(reply.input_tokens or 0 for reply in self._replies),
            output_tokens=sum(reply.output_tokens or 0 for reply in self._replies),
            seconds=Decimal(f"{sum(reply.seconds for reply in self._replies):.3f}"),
            faults=tuple(faults),
            slots=sum(_slots(one.draft) for one in first),
            told=len({name for one in first for name in one.told} & offered),
            offered=len(offered),
            remarks=(),
            repaired=0,
            replaced=(),
            missing=(),
            passages=tuple(passage.id for passage in task.passages),
            first_errors=sum(one.errors for one in first),
            last_errors=0,
            target_chars=task.target_chars,
            chars=0,
        )


def _lacking(judged: Sequence[Judged], task: SectionTask) -> list[Figure]:
    told = {name for one in judged if not one.faults for name in one.told}
    return [figure for figure in task.figures if figure.required and figure.id not in told]


def _mended(
    judged: Sequence[Judged],
    mended: dict[int, str],
    task: SectionTask,
    checker: Checker,
) -> tuple[Judged, ...]:
    """The sentences with mended ones in place; one that is no better is not taken."""
    trial: list[ReplySentence] = []
    kept: list[Judged] = []
    for place, one in enumerate(judged, 1):
        template = one.draft.bound_text
        if (one.faults or one.remarks) and place in mended:
            if not mended[place]:
                continue
            reply = read_reply(mended[place], checker.table)
            template = "".join(s.template for s in reply) or template
        kept.append(one)
        trial.append(ReplySentence(template, one.draft.starts_paragraph))
    for number in sorted(n for n in mended if n > len(judged) and mended[n]):
        reply = read_reply(mended[number], checker.table)
        trial += [replace(s, starts_paragraph=False) for s in reply]
    after = judge_sentences(trial, task, checker)
    chosen = [
        (new if _weight(new) <= _weight(old) else old).draft.bound_text
        for old, new in zip(kept, after, strict=False)
    ]
    again = [replace(s, template=t) for s, t in zip(trial, chosen, strict=False)]
    again += [
        s for s, new in zip(trial[len(kept) :], after[len(kept) :], strict=True) if not new.faults
    ]
    return judge_sentences(again, task, checker)


def _weight(one: Judged) -> tuple[int, int]:
    return len(one.faults), len(one.remarks)


def _missing(
    sentences: Sequence[Sentence], task: SectionTask, table: FigureTable
) -> tuple[Missing, ...]:
    """Figures without a value, and what the sentences leave open: 【待补：原因】."""
    known = table.by_id()
    left_open = [
        Missing("", label, task.key)
        for sentence in sentences
        for label in _GAP.findall(parse_bound(sentence.bound_text).literal())
    ]
    gaps = [
        fault.expression.split("|")[0]
        for sentence in sentences
        for fault in render_bound(sentence.template, table).faults
    ]
    lacking = [
        Missing(name, known[name].indicator if name in known else name, task.key)
        for name in dict.fromkeys(gaps)
    ]
    return (*lacking, *left_open)


def _slots(draft: Sentence) -> int:
    try:
        return len(parse_bound(draft.template).slots)
    except DraftError:
        return 0


def _is_chinese(text: str) -> bool:
    return language_of(_SLOT.sub("", text)) == "zh"
