"""`jushi draft`: a report from figures and past reports, checked."""

import argparse
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from jushi.commands.parser import Commands, Console, Help, UsageError
from jushi.commands.workbook_files import add_readings, load_workbook
from jushi.messages import Message, list_messages

if TYPE_CHECKING:
    from jushi.drafting import writing
    from jushi.errors import ModelError
    from jushi.services import DraftedReport

HELP = Help(
    "draft --figures F [--outline O] [--knowledge PATH…] [--materials PATH…] [--plan PLAN.yaml]"
    " -o DRAFT.docx|.md",
    "draft",
)

_SUFFIXES = (".docx", ".md")


def register(commands: Commands) -> None:
    parser = commands.add(HELP, run)
    parser.add_argument(
        "--figures", metavar="F", type=Path, required=True, help=parser.pick("draft_figures")
    )
    add_readings(parser)
    parser.add_argument("--outline", metavar="O", type=Path, help=parser.pick("draft_outline"))
    for name, text in (("knowledge", "draft_knowledge"), ("materials", "draft_materials")):
        parser.add_argument(
            f"--{name}",
            metavar="PATH",
            type=Path,
            nargs="+",
            action="extend",
            default=[],
            help=parser.pick(text),
        )
    parser.add_argument("--plan", metavar="PLAN", type=Path, help=parser.pick("draft_plan"))
    parser.add_argument(
        "-o", dest="out", metavar="DRAFT", type=Path, required=True, help=parser.pick("draft_out")
    )


def run(given: argparse.Namespace, console: Console) -> int:
    """Write draft and check report side by side; 1 if a number of the draft is wrong."""
    from jushi.local_files import load_file, load_files
    from jushi.services import draft_report
    from jushi.wiring import build_model, passing_knowledge

    if given.out.suffix.lower() not in _SUFFIXES:
        raise UsageError("commands.unknown_suffix", place="jushi draft", out=given.out)
    model = build_model(console.settings)
    if model and (given.knowledge or given.materials):
        console.say("console.reading_documents")
    with passing_knowledge(console.settings) if model else nullcontext() as index:
        drafted = draft_report(
            load_workbook(given.figures, console, given),
            given.out.name,
            outline=None if given.outline is None else load_file(given.outline),
            knowledge=load_files(given.knowledge, console.warn),
            materials=load_files(given.materials, console.warn),
            plan=None if given.plan is None else load_file(given.plan),
            language=console.language,
            model=model,
            index=index,
            at_once=console.settings.sections_at_once,
            on_section=lambda *told: _say_section(*told, console=console),
        )
    write_drafted(drafted, given.out, console)
    return int(drafted.checked.result.has_errors)


def _say_section(
    heading: str,
    told: "writing.WritingNotes | ModelError",
    spending: "writing.Spending",
    *,
    console: Console,
) -> None:
    """A line for each section as it gets done, and what all have cost."""
    from jushi.error_telling import tell_error
    from jushi.errors import ModelError

    error = told if isinstance(told, ModelError) else told.given_up
    if error is not None:
        console.say(
            "console.section_composed", heading=heading, error=tell_error(error, console.language)
        )
    if isinstance(told, ModelError):
        return
    asked = Message(
        "console.asked_model",
        calls=told.calls,
        tokens=told.tokens,
        seconds=told.seconds,
        faults=len(told.faults),
        repaired=told.repaired,
        replaced=len(told.replaced),
    )
    if error:
        console.say("console.section_asked", asked=asked)
    else:
        console.say("console.section_written", heading=heading, asked=asked)
    for remark in told.remarks:
        console.say(
            "console.section_remark",
            remark=remark.explanation if console.language == "zh" else remark.subject,
        )
    if not spending.left:
        return
    console.say(
        "console.drafting_spent",
        tokens=spending.tokens,
        left=spending.left,
        tokens_left=spending.tokens_left,
        wait_s=spending.wait_s,
    )


def write_drafted(drafted: "DraftedReport", out: Path, console: Console) -> None:
    """Write the draft to `out` and its check report beside it, and say what they hold."""
    from jushi.local_files import write_file
    from jushi.services import render_check_report

    write_file(out, drafted.file.content)
    page, record = out.with_suffix(".check.html"), out.with_suffix(".check.json")
    review = out.with_suffix(".review.docx")
    write_file(page, render_check_report(drafted.checked, "html", language=console.language))
    write_file(record, render_check_report(drafted.checked, "json", language=console.language))
    write_file(review, drafted.review)
    _say_what_it_is(drafted, console)
    for name in drafted.unknown:
        console.say("console.unknown_document", name=name)
    console.say("console.report", path=out)
    console.say("console.review_copy", path=review)
    console.say("console.check_report_beside", path=page)
    console.say("console.check_record", path=record)
    if drafted.plan:
        plan = out.with_suffix(".plan.yaml")
        write_file(plan, drafted.plan.encode())
        console.say("console.plan_beside", path=plan)
    _say_what_waits(drafted, console)


def _say_what_it_is(drafted: "DraftedReport", console: Console) -> None:
    draft, summary = drafted.draft, drafted.checked.result.summary
    sentences = [sentence for section in draft for sentence in section.sentences]
    marked = sum(sentence.is_carried_over for sentence in sentences)
    unvouched = sum(bool(sentence.unvouched_marks) for sentence in sentences)
    sections = sum(bool(section.title) for section in draft)
    console.say(
        "console.draft_written",
        title=draft.title.replace("\n", ""),
        sections=sections,
        sentences=len(sentences),
        marked=marked,
    )
    if unvouched:
        console.say("console.unvouched_sentences", count=unvouched)
    checked = Message(
        "console.numbers_checked",
        data=summary.data,
        ok=summary.ok,
        review=summary.review,
        wrong=summary.error,
    )
    console.say(
        "console.numbers_drafted", checked=checked, figures=summary.figures, used=summary.used
    )
    if drafted.failed:
        headings = [heading for heading, _ in drafted.failed]
        console.say(
            "console.sections_composed", count=len(headings), headings=list_messages(headings)
        )
    for missing in draft.missing:
        console.say("console.figure_missing", indicator=missing.indicator)


def _say_what_waits(drafted: "DraftedReport", console: Console) -> None:
    """What only last year's report vouches for, a line for each sentence that was left out."""
    waiting = [(section, one) for section in drafted.draft for one in section.withheld]
    if not waiting:
        return
    console.say("console.draft_withheld", count=len(waiting))
    for section, one in waiting:
        reason = one.marks[0].reason if one.marks else ""
        heading = section.heading.rstrip("。") or drafted.draft.title.replace("\n", "")
        console.say("console.draft_withheld_one", heading=heading, text=one.text, reason=reason)
