"""Sentences of a model held against the figures: what each tells, and what is wrong with it."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from jushi.characters import language_of
from jushi.drafting.fact_sheet import FactSheet
from jushi.drafting.model_writer.copying import known_words, longest_copy, residue_names
from jushi.drafting.model_writer.grounding import (
    character_pairs,
    is_echo,
    is_foreign,
    is_last_years,
    is_unvouched,
    unfounded_numbers,
    vouching_text,
    without_number,
)
from jushi.drafting.model_writer.invented import Sources, invented_in
from jushi.drafting.model_writer.no_report import why_no_report
from jushi.drafting.model_writer.reply import ReplySentence
from jushi.drafting.model_writer.slot_trust import leftover_of, misuse_of
from jushi.drafting.model_writer.style import faulted_by
from jushi.drafting.model_writer.task import SectionTask
from jushi.drafting.model_writer.written import WritingFault
from jushi.drafting.rendering import RenderedText, render_bound
from jushi.drafting.slot_form import slot_for
from jushi.drafting.target_words import with_true_targets
from jushi.drafting.unverified import measure_mark
from jushi.drafting.year_brief import flows_with_carry_over
from jushi.errors import DraftError
from jushi.fidelity import Checker, Code, Finding, Status, Verdict
from jushi.figures import Figure, FigureTable
from jushi.text import Binding, Mark, Sentence

_MASK = re.compile("〔(?:数|时间|文号)〕|<<<|>>>")
"""What material shows in place of a number, and what it stands between: no words of a report."""
_GAP = re.compile("【待补：[^【】]{1,24}】")
_HEADLINE = 24
"""Characters of a sentence that only says what the item is about."""
_PROVEN = (Code.EXACT, Code.APPROXIMATE)


@dataclass(frozen=True, slots=True)
class Judged:
    """One sentence, rendered and checked in the place where it stands."""

    draft: Sentence
    faults: tuple[WritingFault, ...]
    told: frozenset[str]
    """Ids of figures that it tells rightly; one that has no value yet counts as told: 【待补】."""
    errors: int
    """Numbers that the check finds wrong, and typed ones that it cannot prove."""
    remarks: tuple[WritingFault, ...] = ()
    """What the model is asked to mend and a person to look at: copies, another office's names."""


def judge_sentences(
    sentences: Sequence[ReplySentence | Sentence],
    task: SectionTask,
    checker: Checker,
) -> tuple[Judged, ...]:
    """Give each sentence rendered, with its faults.

    A `Sentence` is the composer's and stays as it is. A number that was typed and that the
    check proves by one figure is bound to it; one that the check cannot prove is a fault.
    """
    table = checker.table
    rendered = [_render(sentence, table, task) for sentence in sentences]
    before = f"{task.title}\n\n{task.composed.heading}\n"
    starts, text = [], before
    for draft, _ in rendered:
        starts.append(len(text))
        text += draft.text + "\n"
    checked = checker.check(text, report_year=task.year)
    by_sentence: list[list[Verdict]] = [[] for _ in rendered]
    place = 0
    for verdict in checked.verdicts:
        while place + 1 < len(starts) and starts[place + 1] <= verdict.mention.start:
            place += 1
        if rendered and verdict.mention.start >= starts[0]:
            by_sentence[place].append(verdict)
    known = known_words(task, table)
    vouching = vouching_text(known, task, checker.evidence)
    quoted = [passage.text for passage in task.passages]
    sources = character_pairs(vouching, task.vocabulary, task.past, *quoted)
    held, years = _sources(task, table, checker), _years(task, table, checker)
    figures, flows = table.by_id(), flows_with_carry_over(table)
    sheet = FactSheet(table)
    seen: set[str] = set()
    judged = []
    for (draft, faults), start, verdicts in zip(rendered, starts, by_sentence, strict=True):
        said = without_number(draft.text)
        if draft.origin == "model":
            unfounded = unfounded_numbers(draft, verdicts, start, vouching, task.year)
            faults += _not_told(draft, unfounded)
            faults += _said_again(draft, task, said_before=said in seen)
            faults += _contradicted(draft, checked.findings, start)
            faults += _foreign(draft, sources)
            faults += _misused(
                draft, verdicts, start, figures, f"{before}{text[starts[0] : start]}"
            )
            faults += (*_left_over(draft, flows), *_untrue_target(draft, sheet))
            draft = _marked(draft, task, sources, held, verdicts, years=years)
        seen.add(said)
        judged.append(_judged(draft, faults, verdicts, start, table))
    return tuple(replace(one, remarks=_remarks(one.draft, task, known)) for one in judged)


def _sources(task: SectionTask, table: FigureTable, checker: Checker) -> Sources:
    """What sentences may rest on: of this year's the figures, the materials and the policies."""
    rows = [f"{f.indicator}{f.own_note}" for f in table]
    points = [f"{p.text}{p.cause}{p.evidence}" for p in task.points]
    given = [s.text for s in (*task.materials, *checker.evidence) if not s.is_announced]
    given += [p.text for p in task.passages if not p.is_own]
    past = [task.past, task.own, task.vocabulary, *(p.text for p in task.passages if p.is_own)]
    said = [task.title, task.guidance, *task.items, *task.others]
    return Sources(past=past, this_year=[*rows, *points, *given, *said])


def _years(
    task: SectionTask, table: FigureTable, checker: Checker
) -> tuple[frozenset[str], frozenset[str]]:
    """Character pairs of past reports, and of all that may tell of this year."""
    rows = (f"{f.indicator}，{f.own_note}" for f in table)
    points = (f"{p.text}，{p.cause}，{p.evidence}" for p in task.points if p.kind != "promise")
    given = (s.text for s in (*task.materials, *checker.evidence) if not s.is_announced)
    shown = (p.text for p in task.passages if p.is_material)
    this_year = character_pairs(*rows, *points, *given, *shown, *task.items, *task.others)
    return character_pairs(task.past, task.own), this_year


def _misused(
    draft: Sentence,
    verdicts: Sequence[Verdict],
    start: int,
    figures: Mapping[str, Figure],
    context: str,
) -> tuple[WritingFault, ...]:
    """Slots around which the sentence says something else than they tell."""
    found = []
    for verdict in verdicts:
        binding = _binding_of(verdict, draft, start)
        if binding is None:
            continue
        misuse = misuse_of(draft, binding, verdict, figures, context=context)
        if misuse is not None:
            told = f"占位符“{misuse.expression}”：{misuse.explanation}"
            found.append(WritingFault("misused_slot", draft.bound_text, misuse.expression, told))
    return tuple(found)


def _left_over(draft: Sentence, flows: Set[tuple[str, str]]) -> tuple[WritingFault, ...]:
    found = (leftover_of(draft, binding, flows) for binding in draft.filled_bindings)
    return tuple(
        WritingFault(
            "misused_slot",
            draft.bound_text,
            misuse.expression,
            f"“{misuse.expression}”：{misuse.explanation}",
        )
        for misuse in found
        if misuse is not None
    )


def _untrue_target(draft: Sentence, sheet: FactSheet) -> tuple[WritingFault, ...]:
    """完成{{plan}}的任务 behind a figure that is below its plan, and the other way round."""
    if draft.gaps or not draft.bindings:
        return ()
    if with_true_targets(draft.bound_text, sheet) == draft.bound_text:
        return ()
    told = "是不是达到了目标，和数据说的不一样，照数据写"
    return (WritingFault("misused_slot", draft.bound_text, draft.text[:20], told),)


def _not_told(draft: Sentence, unfounded: Sequence[str]) -> tuple[WritingFault, ...]:
    why = "表里和往年报告里没有这个数字、日期或编号，删去"
    return tuple(
        WritingFault("unproven_number", draft.bound_text, text, f"“{text}”：{why}")
        for text in unfounded
    )


def _contradicted(
    draft: Sentence, findings: Sequence[Finding], start: int
) -> tuple[WritingFault, ...]:
    """Claims without a number of their own, 连续下降, 全部办结, that the figures contradict."""
    end = start + len(draft.text)
    return tuple(
        WritingFault(
            "unproven_number",
            draft.bound_text,
            draft.text[max(0, finding.start - start) : finding.end - start],
            finding.explanation.rstrip("。"),
        )
        for finding in findings
        if finding.status is Status.ERROR
        and finding.start is not None
        and finding.end is not None
        and finding.start < end
        and start < finding.end
    )


def _foreign(draft: Sentence, sources: Set[str]) -> tuple[WritingFault, ...]:
    if draft.bindings or not is_foreign(draft.text, sources):
        return ()
    told = "数据、往年报告和材料里都没有这样的内容，删去"
    return (WritingFault("foreign", draft.bound_text, draft.text[:20], told),)


def _marked(
    draft: Sentence,
    task: SectionTask,
    sources: Set[str],
    held: Sources,
    verdicts: Sequence[Verdict],
    *,
    years: tuple[Set[str], Set[str]],
) -> Sentence:
    """The sentence, marked for a person to look at where no source says what it says."""
    if marks := invented_in(draft.text, held):
        return replace(draft, marks=marks)
    is_proven = any(v.status is Status.OK and v.mention.is_data for v in verdicts)
    if draft.bindings or draft.gaps or is_proven or task.role == "plans":
        return draft  # what is meant to be done is proposed to the office, not told as done
    if is_last_years(draft.text, *years):
        return replace(draft, marks=(measure_mark(draft.text),))
    if not is_unvouched(draft.text, sources):
        return draft
    if draft.enumerator and len(draft.text) <= _HEADLINE:
        return draft  # 三是行政争议明显增多。 says what follows
    told = "数据、往年报告和材料里没有这个说法"
    return replace(draft, marks=(Mark.of_unvouched(draft.text, told),))


def _said_again(
    draft: Sentence, task: SectionTask, *, said_before: bool
) -> tuple[WritingFault, ...]:
    # 主要原因是【待补：原因】。 is said of each problem whose cause nobody has told.
    if said_before and not draft.gaps:
        told = "这句话前面写过了"
    elif is_echo(draft.text, task):
        told = "这是标题，不是正文"
    else:
        return ()
    return (WritingFault("repeated", draft.bound_text, draft.text[:20], told),)


def _remarks(draft: Sentence, task: SectionTask, known: str) -> tuple[WritingFault, ...]:
    if draft.origin != "model":
        return ()
    remarks = [
        WritingFault("invented", draft.bound_text, mark.text, f"{mark.reason}，没有依据就删去")
        for mark in draft.marks
    ]
    remarks += [
        WritingFault("style", draft.bound_text, rule.key, rule.told)
        for rule in faulted_by(draft.text)
    ]
    copied = longest_copy(draft.text, task.passages)
    if copied is not None:
        run, passage = copied
        told = f"“{run[:20]}…”和《{passage.origin}》{len(run)}个字相同，换一种说法"
        remarks.append(WritingFault("copied", draft.bound_text, run, told))
    for name in residue_names(draft.text, task.passages, known):
        told = f"“{name}”是参考材料里别处的名称，本报告的数据和往年报告里没有，删去"
        remarks.append(WritingFault("residue", draft.bound_text, name, told))
    return tuple(remarks)


def _render(
    sentence: ReplySentence | Sentence, table: FigureTable, task: SectionTask
) -> tuple[Sentence, tuple[WritingFault, ...]]:
    if isinstance(sentence, Sentence):
        return sentence, ()
    template, faults = sentence.template, []
    try:
        rendered = render_bound(template, table)
    except DraftError as error:
        unreadable = f"占位符“{error.place}”写错了，要照表里的写"
        faults.append(WritingFault("unreadable_slot", template, error.place, unreadable))
        rendered = RenderedText(template, template.replace("{{", "").replace("}}", ""), ())
    required = {f.id for f in table if f.required}
    for fault in rendered.faults:
        # A required figure that has no value yet is a gap for the clerk, not the model's fault.
        if fault.kind != "no_value" or fault.expression.split("|")[0] not in required:
            told = f"占位符“{fault.expression}”：{fault.explanation}"
            faults.append(WritingFault(fault.kind, template, fault.expression, told))
    for mask in dict.fromkeys(_MASK.findall(template)):
        told = f"“{mask}”是材料里的记号，不是正文，这里写表里的数据，没有就不写"
        faults.append(WritingFault("mask", template, mask, told))
    is_chinese = language_of(task.title) == "zh"
    # What no source says is to be left open there: 【待补：原因】.
    bare = _GAP.sub("", template) if task.role in ("problems", "plans") else template
    why = why_no_report(bare, guidance=task.guidance, is_chinese=is_chinese)
    if why:
        faults.append(WritingFault("no_report", template, template[:20], why))
    draft = replace(
        rendered.sentence,
        origin="model",
        starts_paragraph=sentence.starts_paragraph,
        enumerator=sentence.enumerator,
    )
    return draft, tuple(faults)


def _judged(
    draft: Sentence,
    faults: tuple[WritingFault, ...],
    verdicts: Sequence[Verdict],
    start: int,
    table: FigureTable,
) -> Judged:
    typed = [v for v in verdicts if v.mention.is_data and not _binding_of(v, draft, start)]
    wrong = [v for v in verdicts if v.status is Status.ERROR]
    if draft.origin == "model":
        # A slot prints its own figure: what is said of it was judged by `_misused`.
        # That 前11个月的数 is told of 全年 only the check sees.
        wrong = [v for v in wrong if v.code is Code.WRONG_DATE or not _binding_of(v, draft, start)]
    unproven = [v for v in typed if v.status is Status.REVIEW]
    found = tuple(
        WritingFault("unproven_number", draft.bound_text, v.mention.text, _told(v))
        for v in (*wrong, *unproven)
    )
    told = {name for v in verdicts if v.status is Status.OK for name in v.figures[:1]}
    told.update(draft.told_figures)
    told.update(_gaps(draft, table))
    if draft.origin != "model":
        return Judged(draft, (), frozenset(told), len(wrong))
    if not wrong and not unproven and not faults:
        draft = _bound(draft, [v for v in typed if v.code in _PROVEN], start, table)
    found = faults + found
    errors = sum(fault.kind == "unproven_number" for fault in found)
    return Judged(draft, found, frozenset(told), errors)


def _told(verdict: Verdict) -> str:
    right = f"，应写{verdict.expected}" if verdict.expected else ""
    return f"“{verdict.mention.text}”：{verdict.explanation.rstrip('。')}{right}"


def _binding_of(verdict: Verdict, draft: Sentence, start: int) -> Binding | None:
    """The slot that printed the mention of `verdict`; None where it was typed."""
    mention = verdict.mention
    return next(
        (
            b
            for b in draft.filled_bindings
            if start + b.start < mention.end and mention.start < start + b.end
        ),
        None,
    )


def _gaps(draft: Sentence, table: FigureTable) -> frozenset[str]:
    try:
        faults = render_bound(draft.template, table).faults
    except DraftError:
        return frozenset()
    return frozenset(f.expression.split("|")[0] for f in faults if f.kind == "no_value")


def _bound(draft: Sentence, typed: Sequence[Verdict], start: int, table: FigureTable) -> Sentence:
    """The sentence with slots in place of typed numbers, if it then reads as it did."""
    figures = table.by_id()
    slots = [(b.start, b.end, f"{{{{{b.expression}}}}}") for b in draft.bindings]
    for verdict in typed:
        figure = figures.get(verdict.figures[0]) if len(verdict.figures) == 1 else None
        if figure is not None:
            mention = verdict.mention
            slot = slot_for(mention, figure.id, unit=figure.unit)
            slots.append((mention.start - start, mention.end - start, slot))
    if len(slots) == len(draft.bindings):
        return draft
    template, at = "", 0
    for first, last, slot in sorted(slots):
        template += draft.text[at:first] + slot
        at = last
    template += draft.text[at:]
    try:
        rendered = render_bound(template, table)
    except DraftError:
        return draft
    if rendered.text != draft.text:
        return draft
    return replace(draft, template=rendered.template, bindings=rendered.bindings)
